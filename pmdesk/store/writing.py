"""Edits written through SQLAlchemy, over the library's own connection.

Imported by the first write or by ``warm_up``: SQLAlchemy takes longer to import than Qt.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, bindparam, create_engine, delete, event, insert, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.pool import StaticPool

from pmdesk.domain.change import Change
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.record import Record
from pmdesk.domain.signoff import Revision
from pmdesk.models.journal import JournalPayloadRow, JournalRow, MetaRow, StoredFileRow
from pmdesk.models.rows import NOTED_TIMES, ROWS
from pmdesk.models.texts import stored_time
from pmdesk.store.journal import NewEntry

Values = dict[str, Any]


def _table(row: type[Any]) -> Table:
    found = row.__table__
    assert isinstance(found, Table)
    return found


TABLES: dict[type[Record], Table] = {kind: _table(row) for kind, row in ROWS.items()}
META, JOURNAL, PAYLOAD, FILES = (
    _table(row) for row in (MetaRow, JournalRow, JournalPayloadRow, StoredFileRow)
)
_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in KIND_NAMES}
# Approvals stand before their revision: what is signed takes no more of them.
_ORDER = {kind: n for n, kind in enumerate(KIND_NAMES)} | {Revision: len(KIND_NAMES)}
_INSERTS = {kind: insert(table) for kind, table in TABLES.items()}
_DELETES = {
    kind: delete(table).where(table.c.id == bindparam("row_id")) for kind, table in TABLES.items()
}


_DIALECT = sqlite.dialect()


class _Fixed:
    """A statement of every edit, compiled once: the driver's values go in, in their order."""

    def __init__(self, statement: Any) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        self._sql = str(compiled)
        self._names = tuple(compiled.positiontup)
        self._stored = {
            name: process
            for name, bind in compiled.binds.items()
            if (process := bind.type.dialect_impl(_DIALECT).bind_processor(_DIALECT))
        }

    def run(self, connection: Connection, **values: Any) -> int:
        """Execute it with values as the driver takes them; how many rows it met."""
        given = tuple(values[name] for name in self._names)
        return connection.exec_driver_sql(self._sql, given).rowcount

    def write_all(self, connection: Connection, rows: list[Values]) -> int:
        """Execute it with the values of each record; how many rows it met."""
        stored, names = self._stored, self._names
        given = [
            tuple(stored[name](row[name]) if name in stored else row[name] for name in names)
            for row in rows
        ]
        return connection.exec_driver_sql(self._sql, given).rowcount


_UPDATES: dict[tuple[type[Record], tuple[str, ...]], _Fixed] = {}
_RAISE_META = _Fixed(
    update(META)
    .where(META.c.name == bindparam("fact"), META.c.value == bindparam("old"))
    .values(value=bindparam("new"))
)
_TOUCH = _Fixed(
    update(TABLES[Postmortem])
    .where(TABLES[Postmortem].c.id == bindparam("row_id"))
    .values(updated_at=bindparam("now"))
)
_INSERT_JOURNAL, _INSERT_PAYLOAD = _Fixed(insert(JOURNAL)), _Fixed(insert(PAYLOAD))


def _update_of(kind: type[Record], names: tuple[str, ...]) -> _Fixed:
    """The UPDATE of these fields alone, so that no index is rewritten without need."""
    if (kind, names) not in _UPDATES:
        table = TABLES[kind]
        _UPDATES[kind, names] = _Fixed(
            update(table)
            .where(table.c.id == bindparam("row_id"))
            .values({name: bindparam(f"v_{name}") for name in names})
        )
    return _UPDATES[kind, names]


