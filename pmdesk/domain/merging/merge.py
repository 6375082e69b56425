"""Merges two copies of a postmortem: what one side changed is taken, what both did is a conflict.

The merge is by id and by field against the state from which the copies parted. Without such a
state nothing is removed: what only one side has comes in, what differs is a conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pmdesk.domain.kinds import KIND_NAMES, REFERENCES
from pmdesk.domain.merging.fields import both_texts, is_quiet, units_of
from pmdesk.domain.record import Record, altered
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import Mark

Key = tuple[type[Record], str]
Rows = dict[Key, Record]


class Side(StrEnum):
    """What a conflict is answered with."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both sides changed, differently, since they parted.

    ``fields`` are those of the record that differ as one; they are empty where one side removed
    the record and the other changed it: the side that has none is None. ``held`` is what stands
    unless somebody decides: ours, or the side that still has the record. ``id`` is the same
    whenever the same copies are merged.
    """

    kind: type[Record]
    record_id: str
    fields: tuple[str, ...]
    ours: Record | None
    theirs: Record | None
    held: Side = Side.OURS
    both: str | None = None

    @property
    def id(self) -> str:
        """What tells it from the other conflicts of a merge."""
        return ":".join((KIND_NAMES[self.kind], self.record_id, *self.fields[:1]))

    @property
    def is_removal(self) -> bool:
        """Whether one side removed what the other changed."""
        return self.ours is None or self.theirs is None

    @property
    def sides(self) -> tuple[Side, ...]:
        """The answers that can be given."""
        answers = (Side.OURS, Side.THEIRS)
        return answers if self.both is None else (*answers, Side.BOTH)


@dataclass(frozen=True)
class Merge:
    """Two copies side by side: ``rows`` as they stand where every conflict is as ``held`` says,
    and the conflicts in the order of the record. ``base`` is None where none is known."""

    base: Snapshot | None
    ours: Snapshot
    theirs: Snapshot
    rows: Rows
    conflicts: tuple[Conflict, ...]
    revived: frozenset[Key] = field(default_factory=frozenset)


def merge(base: Snapshot | None, ours: Snapshot, theirs: Snapshot) -> Merge:
    """Compare two copies of one postmortem; raises ValueError for two different ones."""
    if ours.pm_id != theirs.pm_id:
        raise ValueError("two different postmortems are never merged")
    rows: Rows = {}
    conflicts: list[Conflict] = []
    revived: set[Key] = set()
    for kind in KIND_NAMES:
        before = {} if base is None else base.of(kind)
        here, there = ours.of(kind), theirs.of(kind)
        for key in dict.fromkeys((*here, *there)):
            row, found = _row(kind, before.get(key), here.get(key), there.get(key))
            if row is not None:
                rows[kind, key] = row
            conflicts += found
            if row is not None and any(c.is_removal for c in found):
                revived.add((kind, key))
    conflicts += _same_marks(rows, ours)
    return Merge(base, ours, theirs, rows, tuple(conflicts), frozenset(revived))


def _row(
    kind: type[Record], base: Record | None, ours: Record | None, theirs: Record | None
) -> tuple[Record | None, list[Conflict]]:
    if theirs in (ours, base):
        return ours, []
    if ours == base:
        return theirs, []
    if ours is None or theirs is None:
        kept = ours or theirs
        assert kept is not None
        if base is None:
            return kept, []
        held = Side.OURS if ours is not None else Side.THEIRS
        return kept, [Conflict(kind, kept.id, (), ours, theirs, held)]
    return _fields(kind, base, ours, theirs)


def _fields(
    kind: type[Record], base: Record | None, ours: Record, theirs: Record
) -> tuple[Record, list[Conflict]]:
    values: dict[str, Any] = {}
    found: list[Conflict] = []
    for unit in units_of(kind):
        here, there = _values(ours, unit), _values(theirs, unit)
        before = None if base is None else _values(base, unit)
        if there in (here, before):
            continue
        if here == before:
            values.update(zip(unit, there, strict=True))
        elif isinstance(here[0], tuple) and len(unit) == 1:
            values[unit[0]] = _merged_list(before[0] if before else (), here[0], there[0])
        elif not is_quiet(kind, unit):
            both = both_texts(unit, here[0], there[0])
            found.append(Conflict(kind, ours.id, unit, ours, theirs, Side.OURS, both))
    return (altered(ours, **values) if values else ours), found


def _values(record: Record, unit: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in unit)


def _merged_list(
    base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[str, ...]:
    """Ours, without what they took out and with what they put in."""
    gone = set(base) - set(theirs)
    kept = [text for text in ours if text not in gone]
    return tuple(dict.fromkeys((*kept, *(t for t in theirs if t not in base))))


def _same_marks(rows: Rows, ours: Snapshot) -> list[Conflict]:
    """A mark that both sides set anew stands once: ours, with theirs as the other answer."""
    found: list[Conflict] = []
    first: dict[str, Mark] = {}
    marks = [row for row in rows.values() if isinstance(row, Mark)]
    for mark in sorted(marks, key=lambda m: (m.id not in ours.of(Mark), m.at, m.id)):
        held = first.setdefault(mark.kind, mark)
        if held is mark:
            continue
        del rows[Mark, mark.id]
        unit = ("at", "event_id")
        if _values(held, unit) != _values(mark, unit):
            there = altered(held, at=mark.at, event_id=mark.event_id)
            found.append(Conflict(Mark, held.id, unit, held, there))
    return found


def chosen_rows(merged: Merge, choices: Mapping[str, Side]) -> tuple[Rows, set[Key]]:
    """The rows with each conflict answered (by its id; else as ``held`` says), and those that
    came back from a removal."""
    rows, revived = dict(merged.rows), set(merged.revived)
    for conflict in merged.conflicts:
        side = choices.get(conflict.id, conflict.held)
        key = (conflict.kind, conflict.record_id)
        if conflict.is_removal:
            kept = conflict.ours if side is Side.OURS else conflict.theirs
            revived.discard(key)
            rows.pop(key, None)
            if kept is not None:
                rows[key] = kept
                revived.add(key)
        elif key not in rows and conflict.theirs is not None:
            # A mark whose older self was removed by choice: the other one takes its place.
            rows[key] = conflict.theirs
        elif side is not Side.OURS:
            rows[key] = altered(rows[key], **_answer(conflict, side))
    return rows, revived


def _answer(conflict: Conflict, side: Side) -> dict[str, Any]:
    if side is Side.BOTH and conflict.both is not None:
        return {conflict.fields[0]: conflict.both}
    assert conflict.theirs is not None
    return dict(zip(conflict.fields, _values(conflict.theirs, conflict.fields), strict=True))


def targets(record: Record) -> list[Key]:
    """What a record refers to."""
    found = []
    for name, kind in REFERENCES.get(type(record), {}).items():
        target = getattr(record, name)
        if target is not None:
            found.append((kind, target))
    return found
