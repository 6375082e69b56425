"""The factor tree as a tree: roots, whys, paths, leaves, and what is answered by an action."""

from __future__ import annotations

from collections.abc import Iterator

from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor
from pmdesk.domain.record import RecordT
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import ActionStatus, StopReason


class FactorTree:
    """An index over a snapshot's factors; siblings stand in their order."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._factors = snapshot.factors
        self._children: dict[str | None, list[Factor]] = {}
        for factor in snapshot.factors.values():
            self._children.setdefault(factor.parent_id, []).append(factor)
        for siblings in self._children.values():
            siblings.sort(key=lambda factor: (factor.position, factor.id))
        # An action that won't be done answers nothing.
        off = {i for i, a in snapshot.of(ActionItem).items() if a.status is ActionStatus.WONT_DO}
        links = snapshot.of(ActionFactor).values()
        self._answered = {link.factor_id for link in links if link.action_id not in off}
        self._dropped = {link.factor_id for link in links} - self._answered

    @property
    def roots(self) -> list[Factor]:
        """The contributing factors, in their order."""
        return self._children.get(None, [])

    def children(self, factor_id: str | None) -> list[Factor]:
        """The whys under a factor, in their order; of None, the roots."""
        return self._children.get(factor_id, [])

    def is_leaf(self, factor_id: str) -> bool:
        """Whether nobody asked further here."""
        return not self._children.get(factor_id)

    def depth(self, factor_id: str) -> int:
        """How far below its root a factor stands; a root is at 0."""
        return len(self.path(factor_id)) - 1

    def path(self, factor_id: str) -> list[Factor]:
        """From the root down to the factor itself."""
        found: list[Factor] = []
        node: Factor | None = self._factors.get(factor_id)
        while node is not None:
            found.append(node)
            node = self._factors.get(node.parent_id) if node.parent_id else None
        return found[::-1]

    def walk(self, factor_id: str | None = None) -> Iterator[tuple[int, Factor]]:
        """Every factor under ``factor_id`` (or all) with its depth from there, parents first."""
        stack = [(0, factor) for factor in reversed(self.children(factor_id))]
        while stack:
            depth, factor = stack.pop()
            yield depth, factor
            stack.extend((depth + 1, child) for child in reversed(self.children(factor.id)))

    def below(self, factor_id: str) -> list[Factor]:
        """Every why under a factor, parents first."""
        return [factor for _, factor in self.walk(factor_id)]

    def is_answered(self, factor_id: str) -> bool:
        """Whether an action answers exactly this factor; one that won't be done does not."""
        return factor_id in self._answered

    def is_dropped(self, factor_id: str) -> bool:
        """Whether actions were to answer exactly this factor, and none of them will be done."""
        return factor_id in self._dropped

    def is_open(self, factor: Factor) -> bool:
        """Whether a factor that something can be done about has neither action nor reason.

        Open are factors marked actionable, those whose actions won't be done, and roots under
        which nothing is answered, stopped, accepted or open by itself.
        """
        if factor.stop in (StopReason.ACCEPTED, StopReason.OUTSIDE_CONTROL, StopReason.UNKNOWN):
            return False
        if self.is_answered(factor.id):
            return False
        if factor.stop is StopReason.ACTIONABLE or self.is_dropped(factor.id):
            return True
        if factor.parent_id is not None:
            return False
        return not any(
            self.is_answered(below.id) or self.is_dropped(below.id) or below.stop is not None
            for below in self.below(factor.id)
        )

    def open_factors(self) -> list[Factor]:
        """The factors that still wait for an action or a reason, in tree order."""
        return [factor for _, factor in self.walk() if self.is_open(factor)]


def position_between(
    siblings: list[RecordT], index: int, key: str = "position"
) -> float:
    """A position that puts a record at ``index`` among ``siblings`` without moving them."""
    positions = [float(getattr(row, key)) for row in siblings]
    if not positions:
        return 1.0
    if index <= 0:
        return positions[0] - 1.0
    if index >= len(positions):
        return positions[-1] + 1.0
    return (positions[index - 1] + positions[index]) / 2
