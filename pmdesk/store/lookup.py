"""What a library tells to those who only look: postmortems, pages, searches, history, files.

What the first page does without is imported where it is used.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pmdesk.config import paths
from pmdesk.domain.library import ActionFigures, Entry, Filter, Hit, LibraryFigures, OpenAction
from pmdesk.domain.problems import StorageProblem
from pmdesk.store import backup_folder, catalog, opening
from pmdesk.store.connection import reader
from pmdesk.store.failures import reading_problem
from pmdesk.store.lock import WriterLock
from pmdesk.store.search_index import SearchIndex

if TYPE_CHECKING:
    from pmdesk.domain.analysis import Factor
    from pmdesk.domain.change import Edit
    from pmdesk.domain.factors.past import PastFactor
    from pmdesk.domain.snapshot import Snapshot
    from pmdesk.store.backups import BackupInfo
    from pmdesk.store.files import FolderBeside
    from pmdesk.store.journal import JournalEntry

_log = logging.getLogger(__name__)
CLOSED = "The library is closed."


class LibraryLookup:
    """An open library as far as it is read; all of it may be called from any thread."""

    def __init__(
        self,
        path: Path,
        backups_folder: Path | None,
        search: Path | None,
        now: Callable[[], datetime],
        *,
        read_only: bool = False,
    ) -> None:
        self.path = path
        self._now = now
        self._wanted = (backups_folder, search, read_only)
        self._owner = threading.get_ident()
        self._open()

    def _open(self, lock: WriterLock | None = None) -> None:
        folder, search, read_only = self._wanted
        opened = opening.open_file(
            self.path,
            read_only=read_only,
            back_up=self._back_up_before_upgrade,
            newest_backup=self._newest_sentence,
            held=lock,
        )
        self._connection: sqlite3.Connection | None = opened.connection
        self._lock = opened.lock
        self._unclean = opened.unclean
        self._identity = opening.identity(self.path)
        self.read_only = opened.read_only
        facts = self._facts()
        self.library_id = facts["library_id"]
        self._generation = int(facts["generation"])
        self._last_number = int(facts["last_number"])
        self.schema_version: int = self._main.execute("PRAGMA user_version").fetchone()[0]
        self.backups_folder = folder or paths.backups_dir(self.library_id)
        index = search or paths.search_dir() / f"{self.library_id}.index"
        if index.is_dir():
            index /= f"{self.library_id}.index"
        self._search = SearchIndex(index, lambda: reader(self.path, any_thread=True))
        self._opened_at = self._now()
        if not self.read_only:
            backup_folder.sweep(self.backups_folder)
            backup_folder.remember(self.backups_folder, self.path)

    @cached_property
    def _files(self) -> FolderBeside:
        from pmdesk.store.files import FolderBeside

        return FolderBeside(self.path)

    def _newest_sentence(self) -> str:
        from pmdesk.store import recovery

        return recovery.newest_sentence(self.path, self._wanted[0])

    def _back_up_before_upgrade(self, connection: sqlite3.Connection, reason: str) -> Path:
        from pmdesk.store import backups

        row = connection.execute("SELECT value FROM meta WHERE name = 'library_id'").fetchone()
        folder = self._wanted[0] or paths.backups_dir(str(row[0]))
        return backups.make(connection, folder, reason, self._now())

    @property
    def _main(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StorageProblem(CLOSED)
        return self._connection

    def _facts(self) -> dict[str, str]:
        return dict(self._main.execute("SELECT name, value FROM meta").fetchall())

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read with: the library's own, or one for the moment in a worker."""
        main = self._main
        own = threading.get_ident() == self._owner
        connection = main if own else reader(self.path)
        try:
            yield connection
        except sqlite3.Error as error:
            raise reading_problem(error) from error
        finally:
            if not own:
                connection.close()

    # Storage: one postmortem.

    def load(self, pm_id: str) -> Snapshot:
        """The postmortem as stored; raises KeyError for an unknown id, StorageProblem."""
        from pmdesk.store import reading

        with self._reading() as connection:
            return reading.load(connection, pm_id)

    # Library: all postmortems.

    def page(self, after: Entry | None, limit: int, shown: Filter) -> Sequence[Entry]:
        """The newest entries, or those that follow ``after``; raises StorageProblem."""
        with self._reading() as connection:
            return catalog.page(connection, after, limit, shown, self._today())

    def _today(self) -> date:
        return catalog.local_today(self._now())

    def search(self, text: str, shown: Filter, ranked: bool, limit: int) -> Sequence[Hit]:
        """Entries whose text holds the words (the last one as a prefix), newest or best first.

        Without any word, the newest entries. Raises InterruptedError, StorageProblem.
        """
        if not text.strip():
            return [Hit(entry) for entry in self.page(None, limit, shown)]
        conditions, values = catalog.conditions(shown, "p.open_actions > 0")
        try:
            return self._search.ask(text, conditions, values, ranked, limit, self._today())
        except InterruptedError:
            raise
        except (sqlite3.Error, OSError) as error:
            raise StorageProblem("The search did not work. Please try again.") from error

    def interrupt(self) -> None:
        """Break off a search that runs; from any thread."""
        self._search.interrupt()

    def size(self) -> int:
        """How many postmortems there are."""
        with self._reading() as connection:
            return catalog.size(connection)

    def tags(self) -> Sequence[str]:
        """All tags in use, in order."""
        with self._reading() as connection:
            return catalog.tags(connection)

    def open_actions(self, today: date) -> Sequence[OpenAction]:
        """Every open action, the most overdue first; the order is the same on any day."""
        from pmdesk.store import followthrough

        del today
        with self._reading() as connection:
            return followthrough.open_actions(connection)

    def action_figures(self) -> ActionFigures:
        """What the figures of the follow-through are computed from."""
        from pmdesk.store import followthrough

        with self._reading() as connection:
            return followthrough.figures(connection)

    def figures(self, today: date) -> LibraryFigures:
        """What the figures on top of the library are computed from."""
        del today
        with self._reading() as connection:
            return catalog.figures(connection)

    def next_number(self) -> int:
        """The number of the next postmortem; never one that any postmortem ever had."""
        return self._last_number + 1

    def find(self, key_or_id: str) -> str | None:
        """The id of a postmortem by its key ("PM-12", "pm-12", "12") or its id."""
        with self._reading() as connection:
            return catalog.find(connection, key_or_id)

    def entry(self, pm_id: str) -> Entry | None:
        """How the library lists one postmortem, or None for an unknown id."""
        with self._reading() as connection:
            return catalog.entries(connection, [pm_id], self._today()).get(pm_id)

    # Factors of other postmortems.

    def past_factors(self, text: str, own: str, limit: int = 50) -> list[PastFactor]:
        """Factors of postmortems other than ``own`` that hold all words of a text, newest first."""
        from pmdesk.store import factor_history

        with self._reading() as connection:
            return factor_history.holding(connection, text, own, limit)

    def seen_before(self, factor: Factor) -> list[PastFactor]:
        """Where else a factor came up, by reuse or in the same words."""
        from pmdesk.store import factor_history

        with self._reading() as connection:
            return factor_history.seen_before(
                connection, factor.id, factor.reused_from, factor.text, factor.pm_id
            )

    # The journal.

    def history(self, pm_id: str, limit: int = 200) -> list[JournalEntry]:
        """The last edits of a postmortem, newest first."""
        from pmdesk.store import journal

        with self._reading() as connection:
            return journal.history(connection, pm_id, limit)

    def edits_since(self, pm_id: str, at: datetime) -> list[Edit]:
        """The edits of a postmortem from a time (UTC) on, oldest first."""
        from pmdesk.store import journal

        with self._reading() as connection:
            return journal.edits_since(connection, pm_id, at)

    def journal_head(self) -> str:
        """The digest of the last entry: it stands for everything that was ever written."""
        from pmdesk.store import journal

        with self._reading() as connection:
            return journal.head(connection)[1]

    def verify_journal(self) -> str:
        """A sentence that names the first broken entry, or an empty text."""
        from pmdesk.store import journal

        with self._reading() as connection:
            return journal.first_fault(connection)

    def check(self, *, whole: bool = False) -> str:
        """Look whether the file is sound: a sentence for the user, or an empty text.

        For a worker thread, after the first page is shown. Beyond 50 MB it only looks when a
        write was cut off before or ``whole`` is asked for.
        """
        from pmdesk.store import health

        return health.check(self.path, self.backups_folder, whole or self._unclean)

    def get_file(self, sha256: str) -> bytes | None:
        """The content of an attachment, or None where it is missing or damaged."""
        from pmdesk.store import files

        if not files.is_name(sha256):
            return None
        with self._reading() as connection:
            row = connection.execute(
                "SELECT data FROM stored_file WHERE sha256 = ?", (sha256,)
            ).fetchone()
        if row is None:
            return None
        if row[0] is None:
            return self._files.get(sha256) or self._from_backups(sha256)
        data = bytes(row[0])
        return data if files.name_of(data) == sha256 else None

    def _from_backups(self, sha256: str) -> bytes | None:
        """A content that is gone from beside the library, as the backups have it."""
        from pmdesk.store import kept_files

        return kept_files.of_backups(self.backups_folder).get(sha256)

    def backups_list(self) -> list[BackupInfo]:
        """The backups of this library, newest first."""
        from pmdesk.store import backups

        return [backups.counted(info) for info in backups.in_folder(self.backups_folder)]
