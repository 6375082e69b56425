"""Whether a library file is sound, looked at through a connection of its own."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pmdesk.domain.problems import StorageProblem
from pmdesk.store import backups
from pmdesk.store.connection import reader

LARGEST_QUICK = 50 * 1024 * 1024


def check(path: Path, backups_folder: Path, whole: bool) -> str:
    """A sentence for the user about a damaged library, or an empty text."""
    if not whole and path.stat().st_size > LARGEST_QUICK:
        return ""
    connection = None
    try:
        connection = reader(path)
        look = "integrity_check" if whole else "quick_check"
        answer = connection.execute(f"PRAGMA {look}(1)").fetchone()[0]
        loose = connection.execute("PRAGMA foreign_key_check").fetchone()
    except (sqlite3.DatabaseError, StorageProblem) as error:
        if isinstance(error, sqlite3.OperationalError):
            return f"The library could not be checked: {error}."
        answer, loose = str(error), None
    finally:
        if connection is not None:
            connection.close()
    if answer == "ok" and loose is None:
        return ""
    return (
        "The library file is damaged. It was left as it is: make no more changes. "
        + backups.newest_sentence(backups_folder)
    )
