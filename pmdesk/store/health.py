"""Whether a library file is sound, looked at through a connection of its own."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pmdesk.domain.problems import StorageProblem
from pmdesk.store import backups, revisions
from pmdesk.store.connection import reader
from pmdesk.store.migrations import ladder

LARGEST_QUICK = 50 * 1024 * 1024


_OBJECTS = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"


def altered(connection: sqlite3.Connection) -> str:
    """The first table, index or guard that is not as the steps make it, or an empty text."""
    if connection.execute("PRAGMA user_version").fetchone()[0] != ladder.latest():
        return ""
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        ladder.climb(fresh)
        made = set(fresh.execute(_OBJECTS))
    finally:
        fresh.close()
    found = set(connection.execute(_OBJECTS))
    return next((f"the {kind} {name}" for kind, name, _ in sorted(made ^ found)), "")


def check(path: Path, backups_folder: Path, whole: bool) -> str:
    """A sentence for the user about a damaged library, or an empty text."""
    try:
        size = path.stat().st_size
    except OSError:
        return "The library file is no longer where it was opened. Put it back."
    if not whole and size > LARGEST_QUICK:
        return ""
    connection = None
    try:
        connection = reader(path)
        look = "integrity_check" if whole else "quick_check"
        answer = connection.execute(f"PRAGMA {look}(1)").fetchone()[0]
        loose = connection.execute("PRAGMA foreign_key_check").fetchone()
        changed = altered(connection)
        forged = "" if changed or loose else next(iter(revisions.faults(connection)), "")
    except (sqlite3.DatabaseError, StorageProblem) as error:
        if isinstance(error, sqlite3.OperationalError):
            return f"The library could not be checked: {error}."
        answer, loose, changed, forged = str(error), None, "", ""
    finally:
        if connection is not None:
            connection.close()
    if answer == "ok" and changed:
        return (
            f"The library was altered outside pmdesk: {changed} is not as it was made. "
            "Keep the file, and compare it with a backup. "
        ) + backups.newest_sentence(backups_folder)
    if answer == "ok" and forged:
        return f"{forged} Keep the file, and compare it with a backup. " + backups.newest_sentence(
            backups_folder
        )
    if answer == "ok" and loose is None:
        return ""
    return (
        "The library file is damaged. It was left as it is: make no more changes. "
        + backups.newest_sentence(backups_folder)
    )
