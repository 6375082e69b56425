"""What the places outside one postmortem need from a library, as shapes that the store fills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from pmdesk.domain.terms import ActionStatus, Phase, PostmortemKind, Severity


class EntryShape(Protocol):
    """One postmortem as the library lists it; ``updated_at`` is UTC."""

    @property
    def id(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def severity(self) -> Severity | None: ...
    @property
    def phase(self) -> Phase: ...
    @property
    def kind(self) -> PostmortemKind: ...
    @property
    def day(self) -> date | None: ...
    @property
    def tags(self) -> Sequence[str]: ...
    @property
    def open_actions(self) -> int: ...
    @property
    def overdue(self) -> int: ...
    @property
    def updated_at(self) -> datetime: ...
    @property
    def summary(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry with the words around the match; ``marks`` are (start, end) within ``snippet``."""

    entry: EntryShape
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the library is shown; empty means all of it."""

    severity: Severity | None = None
    phase: Phase | None = None
    tag: str = ""
    open_actions: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left out."""
        return self == Filter()


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An open action with the postmortem it belongs to; ``owner`` is a role or team, or empty.

    ``last_touched`` is the day it was made, reviewed or changed last.
    """

    pm_id: str
    pm_key: str
    pm_title: str
    action_id: str
    key: str
    text: str
    status: ActionStatus
    owner: str = ""
    due: date | None = None
    last_touched: date | None = None


@dataclass(frozen=True, slots=True)
class LibraryFigures:
    """What the figures are computed from: due dates of open actions, (due, closed) of done ones,
    and (incident, finish) of finished postmortems."""

    open_dues: tuple[date | None, ...] = ()
    done: tuple[tuple[date, date], ...] = ()
    finished: tuple[tuple[date, date], ...] = ()


class Library(Protocol):
    """A library to look through. ``page`` is quick enough for the GUI thread; ``search`` is
    called from a worker thread, and ``interrupt`` from any."""

    def page(
        self, after: EntryShape | None, limit: int, shown: Filter
    ) -> Sequence[EntryShape]:
        """The newest entries, or those that follow ``after``; raises StorageProblem."""
        ...

    def search(
        self, text: str, shown: Filter, ranked: bool, limit: int
    ) -> Sequence[Hit]:
        """Entries whose text holds the words (the last one as a prefix), newest or best first;
        raises InterruptedError when interrupted."""
        ...

    def interrupt(self) -> None:
        """Break off a search that runs."""
        ...

    def size(self) -> int:
        """How many postmortems there are."""
        ...

    def tags(self) -> Sequence[str]:
        """All tags in use, in order."""
        ...

    def open_actions(self, today: date) -> Sequence[OpenAction]:
        """Every open action, the most overdue first."""
        ...

    def figures(self, today: date) -> LibraryFigures:
        """What the figures on top of the library are computed from."""
        ...
