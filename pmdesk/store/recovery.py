"""What to do about a library that can't be opened: find its backups, and put one in its place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pmdesk.config import paths
from pmdesk.config.paths import private_dir
from pmdesk.domain.problems import StorageProblem
from pmdesk.store import backups
from pmdesk.store.backup_folder import NONE, NOTE
from pmdesk.store.backups import BackupInfo
from pmdesk.store.connection import reader
from pmdesk.store.failures import reading
from pmdesk.store.lock import WriterLock
from pmdesk.store.migrations.ladder import latest
from pmdesk.store.opening import ANOTHER


def folder_of(library: Path) -> Path | None:
    """The folder of the backups of a library, by its place; None where none is known.

    Of several libraries that once stood there, the one with the newest backup.
    """
    wanted = str(library.expanduser().resolve()).encode("utf-8", "surrogateescape")
    found: list[tuple[datetime, Path]] = []
    for note in paths.backups_dir("x").parent.glob(f"*/{NOTE}"):
        try:
            if note.read_bytes() != wanted:
                continue
        except OSError:
            continue
        newest = next(iter(backups.in_folder(note.parent)), None)
        found.append((newest.at if newest else datetime.min.replace(tzinfo=UTC), note.parent))
    return max(found)[1] if found else None


def backups_of(library: Path, folder: Path | None = None) -> list[BackupInfo]:
    """The backups of a library that need not open, newest first; whole ones are counted."""
    folder = folder or folder_of(library)
    return [backups.counted(info) for info in backups.in_folder(folder)] if folder else []


def newest_sentence(library: Path, folder: Path | None = None) -> str:
    """A sentence that names the newest backup of a library, or says that there is none."""
    folder = folder or folder_of(library)
    return backups.newest_sentence(folder) if folder else NONE


def recover(
    library: Path, backup: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Path | None:
    """Put a backup in the place of a library that can't be opened.

    The damaged file and its journal are kept under a name with the date, which is returned (None
    if there was no file). Raises StorageProblem with the library as it was.
    """
    library = library.expanduser().resolve()
    backups.verify(backup)
    lock = WriterLock(library)
    try:
        private_dir(library.parent)
        if not lock.take():
            raise StorageProblem(ANOTHER)
        return _exchanged(library, backup, now())
    except OSError as error:
        raise StorageProblem(f"The backup could not be restored. {reading(error)}") from error
    finally:
        lock.release()


def _exchanged(library: Path, backup: Path, now: datetime) -> Path | None:
    fresh = library.with_name(f".{library.name}.restored")
    source = reader(backup)
    try:
        if source.execute("PRAGMA user_version").fetchone()[0] > latest():
            raise StorageProblem("This backup was made by a newer pmdesk. Nothing was changed.")
        backups.copy_out(source, fresh)
    except sqlite3.Error as error:
        raise StorageProblem(f"The backup could not be restored. {reading(error)}") from error
    finally:
        source.close()
    aside = None
    if library.exists():
        aside = backups.aside_name(library, now)
        library.rename(aside)
    journal = library.with_name(library.name + "-journal")
    if journal.exists():
        # Beside the damaged file it may still be of use; beside the new one it would destroy it.
        journal.rename(journal.with_name((aside or library).name + "-journal.kept"))
    backups.swap(fresh, library)
    return aside
