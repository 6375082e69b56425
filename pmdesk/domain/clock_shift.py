"""Sources whose clock was wrong: what there is of each, how far it was shifted, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from pmdesk.domain.clock_reading import read_clock
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.time_text import read_shift, shift_text
from pmdesk.domain.timeline import ClockShift, TimelineEvent

_DAY = 86400.0
_FARTHEST = 366 * _DAY
_PAIR = re.compile(
    r"^(?:its\s+)?(?P<its>\S+)\s*(?:\s(?:was|is|means|should be)(?:\s+really)?|->|→|=)\s*"
    r"(?P<real>\S+)$",
    re.I,
)
HOW_TO = "Type how far, such as +4m or -1:30, or what a time really was: 14:32 was 14:36."


@dataclass(frozen=True, slots=True)
class Source:
    """A source with its timed events: how many, and the first and last time (UTC)."""

    name: str
    count: int
    first: datetime
    last: datetime


def sources_of(snapshot: Snapshot) -> list[Source]:
    """The sources that events with a time name, those with most events first."""
    times: dict[str, list[datetime]] = {}
    for event in snapshot.events.values():
        if event.source and event.at is not None:
            times.setdefault(event.source, []).append(event.at)
    found = [Source(name, len(held), min(held), max(held)) for name, held in times.items()]
    return sorted(found, key=lambda source: (-source.count, source.name.casefold()))


def events_of(snapshot: Snapshot, source: str) -> list[TimelineEvent]:
    """The events with a time that name a source, in order of time."""
    held = [
        event
        for event in snapshot.events.values()
        if event.source == source and event.at is not None
    ]
    return sorted(held, key=lambda event: (event.at, event.position, event.id))


def shifts_of(snapshot: Snapshot, source: str | None = None) -> list[ClockShift]:
    """The recorded shifts, of one source or of all, by source."""
    held = [
        shift
        for shift in snapshot.of(ClockShift).values()
        if source is None or shift.source == source
    ]
    return sorted(held, key=lambda shift: (shift.source.casefold(), shift.id))


def shifted_by(snapshot: Snapshot) -> dict[str, timedelta]:
    """By how much each source that was shifted is shown later than it wrote (or earlier)."""
    found: dict[str, timedelta] = {}
    for shift in snapshot.of(ClockShift).values():
        before = found.get(shift.source, timedelta())
        found[shift.source] = before + timedelta(seconds=shift.seconds)
    return found


def shift_sentence(snapshot: Snapshot, event: TimelineEvent) -> str:
    """That an event is not shown where its source wrote it: "Shown 4 min later than pager wrote
    it: clock was slow". Empty where its source was not shifted."""
    if not event.source or event.at is None:
        return ""
    held = shifts_of(snapshot, event.source)
    seconds = sum(shift.seconds for shift in held)
    if not held or not seconds:
        return ""
    reasons = "; ".join(dict.fromkeys(shift.reason for shift in held if shift.reason))
    words = f"Shown {shift_text(seconds)} than {event.source} wrote it"
    return f"{words}: {reasons}" if reasons else words


def typed_shift(text: str) -> float | str:
    """How far a clock is to be shifted in seconds: "+4m" (shown later), "-1:30" (hours and
    minutes earlier), or "14:32 was really 14:36"; else a sentence that says what to type.

    Of two clock times the nearer way round midnight is taken.
    """
    typed = " ".join(text.split())
    if not typed:
        return HOW_TO
    seconds = read_shift(typed)
    if seconds is None:
        pair = _PAIR.match(typed)
        if pair is None:
            return HOW_TO
        clocks = read_clock(pair["its"]), read_clock(pair["real"])
        for clock in clocks:
            if isinstance(clock, str):
                return clock
        its, real = (_seconds(clock) for clock in clocks if not isinstance(clock, str))
        seconds = (real - its + _DAY / 2) % _DAY - _DAY / 2
    if not seconds:
        return "That is no shift: the times would stay where they are."
    if abs(seconds) > _FARTHEST:
        return "A clock is hardly wrong by more than a year: type a smaller shift."
    return seconds


def _seconds(clock: tuple[int, int, int]) -> float:
    hour, minute, second = clock
    return hour * 3600.0 + minute * 60 + second
