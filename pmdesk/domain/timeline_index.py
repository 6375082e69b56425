"""The events of a postmortem by lane in order of time, kept up to date edit by edit."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable
from itertools import accumulate

from pmdesk.domain.change import Change, Edit
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Precision
from pmdesk.domain.timeline import Evidence, Lane, TimelineEvent

Key = tuple[float, float, str]
# The event that was measured with its number of pieces of evidence, and its lengths.
Measured = tuple[TimelineEvent, int, tuple[float, float]]


def key_of(event: TimelineEvent) -> Key:
    """Where an event with a time stands in its order: by time, then position, then id."""
    assert event.at is not None
    return event.at.timestamp(), event.position, event.id


class LaneIndex:
    """A lane with its dated events: ``starts`` (seconds since 1970, sorted) beside ``events``, and
    ``keys``, by which they are sorted.

    Spans also stand in ``span_starts`` and ``span_ends``; ``reach`` is the latest end so far: of
    each span and all before it.
    """

    def __init__(self, lane: Lane, events: Iterable[TimelineEvent]) -> None:
        self.lane = lane
        self.events = sorted(events, key=key_of)
        self.keys = [key_of(event) for event in self.events]
        self.starts = [key[0] for key in self.keys]
        self._index_spans()

    def _index_spans(self) -> None:
        spans = [
            (start, event.end.timestamp())
            for start, event in zip(self.starts, self.events, strict=True)
            if event.end is not None and event.precision is not Precision.BETWEEN
        ]
        self.span_starts = [start for start, _ in spans]
        self.span_ends = [end for _, end in spans]
        self.reach = list(accumulate(self.span_ends, max))

    def position_of(self, event: TimelineEvent) -> int:
        """Where a held event stands in the order; raises KeyError for another."""
        at = bisect_left(self.keys, key_of(event))
        if at == len(self.keys) or self.keys[at][2] != event.id:
            raise KeyError(event.id)
        return at

    def add(self, event: TimelineEvent) -> None:
        """Take an event in, at its place."""
        key = key_of(event)
        at = bisect_left(self.keys, key)
        self.keys.insert(at, key)
        self.starts.insert(at, key[0])
        self.events.insert(at, event)
        self._span_changed(event, 1)

    def remove(self, event: TimelineEvent) -> None:
        """Let an event go."""
        at = self.position_of(event)
        del self.keys[at], self.starts[at], self.events[at]
        self._span_changed(event, -1)

    def _span_changed(self, event: TimelineEvent, by: int) -> None:
        if event.at is None or event.end is None or event.precision is Precision.BETWEEN:
            return
        start, end = event.at.timestamp(), event.end.timestamp()
        at = bisect_left(self.span_starts, start)
        if by > 0:
            self.span_starts.insert(at, start)
            self.span_ends.insert(at, end)
            self.reach.insert(at, self.reach[at - 1] if at else end)
        else:
            while self.span_ends[at] != end:
                at += 1
            del self.span_starts[at], self.span_ends[at], self.reach[at]
        self._reach_anew(at)

    def _reach_anew(self, at: int) -> None:
        """Put the latest ends right from an index on, as far as they are others."""
        so_far = self.reach[at - 1] if at else 0.0
        for k in range(at, len(self.reach)):
            so_far = max(so_far, self.span_ends[k])
            if self.reach[k] == so_far and k > at:
                return
            self.reach[k] = so_far


class TimelineIndex:
    """Lanes with their events, the undated events, evidence counts; ``update`` follows edits."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        # What layouts measured, kept here since an index outlives them: by circumstances and id.
        self.measured: dict[Hashable, dict[str, Measured]] = {}
        self._build(snapshot)

    def _build(self, snapshot: Snapshot) -> None:
        by_lane: dict[str, list[TimelineEvent]] = {}
        self.by_id: dict[str, TimelineEvent] = dict(snapshot.events)
        self.undated: list[tuple[float, str]] = []
        for event in self.by_id.values():
            if event.at is None:
                self.undated.append((event.position, event.id))
            else:
                by_lane.setdefault(event.lane_id, []).append(event)
        self.undated.sort()
        self.lanes = [LaneIndex(lane, by_lane.get(lane.id, ())) for lane in snapshot.lanes]
        self._lane_of = {lane.lane.id: lane for lane in self.lanes}
        self.evidence: dict[str, int] = {}
        for row in snapshot.of(Evidence).values():
            self.evidence[row.event_id] = self.evidence.get(row.event_id, 0) + 1
        self._measure_gap()

    def _measure_gap(self) -> None:
        """The usual seconds between two events of a lane, where events stand thickest."""
        gaps = []
        for lane in self.lanes:
            n = len(lane.starts)
            if n >= 2:
                lo, hi = n // 4, n - 1 - n // 4
                gaps.append((lane.starts[hi] - lane.starts[lo]) / max(1, hi - lo))
        self.usual_gap = sum(gaps) / len(gaps) if gaps else 3600.0

    def update(self, edit: Edit, snapshot: Snapshot) -> None:
        """Follow one edit that led to ``snapshot``; only what it touched is looked at."""
        self._snapshot = snapshot
        if any(change.kind is Lane for change in edit.changes):
            self._build(snapshot)
            return
        for change in edit.changes:
            if change.kind is TimelineEvent:
                self._update_event(change)
            elif change.kind is Evidence:
                self._update_evidence(change)
        self._measure_gap()

    def _update_event(self, change: Change) -> None:
        for event, taken in ((change.before, False), (change.after, True)):
            if not isinstance(event, TimelineEvent):
                continue
            if event.at is None:
                if taken:
                    insort(self.undated, (event.position, event.id))
                else:
                    self.undated.remove((event.position, event.id))
            elif taken:
                self._lane_of[event.lane_id].add(event)
            else:
                self._lane_of[event.lane_id].remove(event)
            if taken:
                self.by_id[event.id] = event
            else:
                del self.by_id[event.id]

    def _update_evidence(self, change: Change) -> None:
        for row, by in ((change.before, -1), (change.after, 1)):
            if isinstance(row, Evidence):
                self.evidence[row.event_id] = self.evidence.get(row.event_id, 0) + by

    def lane(self, lane_id: str) -> LaneIndex | None:
        """The index of one lane."""
        return self._lane_of.get(lane_id)

    def bounds(self) -> tuple[float, float] | None:
        """First start and last start or end in seconds, or None where nothing has a time."""
        firsts = [lane.starts[0] for lane in self.lanes if lane.starts]
        if not firsts:
            return None
        lasts = [lane.starts[-1] for lane in self.lanes if lane.starts]
        lasts += [lane.reach[-1] for lane in self.lanes if lane.reach]
        return min(firsts), max(lasts)
