"""The lists to pick from in the table of events: lane, kind, audience and marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from pmdesk.domain.terms import Audience, EventKind, MarkKind, name_of
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.timeline_lanes import mark_of
from pmdesk.itemmodels.timeline_events import Column
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.table_commands import EventCommands

PICKED_COLUMNS = (Column.LANE, Column.KIND, Column.AUDIENCE, Column.MARKS)


class EventPickers:
    """Opens a list over a cell for some events and carries out what is picked."""

    def __init__(self, commands: EventCommands) -> None:
        self._commands = commands
        self.last: Picker | None = None

    def open(
        self, column: Column, ids: Sequence[str], anchor: QWidget, cell: QRect, typed: str = ""
    ) -> None:
        """Open the list of one of ``PICKED_COLUMNS`` over a cell of ``anchor``."""
        if not self._commands.writable or not ids:
            return
        choices, words, picked = self._offer(column, ids)
        picker = Picker(choices, anchor, words)
        picker.picked.connect(picked)
        self.last = picker
        t = theme()
        # So that the list's own field lies where the words of the cell are.
        high = t.px(32) + 16
        over = QRect(cell.left() - 18, cell.center().y() - high // 2 - 6, cell.width() + 12, 3)
        picker.open_under(anchor, over)
        if typed:
            picker.field.setText(typed)

    def _offer(
        self, column: Column, ids: Sequence[str]
    ) -> tuple[list[Choice], str, Callable[[object], object]]:
        commands = self._commands
        held = commands.event(ids[-1])
        if column is Column.LANE:
            lanes = commands.scene.lanes()
            choices = [self._choice(a.id, a.name, held and held.lane_id) for a in lanes]
            return choices, "Lane", lambda value: commands.set_lane(ids, str(value))
        if column is Column.KIND:
            choices = [self._choice(k, name_of(k), held and held.kind) for k in EventKind]
            return choices, "Kind", lambda value: commands.set_kind(ids, EventKind(str(value)))
        if column is Column.AUDIENCE:
            choices = [self._choice(a, name_of(a), held and held.audience) for a in Audience]
            return choices, "Audience", lambda v: commands.set_audience(ids, Audience(str(v)))
        return (
            self._marks(held),
            "Marks the moment of",
            lambda value: commands.toggle_mark(ids[-1], MarkKind(str(value))),
        )

    @staticmethod
    def _choice(value: object, title: str, held: object) -> Choice:
        return Choice(value, title or "Unnamed lane", icon="check" if value == held else "")

    def _marks(self, event: TimelineEvent | None) -> list[Choice]:
        snapshot = self._commands.document.snapshot
        choices = []
        for kind in MarkKind:
            held = mark_of(snapshot, kind)
            own = held is not None and event is not None and held.event_id == event.id
            detail = "Pick it to clear" if own else ("Not set" if held is None else "Set elsewhere")
            choices.append(Choice(kind, name_of(kind), detail, "check" if own else "flag"))
        return choices
