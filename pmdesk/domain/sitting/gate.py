"""The agreed timeline: what was agreed, kept as a text, and what differs since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pmdesk.domain.codec import canonical, digest, from_plain, plain
from pmdesk.domain.meeting import TimelineGate
from pmdesk.domain.record import Record
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import Mark, TimelineEvent

# What people notice of an event; where it stands among its like is no difference to them.
TOLD = ("title", "text", "at", "end", "precision", "lane_id", "kind", "actor", "hypothesis")


class Difference(StrEnum):
    """What became of an event since the room agreed."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Since:
    """One difference: the event as it is, or as it was where it is gone; ``fields`` are the names
    of what changed."""

    what: Difference
    event: TimelineEvent
    before: TimelineEvent | None = None
    fields: tuple[str, ...] = ()


def agreed_body(snapshot: Snapshot) -> tuple[str, str]:
    """The timeline as a text to be kept, and its digest."""
    body = {
        "events": [plain(e) for e in sorted(snapshot.events.values(), key=_by_id)],
        "marks": [plain(m) for m in sorted(snapshot.of(Mark).values(), key=_by_id)],
    }
    return canonical(body).decode(), digest(body)


def _by_id(record: Record) -> str:
    return record.id


def latest_gate(snapshot: Snapshot) -> TimelineGate | None:
    """The last agreement of a room on this timeline."""
    gates = snapshot.of(TimelineGate).values()
    return max(gates, key=lambda gate: (gate.agreed_at, gate.id), default=None)


def agreed_events(gate: TimelineGate) -> Mapping[str, TimelineEvent]:
    """The events as they were agreed, by id; none where the text can't be read."""
    try:
        rows = json.loads(gate.body)["events"] if gate.body else []
        events = [from_plain(TimelineEvent, row) for row in rows]
    except (ValueError, KeyError, TypeError):
        return {}
    return {event.id: event for event in events if isinstance(event, TimelineEvent)}


def differences_since(snapshot: Snapshot, gate: TimelineGate) -> list[Since]:
    """What differs from the agreed timeline, in order of time."""
    before, now = agreed_events(gate), snapshot.events
    found = [Since(Difference.ADDED, now[i]) for i in now if i not in before]
    found += [Since(Difference.REMOVED, before[i]) for i in before if i not in now]
    for event_id in before.keys() & now.keys():
        old, new = before[event_id], now[event_id]
        names = tuple(name for name in TOLD if getattr(old, name) != getattr(new, name))
        if names:
            found.append(Since(Difference.CHANGED, new, old, names))
    return sorted(
        found,
        key=lambda s: (
            s.event.at is None,
            s.event.at.timestamp() if s.event.at else 0.0,
            s.event.id,
        ),
    )
