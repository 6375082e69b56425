"""The names of the table's columns, with an arrow on the one that the rows are sorted by."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from pmdesk.itemmodels.timeline_events import COLUMN_NAMES, Column, EventTableModel
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.table_columns import GAP, margin

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class EventHeads(QHeaderView):
    """A click sorts by a column, a second one the other way round."""

    def __init__(self, model: EventTableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._events = model
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.sectionClicked.connect(self.sort)
        theme().changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        return QSize(100, theme().px(34))

    def sort(self, section: int) -> None:
        """Sort by a column; by the same one again the other way round."""
        column = Column(section)
        again = column is self._events.sort_column
        self._events.sort_by(column, again and not self._events.descending)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        t = theme()
        column = Column(logicalIndex)
        sorted_by = column is self._events.sort_column
        painter.save()
        box = QRectF(rect).adjusted(margin() if column is Column.TIME else 0, 0, 0, 0)
        room = box.width() - t.px(GAP) + 4 - (t.px(16) if sorted_by else 0)
        shown = "" if column is Column.STAR else t.elided(COLUMN_NAMES[column], "meta", room)
        used = t.fonts.metrics("meta", t.scale).horizontalAdvance(shown)
        if column is Column.STAR:
            side = t.px(13)
            draw(painter, "star", "ink2", box.left(), box.center().y() - side / 2, side)
            used = side
        painter.setFont(t.font("meta"))
        painter.setPen(t.colour("ink1" if sorted_by else "ink2"))
        painter.drawText(box, _MIDDLE, shown)
        if sorted_by:
            arrow = "arrow-up" if self._events.descending else "arrow-down"
            x = box.left() + used + t.px(4)
            draw(painter, arrow, "ink1", x, box.center().y() - t.px(6), t.px(13))
        last = rect.right() >= self.viewport().width() - 2
        painter.setPen(QPen(t.colour("line2"), 1))
        y = rect.bottom() + 0.5
        right = rect.right() + 1 - (margin() if last else 0)
        painter.drawLine(QPointF(box.left(), y), QPointF(right, y))
        painter.restore()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.logicalIndexAt(event.pos())
            name = COLUMN_NAMES[Column(at)] if at >= 0 else ""
            words = f"Sort by {name.lower()}" if name else ""
            QToolTip.showText(event.globalPos(), tooltip_of(words), self)
            return True
        return super().viewportEvent(event)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.viewport().update()
