"""What one row of the factor tree shows: a factor with its actions, events, state and nudges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor, FactorEvidence
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.factors.nudges import PlacedNudge, open_nudges
from pmdesk.domain.role_names import Roles
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import ActionStatus, StopReason, name_of


@dataclass(frozen=True, slots=True)
class RowAction:
    """An action as a row of the tree shows it; no ``owner`` is an empty text."""

    id: str
    key: str
    text: str
    status: ActionStatus
    owner: str


@dataclass(frozen=True, slots=True)
class FactorRow:
    """All that is shown of one node. ``is_open``: it waits for an action or a reason;
    ``nudges`` are those that nobody waived."""

    factor: Factor
    depth: int
    is_open: bool
    actions: tuple[RowAction, ...] = ()
    events: int = 0
    is_draft: bool = False
    nudges: tuple[PlacedNudge, ...] = ()

    @property
    def is_actionable(self) -> bool:
        """Whether something can be, or is being, done about it."""
        return self.factor.stop is StopReason.ACTIONABLE or bool(self.actions)

    def spoken(self) -> str:
        """The row as one sentence: what it is, its words, category and state."""
        factor = self.factor
        parts = [f"Level {self.depth + 1}", name_of(factor.kind), factor.text or "not written yet"]
        parts += [factor.category] if factor.category else []
        if self.actions:
            parts.append("answered by " + " and ".join(a.key for a in self.actions))
        elif self.is_open:
            parts.append("no action yet")
        elif factor.stop is not None:
            parts.append(name_of(factor.stop))
        parts += [nudge.name for nudge in self.nudges]
        return ", ".join(parts)


def rows_of(snapshot: Snapshot, tree: FactorTree, draft_id: str) -> Iterator[FactorRow]:
    """Every node with what belongs to it, parents first."""
    roles = Roles(snapshot)
    actions: dict[str, list[RowAction]] = {}
    for link in snapshot.of(ActionFactor).values():
        item = snapshot.need(ActionItem, link.action_id)
        owner = roles.of(item.owner_id)
        shown = RowAction(item.id, item.key, item.text, item.status, owner)
        actions.setdefault(link.factor_id, []).append(shown)
    events: dict[str, int] = {}
    for shows in snapshot.of(FactorEvidence).values():
        events[shows.factor_id] = events.get(shows.factor_id, 0) + 1
    nudged: dict[str, list[PlacedNudge]] = {}
    for placed in open_nudges(snapshot):
        nudged.setdefault(placed.factor.id, []).append(placed)
    for depth, factor in tree.walk():
        is_draft = factor.id == draft_id
        held = sorted(actions.get(factor.id, []), key=lambda a: (len(a.key), a.key))
        yield FactorRow(
            factor,
            depth,
            not is_draft and tree.is_open(factor),
            tuple(held),
            events.get(factor.id, 0),
            is_draft,
            () if is_draft else tuple(nudged.get(factor.id, ())),
        )
