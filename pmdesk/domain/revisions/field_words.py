"""How records and their fields are named where versions are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor, FactorEvidence
from pmdesk.domain.day_names import date_text
from pmdesk.domain.kinds import KIND_NAMES, REFERENCES
from pmdesk.domain.meeting import Attendance, Meeting, Question, TimelineGate
from pmdesk.domain.postmortem import (
    Attachment,
    ImpactFigure,
    Lesson,
    Person,
    Postmortem,
    RelatedPostmortem,
    Runbook,
)
from pmdesk.domain.record import Record
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import name_of
from pmdesk.domain.timeline import ClockShift, DecisionCard, Evidence, Lane, Mark, TimelineEvent

SECTIONS = ("Report", "Timeline", "Factors", "Actions", "Review")
_PLACES: Mapping[type[Record], str] = MappingProxyType(
    {
        Postmortem: "Report", Person: "Report", ImpactFigure: "Report", Lesson: "Report",
        Runbook: "Report", RelatedPostmortem: "Report", Attachment: "Timeline",
        Lane: "Timeline", TimelineEvent: "Timeline", Evidence: "Timeline",
        DecisionCard: "Timeline", Mark: "Timeline", ClockShift: "Timeline", Factor: "Factors",
        FactorEvidence: "Factors", ActionItem: "Actions", ActionFactor: "Actions",
    }
)  # fmt: skip
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "at": "Time", "lane_id": "Lane", "owner_id": "Owner", "due": "Due date",
        "done_test": "Done when", "parent_id": "Why of", "stop": "Stops here",
        "stop_note": "Reason", "event_id": "Event", "factor_id": "Factor", "action_id": "Action",
        "person_id": "Person", "attachment_id": "File", "facilitator_id": "Facilitator",
        "scribe_id": "Scribe", "author_id": "Author", "incident_refs": "Incidents",
        "narrative": "What happened", "text": "Text", "state": "State", "written": "As written",
        "revised_by": "Revised by", "meeting_id": "Meeting", "sha256": "Content of the file",
        "present": "Was present", "star": "In the short report", "hidden": "Hidden",
        "number": "Number", "other_id": "Postmortem", "disputed": "Still disputed",
        "reused_from": "Reused from", "audience": "For whom", "value": "Figure",
    }
)  # fmt: skip
PROSE = frozenset(
    {
        "summary", "narrative", "description", "text", "title", "answer", "minutes", "notes",
        "done_test", "stop_note", "cues", "belief", "goal", "options", "pressure", "normal",
        "disputed", "ground_rules", "reason", "prompt", "label", "value",
    }
)  # fmt: skip
_LONGEST_TITLE = 90


def section_of(kind: type[Record]) -> str:
    """The section that records of a kind are shown in."""
    return _PLACES.get(kind, "Review")


def naming(snapshot: Snapshot, record: Record) -> tuple[str, str]:
    """What a record is ("Action") and which one ("AI-3 Add a canary")."""
    what = KIND_NAMES[type(record)].replace("_", " ").capitalize()
    if isinstance(record, Postmortem):
        return "Postmortem", "Head and text"
    if isinstance(record, ActionItem):
        return "Action", _short(f"{record.key} {record.text}")
    if isinstance(record, FactorEvidence | ActionFactor):
        ends = (_referred(snapshot, record, name) for name in REFERENCES[type(record)])
        return ("Event shows factor" if isinstance(record, FactorEvidence) else "Action answers"), (
            _short(" → ".join(end for end in ends if end))
        )
    if isinstance(record, Mark):
        return "Mark", name_of(record.kind)
    if isinstance(record, Person):
        return "Person", _short(record.role or "Without a role")
    if isinstance(record, DecisionCard):
        return "Decision card", _short(_referred(snapshot, record, "event_id"))
    if isinstance(record, Question):
        return "Question", _short(record.text)
    return what, _short(_title(record)) or _belonging(snapshot, record) or "Untitled"


def _belonging(snapshot: Snapshot, record: Record) -> str:
    """What names a record without words of its own: whose attendance, which meeting's gate."""
    by = {Attendance: "person_id", TimelineGate: "meeting_id"}.get(type(record))
    return _referred(snapshot, record, by) if by else ""


def _title(record: Record) -> str:
    if isinstance(record, Meeting):
        return f"Sitting {record.number}"
    for name in ("title", "name", "text", "label", "value", "source", "link", "step"):
        value = getattr(record, name, "")
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1].rstrip()}…"


def shown(snapshot: Snapshot, record: Record | None, name: str, value: Any) -> str:
    """A field's value in words; an empty text for nothing."""
    if record is None or value is None or value in ("", ()):
        return ""
    if name in REFERENCES.get(type(record), {}):
        return _referred(snapshot, record, name)
    for kind, say in _SAYING:
        if isinstance(value, kind):
            return say(snapshot, value)
    return str(value)


def _referred(snapshot: Snapshot, record: Record, name: str) -> str:
    target = REFERENCES[type(record)][name]
    found = snapshot.of(target).get(getattr(record, name) or "")
    return naming(snapshot, found)[1] if found is not None else ""


def _moment(snapshot: Snapshot, at: datetime) -> str:
    zone = snapshot.postmortem.zone
    try:
        local = at.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):
        local, zone = at, "UTC"
    seconds = f":{local.second:02d}" if local.second else ""
    clock = f"{local.hour:02d}:{local.minute:02d}{seconds}"
    return f"{date_text(local.date())}, {clock} {zone}"


_SAYING: tuple[tuple[type[Any], Callable[[Snapshot, Any], str]], ...] = (
    (StrEnum, lambda _s, term: name_of(term)),
    (bool, lambda _s, on: "yes" if on else "no"),
    (datetime, _moment),
    (date, lambda _s, day: date_text(day)),
    (tuple, lambda _s, texts: ", ".join(texts)),
)
