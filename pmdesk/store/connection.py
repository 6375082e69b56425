"""The settings that every connection to a library runs with, set and read back."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

from pmdesk.domain.problems import StorageProblem
from pmdesk.store.failures import reading_problem

APPLICATION_ID = 0x706D646B  # "pmdk": tells our files from other databases by their header
BUSY_MS = 2000

# name -> the value as SQLite gives it back.
SETTINGS: dict[str, int | str] = {
    "busy_timeout": BUSY_MS,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "temp_store": 2,
    "secure_delete": 1,
    "synchronous": 2,
}
JOURNAL_MODE = "truncate"


def connect(path: Path, *, writable: bool, any_thread: bool = False) -> sqlite3.Connection:
    """A bare connection to a file that is there, in autocommit; raises sqlite3.Error."""
    mode = "rw" if writable else "ro"
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_MS / 1000,
        isolation_level=None,
        check_same_thread=not any_thread,
        cached_statements=256,
    )


def settle(connection: sqlite3.Connection, *, writable: bool) -> None:
    """Put the settings on and read each back.

    Raises StorageProblem if one is not taken, because what is called saved would not be safe.
    """
    for name, value in SETTINGS.items():
        connection.execute(f"PRAGMA {name}={value}").close()
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync=1").close()
    wanted = dict(SETTINGS)
    if writable:
        wanted["journal_mode"] = JOURNAL_MODE
        connection.execute(f"PRAGMA journal_mode={JOURNAL_MODE}").close()
    else:
        connection.execute("PRAGMA query_only=1").close()
        wanted["query_only"] = 1
    for name, value in wanted.items():
        row = connection.execute(f"PRAGMA {name}").fetchone()
        # A build without memory mapping doesn't know its size, which is as good as zero.
        found = row[0] if row else 0
        if found != value:
            raise StorageProblem(
                f"The database engine on this machine does not take the setting {name}={value}, "
                "so pmdesk will not write to the library."
            )


def reader(path: Path, *, any_thread: bool = False) -> sqlite3.Connection:
    """A settled connection that can only read; raises StorageProblem."""
    try:
        connection = connect(path, writable=False, any_thread=any_thread)
    except sqlite3.Error as error:
        raise reading_problem(error) from error
    try:
        settle(connection, writable=False)
    except sqlite3.Error as error:
        connection.close()
        raise reading_problem(error) from error
    except StorageProblem:
        connection.close()
        raise
    return connection
