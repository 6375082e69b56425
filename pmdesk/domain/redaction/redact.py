"""Makes the record that may leave the team: a new one, field by field from what is allowed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, get_type_hints

from pmdesk.domain.kinds import KIND_NAMES, REFERENCES
from pmdesk.domain.postmortem import Attachment, ImpactFigure, Person
from pmdesk.domain.record import Record, bare_type
from pmdesk.domain.redaction.fields import FIELDS, Reach
from pmdesk.domain.redaction.scrub import Scrub
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Audience
from pmdesk.domain.timeline import Lane, TimelineEvent

_SPACE = uuid.UUID("5f0d6c1e-8a53-4c0f-9a39-3d6f0c8a7e21")


@dataclass(frozen=True, eq=False)
class Redacted:
    """A record that may be handed out. Only ``redact`` makes one.

    ``left_out`` counts what stayed inside by its name on screen ("event": 3).
    """

    snapshot: Snapshot
    left_out: Mapping[str, int]


def redact(
    snapshot: Snapshot, words: Mapping[str, str] | None = None, *, inside_events: bool = False
) -> Redacted:
    """The record without names, internal fields, internal kinds and hidden parts.

    ``words`` are texts to take out, in any case, with what stands there instead. With
    ``inside_events`` events go out whoever may read them; otherwise only those marked external.
    Ids are other ones, always the same for the same record.
    """
    scrub = Scrub(snapshot, words)
    kept = {
        kind: {
            row.id: row
            for row in snapshot.of(kind).values()
            if _may_go(row, snapshot, inside_events)
        }
        for kind in FIELDS
    }
    _drop_orphans(kept)
    names = {row_id: _renamed(row_id) for rows in kept.values() for row_id in rows}
    tables: dict[type[Record], dict[str, Record]] = {}
    for kind, rows in kept.items():
        made = [_projected(row, scrub, names) for row in rows.values()]
        if made:
            tables[kind] = {row.id: row for row in made}
    left_out = {
        name: len(snapshot.of(kind)) - len(kept.get(kind, {}))
        for kind, name in KIND_NAMES.items()
        if len(snapshot.of(kind)) > len(kept.get(kind, {}))
    }
    return Redacted(Snapshot(names[snapshot.pm_id], tables), left_out)


def _may_go(row: Record, snapshot: Snapshot, inside_events: bool) -> bool:
    if isinstance(row, TimelineEvent):
        lane = snapshot.get(Lane, row.lane_id)
        if row.hidden or (lane is not None and lane.hidden):
            return False
        return inside_events or row.audience is Audience.EXTERNAL
    if isinstance(row, Lane):
        return not row.hidden
    if isinstance(row, ImpactFigure | Attachment):
        return row.audience is Audience.EXTERNAL
    return True


def _drop_orphans(kept: dict[type[Record], dict[str, Record]]) -> None:
    """Take out what can't stand without something that is left out, as often as it takes."""
    again = True
    while again:
        again = False
        for kind, rows in kept.items():
            needed = {
                field: target
                for field, target in REFERENCES.get(kind, {}).items()
                if not _is_optional(kind, field)
            }
            for row in list(rows.values()):
                if any(getattr(row, f) not in kept.get(t, {}) for f, t in needed.items()):
                    del rows[row.id]
                    again = True


def _is_optional(kind: type[Record], field: str) -> bool:
    return bare_type(get_type_hints(kind)[field])[1]


def _renamed(row_id: str) -> str:
    return str(uuid.uuid5(_SPACE, row_id))


def _projected(row: Record, scrub: Scrub, names: Mapping[str, str]) -> Record:
    kind = type(row)
    reach = FIELDS[kind]
    values: dict[str, Any] = {}
    for field in fields(kind):
        value = getattr(row, field.name)
        match reach.get(field.name, Reach.INTERNAL):
            case Reach.PUBLIC:
                values[field.name] = value
            case Reach.WORDS:
                values[field.name] = scrub.all(value) if isinstance(value, tuple) else scrub(value)
            case Reach.ROLE:
                values[field.name] = scrub(value)
            case Reach.LINK:
                # What it points at may have stayed inside; then it points at nothing.
                values[field.name] = names.get(value) if value is not None else None
            case Reach.INTERNAL:
                if field.default is MISSING:
                    raise TypeError(f"{kind.__name__}.{field.name} can't be left empty")
    if isinstance(row, Person):
        values["role"] = scrub.roles[row.id]
    return kind(**values)
