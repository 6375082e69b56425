"""The timeline as a table: cells by keyboard, whole rows selected, every column edited in place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from pmdesk.domain.timeline import TimelineEvent
from pmdesk.itemmodels.timeline_events import COLUMN_NAMES, Column, EventTableModel
from pmdesk.views.controls.record_heads import RecordHeads
from pmdesk.views.controls.record_table import RecordTable
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.table_cells import EventCells
from pmdesk.views.timeline.table_columns import GAP, column_widths, last_column, margin
from pmdesk.views.timeline.table_commands import EventCommands
from pmdesk.views.timeline.table_keys import EventKeys
from pmdesk.views.timeline.table_rows import ROW, EventDelegate

_Index = QModelIndex | QPersistentModelIndex

_HEADS = 34


class EventTable(RecordTable):
    """``menu_wanted`` asks for the menu of the selected events at a global point."""

    menu_wanted = Signal(object)

    columns = Column
    words = Column.TEXT
    kind = TimelineEvent
    row_height = ROW
    rows: EventTableModel
    commands: EventCommands
    keys: EventKeys

    def __init__(
        self, events: EventTableModel, commands: EventCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(events, commands, parent)
        self.first_undated = events.first_undated()
        self.last = Column.MARKS
        self._pressed: tuple[str, Column] | None = None
        self.setAccessibleName("Timeline as a table")
        self.setItemDelegate(EventDelegate(events, self))
        signs = {Column.STAR: "star"}
        self.set_up(RecordHeads(events, COLUMN_NAMES, signs, margin, GAP, _HEADS, self))
        self.cells = EventCells(self)
        self.keys = EventKeys(self)
        self.menu: Any = None
        for signal in (events.layoutChanged, events.modelReset, events.rowsMoved):
            signal.connect(self.arranged)
        events.dataChanged.connect(self._on_data_changed)
        self.follow()

    # -- where things are

    def id_at(self, row: int) -> str:
        return self.rows.event_at(row).id

    def follows(self) -> bool:
        """Out of sight it follows nothing: a table of many rows takes its time."""
        return self.isVisible()

    def arranged(self) -> None:
        self.first_undated = self.rows.first_undated()
        self.follow_selection()
        self.place_line()

    def inner(self, column: Column, rect: QRectF) -> QRectF:
        """The part of a cell that its words stand in."""
        left = margin() if column is Column.TIME else 0
        right = margin() if column is self.last else theme().px(GAP)
        return rect.adjusted(left, 0, -right, 0)

    def cell_rect(self, event_id: str, column: Column) -> QRect | None:
        """The inner part of a cell; that of the words where the column gives way."""
        return super().cell_rect(event_id, column if self.columnWidth(column) else Column.TEXT)

    def is_editing(self, event_id: str, column: Column) -> bool:
        """Whether a cell's words are hidden under the line that edits them."""
        return self.cells.line.is_open and self.cells.edited == (event_id, column)

    def edit_cell(self, event_id: str, column: Column, typed: str | None = None) -> None:
        """Edit a cell: on a line where it is typed, from a list else; a star turns over."""
        self.cells.edit(event_id, column, typed)

    def place_line(self) -> None:
        """Let the line that edits a cell lie over it, wherever it has gone."""
        self.cells.place()

    # -- events

    def _on_data_changed(self, first: _Index, last: _Index) -> None:
        if self.first_undated != self.rows.first_undated():
            self.first_undated = self.rows.first_undated()
        if last.row() - first.row() > 1:
            self.lay_out()

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
        self.hover(index.row() if index.isValid() else -1)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hover(-1)

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

    # -- sizes

    def wanted_height(self) -> int:
        """The height in pixels that shows all rows, within what a widget may have."""
        return max(self.minimumSizeHint().height(), min(super().wanted_height(), 100_000))

    def lay_out(self) -> None:
        widths = column_widths(self.viewport().width(), theme().scale, self.rows.tells_days)
        self.last = last_column(widths)
        self.give_widths(widths)
