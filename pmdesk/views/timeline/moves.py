"""Drags that change the timeline: move events, place one, move a flag."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from pmdesk.domain.change import Edit
from pmdesk.domain.lane_packing import Item
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Precision, name_of
from pmdesk.domain.time_text import sign_of
from pmdesk.domain.timeline import Mark, TimelineEvent
from pmdesk.domain.timeline_layout import LaneBand
from pmdesk.domain.timescale import moment
from pmdesk.edits.timeline import edit_event, move_events_to_lanes
from pmdesk.edits.timeline_lanes import move_mark
from pmdesk.views.theme.shadows import margin
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.cards import (
    CardLook,
    blank_time,
    card,
    draw_with_time,
    lifted_card,
    shadow,
    write_time,
)
from pmdesk.views.timeline.drag_paint import DragSigns
from pmdesk.views.timeline.hits import Hit
from pmdesk.views.timeline.lane_paint import LanePainter
from pmdesk.views.timeline.layer import Piece
from pmdesk.views.timeline.order import lanes_below
from pmdesk.views.timeline.pixmaps import Pixmaps
from pmdesk.views.timeline.scene import TimelineScene
from pmdesk.views.timeline.snapping import REACH_PX, Snap, Snapper, words_of_time

Mods = Qt.KeyboardModifier
_Place = tuple[TimelineEvent, LaneBand, QRectF, bool]
# More cards than this move as one heap: only these are drawn, and fewer tell their new time.
_DRAWN, _TIMED = 60, 8
_MINUTE = 60.0
# The picture of a card that fills the screen would take longer than painting what is in sight.
_LONG = 1500
SHADOW = margin("card")


class TimeDrag:
    """What drags along the axis share: where they began, what they snap to, what they show."""

    static = True
    ids: tuple[str, ...] = ()

    def __init__(self, scene: TimelineScene, start: float, snapper: Snapper) -> None:
        self._scene, self._snapper, self._from = scene, snapper, start
        self.snap = Snap(start)
        self.signs = DragSigns(scene, self.ids)
        self.cards: list[Piece] = []

    @property
    def shift(self) -> float:
        """How far it has moved, in seconds."""
        return self.snap.at - self._from

    def _snapped(self, wanted: float, mods: Mods) -> Snap:
        if mods & Mods.AltModifier:
            return Snap(float(round(wanted)))
        return self._snapper.snap(wanted)

    def update(self, at: QPointF, mods: Mods) -> bool:
        """Follow the pointer."""
        snap = self._snapped(self._scene.scale.time(at.x()), mods)
        if snap == self.snap:
            return False
        self.snap = snap
        self._settle()
        return True

    def _settle(self) -> None:
        """Work out where all stands after another snap."""
        raise NotImplementedError

    def said(self) -> str:
        """What a reader tells when it is let go: "14:33, 3 min earlier"."""
        return f"{self.signs.time}, {self.signs.shift}"

    def lifted(self) -> list[QRect]:
        """What the things that are dragged covered, in pixels of the lanes."""
        return []

    def pieces(self) -> list[Piece]:
        """The guide, the cards over it, the badge and the tip."""
        return [self.signs.guide(), *self.cards, *self.signs.above()]

    def paint_under(self, painter: QPainter) -> None:
        """Nothing stays behind."""


class MoveGesture(TimeDrag):
    """Moves the grabbed event, and those selected with it, in time and across lanes."""

    def __init__(
        self, scene: TimelineScene, painter: LanePainter, pixmaps: Pixmaps, hit: Hit, at: QPointF
    ) -> None:
        assert hit.event is not None
        assert hit.event.at is not None
        assert hit.band is not None
        assert hit.item is not None
        self.lead: TimelineEvent = hit.event
        ids = scene.selected_events()
        self.ids = ids if self.lead.id in ids else (self.lead.id,)
        super().__init__(scene, hit.event.at.timestamp(), Snapper(scene, self.ids))
        self._cards, self._pixmaps = painter, pixmaps
        self._from_band = self.band = hit.band
        self._origin = at
        self._rects = self._places(hit.band, hit.item)
        self._ghosts: list[_Place] = []
        self._pictures: dict[tuple[str, str, int, int, str, float], tuple[QPixmap, CardLook]] = {}
        self._from_rects = [rect.toAlignedRect() for _, _, rect, _ in self._rects]
        self._settle()

    def lifted(self) -> list[QRect]:
        return self._from_rects

    def _places(self, band: LaneBand, item: Item) -> list[_Place]:
        scene = self._scene
        places = [(self.lead, band, scene.item_rect(band, item), item.flipped)]
        for event_id in self.ids[:_DRAWN]:
            place = scene.layout.place_of(event_id) if event_id != self.lead.id else None
            if place is not None and place[1].form != "cluster":
                event = place[0].index.events[place[1].lo]
                places.append((event, place[0], scene.item_rect(*place), place[1].flipped))
        return places

    def update(self, at: QPointF, mods: Mods) -> bool:
        wanted = self._from + (at.x() - self._origin.x()) * self._scene.scale.per_px
        snap = Snap(self._from) if mods & Mods.ShiftModifier else self._snapped(wanted, mods)
        if abs(snap.at - self._from) < 0.5:
            snap = Snap(self._from, snap.words)
        band = self._scene.layout.band_at(at.y()) or self.band
        if snap == self.snap and band is self.band:
            return False
        self.snap, self.band = snap, band
        self._settle()
        return True

    def carried(self, pixels: float) -> None:
        """Follow the window, which was panned by the other way."""
        self._origin += QPointF(pixels, 0)
        self._rects = [(e, b, rect.translated(pixels, 0), f) for e, b, rect, f in self._rects]
        self._settle()

    def _lane_steps(self) -> int:
        bands = self._scene.layout.bands
        step = bands.index(self.band) - bands.index(self._from_band)
        places = [bands.index(band) for _, band, _, _ in self._rects]
        return step if min(places) + step >= 0 and max(places) + step < len(bands) else 0

    def commit(self, snapshot: Snapshot) -> Edit | None:
        lanes = lanes_below(self._scene, self.ids, self._lane_steps())
        return move_events_to_lanes(snapshot, lanes, timedelta(seconds=self.shift))

    def _settle(self) -> None:
        """Work out where the ghosts and signs stand, and what they cover."""
        bands = self._scene.layout.bands
        dx = round(self.shift / self._scene.scale.per_px)
        step = self._lane_steps()
        self._ghosts = []
        self.cards = []
        more = self._longer_time()
        for event, band, rect, flipped in self._rects:
            to = bands[bands.index(band) + step] if step else band
            ghost = rect.translated(dx, 0)
            if event is self.lead:
                ghost.adjust(-more if flipped else 0, 0, 0 if flipped else more, 0)
            if to is not band:
                ghost.moveTop(round(to.top + (to.height - rect.height()) / 2))
            place = (event, to, ghost, flipped)
            self._ghosts.append(place)
            covered = ghost.toAlignedRect().adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW)
            # The one that was grabbed lies on top.
            self.cards.insert(0, Piece(covered, partial(self._paint_ghost, place=place)))
        self.signs.place(self.snap.at, self._ghosts[0][2], self.shift, self._words())

    def _longer_time(self) -> int:
        """How many pixels more the time may take on the card: close by it can have seconds, and
        then it is as wide from the start, so that the card does not twitch."""
        if self.lead.end is not None:
            return 0
        scene, sign = self._scene, sign_of(self.lead.precision)
        shown = scene.layout.words(self.lead)[0]
        new = sign + words_of_time(scene, self.snap.at)
        if scene.scale.per_px * 2 * REACH_PX < _MINUTE:
            new = sign + words_of_time(scene, self.snap.at - self.snap.at % _MINUTE + 1)
        role = "meta" if scene.layout.heights.near else "time"
        return max(0, round(scene.measure(new, role) - scene.measure(shown, role)))

    def _words(self) -> str:
        if self.snap.words:
            return self.snap.words
        if self.band is not self._from_band and self._lane_steps():
            return f"To {self.band.index.lane.name}"
        return f"{len(self.ids)} events" if len(self.ids) > 1 else ""

    def said(self) -> str:
        told = super().said() if self.shift else ""
        lane = self.band.index.lane.name if self.band is not self._from_band else ""
        return ", ".join(part for part in (told, lane) if part)

    def paint_under(self, painter: QPainter) -> None:
        pen = QPen(theme().colour("line3"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for _, _, rect, _ in self._rects:
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def picture(self) -> QPixmap:
        """The grabbed card, to be carried out of the timeline."""
        event, band, rect, flipped = self._rects[0]
        size = QRectF(0, 0, min(rect.width(), 320.0), rect.height())
        return card(self._pixmaps, self._cards.look_of(event, band, size, True, flipped), 1.0)

    def _paint_ghost(self, painter: QPainter, place: _Place) -> None:
        event, band, rect, _ = place
        ratio = painter.device().devicePixelRatioF()
        time = ""
        if len(self._ghosts) <= _TIMED and event.precision is not Precision.BETWEEN and event.at:
            time = sign_of(event.precision)
            time += words_of_time(self._scene, event.at.timestamp() + self.shift)
        w, h = int(rect.width()), int(rect.height())
        if w >= _LONG:
            LanePainter.paint_long(painter, rect, self._look(place, time))
            return
        # One picture does for all times of as many figures: only they are written anew.
        key = (event.id, band.index.lane.id, w, h, blank_time(time), ratio)
        if key not in self._pictures:
            look = self._look(place, time)
            self._pictures[key] = lifted_card(self._pixmaps, look, ratio), look
        picture, look = self._pictures[key]
        painter.drawPixmap(rect.topLeft() - QPointF(SHADOW, SHADOW), picture)
        if time:
            write_time(painter, rect, look, time)

    def _look(self, place: _Place, time: str) -> CardLook:
        event, band, rect, flipped = place
        look = self._cards.look_of(event, band, rect, True, flipped)
        return replace(look, time=time) if time else look


class PlaceGesture(TimeDrag):
    """Brings an event without a time from the tray to a place in the lanes."""

    def __init__(
        self, scene: TimelineScene, painter: LanePainter, pixmaps: Pixmaps, event: TimelineEvent
    ) -> None:
        self.event = event
        super().__init__(scene, scene.scale.start, Snapper(scene, (event.id,)))
        self._cards, self._pixmaps = painter, pixmaps
        self._band: LaneBand | None = None
        self._ghost = QRectF()

    def update(self, at: QPointF, mods: Mods) -> bool:
        band = self._scene.layout.band_at(at.y()) or self._band
        snap = self._snapped(self._scene.scale.time(at.x()), mods)
        if snap == self.snap and band is self._band:
            return False
        self.snap, self._band = snap, band
        self.carried(0)
        return True

    def carried(self, pixels: float) -> None:
        """Its place is a time, so it is worked out anew."""
        del pixels
        if self._band is None:
            return
        before, after = self._scene.layout.extent(self.event)
        left = round(self._scene.scale.x(self.snap.at) - before)
        height = self._scene.layout.heights.card
        top = round(self._band.top + (self._band.height - height) / 2)
        self._ghost = QRectF(left, top, round(before + after), height)
        words = self.snap.words or self._band.index.lane.name
        self.signs.place(self.snap.at, self._ghost, None, words)
        covered = self._ghost.toAlignedRect().adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW)
        self.cards = [Piece(covered, self._paint)]

    def pieces(self) -> list[Piece]:
        # Over the ruler it has no place yet.
        return super().pieces() if self._band is not None else []

    def commit(self, snapshot: Snapshot) -> Edit | None:
        if self._band is None:
            return None
        return edit_event(
            snapshot, self.event.id, "Place event", at=moment(self.snap.at),
            precision=Precision.EXACT, lane_id=self._band.index.lane.id,
        )  # fmt: skip

    def said(self) -> str:
        return f"{self.signs.time}, {self.event.title}"

    def _paint(self, painter: QPainter) -> None:
        if self._band is None:
            return
        ratio = painter.device().devicePixelRatioF()
        w, h = int(self._ghost.width()), int(self._ghost.height())
        if not theme().tokens.flat:
            at = self._ghost.topLeft() - QPointF(SHADOW, SHADOW)
            painter.drawPixmap(at, shadow(self._pixmaps, w, h, ratio))
        look = self._cards.look_of(self.event, self._band, self._ghost, True)
        look = replace(look, time=self.signs.time)
        draw_with_time(painter, self._pixmaps, self._ghost.topLeft(), look, ratio)


class FlagGesture(TimeDrag):
    """Drags a flag; the mark stands where it is let go."""

    def __init__(self, scene: TimelineScene, mark: Mark) -> None:
        self.mark = mark
        super().__init__(scene, mark.at.timestamp(), Snapper(scene, (), mark.id))
        self._settle()

    def carried(self, pixels: float) -> None:
        """Follow the window, which was panned by the other way."""
        del pixels
        self._settle()

    def commit(self, snapshot: Snapshot) -> Edit | None:
        return move_mark(snapshot, self.mark.kind, moment(self.snap.at))

    def said(self) -> str:
        return f"{name_of(self.mark.kind)} {super().said()}"

    def _settle(self) -> None:
        anchor = QRectF(self._scene.scale.x(self.snap.at), self._scene.scroll - 6, 10, 6)
        words = self.snap.words or name_of(self.mark.kind)
        self.signs.place(self.snap.at, anchor, self.shift, words)

    def lifted(self) -> list[QRect]:
        scene = self._scene
        top = round(scene.scroll) - scene.ruler
        return [QRect(0, top, round(scene.width), scene.ruler)]
