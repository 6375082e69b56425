"""What of each record may leave the team: every field has a class, none is public by default."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.meeting import Question
from pmdesk.domain.postmortem import ImpactFigure, Lesson, Person, Postmortem, Runbook
from pmdesk.domain.record import Record
from pmdesk.domain.timeline import Lane, Mark, TimelineEvent


class Reach(Enum):
    """How far the content of a field may go.

    PUBLIC goes out as it is (numbers, times, closed lists); WORDS goes out with names replaced by
    roles and chosen words taken out; ROLE says who by a role only; LINK is the id of another
    record and goes out under its new name; INTERNAL stays, and the field is empty outside.
    """

    PUBLIC = "public"
    WORDS = "words"
    ROLE = "role"
    LINK = "link"
    INTERNAL = "internal"


def _classes(**names: str) -> Mapping[str, Reach]:
    found = {"id": Reach.LINK, "pm_id": Reach.LINK}
    for reach, fields in names.items():
        found |= dict.fromkeys(fields.split(), Reach(reach))
    return MappingProxyType(found)


FIELDS: Mapping[type[Record], Mapping[str, Reach]] = MappingProxyType(
    {
        Postmortem: _classes(
            public="number kind severity phase day detection created_at",
            words="title description summary narrative tags zone second_zone",
            link="facilitator_id scribe_id author_id",
            internal="incident_refs meeting_due finish_due source",
        ),
        Person: _classes(
            role="role",
            public="participant position",
            internal="name team aliases present",
        ),
        Lane: _classes(public="shape hidden position", words="name colour"),
        TimelineEvent: _classes(
            public="kind at end precision audience star hidden hypothesis position",
            words="title text zone",
            role="actor",
            link="lane_id revised_by",
            internal="written source source_line",
        ),
        Mark: _classes(public="kind at", link="event_id"),
        ImpactFigure: _classes(
            public="area audience position", words="value label", internal="evidence"
        ),
        Factor: _classes(
            public="position kind confidence stop folded",
            words="text category branch stop_note",
            role="decided_by",
            link="parent_id",
            internal="reused_from waived",
        ),
        ActionItem: _classes(
            public="number due status type priority created_at closed_at verified_at position",
            words="text done_test reason",
            role="verified_by",
            link="owner_id",
            internal="tracker reviewed_at",
        ),
        ActionFactor: _classes(link="action_id factor_id"),
        Lesson: _classes(public="kind area position", words="text", link="event_id"),
        Runbook: _classes(
            public="state position", words="title", link="factor_id", internal="link"
        ),
        Question: _classes(
            public="state position", words="text answer", role="asked_by", link="event_id"
        ),
    }
)

# Whole kinds that never leave: evidence and files, the meeting, who approved, how it was edited.
INTERNAL_KINDS = frozenset(
    {
        "attachment", "evidence", "decision_card", "clock_shift", "factor_evidence", "due_move",
        "related_postmortem", "hint_waiver", "meeting", "agenda_block", "attendance",
        "parked_idea", "meeting_decision", "timeline_gate", "revision", "approval", "phase_move",
    }
)  # fmt: skip


def unclassified() -> list[str]:
    """The kinds and fields that nobody decided on; a test keeps this empty."""
    from dataclasses import fields

    missing: list[str] = []
    for kind, name in KIND_NAMES.items():
        if name in INTERNAL_KINDS:
            continue
        held = FIELDS.get(kind)
        if held is None:
            missing.append(name)
            continue
        missing += [f"{name}.{f.name}" for f in fields(kind) if f.name not in held]
    return missing
