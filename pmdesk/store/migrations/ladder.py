"""The steps from an empty file to today's schema, taken in one transaction or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from pmdesk.domain.problems import StorageProblem
from pmdesk.store.connection import APPLICATION_ID
from pmdesk.store.failures import sentence
from pmdesk.store.migrations import step_0001


class Step(NamedTuple):
    """One step: its SQL scripts, and the oldest schema whose program may still read the result.

    ``keeps`` names tables whose count of rows the step must not change.
    """

    name: str
    scripts: tuple[str, ...]
    min_reader: int
    keeps: tuple[str, ...] = ()


# The schema's number is the number of steps; a step that was released is never altered.
STEPS: list[Step] = [
    Step("first schema", (step_0001.TABLES, step_0001.GUARDS), min_reader=1),
]


def latest() -> int:
    """The schema that this program writes."""
    return len(STEPS)


def statements(script: str) -> list[str]:
    """The statements of a script, each with its end; triggers stay whole."""
    found: list[str] = []
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            found.append(held.strip())
            held = ""
    if held.strip():
        raise ValueError(f"an unfinished statement: {held.strip()[:60]}")
    return found


def _counts(connection: sqlite3.Connection, tables: Sequence[str]) -> list[int]:
    return [connection.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables]


def _take(connection: sqlite3.Connection, step: Step) -> None:
    before = _counts(connection, step.keeps)
    for script in step.scripts:
        for statement in statements(script):
            connection.execute(statement)
    if _counts(connection, step.keeps) != before:
        raise StorageProblem(f"the step “{step.name}” lost rows")


def _check(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise StorageProblem("records refer to nothing afterwards")
    answer = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if answer != "ok":
        raise StorageProblem(str(answer))


def climb(connection: sqlite3.Connection, facts: dict[str, str] | None = None) -> None:
    """Take every step that is missing; ``facts`` are put into meta afterwards.

    Raises what went wrong, with the file as it was before.
    """
    done: int = connection.execute("PRAGMA user_version").fetchone()[0]
    # Outside the transaction, where SQLite would ignore it: steps may rebuild tables.
    connection.execute("PRAGMA foreign_keys=0")
    try:
        connection.execute("BEGIN EXCLUSIVE")
        for step in STEPS[done:]:
            _take(connection, step)
        _check(connection)
        if len(STEPS) > done:
            facts = {**(facts or {}), "min_reader": str(STEPS[-1].min_reader)}
        connection.executemany(
            "INSERT INTO meta (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            list((facts or {}).items()),
        )
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={len(STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys=1")


def upgrade(connection: sqlite3.Connection, path: Path, back_up: Callable[[str], Path]) -> None:
    """Bring an older library up to date, after a backup that the messages name.

    Raises StorageProblem; the library is then what it was.
    """
    done: int = connection.execute("PRAGMA user_version").fetchone()[0]
    size = path.stat().st_size
    if shutil.disk_usage(path.parent).free < 2 * size:
        raise StorageProblem(
            "This library has to be brought up to date first, and the disk has too little room "
            f"for it. Make {2 * size // 1_000_000 + 1} MB free, then open it again."
        )
    try:
        backup = back_up(f"before-schema-{latest()}")
    except StorageProblem as problem:
        raise StorageProblem(
            "This library has to be brought up to date first, and no backup could be made. "
            f"Nothing was changed. {problem}"
        ) from problem
    try:
        climb(connection)
    except (sqlite3.Error, StorageProblem, ValueError) as error:
        raise StorageProblem(
            f"The library could not be brought from schema {done} to {latest()}: "
            f"{_reason(error)}. It is as it was before; a backup lies at {backup}."
        ) from error


def _reason(error: Exception) -> str:
    if isinstance(error, sqlite3.Error):
        return sentence(error).removeprefix("Not saved: ").rstrip(".")
    return str(error)
