"""The lines between the cards of the tree; of a long one only the part in view is painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from pmdesk.views.factors.tree_layout import Box
from pmdesk.views.theme.theme import theme

_MARGIN = 8.0
Curve = tuple[QPointF, QPointF, QPointF, QPointF]


def is_line_in(seen: QRectF, parent: Box, child: Box) -> bool:
    """Whether the line between two cards can be seen."""
    across = parent.x + parent.width < seen.right() and child.x > seen.left()
    top, bottom = sorted((parent.middle, child.middle))
    return across and top - 2 < seen.bottom() and bottom + 2 > seen.top()


def draw_line(painter: QPainter, parent: Box, child: Box, seen: QRectF) -> None:
    """The line from a card to one of its whys; ``seen`` is the part of the drawing in view."""
    start = QPointF(parent.x + parent.width, parent.middle)
    end = QPointF(child.x, child.middle)
    half = (start.x() + end.x()) / 2
    curve: Curve = (start, QPointF(half, start.y()), QPointF(half, end.y()), end)
    if abs(end.y() - start.y()) > seen.height():
        curve = _in_view(curve, seen.top() - _MARGIN, seen.bottom() + _MARGIN)
    path = QPainterPath(curve[0])
    path.cubicTo(*curve[1:])
    pen = QPen(theme().colour("line3"), 1)
    # One pixel at any zoom: a line of another width is filled as a shape, which costs ten times.
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _in_view(curve: Curve, top: float, bottom: float) -> Curve:
    """The part of a line between two heights: antialiasing it costs by its length."""
    first, last = curve[0].y(), curve[3].y()
    shares = sorted(_share((y - first) / (last - first)) for y in (top, bottom))
    after = _split(curve, shares[0])[1] if shares[0] > 0 else curve
    rest = (shares[1] - shares[0]) / (1 - shares[0]) if shares[0] < 1 else 1.0
    return _split(after, rest)[0] if rest < 1 else after


def _share(height: float) -> float:
    """How far along a line a share of its height is reached: the inverse of 3t² - 2t³."""
    if not 0 < height < 1:
        return max(0.0, min(1.0, height))
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        reached = middle * middle * (3 - 2 * middle)
        low, high = (middle, high) if reached < height else (low, middle)
    return low


def _split(curve: Curve, at: float) -> tuple[Curve, Curve]:
    """The two parts of a curve, by de Casteljau."""
    a, b, c, d = curve
    ab, bc, cd = a + (b - a) * at, b + (c - b) * at, c + (d - c) * at
    abc, bcd = ab + (bc - ab) * at, bc + (cd - bc) * at
    middle = abc + (bcd - abc) * at
    return (a, ab, abc, middle), (middle, bcd, cd, d)
