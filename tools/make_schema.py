"""Prints the tables that the models declare as SQL; the first migration keeps a copy of it."""

from __future__ import annotations

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

import pmdesk.models.journal
from pmdesk.models.rows import Row

assert pmdesk.models.journal

for table in Row.metadata.sorted_tables:
    print(str(CreateTable(table).compile(dialect=sqlite.dialect())).strip() + ";\n")
    for index in sorted(table.indexes, key=lambda i: i.name or ""):
        print(str(CreateIndex(index).compile(dialect=sqlite.dialect())).strip() + ";\n")
