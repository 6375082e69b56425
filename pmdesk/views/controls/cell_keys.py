"""The keys of a table that is edited in its cells; each table adds its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from pmdesk.views.controls.record_table import RecordTable

Key, Mod = Qt.Key, Qt.KeyboardModifier


class CellKeys:
    """Turns key presses into steps, edits and lists; a letter typed on a cell edits it.

    Where a row ends, ``step`` and ``press`` answer False: the key leads on or out.
    """

    def __init__(self, table: RecordTable) -> None:
        self.table = table
        self.plain: dict[int, Callable[[], object]] = {
            Key.Key_Return: self._edit,
            Key.Key_Enter: self._edit,
            Key.Key_F2: self._edit,
            Key.Key_Space: self.mark,
            Key.Key_Delete: table.delete_selected,
            Key.Key_Insert: table.new_wanted.emit,
            Key.Key_Escape: self._step_back,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; False where the table itself knows better."""
        mods = event.modifiers() & ~Mod.KeypadModifier
        key = Key(event.key())
        if mods == Mod.AltModifier and key == Key.Key_Down:
            current = self.table.current()
            if current is not None:
                self.pick(*current)
            return True
        if mods == Mod.ControlModifier and key == Key.Key_D:
            self.table.commands.duplicate(self.table.commands.selected())
            return True
        if self.own(event):
            return True
        if mods == Mod.NoModifier and key in self.plain:
            self.plain[key]()
            return True
        if mods == Mod.NoModifier and key in (Key.Key_Up, Key.Key_Down):
            return self._leave_by(key)
        return mods in (Mod.NoModifier, Mod.ShiftModifier) and self._type(event.text())

    def step(self, following: bool) -> bool:
        """Tab: the next cell, or the one before; False at either end, where Tab leads out."""
        current = self.table.current()
        if current is None:
            return False
        goal = self.table.neighbour(*current, "next" if following else "previous")
        if goal == current:
            return False
        self.table.go_to(*goal)
        return True

    # -- what a table has of its own

    def own(self, _event: QKeyEvent) -> bool:
        """Do what only this table has a key for; False for all others."""
        return False

    def mark(self) -> None:
        """Space: turn over what a record is marked by."""

    def pick(self, record_id: str, column: Any) -> None:
        """Alt+Down: choose the value of a cell from a list."""
        self.table.edit_cell(record_id, column)

    def leave_up(self) -> bool:
        """Up in the first row."""
        return False

    def types(self, record_id: str, column: Any, text: str) -> None:
        """A letter on a cell."""
        self.table.edit_cell(record_id, column, text)

    # -- what all have

    def _edit(self) -> None:
        current = self.table.current()
        if current is not None:
            self.table.edit_cell(*current)

    def _step_back(self) -> None:
        commands = self.table.commands
        if commands.selected():
            commands.selection.clear()
        else:
            self.table.left.emit()

    def _leave_by(self, key: Qt.Key) -> bool:
        """Beyond the last row is the line for a new record."""
        row, last = self.table.currentIndex().row(), self.table.rows.rowCount() - 1
        if key == Key.Key_Down and row == last:
            self.table.left_down.emit()
            return True
        return key == Key.Key_Up and row <= 0 and self.leave_up()

    def _type(self, text: str) -> bool:
        current = self.table.current()
        if current is None or not text or not text.isprintable() or text.isspace():
            return False
        self.types(*current, text)
        return True
