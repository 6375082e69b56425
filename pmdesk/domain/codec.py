"""Records as plain JSON values and back, and the canonical form that digests are taken of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, get_origin, get_type_hints

from pmdesk.domain.change import Change
from pmdesk.domain.kinds import KIND_NAMES, KINDS_BY_NAME
from pmdesk.domain.record import Record, bare_type
from pmdesk.domain.snapshot import Snapshot

Plain = dict[str, Any]


class BadForm(ValueError):
    """A JSON value that is not the form of any record; the text says where."""


# What most fields hold is its own JSON value.
_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


def time_text(at: datetime) -> str:
    """An aware time as ISO 8601 in UTC with a Z, to the microsecond only where there is one."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _to_plain(value: Any) -> Any:
    if value.__class__ in _AS_IT_IS:
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return time_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value


def plain(record: Record) -> Plain:
    """The record as a dict of JSON values, keyed by field name."""
    return {name: _to_plain(getattr(record, name)) for name, _ in field_readers(type(record))}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _time(value: Any) -> datetime:
    at = datetime.fromisoformat(_text(value))
    if at.tzinfo is None:
        raise ValueError("a time needs an offset")
    return at.astimezone(UTC)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("number expected")
    return float(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("whole number expected")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false expected")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError("list expected")
    return tuple(_text(item) for item in value)


def _reader(hint: Any) -> Callable[[Any], Any]:
    bare, optional = bare_type(hint)
    if optional:
        inner = _reader(bare)
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        return _texts
    simple: dict[Any, Callable[[Any], Any]] = {
        str: _text,
        int: _whole,
        float: _number,
        bool: _truth,
        datetime: _time,
        date: lambda value: date.fromisoformat(_text(value)),
    }
    if hint in simple:
        return simple[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    raise TypeError(f"no reader for {hint!r}")


Readers = tuple[tuple[str, Callable[[Any], Any]], ...]
_READERS: dict[type[Record], Readers] = {}


def field_readers(kind: type[Record]) -> Readers:
    """Each field's name with the function that reads it from its JSON value."""
    if kind not in _READERS:
        hints = get_type_hints(kind)
        names = [f.name for f in fields(kind)]
        _READERS[kind] = tuple((name, _reader(hints[name])) for name in names)
    return _READERS[kind]


def from_plain(kind: type[Record], value: Mapping[str, Any]) -> Record:
    """The record of a dict made by ``plain``; unknown keys are ignored, missing ones default.

    Raises BadForm with the kind and field for anything else.
    """
    found: dict[str, Any] = {}
    for name, read in field_readers(kind):
        if name in value:
            try:
                found[name] = read(value[name])
            except (TypeError, ValueError) as problem:
                raise BadForm(f"{KIND_NAMES[kind]}.{name}: {problem}") from problem
    try:
        return kind(**found)
    except TypeError as problem:
        raise BadForm(f"{KIND_NAMES[kind]}: {problem}") from problem


def plain_changes(changes: Iterable[Change]) -> list[Plain]:
    """Changes as JSON values: kind, before, after."""
    return [
        {
            "kind": KIND_NAMES[change.kind],
            "before": None if change.before is None else plain(change.before),
            "after": None if change.after is None else plain(change.after),
        }
        for change in changes
    ]


def changes_from_plain(rows: Iterable[Mapping[str, Any]]) -> tuple[Change, ...]:
    """The changes of ``plain_changes``; raises BadForm."""
    found: list[Change] = []
    for row in rows:
        kind = KINDS_BY_NAME.get(str(row.get("kind")))
        if kind is None:
            raise BadForm(f"unknown kind {row.get('kind')!r}")
        before, after = row.get("before"), row.get("after")
        found.append(
            Change(
                None if before is None else from_plain(kind, before),
                None if after is None else from_plain(kind, after),
            )
        )
    return tuple(found)


def plain_snapshot(snapshot: Snapshot) -> dict[str, list[Plain]]:
    """All records by kind name, each list ordered by id; empty kinds are left out."""
    result: dict[str, list[Plain]] = {}
    for kind, name in KIND_NAMES.items():
        records = snapshot.of(kind)
        if records:
            result[name] = [plain(records[key]) for key in sorted(records)]
    return result


def snapshot_from_plain(value: Mapping[str, Any]) -> Snapshot:
    """The snapshot of ``plain_snapshot``; raises BadForm. The caller's edit checks the rules."""
    tables: dict[type[Record], dict[str, Record]] = {}
    for name, rows in value.items():
        kind = KINDS_BY_NAME.get(name)
        if kind is None or not isinstance(rows, list):
            raise BadForm(f"unknown part {name!r}")
        records = [from_plain(kind, row) for row in rows]
        tables[kind] = {record.id: record for record in records}
    heads = next((t for k, t in tables.items() if KIND_NAMES[k] == "postmortem"), {})
    if len(heads) != 1:
        raise BadForm("one postmortem expected")
    return Snapshot(next(iter(heads)), tables)


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no spaces, in UTF-8: the same bytes for the same value."""
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()
