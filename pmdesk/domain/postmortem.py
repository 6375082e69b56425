"""The postmortem itself and the records around its text: impact, lessons, runbooks, people."""

from __future__ import annotations

from datetime import date, datetime

from pmdesk.domain.record import Record, record
from pmdesk.domain.terms import (
    Audience,
    Detection,
    ImpactArea,
    LessonArea,
    LessonKind,
    Phase,
    PostmortemKind,
    RunbookState,
    Severity,
)


@record
class Postmortem(Record):
    """The head of one postmortem; its ``id`` and ``pm_id`` are the same and never change.

    ``number`` makes the human key (PM-12) and is never reused. ``zone`` is the IANA name of the
    zone that times are shown in; ``second_zone`` may be empty. ``day`` is the day the incident
    began as the document states it, for documents without a timed event.
    """

    number: int
    title: str = ""
    description: str = ""
    kind: PostmortemKind = PostmortemKind.INCIDENT
    severity: Severity | None = None
    phase: Phase = Phase.DRAFT
    day: date | None = None
    zone: str = "UTC"
    second_zone: str = ""
    summary: str = ""
    narrative: str = ""
    detection: Detection | None = None
    tags: tuple[str, ...] = ()
    incident_refs: tuple[str, ...] = ()
    created_at: datetime | None = None
    meeting_due: date | None = None
    finish_due: date | None = None
    facilitator_id: str | None = None
    scribe_id: str | None = None
    author_id: str | None = None
    source: str = ""

    @property
    def key(self) -> str:
        """The human key, for example PM-12."""
        return f"PM-{self.number}"


@record
class RelatedPostmortem(Record):
    """A link from this postmortem to another one of the library, by its id."""

    other_id: str
    reason: str = ""


@record
class ImpactFigure(Record):
    """One measure of the impact: a value as written ("38,000", "22%") and what it counts.

    The duration is never one of these: it is derived from the marks.
    """

    area: ImpactArea = ImpactArea.OTHER
    value: str = ""
    label: str = ""
    evidence: str = ""
    audience: Audience = Audience.EXTERNAL
    position: float = 0.0


@record
class Lesson(Record):
    """What went well, badly, or where we got lucky, and from which event it is known."""

    kind: LessonKind
    text: str = ""
    area: LessonArea | None = None
    event_id: str | None = None
    position: float = 0.0


@record
class Runbook(Record):
    """A runbook that was produced, changed, missing or not followed, and the factor it answers."""

    state: RunbookState
    title: str = ""
    link: str = ""
    factor_id: str | None = None
    position: float = 0.0


@record
class Person(Record):
    """A participant, stored once; everything else refers to the id.

    ``name`` may be a team. ``role`` is what is shown instead of the name ("Responder B").
    """

    name: str = ""
    role: str = ""
    team: str = ""
    aliases: tuple[str, ...] = ()
    participant: bool = True
    present: bool | None = None
    position: float = 0.0


@record
class Attachment(Record):
    """A file kept in the library under the SHA-256 of its content; ``size`` is in bytes."""

    sha256: str
    name: str = ""
    media_type: str = ""
    size: int = 0
    audience: Audience = Audience.INTERNAL


@record
class HintWaiver(Record):
    """A wording hint that the author looked at and kept, remembered for its sentence."""

    rule: str
    sentence: str
    reason: str = ""
