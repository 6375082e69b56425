"""Prints the tables that the models declare as SQL; the first migration keeps a frozen copy.

python tools/make_schema.py          prints them
python tools/make_schema.py --write  puts them into step 1: only before the first release
"""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

sys.path.insert(0, str(Path(__file__).parents[1]))

from pmdesk.models.journal import JournalPayloadRow, JournalRow, MetaRow, StoredFileRow
from pmdesk.models.rows import ROWS

DIALECT = sqlite.dialect()
STEP = Path(__file__).parents[1] / "pmdesk" / "store" / "migrations" / "step_0001.py"


def tables() -> list[Table]:
    """Every table, parents before children."""
    rows = (*ROWS.values(), MetaRow, JournalRow, JournalPayloadRow, StoredFileRow)
    return [row.__table__ for row in rows]  # type: ignore[misc]


def compact(sql: str) -> str:
    """A statement on few lines."""
    return "\n".join(textwrap.wrap(" ".join(sql.split()), 96, subsequent_indent="  ")) + ";"


def script() -> str:
    """The statements of every table with its indexes."""
    found = []
    for table in tables():
        found.append(compact(str(CreateTable(table).compile(dialect=DIALECT))))
        for index in sorted(table.indexes, key=lambda i: i.name or ""):
            found.append(compact(str(CreateIndex(index).compile(dialect=DIALECT))))
    return "\n".join(found) + "\n"


def main() -> None:
    """Print the schema, or freeze it."""
    if "--write" not in sys.argv:
        print(script(), end="")
        return
    before, mark, rest = STEP.read_text(encoding="utf-8").partition('TABLES = """\n')
    after = rest[rest.index('"""') :]
    STEP.write_text(before + mark + script() + after, encoding="utf-8")


if __name__ == "__main__":
    main()
