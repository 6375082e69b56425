"""Typing in a cell of the table of actions: its words, its date or its tracker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmdesk.domain.analysis import ActionItem
from pmdesk.itemmodels.action_items import COLUMN_NAMES, Column
from pmdesk.views.action_items.pickers import day_field_text
from pmdesk.views.controls.cell_line import CellLine

if TYPE_CHECKING:
    from pmdesk.views.action_items.table import ActionTable

TYPED_COLUMNS = (Column.TEXT, Column.DUE, Column.TRACKER)
_PLACEHOLDERS = {
    Column.TEXT: "What will change?",
    Column.DUE: "26 apr, fri, +2w",
    Column.TRACKER: "Ticket or address",
}
_WAYS = ("down", "next", "previous")


class CellEditor:
    """Edits the words, the date or the tracker of an action where they stand.

    Enter commits and goes down, Tab commits and goes on, Esc puts back. A wrong date keeps the
    line open with a sentence under it; leaving it then changes nothing and says why, and what was
    typed stands there again when the cell is opened the next time.
    """

    def __init__(self, table: ActionTable) -> None:
        self.table = table
        self.action_id = ""
        self.column = Column.TEXT
        self._ids: tuple[str, ...] = ()
        self._goals: dict[str, tuple[str, Column]] = {}
        self._cell = CellLine(
            table, self._check, self._take, table.commands.refuse, self._on_closed
        )
        self.line, self.bubble, self.problem = (
            self._cell.line, self._cell.bubble, self._cell.problem,
        )  # fmt: skip

    @property
    def is_open(self) -> bool:
        """Whether a cell is being edited."""
        return self._cell.is_open

    def open(self, action_id: str, column: Column, typed: str | None = None) -> None:
        """Edit a cell of an action; ``typed`` replaces what it holds."""
        action = self.table.commands.action(action_id)
        if action is None or not self.table.commands.writable:
            return
        self.leave()
        self._ids = self.table.acting_on(action_id) if column is Column.DUE else (action_id,)
        self.action_id, self.column = action_id, column
        self.table.rows.hold()
        name = f"{COLUMN_NAMES[column]} of {action.key}"
        role = "body_medium" if column is Column.TEXT else "ui"
        cell, hint = (action_id, column), _PLACEHOLDERS[column]
        self._cell.open(cell, self._held(action), typed, name, hint, role)
        self.place()
        self.table.viewport().update()

    def _held(self, action: ActionItem) -> str:
        if self.column is Column.TEXT:
            return action.text
        if self.column is Column.TRACKER:
            return action.tracker
        return day_field_text(action.due, self.table.rows.today())

    def place(self) -> None:
        """Lie over the cell, wherever it has gone."""
        if not self.is_open:
            return
        rect = self.table.cell_rect(self.action_id, self.column)
        if rect is None:
            self.cancel()
        else:
            self._cell.show_over(rect)

    def leave(self) -> None:
        """Commit on the way out; what is wrong is told and left as it was."""
        self._cell.leave()

    def cancel(self) -> None:
        """Close and change nothing."""
        self._cell.cancel()

    def _check(self, text: str) -> str:
        return self.table.commands.day_problem(text) if self.column is Column.DUE else ""

    def _take(self, text: str) -> None:
        commands, ids = self.table.commands, self._ids
        # Where to go from here is told by the rows as they stand now: this one may leave them.
        at = (self.action_id, self.column)
        self._goals = {way: self.table.neighbour(*at, way) for way in _WAYS}
        if self.column is Column.TEXT:
            commands.set_field(ids, "Edit action", text=" ".join(text.split()))
        elif self.column is Column.TRACKER:
            commands.set_field(ids, "Set tracker", tracker=text.strip())
        else:
            commands.set_day(ids, text)

    def _on_closed(self, way: str) -> None:
        action_id, column, goals = self.action_id, self.column, self._goals
        self.action_id, self._goals = "", {}
        goal = goals.get(way) or self.table.neighbour(action_id, column, way)
        self.table.rows.settle()
        if way in _WAYS:
            self.table.go_to(goal[0], goal[1], fallback=action_id)
