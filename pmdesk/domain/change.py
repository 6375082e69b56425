"""One word for a change: what is written, journalled, undone, announced and sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pmdesk.domain.record import Record


@dataclass(frozen=True, slots=True)
class Change:
    """A record before and after; None before is a birth, None after a removal.

    Raises ValueError when both are None, or are records of different kinds or ids.
    """

    before: Record | None
    after: Record | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change needs a record before or after it")
        if self.before is None or self.after is None:
            return
        if type(self.before) is not type(self.after) or self.before.id != self.after.id:
            raise ValueError("a change keeps the kind and id of its record")

    @property
    def record(self) -> Record:
        """The record as it is after the change, or as it last was."""
        found = self.after if self.after is not None else self.before
        assert found is not None
        return found

    @property
    def kind(self) -> type[Record]:
        """The kind of record that changes."""
        return type(self.record)

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Edit:
    """A named step of work: all its changes happen together or not at all.

    ``label`` is what undo shows ("Move event").
    """

    label: str
    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def inverse(self) -> Edit:
        """The edit that takes this one back, in reverse order."""
        return Edit(self.label, tuple(c.inverse() for c in reversed(self.changes)))


def born(record: Record) -> Change:
    """The change that brings ``record`` into the postmortem."""
    return Change(None, record)


def gone(record: Record) -> Change:
    """The change that removes ``record``."""
    return Change(record, None)


def became(before: Record, after: Record) -> tuple[Change, ...]:
    """The change from ``before`` to ``after``, or nothing where they are equal."""
    return () if before == after else (Change(before, after),)


def edit(label: str, *parts: Change | Iterable[Change]) -> Edit:
    """An edit of single changes and groups of changes, in order."""
    changes: list[Change] = []
    for part in parts:
        if isinstance(part, Change):
            changes.append(part)
        else:
            changes.extend(part)
    return Edit(label, tuple(changes))
