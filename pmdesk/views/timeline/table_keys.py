"""The keys of the table of events."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from pmdesk.itemmodels.timeline_events import Column
from pmdesk.views.controls.cell_keys import CellKeys

if TYPE_CHECKING:
    from pmdesk.views.timeline.table import EventTable


class EventKeys(CellKeys):
    """The keys of every such table; Space turns the star over, Backspace deletes too."""

    def __init__(self, table: EventTable) -> None:
        super().__init__(table)
        self._events = table
        # What stands beside the table may have the first word.
        self.stands_in: Callable[[QKeyEvent], bool] = lambda _event: False
        self.plain[Qt.Key.Key_Backspace] = table.delete_selected

    def press(self, event: QKeyEvent) -> bool:
        return self.stands_in(event) or super().press(event)

    def own(self, event: QKeyEvent) -> bool:
        """Shift+F10 opens the menu."""
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if mods != Qt.KeyboardModifier.ShiftModifier or event.key() != Qt.Key.Key_F10:
            return False
        self._events.open_menu()
        return True

    def mark(self) -> None:
        self._events.commands.toggle_star(self._events.commands.selected())

    def types(self, record_id: str, column: Column, text: str) -> None:
        if column is not Column.STAR:
            self._events.edit_cell(record_id, column, text)
