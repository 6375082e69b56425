"""The mouse on the table of actions: a click mends what is missing, a second one edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from pmdesk.domain.tracker_link import tracker_address
from pmdesk.itemmodels.action_items import Column
from pmdesk.views.action_items.carrying import start_drag
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.views.action_items.table import ActionTable


class TableMouse:
    """What a press, a click and a pointer over a cell mean."""

    def __init__(self, table: ActionTable) -> None:
        self._table = table
        self._pressed: tuple[str, Column] | None = None
        self._from = QPoint()
        self._waits = False

    def _at(self, event: QMouseEvent) -> tuple[QModelIndex, QPoint]:
        place = event.position().toPoint()
        return self._table.indexAt(place), place

    def _cell(self, index: QModelIndex) -> tuple[str, Column]:
        return self._table.rows.cells(index.row()).action.id, Column(index.column())

    def press(self, event: QMouseEvent) -> bool:
        """Remember the cell, so that only a release in the same one is a click.

        True on one of several selected rows: they stay selected until it is known that they are
        not to be dragged.
        """
        index, self._from = self._at(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._cell(index) if left and plain and index.isValid() else None
        chosen = self._table.commands.selected()
        self._waits = (
            self._pressed is not None and len(chosen) > 1 and self._pressed[0] in chosen
        )
        return self._waits

    def release(self, event: QMouseEvent) -> None:
        """Do what a click on the cell stands for."""
        pressed, self._pressed = self._pressed, None
        index, place = self._at(event)
        if pressed is None or not index.isValid() or self._cell(index) != pressed:
            return
        if self._waits:
            self._table.setCurrentIndex(index)
        if self.invites(index, place):
            self._click(*pressed)

    def double_click(self, event: QMouseEvent) -> None:
        """Edit the cell, unless a single click did something there already."""
        index, place = self._at(event)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and index.isValid() and not self.invites(index, place):
            self._table.edit_cell(*self._cell(index))

    def move(self, event: QMouseEvent) -> None:
        """Show which row is pointed at, and a hand where a click does something."""
        index, place = self._at(event)
        self._table.hover(index.row() if index.isValid() else -1)
        hand = index.isValid() and self.invites(index, place)
        shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        self._table.viewport().setCursor(shape)

    def drags(self, event: QMouseEvent) -> bool:
        """Begin to carry the rows where a plain press has moved far enough; True when it did."""
        pressed = self._pressed
        if pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        moved = event.position().toPoint() - self._from
        if moved.manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            start_drag(self._table, self._table.acting_on(pressed[0]))
        return True

    def invites(self, index: QModelIndex, place: QPoint) -> bool:
        """Whether a single click at a point of a cell does something."""
        table, t = self._table, theme()
        cells, column = table.rows.cells(index.row()), Column(index.column())
        box = table.inner(column, QRectF(table.visualRect(index)))
        if column is Column.TRACKER and tracker_address(cells.action.tracker):
            words = table.rows.text(cells, column)
            wide = t.fonts.metrics("ui_medium", t.scale).horizontalAdvance(words) + t.px(20)
            return box.left() <= place.x() <= box.left() + wide
        if not table.commands.may_edit(column):
            return False
        if column is Column.STATUS:
            return box.left() - 6 <= place.x() <= box.left() + t.px(24)
        return {
            Column.OWNER: cells.lacks_owner,
            Column.DUE: cells.lacks_date,
            Column.FACTORS: not cells.factors,
            Column.TRACKER: not cells.action.tracker,
        }.get(column, False)

    def _click(self, action_id: str, column: Column) -> None:
        action = self._table.commands.action(action_id)
        if action is None:
            return
        address = tracker_address(action.tracker)
        if column is Column.STATUS:
            self._table.commands.cycle([action_id])
        elif column is Column.TRACKER and address:
            self._table.link_requested.emit(address)
        else:
            self._table.edit_cell(action_id, column)
