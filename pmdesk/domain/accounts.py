"""Accounts of the same minutes: what each source, role or lane tells of them, side by side.

Nothing is stored for it and nothing merged: whoever tells something of the same minutes stands
beside the others, and two events that are chosen together stand side by side whatever their times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Precision
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.domain.timeline_index import key_of

# Clocks and memories differ by about so much; what is told less than it apart is of one moment.
NEAR = timedelta(minutes=2)
_ABOUT = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Account:
    """What one teller says: the teller's name, and the events in order of time."""

    teller: str
    events: tuple[TimelineEvent, ...]


def teller_of(snapshot: Snapshot, event: TimelineEvent) -> str:
    """Who tells of an event: its source, else its role, else its lane."""
    lane = snapshot.get(Lane, event.lane_id)
    return event.source or event.actor or (lane.name if lane is not None else "")


def _minutes(event: TimelineEvent) -> tuple[float, float]:
    """From when to when an event can have been, with the play that its precision has."""
    assert event.at is not None
    play = _ABOUT if event.precision is Precision.ABOUT else timedelta()
    first, last = event.at - play, (event.end or event.at) + play
    return first.timestamp(), last.timestamp()


def accounts_of(snapshot: Snapshot, chosen: Sequence[str]) -> list[Account]:
    """The accounts beside one chosen event: its own first, then those of other tellers about the
    same minutes. Of several chosen events it is these alone, each on its own."""
    events = [snapshot.events[i] for i in chosen if i in snapshot.events]
    if len(events) > 1:
        events.sort(key=lambda e: (e.at is None, key_of(e) if e.at else (0.0, e.position, e.id)))
        return [Account(teller_of(snapshot, event), (event,)) for event in events]
    if not events or events[0].at is None:
        return [Account(teller_of(snapshot, event), (event,)) for event in events]
    own = events[0]
    first, last = _minutes(own)
    room = NEAR.total_seconds()
    name = teller_of(snapshot, own)
    told: dict[str, list[TimelineEvent]] = {name: [own]}
    for event in snapshot.events.values():
        if event.at is None or event.id == own.id or event.hidden:
            continue
        start, end = _minutes(event)
        teller = teller_of(snapshot, event)
        if teller != name and start <= last + room and end >= first - room:
            told.setdefault(teller, []).append(event)
    return [
        Account(teller, tuple(sorted(held, key=key_of)))
        for teller, held in sorted(
            told.items(), key=lambda item: (item[0] != name, _distance(own, item[1]), item[0])
        )
    ]


def _distance(own: TimelineEvent, held: Sequence[TimelineEvent]) -> float:
    assert own.at is not None
    at = own.at
    return min(abs((event.at - at).total_seconds()) for event in held if event.at is not None)
