"""A small picture of a postmortem: its phases, lanes and events, painted from its records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pmdesk.domain.marks import PhaseName, incident_range, phase_bands
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import FactorKind, StopReason
from pmdesk.views.theme.glyphs import draw_lane, draw_target
from pmdesk.views.theme.theme import theme

_TINTS = dict(zip(PhaseName, ("ph1", "ph2", "ph3", "ph4"), strict=True))


class SamplePreview(QWidget):
    """Shows when things happened in which lane, and that factors follow."""

    def __init__(self, snapshot: Snapshot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot = snapshot
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(f"Timeline of {snapshot.postmortem.title}")
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(380, 164)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.colour("line"), 1))
        painter.setBrush(t.colour("canvas"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        bounds = incident_range(self._snapshot)
        if bounds is None:
            return
        box = QRectF(self.rect()).adjusted(28, 14, -28, -54)
        start, whole = bounds[0], max(1.0, (bounds[1] - bounds[0]).total_seconds())

        def x_of(at: datetime) -> float:
            return box.left() + box.width() * (at - start).total_seconds() / whole

        for band in phase_bands(self._snapshot.marks):
            tint = t.colour(_TINTS[band.name])
            left, right = x_of(band.start), x_of(band.end)
            painter.fillRect(QRectF(left, box.top(), right - left, 9), tint)
            tint.setAlphaF(0.0 if t.tokens.flat else 0.55)
            painter.fillRect(QRectF(left, box.top() + 9, right - left, box.height() - 9), tint)
        self._lanes(painter, box, x_of)
        self._factors(painter, box)

    def _lanes(
        self, painter: QPainter, box: QRectF, x_of: Callable[[datetime], float]
    ) -> None:
        t = theme()
        lanes = [lane for lane in self._snapshot.lanes if not lane.hidden]
        high = (box.height() - 12) / max(1, len(lanes))
        for i, lane in enumerate(lanes):
            cy = box.top() + 12 + high * (i + 0.5)
            if i:
                painter.setPen(QPen(t.colour("line"), 1))
                y = box.top() + 12 + high * i
                painter.drawLine(QPointF(16, y), QPointF(self.width() - 16, y))
            colour = QColor(t.tokens.lane(lane.colour, "fill"))
            for event in self._snapshot.events.values():
                if event.lane_id != lane.id or event.at is None:
                    continue
                x = x_of(event.at)
                if event.end is not None and event.end > event.at:
                    bar = QColor(colour)
                    bar.setAlphaF(0.45)
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(bar)
                    painter.drawRoundedRect(QRectF(x, cy - 2.5, x_of(event.end) - x, 5), 2, 2)
                draw_lane(painter, lane.shape, colour, x, cy, 9)

    def _factors(self, painter: QPainter, box: QRectF) -> None:
        t = theme()
        roots = [f for f in self._snapshot.factors.values() if f.parent_id is None]
        roots = sorted(
            (f for f in roots if f.kind is not FactorKind.MITIGATING), key=lambda f: f.position
        )[:3]
        gap, left = 9, 16.0
        width = (self.width() - 2 * left - gap * 2) / 3
        for i, factor in enumerate(roots):
            card = QRectF(left + i * (width + gap) + 0.5, box.bottom() + 16.5, width - 1, 25)
            painter.setPen(QPen(t.colour("line2"), 1))
            painter.setBrush(t.colour("surface"))
            painter.drawRoundedRect(card, 4, 4)
            open_leaf = factor.stop is StopReason.ACTIONABLE and not self._snapshot.actions_of(
                factor.id
            )
            draw_target(painter, not open_leaf, card.left() + 14, card.center().y(), 13)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("line2"))
            words = QRectF(card.left() + 26, card.center().y() - 2.5, width - 38, 5)
            painter.drawRoundedRect(words, 2.5, 2.5)
