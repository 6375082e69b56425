"""A whole copy of a library elsewhere, with the edits that its own place would not take."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pmdesk.domain.change import Edit
from pmdesk.store import backups, journal, kept_files
from pmdesk.store.connection import connect, settle
from pmdesk.store.files import FolderBeside
from pmdesk.store.writing import Writer

Waiting = Iterable[tuple[str, Edit]]


def save(
    connection: sqlite3.Connection,
    target: Path,
    waiting: Waiting,
    now: datetime,
    beside: FolderBeside,
) -> None:
    """Copy the library to ``target`` and write the edits that wait (postmortem's id, edit) there.

    Large attachments are copied from ``beside`` to beside the copy. Raises sqlite3.Error, OSError,
    StorageProblem. Edits that do not fit leave the copy without them all.
    """
    backups.copy_out(connection, target)
    kept_files.bring(kept_files.needed(connection), beside, FolderBeside(target))
    waiting = list(waiting)
    if waiting:
        _add(target, waiting, now)


def _add(path: Path, waiting: Waiting, now: datetime) -> None:
    copy = connect(path, writable=True)
    try:
        settle(copy, writable=True)
        writer = Writer(copy)
        with writer.transaction() as transaction:
            for pm_id, edit in waiting:
                writer.write(transaction, pm_id, edit.changes, now)
                entry = journal.new_entry(journal.head(copy), pm_id, now, edit)
                writer.write_entry(transaction, entry)
        copy.execute("PRAGMA journal_mode=DELETE").close()
    finally:
        copy.close()
