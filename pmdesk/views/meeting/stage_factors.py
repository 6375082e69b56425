"""Factors on the wall: one contributing factor with its whys, the others as a list beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.analysis import Factor
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.views.meeting.board import Board
from pmdesk.views.meeting.wall import Wall

_LIST, _GAP, _PAD = 480, 56, 22
_MOST_LINES = 3


class FactorsStage:
    """Paints one contributing factor with its whys into a room of the wall."""

    def __init__(self, board: Board, wall: Wall, session: MeetingSession) -> None:
        self.board, self.wall, self.session = board, wall, session
        self.tree = FactorTree(session.snapshot)
        self.focus = session.factor
        path = self.tree.path(self.focus.id) if self.focus is not None else []
        self.root: Factor | None = path[0] if path else None

    def paint(self, painter: QPainter, room: QRectF) -> None:
        """The list at the left, the one in focus beside it."""
        board = self.board
        if self.root is None or self.focus is None:
            board.write_lines(
                painter,
                "body",
                "No contributing factor yet. Type what had to be true; Enter adds it.",
                room,
                "ink2",
            )
            return
        listed = QRectF(room.left(), room.top(), board.px(_LIST), room.height())
        self._paint_list(painter, listed)
        rest = QRectF(listed.right() + board.px(_GAP), room.top(), 0, room.height())
        rest.setRight(room.right())
        self._paint_tree(painter, rest)

    # -- the list

    def _paint_list(self, painter: QPainter, room: QRectF) -> None:
        board = self.board
        roots = self.tree.roots
        board.write(painter, "heading", "Contributing factors", room.left(), room.top())
        count = str(len(roots))
        board.write(
            painter, "label", count, room.right() - board.width("label", count), room.top(), "ink2"
        )
        y = room.top() + board.px(52)
        assert self.root is not None
        first = self._first_shown(roots, room.height() - board.px(52))
        for factor in roots[first:]:
            text = self.wall.text(factor.text) or "…"
            wide = room.width() - board.px(76)
            current = factor.id == self.root.id
            lines = board.lines("item" if current else "body", text, wide, 2)
            high = len(lines) * board.line("body") + board.px(24)
            if y + high > room.bottom():
                return
            if current:
                board.box(
                    painter, QRectF(room.left(), y, room.width(), high), "surface", "accent", 10, 3
                )
            self._sign(painter, factor, room.left() + board.px(34), y + high / 2)
            with board.on("surface" if current else "canvas"):
                top = y + board.px(12)
                for line in lines:
                    role = "item" if current else "body"
                    board.write(painter, role, line, room.left() + board.px(64), top)
                    top += board.line("body")
            y += high + board.px(6)

    def _first_shown(self, roots: list[Factor], height: float) -> int:
        """Where the list begins, so that the one in focus is in sight."""
        board = self.board
        fit = max(1, int(height // (2 * board.line("body") + board.px(30))))
        at = next((i for i, f in enumerate(roots) if self.root and f.id == self.root.id), 0)
        return max(0, at - fit + 1)

    def _sign(self, painter: QPainter, factor: Factor, cx: float, cy: float) -> None:
        board = self.board
        size = board.px(28)
        branch = [factor, *self.tree.below(factor.id)]
        if any(self.tree.is_open(f) for f in branch):
            pen = QPen(board.colour("danger"), board.px(3))
            pen.setDashPattern([2, 2])
            painter.setPen(pen)
            painter.drawEllipse(QPointF(cx, cy), size / 2, size / 2)
            painter.fillRect(QRectF(cx - 3, cy - 3, 6, 6), board.colour("danger"))
        else:
            board.tick(painter, cx, cy, size)

    # -- the one in focus

    def _paint_tree(self, painter: QPainter, room: QRectF) -> None:
        board = self.board
        assert self.root is not None
        assert self.focus is not None
        path = self.tree.path(self.focus.id)
        # Three columns fit: the focus with what is above and below it.
        shown = path[-2:] if len(path) > 1 else path
        columns: list[list[Factor]] = [[shown[0]]]
        if len(shown) > 1:
            columns.append(self.tree.children(shown[0].id))
        columns.append(self.tree.children(shown[-1].id))
        columns = [column for column in columns if column]
        wide = min(
            board.px(620), (room.width() - board.px(_GAP) * (len(columns) - 1)) / len(columns)
        )
        middles: dict[str, QPointF] = {}
        for number, column in enumerate(columns):
            x = room.left() + number * (wide + board.px(_GAP))
            self._paint_column(painter, column, QRectF(x, room.top(), wide, room.height()), middles)

    def _paint_column(
        self,
        painter: QPainter,
        column: list[Factor],
        room: QRectF,
        middles: dict[str, QPointF],
    ) -> None:
        board = self.board
        gap = board.px(20)
        heights = [self._height(factor, room.width()) for factor in column]
        while heights and sum(heights) + gap * (len(heights) - 1) > room.height():
            # Less is shown, never smaller: the last ones go, but not the one in focus.
            drop = len(column) - 1
            if self.focus is not None and column[drop].id == self.focus.id and drop:
                drop -= 1
            column, heights = (
                column[:drop] + column[drop + 1 :],
                heights[:drop] + heights[drop + 1 :],
            )
        y = room.top() + max(0.0, (room.height() - sum(heights) - gap * (len(heights) - 1)) / 3)
        for factor, high in zip(column, heights, strict=True):
            box = QRectF(room.left(), y, room.width(), high)
            self._paint_card(painter, factor, box)
            above = middles.get(factor.parent_id or "")
            if above is not None:
                self._connect(painter, above, QPointF(box.left(), box.center().y()))
            middles[factor.id] = QPointF(box.right(), box.center().y())
            y += high + gap

    def _height(self, factor: Factor, width: float) -> int:
        board = self.board
        text = self.wall.text(factor.text) or "…"
        high = board.height_of("item", text, width - 2 * board.px(_PAD), _MOST_LINES)
        return high + 2 * board.px(_PAD) + (board.line("label") if self._note(factor)[0] else 0)

    def _note(self, factor: Factor) -> tuple[str, str]:
        actions = self.session.snapshot.actions_of(factor.id)
        if actions:
            roles = [self.wall.of(a.owner_id) for a in actions[:1]]
            return " · ".join([", ".join(a.key for a in actions), *filter(None, roles)]), "ok"
        if self.tree.is_open(factor):
            return "No action yet", "danger"
        return (factor.category.capitalize(), "ink2") if factor.category else ("", "ink2")

    def _paint_card(self, painter: QPainter, factor: Factor, room: QRectF) -> None:
        board = self.board
        note, ink = self._note(factor)
        focused = self.focus is not None and factor.id == self.focus.id
        edge = "accent" if focused else {"ok": "ok", "danger": "danger"}.get(ink, "line3")
        board.box(painter, room, "surface", edge, 12, 4 if focused else 2)
        inner = room.adjusted(board.px(_PAD), board.px(_PAD), -board.px(_PAD), -board.px(_PAD))
        with board.on("surface"):
            text = self.wall.text(factor.text) or "…"
            y = board.write_lines(painter, "item", text, inner, most=_MOST_LINES)
            board.write(
                painter, "label", board.elided("label", note, inner.width()), inner.left(), y, ink
            )

    def _connect(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        path = QPainterPath(start)
        middle = (start.x() + end.x()) / 2
        path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
        painter.setPen(QPen(self.board.colour("line3"), max(1.5, self.board.px(2.5))))
        painter.drawPath(path)

    def spoken(self) -> str:
        """What the picture says in words."""
        if self.focus is None:
            return "No contributing factor yet."
        return f"{self.wall.text(self.focus.text)}, {len(self.tree.children(self.focus.id))} whys"
