"""The models, the records and the schema that the migrations build say the same."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Table, create_engine, insert, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateTable

from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.models.columns import Texts, UtcDateTime
from pmdesk.models.journal import JournalPayloadRow, JournalRow, MetaRow, StoredFileRow
from pmdesk.models.rows import NOTED_TIMES, ROWS, Row
from pmdesk.models.texts import stored_time
from pmdesk.store.migrations import ladder

TABLES: list[Table] = [
    row.__table__ for row in (*ROWS.values(), MetaRow, JournalRow, JournalPayloadRow, StoredFileRow)
]


def described(connection: sqlite3.Connection) -> dict[str, object]:
    """Columns, keys and indexes of every table, as SQLite understands them."""
    found: dict[str, object] = {}
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        indexes = connection.execute(f"PRAGMA index_list({name})").fetchall()
        found[name] = {
            "columns": connection.execute(f"PRAGMA table_info({name})").fetchall(),
            "keys": sorted(k[2:] for k in connection.execute(f"PRAGMA foreign_key_list({name})")),
            "indexes": {
                (index, unique, tuple(connection.execute(f"PRAGMA index_info({index})")))
                for _, index, unique, *_ in indexes
            },
        }
    return found


def test_the_steps_build_exactly_what_the_models_declare():
    """If a record has a new field: a new step, or before a release ``tools/make_schema.py``."""
    built, declared = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
    for step in ladder.STEPS:
        for script in step.scripts:
            built.executescript(script)
    engine = create_engine("sqlite://", creator=lambda: declared, poolclass=StaticPool)
    Row.metadata.create_all(engine)
    assert described(built) == described(declared)
    built.close()
    declared.close()


def test_every_kind_has_a_table_with_a_column_for_each_field():
    assert set(ROWS) == set(KIND_NAMES)
    for kind, row in ROWS.items():
        noted = {NOTED_TIMES[kind]} if kind in NOTED_TIMES else set()
        assert set(row.__table__.columns.keys()) == set(kind.__dataclass_fields__) | noted


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_table_can_be_made_on_postgresql(table):
    assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_reference_has_an_index_of_its_own(table):
    first = {next(iter(index.columns)).name for index in table.indexes}
    keys = {key.parent.name for key in table.foreign_keys if not key.parent.primary_key}
    assert keys <= first


def test_stored_times_sort_as_the_times_do():
    base = datetime(2026, 11, 24, 9, tzinfo=UTC)
    times = [base + timedelta(microseconds=n) for n in (0, 1, 10, 999_999, 1_000_000)]
    assert sorted(map(stored_time, times)) == list(map(stored_time, times))
    east = base.astimezone(timezone(timedelta(hours=9)))
    assert stored_time(east) == stored_time(base) == "2026-11-24T09:00:00.000000Z"
    assert datetime.fromisoformat(stored_time(base)).tzinfo is UTC


def test_column_types_keep_their_values():
    engine = create_engine("sqlite://")
    from sqlalchemy import Column, MetaData

    table = Table("t", MetaData(), Column("at", UtcDateTime), Column("words", Texts))
    table.create(engine)
    at = datetime(2026, 3, 29, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    with engine.begin() as connection:
        connection.execute(
            insert(table), [{"at": at, "words": ("a", 'b"')}, {"at": None, "words": ()}]
        )
        rows = connection.execute(select(table)).all()
    assert rows == [(at, ("a", 'b"')), (None, ())]
    assert rows[0].at.tzinfo is UTC
    engine.dispose()


def test_a_time_without_a_zone_is_refused():
    dialect = create_engine("sqlite://").dialect
    with pytest.raises(ValueError, match="zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), dialect)  # noqa: DTZ001
