"""A painted list of what happened, the latest first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.theme import theme


class Trail(QWidget):
    """Each row has a dot, words, maybe a second line, and a time; a cut row tells all on hover.

    Rows that lead somewhere can be chosen by a click, or by the arrow keys and Enter: ``chosen``
    carries the row's number.
    """

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._rows: list[tuple[str, str, str]] = []
        self._leads: list[bool] = []
        self._current = 0
        self._hovered = -1
        theme().changed.connect(self._fit)

    def show_rows(self, rows: list[tuple[str, str, str]]) -> None:
        """Show rows of words, second line (may be empty) and time."""
        if rows != self._rows:
            self._rows = rows
            spoken = (", ".join(part for part in row if part) for row in rows)
            self.setAccessibleDescription("; ".join(spoken))
            self._fit()

    def allow_choice(self, leads: list[bool]) -> None:
        """Say which rows lead somewhere."""
        if leads != self._leads:
            self._leads = leads
            self._current = min(self._current, max(0, len(leads) - 1))
            able = any(leads)
            self.setMouseTracking(able)
            focus = Qt.FocusPolicy.StrongFocus if able else Qt.FocusPolicy.NoFocus
            self.setFocusPolicy(focus)
            self.update()

    def row_count(self) -> int:
        """How many rows are shown."""
        return len(self._rows)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self.row_at(event.pos().y())
            words = ". ".join(part for part in row if part) if row is not None else ""
            QToolTip.showText(event.globalPos(), tooltip_of(words), self)
            return True
        return super().event(event)

    def row_at(self, y: int) -> tuple[str, str, str] | None:
        """The row at a height, or None below the last one."""
        number = self.number_at(y)
        return self._rows[number] if number >= 0 else None

    def number_at(self, y: float) -> int:
        """The number of the row at a height, or -1 below the last one."""
        for number, row in enumerate(self._rows):
            y -= self._high(row)
            if y < 0:
                return number
        return -1

    # -- choosing

    def _leads_on(self, number: int) -> bool:
        return 0 <= number < len(self._leads) and self._leads[number]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self.number_at(event.position().y())
        self._hovered = number if self._leads_on(number) else -1
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if self._hovered >= 0 else Qt.CursorShape.ArrowCursor
        )
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self.number_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and self._leads_on(number):
            self._current = number
            self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps:
            at = self._current + steps[key]
            while 0 <= at < len(self._leads) and not self._leads[at]:
                at += steps[key]
            if 0 <= at < len(self._leads):
                self._current = at
                self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self._leads_on(self._current):
                self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._leads_on(self._current) and any(self._leads):
            self._current = self._leads.index(True)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _fit(self) -> None:
        high = sum(self._high(row) for row in self._rows)
        self.setFixedHeight(high)
        self.update()

    @staticmethod
    def _high(row: tuple[str, str, str]) -> int:
        return theme().px(50 if row[1] else 34)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0
        for i, row in enumerate(self._rows):
            self._paint_ground(painter, i, top)
            following = self._rows[i + 1] if i + 1 < len(self._rows) else None
            self._paint_row(painter, row, top, i == 0, following)
            top += self._high(row)

    def _paint_ground(self, painter: QPainter, number: int, top: int) -> None:
        t = theme()
        box = QRectF(t.px(18), top + 2, self.width() - t.px(18), self._high(self._rows[number]) - 3)
        if number == self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("hover"))
            painter.drawRoundedRect(box, 5, 5)
        if self.hasFocus() and number == self._current and self._leads_on(number):
            painter.setPen(QPen(t.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)

    def _paint_row(
        self,
        painter: QPainter,
        row: tuple[str, str, str],
        top: int,
        first: bool,
        following: tuple[str, str, str] | None,
    ) -> None:
        t = theme()
        middle = top + t.px(17)
        x, radius = t.px(8), t.px(4)
        if following is not None:
            painter.setPen(QPen(t.colour("line2"), 1.4))
            end = top + self._high(row) + t.px(17) - radius
            painter.drawLine(QPointF(x, middle + radius), QPointF(x, end))
        painter.setPen(QPen(t.colour("ink1" if first else "line3"), 1.4))
        painter.setBrush(t.colour("ink1" if first else "surface"))
        painter.drawEllipse(QPointF(x, middle), radius, radius)
        title, detail, when = row
        metrics = t.fonts.metrics("meta_regular", t.scale)
        taken = metrics.horizontalAdvance(when) + 2
        left = t.px(26)
        line = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(t.font("meta_regular"))
        painter.setPen(t.colour("ink2"))
        painter.drawText(QRectF(self.width() - taken, top, taken, t.px(34)), line, when)
        wide = self.width() - left - taken - t.px(12)
        painter.setFont(t.font("ui"))
        painter.setPen(t.colour("ink1"))
        mode = Qt.TextElideMode.ElideRight
        cut = painter.fontMetrics().elidedText(title, mode, round(wide))
        painter.drawText(QRectF(left, top, wide, t.px(34)), line, cut)
        if detail:
            painter.setFont(t.font("meta_regular"))
            painter.setPen(t.colour("ink2"))
            room = self.width() - left
            cut = painter.fontMetrics().elidedText(detail, mode, room)
            painter.drawText(QRectF(left, top + t.px(26), room, t.px(18)), line, cut)
