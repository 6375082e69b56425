"""The rules that a single record must keep, given the records around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.record import Record
from pmdesk.domain.timeline import Evidence, Mark, TimelineEvent

Tables = Mapping[type[Record], Mapping[str, Record]]
# Beyond these years conversions between zones overflow, and no incident lies there.
FIRST_TIME = datetime(1990, 1, 1, tzinfo=UTC)
LAST_TIME = datetime(2200, 1, 1, tzinfo=UTC)


def _time_problem(at: datetime | None) -> str:
    if at is None:
        return ""
    if at.tzinfo is not UTC and at.utcoffset() != timedelta(0):
        return "A time is stored in UTC."
    if not FIRST_TIME <= at <= LAST_TIME:
        return "Use a time between the years 1990 and 2200."
    return ""


def _event(event: TimelineEvent, _tables: Tables) -> str:
    if event.end is not None:
        if event.at is None:
            return "An end needs a start: give the event a time first."
        if event.end < event.at:
            return "An event can't end before it starts."
    if event.revised_by == event.id:
        return "A hypothesis can't be revised by itself."
    return _time_problem(event.at) or _time_problem(event.end)


def _mark(mark: Mark, tables: Tables) -> str:
    for other in tables.get(Mark, {}).values():
        assert isinstance(other, Mark)
        if other.kind == mark.kind and other.id != mark.id:
            return "Each mark stands on the timeline once: move the one that is there."
    return _time_problem(mark.at)


def _factor(factor: Factor, tables: Tables) -> str:
    seen = {factor.id}
    parent = factor.parent_id
    factors = tables.get(Factor, {})
    while parent is not None:
        if parent in seen:
            return "A factor can't stand under its own whys."
        seen.add(parent)
        node = factors.get(parent)
        parent = node.parent_id if isinstance(node, Factor) else None
    return ""


def _action(action: ActionItem, tables: Tables) -> str:
    for other in tables.get(ActionItem, {}).values():
        assert isinstance(other, ActionItem)
        if other.number == action.number and other.id != action.id:
            return f"{action.key} is taken by another action."
    return ""


def _evidence(evidence: Evidence, _tables: Tables) -> str:
    return _time_problem(evidence.at)


_RULES: dict[type[Record], Callable[[Any, Tables], str]] = {
    TimelineEvent: _event,
    Mark: _mark,
    Factor: _factor,
    ActionItem: _action,
    Evidence: _evidence,
}


def broken_rule(record: Record, tables: Tables) -> str:
    """The sentence that says which rule ``record`` breaks, or an empty text."""
    rule = _RULES.get(type(record))
    return rule(record, tables) if rule else ""
