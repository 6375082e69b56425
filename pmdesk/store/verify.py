"""The whole look at a library file: is it sound, and is everything in it as it was written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pmdesk.domain.problems import StorageProblem
from pmdesk.store import journal, revisions
from pmdesk.store.connection import reader
from pmdesk.store.failures import reading


def library_faults(path: Path) -> list[str]:
    """What is not as pmdesk wrote it, a sentence each; nothing is changed.

    Looks at the pages of the file, its tables and guards, the signed versions and the whole chain
    of the journal. Raises StorageProblem for a file that can't be read as a library.
    """
    from pmdesk.store import health

    connection = reader(path)
    try:
        found = []
        answer = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if answer != "ok":
            return [f"The library file is damaged: {answer}."]
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            found.append("Something in the library refers to a record that is not there.")
        altered = health.altered(connection)
        if altered:
            found.append(f"Altered outside pmdesk: {altered} is not as it was made.")
        found += _signed_faults(connection)
        broken = journal.first_fault(connection)
        if broken:
            found.append(broken)
        return found
    except sqlite3.Error as error:
        raise StorageProblem(f"The library could not be checked. {reading(error)}") from error
    finally:
        connection.close()


def _signed_faults(connection: sqlite3.Connection) -> list[str]:
    try:
        return revisions.faults(connection)
    except sqlite3.OperationalError as error:
        # A table that is missing was named above; what was signed can't be looked at then.
        return [f"The signed versions can't be looked at: {error}."]
