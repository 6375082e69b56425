"""The sign of the program, drawn in the inks of the theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pmdesk.views.theme.theme import theme

_DOTS = ((15, 32, 5.4), (49, 32, 4.0), (46, 20, 4.0), (46, 44, 4.0))


class Brand(QWidget):
    """Three whys that grow from one point; the shipped icon, but light on dark where it must."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(22), theme().px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 64, self.height() / 64)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("primary"))
        painter.drawRoundedRect(0, 0, 64, 64, 16, 16)
        lines = QPainterPath(QPointF(14, 32))
        lines.lineTo(48, 32)
        for y in (20, 44):
            lines.moveTo(26, 32)
            lines.cubicTo(33, 32, 35, y, 43, y)
        ink = t.colour("onprimary")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 4.6, c=Qt.PenCapStyle.RoundCap))
        painter.drawPath(lines)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for x, y, radius in _DOTS:
            painter.drawEllipse(QPointF(x, y), radius, radius)
