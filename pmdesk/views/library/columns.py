"""Where the columns of the library stand, for its heading and for its rows."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from pmdesk.views.theme.theme import theme

MARGIN = 24


class Columns(NamedTuple):
    """Left edges in pixels; ``right`` ends the date."""

    severity: float
    title: float
    title_end: float
    tags: float
    phase: float
    actions: float
    right: float


def columns_of(width: float) -> Columns:
    """The columns in a width; below 900 pixels the tags give way to the title, below 640 the
    blank before the date."""
    t = theme()
    right = width - t.px(MARGIN)
    actions = right - t.px(282 if width >= t.px(640) else 200)
    phase = actions - t.px(112)
    tags = phase - t.px(190) if width >= t.px(900) else phase
    left = t.px(MARGIN)
    return Columns(left, left + t.px(72), tags - t.px(20), tags, phase, actions, right)


class ColumnHeads(QWidget):
    """The names of the columns above the rows."""

    def __init__(self, rows: QAbstractScrollArea) -> None:
        super().__init__()
        # A scroll bar narrows the rows, and the names must stay above their columns.
        self._viewport = rows.viewport()
        self._viewport.installEventFilter(self)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._viewport and event.type() == QEvent.Type.Resize:
            self.update()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setFont(t.font("meta"))
        painter.setPen(t.colour("ink2"))
        c = columns_of(self._viewport.width())
        middle = Qt.AlignmentFlag.AlignVCenter
        names = [(c.severity, "Severity"), (c.title, "Postmortem"), (c.phase, "Status")]
        names.append((c.actions, "Open actions"))
        if c.tags < c.phase:
            names.append((c.tags, "Tags"))
        for x, name in names:
            painter.drawText(QRectF(x, 0, 200, self.height()), middle, name)
        box = QRectF(c.right - 100, 0, 100, self.height())
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, "Date")
        painter.setPen(QPen(t.colour("line"), 1))
        painter.drawLine(
            round(c.severity), self.height() - 1, round(c.right), self.height() - 1
        )

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(theme().px(36))
        self.update()
