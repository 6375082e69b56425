"""The table of actions: cells by keyboard, whole rows selected, a click mends what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from pmdesk.domain.analysis import ActionItem
from pmdesk.itemmodels.action_items import COLUMN_NAMES, ActionTableModel, Column
from pmdesk.views.action_items.columns import GAP, MARGIN, column_widths, last_column
from pmdesk.views.action_items.commands import ActionCommands
from pmdesk.views.action_items.editor import TYPED_COLUMNS, CellEditor
from pmdesk.views.action_items.keys import TableKeys
from pmdesk.views.action_items.menus import action_menu
from pmdesk.views.action_items.mouse import TableMouse
from pmdesk.views.action_items.pickers import ActionPickers, Place
from pmdesk.views.action_items.rows import ROW, ActionDelegate
from pmdesk.views.controls.record_heads import RecordHeads
from pmdesk.views.controls.record_table import RecordTable
from pmdesk.views.theme.theme import theme

_HEADS = 36


class ActionTable(RecordTable):
    """``link_requested`` asks to open an address, ``go_requested`` to show a factor; ``left_up``
    says that the keyboard wants out above."""

    link_requested = Signal(str)
    go_requested = Signal(object, str)
    left_up = Signal()
    height_changed = Signal()

    columns = Column
    words = Column.TEXT
    kind = ActionItem
    row_height = ROW
    rows: ActionTableModel
    commands: ActionCommands

    def __init__(
        self, actions: ActionTableModel, commands: ActionCommands, parent: QWidget
    ) -> None:
        super().__init__(actions, commands, parent)
        self.single_keys = True
        self.last = Column.TRACKER
        self.setAccessibleName("Actions")
        self.setItemDelegate(ActionDelegate(actions, self))
        signs = {Column.STATUS: ""}
        self.set_up(
            RecordHeads(actions, COLUMN_NAMES, signs, lambda: MARGIN, GAP, _HEADS, self)
        )
        self.pickers = ActionPickers(commands)
        self.editor = CellEditor(self)
        self.keys = TableKeys(self)
        self.mouse = TableMouse(self)
        self.menu: Any = None
        # Set by who knows the tracker.
        self.new_issue: Callable[[], object] | None = None
        actions.layoutChanged.connect(self.editor.place)
        self.follow()

    # -- where things are

    def id_at(self, row: int) -> str:
        return self.rows.cells(row).action.id

    def column_led_to(self, column: int) -> int:
        return column if column > 0 else Column.TEXT

    def inner(self, column: Column, rect: QRectF) -> QRectF:
        """The part of a cell that its words stand in."""
        t = theme()
        left = MARGIN if column is Column.STATUS else 0
        right = MARGIN if column is self.last else t.px(GAP)
        return rect.adjusted(left, 0, -right, 0)

    def place_of(self, action_id: str, column: Column, typed: str = "") -> Place:
        """Where a list over a cell opens; over the words where the column gives way."""
        shown = column if self.columnWidth(column) else Column.TEXT
        rect = self.cell_rect(action_id, shown)
        return Place(self.viewport(), rect or self.viewport().rect(), typed)

    def is_editing(self, action_id: str, column: Column) -> bool:
        """Whether a cell's words are hidden under the line that edits them."""
        return self.editor.action_id == action_id and self.editor.column is column

    def place_line(self) -> None:
        self.editor.place()

    def arranged(self) -> None:
        self.height_changed.emit()
        self.place_line()

    # -- editing

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

    # -- events

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
        self.hover(-1)

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

    # -- sizes

    def sizeHint(self) -> QSize:
        return QSize(900, self.wanted_height())

    def lay_out(self) -> None:
        widths = column_widths(self.viewport().width(), theme().scale)
        self.last = last_column(widths)
        self.give_widths(widths)

    def _restyle(self) -> None:
        super()._restyle()
        self.height_changed.emit()
