"""Where the cells of the coverage lie, and which part of it a point or a key means."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from pmdesk.domain.factors.coverage import Coverage, CoverageRow
from pmdesk.views.theme.theme import theme

HEAD, LINE, CELL, STEP = 48, 34, 54, 22


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: a factor and an action. Without an action it is the factor's own answer."""

    factor_id: str = ""
    action_id: str = ""


class CoveragePlan:
    """The rectangles of a coverage in a view of a size, scrolled by ``x`` and ``y`` pixels."""

    def __init__(self, found: Coverage, rows: list[CoverageRow], width: float) -> None:
        t = theme()
        self.found, self.rows, self.width = found, rows, width
        self.x = self.y = 0.0
        self.left = float(t.px(24))
        self.head, self.line, self.cell = t.px(HEAD), t.px(LINE), t.px(CELL)
        wide = len(found.actions) * self.cell
        # Names and answers share what the actions leave, but never less than can be read.
        rest = max(t.px(440), width - 2 * self.left - wide)
        self.names = min(t.px(620), max(t.px(220), rest * 0.62))
        self.answers = max(t.px(180), min(t.px(460), rest - self.names))
        self.cells = self.left + self.names
        self.room = max(float(self.cell), width - self.cells - self.answers - self.left)
        self.end = self.cells + min(self.room, wide)
        self.widest = max(0.0, wide - self.room)
        self._rows = {row.factor.id: n for n, row in enumerate(rows)}
        self._columns = {action.id: n for n, action in enumerate(found.actions)}

    @property
    def height(self) -> float:
        """How high all of it is, with the heads."""
        return float(self.head + len(self.rows) * self.line + theme().px(16))

    def row_top(self, number: int) -> float:
        """Where a row begins."""
        return self.head + number * self.line - self.y

    def column_left(self, number: int) -> float:
        """Where an action's column begins."""
        return self.cells + number * self.cell - self.x

    def name(self, number: int) -> QRectF:
        """The words of a factor, further in for each level."""
        inset = min(self.names / 2, self.rows[number].depth * theme().px(STEP))
        left = self.left + inset
        return QRectF(left, self.row_top(number), self.cells - left - theme().px(12), self.line)

    def answer(self, number: int) -> QRectF:
        """What answers a factor, in words."""
        left = self.end + theme().px(20)
        return QRectF(left, self.row_top(number), self.width - self.left - left, self.line)

    def rect(self, place: Place) -> QRectF:
        """The rectangle of a cell; empty for one that is not shown."""
        row = self._rows.get(place.factor_id)
        if row is None:
            return QRectF()
        if not place.action_id:
            return self.answer(row).adjusted(-theme().px(8), 0, 0, 0)
        column = self._columns.get(place.action_id)
        if column is None:
            return QRectF()
        return QRectF(self.column_left(column), self.row_top(row), self.cell, self.line)

    def at(self, at: QPointF) -> Place | None:
        """The cell at a point; over an action's head it has no factor. None beside all of it."""
        column = ""
        if self.cells <= at.x() < self.end:
            number = int((at.x() - self.cells + self.x) // self.cell)
            if number < len(self.found.actions):
                column = self.found.actions[number].id
        if at.y() < self.head:
            return Place("", column) if column else None
        row = int((at.y() - self.head + self.y) // self.line)
        if 0 <= row < len(self.rows):
            return Place(self.rows[row].factor.id, column)
        return None

    def is_name(self, at: QPointF) -> bool:
        """Whether a point lies on the words of factors."""
        return at.x() < self.cells

    def beside(self, place: Place, across: int, down: int) -> Place:
        """The cell so many steps away; at the edge the last one."""
        if not self.rows:
            return Place()
        row = self._rows.get(place.factor_id)
        if row is None:
            row, down = 0, 0
        column = self._columns.get(place.action_id, len(self.found.actions))
        row = max(0, min(len(self.rows) - 1, row + down))
        column = max(0, min(len(self.found.actions), column + across))
        beyond = column == len(self.found.actions)
        action_id = "" if beyond else self.found.actions[column].id
        return Place(self.rows[row].factor.id, action_id)
