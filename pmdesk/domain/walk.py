"""Walking the timeline forward: the order of its steps, and what could be known at each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import EventKind, HypothesisState, Precision
from pmdesk.domain.timeline import Lane, Mark, TimelineEvent
from pmdesk.domain.timeline_index import key_of

# What to ask the room, by what sort of thing happened; the first one is shown largest.
_PROMPTS: dict[EventKind, tuple[str, ...]] = {
    EventKind.OBSERVATION: (
        "What did you see or hear that told you this?",
        "What did you expect to see instead?",
    ),
    EventKind.ALERT: (
        "What did the alert say, and how did it read to those who got it?",
        "What else was asking for attention just then?",
    ),
    EventKind.MESSAGE: (
        "What did this message change for those who read it?",
        "Who else could have used it?",
    ),
    EventKind.CHANGE: (
        "What was this change meant to do?",
        "How does a change like this usually go?",
    ),
    EventKind.ACTION_TAKEN: (
        "What other ways were there, and what spoke for this one?",
        "What pressed you just then: time, noise, people waiting?",
    ),
    EventKind.HYPOTHESIS: (
        "What made this a good explanation at the time?",
        "How could you tell whether it held?",
    ),
    EventKind.DECISION: (
        "Which options did you weigh?",
        "What would have made you choose another one?",
    ),
    EventKind.STATE_OF_MIND: (
        "What else was going on around you?",
        "How does such a moment feel on a usual day?",
    ),
    EventKind.QUESTION: (
        "What made this the moment to ask?",
        "What did you need to know, and who could tell?",
    ),
    EventKind.SURPRISE: (
        "What did you take for granted until then?",
        "How does this work when all is well?",
    ),
}


def prompts_for(event: TimelineEvent) -> tuple[str, ...]:
    """Questions for the room, chosen by the event's kind."""
    return _PROMPTS[event.kind]


def walk_order(snapshot: Snapshot) -> list[TimelineEvent]:
    """The events in the order in which they are walked: all that have a time, of lanes that are
    shown. A hidden event is left out."""
    lanes = {lane.id for lane in snapshot.of(Lane).values() if not lane.hidden}
    found = [
        event
        for event in snapshot.events.values()
        if event.at is not None and not event.hidden and event.lane_id in lanes
    ]
    return sorted(found, key=key_of)


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a walk stands: the events in their order, and the place of the current one."""

    order: tuple[TimelineEvent, ...]
    place: int = 0

    @staticmethod
    def begun(snapshot: Snapshot, event_id: str | None = None) -> Walk:
        """A walk at an event, or at the first one."""
        order = tuple(walk_order(snapshot))
        places = [at for at, event in enumerate(order) if event.id == event_id]
        return Walk(order, places[0] if places else 0)

    @property
    def event(self) -> TimelineEvent | None:
        """The current event; None where there is nothing to walk."""
        return self.order[self.place] if self.order else None

    @property
    def seen(self) -> TimelineEvent | None:
        """The current event as it was seen then: see ``known``."""
        walked = self.order[: self.place + 1]
        return _so_far(walked[-1], self.now, {event.id for event in walked}) if walked else None

    @property
    def now(self) -> datetime | None:
        """The time (UTC) that the walk has come to. The end of a span lies ahead of it."""
        return self.event.at if self.event is not None else None

    @property
    def text(self) -> str:
        """How far the walk has come: "7 of 23"."""
        return f"{self.place + 1} of {len(self.order)}" if self.order else "Nothing to walk"

    def stepped(self, by: int) -> Walk:
        """So many events on or back, as far as there are any."""
        return self.at(self.place + by)

    def at(self, place: int) -> Walk:
        """At another place, kept within the walk."""
        return Walk(self.order, max(0, min(place, len(self.order) - 1)))

    def followed(self, snapshot: Snapshot) -> Walk:
        """The same walk after an edit: at the same event, or at the place it had."""
        current = self.event
        found = Walk.begun(snapshot, current.id if current is not None else None)
        if current is None or (found.event is not None and found.event.id == current.id):
            return found
        return found.at(self.place)

    def known(self, snapshot: Snapshot) -> Snapshot:
        """The postmortem as far as it could be known: events up to the current one, marks up to
        its time. Of a span that is under way the end is not known: it reaches to now; and what
        became of a hypothesis is known when the one that revised it has come."""
        now = self.now
        walked = self.order[: self.place + 1]
        ids = {event.id for event in walked}
        events = {event.id: _so_far(event, now, ids) for event in walked}
        marks = {
            mark.id: mark
            for mark in snapshot.of(Mark).values()
            if now is not None and mark.at <= now
        }
        return Snapshot(snapshot.pm_id, {**snapshot.tables, TimelineEvent: events, Mark: marks})


def _so_far(event: TimelineEvent, now: datetime | None, known: set[str]) -> TimelineEvent:
    """An event as it was seen then: a belief is open until what revised it has happened."""
    if event.hypothesis not in (None, HypothesisState.OPEN) and event.revised_by not in known:
        event = altered(event, hypothesis=HypothesisState.OPEN, revised_by=None)
    if event.end is None or now is None or event.end <= now:
        return event
    if event.precision is Precision.BETWEEN:
        return event
    return altered(event, end=None if event.at == now else now)
