"""What a raw event becomes when it is brought in: title, kind, lane and who did it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import EventKind, Precision
from pmdesk.edits.feeds import Incoming
from pmdesk.importers.feeds.moments import in_utc
from pmdesk.importers.feeds.raw import PERSON, RawEvent, Speaker
from pmdesk.importers.plain_words import titled
from pmdesk.importers.timeline import kind_of

_KINDS = {kind.value: kind for kind in EventKind}
_PRECISIONS = {precision.value: precision for precision in Precision}
_LANE_OF_KIND = {
    EventKind.ALERT: "detection",
    EventKind.MESSAGE: "communication",
    EventKind.DECISION: "response",
    EventKind.ACTION_TAKEN: "response",
    EventKind.HYPOTHESIS: "response",
    EventKind.QUESTION: "communication",
}
_UNDOING = re.compile(r"\b(?:rolled|rolling|roll)[ -]?back|\brevert", re.IGNORECASE)
# What a person reports of an alert is a message; what a person did is what it says.
_SPOKEN = {EventKind.OBSERVATION: EventKind.MESSAGE, EventKind.ALERT: EventKind.MESSAGE}


class Offer:
    """Knows the lanes of a postmortem and the names of a feed; asked for the rows in sight."""

    def __init__(self, snapshot: Snapshot, people: Sequence[Speaker] = ()) -> None:
        self.people = tuple(people)
        self._lanes = snapshot.lanes
        self._by_name: dict[str, str] = {}
        for lane in self._lanes:
            self._by_name.setdefault(" ".join(lane.name.split()).casefold(), lane.id)
        self._aliases: Mapping[str, tuple[str, ...]] = {p.name: p.aliases for p in people}
        self._zone = snapshot.postmortem.zone

    def kind(self, raw: RawEvent) -> EventKind:
        """The kind: as the source tells it, else as the words do."""
        hint = _KINDS.get(raw.kind)
        if hint is not None and hint is not EventKind.MESSAGE:
            return hint
        if raw.text.rstrip().endswith("?"):
            return EventKind.QUESTION
        found = _KINDS.get(kind_of(raw.text), EventKind.OBSERVATION)
        return _SPOKEN.get(found, found) if hint is not None else found

    def lane(self, raw: RawEvent) -> str:
        """The id of the lane: the one that the source names, else the usual one of its kind."""
        named = self._by_name.get(" ".join(raw.lane.split()).casefold()) if raw.lane else None
        if named:
            return named
        kind = self.kind(raw)
        usual = _LANE_OF_KIND.get(kind, "system")
        if kind is EventKind.CHANGE and _UNDOING.search(raw.text):
            usual = "response"
        return self._by_name.get(usual) or self._lanes[0].id

    def incoming(self, raw: RawEvent, lane_id: str = "") -> Incoming:
        """The event to bring in, into the lane that was chosen or the usual one."""
        title, text = titled(raw.text)
        at, end = in_utc(raw.at), in_utc(raw.end)
        if at is None or at.tzinfo is None:
            at = end = None
        digits = raw.at_text.replace(".", "", 1).isdigit()
        return Incoming(
            lane_id=lane_id or self.lane(raw),
            title=title or raw.at_text,
            text=text,
            kind=self.kind(raw),
            at=at,
            end=end,
            precision=_PRECISIONS.get(raw.precision, Precision.EXACT),
            zone=raw.zone or self._zone,
            written="" if digits else raw.at_text,
            actor=raw.actor,
            is_person=raw.by == PERSON and bool(raw.actor),
            aliases=self._aliases.get(raw.actor, ()),
            source=raw.source,
            source_line=raw.source_id or raw.place,
            link=raw.url,
        )
