"""The agenda on the wall: a length per block by its minutes, and what is left of one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.meeting import AgendaBlock
from pmdesk.domain.sitting.agenda import short_title_of, step_named
from pmdesk.views.meeting.board import Board

HIGH = 104
_EDGE, _GAP, _TICK, _CLOCK = 56, 20, 26, 400


def title_of(block: AgendaBlock) -> str:
    """What a block is called on the wall."""
    return short_title_of(step_named(block.step), block.title)


def lengths(board: Board, blocks: list[AgendaBlock], width: float) -> list[float]:
    """How long each block is drawn: by its minutes, none too short to be named once it is done."""
    room = width - board.px(_GAP) * max(0, len(blocks) - 1)
    least = [board.width("strong", title_of(block)) + board.px(_TICK + 6) for block in blocks]
    spare = room - sum(least)
    if spare <= 0:
        return [room / max(1, len(blocks))] * len(blocks)
    total = sum(block.planned_s for block in blocks) or 1
    return [
        named + spare * block.planned_s / total for named, block in zip(least, blocks, strict=True)
    ]


def paint_agenda(
    painter: QPainter, board: Board, session: MeetingSession, width: float, clock: bool = True
) -> None:
    """The bar at the top of the wall, ``width`` pixels wide."""
    blocks = session.blocks
    edge = board.px(_EDGE)
    room = width - 2 * edge - (board.px(_CLOCK) if clock else 0)
    ids = [block.id for block in blocks]
    current = session.block
    at = ids.index(current.id) if current is not None else 0
    x = float(edge)
    for place, (block, long) in enumerate(zip(blocks, lengths(board, blocks, room), strict=True)):
        _paint_block(painter, board, session, block, QRectF(x, 0, long, board.px(HIGH)), place - at)
        x += long + board.px(_GAP)
    if clock:
        _paint_clock(painter, board, session, width - edge)
    painter.fillRect(
        QRectF(0, board.px(HIGH) - 1, width, max(1, board.px(1.5))), board.colour("line2")
    )


def _paint_block(
    painter: QPainter,
    board: Board,
    session: MeetingSession,
    block: AgendaBlock,
    room: QRectF,
    place: int,
) -> None:
    y, x = board.px(28), room.left()
    left = room.width()
    if place < 0:
        size = board.px(20)
        board.tick(painter, x + size / 2, y + board.line("strong") / 2, size)
        x += size + board.px(6)
        left -= size + board.px(6)
    role = "strong" if place == 0 else "label"
    title = board.elided(role, title_of(block), left)
    used = board.write(painter, role, title, x, y, "ink1" if place == 0 else "ink2")
    minutes = f"{round(block.planned_s / 60)} min"
    if place >= 0 and used + board.px(12) + board.width("label", minutes) <= left:
        board.write(painter, "label", minutes, x + used + board.px(12), y, "ink2")
    bar = QRectF(room.left(), board.px(74), room.width(), board.px(8))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(board.colour("ok" if place < 0 else "line2"))
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
    if place == 0:
        bar.setWidth(max(bar.height(), bar.width() * session.tempo.share))
        painter.setBrush(board.colour("accent"))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_clock(painter: QPainter, board: Board, session: MeetingSession, right: float) -> None:
    tempo = session.tempo
    words = ("over", "this step") if tempo.is_over else ("left in", "this step")
    if session.place.paused:
        words = ("paused in", "this step")
    side = max(board.width("label", word) for word in words)
    x = right - side
    y = board.px(HIGH) / 2 - board.line("label")
    for word in words:
        board.write(painter, "label", word, x, y, "ink2")
        y += board.line("label")
    figure = board.width("timer", tempo.text)
    ink = "warn" if tempo.warns else "ink1"
    top = (board.px(HIGH) - board.line("timer")) / 2
    board.write(painter, "timer", tempo.text, x - figure - board.px(14), top, ink)
