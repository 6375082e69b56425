"""Verbs on clocks that were wrong: shift a whole source with a reason, and take that back."""

from __future__ import annotations

from datetime import timedelta

from pmdesk.domain.change import Change, Edit, became, born, edit, gone
from pmdesk.domain.clock_shift import events_of
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.record import altered
from pmdesk.domain.rules import FIRST_TIME, LAST_TIME
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.timeline import ClockShift, Evidence
from pmdesk.edits.timeline import move_events


def shift_source(snapshot: Snapshot, source: str, seconds: float, reason: str) -> Edit:
    """Move all events of a source and record that its clock was wrong; ``seconds`` may be
    negative. Marks that stand on them follow, and so does the line that is their evidence.

    Raises RuleBroken without events, without a shift, or where it leads out of all years.
    """
    if not seconds:
        raise RuleBroken("Type how far the clock was off, such as +4m.")
    if not events_of(snapshot, source):
        raise RuleBroken("No event with a time names this source: there is nothing to shift.")
    shift = ClockShift(
        id=fresh_id(), pm_id=snapshot.pm_id, source=source, seconds=seconds, reason=reason.strip()
    )
    return edit("Shift clock", born(shift), _moved(snapshot, source, seconds))


def remove_shift(snapshot: Snapshot, shift_id: str) -> Edit:
    """Take a recorded shift away: the events of its source move back by as much."""
    shift = snapshot.need(ClockShift, shift_id)
    return edit("Remove clock shift", _moved(snapshot, shift.source, -shift.seconds), gone(shift))


def explain_shift(snapshot: Snapshot, shift_id: str, reason: str) -> Edit:
    """Say anew why a clock was shifted."""
    shift = snapshot.need(ClockShift, shift_id)
    return edit("Set reason", became(shift, altered(shift, reason=reason.strip())))


def _moved(snapshot: Snapshot, source: str, seconds: float) -> list[Change]:
    events = events_of(snapshot, source)
    by = timedelta(seconds=seconds)
    for event in events:
        for at in (event.at, event.end):
            if at is not None and not FIRST_TIME <= at + by <= LAST_TIME:
                raise RuleBroken("That leads out of the years 1990 to 2200: type a smaller shift.")
    changes = list(move_events(snapshot, [event.id for event in events], by).changes)
    was = {event.id: event.at for event in events}
    for row in snapshot.of(Evidence).values():
        # The line that the event was read from; what others wrote has a clock of its own.
        if row.at is not None and row.at == was.get(row.event_id):
            changes.extend(became(row, altered(row, at=row.at + by)))
    return changes
