"""How a library file is made, recognised, brought up to date, and found writable or not."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pmdesk.config.paths import private_dir
from pmdesk.domain.problems import StorageProblem
from pmdesk.store.backup_folder import NONE
from pmdesk.store.connection import APPLICATION_ID, connect, reader, settle
from pmdesk.store.failures import error_name, reading_problem
from pmdesk.store.lock import WriterLock
from pmdesk.store.migrations import ladder
from pmdesk.store.places import is_network

ANOTHER = (
    "Another pmdesk window has this library open, so you can look but not change anything. "
    "Close the other window, then open the library again."
)
NETWORK = (
    "This library lies on a network drive, where two people could overwrite each other, so you "
    "can look but not change anything. Copy it to a disk of this computer to work on it."
)
FILE = (
    "The library file is read-only, so you can look but not change anything. "
    "Make the file writable, then open it again."
)
FOLDER = (
    "The folder of the library is read-only, so you can look but not change anything. "
    "Make the folder writable, or copy the library elsewhere."
)
FULL_DISK = (
    "The disk is full, so you can look but not change anything. "
    "Make room, then open the library again."
)
LEFT_OVER_S = 3600
ASKED = "The library was opened for reading only."


class Opened:
    """An open library: its connection, and why it can't be written, if so.

    ``unclean`` says that a write was cut off before: the whole file deserves a look.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        read_only: str,
        lock: WriterLock | None,
        unclean: bool,
    ) -> None:
        self.connection, self.read_only = connection, read_only
        self.lock, self.unclean = lock, unclean


def make(path: Path) -> None:
    """Make a new library, for its owner alone; killed half way, it leaves no library.

    Raises StorageProblem. A library that is there meanwhile is left alone.
    """
    from pmdesk.store.files import sync_folder

    try:
        private_dir(path.parent)
    except OSError as error:
        raise StorageProblem(
            f"The folder {path.parent} can't be made ({error.strerror}). Choose another place "
            "for the library."
        ) from error
    try:
        # SQLite would make the file readable for everybody; an empty one keeps its mode.
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".new", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise StorageProblem(
            f"A library can't be made in {path.parent} ({error.strerror}). Choose another place, "
            "or make the folder writable."
        ) from error
    fresh = Path(name)
    try:
        _fill(fresh)
        _into_place(fresh, path)
        sync_folder(path.parent)
    except (sqlite3.Error, OSError) as error:
        raise reading_problem(error) from error
    finally:
        for end in ("", "-journal"):
            fresh.with_name(fresh.name + end).unlink(missing_ok=True)


def _fill(fresh: Path) -> None:
    from uuid import uuid4

    connection = connect(fresh, writable=True)
    try:
        settle(connection, writable=True)
        ladder.climb(
            connection, {"library_id": str(uuid4()), "generation": "0", "last_number": "0"}
        )
        connection.execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()


def _into_place(fresh: Path, path: Path) -> None:
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:
        # A disk without hard links: two windows in the same instant are as good as impossible.
        if not path.exists():
            fresh.rename(path)


def _identify(connection: sqlite3.Connection, path: Path, newest_backup: Callable[[], str]) -> int:
    """The schema of a library; raises StorageProblem for a file that is none of ours."""
    try:
        app = connection.execute("PRAGMA application_id").fetchone()[0]
        schema: int = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if error_name(error) != "SQLITE_NOTADB":
            raise
        app, schema = None, 0
    if app != APPLICATION_ID:
        known = newest_backup()
        if known != NONE:
            raise StorageProblem(
                f"{path.name} is no pmdesk library any more: it was damaged or replaced. "
                f"It was left as it is. {known}"
            )
        raise StorageProblem(
            f"{path.name} is not a pmdesk library. It was left as it is; choose another file."
        )
    return schema


