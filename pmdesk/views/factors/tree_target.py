"""Where a card would land in the tree: on another card, or before or after it in its column."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from pmdesk.domain.factor_tree import FactorTree
from pmdesk.views.factors.tree_layout import Box, TreeLayout
from pmdesk.views.theme.theme import theme

# What part of a card at its upper and lower edge means beside it instead of below it.
_EDGE = 0.26
_REACH = 60.0


@dataclass(frozen=True, slots=True)
class TreeTarget:
    """A place to land. ``onto`` is a card's id, "" the incident's, None between two cards; then
    ``index`` counts the siblings under ``parent`` without those that move, and ``x``, ``y`` and
    ``width`` say where the line is drawn, in pixels of the drawing at zoom 1."""

    onto: str | None = None
    parent: str | None = None
    index: int | None = None
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0


def tree_target(
    layout: TreeLayout, tree: FactorTree, at: QPointF, moved: Collection[str] = ()
) -> TreeTarget | None:
    """Where something let go at a point of the drawing would land; None where it may not."""
    box, after = _nearest(layout, at)
    if box is None:
        return None
    if after is None or not box.id:
        path = [factor.id for factor in tree.path(box.id)]
        if any(i in moved for i in path) or (box.id and not path):
            return None
        return TreeTarget(onto=box.id)
    parent = box.parent or None
    row = [factor.id for factor in tree.children(parent)]
    if box.id not in row or (parent and any(f.id in moved for f in tree.path(parent))):
        return None
    upto = row[: row.index(box.id) + after]
    gap = layout.sizes.down / 2
    y = box.y + box.height + gap if after else box.y - gap
    return TreeTarget(None, parent, sum(i not in moved for i in upto), box.x, y, box.width)


def _nearest(layout: TreeLayout, at: QPointF) -> tuple[Box | None, bool | None]:
    """The card that is meant, and whether after it (True), before it (False) or onto it (None)."""
    under = layout.at(at.x(), at.y())
    if under is not None:
        box = layout.boxes[under]
        share = (at.y() - box.y) / box.height
        return box, None if _EDGE <= share <= 1 - _EDGE else share > 0.5
    best, least = None, _REACH
    for box in layout.boxes.values():
        if box.id and box.x <= at.x() <= box.x + box.width:
            away = max(box.y - at.y(), at.y() - box.y - box.height)
            if away < least:
                best, least = box, away
    return best, best is not None and at.y() > best.middle


def paint_between(painter: QPainter, target: TreeTarget) -> None:
    """The line between two cards where something would be put."""
    painter.setPen(QPen(theme().colour("accent"), 2.5))
    painter.setBrush(theme().colour("accent"))
    painter.drawEllipse(QPointF(target.x, target.y), 3, 3)
    painter.drawLine(QPointF(target.x, target.y), QPointF(target.x + target.width, target.y))
