"""A painted list of what happened, the latest first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.theme import theme


class Trail(QWidget):
    """Each row has a dot, words, maybe a second line, and a time; a cut row tells all on hover."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._rows: list[tuple[str, str, str]] = []
        theme().changed.connect(self._fit)

    def show_rows(self, rows: list[tuple[str, str, str]]) -> None:
        """Show rows of words, second line (may be empty) and time."""
        if rows != self._rows:
            self._rows = rows
            spoken = (", ".join(part for part in row if part) for row in rows)
            self.setAccessibleDescription("; ".join(spoken))
            self._fit()

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
        for row in self._rows:
            y -= self._high(row)
            if y < 0:
                return row
        return None

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
            following = self._rows[i + 1] if i + 1 < len(self._rows) else None
            self._paint_row(painter, row, top, i == 0, following)
            top += self._high(row)

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
