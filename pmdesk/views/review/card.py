"""The parts that the cards of the review are made of: card, sign, words, link, rows in order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pmdesk.views.controls.buttons import PaintedButton
from pmdesk.views.controls.labels import PlainLabel, tooltip_of
from pmdesk.views.controls.panels import Surface
from pmdesk.views.theme.glyphs import draw_check, draw_target
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

_PAD = 22
KeyT = TypeVar("KeyT", bound=Hashable)
RowT = TypeVar("RowT", bound=QWidget)


class Card(Surface):
    """A card with a title, a note at its right, and a column for its parts."""

    def __init__(self, title: str, role: str = "section") -> None:
        super().__init__("surface", "line", 10)
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(_PAD, 20, _PAD, 18)
        self.body.setSpacing(0)
        self.head = row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 12)
        self.title = PlainLabel(title, role)
        self.note = PlainLabel("", "ui", "ink2")
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.note)
        self.body.addLayout(row)


class Sign(QWidget):
    """What a row is about at a glance: missing, wished, met, open, reasoned, asked."""

    def __init__(self, kind: str = "met", size: int = 18) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._kind, self._size = kind, size
        theme().changed.connect(self.updateGeometry)

    def show_kind(self, kind: str) -> None:
        """Show another sign."""
        self._kind = kind
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().px(self._size) + 2
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = theme().px(self._size)
        x, y = self.width() / 2, self.height() / 2
        if self._kind == "met":
            draw_check(painter, x, y, size)
        elif self._kind == "reasoned":
            draw_check(painter, x, y, size, filled=False)
        elif self._kind == "open":
            draw_target(painter, False, x, y, size)
        else:
            name, token = {
                "missing": ("circle-alert", "danger"),
                "wished": ("circle-alert", "warn"),
                "asked": ("circle-question-mark", "danger"),
            }[self._kind]
            draw(painter, name, token, x - size / 2, y - size / 2, size)


class Words(QWidget):
    """Two texts: beside each other where they fit, else below; each cut where it must be."""

    def __init__(self, role: str = "body_medium", detail_role: str = "ui") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._role, self._detail_role = role, detail_role
        self._title, self._detail, self._token = "", "", "ink2"
        theme().changed.connect(self._fit)

    def show_words(self, title: str, detail: str = "", token: str = "ink2") -> None:
        """Show other texts; ``token`` is the colour of the second."""
        self._title, self._detail, self._token = title, detail, token
        self.setAccessibleName(f"{title}. {detail}" if detail else title)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(160), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(80), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _metrics(self) -> tuple[QFontMetricsF, QFontMetricsF]:
        t = theme()
        return t.fonts.metrics(self._role, t.scale), t.fonts.metrics(self._detail_role, t.scale)

    def _in_one_line(self) -> bool:
        title, detail = self._metrics()
        wide = title.horizontalAdvance(self._title) + detail.horizontalAdvance(self._detail)
        return not self._detail or wide + theme().px(12) + 2 <= self.width()

    def _height(self) -> int:
        return theme().px(22 if self._in_one_line() else 42)

    def _fit(self) -> None:
        if self.height() != self._height() or self.minimumHeight() != self._height():
            self.setFixedHeight(self._height())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        line, wide = t.px(22), float(self.width())
        metrics, _ = self._metrics()
        middle = Qt.AlignmentFlag.AlignVCenter
        first = self._cut(painter, self._title, self._role, wide)
        painter.setPen(t.colour("ink1"))
        painter.drawText(QRectF(0, 0, wide, line), middle, first)
        if not self._detail:
            self.setToolTip(tooltip_of(self._title if first != self._title else ""))
            return
        left, top = 0.0, float(t.px(20))
        if self._in_one_line():
            left, top = metrics.horizontalAdvance(self._title) + t.px(12), 0.0
        second = self._cut(painter, self._detail, self._detail_role, wide - left)
        painter.setPen(t.colour(self._token))
        painter.drawText(QRectF(left, top, wide - left, line), middle, second)
        cut = first != self._title or second != self._detail
        self.setToolTip(tooltip_of(self.accessibleName()) if cut else "")

    @staticmethod
    def _cut(painter: QPainter, text: str, role: str, width: float) -> str:
        painter.setFont(theme().font(role))
        mode = Qt.TextElideMode.ElideRight
        return painter.fontMetrics().elidedText(text, mode, round(width + 1))


class Link(PaintedButton):
    """Quiet words that lead somewhere, with a chevron where the place is another section."""

    def __init__(
        self,
        text: str = "",
        on_click: Callable[[], object] | None = None,
        token: str = "accent",
        chevron: bool = False,
    ) -> None:
        super().__init__()
        self._token, self._chevron = token, chevron
        self._role = "ui_medium" if token == "accent" else "ui"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_text(text)
        if on_click is not None:
            self.clicked.connect(lambda _on=False: on_click())

    def show_text(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        t = theme()
        wide = t.fonts.metrics(self._role, t.scale).horizontalAdvance(self.text())
        return QSize(round(wide) + 10 + (t.px(20) if self._chevron else 0), t.px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.hovered and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("accent_soft" if self._token == "accent" else "hover"))
            painter.drawRoundedRect(rect, 5, 5)
        token = self._token if self.isEnabled() else "ink3"
        painter.setFont(t.font(self._role))
        painter.setPen(t.colour(token))
        painter.drawText(rect.adjusted(5, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._chevron:
            size = t.px(14)
            x, y = self.width() - size - 3, self.height() / 2 - size / 2
            draw(painter, "chevron-right", "ink2", x, y, size)
        self.draw_focus_ring(painter, rect, 5)


def sync_rows(
    column: QVBoxLayout, rows: dict[KeyT, RowT], keys: Sequence[KeyT], make: Callable[[KeyT], RowT]
) -> None:
    """Let ``column`` show one row for each key in this order; rows that stay keep their focus."""
    wanted = set(keys)
    for gone in [key for key in rows if key not in wanted]:
        row = rows.pop(gone)
        column.removeWidget(row)
        row.hide()
        row.deleteLater()
    for i, key in enumerate(keys):
        if key not in rows:
            rows[key] = make(key)
        if column.indexOf(rows[key]) != i:
            column.removeWidget(rows[key])
            column.insertWidget(i, rows[key])