def _value(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value


def _row(record: Record, now: datetime) -> Values:
    kind = type(record)
    values = {name: _value(getattr(record, name)) for name in _FIELDS[kind]}
    noted = NOTED_TIMES.get(kind)
    if noted:
        made = getattr(record, "created_at", None)
        # A postmortem counts as written now; an action that came with its date keeps that.
        values[noted] = now if kind is Postmortem or made is None else min(made, now)
    return values


def _altered(before: Record, after: Record, now: datetime) -> Values:
    kind = type(after)
    values = {
        f"v_{name}": _value(getattr(after, name))
        for name in _FIELDS[kind]
        if getattr(before, name) != getattr(after, name)
    }
    if kind in NOTED_TIMES and values:
        values[f"v_{NOTED_TIMES[kind]}"] = now
    return values


class Writer:
    """Writes changes, journal entries and facts inside the transactions that it opens."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        event.listen(self._engine, "begin", self._begin)

    @staticmethod
    def _begin(connection: Connection) -> None:
        # The driver's own way to begin would wait until the first change, and then not at all.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A write transaction: committed at the end, rolled back by any error."""
        with self._engine.begin() as connection:
            yield connection

    def raise_generation(self, connection: Connection, old: int) -> bool:
        """Count the library's generation up; False when somebody else has done so meanwhile."""
        met = _RAISE_META.run(connection, fact="generation", old=str(old), new=str(old + 1))
        return met == 1

    def note_number(self, connection: Connection, old: int, new: int) -> None:
        """Remember the highest number that a postmortem ever had."""
        _RAISE_META.run(connection, fact="last_number", old=str(old), new=str(new))

    def write(self, connection: Connection, pm_id: str, changes: Iterable[Change],
              now: datetime) -> None:  # fmt: skip
        """Carry out changes of one postmortem, grouped into as few statements as there are."""
        changes = merged(changes)
        _remove(connection, [c.before for c in changes if c.before and not c.after])
        rest = sorted((c for c in changes if c.after), key=lambda c: _ORDER[c.kind])
        for kind, group in groupby(rest, key=lambda c: c.kind):
            members = list(group)
            births = [_row(c.after, now) for c in members if c.after and not c.before]
            if births:
                connection.execute(_INSERTS[kind], births)
            _alter(connection, kind, [c for c in members if c.before], now)
        if not any(c.kind is Postmortem for c in changes):
            _TOUCH.run(connection, row_id=pm_id, now=stored_time(now))

    def write_entry(self, connection: Connection, entry: NewEntry) -> None:
        """Append an entry and its payload to the journal."""
        _INSERT_JOURNAL.run(
            connection, seq=entry.seq, pm_id=entry.pm_id, at=stored_time(entry.at),
            label=entry.label, payload_digest=entry.payload_digest, digest=entry.digest,
        )  # fmt: skip
        _INSERT_PAYLOAD.run(connection, seq=entry.seq, salt=entry.salt, body=entry.body)

    def write_file(self, connection: Connection, sha256: str, size: int,
                   data: bytes | None) -> None:  # fmt: skip
        """Keep the content of an attachment, or the note that it lies beside the library."""
        # A row whose content was damaged makes room for the content as it should be.
        connection.execute(delete(FILES).where(FILES.c.sha256 == sha256))
        connection.execute(insert(FILES), {"sha256": sha256, "size": size, "data": data})


def merged(changes: Iterable[Change]) -> list[Change]:
    """One change a record: what an edit does to it from its beginning to its end."""
    ends: dict[tuple[type[Record], str], tuple[Record | None, Record | None]] = {}
    for change in changes:
        key = (change.kind, change.record.id)
        first = ends[key][0] if key in ends else change.before
        ends[key] = (first, change.after)
    return [Change(a, b) for a, b in ends.values() if a is not None or b is not None]


def _remove(connection: Connection, records: list[Record]) -> None:
    # The head first: then the guards of what is signed know that the whole postmortem goes.
    records.sort(key=lambda record: _ORDER[type(record)])
    for kind, group in groupby(records, key=type):
        rows = [{"row_id": record.id} for record in group]
        _expect(connection.execute(_DELETES[kind], rows).rowcount, len(rows))


def _alter(connection: Connection, kind: type[Record], changes: list[Change],
           now: datetime) -> None:  # fmt: skip
    found: list[tuple[tuple[str, ...], Values]] = []
    for change in changes:
        assert change.before is not None
        assert change.after is not None
        values = _altered(change.before, change.after, now)
        if values:
            names = tuple(name.removeprefix("v_") for name in values)
            found.append((names, {"row_id": change.after.id, **values}))
    found.sort(key=itemgetter(0))
    for names, group in groupby(found, key=itemgetter(0)):
        rows, statement = [values for _, values in group], _update_of(kind, names)
        _expect(statement.write_all(connection, rows), len(rows))


def _expect(found: int, wanted: int) -> None:
    if found != wanted:
        raise StorageProblem(
            "Not saved: the library no longer holds what this change is about. "
            "Close the postmortem and open it again."
        )


def warm() -> None:
    """Compile a statement of each sort once, so that the first edit doesn't wait for it."""
    dialect = create_engine("sqlite://").dialect
    for kind, statement in _INSERTS.items():
        statement.compile(dialect=dialect)
        _DELETES[kind].compile(dialect=dialect)
