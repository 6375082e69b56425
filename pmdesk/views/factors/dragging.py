"""Where a factor or an event would land in the outline, and how that is shown while it is held."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pmdesk.domain.factor_tree import FactorTree
from pmdesk.views.factors.geometry import STEP, guide_x
from pmdesk.views.factors.rows import cut
from pmdesk.views.theme.shadows import draw_shadow
from pmdesk.views.theme.theme import theme

LIFT = 4


@dataclass(frozen=True, slots=True)
class Target:
    """A place to land: onto a node, or at an index under a parent (None: among the roots).

    ``index`` counts the siblings without those that move. ``y`` and ``depth`` say where the
    line is drawn.
    """

    onto: str = ""
    parent: str | None = None
    index: int | None = None
    y: float = 0.0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """A row in view: its factor, its depth and its place in the viewport."""

    id: str
    depth: int
    rect: QRectF


def target_at(
    at: QPointF, rows: list[Seen], tree: FactorTree, moved: Collection[str] = ()
) -> Target | None:
    """Where something let go at a point would land; None where it may not.

    The middle of a row is the row itself. Between rows the pointer's distance from the left
    chooses among the levels that can end there. Nothing lands under one of ``moved``.
    """
    if not rows:
        return Target()
    below = next((n for n, row in enumerate(rows) if at.y() < row.rect.bottom()), len(rows))
    if below < len(rows):
        row = rows[below]
        edge = row.rect.height() * 0.28
        if row.rect.top() + edge <= at.y() <= row.rect.bottom() - edge:
            inside = [f.id for f in tree.path(row.id)]
            barred = not inside or not set(moved).isdisjoint(inside)
            return None if barred else Target(onto=row.id)
        if at.y() > row.rect.bottom() - edge:
            below += 1
    return _between(at, rows, below, tree, moved)


def _between(
    at: QPointF, rows: list[Seen], below: int, tree: FactorTree, moved: Collection[str]
) -> Target | None:
    if below == 0:
        return Target(index=0, y=rows[0].rect.top() + 1)
    above = rows[below - 1]
    following = rows[below] if below < len(rows) else None
    y = above.rect.bottom()
    if following is not None and following.depth > above.depth:
        found = Target(parent=above.id, index=0, y=y, depth=following.depth)
    else:
        lowest = following.depth if following is not None else 0
        level = round((at.x() - guide_x(0)) / theme().px(STEP))
        depth = max(lowest, min(above.depth, level))
        path = tree.path(above.id)
        if depth >= len(path):
            # A line that is being typed, or rows that are about to be laid out anew.
            return None
        before = path[depth]
        row = [f.id for f in tree.children(before.parent_id)]
        upto = row[: row.index(before.id) + 1]
        place = sum(i not in moved for i in upto)
        found = Target(parent=before.parent_id, index=place, y=y, depth=depth)
    if found.parent and any(f.id in moved for f in tree.path(found.parent)):
        return None
    return found


def paint_target(painter: QPainter, target: Target, rows: list[Seen], width: float) -> None:
    """A line where it would be put in between, a frame around what it would be put under."""
    t = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(t.colour("accent"), 2))
    right = width - t.px(24)
    if target.onto:
        row = next((r for r in rows if r.id == target.onto), None)
        if row is not None:
            box = QRectF(t.px(17), row.rect.top(), right - t.px(12), row.rect.height())
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 5, 5)
        return
    x = guide_x(target.depth)
    painter.drawEllipse(QPointF(x, target.y), 3.5, 3.5)
    painter.drawLine(QPointF(x + 4.5, target.y), QPointF(right, target.y))


NOT_HERE = "A factor can't stand under its own whys"


def paint_held(painter: QPainter, at: QPointF, text: str, allowed: bool) -> None:
    """The card that follows the pointer; where it may not land it says so."""
    t = theme()
    metrics = t.fonts.metrics("ui_medium", t.scale)
    line = cut(text or "Not written yet", "ui_medium", t.px(320)) if allowed else NOT_HERE
    wide, high = metrics.horizontalAdvance(line) + t.px(24), t.px(30)
    box = QRectF(round(at.x()) + 12.5, round(at.y()) + 8.5, round(wide), high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_shadow(painter, box, "card", 6)
    painter.setPen(QPen(t.colour("accent" if allowed else "line3"), 1.5))
    painter.setBrush(t.colour("surface"))
    painter.drawRoundedRect(box, 6, 6)
    painter.setFont(t.font("ui_medium"))
    painter.setPen(t.colour("ink1" if allowed else "ink2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line)
