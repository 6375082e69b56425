"""Verbs on several events at once, as one step: what a table edits in all of its chosen rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pmdesk.domain.change import Edit, edit
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import MarkKind, Precision
from pmdesk.domain.time_text import TypedTime, end_for
from pmdesk.edits.timeline import edit_event
from pmdesk.edits.timeline_lanes import clear_mark, mark_event, mark_of


def edit_events(snapshot: Snapshot, event_ids: Sequence[str], label: str, **values: Any) -> Edit:
    """Give the same fields of several events new values."""
    return edit(label, *(edit_event(snapshot, i, label, **values).changes for i in event_ids))


def set_times(snapshot: Snapshot, times: Mapping[str, TypedTime], written: str = "") -> Edit:
    """Give events the times (UTC) typed for each; a span that got a start alone keeps its length.

    ``written`` is the text that was typed.
    """
    parts = []
    for event_id, typed in times.items():
        held = snapshot.events[event_id]
        same = (typed.at, typed.precision) == (held.at, held.precision)
        if same and typed.end in (None, held.end):
            continue
        end = end_for(held, typed) if typed.at is not None else None
        precision = typed.precision if typed.at is not None else Precision.UNKNOWN
        values = {"at": typed.at, "end": end, "precision": precision, "written": written}
        parts.append(edit_event(snapshot, event_id, "Set time", **values).changes)
    return edit("Set time", *parts)


def toggle_mark(snapshot: Snapshot, kind: MarkKind, event_id: str) -> Edit:
    """Let an event mark a moment, or clear the mark where it does so already.

    Raises RuleBroken for an event without a time.
    """
    held = mark_of(snapshot, kind)
    if held is not None and held.event_id == event_id:
        return clear_mark(snapshot, kind)
    return mark_event(snapshot, kind, event_id)
