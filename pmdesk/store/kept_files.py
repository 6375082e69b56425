"""Large attachments beside the backups: each content once, for as long as a backup needs it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from pmdesk.domain.problems import StorageProblem
from pmdesk.store.connection import reader
from pmdesk.store.files import FolderBeside, is_name

_log = logging.getLogger(__name__)
FOLDER = "attachments"


def of_backups(folder: Path) -> FolderBeside:
    """The folder of contents in a folder of backups."""
    return FolderBeside(folder / FOLDER, named=True)


def needed(connection: sqlite3.Connection) -> list[str]:
    """The SHA-256 of each content that a library keeps beside itself."""
    rows = connection.execute("SELECT sha256 FROM stored_file WHERE data IS NULL ORDER BY sha256")
    return [str(name) for (name,) in rows]


def bring(names: Iterable[str], source: FolderBeside, target: FolderBeside) -> list[str]:
    """Copy contents that are not there yet, durably; the names of those that were nowhere.

    What lies at the target under its right size is taken to be whole; whoever reads it checks.
    Raises OSError.
    """
    missing: list[str] = []
    for name in names:
        held = source.folder / name
        there = target.folder / name
        if there.exists() and (not held.exists() or there.stat().st_size == held.stat().st_size):
            continue
        data = source.get(name)
        if data is None:
            missing.append(name)
        else:
            target.put(name, data)
    if missing:
        _log.warning("attachments missing or damaged: %d", len(missing))
    return missing


def thin(folder: Path, backups: Iterable[Path]) -> None:
    """Remove the contents that none of the backups needs; where one can't be read, none goes."""
    store = of_backups(folder)
    if not store.folder.is_dir():
        return
    wanted: set[str] = set()
    try:
        for path in backups:
            connection = reader(path)
            try:
                wanted.update(needed(connection))
            finally:
                connection.close()
    except (sqlite3.Error, StorageProblem):
        return
    for path in store.folder.iterdir():
        if is_name(path.name) and path.name not in wanted:
            path.unlink(missing_ok=True)
