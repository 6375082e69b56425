"""Rows dragged by their handle, within a list or between lists, with a line where they land."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pmdesk.domain.record import RecordT
from pmdesk.views.report.record_list import RecordList
from pmdesk.views.report.row import Row
from pmdesk.views.theme.theme import theme


class DropLine(QWidget):
    """The line in the accent's colour at the place where a row will land."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("accent"))


class RowDrag(Generic[RecordT]):
    """Lets rows be dragged over some lists; ``drop`` gets the record, the list and the index."""

    def __init__(
        self,
        over: QWidget,
        lists: Sequence[RecordList[RecordT]],
        drop: Callable[[str, RecordList[RecordT], int], object],
    ) -> None:
        self._over = over
        self._lists = lists
        self._drop = drop
        self._fitted: set[int] = set()
        self.line = DropLine(over)
        self.line.hide()
        for held in lists:
            held.rows_changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        for held in self._lists:
            for row in held.in_order():
                if not row.property("can_be_dragged"):
                    row.setProperty("can_be_dragged", True)
                    self._connect(row)

    def _connect(self, row: Row[RecordT]) -> None:
        row.grip.dragged.connect(self._on_dragged)
        row.grip.dropped.connect(lambda place: self._on_dropped(row, place))
        row.grip.cancelled.connect(self.line.hide)

    def target(self, place: QPoint) -> tuple[RecordList[RecordT], int] | None:
        """The list under a place of the screen and the index there, or None."""
        for held in self._lists:
            room = QRect(held.mapToGlobal(QPoint(0, 0)), held.size()).adjusted(-8, -40, 8, 40)
            if room.contains(place):
                rows = [row for row in held.in_order() if row.record_id]
                at = held.mapFromGlobal(place)
                return held, sum(_is_before(row, at, held.sideways) for row in rows)
        return None

    def _on_dragged(self, place: QPoint) -> None:
        found = self.target(place)
        self.line.setVisible(found is not None)
        if found is None:
            return
        held, index = found
        rows = [row for row in held.in_order() if row.record_id]
        self.line.setGeometry(self._line_at(held, rows, index))
        self.line.raise_()

    def _line_at(
        self, held: RecordList[RecordT], rows: list[Row[RecordT]], index: int
    ) -> QRect:
        corner = held.mapTo(self._over, QPoint(0, 0))
        if not rows:
            return QRect(corner.x(), corner.y(), held.width(), 2)
        box = rows[min(index, len(rows) - 1)].geometry().translated(corner)
        after = index >= len(rows)
        if held.sideways:
            return QRect(box.right() + 4 if after else box.left() - 5, box.top(), 2, box.height())
        return QRect(box.left(), box.bottom() + 1 if after else box.top() - 2, box.width(), 2)

    def _on_dropped(self, row: Row[RecordT], place: QPoint) -> None:
        self.line.hide()
        found = self.target(place)
        if found is None or not row.record_id:
            return
        held, index = found
        ids = [r.record_id for r in held.in_order() if r.record_id]
        if row.record_id in ids and ids.index(row.record_id) < index:
            index -= 1
        self._drop(row.record_id, held, index)


def _is_before(row: QWidget, at: QPoint, sideways: bool) -> bool:
    box = row.geometry()
    if not sideways:
        return box.center().y() < at.y()
    if at.y() > box.bottom():
        return True
    return at.y() >= box.top() and box.center().x() < at.x()
