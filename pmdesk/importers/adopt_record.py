"""Gives birth to a postmortem from the record of another library, under a number of its own."""

from __future__ import annotations

from pmdesk.domain.change import Edit, born
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.kinds import KIND_NAMES, REFERENCES
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.record import Record, altered
from pmdesk.domain.snapshot import Snapshot

LABEL = "Import postmortem"


def adopted_record(record: Snapshot, number: int, *, fresh_ids: bool = False) -> Edit:
    """One edit with every part of the record, the head first.

    Ids stay, so that the same postmortem stays the same; with ``fresh_ids`` each part gets a new
    one, for a library that holds the postmortem already.
    """
    rows = [row for kind in KIND_NAMES for row in record.of(kind).values()]
    names = {row.id: fresh_id() for row in rows} if fresh_ids else {}
    changes = []
    for row in rows:
        renamed = _renamed(row, names) if fresh_ids else row
        if isinstance(renamed, Postmortem):
            renamed = altered(renamed, number=number)
        changes.append(born(renamed))
    return Edit(LABEL, tuple(changes))


def _renamed(row: Record, names: dict[str, str]) -> Record:
    values = {"id": names[row.id], "pm_id": names[row.pm_id]}
    for field in REFERENCES.get(type(row), {}):
        held = getattr(row, field)
        if held is not None:
            values[field] = names[held]
    return altered(row, **values)
