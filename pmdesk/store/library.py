"""The library: one file of postmortems, and the only door to it.

What the first page does without is imported where it is used.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pmdesk.domain.problems import StorageProblem
from pmdesk.store import opening
from pmdesk.store.connection import reader
from pmdesk.store.failures import problem, reading
from pmdesk.store.lookup import CLOSED, LibraryLookup

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pmdesk.domain.change import Edit
    from pmdesk.store import journal
    from pmdesk.store.backups import BackupInfo
    from pmdesk.store.writing import Writer

_log = logging.getLogger(__name__)
BACKUP_EVERY = timedelta(minutes=30)
MOVED = (
    "Another program has changed this library while it was open here, so nothing more is written. "
    "What was saved before is safe. Close the library and open it again to go on."
)
GONE = (
    "Not saved: the library file is no longer where it was opened. Put it back, then try again, "
    "or save a copy elsewhere."
)


def _now() -> datetime:
    return datetime.now(UTC)


def open_library(
    path: Path,
    *,
    backups: Path | None = None,
    search: Path | None = None,
    now: Callable[[], datetime] = _now,
    read_only: bool = False,
) -> LibraryStore:
    """Open the library at ``path``; it is made when there is none.

    ``backups`` is the folder of its backups and ``search`` the file of its index, both in the
    user's data folder by default. ``now`` gives aware UTC. A library that can't be written opens
    for reading, and ``read_only`` of the result says why. Raises StorageProblem for a foreign,
    newer or damaged file and for a folder that can't be made.
    """
    path = path.expanduser().resolve()
    if path.is_dir():
        raise StorageProblem(f"{path} is a folder. Choose a file for the library.")
    if not path.exists():
        if read_only:
            raise StorageProblem(f"There is no library at {path}.")
        opening.make(path)
    return LibraryStore(path, backups, search, now, read_only=read_only)


class LibraryStore(LibraryLookup):
    """A library that is open: fulfils ``document.ports.Storage`` and ``library_port.Library``.

    Writing, and whatever opens or closes, belongs to the thread that opened it. Times are aware
    UTC.
    """

    def __init__(
        self,
        path: Path,
        backups_folder: Path | None,
        search: Path | None,
        now: Callable[[], datetime],
        *,
        read_only: bool = False,
    ) -> None:
        self._warming = threading.Lock()
        self._writer: Writer | None = None
        super().__init__(path, backups_folder, search, now, read_only=read_only)

    def append(self, pm_id: str, edit: Edit) -> int:
        """Write the changes and the journal entry in one transaction; returns the sequence.

        When it returns, the edit is on disk. Raises StorageProblem with nothing written.
        """
        from pmdesk.domain.postmortem import Postmortem
        from pmdesk.store import journal

        entries: list[journal.NewEntry] = []
        number = max(
            (c.after.number for c in edit.changes if isinstance(c.after, Postmortem)), default=0
        )
        now = self._now()
        with self._transaction(lambda: self._has_entry(entries)) as (writer, connection):
            entries.append(journal.new_entry(journal.head(self._main), pm_id, now, edit))
            writer.write(connection, pm_id, edit.changes, now)
            if number > self._last_number:
                writer.note_number(connection, self._last_number, number)
            writer.write_entry(connection, entries[0])
        self._last_number = max(number, self._last_number)
        return entries[0].seq

    def _has_entry(self, entries: list[journal.NewEntry]) -> bool:
        """Whether an edit is in the journal."""
        for entry in entries:
            row = self._main.execute("SELECT digest FROM journal WHERE seq = ?", (entry.seq,))
            return bool(row.fetchone() == (entry.digest,))
        return False

    @contextmanager
    def _transaction(self, has_landed: Callable[[], bool]) -> Iterator[tuple[Writer, Connection]]:
        """A write transaction that nobody else has come before; raises StorageProblem.

        ``has_landed`` says whether what was written is there: an error of COMMIT does not tell,
        because the very last sync may fail after everything has been written.
        """
        self._must_write()
        writer = self._ready_writer()
        try:
            with writer.transaction() as connection:
                if not writer.raise_generation(connection, self._generation):
                    self.read_only = MOVED
                    raise StorageProblem(MOVED)
                yield writer, connection
        except BaseException as error:
            if self._settled(has_landed):
                self._generation += 1
                if isinstance(error, Exception):
                    return
            if isinstance(error, Exception):
                raise problem(error) from error
            raise
        self._generation += 1

    def _settled(self, has_landed: Callable[[], bool]) -> bool:
        try:
            return has_landed()
        except (sqlite3.Error, StorageProblem):
            return False

    def _must_write(self) -> None:
        if self.read_only:
            raise StorageProblem(self.read_only)
        if self._connection is None:
            raise StorageProblem(CLOSED)
        # SQLite would go on writing to a file that nobody can find any more.
        if opening.identity(self.path) != self._identity:
            raise StorageProblem(GONE)

    def _ready_writer(self) -> Writer:
        with self._warming:
            if self._writer is None:
                from pmdesk.store.writing import Writer

                self._writer = Writer(self._main)
            return self._writer

    def warm_up(self) -> None:
        """Import what writing needs and bring the index up to date; for a worker thread."""
        with self._warming:
            from pmdesk.store import writing

            writing.warm()
        try:
            self._search.update()
        except (InterruptedError, sqlite3.Error, StorageProblem):
            _log.info("the search index was not brought up to date beforehand")

    # Attachments.

    def put_file(self, data: bytes) -> str:
        """Keep a file's content; returns its SHA-256. Raises StorageProblem."""
        from pmdesk.store import files

        self._must_write()
        name = files.name_of(data)
        if self.get_file(name) is not None:
            return name
        inside = len(data) <= files.LARGEST_INSIDE
        if not inside:
            try:
                self._files.put(name, data)
            except OSError as error:
                raise problem(error) from error
        with self._transaction(lambda: self.get_file(name) is not None) as (writer, connection):
            writer.write_file(connection, name, len(data), data if inside else None)
        return name

    # Backups.

    def back_up(self, reason: str) -> Path:
        """Make a backup now; returns its file. From any thread. Raises StorageProblem."""
        from pmdesk.store import backups

        connection = reader(self.path)
        try:
            made = backups.make(
                connection, self.backups_folder, reason, self._now(), self._files
            )
        finally:
            connection.close()
        backups.thin(self.backups_folder, self._now())
        return made

    def save_copy(self, target: Path, waiting: Iterable[tuple[str, Edit]] = ()) -> None:
        """A whole copy of the library elsewhere, for times when its own place fails.

        ``waiting`` are edits that its own place would not take, each with the id of its
        postmortem; they go into the copy. Works even when the file has been removed. Raises
        StorageProblem; a file that is there is replaced, but never the library itself.
        """
        from sqlalchemy.exc import SQLAlchemyError

        from pmdesk.store import copying

        there = opening.identity(target)
        if there is not None and there == opening.identity(self.path):
            raise StorageProblem("That is the library itself. Choose another place for the copy.")
        try:
            copying.save(self._main, target, waiting, self._now(), self._files)
        except (sqlite3.Error, SQLAlchemyError, OSError) as error:
            raise StorageProblem(f"No copy was saved. {reading(error)}") from error

    def reopen(self) -> None:
        """Open the file that is there now, after another program came between.

        Every document that is open must be loaded again. Raises StorageProblem where there is no
        whole library; what is open stays open then.
        """
        from pmdesk.store import backups

        try:
            backups.verify(self.path)
        except StorageProblem as error:
            raise StorageProblem(
                f"There is no whole library at {self.path}. What is open here stays open; save a "
                "copy of it elsewhere."
            ) from error
        self._detach()
        self._open()

    def back_up_if_due(self) -> Path | None:
        """Make a backup after half an hour of changed work; from any thread.

        Returns its file, or None where none was due. Raises StorageProblem.
        """
        newest = self._newest_backup()
        since = max(self._opened_at, newest.at) if newest else self._opened_at
        if self.read_only or self._now() - since < BACKUP_EVERY or self._is_kept(newest):
            return None
        return self.back_up("each half hour")

    def _newest_backup(self) -> BackupInfo | None:
        from pmdesk.store import backups

        return next(iter(backups.in_folder(self.backups_folder)), None)

    def _is_kept(self, newest: BackupInfo | None) -> bool:
        """Whether the newest backup holds all there is."""
        from pmdesk.store import backups, journal

        with self._reading() as connection:
            if newest is None:
                return journal.head(connection)[0] == 0
            return backups.holds(newest, connection)

    def restore(self, backup: Path) -> None:
        """Put a backup in the library's place; what was there is kept as a backup itself.

        Every document that is open must be loaded again. Raises StorageProblem; the library is
        then as it was.
        """
        from pmdesk.store import backups

        self._must_write()
        backups.verify(backup)
        fresh = backups.prepared(backup, self.path, self.library_id, self._generation)
        try:
            self.back_up("before restore")
        except StorageProblem:
            _log.info("the library that is replaced can't be backed up, so its file is kept")
            backups.set_aside(self.path, self._now())
        lock, self._lock = self._lock, None
        self._detach()
        try:
            backups.swap(fresh, self.path)
        finally:
            # The lock is kept all the while: nobody may begin to write to the file that goes.
            self._open(lock)
        self._bring_files_back()

    def _bring_files_back(self) -> None:
        """Large attachments that are gone from beside the library come from the backups'."""
        from pmdesk.store import kept_files

        try:
            names = kept_files.needed(self._main)
            kept_files.bring(names, kept_files.of_backups(self.backups_folder), self._files)
        except (sqlite3.Error, OSError):
            # They are still read from the folder of the backups.
            _log.warning("attachments could not be copied back beside the library")

    def _detach(self) -> None:
        """Close the connections and let go of the lock."""
        self._search.close()
        with self._warming:
            self._writer = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def close(self) -> None:
        """Back up what has changed and let go of the file; a second call does nothing."""
        if self._connection is None:
            return
        if not self.read_only:
            self._back_up_at_close()
            try:
                self._connection.execute("PRAGMA journal_mode=DELETE").close()
            except sqlite3.Error:
                _log.info("the empty journal stays beside the library")
        self._detach()

    def _back_up_at_close(self) -> None:
        from pmdesk.store import backups

        try:
            if opening.identity(self.path) != self._identity:
                # Nobody can find the file any more, but what was in it is still to be had.
                newest = self._newest_backup()
                if newest is None or not backups.holds(newest, self._main):
                    backups.make(
                        self._main, self.backups_folder, "file was gone", self._now(), self._files
                    )
            elif not self._is_kept(self._newest_backup()):
                self.back_up("at close")
        except StorageProblem as error:
            # A backup that fails must not keep the library from closing.
            _log.warning("no backup at close: %s", error)
