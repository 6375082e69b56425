"""Finding events by what is written on them, when they happened, and what their evidence says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.record import Record
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.domain.timeline_filter import words_of


def place_in_time(event: TimelineEvent) -> tuple[bool, float, float, str]:
    """Where an event stands when all are walked through: by time, those without one last."""
    at = event.at.timestamp() if event.at is not None else 0.0
    return event.at is None, at, event.position, event.id


class Finder:
    """Looks texts up in a postmortem's events; what it read it keeps until the event changes."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[TimelineEvent, str]] = {}
        self._zone: ZoneInfo | None = None
        self._quotes: tuple[Mapping[str, Record] | None, dict[str, str]] = (None, {})

    def find(self, snapshot: Snapshot, text: str, zone: ZoneInfo) -> list[str]:
        """The ids of the events with ``text`` in title, text, role, source, time or evidence, in
        order of time; none for an empty text. Times are read as in ``zone``."""
        found = self.among(snapshot, snapshot.events, text, zone)
        return sorted(found, key=lambda event_id: place_in_time(snapshot.events[event_id]))

    def among(
        self, snapshot: Snapshot, ids: Iterable[str], text: str, zone: ZoneInfo
    ) -> list[str]:
        """Those of some events that have ``text``, in the order given."""
        wanted = " ".join(text.casefold().split())
        if not wanted:
            return []
        if zone is not self._zone:
            self._zone, self._held = zone, {}
        quotes, events = self._quotes_of(snapshot), snapshot.events
        return [
            i for i in ids
            if wanted in self._words(events[i], zone) or wanted in quotes.get(i, "")
        ]  # fmt: skip

    def _words(self, event: TimelineEvent, zone: ZoneInfo) -> str:
        held = self._held.get(event.id)
        if held is not None and held[0] is event:
            return held[1]
        words = words_of(event)
        for at in (event.at, event.end):
            if at is not None:
                day = day_month_text(at.astimezone(zone)).casefold()
                words += f"\n{day} {clock_text(at, zone, seconds=True)}"
        self._held[event.id] = (event, words)
        return words

    def _quotes_of(self, snapshot: Snapshot) -> dict[str, str]:
        table = snapshot.tables.get(Evidence)
        if table is not self._quotes[0]:
            quotes: dict[str, list[str]] = {}
            for row in snapshot.of(Evidence).values():
                parts = (row.title, row.text, row.speaker, row.link)
                quotes.setdefault(row.event_id, []).append("\n".join(parts).casefold())
            self._quotes = (table, {i: "\n".join(parts) for i, parts in quotes.items()})
        return self._quotes[1]
