"""The records of the timeline: lanes, events, evidence, decision cards, marks and clock shifts."""

from __future__ import annotations

from datetime import datetime

from pmdesk.domain.record import Record, record
from pmdesk.domain.terms import (
    Audience,
    EventKind,
    EvidenceKind,
    HypothesisState,
    LaneShape,
    MarkKind,
    Precision,
)


@record
class Lane(Record):
    """A row of the timeline. ``colour`` is a token name (detection, response, …) or empty."""

    name: str = ""
    shape: LaneShape = LaneShape.SQUARE
    colour: str = ""
    hidden: bool = False
    position: float = 0.0


@record
class TimelineEvent(Record):
    """Something that happened at an instant or over a span.

    ``at`` and ``end`` are aware UTC datetimes, or None where the time is unknown; ``end`` is the
    end of a span, or the later bound when the precision is "between". ``zone`` is the IANA name
    or offset of the zone the time was written in and ``written`` the text as found. ``actor`` is
    a role. ``position`` orders events that share a time or have none.
    """

    lane_id: str
    title: str = ""
    text: str = ""
    kind: EventKind = EventKind.OBSERVATION
    at: datetime | None = None
    end: datetime | None = None
    precision: Precision = Precision.EXACT
    zone: str = "UTC"
    written: str = ""
    actor: str = ""
    source: str = ""
    source_line: str = ""
    audience: Audience = Audience.INTERNAL
    star: bool = False
    hidden: bool = False
    hypothesis: HypothesisState | None = None
    revised_by: str | None = None
    position: float = 0.0


@record
class Evidence(Record):
    """What shows that an event happened: a link, a quote with its speaker's role, or a file.

    ``at`` is the exact UTC time of the log line, if it has one: a snap target while dragging.
    """

    event_id: str
    kind: EvidenceKind
    title: str = ""
    text: str = ""
    link: str = ""
    speaker: str = ""
    attachment_id: str | None = None
    at: datetime | None = None
    position: float = 0.0


@record
class DecisionCard(Record):
    """What a decision looked like to those who took it; the questions follow the debriefing
    guides of the critical decision method."""

    event_id: str
    cues: str = ""
    belief: str = ""
    goal: str = ""
    options: str = ""
    pressure: str = ""
    normal: str = ""


@record
class Mark(Record):
    """A named moment (UTC). Durations and phases are derived from marks, never typed."""

    kind: MarkKind
    at: datetime
    event_id: str | None = None


@record
class ClockShift(Record):
    """A whole source moved in time because its clock was wrong; ``seconds`` may be negative."""

    source: str
    seconds: float
    reason: str = ""
