"""Where a dragged time snaps to: evidence, a flag, another event, the minute, in this order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.terms import name_of
from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timeline import Evidence
from pmdesk.domain.timescale import moment
from pmdesk.views.timeline.scene import TimelineScene

REACH_PX = 8.0
_ONE_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Snap:
    """A time in seconds and what it is of, in words; no words for the plain minute."""

    at: float
    words: str = ""


class Snapper:
    """Finds targets for a drag that moves ``ids``; the lists are made once, when it begins."""

    def __init__(self, scene: TimelineScene, ids: Sequence[str], mark_id: str = "") -> None:
        self._scene = scene
        self._ids = frozenset(ids)
        snapshot = scene.document.snapshot
        self._evidence: list[tuple[float, str]] = []
        if len(snapshot.of(Evidence)) <= 20_000:
            for row in snapshot.of(Evidence).values():
                if row.at is not None:
                    text = clock_text(row.at, scene.zone, True)
                    self._evidence.append((row.at.timestamp(), f"{row.title or 'evidence'} {text}"))
        self._evidence.sort()
        self._marks = sorted(
            (mark.at.timestamp(), name_of(mark.kind))
            for mark in scene.marks
            if mark.id != mark_id and mark.event_id not in self._ids
        )

    def snap(self, seconds: float) -> Snap:
        """The target within eight pixels that comes first in the order, or the time itself."""
        reach = REACH_PX * self._scene.scale.per_px
        for targets in (self._evidence, self._marks):
            near = _nearest(targets, seconds, reach)
            if near is not None:
                return Snap(near[0], f"Snapped to {near[1]}")
        event = self._nearest_event(seconds, reach)
        if event is not None:
            return event
        wide = self._scene.width * self._scene.scale.per_px
        unit = 1.0 if wide < 600 else 60.0
        near_unit = round(seconds / unit) * unit
        return Snap(near_unit if abs(near_unit - seconds) <= reach else float(round(seconds)))

    def _nearest_event(self, seconds: float, reach: float) -> Snap | None:
        best: tuple[float, Snap] | None = None
        for lane in self._scene.index.lanes:
            if lane.lane.hidden:
                continue
            at = bisect_left(lane.starts, seconds)
            for k in range(max(0, at - 3), min(len(lane.starts), at + 3)):
                away = abs(lane.starts[k] - seconds)
                if away > reach or lane.events[k].id in self._ids:
                    continue
                if best is None or away < best[0]:
                    best = away, Snap(lane.starts[k], f"Snapped to {lane.events[k].title}")
        return best[1] if best else None


def _nearest(
    targets: list[tuple[float, str]], seconds: float, reach: float
) -> tuple[float, str] | None:
    at = bisect_left(targets, (seconds, ""))
    near = [t for t in targets[max(0, at - 1) : at + 1] if abs(t[0] - seconds) <= reach]
    return min(near, key=lambda t: abs(t[0] - seconds)) if near else None


def words_of_time(scene: TimelineScene, seconds: float) -> str:
    """A time for the badge and the tip: with seconds where there are any, and with the day where
    more than one is in view."""
    days = scene.width * scene.scale.per_px >= _ONE_DAY
    return _words_of(round(seconds), scene.zone, days)


@lru_cache(maxsize=500)
def _words_of(seconds: int, zone: ZoneInfo, days: bool) -> str:
    # Each move of the mouse asks for the same time four times.
    at = moment(seconds)
    clock = clock_text(at, zone)
    if not days:
        return clock
    local = at.astimezone(zone)
    return f"{day_month_text(local)} {clock}"
