"""Which event comes next: in time over all lanes, or nearest in the next lane."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timeline_index import Key, LaneIndex, key_of
from pmdesk.views.timeline.scene import TimelineScene


def walk(scene: TimelineScene, after: Key | None, step: int) -> TimelineEvent | None:
    """The event that follows (step 1) or comes before (-1) a place in time over all shown lanes;
    None for the place begins at the first or last event."""
    best: TimelineEvent | None = None
    for band in scene.layout.bands:
        found = _beside(band.index, after, step)
        if found is None:
            continue
        if best is None or (key_of(found) < key_of(best)) == (step > 0):
            best = found
    return best


def _beside(lane: LaneIndex, after: Key | None, step: int) -> TimelineEvent | None:
    if not lane.starts:
        return None
    if after is None:
        return lane.events[0 if step > 0 else -1]
    if step > 0:
        at = bisect_left(lane.starts, after[0])
        while at < len(lane.starts) and key_of(lane.events[at]) <= after:
            at += 1
        return lane.events[at] if at < len(lane.starts) else None
    at = bisect_right(lane.starts, after[0]) - 1
    while at >= 0 and key_of(lane.events[at]) >= after:
        at -= 1
    return lane.events[at] if at >= 0 else None


def following(scene: TimelineScene, event: TimelineEvent | None, step: int) -> TimelineEvent | None:
    """The next or previous event in time; None at the end, or for an event without a time."""
    if event is None or event.at is None:
        return None
    return walk(scene, key_of(event), step)


def lanes_below(scene: TimelineScene, ids: Sequence[str], steps: int) -> dict[str, str]:
    """The lane of each event after going so many shown lanes down, by the event's id; an event
    that would leave the lanes, or whose lane is hidden, stays."""
    order = [lane.id for lane in scene.lanes()]
    place = {lane_id: at for at, lane_id in enumerate(order)}
    found: dict[str, str] = {}
    for event_id in ids:
        own = scene.index.by_id[event_id].lane_id
        at = place.get(own, -len(order) - abs(steps)) + steps
        found[event_id] = order[at] if 0 <= at < len(order) else own
    return found


def nearest_in(scene: TimelineScene, event: TimelineEvent, down: int) -> TimelineEvent | None:
    """The event nearest in time in the next lane down (1) or up (-1) that has any."""
    lanes = [band.index for band in scene.layout.bands]
    ids = [lane.lane.id for lane in lanes]
    if event.at is None or event.lane_id not in ids:
        return None
    seconds = event.at.timestamp()
    at = ids.index(event.lane_id) + down
    while 0 <= at < len(lanes):
        starts = lanes[at].starts
        if starts:
            k = bisect_left(starts, seconds)
            near = min(
                (i for i in (k - 1, k) if 0 <= i < len(starts)),
                key=lambda i: abs(starts[i] - seconds),
            )
            return lanes[at].events[near]
        at += down
    return None
