"""What a cell tells on hover: what is cut, what the state means, how often a date moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmdesk.domain.analysis import DueMove
from pmdesk.domain.date_text import day_text, distance_text
from pmdesk.domain.day_names import long_day_text
from pmdesk.domain.terms import ActionStatus, name_of
from pmdesk.domain.tracker_link import tracker_address
from pmdesk.itemmodels.action_items import ActionCells, ActionTableModel, Column
from pmdesk.views.theme.theme import theme

NEXT_STATUS = {
    ActionStatus.OPEN: ActionStatus.IN_PROGRESS,
    ActionStatus.IN_PROGRESS: ActionStatus.DONE,
    ActionStatus.DONE: ActionStatus.OPEN,
    ActionStatus.WONT_DO: ActionStatus.OPEN,
}


def moves_text(moves: Sequence[DueMove], today: date) -> str:
    """The history of a date in words, "Moved twice: 13 Nov to 27 Nov (upgrade first); …"."""
    if not moves:
        return ""
    times = {1: "once", 2: "twice"}.get(len(moves), f"{len(moves)} times")
    steps = []
    for move in moves:
        before, after = (day_text(day, today) or "no date" for day in (move.before, move.after))
        step = f"{before} to {after}"
        steps.append(f"{step} ({move.reason})" if move.reason else step)
    return f"Moved {times}: {'; '.join(steps)}"


def _fits(text: str, role: str, room: float) -> bool:
    t = theme()
    return t.fonts.metrics(role, t.scale).horizontalAdvance(text) <= room


def _due_tip(cells: ActionCells, today: date) -> str:
    due = cells.action.due
    parts = []
    if due is not None:
        late = (today - due).days
        far = distance_text(due, today)
        if cells.is_overdue(today):
            far = "overdue by a day" if late == 1 else f"overdue by {late} days"
        parts.append(f"{long_day_text(due)}, {far}")
    elif cells.lacks_date:
        parts.append("No date yet")
    history = moves_text(cells.moves, today)
    if history:
        parts.append(history)
    return ". ".join(parts)


def _status_tip(cells: ActionCells) -> str:
    action = cells.action
    words = name_of(action.status)
    if action.reason:
        words += f": {action.reason}"
    if action.verified_by:
        words += f". Seen to be effective by {action.verified_by}"
    return f"{words}. Next by Space or a click: {name_of(NEXT_STATUS[action.status]).lower()}"


def tip_of(
    model: ActionTableModel, cells: ActionCells, column: Column, room: float, locked: str = ""
) -> str:
    """The tooltip of a cell whose words have ``room`` pixels; empty where all is shown.

    ``locked`` says why it can't be edited, and stands last.
    """
    tip = _told(model, cells, column, room)
    return f"{tip.rstrip('.')}. {locked}" if tip and locked else tip or locked


def _told(model: ActionTableModel, cells: ActionCells, column: Column, room: float) -> str:
    t = theme()
    text = model.text(cells, column)
    if column is Column.STATUS:
        return _status_tip(cells)
    if column is Column.DUE:
        return _due_tip(cells, model.today())
    if column is Column.TRACKER:
        return tracker_address(cells.action.tracker) or (
            "" if _fits(text, "ui", room) else cells.action.tracker
        )
    if column is Column.FACTORS:
        whole = len(cells.factors) == 1 and _fits(text, "ui", room - t.px(24))
        return "" if whole else "; ".join(cells.factors)
    if column is Column.OWNER:
        if cells.lacks_owner:
            return "No owner yet"
        return "" if _fits(text, "ui", room - t.px(30)) else text
    if column is Column.TEXT:
        shown = "" if _fits(text, "body_medium", room) else text
        why = cells.action.reason if cells.action.status is ActionStatus.WONT_DO else ""
        return " ".join(part for part in (shown, f"Won't do: {why}" if why else "") if part)
    return "" if _fits(text, "ui", room) else text
