"""Reads a whole record out of any file that carries one: a report in PDF, or JSON."""

from __future__ import annotations

import json

from pmdesk.domain.change import born
from pmdesk.domain.codec import BadForm, snapshot_from_plain
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.snapshot import RuleBroken, Snapshot, StaleChange, empty
from pmdesk.importers.pdf_record import attached_record, is_pdf
from pmdesk.importers.record import read_json


def holds_record(name: str, data: bytes) -> bool:
    """Whether a file is one to look for a record in, by its name or its first bytes."""
    return name.lower().endswith((".json", ".pdf")) or is_pdf(data)


def read_record(data: bytes) -> Snapshot:
    """The record of a file, with every rule checked.

    Raises BadForm with a sentence for a PDF without one, and for JSON that is none.
    """
    if not is_pdf(data):
        return read_json(data)
    inside = attached_record(data)
    if inside is None:
        raise BadForm("this PDF carries no record that pmdesk could open")
    return _bare(inside)


def _bare(data: bytes) -> Snapshot:
    """The record of the canonical form, which has nothing around it."""
    try:
        value = json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as problem:
        raise BadForm("the record inside this PDF is damaged") from problem
    if not isinstance(value, dict):
        raise BadForm("the record inside this PDF is damaged")
    for rows in value.values():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadForm("a part of the record inside this PDF is not a list of records")
    try:
        found = snapshot_from_plain(value)
        order = [row for kind in KIND_NAMES for row in found.of(kind).values()]
        return empty(found.pm_id).applied([born(row) for row in order])
    except (RuleBroken, StaleChange, OverflowError) as problem:
        raise BadForm(str(problem)) from problem
