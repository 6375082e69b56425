"""Drags on the timeline: move, stretch, rubber band, flag and pan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QRegion

from pmdesk.domain.change import Edit
from pmdesk.domain.lane_packing import Item
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Precision, name_of
from pmdesk.domain.time_text import shift_text
from pmdesk.domain.timeline import Mark, TimelineEvent
from pmdesk.domain.timeline_layout import LaneBand
from pmdesk.domain.timescale import moment
from pmdesk.edits.timeline import move_events_to_lanes, stretch_event
from pmdesk.edits.timeline_lanes import move_mark
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.cards import card, shadow
from pmdesk.views.timeline.drag_paint import paint_badge, paint_guide, paint_tip, tip_rect
from pmdesk.views.timeline.lane_paint import LanePainter
from pmdesk.views.timeline.pixmaps import Pixmaps
from pmdesk.views.timeline.scene import Hit, TimelineScene
from pmdesk.views.timeline.snapping import Snap, Snapper, words_of_time

Mods = Qt.KeyboardModifier


class Gesture(Protocol):
    """A drag from the moment it is lifted; positions are pixels of the lanes.

    ``commit`` gives the one edit of the drag as a function of the snapshot, or None; ``cancel``
    needs nothing, since nothing has been changed. ``dirty`` is the region its picture covers.
    """

    static: bool

    def update(self, at: QPointF, mods: Mods) -> None: ...
    def commit(self) -> Edit | None: ...
    def paint(self, painter: QPainter) -> None: ...
    def dirty(self) -> QRegion: ...


class MoveGesture:
    """Moves the grabbed event, and those selected with it, in time and across lanes."""

    static = True

    def __init__(
        self, scene: TimelineScene, painter: LanePainter, pixmaps: Pixmaps, hit: Hit, at: QPointF
    ) -> None:
        assert hit.event is not None
        assert hit.band is not None
        assert hit.item is not None
        self._scene, self._cards, self._pixmaps = scene, painter, pixmaps
        self.lead: TimelineEvent = hit.event
        self._from_band: LaneBand = hit.band
        ids = scene.selected_events()
        self.ids = ids if self.lead.id in ids else (self.lead.id,)
        self._origin = at
        self._rects = self._places(hit.band, hit.item)
        self._snapper = Snapper(scene, self.ids)
        assert self.lead.at is not None
        self._from = self.lead.at.timestamp()
        self.snap = Snap(self._from)
        self.band: LaneBand = hit.band
        self._now = at

    def _places(
        self, band: LaneBand, item: Item
    ) -> list[tuple[TimelineEvent, LaneBand, QRectF, bool]]:
        scene = self._scene
        places = [(self.lead, band, scene.item_rect(band, item), item.flipped)]
        for event_id in self.ids[:60]:
            place = scene.layout.place_of(event_id) if event_id != self.lead.id else None
            if place is not None and place[1].form != "cluster":
                event = place[0].index.events[place[1].lo]
                places.append((event, place[0], scene.item_rect(*place), place[1].flipped))
        return places

    @property
    def shift(self) -> float:
        """How far it has moved, in seconds."""
        return self.snap.at - self._from

    def update(self, at: QPointF, mods: Mods) -> None:
        self._now = at
        wanted = self._from + (at.x() - self._origin.x()) * self._scene.scale.per_px
        if mods & Mods.ShiftModifier:
            self.snap = Snap(self._from)
        elif mods & Mods.AltModifier:
            self.snap = Snap(float(round(wanted)))
        else:
            self.snap = self._snapper.snap(wanted)
        if abs(self.snap.at - self._from) < 0.5:
            self.snap = Snap(self._from, self.snap.words)
        self.band = self._scene.layout.band_at(at.y()) or self.band

    def carried(self, pixels: float) -> None:
        """Follow the window, which was panned by the other way."""
        self._origin += QPointF(pixels, 0)
        self._rects = [(e, b, rect.translated(pixels, 0), f) for e, b, rect, f in self._rects]

    def _lane_steps(self) -> int:
        bands = self._scene.layout.bands
        step = bands.index(self.band) - bands.index(self._from_band)
        places = [bands.index(band) for _, band, _, _ in self._rects]
        if min(places) + step < 0 or max(places) + step >= len(bands):
            return 0
        return step

    def lanes(self) -> dict[str, str]:
        """The lane that each moved event goes to, by its id."""
        step = self._lane_steps()
        order = [lane.id for lane in self._scene.lanes()]
        moved: dict[str, str] = {}
        for event_id in self.ids:
            event = self._scene.index.by_id[event_id]
            at = order.index(event.lane_id) if event.lane_id in order else -1
            fits = at >= 0 and 0 <= at + step < len(order)
            moved[event_id] = order[at + step] if fits else event.lane_id
        return moved

    def commit(self) -> Edit | None:
        by = timedelta(seconds=self.shift)
        snapshot: Snapshot = self._scene.document.snapshot
        return move_events_to_lanes(snapshot, self.lanes(), by)

    def _ghosts(self) -> list[tuple[TimelineEvent, LaneBand, QRectF, bool]]:
        bands = self._scene.layout.bands
        dx = round(self.shift / self._scene.scale.per_px)
        step = self._lane_steps()
        ghosts = []
        for event, band, rect, flipped in self._rects:
            to = bands[bands.index(band) + step]
            moved = rect.translated(dx, 0)
            if to is not band:
                moved.moveTop(to.top + (to.height - rect.height()) / 2)
            ghosts.append((event, to, moved, flipped))
        return ghosts

    def paint(self, painter: QPainter) -> None:
        t = theme()
        pen = QPen(t.colour("line3"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for _, _, rect, _ in self._rects:
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        paint_guide(painter, self._scene, self.snap.at)
        ratio = painter.device().devicePixelRatioF()
        ghosts = self._ghosts()
        for event, band, rect, flipped in reversed(ghosts):
            w, h = int(rect.width()), int(rect.height())
            if w < 1500 and not t.tokens.flat:
                painter.drawPixmap(
                    rect.topLeft() - QPointF(18, 18), shadow(self._pixmaps, w, h, ratio)
                )
            look = self._cards.look_of(event, band, rect, True, flipped)
            if event is self.lead and event.precision is Precision.EXACT:
                look = replace(look, time=words_of_time(self._scene, self.snap.at))
            painter.drawPixmap(rect.topLeft(), card(self._pixmaps, look, ratio))
        paint_badge(painter, self._scene, self.snap.at)
        lead = ghosts[0][2]
        paint_tip(painter, self._scene, lead, *self._tip())

    def _tip(self) -> tuple[str, str, str]:
        words = self.snap.words
        if self.band is not self._from_band and not words:
            words = f"To {self.band.index.lane.name}"
        if len(self.ids) > 1 and not words:
            words = f"{len(self.ids)} events"
        return words_of_time(self._scene, self.snap.at), shift_text(self.shift), words

    def dirty(self) -> QRegion:
        region = QRegion()
        for ghost in self._ghosts():
            region += ghost[2].toAlignedRect().adjusted(-20, -20, 20, 32)
        for _, _, rect, _ in self._rects:
            region += rect.toAlignedRect().adjusted(-2, -2, 2, 2)
        lead = self._ghosts()[0][2]
        region += tip_rect(self._scene, lead, *self._tip()).toAlignedRect().adjusted(-4, -4, 4, 4)
        x = round(self._scene.scale.x(self.snap.at))
        region += QRect(x - 40, -self._scene.ruler - 4000, 80, self._scene.ruler + 12000)
        return region


class StretchGesture:
    """Moves the start or the end of a span."""

    static = True

    def __init__(
        self, scene: TimelineScene, painter: LanePainter, pixmaps: Pixmaps, hit: Hit
    ) -> None:
        assert hit.event is not None
        assert hit.band is not None
        assert hit.item is not None
        self._scene, self._cards, self._pixmaps = scene, painter, pixmaps
        self.event: TimelineEvent = hit.event
        self.ids = (self.event.id,)
        self._band = hit.band
        self._rect = scene.item_rect(hit.band, hit.item)
        self.edge = hit.edge
        self._snapper = Snapper(scene, self.ids)
        assert self.event.at is not None
        assert self.event.end is not None
        self._from = (self.event.at if self.edge == "start" else self.event.end).timestamp()
        self.snap = Snap(self._from)

    def update(self, at: QPointF, mods: Mods) -> None:
        wanted = self._scene.scale.time(at.x())
        if mods & Mods.AltModifier:
            self.snap = Snap(float(round(wanted)))
        else:
            self.snap = self._snapper.snap(wanted)

    def commit(self) -> Edit | None:
        at = moment(self.snap.at)
        snapshot = self._scene.document.snapshot
        if self.edge == "start":
            return stretch_event(snapshot, self.event.id, at=at)
        return stretch_event(snapshot, self.event.id, end=at)

    def _ghost(self) -> QRectF:
        assert self.event.at is not None
        assert self.event.end is not None
        scale, rect = self._scene.scale, QRectF(self._rect)
        start = self.snap.at if self.edge == "start" else self.event.at.timestamp()
        end = self.snap.at if self.edge == "end" else self.event.end.timestamp()
        rect.setLeft(scale.x(min(start, end)) - 13)
        rect.setRight(max(scale.x(max(start, end)), rect.left() + 60))
        return rect

    def paint(self, painter: QPainter) -> None:
        paint_guide(painter, self._scene, self.snap.at)
        ghost = self._ghost()
        painter.setPen(QPen(theme().colour("accent"), 2))
        painter.setBrush(theme().colour("accent_soft"))
        painter.drawRoundedRect(ghost.adjusted(1, 1, -1, -1), 6, 6)
        painter.setFont(theme().font("ui_medium"))
        painter.setPen(theme().colour("ink1"))
        inside = ghost.adjusted(27, 0, -8, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, self.event.title)
        paint_badge(painter, self._scene, self.snap.at)
        paint_tip(painter, self._scene, ghost, *self._tip())

    def _tip(self) -> tuple[str, str, str]:
        time = words_of_time(self._scene, self.snap.at)
        return time, shift_text(self.snap.at - self._from), self.snap.words

    def dirty(self) -> QRegion:
        ghost = self._ghost()
        region = QRegion(ghost.united(self._rect).toAlignedRect().adjusted(-4, -4, 4, 4))
        region += tip_rect(self._scene, ghost, *self._tip()).toAlignedRect().adjusted(-4, -4, 4, 4)
        x = round(self._scene.scale.x(self.snap.at))
        return region + QRect(x - 40, -self._scene.ruler - 4000, 80, self._scene.ruler + 12000)


class FlagGesture:
    """Drags a flag; the mark stands where it is let go."""

    static = True
    ids: tuple[str, ...] = ()

    def __init__(self, scene: TimelineScene, mark: Mark) -> None:
        self._scene, self.mark = scene, mark
        self._snapper = Snapper(scene, (), mark.id)
        self._from = mark.at.timestamp()
        self.snap = Snap(self._from)

    def update(self, at: QPointF, mods: Mods) -> None:
        wanted = self._scene.scale.time(at.x())
        if mods & Mods.AltModifier:
            self.snap = Snap(float(round(wanted)))
        else:
            self.snap = self._snapper.snap(wanted)

    def commit(self) -> Edit | None:
        return move_mark(self._scene.document.snapshot, self.mark.kind, moment(self.snap.at))

    def _anchor(self) -> QRectF:
        x = self._scene.scale.x(self.snap.at)
        return QRectF(x, -6, 10, 6)

    def _tip(self) -> tuple[str, str, str]:
        words = self.snap.words or name_of(self.mark.kind)
        time = words_of_time(self._scene, self.snap.at)
        return time, shift_text(self.snap.at - self._from), words

    def paint(self, painter: QPainter) -> None:
        paint_guide(painter, self._scene, self.snap.at)
        paint_badge(painter, self._scene, self.snap.at)
        paint_tip(painter, self._scene, self._anchor(), *self._tip())

    def dirty(self) -> QRegion:
        x = round(self._scene.scale.x(self.snap.at))
        region = QRegion(QRect(x - 40, -self._scene.ruler - 4000, 80, self._scene.ruler + 12000))
        tip = tip_rect(self._scene, self._anchor(), *self._tip())
        return region + tip.toAlignedRect().adjusted(-4, -4, 4, 4)


class RubberGesture:
    """A rectangle on empty space that selects what it touches."""

    static = True
    ids: tuple[str, ...] = ()

    def __init__(self, scene: TimelineScene, at: QPointF, keep: tuple[str, ...]) -> None:
        self._scene, self._origin, self._keep = scene, at, keep
        self.rect = QRectF(at, at)

    def update(self, at: QPointF, mods: Mods) -> None:
        del mods
        self.rect = QRectF(self._origin, at).normalized()

    def touched(self) -> list[str]:
        """The ids of the events whose card or cluster the rectangle touches."""
        scene = self._scene
        first, last = scene.scale.time(self.rect.left()), scene.scale.time(self.rect.right())
        found = list(self._keep)
        for band in scene.layout.bands:
            if band.top > self.rect.bottom() or band.top + band.height < self.rect.top():
                continue
            for item in scene.layout.items(band.index, first, last):
                if scene.item_rect(band, item).intersects(self.rect):
                    found.extend(e.id for e in band.index.events[item.lo : item.hi])
        return list(dict.fromkeys(found))

    def commit(self) -> Edit | None:
        self._scene.selection.select(TimelineEvent, *self.touched())
        return None

    def paint(self, painter: QPainter) -> None:
        fill = theme().colour("accent")
        fill.setAlphaF(0.1)
        painter.setPen(QPen(theme().colour("accent"), 1))
        painter.setBrush(fill)
        painter.drawRect(self.rect.adjusted(0.5, 0.5, -0.5, -0.5))

    def dirty(self) -> QRegion:
        return QRegion(self.rect.toAlignedRect().adjusted(-2, -2, 2, 2))


class PanGesture:
    """Moves the window on time with the middle button or on the ruler."""

    static = False
    ids: tuple[str, ...] = ()

    def __init__(self, scene: TimelineScene, at: QPointF) -> None:
        self._scene, self._origin, self._scale = scene, at, scene.scale

    def update(self, at: QPointF, mods: Mods) -> None:
        del mods
        self._scene.set_scale(self._scale.panned(round(self._origin.x() - at.x())))

    def commit(self) -> Edit | None:
        return None

    def paint(self, painter: QPainter) -> None:
        del painter

    def dirty(self) -> QRegion:
        return QRegion()
