"""When an incident was and how long it took, in parts that can be left out one by one."""

from __future__ import annotations

from datetime import datetime

from pmdesk.domain.day_names import date_text, day_month_text
from pmdesk.domain.marks import durations, incident_bounds, span_text, times_of
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import MarkKind
from pmdesk.exporters.clock_text import Clock

BETWEEN = "  ·  "


def when_parts(snapshot: Snapshot) -> list[str]:
    """Day, times with their zone, and duration: ["12 Apr 2026", "14:30–15:18 UTC", "48 min"].

    All is derived: by the marks where start and end are set, else by all times; without a time
    it is the day that the document states. The duration is there only where marks bound it.
    """
    head = snapshot.postmortem
    bounds = _bounds(snapshot)
    if bounds is None:
        return [date_text(head.day)] if head.day is not None else []
    clock = Clock(head.zone)
    start, end = bounds
    parts = [date_text(clock.day(start)), _times(clock, start, end)]
    impact = durations(snapshot).impact
    if impact is not None:
        parts.append(span_text(impact))
    return parts


def shortened(parts: list[str]) -> list[list[str]]:
    """The parts in ever shorter choices: without the times, then the day alone, then nothing."""
    choices = [parts]
    if len(parts) == 3:
        choices.append([parts[0], parts[2]])
    if len(parts) > 1:
        choices.append(parts[:1])
    return [*choices, []]


def _bounds(snapshot: Snapshot) -> tuple[datetime, datetime] | None:
    at = times_of(snapshot.marks)
    start = at.get(MarkKind.IMPACT_START)
    end = at.get(MarkKind.RESOLVED) or at.get(MarkKind.MITIGATED)
    if start is not None and end is not None and end >= start:
        return start, end
    # Only without marks are all events looked through.
    return incident_bounds(snapshot)


def _times(clock: Clock, start: datetime, end: datetime) -> str:
    if start == end:
        return f"{clock.time(start)} {clock.label(start)}"
    until = clock.time(end)
    if clock.day(end) != clock.day(start):
        until = f"{day_month_text(clock.day(end))} {until}"
        return f"{clock.time(start)} – {until} {clock.label(end)}"
    return f"{clock.time(start)}–{until} {clock.label(end)}"
