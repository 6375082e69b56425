"""Prints the tables that the models declare as SQL; the first migration keeps a frozen copy."""

from __future__ import annotations

import textwrap

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from pmdesk.models.journal import JournalPayloadRow, JournalRow, MetaRow, StoredFileRow
from pmdesk.models.rows import ROWS

DIALECT = sqlite.dialect()


def tables() -> list[Table]:
    """Every table, parents before children."""
    rows = (*ROWS.values(), MetaRow, JournalRow, JournalPayloadRow, StoredFileRow)
    return [row.__table__ for row in rows]  # type: ignore[misc]


def compact(sql: str) -> str:
    """A statement on few lines."""
    return "\n".join(textwrap.wrap(" ".join(sql.split()), 96, subsequent_indent="  ")) + ";"


def main() -> None:
    """Print every table with its indexes."""
    for table in tables():
        print(compact(str(CreateTable(table).compile(dialect=DIALECT))))
        for index in sorted(table.indexes, key=lambda i: i.name or ""):
            print(compact(str(CreateIndex(index).compile(dialect=DIALECT))))


if __name__ == "__main__":
    main()
