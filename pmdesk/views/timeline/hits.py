"""What lies under a point of the timeline: a lane, an item in it, the end of a span."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from pmdesk.domain.lane_packing import Item
from pmdesk.domain.terms import Precision
from pmdesk.domain.timeline import Mark, TimelineEvent
from pmdesk.domain.timeline_layout import LaneBand

if TYPE_CHECKING:
    from pmdesk.views.timeline.scene import TimelineScene

# The spans of a crowded lane are bars at its foot: how high they are, and where they are held.
BAR_HIGH, BAR_ROOM = 3, 9


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under a point: a lane, an item in it, or an edge of a span ("start", "end")."""

    band: LaneBand | None = None
    item: Item | None = None
    edge: str = ""
    mark: Mark | None = None

    @property
    def event(self) -> TimelineEvent | None:
        """The single event of the item."""
        if self.band is None or self.item is None or self.item.form == "cluster":
            return None
        return self.band.index.events[self.item.lo]

    @property
    def events(self) -> list[TimelineEvent]:
        """All events of the item."""
        if self.band is None or self.item is None:
            return []
        return self.band.index.events[self.item.lo : self.item.hi]


def hit_of(scene: TimelineScene, at: QPointF) -> Hit:
    """What lies at a point of the lanes; later items lie on top."""
    band = scene.layout.band_at(at.y())
    if band is None:
        return Hit()
    reach = 4 * scene.scale.per_px
    seconds = scene.scale.time(at.x())
    found = Hit(band)
    for item in scene.layout.items(band.index, seconds - reach, seconds + reach):
        rect = scene.item_rect(band, item)
        if rect.adjusted(-1, -1, 1, 1).contains(at):
            found = Hit(band, item, _edge(scene, band, item, rect, at.x()))
    if found.item is None and scene.layout.is_large(band.index):
        return _bar_at(scene, band, at) or found
    return found


def _bar_at(scene: TimelineScene, band: LaneBand, at: QPointF) -> Hit | None:
    """An end of a span's bar, at the foot of a lane that is too crowded for long cards."""
    if at.y() < band.top + band.height - BAR_ROOM:
        return None
    seconds, per_px = scene.scale.time(at.x()), scene.scale.per_px
    found = scene.layout.span_at(band.index, seconds, 5 * per_px)
    if found is None:
        return None
    k, edge = found
    start, event = band.index.starts[k], band.index.events[k]
    assert event.end is not None
    end = event.end.timestamp()
    item = Item(k, k + 1, start / per_px, start / per_px, end / per_px, 0, "bar")
    return Hit(band, item, edge)


def _edge(scene: TimelineScene, band: LaneBand, item: Item, rect: QRectF, x: float) -> str:
    if item.form == "cluster":
        return ""
    event = band.index.events[item.lo]
    if event.end is None or event.at is None or event.precision is Precision.BETWEEN:
        return ""
    if scene.layout.is_large(band.index):
        # Its card is not as long as it is: there it is held by its bar.
        return ""
    end_x = scene.scale.x(event.end.timestamp())
    if abs(x - end_x) <= 5:
        return "end"
    return "start" if x - rect.left() <= 5 else ""
