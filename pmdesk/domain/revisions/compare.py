"""What differs between two states of a postmortem: records by section, fields in words.

Nothing here knows of revisions: any two snapshots can be compared, be they versions of one
library or copies from two desks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any

from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.record import Record
from pmdesk.domain.revisions.field_words import LABELS, PROSE, SECTIONS, naming, section_of, shown
from pmdesk.domain.revisions.lock import LIVE, OUTSIDE
from pmdesk.domain.revisions.words import Run, Sign, word_runs
from pmdesk.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, in words; ``runs`` are its words as kept, added, removed."""

    name: str
    label: str
    before: str
    after: str
    is_prose: bool = False

    @property
    def runs(self) -> list[Run]:
        """The words of both sides in one row."""
        return word_runs(self.before, self.after)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record that is new, gone or altered, with the section it is shown in."""

    sign: Sign
    section: str
    what: str
    title: str
    before: Record | None
    after: Record | None
    parts: tuple[FieldChange, ...]

    @property
    def record(self) -> Record:
        """The record as it is after, or as it last was."""
        found = self.after if self.after is not None else self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, by section in the order of the meeting, then as the records are listed."""

    changes: tuple[RecordChange, ...]

    @property
    def sections(self) -> list[str]:
        """The sections with a change, in their order."""
        return [s for s in SECTIONS if any(change.section == s for change in self.changes)]

    def of(self, section: str) -> list[RecordChange]:
        """The changes of one section."""
        return [change for change in self.changes if change.section == section]

    @property
    def words(self) -> str:
        """How much changed: "3 changed, 1 added, 2 removed", or "Nothing differs"."""
        counts = [
            (sign, sum(change.sign is sign for change in self.changes))
            for sign in (Sign.CHANGED, Sign.ADDED, Sign.REMOVED)
        ]
        return ", ".join(f"{n} {sign.value}" for sign, n in counts if n) or "Nothing differs"


def compare(before: Snapshot, after: Snapshot, *, live: bool = False) -> Comparison:
    """The changes that lead from one state to the other.

    With ``live`` also those outside of what is signed: status and dates of actions.
    """
    found: list[RecordChange] = []
    for kind in KIND_NAMES:
        if kind in OUTSIDE:
            continue
        skipped = frozenset() if live else LIVE.get(kind, frozenset())
        found += _of_kind(kind, before, after, skipped)
    order = {section: number for number, section in enumerate(SECTIONS)}
    found.sort(key=lambda change: order[change.section])
    return Comparison(tuple(found))


def _of_kind(
    kind: type[Record], before: Snapshot, after: Snapshot, skipped: frozenset[str]
) -> Iterator[RecordChange]:
    old, new = before.of(kind), after.of(kind)
    if old is new:
        return
    for key in [*old, *(k for k in new if k not in old)]:
        one, other = old.get(key), new.get(key)
        if one == other:
            continue
        made = _change(kind, one, other, before, after, skipped)
        if made is not None:
            yield made


def _change(
    kind: type[Record], one: Record | None, other: Record | None, before: Snapshot,
    after: Snapshot, skipped: frozenset[str],
) -> RecordChange | None:  # fmt: skip
    parts = []
    for field in fields(kind):
        if field.name in ("id", "pm_id", "position") or field.name in skipped:
            continue
        if (one is None or other is None) and _is_usual(field, one or other):
            continue
        old = _words(before, one, field.name)
        new = _words(after, other, field.name)
        if old != new:
            label = LABELS.get(field.name) or field.name.replace("_", " ").capitalize()
            prose = field.name in PROSE
            parts.append(FieldChange(field.name, label, old, new, prose))
    sign = Sign.CHANGED if one and other else (Sign.ADDED if other else Sign.REMOVED)
    if sign is Sign.CHANGED and not parts:
        if not _moved(one, other, skipped):
            return None
        parts = [FieldChange("position", "Place in the list", "where it was", "moved")]
    shown_of, record = (after, other) if other is not None else (before, one)
    assert record is not None
    section = section_of(kind)
    what, title = naming(shown_of, record)
    return RecordChange(sign, section, what, title, one, other, tuple(parts))


def _is_usual(field: Field[Any], record: Record | None) -> bool:
    """Whether a record that is new or gone says nothing of its own here."""
    return field.default is not MISSING and getattr(record, field.name) == field.default


def _moved(one: Record | None, other: Record | None, skipped: frozenset[str]) -> bool:
    """Whether something differs that has no words of its own: the order of a list."""
    assert one is not None
    names = [f.name for f in fields(type(one)) if f.name not in skipped]
    return any(getattr(one, name) != getattr(other, name) for name in names)


def _words(snapshot: Snapshot, record: Record | None, name: str) -> str:
    value: Any = None if record is None else getattr(record, name)
    return shown(snapshot, record, name, value)
