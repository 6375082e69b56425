"""A time put right on the wall: the glyph in focus or its flag dragged along the track."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.marks import span_text
from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.timeline import move_events
from pmdesk.views.meeting.stage_walk import WalkStage

# After how many pixels a press is a drag.
_LIFT = 4.0


class TrackDrag:
    """One gesture on the track: pressed, moved, released or cancelled; nothing is written before
    it is released. A press without a drag looks at the event under the pointer."""

    def __init__(self, session: MeetingSession) -> None:
        self._session = session
        self._stage: WalkStage | None = None
        self._event: TimelineEvent | None = None
        self._from = QPointF()
        self._to: datetime | None = None

    @property
    def is_on(self) -> bool:
        """Whether an event is held."""
        return self._event is not None

    @property
    def time(self) -> datetime | None:
        """The time (UTC) that the event would get; None while nothing is lifted."""
        return self._to

    def press(self, stage: WalkStage | None, at: QPointF) -> bool:
        """Take hold of what is under the pointer, if there is an event."""
        event = stage.event_at(at) if stage is not None else None
        self._stage, self._event, self._from, self._to = stage, event, at, None
        return event is not None

    def move(self, at: QPointF, fine: bool = False) -> bool:
        """Follow the pointer, minute by minute, or by the second when ``fine``."""
        stage, event = self._stage, self._event
        if stage is None or event is None or event.at is None:
            return False
        if self._to is None and abs(at.x() - self._from.x()) < _LIFT * stage.board.unit:
            return False
        moved = stage.time_at(at.x()) - stage.time_at(self._from.x())
        exact = event.at + timedelta(seconds=moved)
        step = 1 if fine else 60
        self._to = datetime.fromtimestamp(round(exact.timestamp() / step) * step, UTC)
        return True

    def release(self) -> None:
        """Move the event there, in one step of undo; without a drag, look at it."""
        event, to = self._event, self._to
        self.cancel()
        if event is None or event.at is None:
            return
        if to is None:
            self._session.look_at(TimelineEvent, event.id)
            return
        by = to - event.at
        if by:
            self._session.document.attempt(lambda s: move_events(s, [event.id], by=by))

    def cancel(self) -> None:
        """Put the event back."""
        self._stage = self._event = self._to = None

    def paint(self, painter: QPainter) -> None:
        """Where the event would stand, and how far that is from where it stood."""
        stage, event, to = self._stage, self._event, self._to
        if stage is None or event is None or to is None or event.at is None:
            return
        board = stage.board
        x = max(stage.field.left(), min(stage.x_of(to), stage.field.right()))
        top, bottom = stage.field.top(), stage.lane_bottom
        pen = painter.pen()
        pen.setColor(board.colour("accent"))
        pen.setWidthF(max(2.0, board.px(3)))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        by = to - event.at
        way = "later" if by > timedelta() else "earlier"
        far = f"  {span_text(abs(by))} {way}" if by else ""
        text = clock_text(to, stage.zone) + far
        wide = board.width("strong", text) + board.px(40)
        left = max(stage.field.left(), min(x - wide / 2, stage.field.right() - wide))
        tip = QRectF(left, bottom + board.px(6), wide, board.px(44))
        board.box(painter, tip, "ink1", "ink1", 10)
        with board.on("ink1"):
            y = tip.top() + board.px(6)
            board.write(painter, "strong", text, left + board.px(20), y, "canvas")
