"""The keys of the table of events."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from pmdesk.itemmodels.timeline_events import Column

if TYPE_CHECKING:
    from pmdesk.views.timeline.table import EventTable

Key, Mod = Qt.Key, Qt.KeyboardModifier


class EventKeys:
    """Turns key presses into steps, edits and lists; a letter typed on a cell edits it."""

    def __init__(self, table: EventTable) -> None:
        self._table = table
        # What stands beside the table may have the first word.
        self.stands_in: Callable[[QKeyEvent], bool] = lambda _event: False
        self._plain: dict[int, Callable[[], object]] = {
            Key.Key_Return: self._edit,
            Key.Key_Enter: self._edit,
            Key.Key_F2: self._edit,
            Key.Key_Space: self._star,
            Key.Key_Delete: table.delete_selected,
            Key.Key_Backspace: table.delete_selected,
            Key.Key_Insert: table.new_wanted.emit,
            Key.Key_Escape: self._step_back,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; False where the table itself knows better."""
        if self.stands_in(event):
            return True
        mods = event.modifiers() & ~Mod.KeypadModifier
        key = Key(event.key())
        if mods == Mod.AltModifier and key == Key.Key_Down:
            self._pick()
            return True
        if mods == Mod.ShiftModifier and key == Key.Key_F10:
            self._table.open_menu()
            return True
        if mods == Mod.ControlModifier and key == Key.Key_D:
            self._table.commands.duplicate(self._table.commands.selected())
            return True
        if mods == Mod.NoModifier and key in self._plain:
            self._plain[key]()
            return True
        if mods == Mod.NoModifier and key in (Key.Key_Up, Key.Key_Down):
            return self._leave_by(key)
        return mods in (Mod.NoModifier, Mod.ShiftModifier) and self._type(event.text())

    def step(self, following: bool) -> bool:
        """Tab: the next cell, or the one before; False at either end, where Tab leads out."""
        current = self._table.current()
        if current is None:
            return False
        goal = self._table.neighbour(*current, "next" if following else "previous")
        if goal == current:
            return False
        self._table.go_to(*goal)
        return True

    def _edit(self) -> None:
        current = self._table.current()
        if current is not None:
            self._table.edit_cell(*current)

    def _pick(self) -> None:
        current = self._table.current()
        if current is not None:
            self._table.edit_cell(*current)

    def _star(self) -> None:
        self._table.commands.toggle_star(self._table.commands.selected())

    def _step_back(self) -> None:
        if self._table.commands.selected():
            self._table.commands.selection.clear()
        else:
            self._table.left.emit()

    def _leave_by(self, key: Qt.Key) -> bool:
        """Beyond the last row is the line for a new event."""
        row, last = self._table.currentIndex().row(), self._table.rows.rowCount() - 1
        if key == Key.Key_Down and row == last:
            self._table.left_down.emit()
            return True
        return False

    def _type(self, text: str) -> bool:
        current = self._table.current()
        if current is None or not text or not text.isprintable() or text.isspace():
            return False
        if current[1] is not Column.STAR:
            self._table.edit_cell(*current, text)
        return True
