"""How far a postmortem has come: the state of each section, the checks met, the next gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pmdesk.domain.day_names import date_text
from pmdesk.domain.marks import times_of
from pmdesk.domain.meeting import Question
from pmdesk.domain.policy import Check, Level
from pmdesk.domain.readiness import Gap, ReadinessPoint, readiness
from pmdesk.domain.revisions.versions import current_approvals, lapsed_approvals, lock_of
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.standing import NextGap, Progress, Standing, State
from pmdesk.domain.terms import ApprovalDecision, MarkKind
from pmdesk.domain.timescale import zone_of

# The part of the record that a gap without a record of its own is mended in.
PARTS: Mapping[Check, str] = {
    Check.ACTIONS: "actions",
    Check.ANSWERED: "factors",
    Check.SUMMARY: "summary",
    Check.IMPACT: "impact",
    Check.MARKS: "marks",
    Check.FACTORS: "factors",
    Check.QUESTIONS: "questions",
    Check.APPROVALS: "approvers",
}
_ENDS = (MarkKind.RESOLVED, MarkKind.MITIGATED)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One step of work as the journal keeps it: when (UTC) and what, "Move event".

    ``kind`` and ``record_id`` name the record that it was about first, as far as it is known.
    """

    at: datetime
    label: str
    kind: str = ""
    record_id: str = ""


def progress_of(snapshot: Snapshot) -> Progress:
    """How far a postmortem has come, by the checks that its severity asks for."""
    points = readiness(snapshot)
    held = {point.check: point for point in points}
    return Progress(
        sections={
            "report": _by_share(_report_parts(snapshot)),
            "timeline": _timeline(snapshot),
            "factors": _listed(bool(snapshot.factors), held, Check.ANSWERED),
            "actions": _listed(bool(snapshot.actions), held, Check.ACTIONS),
            "review": _review(snapshot, held),
        },
        met=sum(point.met for point in points),
        of=len(points),
        next_gap=next_gap(points),
        signed=_signed(snapshot),
    )


def _signed(snapshot: Snapshot) -> str:
    revision = lock_of(snapshot)
    if revision is None or revision.signed_at is None:
        return ""
    day = revision.signed_at.astimezone(zone_of(snapshot.postmortem.zone)).date()
    return f"Version {revision.name}, {date_text(day)}"


def in_urgency(points: Iterable[ReadinessPoint]) -> list[ReadinessPoint]:
    """The checks in the order they want attention: unmet musts, unmet shoulds, met ones."""
    return sorted(points, key=lambda point: (point.met, point.level is Level.SHOULD))


def next_gap(points: Iterable[ReadinessPoint]) -> NextGap | None:
    """The first thing that is missing, what must be there before what should; None if nothing."""
    for point in in_urgency(points):
        if not point.met:
            return place_of(point, point.gaps[0])
    return None


def place_of(point: ReadinessPoint, gap: Gap) -> NextGap:
    """A gap of a check with the place where it is mended."""
    return NextGap(gap.text, point.section.lower(), PARTS[point.check], gap.record)


def _by_share(parts: list[bool]) -> Standing:
    share = sum(parts) / len(parts)
    if share == 0:
        return Standing()
    return Standing(State.DONE if share == 1 else State.PART, share)


def _report_parts(snapshot: Snapshot) -> list[bool]:
    head = snapshot.postmortem
    return [
        bool(head.summary.strip()),
        any(figure.value.strip() for figure in snapshot.impact),
        bool(head.narrative.strip()),
        any(lesson.text.strip() for lesson in snapshot.lessons),
    ]


def _timeline(snapshot: Snapshot) -> Standing:
    held = times_of(snapshot.marks)
    return _by_share(
        [
            bool(snapshot.events),
            MarkKind.IMPACT_START in held,
            MarkKind.DETECTED in held,
            any(kind in held for kind in _ENDS),
        ]
    )


def _listed(filled: bool, held: Mapping[Check, ReadinessPoint], check: Check) -> Standing:
    """A section that is a list of records, of which each may lack something."""
    point = held.get(check)
    gaps = len(point.gaps) if point is not None else 0
    if gaps and point is not None and point.level is Level.MUST:
        return Standing(State.MISSING, missing=gaps)
    if gaps:
        return Standing(State.PART, 0.5)
    return Standing(State.DONE, 1.0) if filled else Standing()


def _review(snapshot: Snapshot, held: Mapping[Check, ReadinessPoint]) -> Standing:
    questions = snapshot.of(Question)
    open_questions = _listed(bool(questions), held, Check.QUESTIONS)
    if open_questions.state is State.MISSING:
        return open_questions
    approvals = current_approvals(snapshot)
    if not approvals:
        return Standing()
    lapsed = lapsed_approvals(snapshot)
    return _by_share(
        [a.decision is ApprovalDecision.APPROVED and a.id not in lapsed for a in approvals]
    )
