"""The figures of the follow-through: share closed, closed in time, age, dates put off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pmdesk.domain.day_names import MONTHS, month_text
from pmdesk.domain.followthrough import Bar, FollowFigures
from pmdesk.domain.metrics import MonthFigure
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.controls.panels import Hairline, Surface
from pmdesk.views.theme.theme import theme

_HIGH = 136
# What stands under a bar where there is little room; of a month its first letter.
_SHORT = {
    "0–29": "0", "30–59": "30", "60–89": "60", "90+": "90+",
    "once": "1×", "twice": "2×", "3+ times": "3+",
}  # fmt: skip
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


class Chart(QWidget):
    """A name, a large figure with a note beside it, and small bars or a line below.

    ``last`` is the colour of the last bar, which is the one to look at. The accessible description
    says every value of the chart in words.
    """

    def __init__(
        self, name: str, line: bool = False, last: str = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name, self.figure, self.note = name, "", ""
        self._line, self._last = line, last
        self._bars: Sequence[tuple[str, float]] = ()
        self._texts: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(150)
        theme().changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        return QSize(220, theme().px(_HIGH))

    def show_bars(
        self, figure: str, note: str, bars: Sequence[tuple[str, float]], texts: Sequence[str]
    ) -> None:
        """Show a figure and bars as (name, height); ``texts`` say the bars in words."""
        self.figure, self.note = figure or "–", note
        self._bars, self._texts = bars, texts
        self.setAccessibleName(f"{self.name}: {figure or 'nothing to count yet'}. {note}".strip())
        self.setAccessibleDescription("; ".join(texts))
        self.setToolTip(tooltip_of("; ".join(texts)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(t.font("meta"))
        painter.setPen(t.colour("ink2"))
        name = t.elided(self.name, "meta", self.width())
        painter.drawText(QRectF(0, t.px(2), self.width(), t.px(18)), _MIDDLE, name)
        painter.setFont(t.font("figure"))
        painter.setPen(t.colour("ink1"))
        wide = t.fonts.metrics("figure", t.scale).horizontalAdvance(self.figure)
        painter.drawText(QRectF(0, t.px(22), wide + 4, t.px(32)), _MIDDLE, self.figure)
        painter.setFont(t.font("meta_regular"))
        painter.setPen(t.colour("ink2"))
        x = wide + t.px(10)
        note = t.elided(self.note, "meta_regular", self.width() - x)
        painter.drawText(QRectF(x, t.px(24), self.width() - x, t.px(32)), _MIDDLE, note)
        if self._bars:
            self._chart(painter, QRectF(0, t.px(62), self.width() - t.px(12), t.px(70)))

    def _chart(self, painter: QPainter, box: QRectF) -> None:
        t = theme()
        base = box.bottom() - t.px(18)
        step = min(box.width() / len(self._bars), t.px(64))
        top = 1.0 if self._line else max(1.0, *(value for _, value in self._bars))
        room = base - box.top() - t.px(12)
        spots = [
            QPointF(box.left() + step * (n + 0.5), base - room * value / top)
            for n, (_, value) in enumerate(self._bars)
        ]
        painter.setPen(QPen(t.colour("line2"), 1))
        painter.drawLine(QPointF(0, base + 0.5), QPointF(step * len(spots), base + 0.5))
        if self._line:
            self._draw_line(painter, spots)
        else:
            self._draw_bars(painter, spots, base, step)
        painter.setFont(t.font("tick"))
        painter.setPen(t.colour("ink2"))
        for spot, name in zip(spots, self.labels(step), strict=True):
            label = QRectF(spot.x() - step / 2, base + t.px(3), step, t.px(15))
            painter.drawText(label, _CENTRE, name)

    def labels(self, step: float) -> list[str]:
        """The names under the bars; all of them are short where one has not the room."""
        metrics, names = theme().fonts.metrics("tick", theme().scale), [n for n, _ in self._bars]
        if all(metrics.horizontalAdvance(name) < step - 2 for name in names):
            return names
        return [_SHORT.get(name, name[:1]) for name in names]

    @staticmethod
    def _draw_line(painter: QPainter, spots: list[QPointF]) -> None:
        t = theme()
        painter.setPen(QPen(t.colour("ok"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(spots))
        for n, spot in enumerate(spots):
            last = n == len(spots) - 1
            painter.setBrush(t.colour("ok" if last else "surface"))
            painter.drawEllipse(spot, 4.5 if last else 2.8, 4.5 if last else 2.8)

    def _draw_bars(
        self, painter: QPainter, spots: list[QPointF], base: float, step: float
    ) -> None:
        t = theme()
        wide = min(step * 0.62, t.px(30))
        painter.setFont(t.font("tick"))
        for n, (spot, (_, value)) in enumerate(zip(spots, self._bars, strict=True)):
            last = n == len(spots) - 1
            top = min(spot.y(), base - 1)
            painter.setPen(Qt.PenStyle.NoPen)
            token = (self._last if last else "line3") if value else "line2"
            painter.setBrush(t.colour(token))
            painter.drawRoundedRect(QRectF(spot.x() - wide / 2, top, wide, base - top), 2, 2)
            painter.setPen(t.colour("ink1" if value else "ink2"))
            label = QRectF(spot.x() - step / 2, top - t.px(15), step, t.px(14))
            painter.drawText(label, _CENTRE, f"{value:g}")

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class FollowFiguresRow(Surface):
    """Four charts side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent=parent)
        self.setAccessibleName("Figures")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 14, 24, 10)
        row.setSpacing(20)
        self.closed = Chart("Closed of all actions")
        self.in_time = Chart("Done by their date, last 90 days", line=True)
        self.age = Chart("Age of open actions, median", last="danger")
        self.slips = Chart("Dates put off", last="warn")
        for n, chart in enumerate((self.closed, self.in_time, self.age, self.slips)):
            if n:
                row.addWidget(Hairline(vertical=True))
            row.addWidget(chart, 1)

    def show_figures(self, held: FollowFigures) -> None:
        """Show what was computed."""
        self.closed.show_bars(
            held.closed.percent,
            f"{held.closed.part:,} of {held.closed.whole:,}",
            [(month_text(m.month), m.value) for m in held.closed_months],
            [f"{_month(m)}: {m.value:g} closed" for m in held.closed_months],
        )
        before = held.trend.before.percent
        months = held.in_time_months if len(held.in_time_months) > 1 else ()
        self.in_time.show_bars(
            held.trend.now.percent,
            f"{before} in the 90 days before" if before else "",
            [(month_text(m.month), m.value) for m in months],
            [f"{_month(m)}: {round(m.value * 100)}% by their date" for m in months],
        )
        days = held.median_age
        noun = "day" if days == 1 else "days"
        self.age.show_bars(
            "" if days is None else f"{days:g} {noun}",
            "",
            [(bar.name, bar.size) for bar in held.ages] if days is not None else [],
            [_age_words(bar) for bar in held.ages],
        )
        self.slips.show_bars(
            f"{held.slips:,} {'time' if held.slips == 1 else 'times'}",
            f"{held.slipped.percent or '0%'} of all actions",
            [(bar.name, bar.size) for bar in held.slip_bars],
            [_slip_words(bar) for bar in held.slip_bars],
        )


def _month(figure: MonthFigure) -> str:
    return f"{MONTHS[figure.month.month - 1]} {figure.month.year}"


def _age_words(bar: Bar) -> str:
    return f"{bar.name.replace('90+', '90 or more')} days: {bar.size} open"


def _slip_words(bar: Bar) -> str:
    noun = "action" if bar.size == 1 else "actions"
    return f"{bar.size} {noun} put off {bar.name.replace('3+', '3 or more')}"
