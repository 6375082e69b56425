"""The records of the review meeting: agenda, attendance, parked ideas, questions, gate, pulse."""

from __future__ import annotations

from datetime import datetime

from pmdesk.domain.record import Record, record
from pmdesk.domain.terms import IdeaState, QuestionState


@record
class Meeting(Record):
    """One sitting. ``started_at`` and ``ended_at`` are UTC; ``state`` is what a resumed meeting
    needs (step, event, half-typed line) as JSON text."""

    number: int = 1
    preset: str = ""
    ground_rules: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    state: str = ""
    minutes: str = ""
    notes: str = ""
    learned_count: int | None = None
    return_count: int | None = None


@record
class AgendaBlock(Record):
    """A time-boxed step of a meeting; ``planned_s`` and ``used_s`` are seconds."""

    meeting_id: str
    step: str
    title: str = ""
    planned_s: int = 0
    used_s: float = 0.0
    prompt: str = ""
    position: float = 0.0


@record
class Attendance(Record):
    """Who was there, since when (UTC), and whether they have been heard."""

    meeting_id: str
    person_id: str
    arrived_at: datetime | None = None
    heard: bool = False


@record
class ParkedIdea(Record):
    """A fix idea put aside until the timeline is agreed."""

    text: str
    state: IdeaState = IdeaState.PARKED
    reason: str = ""
    action_id: str | None = None
    event_id: str | None = None
    soak_until: datetime | None = None
    created_at: datetime | None = None
    position: float = 0.0


@record
class Question(Record):
    """A question of the room; an open one keeps the postmortem from being signed."""

    text: str
    state: QuestionState = QuestionState.OPEN
    answer: str = ""
    event_id: str | None = None
    asked_by: str = ""
    position: float = 0.0


@record
class MeetingDecision(Record):
    """Something the meeting decided, and who."""

    meeting_id: str | None
    text: str
    decided_by: str = ""
    at: datetime | None = None


@record
class TimelineGate(Record):
    """The room's agreement on the timeline: when (UTC), who was present, what stays disputed."""

    meeting_id: str | None
    agreed_at: datetime
    present: tuple[str, ...] = ()
    disputed: str = ""
    digest: str = ""
    body: str = ""
