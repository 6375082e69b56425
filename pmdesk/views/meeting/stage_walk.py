"""The walk on the wall: the track of glyphs with what lies ahead veiled, and the event in focus."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.marks import PhaseBand, phase_bands
from pmdesk.domain.terms import EventKind, name_of
from pmdesk.domain.time_text import clock_text, spoken_time
from pmdesk.domain.timeline import Lane, Mark, TimelineEvent
from pmdesk.domain.timescale import TimeScale, ticks, zone_of
from pmdesk.domain.walk import Walk
from pmdesk.edits.meaning import decision_of
from pmdesk.views.meeting.board import Board
from pmdesk.views.meeting.wall import Wall
from pmdesk.views.theme.glyphs import lane_path

_NAMES, _LANE, _BAND, _AXIS, _GLYPH = 300, 56, 42, 60, 24
_MOST_LANES = 6
# How many seconds on either side of the event stay in view when zoomed to minutes.
_AROUND = 8 * 60
_CARD_FIELDS = (
    ("cues", "Cues seen"),
    ("belief", "Belief held"),
    ("goal", "Goal"),
    ("options", "Options weighed"),
    ("pressure", "Pressure"),
    ("normal", "What normal looks like"),
)


class WalkStage:
    """Paints the walk into a room of the wall."""

    def __init__(self, board: Board, wall: Wall, session: MeetingSession) -> None:
        self.board, self.wall, self.session = board, wall, session
        self.walk: Walk = session.walk
        self.zone = zone_of(session.snapshot.postmortem.zone)

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
        self._paint_track(painter, top, lanes)
        card = QRectF(room.left(), top.bottom() + board.px(16), room.width(), 0)
        card.setBottom(room.bottom())
        if card.height() > board.px(180):
            self._paint_card(painter, card)

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
        if self.session.place.zoomed and self.walk.now is not None:
            now = self.walk.now.timestamp()
            first, last = now - _AROUND, now + _AROUND
        return TimeScale.fitted(first, max(last, first + 60), width, self.board.px(40))

    # -- the track

    def _paint_track(self, painter: QPainter, room: QRectF, lanes: list[Lane]) -> None:
        board = self.board
        field = QRectF(room)
        field.setLeft(room.left() + board.px(_NAMES))
        scale = self._scale(field.width())
        now = self.walk.now.timestamp() if self.walk.now else 0.0
        at = field.left() + scale.x(now)
        lane_top = room.top() + board.px(_BAND)
        lane_bottom = lane_top + board.px(_LANE) * len(lanes)
        painter.save()
        painter.setClipRect(QRectF(field.left(), room.top(), field.width(), room.height()))
        self._paint_phases(painter, field, scale, lane_bottom)
        self._paint_ticks(painter, field, scale, lane_bottom, at)
        painter.restore()
        self._paint_veil(
            painter, QRectF(QPointF(at, room.top()), QPointF(field.right(), lane_bottom))
        )
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
        self._paint_now(painter, at, room.top(), lane_bottom)

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
        now = self.walk.now
        known = [mark for mark in self.session.snapshot.marks if now is None or mark.at <= now]
        return phase_bands(known, now)

    def _paint_phases(
        self, painter: QPainter, field: QRectF, scale: TimeScale, bottom: float
    ) -> None:
        board = self.board
        for number, band in enumerate(self._bands(), start=1):
            left = field.left() + scale.x(band.start.timestamp())
            right = field.left() + scale.x(band.end.timestamp())
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
        for mark in self._marks():
            x = field.left() + scale.x(mark.at.timestamp())
            painter.fillRect(
                QRectF(x - 1, field.top(), 2, bottom - field.top()), board.colour("line3")
            )

    def _marks(self) -> list[Mark]:
        now = self.walk.now
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
            if abs(x - at) < wide / 2 + board.width("strong", tick.text) / 2 + board.px(32):
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
        colour = board.colour(board.tokens.lane(lane.colour, "fill"))
        known = set(self.walk.order[: self.walk.place + 1])
        for event in self.walk.order:
            if event.lane_id != lane.id or event.at is None:
                continue
            x = left + scale.x(event.at.timestamp())
            if event in known and event.end is not None:
                until = min(event.end, self.walk.now or event.end)
                wide = left + scale.x(until.timestamp()) - x
                bar = board.colour(board.tokens.lane(lane.colour, "fill"))
                bar.setAlphaF(0.45)
                painter.fillRect(QRectF(x, middle - board.px(7), wide, board.px(14)), bar)
            path = lane_path(lane.shape, x, middle, size)
            painter.setPen(
                QPen(colour if event not in known else board.colour("canvas"), board.px(3))
            )
            painter.setBrush(colour if event in known else board.colour("canvas"))
            painter.drawPath(path)
            if event is self.walk.event:
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

    # -- the card

    def _paint_card(self, painter: QPainter, room: QRectF) -> None:
        event = self.walk.event
        if event is None:
            return
        board, wall = self.board, self.wall
        board.box(painter, room)
        pad = board.px(40)
        x, right = room.left() + pad, room.right() - pad
        y = room.top() + board.px(24)
        with board.on("surface"):
            used = self._paint_head(painter, event, x, y)
            count = self.walk.text
            board.write(
                painter,
                "label",
                count,
                right - board.width("label", count),
                y + board.px(4),
                "ink2",
            )
            y += used + board.px(16)
            inner = QRectF(x, y, right - x, room.bottom() - board.px(16) - y)
            title = wall.text(event.title) or "Untitled event"
            y = board.write_lines(painter, "event", title, inner, most=2) + board.px(8)
            inner.setTop(y)
            if self.session.place.evidence:
                self._paint_evidence(painter, event, inner)
            elif (
                event.kind is EventKind.DECISION
                and decision_of(self.session.snapshot, event.id) is not None
            ):
                self._paint_decision(painter, event, inner)
            else:
                self._paint_words(painter, event, inner)

    def _paint_head(self, painter: QPainter, event: TimelineEvent, x: float, y: float) -> float:
        board, wall = self.board, self.wall
        lane = self.session.snapshot.get(Lane, event.lane_id)
        if lane is not None:
            tokens = board.tokens
            soft = "canvas" if tokens.flat else tokens.lane(lane.colour, "soft")
            x += board.tag(painter, wall.text(lane.name), x, y, tokens.lane(lane.colour), soft)
            x += board.px(16)
        parts = [spoken_time(event, self.zone), wall.role(event.actor)]
        if event.kind is not EventKind.OBSERVATION:
            parts.append(name_of(event.kind))
        if event.hypothesis is not None:
            parts.append(name_of(event.hypothesis).lower())
        board.write(painter, "label", " · ".join(p for p in parts if p), x, y + board.px(4), "ink2")
        return board.line("small") + board.px(10)

    def _paint_words(self, painter: QPainter, event: TimelineEvent, room: QRectF) -> None:
        board = self.board
        evidence = self.session.snapshot.evidence_of(event.id)
        foot = board.line("label") + board.px(12) if evidence else 0
        room.setBottom(room.bottom() - foot)
        board.write_lines(painter, "body", self.wall.text(event.text), room, "ink2")
        if evidence:
            first = evidence[0]
            title = self.wall.text(first.title or first.text or first.link)
            y = room.bottom() + board.px(6)
            more = f"{len(evidence) - 1} more" if len(evidence) > 1 else "Evidence"
            key = f"{more}  ↓"
            wide = board.width("label", key)
            board.write(painter, "label", key, room.right() - wide, y, "ink2")
            shown = board.elided("strong", title, room.width() - wide - board.px(40))
            board.write(painter, "strong", shown, room.left(), y)

    def _paint_evidence(self, painter: QPainter, event: TimelineEvent, room: QRectF) -> None:
        board, wall = self.board, self.wall
        rows = self.session.snapshot.evidence_of(event.id)
        if not rows:
            board.write_lines(painter, "body", "No evidence yet.", room, "ink2")
        for row in rows:
            who = f" ({wall.role(row.speaker)})" if row.speaker else ""
            words = " — ".join(
                p for p in (wall.text(row.title), wall.text(row.text) + who) if p.strip()
            )
            room.setTop(
                board.write_lines(painter, "body", words or wall.text(row.link), room, most=3)
                + board.px(8)
            )

    def _paint_decision(self, painter: QPainter, event: TimelineEvent, room: QRectF) -> None:
        board = self.board
        card = decision_of(self.session.snapshot, event.id)
        half = (room.width() - board.px(40)) / 2
        high = board.line("small") + board.line("body")
        for number, (field, label) in enumerate(_CARD_FIELDS):
            x = room.left() + (number % 2) * (half + board.px(40))
            y = room.top() + (number // 2) * (high + board.px(6))
            if y + high > room.bottom():
                return
            board.write(painter, "small", label, x, y, "ink2")
            said = board.elided("body", self.wall.text(getattr(card, field)) or "…", half)
            board.write(painter, "body", said, x, y + board.line("small"))

    def spoken(self) -> str:
        """What the picture says in words."""
        event = self.walk.event
        if event is None:
            return "No event has a time yet."
        return f"{self.walk.text}: {spoken_time(event, self.zone)}, {self.wall.text(event.title)}"
