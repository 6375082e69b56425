"""The timeline as a table: cells by keyboard, whole rows selected, every column edited in place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from pmdesk.domain.timeline import TimelineEvent
from pmdesk.itemmodels.timeline_events import Column, EventTableModel
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.table_cells import EventCells
from pmdesk.views.timeline.table_columns import GAP, column_widths, last_column, margin
from pmdesk.views.timeline.table_commands import EventCommands
from pmdesk.views.timeline.table_heads import EventHeads
from pmdesk.views.timeline.table_keys import EventKeys
from pmdesk.views.timeline.table_rows import ROW, EventDelegate

_Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag


class EventTable(QTableView):
    """``new_wanted`` asks for a new event, ``menu_wanted`` for the menu of the selected ones at a
    global point; ``left`` and ``left_down`` say that the keyboard wants out."""

    new_wanted = Signal()
    menu_wanted = Signal(object)
    left = Signal()
    left_down = Signal()

    def __init__(
        self, events: EventTableModel, commands: EventCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows, self.commands = events, commands
        self.hover_row = -1
        self.first_undated = events.first_undated()
        self.last = Column.MARKS
        self._syncing = False
        self._heir = -1
        self._pressed: tuple[str, Column] | None = None
        self.setAccessibleName("Timeline as a table")
        self.setItemDelegate(EventDelegate(events, self))
        self.heads = EventHeads(events, self)
        self.setHorizontalHeader(self.heads)
        self.verticalHeader().hide()
        # Before the selection model hears of it and forgets which rows were selected.
        events.rowsAboutToBeRemoved.connect(self._on_rows_leave)
        self.setModel(events)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.viewport().setAutoFillBackground(False)
        self.cells = EventCells(self)
        self.keys = EventKeys(self)
        self.menu: Any = None
        self._follow_model()
        theme().changed.connect(self._restyle)
        self._restyle()

    def _follow_model(self) -> None:
        rows = self.rows
        self.commands.selection.changed.connect(self.follow_selection)
        rows.settled.connect(self._on_settled)
        rows.layoutChanged.connect(self._on_arranged)
        rows.modelReset.connect(self._on_arranged)
        rows.rowsMoved.connect(self._on_arranged)
        for signal in (rows.rowsInserted, rows.rowsRemoved):
            signal.connect(self._on_rows_changed)
        rows.dataChanged.connect(self._on_data_changed)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.place_line())

    # -- where things are

    def inner(self, column: Column, rect: QRectF) -> QRectF:
        """The part of a cell that its words stand in."""
        left = margin() if column is Column.TIME else 0
        right = margin() if column is self.last else theme().px(GAP)
        return rect.adjusted(left, 0, -right, 0)

    def cell_rect(self, event_id: str, column: Column) -> QRect | None:
        """The inner part of an event's cell in the viewport, or None where it is not shown."""
        row = self.rows.row_of(event_id)
        if row < 0:
            return None
        shown = column if self.columnWidth(column) else Column.TEXT
        return self.inner(shown, QRectF(self.visualRect(self.rows.index(row, shown)))).toRect()

    def is_editing(self, event_id: str, column: Column) -> bool:
        """Whether a cell's words are hidden under the line that edits them."""
        return self.cells.line.is_open and self.cells.edited == (event_id, column)

    def shows_cursor(self, index: _Index) -> bool:
        """Whether a cell is ringed as the one that keys act on."""
        return self.hasFocus() and self.currentIndex() == index

    def current(self) -> tuple[str, Column] | None:
        """The event and column that keys act on."""
        index = self.currentIndex()
        if not index.isValid() or index.row() >= self.rows.rowCount():
            return None
        return self.rows.event_at(index.row()).id, Column(index.column())

    def acting_on(self, event_id: str) -> tuple[str, ...]:
        """The events that an edit in a row is for: all selected ones when it is one of them."""
        ids = self.commands.selected()
        if event_id not in ids:
            return (event_id,)
        return (*(i for i in ids if i != event_id), event_id)

    # -- going

    def neighbour(self, event_id: str, column: Column, way: str) -> tuple[str, Column]:
        """The cell "down", "next" or "previous" of one; the same one at the end or without way."""
        row = self.rows.row_of(event_id)
        shown = [c for c in Column if self.columnWidth(c)]
        at = shown.index(column) if column in shown else 0
        if way == "down":
            row += 1
        elif way == "next":
            row, at = (row, at + 1) if at + 1 < len(shown) else (row + 1, 0)
        elif way == "previous":
            row, at = (row, at - 1) if at else (row - 1, len(shown) - 1)
        if not 0 <= row < self.rows.rowCount():
            return event_id, column
        return self.rows.event_at(row).id, shown[at]

    def go_to(self, event_id: str, column: Column = Column.TEXT) -> None:
        """Make a cell current and its row the selected one; an unknown event does nothing."""
        row = self.rows.row_of(event_id)
        if row >= 0:
            index = self.rows.index(row, column)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def edit_cell(self, event_id: str, column: Column, typed: str | None = None) -> None:
        """Edit a cell: on a line where it is typed, from a list else; a star turns over."""
        self.cells.edit(event_id, column, typed)

    def place_line(self) -> None:
        """Let the line that edits a cell lie over it, wherever it has gone."""
        self.cells.place()

    def delete_selected(self) -> None:
        """Delete the selected events; the row below them becomes the current one."""
        current, ids = self.current(), set(self.commands.selected())
        if current is None or not ids:
            return
        row, count = self.rows.row_of(current[0]), self.rows.rowCount()
        order = (*range(row, count), *range(row - 1, -1, -1))
        heir = next((e for e in map(self.rows.event_at, order) if e.id not in ids), None)
        if self.commands.delete(tuple(ids)) and heir is not None:
            self.go_to(heir.id, current[1])

    # -- one selection for all views

    def follow_selection(self) -> None:
        """Select the rows that are selected elsewhere."""
        ids = self.commands.selected()
        if self._syncing or not self.isVisible() or ids == self._selected_ids():
            return
        self._syncing = True
        chosen = QItemSelection()
        for event_id in ids:
            row = self.rows.row_of(event_id)
            if row >= 0:
                chosen.select(self.rows.index(row, 0), self.rows.index(row, len(Column) - 1))
        model = self.selectionModel()
        row = self.rows.row_of(ids[-1]) if ids else -1
        if row >= 0:
            column = self.currentIndex().column()
            at = self.rows.index(row, column if column >= 0 else Column.TEXT)
            model.setCurrentIndex(at, _Flag.NoUpdate)
            self.scrollTo(at)
        model.select(chosen, _Flag.ClearAndSelect)
        self._syncing = False

    def _selected_ids(self) -> tuple[str, ...]:
        chosen = self.selectionModel().selection()
        parts = [chosen.at(n) for n in range(chosen.count())]
        rows = sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})
        ids = [self.rows.event_at(row).id for row in rows]
        current = self.current()
        if current is not None and current[0] in ids:
            ids.remove(current[0])
            ids.append(current[0])
        return tuple(ids)

    def _tell_selection(self) -> None:
        # Out of sight it follows nothing, so it has nothing to tell.
        if self._syncing or not self.isVisible():
            return
        self._syncing = True
        ids = self._selected_ids()
        if ids or self.commands.selected():
            self.commands.selection.select(TimelineEvent, *ids)
        self._syncing = False

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._tell_selection()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self._tell_selection()
        self.viewport().update()

    # -- following the model

    def _on_rows_leave(self, _parent: _Index, first: int, last: int) -> None:
        chosen = set(self.commands.selected())
        if any(self.rows.event_at(row).id in chosen for row in range(first, last + 1)):
            self._heir = first
        # Leaving the filter is no reason to be shown elsewhere as no longer selected.
        self._syncing = True

    def _on_rows_changed(self) -> None:
        self._syncing = False
        row = min(self._heir, self.rows.rowCount() - 1)
        self._heir = -1
        if row >= 0 and self.hasFocus() and not self.selectionModel().hasSelection():
            column = max(0, self.currentIndex().column())
            self.setCurrentIndex(self.rows.index(row, column))
        self._on_arranged()

    def _on_arranged(self) -> None:
        self.first_undated = self.rows.first_undated()
        self.follow_selection()
        self.place_line()

    def _on_settled(self) -> None:
        self.heads.viewport().update()
        self._on_arranged()

    def _on_data_changed(self, first: _Index, last: _Index) -> None:
        if self.first_undated != self.rows.first_undated():
            self.first_undated = self.rows.first_undated()
        if last.row() - first.row() > 1:
            self._lay_out()

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        return self.keys.step(following) or QWidget.focusNextPrevChild(self, following)

    def _cell_at(self, event: QMouseEvent) -> tuple[str, Column] | None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return None
        return self.rows.event_at(index.row()).id, Column(index.column())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.cells.line.leave()
        cell = self._cell_at(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = cell if plain and left else None
        super().mousePressEvent(event)
        if plain and cell is None:
            self.commands.selection.clear()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == self._cell_at(event) and pressed[1] is Column.STAR:
            self.edit_cell(*pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event)
        left = event.button() == Qt.MouseButton.LeftButton
        if cell is not None and left and cell[1] is not Column.STAR:
            self.edit_cell(*cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row() if index.isValid() else -1)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hover_row:
            self.hover_row = row
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            self.open_menu()
        elif self.commands.selected():
            self.menu_wanted.emit(event.globalPos())

    def open_menu(self) -> None:
        """Ask for the menu of the selected events, under the current cell."""
        if self.commands.selected():
            rect = self.visualRect(self.currentIndex())
            self.menu_wanted.emit(self.viewport().mapToGlobal(rect.bottomLeft()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        by_hand = event.reason() == Qt.FocusReason.MouseFocusReason
        if not by_hand and not self.currentIndex().isValid() and self.rows.rowCount():
            # Before the view does, which would take the first column.
            self.setCurrentIndex(self.rows.index(0, Column.TEXT))
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wanted_height(self) -> int:
        """The height in pixels that shows all rows, within what a widget may have."""
        whole = self.heads.sizeHint().height() + self.rows.rowCount() * theme().px(ROW) + 1
        return max(self.minimumSizeHint().height(), min(whole, 100_000))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.heads.sizeHint().height() + 2 * theme().px(ROW))

    def _lay_out(self) -> None:
        widths = column_widths(self.viewport().width(), theme().scale, self.rows.tells_days)
        self.last = last_column(widths)
        for column, wide in widths.items():
            self.setColumnHidden(column, not wide)
            if wide:
                self.setColumnWidth(column, wide)
        self.place_line()

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW))
        self._lay_out()
        self.viewport().update()
