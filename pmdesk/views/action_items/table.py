"""The table of actions: cells by keyboard, whole rows selected, a click mends what is missing."""

from __future__ import annotations

from collections.abc import Callable
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
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QTableView, QWidget

from pmdesk.domain.analysis import ActionItem
from pmdesk.itemmodels.action_items import ActionTableModel, Column
from pmdesk.views.action_items.columns import GAP, MARGIN, column_widths, last_column
from pmdesk.views.action_items.commands import ActionCommands
from pmdesk.views.action_items.editor import TYPED_COLUMNS, CellEditor
from pmdesk.views.action_items.heads import ColumnHeads
from pmdesk.views.action_items.keys import TableKeys
from pmdesk.views.action_items.menus import action_menu
from pmdesk.views.action_items.mouse import TableMouse
from pmdesk.views.action_items.pickers import ActionPickers, Place
from pmdesk.views.action_items.rows import ROW, ActionDelegate
from pmdesk.views.theme.theme import theme

_Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag


class ActionTable(QTableView):
    """``new_wanted`` asks for a new action, ``link_requested`` to open an address, ``go_requested``
    to show a factor; ``left`` and ``left_down`` say that the keyboard wants out."""

    new_wanted = Signal()
    link_requested = Signal(str)
    go_requested = Signal(object, str)
    left = Signal()
    left_up = Signal()
    left_down = Signal()
    height_changed = Signal()

    def __init__(
        self, actions: ActionTableModel, commands: ActionCommands, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.rows, self.commands = actions, commands
        self.single_keys = True
        self.hover_row = -1
        self.last = Column.TRACKER
        self._syncing = False
        self.setAccessibleName("Actions")
        self.setItemDelegate(ActionDelegate(actions, self))
        self.heads = ColumnHeads(actions, self)
        self.setHorizontalHeader(self.heads)
        self.verticalHeader().hide()
        # Before the selection model hears of it and forgets which rows were selected.
        self._heir = -1
        actions.rowsAboutToBeRemoved.connect(self._on_rows_leave)
        self.setModel(actions)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.viewport().setAutoFillBackground(False)
        self.pickers = ActionPickers(commands)
        self.editor = CellEditor(self)
        self.keys = TableKeys(self)
        self.mouse = TableMouse(self)
        self.menu: Any = None
        # Set by who knows the tracker.
        self.new_issue: Callable[[], object] | None = None
        commands.selection.changed.connect(self.follow_selection)
        actions.settled.connect(self._on_settled)
        actions.layoutChanged.connect(self.editor.place)
        for signal in (actions.rowsInserted, actions.rowsRemoved):
            signal.connect(self._on_rows_changed)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.editor.place())
        theme().changed.connect(self._restyle)
        self._restyle()

    # -- where things are

    def inner(self, column: Column, rect: QRectF) -> QRectF:
        """The part of a cell that its words stand in."""
        t = theme()
        left = MARGIN if column is Column.STATUS else 0
        right = MARGIN if column is self.last else t.px(GAP)
        return rect.adjusted(left, 0, -right, 0)

    def cell_rect(self, action_id: str, column: Column) -> QRect | None:
        """The inner part of an action's cell in the viewport, or None where it is not shown."""
        row = self.rows.row_of(action_id)
        if row < 0:
            return None
        index = self.rows.index(row, column)
        return self.inner(column, QRectF(self.visualRect(index))).toRect()

    def place_of(self, action_id: str, column: Column, typed: str = "") -> Place:
        """Where a list over a cell opens; over the words where the column gives way."""
        shown = column if self.columnWidth(column) else Column.TEXT
        rect = self.cell_rect(action_id, shown)
        return Place(self.viewport(), rect or self.viewport().rect(), typed)

    def is_editing(self, action_id: str, column: Column) -> bool:
        """Whether a cell's words are hidden under the line that edits them."""
        return self.editor.action_id == action_id and self.editor.column is column

    def shows_cursor(self, index: _Index) -> bool:
        """Whether a cell is ringed as the one that keys act on."""
        return self.hasFocus() and self.currentIndex() == index

    def current(self) -> tuple[str, Column] | None:
        """The action and column that keys act on."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        return self.rows.cells(index.row()).action.id, Column(index.column())

    def acting_on(self, action_id: str) -> tuple[str, ...]:
        """The actions that a pick in a row is for: all selected ones when it is one of them."""
        ids = self.commands.selected()
        if action_id not in ids:
            return (action_id,)
        return (*(i for i in ids if i != action_id), action_id)

    def columns_shown(self) -> list[Column]:
        """The columns from left to right that have not given way."""
        return [column for column in Column if self.columnWidth(column)]

    # -- going

    def neighbour(self, action_id: str, column: Column, way: str) -> tuple[str, Column]:
        """The cell "down", "next" or "previous" of one; the same one at the end or without way."""
        row = self.rows.row_of(action_id)
        shown = self.columns_shown()
        at = shown.index(column) if column in shown else 0
        if way == "down":
            row += 1
        elif way == "next":
            row, at = (row, at + 1) if at + 1 < len(shown) else (row + 1, 0)
        elif way == "previous":
            row, at = (row, at - 1) if at else (row - 1, len(shown) - 1)
        if not 0 <= row < self.rows.rowCount():
            return action_id, column
        return self.rows.cells(row).action.id, shown[at]

    def go_to(self, action_id: str, column: Column, fallback: str = "") -> None:
        """Make a cell current and its row the selected one."""
        row = self.rows.row_of(action_id)
        if row < 0:
            row = self.rows.row_of(fallback)
        if row >= 0:
            index = self.rows.index(row, column)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def edit_cell(self, action_id: str, column: Column, typed: str | None = None) -> None:
        """Edit a cell: on a line where it is typed, from a list else."""
        if column is Column.KEY:
            column = Column.TEXT
        if not self.commands.may_edit(column):
            self.commands.tell_locked()
            return
        if column in TYPED_COLUMNS and self.columnWidth(column):
            self.editor.open(action_id, column, typed)
        else:
            self.open_picker(action_id, column, typed or "")

    def delete_selected(self) -> None:
        """Delete the selected actions; the row below them becomes the current one."""
        current, ids = self.current(), set(self.commands.selected())
        rows = list(self.rows.ids)
        at = rows.index(current[0]) if current is not None else 0
        others = [i for i in rows[at:] if i not in ids] or [i for i in rows[at::-1] if i not in ids]
        if self.commands.delete(tuple(ids)) and others and current is not None:
            self.go_to(others[0], current[1])

    def open_picker(self, action_id: str, column: Column, typed: str = "") -> None:
        """Open the list of a column for all actions that are selected with this one."""
        if not self.commands.may_edit(column):
            self.commands.tell_locked()
            return
        ids = self.acting_on(action_id)
        opened = {
            Column.STATUS: self.pickers.open_status,
            Column.FACTORS: self.pickers.open_factors,
            Column.OWNER: self.pickers.open_owner,
            Column.DUE: self.pickers.open_days,
            Column.TYPE: self.pickers.open_type,
        }.get(column)
        if opened is not None:
            opened(ids, self.place_of(action_id, column, typed))
        elif column is not Column.KEY:
            self.editor.open(action_id, column, typed or None)

    # -- one selection for all views

    def follow_selection(self) -> None:
        """Select the rows that are selected elsewhere."""
        ids = self.commands.selected()
        if self._syncing or ids == self._selected_ids():
            return
        self._syncing = True
        chosen = QItemSelection()
        for action_id in ids:
            row = self.rows.row_of(action_id)
            if row >= 0:
                chosen.select(self.rows.index(row, 0), self.rows.index(row, len(Column) - 1))
        model = self.selectionModel()
        row = self.rows.row_of(ids[-1]) if ids else -1
        if row >= 0:
            column = max(0, self.currentIndex().column())
            model.setCurrentIndex(self.rows.index(row, column or Column.TEXT), _Flag.NoUpdate)
        model.select(chosen, _Flag.ClearAndSelect)
        self._syncing = False

    def _selected_ids(self) -> tuple[str, ...]:
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        ids = [self.rows.cells(row).action.id for row in rows]
        current = self.current()
        if current is not None and current[0] in ids:
            ids.remove(current[0])
            ids.append(current[0])
        return tuple(ids)

    def _tell_selection(self) -> None:
        if self._syncing:
            return
        self._syncing = True
        ids = self._selected_ids()
        if ids or self.commands.selected():
            self.commands.selection.select(ActionItem, *ids)
        self._syncing = False

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._tell_selection()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self._tell_selection()
        self.viewport().update()

    def _on_rows_leave(self, _parent: _Index, first: int, last: int) -> None:
        gone = {self.rows.cells(row).action.id for row in range(first, last + 1)}
        if gone & set(self._selected_ids()):
            self._heir = first
        # Leaving the filter is no reason to be shown elsewhere as no longer selected.
        self._syncing = True

    def _on_rows_changed(self) -> None:
        self._syncing = False
        self.height_changed.emit()
        self.editor.place()
        # When what was selected leaves a table that is being worked in, the row that takes its
        # place is selected; while another view has the keyboard it keeps what it works on.
        row = min(self._heir, self.rows.rowCount() - 1)
        self._heir = -1
        if row >= 0 and self.hasFocus() and not self.selectionModel().hasSelection():
            column = max(0, self.currentIndex().column())
            self.setCurrentIndex(self.rows.index(row, column))

    def _on_settled(self) -> None:
        self.follow_selection()
        self.heads.viewport().update()
        self.editor.place()

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        return self.keys.step(following) or QWidget.focusNextPrevChild(self, following)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.mouse.press(event):
            return
        super().mousePressEvent(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and not self.indexAt(event.position().toPoint()).isValid():
            self.commands.selection.clear()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mouse.double_click(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.mouse.drags(event):
            return
        super().mouseMoveEvent(event)
        self.mouse.move(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.mouse.hover(-1)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        current = self.current()
        place = event.globalPos()
        if not by_mouse and current is not None:
            rect = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(rect.bottomLeft())
        if self.commands.selected():
            self.menu = action_menu(self)
            self.menu.popup(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            by_hand = event.reason() == Qt.FocusReason.MouseFocusReason
            if not by_hand:
                self.setCurrentIndex(self.rows.index(0, Column.TEXT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    # -- sizes

    def wanted_height(self) -> int:
        """The height in pixels that shows all rows."""
        return self.heads.sizeHint().height() + self.rows.rowCount() * theme().px(ROW) + 1

    def sizeHint(self) -> QSize:
        return QSize(900, self.wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.heads.sizeHint().height() + 2 * theme().px(ROW))

    def _lay_out(self) -> None:
        widths = column_widths(self.viewport().width(), theme().scale)
        self.last = last_column(widths)
        for column, wide in widths.items():
            self.setColumnHidden(column, not wide)
            if wide:
                self.setColumnWidth(column, wide)
        self.editor.place()

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW))
        self._lay_out()
        self.height_changed.emit()
        self.viewport().update()
