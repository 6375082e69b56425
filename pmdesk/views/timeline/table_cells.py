"""Editing the cells of the table of events where they stand, for all chosen rows in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from pmdesk.domain.time_text import field_text
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.itemmodels.timeline_events import COLUMN_NAMES, Column
from pmdesk.views.controls.cell_line import CellLine
from pmdesk.views.timeline.inline import context_for
from pmdesk.views.timeline.table_pickers import PICKED_COLUMNS, EventPickers

if TYPE_CHECKING:
    from pmdesk.views.timeline.table import EventTable

_PLACEHOLDERS = {
    Column.TIME: "14:32, ~14:30, +4m",
    Column.TEXT: "What happened?",
    Column.ACTOR: "Role",
    Column.EVIDENCE: "Address, or what was said",
    Column.SOURCE: "Source",
}
_LABELS = {Column.TEXT: "Rename event", Column.ACTOR: "Set role", Column.SOURCE: "Set source"}
_FIELDS = {Column.TEXT: "title", Column.ACTOR: "actor", Column.SOURCE: "source"}
# What is typed here is meant for one event, also when more are selected.
_OF_ONE = (Column.TEXT, Column.EVIDENCE)
_EVIDENCE_LINE, _LINE = 220, 124


class EventCells:
    """The line and the lists that edit cells; ``edited`` is the event and column under the line.

    Time, role, source, lane, kind, audience and star are set in all selected rows when the edited
    one is among them; words and evidence belong to one event.
    """

    def __init__(self, table: EventTable) -> None:
        self._table = table
        self._commands = table.commands
        self.edited: tuple[str, Column] | None = None
        self.pickers = EventPickers(table.commands)
        self.line = CellLine(
            table, self._check, self._take, table.commands.refuse, self._on_line_closed
        )

    def edit(self, event_id: str, column: Column, typed: str | None = None) -> None:
        """Edit a cell; ``typed`` replaces what it holds."""
        table, event = self._table, self._commands.event(event_id)
        if event is None or not self._commands.writable:
            return
        if column is Column.STAR:
            self._commands.toggle_star(table.acting_on(event_id))
            return
        self.line.leave()
        row = table.rows.row_of(event_id)
        if row >= 0:
            table.scrollTo(table.rows.index(row, column))
        cell = table.cell_rect(event_id, column)
        if cell is None:
            return
        if column in PICKED_COLUMNS:
            ids = table.acting_on(event_id)
            self.pickers.open(column, ids, table.viewport(), cell, typed or "")
            return
        self.edited = (event_id, column)
        table.rows.hold()
        name = f"{COLUMN_NAMES[column]} of {event.title or 'an untitled event'}"
        role = "ui_medium" if column in (Column.TIME, Column.TEXT) else "ui"
        held, hint = self._held(event, column), _PLACEHOLDERS[column]
        self.line.open(self.edited, held, typed, name, hint, role)
        self.place()
        table.viewport().update()

    def _held(self, event: TimelineEvent, column: Column) -> str:
        if column is Column.TIME:
            return field_text(event, context_for(self._commands.scene, event.id))
        return str(getattr(event, _FIELDS[column])) if column in _FIELDS else ""

    def place(self) -> None:
        """Let the line lie over its cell, wherever it has gone."""
        if not self.line.is_open or self.edited is None:
            return
        cell = self._table.cell_rect(*self.edited)
        if cell is None:
            self.line.cancel()
        else:
            wide = _EVIDENCE_LINE if self.edited[1] is Column.EVIDENCE else _LINE
            self.line.show_over(cell, wide)

    def _targets(self) -> tuple[str, ...]:
        assert self.edited is not None
        event_id, column = self.edited
        return (event_id,) if column in _OF_ONE else self._table.acting_on(event_id)

    def _check(self, text: str) -> str:
        if self.edited is None or self.edited[1] is not Column.TIME:
            return ""
        found = self._commands.times(self._targets(), text)
        return found if isinstance(found, str) else ""

    def _take(self, text: str) -> None:
        assert self.edited is not None
        ids, column = self._targets(), self.edited[1]
        if column is Column.TIME:
            self._commands.set_time(ids, text)
        elif column is Column.EVIDENCE:
            self._commands.add_evidence(ids[0], text)
        else:
            values = {_FIELDS[column]: " ".join(text.split())}
            self._commands.set_field(ids, _LABELS[column], **values)

    def _on_line_closed(self, way: str) -> None:
        table, edited = self._table, self.edited
        self.edited = None
        # The way on is that of the rows as they stood while the line was open.
        goal = table.neighbour(*edited, way) if edited is not None else None
        if way == "out":
            # A press that took the focus away is meant for the row that is under it now.
            QTimer.singleShot(0, table, self._settle)
            return
        table.rows.settle()
        if goal is None or edited is None:
            return
        table.go_to(*goal)
        if way == "down" and goal == edited:
            table.left_down.emit()

    def _settle(self) -> None:
        if not self.line.is_open:
            self._table.rows.settle()
