"""The register of record kinds: their names in files, and which field refers to which kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pmdesk.domain.analysis import ActionFactor, ActionItem, DueMove, Factor, FactorEvidence
from pmdesk.domain.meeting import (
    AgendaBlock,
    Attendance,
    Meeting,
    MeetingDecision,
    ParkedIdea,
    Question,
    TimelineGate,
)
from pmdesk.domain.postmortem import (
    Attachment,
    HintWaiver,
    ImpactFigure,
    Lesson,
    Person,
    Postmortem,
    RelatedPostmortem,
    Runbook,
)
from pmdesk.domain.record import Record
from pmdesk.domain.signoff import Approval, PhaseMove, Revision
from pmdesk.domain.timeline import (
    ClockShift,
    DecisionCard,
    Evidence,
    Lane,
    Mark,
    TimelineEvent,
)

# Parents stand before their children: the order of writing and of the canonical form.
KIND_NAMES: Mapping[type[Record], str] = MappingProxyType(
    {
        Postmortem: "postmortem",
        Person: "person",
        Attachment: "attachment",
        Lane: "lane",
        TimelineEvent: "event",
        Evidence: "evidence",
        DecisionCard: "decision_card",
        Mark: "mark",
        ClockShift: "clock_shift",
        ImpactFigure: "impact_figure",
        Factor: "factor",
        FactorEvidence: "factor_evidence",
        ActionItem: "action_item",
        ActionFactor: "action_factor",
        DueMove: "due_move",
        Lesson: "lesson",
        Runbook: "runbook",
        RelatedPostmortem: "related_postmortem",
        HintWaiver: "hint_waiver",
        Meeting: "meeting",
        AgendaBlock: "agenda_block",
        Attendance: "attendance",
        ParkedIdea: "parked_idea",
        Question: "question",
        MeetingDecision: "meeting_decision",
        TimelineGate: "timeline_gate",
        Revision: "revision",
        Approval: "approval",
        PhaseMove: "phase_move",
    }
)
KINDS_BY_NAME: Mapping[str, type[Record]] = MappingProxyType(
    {name: kind for kind, name in KIND_NAMES.items()}
)

# kind -> field -> the kind it refers to inside the same postmortem.
REFERENCES: Mapping[type[Record], Mapping[str, type[Record]]] = MappingProxyType(
    {
        Postmortem: {"facilitator_id": Person, "scribe_id": Person, "author_id": Person},
        TimelineEvent: {"lane_id": Lane, "revised_by": TimelineEvent},
        Evidence: {"event_id": TimelineEvent, "attachment_id": Attachment},
        DecisionCard: {"event_id": TimelineEvent},
        Mark: {"event_id": TimelineEvent},
        Factor: {"parent_id": Factor},
        FactorEvidence: {"factor_id": Factor, "event_id": TimelineEvent},
        ActionItem: {"owner_id": Person},
        ActionFactor: {"action_id": ActionItem, "factor_id": Factor},
        DueMove: {"action_id": ActionItem},
        Lesson: {"event_id": TimelineEvent},
        Runbook: {"factor_id": Factor},
        AgendaBlock: {"meeting_id": Meeting},
        Attendance: {"meeting_id": Meeting, "person_id": Person},
        ParkedIdea: {"action_id": ActionItem, "event_id": TimelineEvent},
        Question: {"event_id": TimelineEvent},
        MeetingDecision: {"meeting_id": Meeting},
        TimelineGate: {"meeting_id": Meeting},
        Revision: {"replaces_id": Revision},
        Approval: {"person_id": Person, "revision_id": Revision},
    }
)
_REFERRERS: dict[type[Record], list[tuple[type[Record], str]]] = {}
for _kind, _fields in REFERENCES.items():
    for _field, _target in _fields.items():
        _REFERRERS.setdefault(_target, []).append((_kind, _field))


def referrers(target: type[Record]) -> list[tuple[type[Record], str]]:
    """Which kinds refer to ``target``, and by which field."""
    return _REFERRERS.get(target, [])
