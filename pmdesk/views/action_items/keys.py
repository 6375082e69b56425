"""The keys of the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent, QKeySequence

from pmdesk.itemmodels.action_items import Column
from pmdesk.views.action_items.carrying import copy_rows, paste_link
from pmdesk.views.controls.cell_keys import CellKeys

if TYPE_CHECKING:
    from pmdesk.views.action_items.table import ActionTable


class TableKeys(CellKeys):
    """The keys of every such table; Space goes on to the next state.

    N makes a new action only where nothing can be typed (the state and the number), Insert does
    so everywhere.
    """

    def __init__(self, table: ActionTable) -> None:
        super().__init__(table)
        self._actions = table

    def own(self, event: QKeyEvent) -> bool:
        """Copy takes the rows, paste a tracker's link."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_rows(self._actions)
        elif event.matches(QKeySequence.StandardKey.Paste):
            paste_link(self._actions)
        else:
            return False
        return True

    def mark(self) -> None:
        self._actions.commands.cycle(self._actions.commands.selected())

    def pick(self, record_id: str, column: Column) -> None:
        self._actions.open_picker(record_id, column)

    def leave_up(self) -> bool:
        """Beyond the first row are the filters."""
        self._actions.left_up.emit()
        return True

    def types(self, record_id: str, column: Column, text: str) -> None:
        if column not in (Column.STATUS, Column.KEY):
            self._actions.edit_cell(record_id, column, text)
        elif text in "nN" and self._actions.single_keys:
            self._actions.new_wanted.emit()
