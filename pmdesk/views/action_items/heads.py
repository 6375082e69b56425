"""The names of the columns, with an arrow on the one that the rows are sorted by."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from pmdesk.itemmodels.action_items import COLUMN_NAMES, ActionTableModel, Column
from pmdesk.views.action_items.columns import GAP, MARGIN
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class ColumnHeads(QHeaderView):
    """A click sorts by a column, a second one the other way round."""

    def __init__(self, model: ActionTableModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._actions = model
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.sectionClicked.connect(self._on_section_clicked)
        theme().changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        return QSize(100, theme().px(36))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        t = theme()
        column = Column(logicalIndex)
        sorted_by = column is self._actions.sort_column
        painter.save()
        painter.setFont(t.font("meta"))
        painter.setPen(t.colour("ink1" if sorted_by else "ink2"))
        name = "" if column is Column.STATUS else COLUMN_NAMES[column]
        metrics = t.fonts.metrics("meta", t.scale)
        box = QRectF(rect).adjusted(0, 0, -t.px(GAP), 0)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _MIDDLE, shown)
        if sorted_by and name:
            arrow = "arrow-up" if self._actions.descending else "arrow-down"
            x = rect.left() + metrics.horizontalAdvance(shown) + t.px(5)
            draw(painter, arrow, "ink1", x, rect.center().y() - t.px(6), t.px(13))
        elif sorted_by:
            arrow = "arrow-up" if self._actions.descending else "arrow-down"
            draw(painter, arrow, "ink1", MARGIN + 2, rect.center().y() - t.px(6), t.px(13))
        self._line(painter, rect, column)
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, column: Column) -> None:
        t = theme()
        first = column is Column.STATUS
        last = rect.right() >= self.viewport().width() - 2
        left = rect.left() + (MARGIN if first else 0)
        right = rect.right() + 1 - (MARGIN if last else 0)
        painter.setPen(QPen(t.colour("line2"), 1))
        y = rect.bottom() + 0.5
        painter.drawLine(QPointF(left, y), QPointF(right, y))

    def _on_section_clicked(self, section: int) -> None:
        column = Column(section)
        again = column is self._actions.sort_column
        self._actions.sort_by(column, again and not self._actions.descending)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.viewport().update()
