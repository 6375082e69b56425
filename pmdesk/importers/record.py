"""Reads the JSON file of a whole record back; whatever else it holds is refused with a reason."""

from __future__ import annotations

import json
from typing import Any

from pmdesk.domain.change import born
from pmdesk.domain.codec import BadForm, snapshot_from_plain
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.snapshot import RuleBroken, Snapshot, StaleChange, empty

FORMAT = "pmdesk record"
VERSION = 1
_LARGEST = 256 * 1024 * 1024


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadForm("a name stands twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise BadForm(f"{name} is no number")


def _integer(text: str) -> int:
    if len(text) > 18:
        raise BadForm("a number is too long")
    return int(text)


def _real(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise BadForm("a number is too large")
    return number


def parsed_json(data: bytes) -> Any:
    """The value of a JSON file: each name once, no NaN, no endless number; raises BadForm."""
    if len(data) > _LARGEST:
        raise BadForm("the file is larger than 256 MB")
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_once,
            parse_constant=_no_constant,
            parse_int=_integer,
            parse_float=_real,
        )
    except UnicodeDecodeError as problem:
        raise BadForm("the file is not UTF-8 text") from problem
    except RecursionError as problem:
        raise BadForm("the file is nested too deeply") from problem
    except ValueError as problem:
        if isinstance(problem, BadForm):
            raise
        raise BadForm(f"the file is not JSON: {problem}") from problem


def read_json(data: bytes) -> Snapshot:
    """The record of a file made by the JSON export, with every rule checked.

    Raises BadForm with a sentence for anything else, a newer version included.
    """
    value = parsed_json(data)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise BadForm("this is not a record exported by pmdesk")
    version = value.get("version")
    if not isinstance(version, int) or version < 1:
        raise BadForm("the version of the file is missing")
    if version > VERSION:
        raise BadForm("the file comes from a newer pmdesk: update this one to read it")
    record = value.get("record")
    if not isinstance(record, dict):
        raise BadForm("the file holds no record")
    return record_of(record)


def record_of(record: dict[str, Any]) -> Snapshot:
    """The snapshot of parsed records by kind, with every rule checked; raises BadForm."""
    for rows in record.values():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadForm("a part of the record is not a list of records")
    try:
        found = snapshot_from_plain(record)
        order = [row for kind in KIND_NAMES for row in found.of(kind).values()]
        return empty(found.pm_id).applied([born(row) for row in order])
    except (RuleBroken, StaleChange, OverflowError) as problem:
        raise BadForm(str(problem)) from problem
