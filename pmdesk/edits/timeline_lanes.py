"""Verbs on lanes (add, rename, reorder, recolour, hide, delete) and marks (set, move, clear)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pmdesk.domain.change import Change, Edit, became, born, edit, gone
from pmdesk.domain.factor_tree import position_between
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import LaneShape, MarkKind, name_of
from pmdesk.domain.timeline import Lane, Mark, TimelineEvent
from pmdesk.edits.timeline import delete_events

# Shapes for lanes beyond the four standard ones, in the order they are given out.
_EXTRA_SHAPES = (LaneShape.PENTAGON, LaneShape.CROSS, LaneShape.RING)


def add_lane(snapshot: Snapshot, name: str) -> Edit:
    """A lane below all others, with the first shape that no lane has."""
    lanes = snapshot.lanes
    taken = {lane.shape for lane in lanes}
    shape = next((s for s in _EXTRA_SHAPES if s not in taken), LaneShape.RING)
    lane = Lane(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        name=name,
        shape=shape,
        position=position_between(lanes, len(lanes)),
    )
    return edit("Add lane", born(lane))


def change_lane(snapshot: Snapshot, lane_id: str, label: str, **values: Any) -> Edit:
    """Rename, recolour, reshape, hide or show a lane."""
    before = snapshot.need(Lane, lane_id)
    return edit(label, became(before, altered(before, **values)))


def move_lane(snapshot: Snapshot, lane_id: str, index: int) -> Edit:
    """Put a lane at an index among the others, counted without itself."""
    before = snapshot.need(Lane, lane_id)
    others = [lane for lane in snapshot.lanes if lane.id != lane_id]
    whole = snapshot.lanes
    if [lane.id for lane in whole].index(lane_id) == max(0, min(index, len(others))):
        return Edit("Reorder lanes")
    after = altered(before, position=position_between(others, index))
    return edit("Reorder lanes", became(before, after))


def delete_lane(snapshot: Snapshot, lane_id: str, move_to: str | None = None) -> Edit:
    """Remove a lane; its events go to ``move_to``, or leave with it where that is None.

    Raises RuleBroken for the last lane.
    """
    lane = snapshot.need(Lane, lane_id)
    if len(snapshot.lanes) == 1:
        raise RuleBroken("A timeline keeps at least one lane.")
    inside = [event for event in snapshot.events.values() if event.lane_id == lane_id]
    changes: list[Change] = []
    if move_to is None:
        changes.extend(delete_events(snapshot, [event.id for event in inside]).changes)
    else:
        changes.extend(Change(event, altered(event, lane_id=move_to)) for event in inside)
    return edit("Delete lane", changes, gone(lane))


def mark_of(snapshot: Snapshot, kind: MarkKind) -> Mark | None:
    """The mark of a kind, if it is set."""
    return next((mark for mark in snapshot.of(Mark).values() if mark.kind is kind), None)


def set_mark(snapshot: Snapshot, kind: MarkKind, at: datetime, event_id: str | None = None) -> Edit:
    """Set a mark at a UTC time, on an event where one is given; one that stood elsewhere moves."""
    before = mark_of(snapshot, kind)
    label = f"Mark {name_of(kind).lower()}"
    if before is not None:
        return edit(label, became(before, altered(before, at=at, event_id=event_id)))
    mark = Mark(id=fresh_id(), pm_id=snapshot.pm_id, kind=kind, at=at, event_id=event_id)
    return edit(label, born(mark))


def mark_event(snapshot: Snapshot, kind: MarkKind, event_id: str) -> Edit:
    """Let an event mark the start of a phase; raises RuleBroken where it has no time."""
    event = snapshot.need(TimelineEvent, event_id)
    if event.at is None:
        raise RuleBroken("Give the event a time before it can mark a moment.")
    return set_mark(snapshot, kind, event.at, event_id)


def move_mark(
    snapshot: Snapshot, kind: MarkKind, at: datetime, event_id: str | None = None
) -> Edit:
    """Move a mark to a UTC time. It lets go of its event: a flag that is moved by hand no longer
    follows the event it was set on, unless it lands on one (``event_id``)."""
    before = mark_of(snapshot, kind)
    if before is None:
        return set_mark(snapshot, kind, at, event_id)
    after = altered(before, at=at, event_id=event_id)
    if after.at == before.at:
        return Edit("Move mark")
    return edit(f"Move {name_of(kind).lower()}", became(before, after))


def clear_mark(snapshot: Snapshot, kind: MarkKind) -> Edit:
    """Take a mark off the timeline."""
    before = mark_of(snapshot, kind)
    label = f"Clear {name_of(kind).lower()}"
    return Edit(label) if before is None else edit(label, gone(before))
