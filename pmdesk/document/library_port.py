"""What the places outside one postmortem need from a library, as a shape that the store fills."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from pmdesk.domain.library import ActionFigures, Entry, Filter, Hit, LibraryFigures, OpenAction


class Library(Protocol):
    """A library to look through. ``page`` is quick enough for the GUI thread; ``search`` is
    called from a worker thread, and ``interrupt`` from any."""

    def page(
        self, after: Entry | None, limit: int, shown: Filter
    ) -> Sequence[Entry]:
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

    def action_figures(self) -> ActionFigures:
        """What the figures of the follow-through are computed from."""
        ...
