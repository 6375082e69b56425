"""The sections of a postmortem, and in which of them a record is seen."""

from __future__ import annotations

from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.postmortem import ImpactFigure, Lesson, Person, Runbook
from pmdesk.domain.record import Record
from pmdesk.domain.timeline import Mark, TimelineEvent

SECTIONS = ("report", "timeline", "factors", "actions", "review")
# Where a record of a kind is seen; all others are seen under review.
_SECTION_OF: dict[type[Record], str] = {
    TimelineEvent: "timeline",
    Mark: "timeline",
    Factor: "factors",
    ActionItem: "actions",
    ImpactFigure: "report",
    Lesson: "report",
    Runbook: "report",
    Person: "report",
}


def section_of(kind: type[Record]) -> str:
    """The section that shows records of a kind."""
    return _SECTION_OF.get(kind, "review")
