"""The parked ideas at the side of the wall: their count, or their words once that is due."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.views.meeting.board import Board
from pmdesk.views.meeting.wall import Wall

# How wide the rail is closed and open, on a screen of 1080 pixels.
RAIL = {False: 110, True: 430}


def paint_parking(
    painter: QPainter,
    board: Board,
    wall: Wall,
    session: MeetingSession,
    room: QRectF,
    is_open: bool,
) -> None:
    """The rail at the right."""
    ideas = session.ideas
    painter.fillRect(room, board.colour("sunken"))
    painter.fillRect(QRectF(room.left(), room.top(), 1, room.height()), board.colour("line2"))
    with board.on("sunken"):
        if not is_open:
            if ideas:
                middle = QPointF(room.center().x(), room.top() + board.px(46))
                painter.setPen(QPen(board.colour("ink2"), max(1.5, board.px(2.5))))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(middle, board.px(19), board.px(19))
                _centred(painter, board, "P", room, board.px(30), "small")
                _centred(painter, board, str(len(ideas)), room, board.px(78), "strong")
            return
        x, y = room.left() + board.px(28), room.top() + board.px(28)
        board.write(painter, "heading", "Parked ideas", x, y)
        count = str(len(ideas))
        right = room.right() - board.px(28)
        board.write(painter, "label", count, right - board.width("label", count), y, "ink2")
        y += board.px(52)
        for idea in ideas:
            text = wall.text(session.idea_read(idea).text or idea.text)
            wide = right - x - board.px(36)
            high = board.height_of("body", text, wide, 3) + board.px(32)
            if y + high > room.bottom() - board.px(12):
                return
            card = QRectF(x, y, right - x, high)
            board.box(painter, card, "surface", "line2", 12)
            inner = card.adjusted(board.px(18), board.px(16), -board.px(18), 0)
            with board.on("surface"):
                board.write_lines(painter, "body", text, inner, most=3)
            y += high + board.px(14)


def _centred(
    painter: QPainter, board: Board, text: str, room: QRectF, down: float, role: str
) -> None:
    x = room.center().x() - board.width(role, text) / 2
    board.write(painter, role, text, x, room.top() + down, "ink2")
