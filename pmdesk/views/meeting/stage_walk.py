"""The walk on the wall: the track of glyphs with what lies ahead veiled, and the event in focus."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.marks import PhaseBand, phase_bands
from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timeline import Lane, Mark, TimelineEvent
from pmdesk.domain.timescale import TimeScale, ticks, zone_of
from pmdesk.domain.walk import Walk
from pmdesk.views.meeting.board import Board
from pmdesk.views.meeting.stage_card import EventCard
from pmdesk.views.meeting.wall import Wall
from pmdesk.views.theme.glyphs import lane_path

_NAMES, _LANE, _BAND, _AXIS, _GLYPH = 300, 56, 42, 60, 24
_MOST_LANES = 6
# How many seconds on either side of the event stay in view when zoomed to minutes.
_AROUND = 8 * 60


class WalkStage:
    """Paints the walk into a room of the wall."""

    def __init__(
        self, board: Board, wall: Wall, session: MeetingSession, whole: bool = False
    ) -> None:
        """With ``whole`` nothing is veiled and no event is in focus."""
        self.board, self.wall, self.session = board, wall, session
        walk = session.walk
        self.walk: Walk = walk.at(len(walk.order) - 1) if whole else walk
        self.whole = whole
        self.zone = zone_of(session.snapshot.postmortem.zone)
        self.card = EventCard(board, wall, session, self.walk)
        # Where the track was painted, for the pointer.
        self.field, self.shown_lanes = QRectF(), list[Lane]()
        self.scale: TimeScale | None = None

    def paint(self, painter: QPainter, room: QRectF) -> None:
        """Track above, card below."""
        lanes = self._lanes()
        board = self.board
        track = board.px(_BAND) + board.px(_LANE) * len(lanes) + board.px(_AXIS)
        top = QRectF(room.left(), room.top(), room.width(), track)
        if not self.walk.order:
            board.write_lines(
                painter,
                "body",
                "No event has a time yet. Type one: 14:32 what happened.",
                room,
                "ink2",
            )
            return
        at = self._paint_track(painter, top, lanes)
        card = QRectF(room.left(), top.bottom() + board.px(20), room.width(), 0)
        card.setBottom(room.bottom())
        if card.height() > board.px(180):
            self.card.paint(painter, card, at)

    def paint_whole(self, painter: QPainter, room: QRectF) -> float:
        """The whole track without a card; returns where it ends below."""
        if not self.walk.order:
            return room.top()
        lanes, board = self._lanes(), self.board
        high = board.px(_BAND) + board.px(_LANE) * len(lanes) + board.px(_AXIS)
        self._paint_track(painter, QRectF(room.left(), room.top(), room.width(), high), lanes)
        return room.top() + high

    def _lanes(self) -> list[Lane]:
        used = {event.lane_id for event in self.walk.order}
        lanes = [lane for lane in self.session.snapshot.lanes if lane.id in used]
        current = self.walk.event
        if len(lanes) > _MOST_LANES and current is not None:
            # There is room for a few: the one in focus is always among them.
            rest = [lane for lane in lanes if lane.id != current.lane_id][: _MOST_LANES - 1]
            lanes = [lane for lane in lanes if lane in rest or lane.id == current.lane_id]
        return lanes

    def _scale(self, width: float) -> TimeScale:
        at = [event.at.timestamp() for event in self.walk.order if event.at is not None]
        ends = [event.end.timestamp() for event in self.walk.order if event.end is not None]
        marks = [mark.at.timestamp() for mark in self.session.snapshot.marks]
        first, last = min([*at, *marks]), max([*at, *ends, *marks])
        if self.session.place.zoomed and not self.whole and self.walk.now is not None:
            now = self.walk.now.timestamp()
            first, last = now - _AROUND, now + _AROUND
        return TimeScale.fitted(first, max(last, first + 60), width, self.board.px(40))

    # -- the pointer

    @property
    def lane_bottom(self) -> float:
        """Where the last lane ends."""
        return (
            self.field.top() + self.board.px(_BAND) + self.board.px(_LANE) * len(self.shown_lanes)
        )

    def x_of(self, at: datetime) -> float:
        """Where a time stands on the track as it was painted."""
        return self.field.left() + (self.scale.x(at.timestamp()) if self.scale else 0.0)

    def time_at(self, x: float) -> float:
        """The time at a place, in seconds."""
        return self.scale.time(x - self.field.left()) if self.scale else 0.0

    def event_at(self, at: QPointF) -> TimelineEvent | None:
        """The event whose glyph, or whose flag, is under the pointer; the nearest of several."""
        board = self.board
        focused, reach = self.walk.event, float(board.px(_GLYPH))
        under = QRectF(self.field.left(), self.lane_bottom, self.field.width(), board.px(_AXIS))
        if under.contains(at) and focused is not None and focused.at is not None:
            near = abs(at.x() - self.x_of(focused.at)) < board.px(70)
            return focused if near else None
        row = int((at.y() - self.field.top() - board.px(_BAND)) // board.px(_LANE))
        if not self.field.contains(at) or not 0 <= row < len(self.shown_lanes):
            return None
        lane_id = self.shown_lanes[row].id
        found = [
            (abs(at.x() - self.x_of(event.at)), event is not focused, number)
            for number, event in enumerate(self.walk.order)
            if event.lane_id == lane_id and event.at is not None
        ]
        near_ones = [entry for entry in found if entry[0] <= reach]
        return self.walk.order[min(near_ones)[2]] if near_ones else None

    # -- the track

    def _paint_track(self, painter: QPainter, room: QRectF, lanes: list[Lane]) -> float:
        """The track; returns where the time stands that the walk has come to."""
        board = self.board
        field = QRectF(room)
        field.setLeft(room.left() + board.px(_NAMES))
        scale = self._scale(field.width())
        self.field, self.scale, self.shown_lanes = field, scale, lanes
        now = self.walk.now.timestamp() if self.walk.now else 0.0
        at = field.left() + scale.x(now)
        lane_top = room.top() + board.px(_BAND)
        lane_bottom = lane_top + board.px(_LANE) * len(lanes)
        painter.save()
        painter.setClipRect(QRectF(field.left(), room.top(), field.width(), room.height()))
        self._paint_phases(painter, field, scale, lane_bottom)
        self._paint_ticks(painter, field, scale, lane_bottom, at)
        painter.restore()
        if not self.whole:
            veiled = QRectF(QPointF(at, room.top()), QPointF(field.right(), lane_bottom))
            self._paint_veil(painter, veiled)
        for row, lane in enumerate(lanes):
            middle = lane_top + board.px(_LANE) * (row + 0.5)
            painter.fillRect(
                QRectF(room.left(), middle + board.px(_LANE) / 2 - 1, room.width(), 1),
                board.colour("line2"),
            )
            self._paint_name(painter, lane, room.left(), middle)
            painter.save()
            painter.setClipRect(
                QRectF(field.left(), lane_top, field.width(), lane_bottom - lane_top)
            )
            self._paint_lane(painter, lane, field.left(), scale, middle)
            painter.restore()
        if not self.whole:
            self._paint_now(painter, at, room.top(), lane_bottom)
        return at

    def _paint_name(self, painter: QPainter, lane: Lane, x: float, middle: float) -> None:
        board = self.board
        size = board.px(_GLYPH)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(board.colour(board.tokens.lane(lane.colour, "fill")))
        painter.drawPath(lane_path(lane.shape, x + size / 2, middle, size))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left = board.px(_NAMES) - size - board.px(28)
        name = board.elided("strong", self.wall.text(lane.name), left)
        board.write(
            painter, "strong", name, x + size + board.px(12), middle - board.line("strong") / 2
        )

    def _bands(self) -> list[PhaseBand]:
        now = None if self.whole else self.walk.now
        known = [mark for mark in self.session.snapshot.marks if now is None or mark.at <= now]
        return phase_bands(known, now)

    def _paint_phases(
        self, painter: QPainter, field: QRectF, scale: TimeScale, bottom: float
    ) -> None:
        board = self.board
        bands = self._bands()
        for number, band in enumerate(bands, start=1):
            left = max(field.left(), field.left() + scale.x(band.start.timestamp()))
            right = min(field.right(), field.left() + scale.x(band.end.timestamp()))
            if right <= left:
                continue
            token = {"Undetected": 1, "Diagnosing": 2, "Mitigating": 3, "Verifying": 4}.get(
                band.name.value, min(number, 4)
            )
            wide = right - left
            tint = board.colour(f"ph{token}")
            tint.setAlphaF(0.38)
            if not board.tokens.flat:
                painter.fillRect(
                    QRectF(left, field.top(), wide, board.px(_BAND)), board.colour(f"ph{token}")
                )
                painter.fillRect(
                    QRectF(
                        left,
                        field.top() + board.px(_BAND),
                        wide,
                        bottom - field.top() - board.px(_BAND),
                    ),
                    tint,
                )
            text = f"{band.name.value}  {round(band.minutes)} min"
            if board.width("small", text) + board.px(16) > wide:
                text = band.name.value
            if board.width("small", text) + board.px(16) <= wide:
                with board.on("canvas" if board.tokens.flat else f"ph{token}"):
                    x = left + (wide - board.width("small", text)) / 2
                    ink = "ink1" if board.tokens.flat else f"ph{token}_ink"
                    board.write(painter, "small", text, x, field.top() + board.px(6), ink)
        bounds = {at for band in bands for at in (band.start, band.end)}
        for mark in self._marks():
            x = field.left() + scale.x(mark.at.timestamp())
            # A mark within a phase leaves the name of the phase alone.
            top = field.top() + (0 if mark.at in bounds else board.px(_BAND))
            painter.fillRect(QRectF(x - 1, top, 2, bottom - top), board.colour("line3"))

    def _marks(self) -> list[Mark]:
        now = None if self.whole else self.walk.now
        return [m for m in self.session.snapshot.marks if now is None or m.at <= now]

    def _paint_ticks(
        self, painter: QPainter, field: QRectF, scale: TimeScale, bottom: float, at: float
    ) -> None:
        board = self.board
        painter.fillRect(QRectF(field.left(), bottom, field.width(), 2), board.colour("line3"))
        first, last = scale.time(0), scale.time(field.width())
        gap = board.width("label", "00:00:00") + board.px(60)
        for tick in ticks(first, last, scale.per_px, self.zone, gap):
            x = field.left() + scale.x(tick.at)
            painter.fillRect(QRectF(x, bottom, 2, board.px(8)), board.colour("line3"))
            wide = board.width("label", tick.text)
            if x - wide / 2 < field.left():
                continue
            if not self.whole and abs(x - at) < wide / 2 + board.width(
                "strong", tick.text
            ) / 2 + board.px(32):
                continue  # The flag of the time that was come to stands there.
            board.write(painter, "label", tick.text, x - wide / 2, bottom + board.px(12), "ink2")

    def _paint_veil(self, painter: QPainter, room: QRectF) -> None:
        if room.width() <= 0:
            return
        veil = self.board.colour("canvas")
        veil.setAlphaF(0.72)
        painter.fillRect(room, veil)
        brush = painter.brush()
        brush.setColor(self.board.colour("line2"))
        brush.setStyle(Qt.BrushStyle.BDiagPattern)
        painter.fillRect(room, brush)

    def _paint_lane(
        self, painter: QPainter, lane: Lane, left: float, scale: TimeScale, middle: float
    ) -> None:
        board = self.board
        size = board.px(_GLYPH)
        # The canvas around a known glyph takes as much as the edge of a hollow one adds.
        fill, edge = board.tokens.lane(lane.colour, "fill"), board.px(3)
        pictures = {
            True: board.glyph(lane.shape, fill, "canvas", size + board.px(5), edge),
            False: board.glyph(lane.shape, "canvas", fill, size - board.px(3), edge),
        }
        before: tuple[bool, float] | None = None
        for place, event in enumerate(self.walk.order):
            if event.lane_id != lane.id or event.at is None:
                continue
            known, focused = place <= self.walk.place, place == self.walk.place and not self.whole
            x = left + scale.x(event.at.timestamp())
            # What would lie on the glyph before it adds nothing to the picture.
            if before is not None and before[0] == known and x - before[1] < 2 and not focused:
                continue
            before = known, x
            if known and event.end is not None:
                until = event.end if self.whole else min(event.end, self.walk.now or event.end)
                wide = left + scale.x(until.timestamp()) - x
                bar = board.colour(fill)
                bar.setAlphaF(0.45)
                painter.fillRect(QRectF(x, middle - board.px(7), wide, board.px(14)), bar)
            picture = pictures[known]
            half = picture.width() / board.ratio / 2
            painter.drawPixmap(QPointF(x - half, middle - half), picture)
            if event.star and known:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(board.colour("ink1"))
                top = middle - size / 2 - board.px(11)
                painter.drawEllipse(QPointF(x, top), board.px(4.5), board.px(4.5))
            if focused:
                painter.setPen(QPen(board.colour("accent"), board.px(4)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(x, middle), size * 0.85, size * 0.85)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_now(self, painter: QPainter, at: float, top: float, bottom: float) -> None:
        board = self.board
        if self.walk.event is None or self.walk.now is None:
            return
        painter.fillRect(
            QRectF(at - 1.5, top, 3, bottom - top + board.px(8)), board.colour("accent")
        )
        text = clock_text(self.walk.now, self.zone)
        wide = board.width("strong", text) + board.px(40)
        flag = QRectF(at - wide / 2, bottom + board.px(6), wide, board.px(44))
        board.box(painter, flag, "accent", "accent", 10)
        with board.on("accent"):
            board.write(
                painter,
                "strong",
                text,
                flag.left() + board.px(20),
                flag.top() + board.px(6),
                "onaccent",
            )

    def spoken(self) -> str:
        """What the picture says in words."""
        return self.card.spoken()
