"""What can be read out of prose: sentences, times of day, and the marks of a little Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from pmdesk.domain.change import Change
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.domain.timescale import zone_of

_CLOCK = re.compile(r"(?<![\w:.,])((?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?![\w:]|[.,]\d)")
_SENTENCE_END = re.compile(r"(?:[.!?…]+[\"'”’)\]]*(?=\s|$)|[。！？])")
_SHORT_FORM = re.compile(r"(?:^|[\s(])(?:e\.g|i\.e|etc|approx|ca|vs|no|min|max|incl|resp|[A-Z])\.$")

_HEADING = re.compile(r"^(#{1,6})\s+(?=\S)")
_ITEM = re.compile(r"^\s{0,12}(?:[-*+]|\d{1,3}[.)])\s+")
_QUOTE = re.compile(r"^\s{0,3}>\s?")
_INLINE = re.compile(
    r"(?P<code>`[^`]+`)"
    r"|(?P<strong>\*\*[^*\s][^*]*\*\*)"
    r"|(?P<emphasis>(?<![\w*_])[*_][^*_\s][^*_]*[*_](?![\w*_]))"
    r"|(?P<link>\[[^\[\]]*\]\([^()\s]*\))"
)


@dataclass(frozen=True, slots=True)
class TypedClock:
    """A time of day in a text; ``clock`` is it as HH:MM or HH:MM:SS."""

    start: int
    end: int
    clock: str


def clocks_in(text: str) -> Iterator[TypedClock]:
    """The times of day in a text, from left to right."""
    for found in _CLOCK.finditer(text):
        clock = found[1]
        yield TypedClock(found.start(1), found.end(1), clock if clock[1] != ":" else f"0{clock}")


def sentence_count(text: str) -> int:
    """How many sentences a text has; short forms such as "e.g." and a bare "3.18" end none."""
    count, last = 0, 0
    for found in _SENTENCE_END.finditer(text):
        if _SHORT_FORM.search(text[max(0, found.start() - 12) : found.end()]):
            continue
        count, last = count + 1, found.end()
    return count + bool(text[last:].strip())


@dataclass(frozen=True, slots=True)
class ProseMark:
    """A stretch of a line with its look: heading, strong, emphasis, code, link or sign."""

    start: int
    length: int
    look: str


def marks_in(line: str) -> list[ProseMark]:
    """How the parts of one line of Markdown look; a later mark lies over an earlier one."""
    marks: list[ProseMark] = []
    if heading := _HEADING.match(line):
        marks.append(ProseMark(0, len(line), "heading"))
        marks.append(ProseMark(0, len(heading[1]), "sign"))
    elif head := _ITEM.match(line) or _QUOTE.match(line):
        marks.append(ProseMark(0, head.end(), "sign"))
    for found in _INLINE.finditer(line):
        marks.extend(_inline(found))
    return marks


def _inline(found: re.Match[str]) -> Iterator[ProseMark]:
    look = found.lastgroup or ""
    start, length = found.start(), found.end() - found.start()
    yield ProseMark(start, length, look)
    if look == "link":
        words = found[0].index("]")
        yield ProseMark(start, 1, "sign")
        yield ProseMark(start + words, length - words, "sign")
        return
    width = 2 if look == "strong" else 1
    yield ProseMark(start, width, "sign")
    yield ProseMark(start + length - width, width, "sign")


def link_at(line: str, column: int) -> str:
    """The address of the Markdown link or the bare web address at a column, or an empty text."""
    for found in _INLINE.finditer(line):
        if found.lastgroup == "link" and found.start() <= column <= found.end():
            return found[0].rsplit("](", 1)[1][:-1]
    for found in re.finditer(r"https?://[^\s<>()\[\]\"']+", line):
        if found.start() <= column <= found.end():
            return found[0].rstrip(".,;:!?")
    return ""


class EventClocks:
    """Which event a typed time of day means, in the incident's zone.

    Of several events in one minute it is the first. Filled when first asked; afterwards only
    what an edit changes is looked at.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._zone = zone_of(snapshot.postmortem.zone)
        self._ids: dict[str, set[str]] | None = None

    def event(self, clock: str) -> TimelineEvent | None:
        """The event at a time of day (HH:MM or HH:MM:SS), or None."""
        ids = self._filled().get(clock)
        if not ids:
            return None
        return min((self._snapshot.events[i] for i in ids), key=_time_of)

    def colour(self, event: TimelineEvent) -> str:
        """The colour of the event's lane as a token name, or an empty text."""
        lane = self._snapshot.get(Lane, event.lane_id)
        return lane.colour if lane is not None else ""

    def take(self, changes: Iterable[Change], snapshot: Snapshot) -> set[str] | None:
        """Follow an edit; the times of day that now mean something else, None for all of them."""
        self._snapshot = snapshot
        zone = zone_of(snapshot.postmortem.zone)
        if zone != self._zone or any(change.kind is Lane for change in changes):
            self._zone, self._ids = zone, None
            return None
        touched: set[str] = set()
        for change in changes:
            for record, held in ((change.before, False), (change.after, True)):
                if isinstance(record, TimelineEvent):
                    touched |= self._note(record, held)
        return touched

    def _filled(self) -> dict[str, set[str]]:
        if self._ids is None:
            self._ids = {}
            for event in self._snapshot.events.values():
                self._note(event, True)
        return self._ids

    def _note(self, event: TimelineEvent, held: bool) -> set[str]:
        if event.at is None:
            return set()
        local = event.at.astimezone(self._zone)
        clocks = {f"{local:%H:%M}", f"{local:%H:%M:%S}"}
        for clock in clocks if self._ids is not None else ():
            ids = self._ids.setdefault(clock, set())  # type: ignore[union-attr]
            if held:
                ids.add(event.id)
            else:
                ids.discard(event.id)
        return clocks


def _time_of(event: TimelineEvent) -> tuple[datetime, float, str]:
    assert event.at is not None
    return event.at, event.position, event.id


def touches_times(changes: Iterable[Change]) -> bool:
    """Whether an edit may change what typed times mean."""
    return any(change.kind in (TimelineEvent, Lane, Postmortem) for change in changes)
