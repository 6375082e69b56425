"""The lanes, events, links and marks of a draft's timeline as records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TypeVar

from pmdesk.domain.ids import fresh_id
from pmdesk.domain.record import Record, altered
from pmdesk.domain.rules import FIRST_TIME, LAST_TIME
from pmdesk.domain.terms import EventKind, LaneShape, Precision
from pmdesk.domain.timeline import Lane, Mark, TimelineEvent
from pmdesk.importers.draft import Draft, DraftEvent
from pmdesk.importers.marks_stated import marks_stated
from pmdesk.importers.plain_words import plain, titled
from pmdesk.importers.zones import offset_name, same_offset

_MOST_LANES = 12
_LANE_OF_KIND = {
    EventKind.ALERT: "Detection",
    EventKind.MESSAGE: "Communication",
    EventKind.DECISION: "Response",
    EventKind.ACTION_TAKEN: "Response",
    EventKind.HYPOTHESIS: "Response",
    EventKind.QUESTION: "Response",
}
_COLOURS = ("detection", "response", "system", "communication")
_UNDOING = re.compile(r"\broll(?:ed|ing)? ?back|\brevert", re.IGNORECASE)
_Term = TypeVar("_Term", EventKind, Precision)


def event_records(draft: Draft, pm_id: str, lanes: list[Lane], zone: str) -> Iterator[Record]:
    """Lanes first, then events in the document's order, then marks.

    ``lanes`` are the standard ones; times must be aware. A time that no rule allows is left out,
    and what was written of it stays.
    """
    rows = _Lanes(lanes, pm_id, draft.timeline)
    yield from rows.lanes
    ids: list[str] = []
    for number, event in enumerate(draft.timeline, start=1):
        record = _event(event, pm_id, rows.lane_of(event), zone, float(number))
        if not rows.holds(event):
            record = altered(record, text=f"{record.text}\n{event.lane}".strip())
        ids.append(record.id)
        yield record
    for mark in marks_stated(draft.timeline, draft.marks).values():
        at = allowed(mark.at)
        if at is not None:
            owner = ids[mark.entry] if mark.entry is not None else None
            yield Mark(id=fresh_id(), pm_id=pm_id, kind=mark.kind, at=at, event_id=owner)


def _event(
    event: DraftEvent, pm_id: str, lane_id: str, zone: str, position: float
) -> TimelineEvent:
    at, end = allowed(event.at), allowed(event.end)
    if at is None or (end is not None and end < at):
        end = None
    title, text = titled(event.text)
    if not title and event.written:
        title = event.written
    precision = _term(Precision, event.precision, Precision.EXACT)
    return TimelineEvent(
        id=fresh_id(),
        pm_id=pm_id,
        lane_id=lane_id,
        title=title,
        text=text,
        kind=_term(EventKind, event.kind, EventKind.OBSERVATION),
        at=at,
        end=end,
        precision=Precision.UNKNOWN if at is None else precision,
        zone=_zone(event.at, zone),
        written=event.written,
        actor=plain(event.actor),
        source_line=f"line {event.source_line}" if event.source_line else "",
        position=position,
    )


def allowed(moment: datetime | None) -> datetime | None:
    """The moment in UTC where a timeline can hold it, else None."""
    if moment is None:
        return None
    try:
        at = moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return at if FIRST_TIME <= at <= LAST_TIME else None


def _zone(moment: datetime | None, zone: str) -> str:
    """The incident's zone where the time was written in it, else its own offset."""
    if moment is None or same_offset(moment, zone):
        return zone
    return offset_name(moment)


def _term(kind: type[_Term], value: str, default: _Term) -> _Term:
    return next((term for term in kind if term.value == value), default)


class _Lanes:
    """The lane of each event: one that the document names, or the standard one of its kind."""

    def __init__(self, standard: list[Lane], pm_id: str, events: tuple[DraftEvent, ...]) -> None:
        self.lanes = list(standard)
        self._by_name = {lane.name.casefold(): lane.id for lane in standard}
        for event in events:
            name = " ".join(event.lane.split())
            if name and name.casefold() not in self._by_name and len(self.lanes) < _MOST_LANES:
                self._add(name, pm_id)

    def _add(self, name: str, pm_id: str) -> None:
        count = len(self.lanes)
        lane = Lane(
            id=fresh_id(),
            pm_id=pm_id,
            name=name,
            shape=tuple(LaneShape)[count % len(LaneShape)],
            colour=_COLOURS[count % len(_COLOURS)],
            position=float(count + 1),
        )
        self.lanes.append(lane)
        self._by_name[name.casefold()] = lane.id

    def holds(self, event: DraftEvent) -> bool:
        """Whether the lane that the document names for an event is there, or none is named."""
        name = " ".join(event.lane.split()).casefold()
        return not name or name in self._by_name

    def lane_of(self, event: DraftEvent) -> str:
        """The id of the event's lane."""
        named = self._by_name.get(" ".join(event.lane.split()).casefold())
        if named:
            return named
        kind = _term(EventKind, event.kind, EventKind.OBSERVATION)
        if kind is EventKind.CHANGE and _UNDOING.search(event.text):
            return self._by_name["response"]
        return self._by_name[_LANE_OF_KIND.get(kind, "System").casefold()]

