"""Who came to a meeting, and who came after it had begun."""

from __future__ import annotations

from datetime import datetime, timedelta

from pmdesk.domain.meeting import AgendaBlock, Attendance, Meeting
from pmdesk.domain.sitting.agenda import Step, step_named
from pmdesk.domain.snapshot import Snapshot

# How long people are noted as they come in where the agenda has no opening; minutes.
_COMING_IN = 5


def opened_at(snapshot: Snapshot, meeting: Meeting) -> datetime | None:
    """Until when somebody who comes is not late (UTC): the end of the opening as planned."""
    if meeting.started_at is None:
        return None
    blocks = [b for b in snapshot.of(AgendaBlock).values() if b.meeting_id == meeting.id]
    first = min(blocks, key=lambda b: (b.position, b.id), default=None)
    opening = first is not None and step_named(first.step) is Step.OPEN
    seconds = first.planned_s if first is not None and opening else _COMING_IN * 60
    return meeting.started_at + timedelta(seconds=seconds)


def is_late(row: Attendance, opened: datetime | None) -> bool:
    """Whether somebody came when the opening was over, by what ``opened_at`` says."""
    return row.arrived_at is not None and opened is not None and row.arrived_at >= opened
