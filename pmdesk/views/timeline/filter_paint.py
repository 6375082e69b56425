"""What a filter holds back, as faint dots at the foot of its lane: one sees that there is more."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pmdesk.domain.timeline_layout import LaneBand
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.scene import TimelineScene

_DOT, _STEP = 2.5, 7.0


def paint_held_back(
    painter: QPainter, scene: TimelineScene, band: LaneBand, first: float, last: float
) -> None:
    """Dots for a lane's events between two times (seconds) that the filter holds back.

    Of those that would touch only one is drawn, so their number does not slow painting down. While
    a part of the record alone is shown there are none: they would tell what comes later.
    """
    starts = scene.sieve.starts_held_back(band.index.lane.id)
    if not starts or scene.part is not None:
        return
    t = theme()
    colour = QColor(t.colour("ink3"))
    if not t.tokens.flat:
        colour.setAlphaF(0.55)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = t.px(_DOT)
    y = band.top + band.height - radius - 4
    at = bisect_left(starts, first)
    while at < len(starts) and starts[at] <= last:
        painter.drawEllipse(QPointF(round(scene.scale.x(starts[at])), y), radius, radius)
        at = bisect_left(starts, starts[at] + _STEP * scene.scale.per_px, at + 1)
    painter.restore()
