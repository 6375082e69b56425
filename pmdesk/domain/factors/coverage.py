"""Which action answers which factor, and what is left over on either side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import ActionStatus, FactorKind, StopReason


class Answer(StrEnum):
    """How a factor stands: what answers it, or why nothing has to."""

    ACTION = "action"
    WAITING = "waiting"
    DROPPED = "dropped"
    DECIDED = "decided"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"
    ASKED_FURTHER = "asked_further"
    QUIET = "quiet"


ANSWER_NAMES: Mapping[Answer, str] = {
    Answer.ACTION: "Answered",
    Answer.WAITING: "No action yet",
    Answer.DROPPED: "Its action won't be done",
    Answer.DECIDED: "Decided not to act",
    Answer.OUTSIDE: "Outside our control",
    Answer.UNKNOWN: "Unknown",
    Answer.ASKED_FURTHER: "Asked further",
    Answer.QUIET: "Needs no action of its own",
}
_LEFT_OVER = (Answer.WAITING, Answer.DROPPED)
_STOPS = {
    StopReason.ACCEPTED: Answer.DECIDED,
    StopReason.OUTSIDE_CONTROL: Answer.OUTSIDE,
    StopReason.UNKNOWN: Answer.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One factor at its ``depth`` (a root is at 0) with the ids of the actions that answer it."""

    factor: Factor
    depth: int
    action_ids: frozenset[str]
    answer: Answer

    @property
    def is_left_over(self) -> bool:
        """Whether something has to be done or decided about it yet."""
        return self.answer in _LEFT_OVER

    @property
    def reason(self) -> str:
        """Why nothing is done, in the words of whoever decided; empty where nothing was said."""
        return self.factor.stop_note.strip() if self.factor.stop in _STOPS else ""

    @property
    def decided_by(self) -> str:
        """Who decided not to act, as it was written down; else empty."""
        return self.factor.decided_by.strip() if self.answer is Answer.DECIDED else ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """All factors in the order of the tree against all actions in the order of their numbers."""

    rows: tuple[CoverageRow, ...]
    actions: tuple[ActionItem, ...]

    @property
    def factors_left(self) -> tuple[CoverageRow, ...]:
        """The factors that wait: no action that will be done, and no reason."""
        return tuple(row for row in self.rows if row.is_left_over)

    @property
    def decided(self) -> tuple[CoverageRow, ...]:
        """The factors about which it was decided not to act, with reason and decider."""
        return tuple(row for row in self.rows if row.answer is Answer.DECIDED)

    @property
    def actions_left(self) -> tuple[ActionItem, ...]:
        """The actions that answer no factor, without those that won't be done."""
        linked = frozenset().union(*(row.action_ids for row in self.rows))
        return tuple(
            action
            for action in self.actions
            if action.id not in linked and action.status is not ActionStatus.WONT_DO
        )

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left over on either side."""
        return not self.factors_left and not self.actions_left


def coverage(snapshot: Snapshot) -> Coverage:
    """Factors against actions, as a postmortem has them now."""
    tree = FactorTree(snapshot)
    links: dict[str, set[str]] = {}
    for link in snapshot.of(ActionFactor).values():
        links.setdefault(link.factor_id, set()).add(link.action_id)
    rows = []
    for depth, factor in tree.walk():
        ids = frozenset(links.get(factor.id, ()))
        rows.append(CoverageRow(factor, depth, ids, _answer(tree, factor)))
    return Coverage(tuple(rows), tuple(snapshot.actions))


def dropped_words(snapshot: Snapshot, factor_id: str) -> str:
    """Which actions on a factor won't be done, and why: "AI-3 won't be done: too rare"."""
    parts = []
    for action in sorted(snapshot.actions_of(factor_id), key=lambda a: a.number):
        if action.status is ActionStatus.WONT_DO:
            reason = " ".join(action.reason.split())
            parts.append(f"{action.key} won't be done" + (f": {reason}" if reason else ""))
    return "; ".join(parts)


def _answer(tree: FactorTree, factor: Factor) -> Answer:
    if tree.is_answered(factor.id):
        return Answer.ACTION
    if factor.stop in _STOPS:
        return _STOPS[factor.stop]
    if tree.is_dropped(factor.id):
        return Answer.DROPPED
    if tree.is_open(factor):
        return Answer.WAITING
    if not tree.is_leaf(factor.id) and factor.kind is not FactorKind.MITIGATING:
        return Answer.ASKED_FURTHER
    return Answer.QUIET
