"""Where the cards of the tree stand: columns by depth, a parent beside the middle of its whys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Box:
    """A card of the tree, in pixels at zoom 1; ``hidden`` counts the whys folded away."""

    id: str
    parent: str
    depth: int
    x: float
    y: float
    width: float
    height: float
    hidden: int = 0

    @property
    def middle(self) -> float:
        """The height at which lines begin and end."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Sizes:
    """The lengths of the drawing: the incident's card, the cards, and the gaps between them."""

    incident: float
    card: float
    across: float
    down: float
    root_gap: float


class TreeLayout:
    """The boxes by id, "" being the incident, and the size of all of them."""

    def __init__(
        self,
        children: Callable[[str], list[str]],
        height_of: Callable[[str], float],
        is_folded: Callable[[str], bool],
        sizes: Sizes,
    ) -> None:
        self._children, self._height_of, self._is_folded = children, height_of, is_folded
        self.sizes = sizes
        self.boxes: dict[str, Box] = {}
        self.depth = 0
        self.height = self._place("", "", -1, 0.0)
        self.width = self.x_of(self.depth) + sizes.card

    def x_of(self, depth: int) -> float:
        """The left edge of a column; -1 is the incident's."""
        s = self.sizes
        return 0.0 if depth < 0 else s.incident + s.across + depth * (s.card + s.across)

    def _place(self, node: str, parent: str, depth: int, top: float) -> float:
        """Place a node and all below it from ``top`` down; gives the height they take."""
        s = self.sizes
        whys = self._children(node)
        folded = bool(node) and self._is_folded(node)
        height = self._height_of(node)
        width = s.card if node else s.incident
        box = Box(node, parent, depth, self.x_of(depth), top, width, height)
        self.boxes[node] = box
        self.depth = max(self.depth, depth)
        if folded or not whys:
            box.hidden = self._count_below(node)
            return height
        gap = s.down if node else s.root_gap
        y = top
        for why in whys:
            y += self._place(why, node, depth + 1, y) + gap
        taken = y - gap - top
        if taken < height:
            # The parent is higher than its whys: they stand beside its middle.
            self._shift_below(node, (height - taken) / 2)
            return height
        first, last = self.boxes[whys[0]], self.boxes[whys[-1]]
        wanted = (first.middle + last.middle) / 2 - height / 2
        box.y = max(top, min(top + taken - height, wanted))
        return taken

    def _count_below(self, node: str) -> int:
        return sum(1 + self._count_below(why) for why in self._children(node))

    def _shift_below(self, node: str, by: float) -> None:
        for why in self._children(node):
            if why in self.boxes:
                self.boxes[why].y += by
                self._shift_below(why, by)

    def at(self, x: float, y: float, reach: float = 0.0) -> str | None:
        """The card at a point, or within ``reach`` right of it; None where there is none."""
        for box in self.boxes.values():
            inside = box.x <= x <= box.x + box.width + reach
            if inside and box.y <= y <= box.y + box.height:
                return box.id
        return None

    def beside(self, node: str, step: int) -> str:
        """The card above (-1) or below (1) in the same column; the node itself at the end."""
        here = self.boxes[node]
        column = sorted(
            (b for b in self.boxes.values() if b.depth == here.depth), key=lambda b: b.y
        )
        place = [b.id for b in column].index(node) + step
        return column[max(0, min(place, len(column) - 1))].id
