"""Verbs on events: add, change, move, stretch, duplicate, delete; their evidence and factors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from pmdesk.domain.analysis import FactorEvidence
from pmdesk.domain.change import Change, Edit, became, born, edit, gone
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.kinds import referrers
from pmdesk.domain.record import Record, altered
from pmdesk.domain.rules import FIRST_TIME, LAST_TIME
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import EventKind, EvidenceKind, Precision
from pmdesk.domain.timeline import DecisionCard, Evidence, Mark, TimelineEvent

# What dies with its event; everything else that refers to one only loses the link.
_PARTS: tuple[type[Record], ...] = (Evidence, DecisionCard, FactorEvidence)


def _counted(verb: str, count: int) -> str:
    return f"{verb} event" if count == 1 else f"{verb} {count} events"


def add_event(
    snapshot: Snapshot, lane_id: str, at: datetime | None = None, title: str = "", **values: Any
) -> Edit:
    """A new event in a lane; ``at`` is UTC, or None for "no time yet".

    Further ``values`` are fields of TimelineEvent. The event is the record of the first change.
    """
    precision = values.pop("precision", Precision.EXACT if at else Precision.UNKNOWN)
    last = snapshot.last_position(TimelineEvent)
    event = TimelineEvent(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        lane_id=lane_id,
        title=title,
        at=at,
        precision=precision,
        zone=snapshot.postmortem.zone,
        position=last + 1,
        **values,
    )
    return edit("Add event", born(event))


def edit_event(snapshot: Snapshot, event_id: str, label: str, **values: Any) -> Edit:
    """Change fields of an event; a change of its start takes the marks that stand on it along."""
    before = snapshot.need(TimelineEvent, event_id)
    after = altered(before, **values)
    if after.kind is not EventKind.HYPOTHESIS and before.kind is EventKind.HYPOTHESIS:
        after = altered(after, hypothesis=None)
    return edit(label, became(before, after), _marks_follow(snapshot, [after]))


def set_time(
    snapshot: Snapshot,
    event_id: str,
    at: datetime | None,
    end: datetime | None = None,
    precision: Precision = Precision.EXACT,
    written: str = "",
) -> Edit:
    """Give an event its time (UTC), or take it away: then it waits in "No time yet"."""
    if at is None:
        end, precision = None, Precision.UNKNOWN
    return edit_event(
        snapshot, event_id, "Set time", at=at, end=end, precision=precision, written=written
    )


def _marks_follow(snapshot: Snapshot, moved: Iterable[TimelineEvent]) -> list[Change]:
    """A mark that was set on an event stays on it; of an event without a time it only lets go."""
    by_id = {event.id: event for event in moved}
    changes: list[Change] = []
    for mark in snapshot.of(Mark).values():
        event = by_id.get(mark.event_id or "")
        if event is None:
            continue
        after = altered(mark, event_id=None) if event.at is None else altered(mark, at=event.at)
        changes.extend(became(mark, after))
    return changes


def _shifted(at: datetime | None, by: timedelta) -> datetime | None:
    return None if at is None else min(LAST_TIME, max(FIRST_TIME, at + by))


def move_events(
    snapshot: Snapshot,
    event_ids: Sequence[str],
    by: timedelta = timedelta(),
    lane_id: str | None = None,
) -> Edit:
    """Move events in time, to a lane, or both; spans keep their length and marks follow.

    A time that moves becomes exact only where it was unknown. Undated events only change lane.
    """
    moved: list[TimelineEvent] = []
    changes: list[Change] = []
    for event_id in event_ids:
        before = snapshot.need(TimelineEvent, event_id)
        after = altered(
            before,
            at=_shifted(before.at, by),
            end=_shifted(before.end, by),
            lane_id=lane_id or before.lane_id,
        )
        moved.append(after)
        changes.extend(became(before, after))
    return edit(_counted("Move", len(event_ids)), changes, _marks_follow(snapshot, moved))


def move_events_to_lanes(snapshot: Snapshot, lanes: dict[str, str], by: timedelta) -> Edit:
    """Move events in time and each to a lane of its own: event id to lane id."""
    moved: list[TimelineEvent] = []
    changes: list[Change] = []
    for event_id, lane_id in lanes.items():
        before = snapshot.need(TimelineEvent, event_id)
        after = altered(
            before, at=_shifted(before.at, by), end=_shifted(before.end, by), lane_id=lane_id
        )
        moved.append(after)
        changes.extend(became(before, after))
    return edit(_counted("Move", len(lanes)), changes, _marks_follow(snapshot, moved))


def stretch_event(
    snapshot: Snapshot, event_id: str, at: datetime | None = None, end: datetime | None = None
) -> Edit:
    """Move the start or the end (UTC) of an event; ends that cross become an instant."""
    before = snapshot.need(TimelineEvent, event_id)
    if before.at is None:
        raise RuleBroken("Give the event a time before you stretch it.")
    start = at or before.at
    until = end if end is not None else before.end or before.at
    if until < start:
        start, until = (until, until) if at is not None else (start, start)
    after = altered(before, at=start, end=until if until > start else None)
    return edit("Stretch event", became(before, after), _marks_follow(snapshot, [after]))


def duplicate_events(snapshot: Snapshot, event_ids: Sequence[str]) -> Edit:
    """Copies of events with their evidence, in the same places; marks and links stay behind."""
    births: list[Change] = []
    parts: list[Change] = []
    last = snapshot.last_position(TimelineEvent)
    for number, event_id in enumerate(event_ids, start=1):
        event = snapshot.need(TimelineEvent, event_id)
        copy = altered(event, id=fresh_id(), position=last + number, revised_by=None)
        births.append(born(copy))
        parts.extend(
            born(altered(row, id=fresh_id(), event_id=copy.id))
            for row in snapshot.evidence_of(event_id)
        )
    return edit(_counted("Duplicate", len(event_ids)), births, parts)


def delete_events(snapshot: Snapshot, event_ids: Iterable[str]) -> Edit:
    """Remove events with their evidence; marks, lessons, questions and ideas stay, unlinked."""
    ids = set(event_ids)
    changes: list[Change] = []
    for kind, field in referrers(TimelineEvent):
        rows = [row for i in sorted(ids) for row in snapshot.referring(kind, field, i)]
        changes.extend(
            gone(row) if kind in _PARTS else Change(row, altered(row, **{field: None}))
            for row in rows
            if row.id not in ids
        )
    # In the order of the text, so that the same edit always looks the same.
    removed = [gone(snapshot.need(TimelineEvent, i)) for i in sorted(ids)]
    shown = [c.record for c in changes if isinstance(c.record, Evidence)]
    return edit(_counted("Delete", len(ids)), changes, files_left(snapshot, shown), removed)


def files_left(snapshot: Snapshot, removed: Sequence[Evidence]) -> list[Change]:
    """The attachments that nothing shows any more once some evidence is removed, as gone."""
    ids = {row.id for row in removed}
    files = dict.fromkeys(row.attachment_id for row in removed if row.attachment_id)
    return [
        gone(snapshot.attachments[file_id])
        for file_id in files
        if file_id in snapshot.attachments
        and all(row.id in ids for row in snapshot.referring(Evidence, "attachment_id", file_id))
    ]


def add_evidence(snapshot: Snapshot, event_id: str, kind: EvidenceKind, **values: Any) -> Edit:
    """One more piece of evidence at the end of an event's list."""
    row = Evidence(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        event_id=event_id,
        kind=kind,
        position=max((e.position for e in snapshot.evidence_of(event_id)), default=0.0) + 1,
        **values,
    )
    return edit("Add evidence", born(row))


