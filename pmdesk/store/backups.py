"""Backups of one library: made, verified, thinned out, listed and brought back."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pmdesk.config.paths import private_dir
from pmdesk.domain.problems import StorageProblem
from pmdesk.store import kept_files
from pmdesk.store.backup_folder import NONE
from pmdesk.store.connection import APPLICATION_ID, connect, reader
from pmdesk.store.failures import reading
from pmdesk.store.files import FolderBeside, sync_folder
from pmdesk.store.migrations.ladder import latest

FEWEST = 3
_NAME = re.compile(r"(\d{8}T\d{6}Z)-(\d{9})-([a-z0-9-]+)(?:-(\d+))?\.pmdesk")
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup: when it was made (UTC), why, and its size in bytes.

    ``seq`` is the library's generation then: it orders backups even where a clock was wrong.
    ``postmortems`` is how many it holds, or None where it can't be read.
    """

    path: Path
    at: datetime
    seq: int
    reason: str
    size: int
    postmortems: int | None = None


def _slug(reason: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", reason.casefold()).strip("-")[:40] or "backup"


def named(path: Path) -> BackupInfo | None:
    """What a backup's name tells, or None for a file that is none."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        at = datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
        size = path.stat().st_size
    except (ValueError, OSError):
        return None
    return BackupInfo(path, at, int(found[2]), found[3].replace("-", " "), size)


def in_folder(folder: Path) -> list[BackupInfo]:
    """The backups of a folder, newest first, by what their names tell."""
    if not folder.is_dir():
        return []
    found = [info for path in folder.iterdir() if (info := named(path))]
    return sorted(found, key=lambda info: (info.seq, info.at, info.path.name), reverse=True)


def counted(info: BackupInfo) -> BackupInfo:
    """The same with the number of its postmortems."""
    try:
        connection = reader(info.path)
    except StorageProblem:
        return info
    try:
        count = connection.execute("SELECT count(*) FROM postmortem").fetchone()[0]
    except sqlite3.Error:
        return info
    finally:
        connection.close()
    return BackupInfo(info.path, info.at, info.seq, info.reason, info.size, count)


def _state(connection: sqlite3.Connection) -> tuple[object, ...]:
    """What a backup must have in common with its library."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    counts = [connection.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for (t,) in tables]
    head = connection.execute("SELECT seq, digest FROM journal ORDER BY seq DESC LIMIT 1")
    return (tables, counts, head.fetchone())


def _generation(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()
    return int(row[0])


def holds(info: BackupInfo, connection: sqlite3.Connection) -> bool:
    """Whether a backup has everything that the library has now."""
    try:
        copy = reader(info.path)
    except StorageProblem:
        return False
    try:
        return _state(copy) == _state(connection)
    except sqlite3.Error:
        return False
    finally:
        copy.close()


def verify(path: Path, like: tuple[object, ...] | None = None) -> None:
    """Raise StorageProblem for a file that is no whole library, or not ``like`` its source."""
    try:
        connection = reader(path)
    except StorageProblem as error:
        raise StorageProblem(f"The backup {path.name} can't be read.") from error
    try:
        app = connection.execute("PRAGMA application_id").fetchone()[0]
        whole = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        same = like is None or _state(connection) == like
    except sqlite3.Error as error:
        raise StorageProblem(f"The backup {path.name} can't be read.") from error
    finally:
        connection.close()
    if app != APPLICATION_ID or whole != "ok" or not same:
        raise StorageProblem("The backup is not whole, so it was not used.")


def copy_out(connection: sqlite3.Connection, target: Path) -> None:
    """A whole, verified, durable copy of the library under ``target``, for its owner alone.

    Raises StorageProblem; nothing of it is left then.
    """
    handle, name = tempfile.mkstemp(prefix=f"{target.name}.", suffix=".tmp", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        connection.execute("BEGIN")
        try:
            state = _state(connection)
        finally:
            connection.execute("COMMIT")
        # The source stays as it is, but SQLite takes this for a write all the same.
        connection.execute("PRAGMA query_only=0").close()
        # Into the empty file that is there, so that it keeps its mode.
        connection.execute("VACUUM INTO ?", (str(temporary),))
        handle = os.open(temporary, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        verify(temporary, state)
        temporary.replace(target)
        sync_folder(target.parent)
    finally:
        for path in target.parent.glob(f"{temporary.name}*"):
            path.unlink(missing_ok=True)


def make(
    connection: sqlite3.Connection,
    folder: Path,
    reason: str,
    now: datetime,
    beside: FolderBeside | None = None,
) -> Path:
    """A new backup in the folder; raises StorageProblem with nothing left behind.

    ``beside`` is where the library keeps its large attachments: those that no backup has yet are
    copied too, before the backup gets its name.
    """
    try:
        private_dir(folder)
        seq = _generation(connection)
        size = connection.execute("PRAGMA page_count").fetchone()[0] * 4096
        if shutil.disk_usage(folder).free < size:
            raise StorageProblem("No backup was made: the disk of the backups is full.")
        stem = f"{now.astimezone(UTC).strftime(_STAMP)}-{seq:09d}-{_slug(reason)}"
        target, count = folder / f"{stem}.pmdesk", 1
        while target.exists():
            count += 1
            target = folder / f"{stem}-{count}.pmdesk"
        if beside is not None:
            kept_files.bring(kept_files.needed(connection), beside, kept_files.of_backups(folder))
        copy_out(connection, target)
    except (sqlite3.Error, OSError) as error:
        raise StorageProblem(f"No backup was made. {reading(error)}") from error
    return target


def kept(infos: Iterable[BackupInfo], now: datetime) -> set[Path]:
    """Which backups stay: all of two days, then one a day for a week, one a week for five, one a
    month for twelve; the newest three and those before a new schema always."""
    newest_first = sorted(infos, key=lambda i: (i.seq, i.at), reverse=True)
    staying = {info.path for info in newest_first[:FEWEST]}
    staying |= {i.path for i in newest_first if i.reason.startswith("before schema")}
    periods: set[object] = set()
    for info in newest_first:
        # A clock that was wrong must not make a backup look old: the future counts as now.
        age = max(timedelta(0), now - info.at)
        week = info.at.isocalendar()[:2]
        period: object = info.path
        if age > timedelta(days=366):
            continue
        if age > timedelta(weeks=5):
            period = (info.at.year, info.at.month)
        elif age > timedelta(days=7):
            period = ("week", week)
        elif age > timedelta(days=2):
            period = info.at.date()
        if period not in periods:
            periods.add(period)
            staying.add(info.path)
    return staying


def thin(folder: Path, now: datetime) -> None:
    """Remove the backups that need not be kept."""
    infos = in_folder(folder)
    staying = kept(infos, now)
    gone = [info.path for info in infos if info.path not in staying]
    for path in gone:
        path.unlink(missing_ok=True)
    if gone:
        kept_files.thin(folder, staying)


def prepared(backup: Path, library: Path, library_id: str, generation: int) -> Path:
    """A checked copy of a backup beside the library, ready to take its place.

    Its generation lies above both, so that nobody goes on writing to what was there. Raises
    StorageProblem.
    """
    source = reader(backup)
    try:
        facts = dict(source.execute("SELECT name, value FROM meta").fetchall())
        if facts.get("library_id") != library_id:
            raise StorageProblem("This is a backup of another library. Nothing was changed.")
        if source.execute("PRAGMA user_version").fetchone()[0] > latest():
            raise StorageProblem("This backup was made by a newer pmdesk. Nothing was changed.")
        fresh = library.with_name(f".{library.name}.restored")
        fresh.unlink(missing_ok=True)
        copy_out(source, fresh)
    except (sqlite3.Error, OSError) as error:
        raise StorageProblem(f"The backup could not be restored. {reading(error)}") from error
    finally:
        source.close()
    try:
        copy = connect(fresh, writable=True)
        try:
            above = max(generation, int(facts["generation"])) + 1
            copy.execute("UPDATE meta SET value = ? WHERE name = 'generation'", (str(above),))
        finally:
            copy.close()
    except (sqlite3.Error, ValueError, KeyError) as error:
        fresh.unlink(missing_ok=True)
        raise StorageProblem(f"The backup could not be restored. {reading(error)}") from error
    return fresh


def aside_name(library: Path, now: datetime) -> Path:
    """A free name beside a library for a file that is kept, with the time (UTC)."""
    stem, count = f"{library.stem}-{now.astimezone(UTC).strftime(_STAMP)}-set-aside", 1
    name = library.with_name(f"{stem}{library.suffix}")
    while name.exists():
        count += 1
        name = library.with_name(f"{stem}-{count}{library.suffix}")
    return name


def set_aside(library: Path, now: datetime) -> Path:
    """Keep a second name of a library that is about to be replaced; raises OSError."""
    kept_as = aside_name(library, now)
    os.link(library, kept_as)
    return kept_as


def swap(fresh: Path, library: Path) -> None:
    """Put a prepared copy in the library's place; nobody may have the library open.

    Raises StorageProblem.
    """
    try:
        # A journal of the old file must never be played into the new one.
        library.with_name(library.name + "-journal").unlink(missing_ok=True)
        fresh.replace(library)
        sync_folder(library.parent)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise StorageProblem(f"The backup could not be restored. {reading(error)}") from error


def newest_sentence(folder: Path) -> str:
    """A sentence that names the newest backup, or says that there is none."""
    infos = in_folder(folder)
    if not infos:
        return NONE
    return f"The newest backup is of {infos[0].at:%Y-%m-%d %H:%M} UTC: {infos[0].path}"
