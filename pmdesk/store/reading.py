"""Rows of a postmortem turned into records: one SELECT and one compiled loop for each kind.

SQLAlchemy stays out of here, so that the first page and the first postmortem don't wait for it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, get_origin, get_type_hints

from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.record import Record, bare_type
from pmdesk.domain.snapshot import Snapshot

Loop = Callable[[list[tuple[Any, ...]], str], dict[str, Record]]


def _texts(value: str) -> tuple[str, ...]:
    return tuple(json.loads(value)) if value != "[]" else ()


def _expression(hint: Any, column: str, names: dict[str, Any]) -> str:
    """The Python expression that makes a field of a column's value."""
    bare, optional = bare_type(hint)
    if get_origin(bare) is tuple:
        made = f"texts({column})"
    elif bare is bool:
        made = f"{column} != 0"
    elif bare is datetime:
        made = f"at({column})"
    elif bare is date:
        made = f"day({column})"
    elif issubclass(bare, StrEnum):
        names[bare.__name__] = {term.value: term for term in bare}
        made = f"{bare.__name__}[{column}]"
    else:
        return column
    return f"None if {column} is None else {made}" if optional else made


def compiled_loop(kind: type[Record]) -> Loop:
    """A function from rows (all columns in the order of the fields) to records by id.

    It is written out and compiled, as dataclasses do with their ``__init__``: a loop over
    converters takes three times as long, which a postmortem of 1,000 events would feel.
    """
    hints = get_type_hints(kind)
    names: dict[str, Any] = {
        "kind": kind, "texts": _texts, "at": datetime.fromisoformat, "day": date.fromisoformat,
    }  # fmt: skip
    columns = [f"c{i}" for i, _ in enumerate(fields(kind))]
    parts = []
    for column, field in zip(columns, fields(kind), strict=True):
        # One text for all rows in place of a copy in each.
        value = "pm_id" if field.name == "pm_id" else _expression(hints[field.name], column, names)
        parts.append(f"{field.name}={value}")
    made, row = ", ".join(parts), ", ".join(columns)
    source = f"lambda rows, pm_id: {{c0: kind({made}) for {row} in rows}}"
    loop: Loop = eval(source, names)
    return loop


def select_of(kind: type[Record]) -> str:
    """The SELECT of one postmortem's rows of a kind."""
    columns = ", ".join(f'"{field.name}"' for field in fields(kind))
    return f'SELECT {columns} FROM "{KIND_NAMES[kind]}" WHERE pm_id = ?'


_PLANS: dict[type[Record], tuple[str, Loop]] = {}


def plans() -> Mapping[type[Record], tuple[str, Loop]]:
    """SELECT and loop of every kind, made once."""
    if not _PLANS:
        _PLANS.update({kind: (select_of(kind), compiled_loop(kind)) for kind in KIND_NAMES})
    return _PLANS


def load(connection: sqlite3.Connection, pm_id: str) -> Snapshot:
    """The postmortem as stored, read in one transaction.

    Raises KeyError for an unknown id, StorageProblem for a row that no record can be made of,
    sqlite3.Error.
    """
    tables: dict[type[Record], dict[str, Record]] = {}
    began = not connection.in_transaction
    if began:
        connection.execute("BEGIN")
    try:
        for kind, (select, loop) in plans().items():
            rows = connection.execute(select, (pm_id,)).fetchall()
            if rows:
                tables[kind] = loop(rows, pm_id)
    except (KeyError, ValueError, TypeError) as error:
        raise StorageProblem(
            "This postmortem holds something that this version of pmdesk can't read "
            f"({KIND_NAMES[kind]}: {error}). Nothing was changed; a newer version may open it."
        ) from error
    finally:
        if began:
            connection.execute("COMMIT")
    if Postmortem not in tables:
        raise KeyError(pm_id)
    return Snapshot(pm_id, tables)
