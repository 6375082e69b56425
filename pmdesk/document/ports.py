"""What a document needs from outside: a place that stores edits, and the time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pmdesk.domain.change import Edit
    from pmdesk.domain.snapshot import Snapshot


class Storage(Protocol):
    """A library that keeps postmortems."""

    @property
    def read_only(self) -> str:
        """Why nothing can be written, or an empty text where it can."""
        ...

    def load(self, pm_id: str) -> Snapshot:
        """The postmortem as stored; raises KeyError for an unknown id, StorageProblem."""
        ...

    def append(self, pm_id: str, edit: Edit) -> int:
        """Write the changes and the journal entry in one transaction; returns the sequence.

        When it returns, the edit is on disk. Raises StorageProblem with nothing written.
        """
        ...

    def put_file(self, data: bytes) -> str:
        """Keep a file's content; returns its SHA-256. Raises StorageProblem."""
        ...

    def get_file(self, sha256: str) -> bytes | None:
        """The content, or None where it is missing or damaged; from any thread.

        Raises StorageProblem.
        """
        ...


class NumberedStorage(Storage, Protocol):
    """A library that also gives the numbers of new postmortems."""

    def next_number(self) -> int:
        """The number of the next postmortem; one that was given is never given again."""
        ...


class Clock(Protocol):
    """The time, so that tests and meetings can hold it still."""

    def now(self) -> datetime:
        """The time now, aware UTC."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The time now, aware UTC."""
        return datetime.now(UTC)
