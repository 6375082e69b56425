"""The figures on top of the library, each with a small chart, from what the library holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pmdesk.domain import metrics
from pmdesk.domain.day_names import month_text
from pmdesk.domain.library import LibraryFigures
from pmdesk.domain.metrics import MonthFigure, Spread
from pmdesk.views.controls.panels import Hairline
from pmdesk.views.theme.theme import theme

_HIGH = 132


class FigureCard(QWidget):
    """A name, a large figure with a note, and room for a chart below."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.figure = ""
        self.note = ""
        self._alarming = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        return QSize(200, theme().px(_HIGH))

    def show_figure(self, figure: str, note: str = "", alarming: bool = False) -> None:
        """Show a figure with its note; an alarming note is red."""
        self.figure, self.note, self._alarming = figure, note, alarming
        self.setAccessibleName(f"{self._name}: {figure} {note}".strip())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(t.font("meta"))
        painter.setPen(t.colour("ink2"))
        painter.drawText(QRectF(0, t.px(4), self.width(), t.px(18)), 0, self._name)
        painter.setFont(t.font("figure"))
        painter.setPen(t.colour("ink1"))
        wide = t.fonts.metrics("figure", t.scale).horizontalAdvance(self.figure)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, t.px(27), wide + 4, t.px(32)), middle, self.figure)
        painter.setFont(t.font("meta"))
        painter.setPen(t.colour("danger" if self._alarming else "ink2"))
        x = wide + t.px(12)
        painter.drawText(QRectF(x, t.px(29), self.width() - x, t.px(32)), middle, self.note)
        self.paint_chart(painter, QRectF(0, t.px(68), self.width() - t.px(40), t.px(56)))

    def paint_chart(self, painter: QPainter, box: QRectF) -> None:
        """Draw the chart into a box."""

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class OpenActionsCard(FigureCard):
    """Open actions as a bar of those with time, due this week, overdue and without a date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Open actions", parent)
        self._parts: list[tuple[str, int, str]] = []

    def show_spread(self, counted: Spread) -> None:
        """Show the open actions by due date."""
        self._parts = [
            ("On time", counted.later, "system_fill"),
            ("Due this week", counted.this_week, "detection_fill"),
            ("Overdue", counted.overdue, "danger"),
            ("No date", counted.no_date, "line3"),
        ]
        late = f"{counted.overdue} overdue" if counted.overdue else "none overdue"
        self.show_figure(str(counted.total), late, bool(counted.overdue))
        self.setToolTip(", ".join(f"{name} {n}" for name, n, _ in self._parts if n))

    def paint_chart(self, painter: QPainter, box: QRectF) -> None:
        t = theme()
        parts = [part for part in self._parts if part[1]]
        whole = sum(count for _, count, _ in parts)
        painter.setPen(Qt.PenStyle.NoPen)
        bar, gap = t.px(9), 3
        x, y = box.left(), box.top() + t.px(12)
        if not whole:
            painter.setBrush(t.colour("line"))
            painter.drawRoundedRect(QRectF(x, y, box.width(), bar), 3, 3)
            return
        room = box.width() - gap * (len(parts) - 1)
        for _, count, token in parts:
            width = room * count / whole
            painter.setBrush(t.colour(token))
            painter.drawRoundedRect(QRectF(x, y, width, bar), 3, 3)
            x += width + gap
        self._key(painter, parts, box.left(), y + bar + t.px(16))

    def _key(
        self, painter: QPainter, parts: list[tuple[str, int, str]], x: float, cy: float
    ) -> None:
        t = theme()
        metrics_ = t.fonts.metrics("meta", t.scale)
        for name, count, token in parts:
            words = f"{name} {count}"
            width = t.px(14) + metrics_.horizontalAdvance(words)
            if x + width > self.width() - 8:
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour(token))
            side = t.px(8)
            painter.drawRoundedRect(QRectF(x, cy - side / 2, side, side), 2, 2)
            painter.setFont(t.font("meta"))
            painter.setPen(t.colour("ink2"))
            box = QRectF(x + t.px(14), cy - 12, width + 4, 24)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
            x += width + t.px(13)


class MonthsCard(FigureCard):
    """A figure with its last months as a line or as columns."""

    def __init__(self, name: str, columns: bool, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._columns = columns
        self._months: Sequence[MonthFigure] = ()

    def show_months(self, figure: str, note: str, months: Sequence[MonthFigure]) -> None:
        """Show a figure and its months, oldest first; one month alone draws no chart."""
        self._months = months if len(months) > 1 else ()
        self.show_figure(figure, note)

    def paint_chart(self, painter: QPainter, box: QRectF) -> None:
        if not self._months:
            return
        t = theme()
        base = box.bottom() - t.px(18)
        step = min(box.width() / len(self._months), t.px(60))
        top = max(1.0 if not self._columns else 0.0, *(m.value for m in self._months)) or 1.0
        high = base - box.top() - 6
        spots = [
            QPointF(box.left() + step * (i + 0.5), base - high * m.value / top)
            for i, m in enumerate(self._months)
        ]
        painter.setPen(QPen(t.colour("line2"), 1))
        painter.drawLine(QPointF(0, base + 0.5), QPointF(step * len(spots), base + 0.5))
        if self._columns:
            self._draw_columns(painter, spots, base, step)
        else:
            self._draw_line(painter, spots)
        painter.setFont(t.font("tick"))
        for i, (spot, month) in enumerate(zip(spots, self._months, strict=True)):
            painter.setPen(t.colour("ink1" if i == len(spots) - 1 else "ink2"))
            label = QRectF(spot.x() - step / 2, base + t.px(4), step, t.px(15))
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, month_text(month.month))

    @staticmethod
    def _draw_line(painter: QPainter, spots: list[QPointF]) -> None:
        t = theme()
        painter.setPen(QPen(t.colour("ok"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(spots))
        for i, spot in enumerate(spots):
            last = i == len(spots) - 1
            painter.setBrush(t.colour("ok" if last else "surface"))
            painter.drawEllipse(spot, 4.5 if last else 2.8, 4.5 if last else 2.8)

    @staticmethod
    def _draw_columns(painter: QPainter, spots: list[QPointF], base: float, step: float) -> None:
        t = theme()
        painter.setPen(Qt.PenStyle.NoPen)
        wide = min(step * 0.66, t.px(26))
        for i, spot in enumerate(spots):
            painter.setBrush(t.colour("accent" if i == len(spots) - 1 else "line2"))
            top = min(spot.y(), base - 2)
            painter.drawRoundedRect(QRectF(spot.x() - wide / 2, top, wide, base - top), 3, 3)


class Figures(QWidget):
    """The row of figures; one that can't be computed yet isn't shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(24), 20, 24, 16)
        row.setSpacing(0)
        self.open_actions = OpenActionsCard()
        self.in_time = MonthsCard("Done by their due date", columns=False)
        self.days = MonthsCard("Incident to publication, median", columns=True)
        self._lines: list[tuple[QWidget, QWidget]] = []
        row.addWidget(self.open_actions, 1)
        for card in (self.in_time, self.days):
            line = Hairline(vertical=True)
            row.addWidget(line)
            row.addSpacing(20)
            row.addWidget(card, 1)
            self._lines.append((line, card))

    def show_figures(self, held: LibraryFigures, today: date) -> None:
        """Show what can be computed today."""
        self.open_actions.show_spread(metrics.spread(held.open_dues, today))
        share = metrics.done_by_due(held.done)
        self.in_time.show_months(
            share.percent,
            f"{share.part} of {share.whole} done",
            metrics.done_by_due_monthly(held.done, today),
        )
        days = metrics.median_days(held.finished)
        words = "" if days is None else f"{days:g} {'day' if days == 1 else 'days'}"
        count = len(held.finished)
        note = f"of {count} published" if count != 1 else "of one published"
        self.days.show_months(words, note, metrics.median_days_monthly(held.finished, today))
        for line, card in self._lines:
            has = bool(card.figure) if isinstance(card, FigureCard) else False
            line.setVisible(has)
            card.setVisible(has)
