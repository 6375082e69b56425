"""The names of a table's columns, with an arrow on the one that the rows are sorted by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class RecordHeads(QHeaderView):
    """A click sorts by a column, a second one the other way round.

    ``names`` are by column; ``signs`` says which columns show an icon instead of their name, or
    by an empty text nothing. ``margin`` is the room at either end in pixels, ``gap`` that between
    columns and ``high`` the height, both at text size 1.
    """

    def __init__(
        self,
        model: Any,
        names: Mapping[Any, str],
        signs: Mapping[Any, str],
        margin: Callable[[], int],
        gap: int,
        high: int,
        parent: QWidget,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._rows, self._names, self._signs = model, names, signs
        self._margin, self._gap, self._high = margin, gap, high
        self._columns: list[IntEnum] = sorted(names)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.sectionClicked.connect(self.sort)
        theme().changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        return QSize(100, theme().px(self._high))

    def sort(self, section: int) -> None:
        """Sort by a column; by the same one again the other way round."""
        column = self._columns[section]
        again = column is self._rows.sort_column
        self._rows.sort_by(column, again and not self._rows.descending)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        t = theme()
        column = self._columns[logicalIndex]
        sorted_by = column is self._rows.sort_column
        painter.save()
        left = self._margin() if logicalIndex == 0 else 0
        box = QRectF(rect).adjusted(left, 0, 0, 0)
        used = self._paint_name(painter, column, box, sorted_by)
        if sorted_by:
            arrow = "arrow-up" if self._rows.descending else "arrow-down"
            x = box.left() + used + t.px(4)
            draw(painter, arrow, "ink1", x, box.center().y() - t.px(6), t.px(13))
        last = rect.right() >= self.viewport().width() - 2
        painter.setPen(QPen(t.colour("line2"), 1))
        y = rect.bottom() + 0.5
        right = rect.right() + 1 - (self._margin() if last else 0)
        painter.drawLine(QPointF(box.left(), y), QPointF(right, y))
        painter.restore()

    def _paint_name(
        self, painter: QPainter, column: IntEnum, box: QRectF, sorted_by: bool
    ) -> float:
        """The name or sign of a column; returns how wide it is."""
        t = theme()
        sign = self._signs.get(column)
        if sign:
            side = t.px(13)
            draw(painter, sign, "ink2", box.left(), box.center().y() - side / 2, side)
            return side
        if sign is not None:
            return 0.0
        room = box.width() - t.px(self._gap) + 4 - (t.px(16) if sorted_by else 0)
        shown = t.elided(self._names[column], "meta", room)
        painter.setFont(t.font("meta"))
        painter.setPen(t.colour("ink1" if sorted_by else "ink2"))
        painter.drawText(box, _MIDDLE, shown)
        return t.fonts.metrics("meta", t.scale).horizontalAdvance(shown)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.logicalIndexAt(event.pos())
            name = self._names[self._columns[at]] if at >= 0 else ""
            words = f"Sort by {name if name.isupper() else name.lower()}" if name else ""
            QToolTip.showText(event.globalPos(), tooltip_of(words), self)
            return True
        return super().viewportEvent(event)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.viewport().update()
