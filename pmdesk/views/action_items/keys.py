"""The keys of the table of actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from pmdesk.itemmodels.action_items import Column
from pmdesk.views.action_items.carrying import copy_rows, paste_link

if TYPE_CHECKING:
    from pmdesk.views.action_items.table import ActionTable

Key, Mod = Qt.Key, Qt.KeyboardModifier


class TableKeys:
    """Turns key presses into steps, edits and lists.

    A letter typed on a cell edits it; N makes a new action only where nothing can be typed (the
    state and the number), Insert does so everywhere.
    """

    def __init__(self, table: ActionTable) -> None:
        self._table = table
        self._plain: dict[int, Callable[[], object]] = {
            Key.Key_Return: self._edit,
            Key.Key_Enter: self._edit,
            Key.Key_F2: self._edit,
            Key.Key_Space: self._cycle,
            Key.Key_Delete: table.delete_selected,
            Key.Key_Insert: table.new_wanted.emit,
            Key.Key_Escape: self._step_back,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; False where the table itself knows better."""
        mods = event.modifiers() & ~Mod.KeypadModifier
        key = Key(event.key())
        if mods == Mod.AltModifier and key == Key.Key_Down:
            self._pick()
            return True
        if mods == Mod.ControlModifier and key == Key.Key_D:
            self._table.commands.duplicate(self._table.commands.selected())
            return True
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_rows(self._table)
            return True
        if event.matches(QKeySequence.StandardKey.Paste):
            paste_link(self._table)
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
            self._table.open_picker(*current)

    def _cycle(self) -> None:
        self._table.commands.cycle(self._table.commands.selected())

    def _step_back(self) -> None:
        if self._table.commands.selected():
            self._table.commands.selection.clear()
        else:
            self._table.left.emit()

    def _leave_by(self, key: Qt.Key) -> bool:
        """Beyond the first row are the filters, beyond the last one the line for a new action."""
        row, last = self._table.currentIndex().row(), self._table.rows.rowCount() - 1
        if key == Key.Key_Down and row == last:
            self._table.left_down.emit()
            return True
        if key == Key.Key_Up and row <= 0:
            self._table.left_up.emit()
            return True
        return False

    def _type(self, text: str) -> bool:
        current = self._table.current()
        if current is None or not text or not text.isprintable() or text.isspace():
            return False
        if current[1] in (Column.STATUS, Column.KEY):
            if text in "nN" and self._table.single_keys:
                self._table.new_wanted.emit()
            return True
        self._table.edit_cell(*current, text)
        return True
