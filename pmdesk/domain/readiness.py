"""Whether a postmortem is ready to be signed off, and what is still missing, with its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.factors.coverage import dropped_words
from pmdesk.domain.marks import times_of
from pmdesk.domain.meeting import Question
from pmdesk.domain.policy import Check, Level, policy_for
from pmdesk.domain.record import Record
from pmdesk.domain.revisions.versions import current_approvals, lapsed_approvals
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import ActionStatus, ApprovalDecision, MarkKind, QuestionState, name_of


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: a short sentence and the record it is missing from, if any."""

    text: str
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class ReadinessPoint:
    """One check with its result; ``section`` is where its gaps are mended."""

    check: Check
    title: str
    section: str
    level: Level
    gaps: tuple[Gap, ...]

    @property
    def met(self) -> bool:
        """Whether nothing is missing."""
        return not self.gaps


def _actions(snapshot: Snapshot) -> list[Gap]:
    gaps = []
    for action in snapshot.actions:
        if action.status is ActionStatus.WONT_DO:
            if not action.reason.strip():
                gaps.append(Gap(f"a reason for {action.key}", action))
            continue
        if action.owner_id is None:
            gaps.append(Gap(f"an owner for {action.key}", action))
        if action.due is None and action.status is not ActionStatus.DONE:
            gaps.append(Gap(f"a date for {action.key}", action))
    return gaps


def _answered(snapshot: Snapshot) -> list[Gap]:
    tree = FactorTree(snapshot)
    gaps = []
    for factor in tree.open_factors():
        words = f"an action or a reason for “{factor.text}”"
        if tree.is_dropped(factor.id):
            words = f"another {words[3:]} ({dropped_words(snapshot, factor.id)})"
        gaps.append(Gap(words, factor))
    return gaps


def _summary(snapshot: Snapshot) -> list[Gap]:
    return [] if snapshot.postmortem.summary.strip() else [Gap("a summary")]


def _impact(snapshot: Snapshot) -> list[Gap]:
    filled = any(figure.value.strip() for figure in snapshot.impact)
    return [] if filled else [Gap("an impact figure")]


def _marks(snapshot: Snapshot) -> list[Gap]:
    held = times_of(snapshot.marks)
    gaps = [
        Gap(f"the mark “{name_of(kind)}”")
        for kind in (MarkKind.IMPACT_START, MarkKind.DETECTED)
        if kind not in held
    ]
    if MarkKind.RESOLVED not in held and MarkKind.MITIGATED not in held:
        gaps.append(Gap(f"the mark “{name_of(MarkKind.RESOLVED)}”"))
    return gaps


def _factors(snapshot: Snapshot) -> list[Gap]:
    return [] if FactorTree(snapshot).roots else [Gap("a contributing factor")]


def _questions(snapshot: Snapshot) -> list[Gap]:
    return [
        Gap(f"an answer to “{question.text}”", question)
        for question in snapshot.of(Question).values()
        if question.state is QuestionState.OPEN
    ]


def _approvals(snapshot: Snapshot) -> list[Gap]:
    approvals = current_approvals(snapshot)
    lapsed = lapsed_approvals(snapshot)
    asked = {" ".join(approval.role.casefold().split()) for approval in approvals}
    wanted = [
        Gap(f"the approval of {role}")
        for role in policy_for(snapshot.postmortem.severity).roles
        if " ".join(role.casefold().split()) not in asked
    ]
    if not approvals and not wanted:
        return [Gap("an approver")]
    return wanted + [
        Gap(f"the approval of {approval.role}", approval)
        for approval in approvals
        if approval.decision is not ApprovalDecision.APPROVED or approval.id in lapsed
    ]


_CHECKS: dict[Check, tuple[str, str, Callable[[Snapshot], list[Gap]]]] = {
    Check.ACTIONS: ("Every action is owned and dated", "Actions", _actions),
    Check.ANSWERED: ("Every factor has an action or a reason", "Factors", _answered),
    Check.SUMMARY: ("The summary is written", "Report", _summary),
    Check.IMPACT: ("The impact has figures", "Report", _impact),
    Check.MARKS: ("Start, detection and end are marked", "Timeline", _marks),
    Check.FACTORS: ("At least one contributing factor is named", "Factors", _factors),
    Check.QUESTIONS: ("No question is open", "Review", _questions),
    Check.APPROVALS: ("The reviewers have approved", "Review", _approvals),
}


def title_of(check: Check) -> str:
    """What a check asks for, in a few words."""
    return _CHECKS[check][0]


def readiness(snapshot: Snapshot) -> list[ReadinessPoint]:
    """The checks that the severity's policy asks for, in their order."""
    policy = policy_for(snapshot.postmortem.severity)
    points = []
    for check, (title, section, find) in _CHECKS.items():
        level = policy.level(check)
        if level is not Level.OFF:
            points.append(ReadinessPoint(check, title, section, level, tuple(find(snapshot))))
    return points


def is_ready(points: list[ReadinessPoint]) -> bool:
    """Whether everything that must be met is met."""
    return all(point.met or point.level is Level.SHOULD for point in points)
