"""Times in the second zone of a postmortem: its row of ticks on the ruler, and beside others."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from pmdesk.domain.clock_change import zone_label
from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import name_of
from pmdesk.domain.time_text import clock_text, spoken_time
from pmdesk.domain.timeline import Mark, TimelineEvent
from pmdesk.domain.timescale import Tick, moment, second_zone_of, ticks, zone_of
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.pixmaps import Pixmaps
from pmdesk.views.timeline.scene import TICKS, TimelineScene


def zone_name(zone: ZoneInfo, at: datetime) -> str:
    """What a row of ticks is called: "Berlin · CEST", or UTC."""
    label = zone_label(at, zone)
    city = zone.key.rsplit("/", 1)[-1].replace("_", " ")
    return label if city in ("UTC", label) else f"{city} · {label}"


def in_zone(at: datetime, zone: ZoneInfo, first: ZoneInfo) -> str:
    """A moment in another zone than the ``first``: "10:32 EDT", with its day where that differs."""
    clock = clock_text(at, zone)
    label = zone_label(at, zone)
    text = clock if clock.endswith(label) else f"{clock} {label}"
    day = at.astimezone(zone).date()
    return text if day == at.astimezone(first).date() else f"{day_month_text(day)} {text}"


def second_time(snapshot: Snapshot, at: datetime | None) -> str:
    """A moment (UTC) in the second zone of a postmortem; empty where it has none."""
    head = snapshot.postmortem
    second = second_zone_of(head)
    return in_zone(at, second, zone_of(head.zone)) if second is not None and at else ""


def _both(scene: TimelineScene, at: datetime | None, shown: str) -> str:
    parts = [shown]
    if at is not None:
        first, last = scene.bounds()
        if last - first > 20 * 3600:
            parts[0] = f"{day_month_text(at.astimezone(scene.zone))} {shown}"
        if scene.second is not None:
            parts.append(in_zone(at, scene.second, scene.zone))
    return " · ".join(parts)


def event_tip(scene: TimelineScene, event: TimelineEvent) -> str:
    """The tip of an event: its time, its day in a long incident, in both zones; its title."""
    shown = _both(scene, event.at, spoken_time(event, scene.zone))
    return f"{shown}  {event.title}"


def mark_tip(scene: TimelineScene, mark: Mark, fault: str = "") -> str:
    """The tip of a mark: its name and time in both zones, and what is wrong with its place."""
    told = f"{name_of(mark.kind)} {_both(scene, mark.at, clock_text(mark.at, scene.zone))}"
    return f"{told}. {fault}" if fault else told


class ZoneRows:
    """Paints the names of the rows of ticks, and the row of the second zone."""

    def __init__(self, scene: TimelineScene, pixmaps: Pixmaps) -> None:
        self._scene = scene
        self._pixmaps = pixmaps
        self._ticks: tuple[object, list[Tick]] = (None, [])

    def ticks(self) -> list[Tick]:
        """The ticks of the second zone in view; none where there is no second zone."""
        scene = self._scene
        if scene.second is None:
            return []
        key = (scene.scale, scene.width, scene.second, theme().scale)
        if key != self._ticks[0]:
            first, last = scene.scale.time(-40), scene.scale.time(scene.width + 40)
            gap = 64.0 * theme().scale
            self._ticks = (key, ticks(first, last, scene.scale.per_px, scene.second, gap))
        return self._ticks[1]

    def paint(self, painter: QPainter) -> None:
        """Paint both; the painter's origin is the ruler's top left beside the names."""
        t, scene = theme(), self._scene
        if scene.second is None:
            return
        high = t.px(TICKS)
        at = moment(scene.scale.time(0))
        for row, zone in enumerate((scene.zone, scene.second)):
            self._paint_name(painter, zone_name(zone, at), scene.ruler - high * (2 - row), high)
        top, ratio = scene.ruler - high, painter.device().devicePixelRatioF()
        painter.fillRect(QRectF(0, top, scene.width, 1), t.colour("line"))
        free = 2.0
        for tick in self.ticks():
            x = scene.scale.x(tick.at)
            wide = scene.measure(tick.text, "tick")
            if x - wide / 2 < free or x + wide / 2 > scene.width - 2:
                continue
            pixmap = self._pixmaps.text(tick.text, "tick", "ink1" if tick.day else "ink3", ratio)
            painter.drawPixmap(QPointF(round(x - wide / 2), top + t.px(3)), pixmap)
            painter.fillRect(QRectF(round(x), scene.ruler - 5, 1, 4), t.colour("line3"))
            free = x + wide / 2 + 6

    def _paint_name(self, painter: QPainter, name: str, top: float, high: float) -> None:
        t, head = theme(), self._scene.head
        metrics = t.fonts.metrics("tick", t.scale)
        shown = t.elided(name, "tick", head - t.px(24) - 8)
        painter.setFont(t.font("tick"))
        painter.setPen(t.colour("ink3"))
        base = round(top + high / 2 + metrics.capHeight() / 2)
        painter.drawText(QPointF(t.px(24) - head, base), shown)
