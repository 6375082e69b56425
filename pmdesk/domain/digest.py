"""The analysis at a glance: each contributing factor with what answers it, and the actions."""

from __future__ import annotations

from dataclasses import dataclass

from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import ActionStatus, FactorKind, StopReason


@dataclass(frozen=True, slots=True)
class FactorLine:
    """A contributing factor: how many below it still wait, and the actions that answer them."""

    factor: Factor
    waiting: int
    actions: tuple[ActionItem, ...]

    @property
    def is_settled(self) -> bool:
        """Whether nothing under it waits for an action or a reason."""
        return self.waiting == 0


@dataclass(frozen=True, slots=True)
class FactorDigest:
    """The contributing factors in their order; ``addressed`` of ``of`` have an action."""

    lines: tuple[FactorLine, ...]
    addressed: int
    of: int


def factor_digest(snapshot: Snapshot) -> FactorDigest:
    """The factors at a glance. What limited the damage is not counted as what caused it."""
    tree = FactorTree(snapshot)
    answers: dict[str, list[str]] = {}
    for link in snapshot.of(ActionFactor).values():
        answers.setdefault(link.factor_id, []).append(link.action_id)
    actions = snapshot.of(ActionItem)
    lines: list[FactorLine] = []
    open_count = counted = 0
    for root in tree.roots:
        branch = [root, *tree.below(root.id)]
        waiting = sum(tree.is_open(factor) for factor in branch)
        ids = {a for factor in branch for a in answers.get(factor.id, ())}
        found = tuple(sorted((actions[i] for i in ids), key=lambda a: (a.number, a.id)))
        open_count += waiting
        counted += sum(
            factor.stop is StopReason.ACTIONABLE
            or factor.id in answers
            or tree.is_open(factor)
            for factor in branch
        )
        if root.kind is not FactorKind.MITIGATING or waiting:
            lines.append(FactorLine(root, waiting, found))
    return FactorDigest(tuple(lines), counted - open_count, counted)


def done_count(snapshot: Snapshot) -> int:
    """How many actions are done."""
    return sum(a.status is ActionStatus.DONE for a in snapshot.of(ActionItem).values())