def _newer(connection: sqlite3.Connection, schema: int, newest_backup: str) -> str:
    """The reason to open a newer library for reading only; raises StorageProblem if it can't."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'min_reader'").fetchone()
    if row and int(row[0]) <= ladder.latest():
        return (
            f"This library was written by a newer pmdesk (schema {schema}, this one writes "
            f"{ladder.latest()}), so you can look but not change anything. Install the newer one."
        )
    raise StorageProblem(
        f"This library was written by a newer pmdesk: it has schema {schema}, and this program "
        f"knows {ladder.latest()}. Install the newer pmdesk. {newest_backup}"
    )


def identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another one of its name, or None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)


def sweep(path: Path) -> None:
    """Remove what a making or restoring that was cut off long ago left beside the library."""
    try:
        beside = list(path.parent.iterdir())
    except OSError:
        return
    for left in beside:
        if not left.name.startswith((f".{path.name}-", f".{path.name}.")):
            continue
        try:
            if time.time() - left.stat().st_mtime > LEFT_OVER_S:
                left.unlink()
        except OSError:
            continue


def has_hot_journal(path: Path) -> bool:
    """Whether a write was cut off: its journal still holds what SQLite will take back."""
    try:
        return path.with_name(path.name + "-journal").stat().st_size > 0
    except OSError:
        return False


def _write_probe(connection: sqlite3.Connection) -> None:
    """A real write: that a file is read-only shows at no earlier moment."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(
            "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = 'generation'"
        )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _why_not(path: Path, error: BaseException) -> str:
    """Why a library can't be written, from the error of the try; empty for another trouble."""
    name = error_name(error)
    if name == "SQLITE_FULL":
        return FULL_DISK
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ANOTHER
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")) or isinstance(
        error, OSError
    ):
        return FOLDER if os.access(path, os.W_OK) else FILE
    return ""


def open_file(
    path: Path,
    *,
    read_only: bool,
    back_up: Callable[[sqlite3.Connection, str], Path],
    newest_backup: Callable[[], str],
    held: WriterLock | None = None,
) -> Opened:
    """Open a library that is there, for writing if that is possible.

    ``back_up`` makes a backup through a connection; ``newest_backup`` gives a sentence that
    names one; ``held`` is the library's lock if it is ours already. Raises StorageProblem for a
    foreign, newer or damaged file.
    """
    unclean = has_hot_journal(path)
    reason = ASKED if read_only else NETWORK if is_network(path.parent) else ""
    lock = held or WriterLock(path)
    try:
        if not reason and not held and not lock.take():
            reason = ANOTHER
    except OSError as error:
        reason = _why_not(path, error)
    if not reason:
        try:
            opened = _writable(path, back_up, newest_backup)
        except BaseException:
            lock.release()
            raise
        if isinstance(opened, Opened):
            opened.lock = None if opened.read_only else lock
            opened.unclean = unclean
            if opened.read_only:
                lock.release()
            else:
                sweep(path)
            return opened
        reason = opened
        lock.release()
    return Opened(_for_reading(path, newest_backup), reason, None, unclean)


def _writable(
    path: Path,
    back_up: Callable[[sqlite3.Connection, str], Path],
    newest_backup: Callable[[], str],
) -> Opened | str:
    """The library open for writing, or the reason why it can't be."""
    connection: sqlite3.Connection | None = None
    try:
        connection = connect(path, writable=True)
        schema = _identify(connection, path, newest_backup)
        settle(connection, writable=schema <= ladder.latest())
        newer = _newer(connection, schema, newest_backup()) if schema > ladder.latest() else ""
        if newer:
            return Opened(connection, newer, None, False)
        if schema < ladder.latest():
            made = connection
            ladder.upgrade(connection, path, lambda reason: back_up(made, reason))
        _write_probe(connection)
    except (sqlite3.Error, OSError) as error:
        if connection is not None:
            connection.close()
        reason = _why_not(path, error)
        if reason:
            return reason
        raise _told(error, newest_backup) from error
    except BaseException:
        if connection is not None:
            connection.close()
        raise
    return Opened(connection, "", None, False)


def _take_back(path: Path) -> None:
    """Let SQLite take a write back that was cut off: one who may only read can't do that."""
    lock = WriterLock(path)
    try:
        if lock.take():
            connection = connect(path, writable=True)
            try:
                connection.execute("SELECT 1 FROM meta").fetchone()
            finally:
                connection.close()
    except (OSError, sqlite3.Error):
        return  # what is wrong shows when it is read
    finally:
        lock.release()


def _for_reading(path: Path, newest_backup: Callable[[], str]) -> sqlite3.Connection:
    if has_hot_journal(path):
        _take_back(path)
    connection = reader(path)
    try:
        schema = _identify(connection, path, newest_backup)
        if schema > ladder.latest():
            _newer(connection, schema, newest_backup())
        if schema < ladder.latest():
            raise StorageProblem(
                "This library comes from an older pmdesk and has to be brought up to date, which "
                "needs a place that can be written. Copy it elsewhere and open the copy."
            )
        connection.execute("SELECT value FROM meta").fetchall()
    except sqlite3.Error as error:
        connection.close()
        raise _told(error, newest_backup) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _told(error: BaseException, newest_backup: Callable[[], str]) -> StorageProblem:
    if error_name(error).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return StorageProblem(
            f"The library file is damaged. It was left as it is. {newest_backup()}"
        )
    return reading_problem(error)