def edit_evidence(snapshot: Snapshot, evidence_id: str, **values: Any) -> Edit:
    """Change fields of a piece of evidence."""
    before = snapshot.need(Evidence, evidence_id)
    return edit("Edit evidence", became(before, altered(before, **values)))


def remove_evidence(snapshot: Snapshot, evidence_id: str) -> Edit:
    """Remove a piece of evidence; a file it shows stays in the library."""
    return edit("Remove evidence", gone(snapshot.need(Evidence, evidence_id)))


def link_factor(snapshot: Snapshot, event_id: str, factor_id: str) -> Edit:
    """Say that an event shows a factor; nothing happens where that is said already."""
    links = snapshot.referring(FactorEvidence, "event_id", event_id)
    if any(row.factor_id == factor_id for row in links):
        return Edit("Link to factor")
    link = FactorEvidence(
        id=fresh_id(), pm_id=snapshot.pm_id, factor_id=factor_id, event_id=event_id
    )
    return edit("Link to factor", born(link))


def unlink_factor(snapshot: Snapshot, event_id: str, factor_id: str) -> Edit:
    """Take back that an event shows a factor."""
    rows = [
        row
        for row in snapshot.of(FactorEvidence).values()
        if (row.event_id, row.factor_id) == (event_id, factor_id)
    ]
    return edit("Unlink from factor", [gone(row) for row in rows])
