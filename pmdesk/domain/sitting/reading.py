"""What captured lines are read against: the day, the lanes, the roles and the factors there are."""

from __future__ import annotations

from datetime import datetime

from pmdesk.domain.capture.line import CaptureContext, CaptureKind
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.time_text import TimeContext
from pmdesk.domain.timescale import zone_of


def context_for(
    snapshot: Snapshot, now: datetime, usual: CaptureKind, event_id: str | None = None
) -> CaptureContext:
    """The context of a line typed ``now`` (UTC) while an event is in focus.

    Clock times are of the day of that event, else of the day the incident began, in its zone.
    """
    zone = zone_of(snapshot.postmortem.zone)
    times = [event.at for event in snapshot.events.values() if event.at is not None]
    start = min(times, default=None)
    event = snapshot.events.get(event_id) if event_id else None
    day = snapshot.postmortem.day or (start or now).astimezone(zone).date()
    return CaptureContext(
        TimeContext(
            day=start.astimezone(zone).date() if start else day,
            zone=zone,
            now=now,
            reference=event.at if event is not None else None,
            start=start,
        ),
        now.astimezone(zone).date(),
        usual,
        tuple((lane.id, lane.name) for lane in snapshot.lanes if not lane.hidden),
        tuple((p.id, p.role) for p in snapshot.people.values() if p.role),
        tuple((f.id, f.text) for f in FactorTree(snapshot).roots),
    )
