"""How the coverage is painted: the heads of actions, the rows of factors, and what joins them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.factors.coverage import ANSWER_NAMES, Answer, CoverageRow
from pmdesk.views.factors.coverage_plan import CoveragePlan, Place
from pmdesk.views.factors.rows import words
from pmdesk.views.theme.glyphs import draw_check, draw_status, draw_target
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

_ICONS = {
    Answer.DECIDED: "circle-minus",
    Answer.OUTSIDE: "log-out",
    Answer.UNKNOWN: "circle-question-mark",
}


def answer_words(row: CoverageRow) -> str:
    """What answers a factor, or why nothing has to, with the reason and who decided."""
    if row.answer in (Answer.QUIET, Answer.ASKED_FURTHER):
        return ""
    if row.answer is Answer.ACTION:
        count = len(row.action_ids)
        return "Answered" if count == 1 else f"Answered by {count} actions"
    text = "Not acting" if row.answer is Answer.DECIDED else ANSWER_NAMES[row.answer]
    if row.reason:
        text += f": {row.reason}"
    return f"{text} ({row.decided_by})" if row.decided_by else text


class CoveragePainter:
    """Paints a plan; ``chosen`` is the cell of the keyboard, ``hovered`` that of the mouse."""

    def __init__(
        self, painter: QPainter, plan: CoveragePlan, chosen: Place, hovered: Place | None
    ) -> None:
        self._painter, self._plan = painter, plan
        self._chosen, self._hovered = chosen, hovered
        self._loose = {action.id for action in plan.found.actions_left}
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(self, height: float, has_focus: bool) -> None:
        """All rows in sight, then the heads over them."""
        plan, p = self._plan, self._painter
        first = max(0, int(plan.y // plan.line))
        last = min(len(plan.rows), int((plan.y + height) // plan.line) + 1)
        for number in range(first, last):
            self._ground(number)
        self._grid(first, last)
        for number in range(first, last):
            self._row(number)
        if has_focus:
            self._ring()
        p.fillRect(QRectF(0, 0, plan.width, plan.head), theme().colour("canvas"))
        self._heads()

    def _ground(self, number: int) -> None:
        plan, t = self._plan, theme()
        row = plan.rows[number]
        on = row.factor.id == self._chosen.factor_id
        over = self._hovered is not None and row.factor.id == self._hovered.factor_id
        if not (on or over):
            return
        box = QRectF(t.px(16), plan.row_top(number), plan.width - t.px(28), plan.line)
        self._painter.fillRect(box, t.colour("accent_soft" if on else "hover"))
        if on:
            self._painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()),
                                   t.colour("accent"))  # fmt: skip

    def _grid(self, first: int, last: int) -> None:
        """A hairline under each row; lines between the actions."""
        plan, p = self._plan, self._painter
        p.setPen(QPen(theme().colour("line"), 1))
        for number in range(first, last):
            y = round(plan.row_top(number) + plan.line) - 0.5
            p.drawLine(QPointF(plan.left, y), QPointF(plan.width - plan.left, y))
        p.save()
        p.setClipRect(QRectF(plan.cells - 1, 0, plan.end - plan.cells + 2, 100_000))
        bottom = plan.row_top(len(plan.rows))
        for column in range(len(plan.found.actions) + 1):
            x = round(plan.column_left(column)) + 0.5
            p.drawLine(QPointF(x, plan.head), QPointF(x, bottom))
        p.restore()

    def _row(self, number: int) -> None:
        plan, p, t = self._plan, self._painter, theme()
        row = plan.rows[number]
        role = "body_semibold" if row.depth == 0 else "ui"
        text = row.factor.text or "Not written yet"
        words(p, plan.name(number), text, role, "ink1" if row.factor.text else "ink3")
        p.save()
        p.setClipRect(QRectF(plan.cells, 0, plan.end - plan.cells, 100_000))
        for column, action in enumerate(plan.found.actions):
            centre = QPointF(plan.column_left(column) + plan.cell / 2,
                             plan.row_top(number) + plan.line / 2)  # fmt: skip
            here = Place(row.factor.id, action.id)
            if action.id in row.action_ids:
                draw_check(p, centre.x(), centre.y(), t.px(18))
            elif here in (self._hovered, self._chosen):
                p.setPen(QPen(t.colour("line3"), 1.4))
                p.setBrush(Qt.BrushStyle.NoBrush)
                p.drawEllipse(centre, t.px(7), t.px(7))
        p.restore()
        self._answer(plan.answer(number), row)

    def _answer(self, box: QRectF, row: CoverageRow) -> None:
        p, t = self._painter, theme()
        text = answer_words(row)
        if not text:
            return
        side = t.px(15)
        middle = QPointF(box.left() + side / 2, box.center().y())
        if row.is_left_over:
            draw_target(p, False, middle.x(), middle.y(), side)
        elif row.answer is Answer.ACTION:
            draw_target(p, True, middle.x(), middle.y(), side)
        else:
            draw(p, _ICONS[row.answer], "ink2", box.left(), middle.y() - side / 2, side)
        room = box.adjusted(side + t.px(9), 0, 0, 0)
        if row.is_left_over:
            words(p, room, text, "ui_medium", "danger")
        else:
            words(p, room, text, "ui", "ink2")

    def _ring(self) -> None:
        rect = self._plan.rect(self._chosen)
        if rect.isEmpty():
            return
        p = self._painter
        p.setPen(QPen(theme().colour("accent"), 2))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 4, 4)

    def _heads(self) -> None:
        plan, p, t = self._plan, self._painter, theme()
        name = QRectF(plan.left, 0, plan.names - t.px(12), plan.head)
        words(p, name, "Factor, then why", "meta", "ink2")
        left = plan.end + t.px(20)
        words(p, QRectF(left, 0, plan.width - plan.left - left, plan.head), "How it stands",
              "meta", "ink2")  # fmt: skip
        p.save()
        p.setClipRect(QRectF(plan.cells, 0, plan.end - plan.cells, plan.head))
        for column, action in enumerate(plan.found.actions):
            self._head(QRectF(plan.column_left(column), 0, plan.cell, plan.head), action)
        p.restore()
        y = plan.head - 0.5
        p.setPen(QPen(t.colour("line2"), 1))
        p.drawLine(QPointF(plan.left, y), QPointF(plan.width - plan.left, y))

    def _head(self, box: QRectF, action: ActionItem) -> None:
        p, t = self._painter, theme()
        loose = action.id in self._loose
        on = action.id == self._chosen.action_id
        if on:
            p.fillRect(box.adjusted(1, 0, 0, 0), t.colour("accent_soft"))
        draw_status(p, action.status, box.center().x(), box.top() + t.px(15), t.px(14))
        p.setFont(t.font("meta_semibold"))
        p.setPen(t.colour("danger" if loose else "ink1"))
        key = QRectF(box.left(), box.top() + t.px(23), box.width(), t.px(20))
        p.drawText(key, Qt.AlignmentFlag.AlignCenter, action.key)
        if loose:
            pen = QPen(t.colour("danger"), 1.2)
            pen.setDashPattern([3.4, 2.6])
            p.setPen(pen)
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box.adjusted(4.5, 3.5, -3.5, -3.5), 5, 5)
