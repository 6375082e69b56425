"""Reads a bundle: the record with every rule checked, its trail, and the files it shows."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pmdesk.domain.change import Edit
from pmdesk.domain.codec import BadForm, changes_from_plain
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.merging import form
from pmdesk.domain.merging.trail import Trail, state_of
from pmdesk.domain.snapshot import Snapshot
from pmdesk.importers.bundle.parts import BadBundle, judge_files, parts_of
from pmdesk.importers.record import parsed_json, record_of

_STATE = re.compile(r"[0-9a-f]{12}")
_ESCAPED_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_HALF = re.compile(r"[\ud800-\udfff]")
_LONGEST_LABEL = 500


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle holds; ``content`` is the digest of the signed content as its maker states it,
    ``journal`` the head of its maker's journal, ``files`` are contents by their SHA-256."""

    record: Snapshot
    trail: Trail
    files: Mapping[str, bytes] = field(default_factory=dict)
    content: str = ""
    journal: str = ""


@dataclass(frozen=True, slots=True)
class LooseRecord:
    """The record of a bundle that may have been altered: its digest as stated, and as it is."""

    record: Snapshot
    stated: str
    own: str


def read_bundle(data: bytes) -> Bundle:
    """The bundle in these bytes; raises BadBundle or BadForm, and nothing else, with a sentence."""
    parts = parts_of(data)
    manifest = _manifest(parts)
    for name in (form.RECORD, form.STEPS):
        if _digest(parts[name]) != _stated(manifest, name):
            raise BadBundle("the bundle was altered after the export: its record is not the one "
                            "that the manifest names")  # fmt: skip
    files = judge_files(parts, _sizes(manifest))
    record = _record(parts[form.RECORD])
    shown = {attachment.sha256 for attachment in record.attachments.values()}
    if not files.keys() <= shown:
        raise BadBundle("the bundle carries a file that the record does not show")
    if manifest.get("state") != state_of(record):
        raise BadBundle("the record is not the state that the manifest names")
    steps = _steps(parts[form.STEPS], record.pm_id)
    return Bundle(
        record,
        Trail(_states(manifest), steps),
        files,
        _text(manifest, "content"),
        _text(manifest, "journal"),
    )


def read_loose(data: bytes) -> LooseRecord:
    """The record of a bundle to be held against the library, though it may have been altered;
    raises BadForm."""
    parts = parts_of(data)
    record = parts[form.RECORD]
    return LooseRecord(_record(record), _stated(_manifest(parts), form.RECORD), _digest(record))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _manifest(parts: Mapping[str, bytes]) -> dict[str, Any]:
    value = _json(parts[form.MANIFEST])
    if not isinstance(value, dict) or value.get("format") != form.FORMAT:
        raise BadBundle("this is not a bundle exported by pmdesk")
    version = value.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise BadBundle("the version of the bundle is missing")
    if version > form.VERSION:
        raise BadBundle("the bundle comes from a newer pmdesk: update this one to read it")
    return value


def _json(data: bytes) -> Any:
    value = parsed_json(data)
    if _ESCAPED_HALF.search(data) and _HALF.search(json.dumps(value, ensure_ascii=False)):
        raise BadBundle("a text holds half of a broken character")
    return value


def _stated(manifest: Mapping[str, Any], name: str) -> str:
    parts = manifest.get("parts")
    noted = parts.get(name) if isinstance(parts, dict) else None
    stated = noted.get("sha256") if isinstance(noted, dict) else None
    if not isinstance(stated, str) or not form.DIGEST.fullmatch(stated):
        raise BadBundle("the manifest does not say what the record is")
    return stated


def _sizes(manifest: Mapping[str, Any]) -> dict[str, int]:
    sizes = manifest.get("attachments", {})
    if not isinstance(sizes, dict):
        raise BadBundle("the manifest does not name the attached files")
    return {str(name): size if isinstance(size, int) else -1 for name, size in sizes.items()}


def _states(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    states = manifest.get("states")
    if not isinstance(states, list) or len(states) > form.MOST_STATES:
        raise BadBundle("the manifest names no earlier states, or too many")
    if not all(isinstance(state, str) and _STATE.fullmatch(state) for state in states):
        raise BadBundle("an earlier state has a name that is none")
    return tuple(states)


def _text(manifest: Mapping[str, Any], name: str) -> str:
    value = manifest.get(name, "")
    if not isinstance(value, str) or (value and not form.DIGEST.fullmatch(value)):
        raise BadBundle(f"the manifest's {name} is no digest")
    return value


def _record(data: bytes) -> Snapshot:
    value = _json(data)
    if not isinstance(value, dict):
        raise BadBundle("the bundle holds no record")
    counts = {name: len(rows) for name, rows in value.items() if isinstance(rows, list)}
    problem = form.too_much(counts) or _depth_problem(value.get("factor"))
    if problem:
        raise BadBundle(f"the record is not taken: {problem}")
    _no_twins(value)
    record = record_of(value)
    for kind in KIND_NAMES:
        if any(row.pm_id != record.pm_id for row in record.of(kind).values()):
            raise BadBundle("a part of the record belongs to another postmortem")
    return record


def _depth_problem(rows: Any) -> str:
    if not isinstance(rows, list):
        return ""
    parents = {
        row["id"]: row.get("parent_id")
        for row in rows
        if isinstance(row, dict) and isinstance(row.get("id"), str)
    }
    texts = {k: p if isinstance(p, str) else None for k, p in parents.items()}
    if form.too_deep(texts):
        return f"its factors stand under each other, or more than {form.DEEPEST} deep"
    return ""


def _no_twins(value: Mapping[str, Any]) -> None:
    for rows in value.values():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadBundle("a part of the record is not a list of records")
        ids = [row.get("id") for row in rows]
        if not all(isinstance(i, str) and 0 < len(i) <= 100 for i in ids):
            raise BadBundle("a record has no id")
        if len(set(ids)) != len(ids):
            raise BadBundle("a record stands twice in the bundle")


def _steps(data: bytes, pm_id: str) -> tuple[Edit, ...]:
    rows = _json(data)
    if not isinstance(rows, list):
        raise BadBundle("the steps are not a list")
    found = []
    count = 0
    for row in rows:
        changes = row.get("changes") if isinstance(row, dict) else None
        label = row.get("label") if isinstance(row, dict) else None
        if not isinstance(changes, list) or not isinstance(label, str):
            raise BadBundle("a step has no name or no changes")
        count += len(changes)
        if count > form.MOST_RECORDS or len(label) > _LONGEST_LABEL:
            raise BadBundle("the steps are more than are taken")
        found.append(Edit(label, _changes(changes)))
    if any(c.record.pm_id != pm_id for step in found for c in step.changes):
        raise BadBundle("a step belongs to another postmortem")
    return tuple(found)


def _changes(rows: list[Any]) -> Any:
    for row in rows:
        if not isinstance(row, dict):
            raise BadBundle("a change is no object")
        if not all(isinstance(row.get(end), dict | None) for end in ("before", "after")):
            raise BadBundle("a change has no record")
    try:
        return changes_from_plain(rows)
    except BadForm:
        raise
    except (ValueError, OverflowError) as problem:
        raise BadBundle(f"a change is not taken: {problem}") from problem
