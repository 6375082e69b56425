"""The card under the track: the event in focus, what shows it, or what others tell of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.accounts import Account, accounts_of
from pmdesk.domain.terms import EventKind, HypothesisState, name_of
from pmdesk.domain.time_text import spoken_time
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.domain.timescale import zone_of
from pmdesk.domain.walk import Walk
from pmdesk.edits.meaning import decision_of
from pmdesk.views.meeting.board import Board
from pmdesk.views.meeting.wall import Wall

_CARD_FIELDS = (
    ("cues", "Cues seen"),
    ("belief", "Belief held"),
    ("goal", "Goal"),
    ("options", "Options weighed"),
    ("pressure", "Pressure"),
    ("normal", "What normal looks like"),
)
_MOST_ACCOUNTS = 3


class EventCard:
    """Paints the event in focus as it was seen when it happened."""

    def __init__(self, board: Board, wall: Wall, session: MeetingSession, walk: Walk) -> None:
        self.board, self.wall, self.session, self.walk = board, wall, session, walk
        self.zone = zone_of(session.snapshot.postmortem.zone)

    def paint(self, painter: QPainter, room: QRectF, at: float) -> None:
        """The card; ``at`` is where the flag of its time stands above it."""
        event = self.walk.seen
        if event is None:
            return
        board = self.board
        board.box(painter, room)
        self._notch(painter, room, at)
        pad = board.px(40)
        with board.on("surface"):
            inner = room.adjusted(pad, board.px(24), -pad, -board.px(16))
            self._foot(painter, inner)
            inner.setTop(inner.top() + self._head(painter, event, inner) + board.px(16))
            accounts = self._accounts(event) if self.session.place.accounts else []
            if len(accounts) > 1:
                self._side_by_side(painter, accounts, inner)
                return
            title = self.wall.text(event.title) or "Untitled event"
            y = board.write_lines(painter, "event", title, inner, most=2) + board.px(8)
            inner.setTop(y)
            if self.session.place.evidence:
                self._evidence(painter, event, inner)
            elif (
                event.kind is EventKind.DECISION
                and decision_of(self.session.snapshot, event.id) is not None
            ):
                self._decision(painter, event, inner)
            else:
                self._words(painter, event, inner)

    def _notch(self, painter: QPainter, room: QRectF, at: float) -> None:
        """The small tip that ties the card to the flag above it."""
        board = self.board
        half, high = board.px(14), board.px(13)
        x = max(room.left() + 2 * half, min(at, room.right() - 2 * half))
        tip = QPainterPath(QPointF(x - half, room.top() + 1))
        tip.lineTo(QPointF(x, room.top() - high))
        tip.lineTo(QPointF(x + half, room.top() + 1))
        painter.fillPath(tip, board.colour("surface"))
        painter.setPen(QPen(board.colour("line2"), max(1.0, 1.5 * board.unit)))
        painter.drawPath(tip)

    def _head(self, painter: QPainter, event: TimelineEvent, room: QRectF) -> float:
        board, wall = self.board, self.wall
        x, y = room.left(), room.top()
        count = self.walk.text
        right = room.right() - board.width("label", count)
        board.write(painter, "label", count, right, y + board.px(4), "ink2")
        lane = self.session.snapshot.get(Lane, event.lane_id)
        if lane is not None:
            tokens = board.tokens
            soft = "canvas" if tokens.flat else tokens.lane(lane.colour, "soft")
            name = board.elided("small", wall.text(lane.name), room.width() / 3)
            x += board.tag(painter, name, x, y, tokens.lane(lane.colour), soft) + board.px(16)
        parts = [spoken_time(event, self.zone), wall.role(event.actor)]
        if event.kind is not EventKind.OBSERVATION:
            parts.append(name_of(event.kind))
        if event.hypothesis not in (None, HypothesisState.OPEN):
            parts.append(name_of(event.hypothesis).lower())
        if event.star:
            parts.append("turning point")
        said = " · ".join(p for p in parts if p)
        said = board.elided("label", said, right - x - board.px(24))
        board.write(painter, "label", said, x, y + board.px(4), "ink2")
        return board.line("small") + board.px(10)

    def _foot(self, painter: QPainter, room: QRectF) -> None:
        """What came before: what follows is veiled, here as on the track."""
        board, place = self.board, self.walk.place
        if place < 1 or room.height() < board.px(290):
            return
        before = self.walk.order[place - 1]
        high = board.line("label") + board.px(14)
        y = room.bottom() - board.line("label")
        line = room.bottom() - high
        painter.fillRect(QRectF(room.left(), line, room.width(), 1), board.colour("line2"))
        said = f"←  {spoken_time(before, self.zone)}  {self.wall.text(before.title)}"
        board.write(
            painter, "label", board.elided("label", said, room.width()), room.left(), y, "ink2"
        )
        room.setBottom(line - board.px(10))

    def _words(self, painter: QPainter, event: TimelineEvent, room: QRectF) -> None:
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

    def _evidence(self, painter: QPainter, event: TimelineEvent, room: QRectF) -> None:
        board, wall = self.board, self.wall
        rows = self.session.snapshot.evidence_of(event.id)
        if not rows:
            board.write_lines(painter, "body", "No evidence yet.", room, "ink2")
        for row in rows:
            who = f" ({wall.role(row.speaker)})" if row.speaker else ""
            words = ": ".join(
                p for p in (wall.text(row.title), wall.text(row.text) + who) if p.strip()
            )
            room.setTop(
                board.write_lines(painter, "body", words or wall.text(row.link), room, most=3)
                + board.px(8)
            )

    def _decision(self, painter: QPainter, event: TimelineEvent, room: QRectF) -> None:
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

    # -- accounts

    def _accounts(self, event: TimelineEvent) -> list[Account]:
        return accounts_of(self.walk.known(self.session.snapshot), [event.id])

    def _side_by_side(self, painter: QPainter, accounts: list[Account], room: QRectF) -> None:
        board, wall = self.board, self.wall
        shown = accounts[:_MOST_ACCOUNTS]
        gap = board.px(40)
        wide = (room.width() - gap * (len(shown) - 1)) / len(shown)
        for number, account in enumerate(shown):
            x = room.left() + number * (wide + gap)
            if number:
                painter.fillRect(
                    QRectF(x - gap / 2, room.top(), 1, room.height()), board.colour("line3")
                )
            cell = QRectF(x, room.top(), wide, room.height())
            teller = wall.role(account.teller) or "One account"
            board.write(painter, "heading", board.elided("heading", teller, wide), x, cell.top())
            cell.setTop(cell.top() + board.line("heading") + board.px(10))
            for event in account.events:
                if cell.height() < board.line("label") + board.line("body"):
                    break
                at = spoken_time(event, self.zone)
                board.write(
                    painter, "label", board.elided("label", at, wide), x, cell.top(), "ink2"
                )
                cell.setTop(cell.top() + board.line("label"))
                words = wall.text(event.title or event.text)
                cell.setTop(board.write_lines(painter, "body", words, cell, most=3) + board.px(12))

    def spoken(self) -> str:
        """The event in words."""
        event = self.walk.seen
        if event is None:
            return "No event has a time yet."
        at = spoken_time(event, self.zone)
        return f"{self.walk.text}: {at}, {self.wall.text(event.title)}"
