"""Drags on spans: stretch one by its ends, draw a new one on an empty lane."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from pmdesk.domain.change import Edit
from pmdesk.domain.marks import span_text
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Precision
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timeline_layout import GLYPH_X, LaneBand
from pmdesk.domain.timescale import moment
from pmdesk.edits.timeline import add_event, stretch_event
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.hits import Hit
from pmdesk.views.timeline.lane_paint import LanePainter
from pmdesk.views.timeline.layer import Piece
from pmdesk.views.timeline.moves import TimeDrag
from pmdesk.views.timeline.scene import TimelineScene
from pmdesk.views.timeline.snapping import Snapper

_NEW = "New event"


class StretchGesture(TimeDrag):
    """Moves the start or the end of a span; in a crowded lane it is held by its bar."""

    def __init__(self, scene: TimelineScene, painter: LanePainter, hit: Hit) -> None:
        assert hit.event is not None
        assert hit.event.at is not None
        assert hit.event.end is not None
        assert hit.band is not None
        assert hit.item is not None
        self.event: TimelineEvent = hit.event
        self.edge = hit.edge
        self._bar = hit.item.form == "bar"
        # The card of a bar stays where it is.
        self.ids = () if self._bar else (self.event.id,)
        self._times = (hit.event.at.timestamp(), hit.event.end.timestamp())
        start = self._times[0 if self.edge == "start" else 1]
        super().__init__(scene, start, Snapper(scene, (self.event.id,)))
        self._cards, self._band = painter, hit.band
        self._rect = scene.item_rect(hit.band, hit.item)
        self._settle()

    def carried(self, pixels: float) -> None:
        """Follow the window, which was panned by the other way."""
        self._rect.translate(pixels, 0)
        self._settle()

    def commit(self, snapshot: Snapshot) -> Edit | None:
        at = moment(self.snap.at)
        if self.edge == "start":
            return stretch_event(snapshot, self.event.id, at=at)
        return stretch_event(snapshot, self.event.id, end=at)

    def _span(self) -> tuple[float, float]:
        """Start and end as they would be; an edge dragged over the other stops there."""
        start, end = self._times
        if self.edge == "start":
            return min(self.snap.at, end), end
        return start, max(start, self.snap.at)

    def _settle(self) -> None:
        start, end = self._span()
        scale, inset = self._scene.scale, 0 if self._bar else theme().px(GLYPH_X)
        self._ghost = QRectF(self._rect)
        self._ghost.setLeft(round(scale.x(start)) - inset)
        self._ghost.setRight(max(scale.x(end) + 1, self._ghost.left() + max(2, 4 * inset)))
        length = f"{span_text(timedelta(seconds=end - start))} long"
        self.signs.place(self.snap.at, self._ghost, self.shift, self.snap.words or length)
        paint = self._paint_bar if self._bar else self._paint
        self.cards = [Piece(self._ghost.toAlignedRect().adjusted(-2, -2, 2, 2), paint)]

    def lifted(self) -> list[QRect]:
        return [] if self._bar else [self._rect.toAlignedRect()]

    def _paint(self, painter: QPainter) -> None:
        rect = QRectF(round(self._ghost.left()), self._ghost.top(), round(self._ghost.width()),
                      self._ghost.height())  # fmt: skip
        start, end = self._span()
        bar = max(1, round((end - start) / self._scene.scale.per_px))
        look = replace(self._cards.look_of(self.event, self._band, rect, True), bar=bar)
        LanePainter.paint_long(painter, rect, look)

    def _paint_bar(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("accent"))
        painter.drawRoundedRect(self._ghost.adjusted(0, -1, 0, 1), 2, 2)


class CreateGesture(TimeDrag):
    """Draws a new event on a lane, from where the mouse was pressed to where it is let go."""

    def __init__(
        self, scene: TimelineScene, painter: LanePainter, band: LaneBand, at: QPointF
    ) -> None:
        snapper = Snapper(scene, ())
        super().__init__(scene, snapper.snap(scene.scale.time(at.x())).at, snapper)
        self._cards, self._band = painter, band
        self.made = ""
        self._settle()

    def _span(self) -> tuple[float, float]:
        return min(self._from, self.snap.at), max(self._from, self.snap.at)

    def carried(self, pixels: float) -> None:
        """Both ends are times, so they stay where they are."""
        del pixels
        self._settle()

    def commit(self, snapshot: Snapshot) -> Edit | None:
        start, end = self._span()
        made = add_event(
            snapshot, self._band.index.lane.id, moment(start),
            end=moment(end) if end > start else None,
        )  # fmt: skip
        self.made = made.changes[0].record.id
        return made

    def said(self) -> str:
        return f"{_NEW}, {self._length()}"

    def _length(self) -> str:
        start, end = self._span()
        return f"{span_text(timedelta(seconds=end - start))} long" if end > start else "no length"

    def _settle(self) -> None:
        start, end = self._span()
        scale, inset = self._scene.scale, theme().px(GLYPH_X)
        height = self._scene.layout.heights.card
        left = round(scale.x(start)) - inset
        width = max(round(scale.x(end)) + 1 - left, theme().px(120))
        top = round(self._band.top + (self._band.height - height) / 2)
        self._ghost = QRectF(left, top, width, height)
        words = self.snap.words or self._band.index.lane.name
        self.signs.place(self.snap.at, self._ghost, self._length(), words)
        self.cards = [Piece(self._ghost.toAlignedRect().adjusted(-2, -2, 2, 2), self._paint)]

    def _paint(self, painter: QPainter) -> None:
        start, end = self._span()
        event = TimelineEvent(
            id="", pm_id="", lane_id=self._band.index.lane.id, title=_NEW, at=moment(start),
            precision=Precision.EXACT,
        )  # fmt: skip
        bar = round((end - start) / self._scene.scale.per_px)
        look = replace(self._cards.look_of(event, self._band, self._ghost, True), bar=bar)
        LanePainter.paint_long(painter, self._ghost, look)
