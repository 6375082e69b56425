"""The declarative row of each record kind: one table a kind, one column a field.

The columns are made from the records themselves, so the two can't drift apart; a test holds the
tables against the schema that the migrations build.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, get_origin, get_type_hints

from sqlalchemy import Boolean, Date, Float, ForeignKey, Index, Integer, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.kinds import KIND_NAMES, REFERENCES
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.record import Record, bare_type
from pmdesk.models.columns import Texts, UtcDateTime


class Row(DeclarativeBase):
    """What every row is; rows hold no behaviour and never leave the store."""


def _type_of(hint: Any) -> Any:
    if get_origin(hint) is tuple:
        return Texts()
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Text()
    return {
        str: Text(), int: Integer(), float: Float(), bool: Boolean(create_constraint=False),
        datetime: UtcDateTime(), date: Date(),
    }[hint]  # fmt: skip


def _column(kind: type[Record], name: str, hint: Any) -> Any:
    bare, optional = bare_type(hint)
    target = REFERENCES.get(kind, {}).get(name)
    if name == "pm_id" and kind is not Postmortem:
        target = Postmortem
    links = []
    if target is not None:
        # Checked at commit, so that the changes of one edit may come in any order.
        key = f"{KIND_NAMES[target]}.id"
        links = [ForeignKey(key, deferrable=True, initially="DEFERRED")]
    return mapped_column(_type_of(bare), *links, primary_key=name == "id", nullable=optional)


# The lists that are read often, beside every column that refers to another record: without an
# index there, removing a record would look through the whole library for those that point at it.
_INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "postmortem": (("updated_at", "id"), ("tags",)),
    "event": (("pm_id", "at"),),
    "action_item": (("pm_id", "status"), ("status", "due")),
}
# What the store notes beside the fields of a record: when it was written last (UTC).
NOTED_TIMES: dict[type[Record], str] = {Postmortem: "updated_at", ActionItem: "touched_at"}


def _row_of(kind: type[Record]) -> type[Row]:
    table = KIND_NAMES[kind]
    hints = get_type_hints(kind)
    body: dict[str, Any] = {"__tablename__": table, "__module__": __name__}
    for field in fields(kind):
        body[field.name] = _column(kind, field.name, hints[field.name])
    if kind in NOTED_TIMES:
        body[NOTED_TIMES[kind]] = mapped_column(UtcDateTime(), nullable=False)
    own: tuple[tuple[str, ...], ...] = () if kind is Postmortem else (("pm_id",),)
    indexes = (*_INDEXES.get(table, own), *((name,) for name in REFERENCES.get(kind, {})))
    made = [Index(f"ix_{table}_{'_'.join(columns)}", *columns) for columns in indexes]
    if kind is Postmortem:
        made.append(Index("ux_postmortem_number", "number", unique=True))
    body["__table_args__"] = tuple(made)
    return type(f"{kind.__name__}Row", (Row,), body)


ROWS: dict[type[Record], type[Row]] = {kind: _row_of(kind) for kind in KIND_NAMES}
