"""Everything the window needs of a library: to store, to look through, to keep safe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pmdesk.document.factor_history_port import FactorHistory
from pmdesk.document.library_port import Library
from pmdesk.document.ports import NumberedStorage
from pmdesk.domain.change import Edit
from pmdesk.domain.library import Entry


class HistoryEntry(Protocol):
    """One edit of the journal; ``at`` is UTC. ``kind`` and ``record_id`` name the record that it
    changed first; both are empty where its content was blanked."""

    @property
    def at(self) -> datetime: ...
    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def record_id(self) -> str: ...


class Backup(Protocol):
    """One backup: when it was made (UTC), why, its size in bytes, and how many postmortems it
    holds, or None where it can't be read."""

    @property
    def path(self) -> Path: ...
    @property
    def at(self) -> datetime: ...
    @property
    def reason(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def postmortems(self) -> int | None: ...


class Desk(NumberedStorage, Library, FactorHistory, Protocol):
    """One library file with its journal, search index and backups."""

    @property
    def path(self) -> Path:
        """The library file; nobody but the store opens it."""
        ...

    @property
    def library_id(self) -> str:
        """What tells this library from its copies."""
        ...

    def find(self, key_or_id: str) -> str | None:
        """The id of a postmortem by its key (PM-12) or id."""
        ...

    def entry(self, pm_id: str) -> Entry | None:
        """A postmortem as the library lists it."""
        ...

    def history(self, pm_id: str, limit: int = 200) -> Sequence[HistoryEntry]:
        """The last edits of a postmortem, the latest first."""
        ...

    def edits_since(self, pm_id: str, at: datetime) -> Sequence[Edit]:
        """The edits of a postmortem from a time (UTC) on, oldest first."""
        ...

    def back_up(self, reason: str) -> Path:
        """Make a backup now; raises StorageProblem."""
        ...

    def back_up_if_due(self) -> object:
        """Make a backup when there is half an hour of work without one."""
        ...

    def backups_list(self) -> Sequence[Backup]:
        """The backups of this library, newest first."""
        ...

    def restore(self, backup: Path) -> None:
        """Put a backup in the library's place, which is backed up before; raises StorageProblem."""
        ...

    def save_copy(self, target: Path, waiting: Iterable[tuple[str, Edit]] = ()) -> None:
        """A whole copy elsewhere with edits (postmortem's id, edit) that could not be written
        here; raises StorageProblem."""
        ...

    def reopen(self) -> None:
        """Open the file that is there now; raises StorageProblem with all as it was."""
        ...

    def check(self) -> str:
        """A sentence on what is damaged in the file, or an empty text; for a worker thread."""
        ...

    def warm_up(self) -> None:
        """Load what writing needs; for a worker thread."""
        ...

    def close(self) -> None:
        """Put everything in order and let go of the file."""
        ...
