"""A fact of the head as a quiet button: an icon and its value, or what is asked for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from pmdesk.domain.terms import Severity
from pmdesk.views.controls.buttons import PaintedButton
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.controls.panels import SEVERITY_TOKENS, draw_tag
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

_PAD = 7
WIDEST = 280


class FactButton(PaintedButton):
    """``name`` says what the value is; it stands in its place while there is none."""

    def __init__(self, name: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._icon = icon_name
        self.value = ""
        self._severity: Severity | None = None
        self.show_value("")

    def show_value(self, value: str, about: str = "", icon_name: str = "") -> None:
        """Show a value; ``about`` is told on hover and to screen readers."""
        self.value = value
        self._icon = icon_name or self._icon
        spoken = f"{self._name}: {value or 'not set'}"
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(about)
        self.setToolTip(tooltip_of(f"{spoken}. {about}" if about else spoken))
        self.updateGeometry()
        self.update()

    def show_severity(self, severity: Severity | None, about: str) -> None:
        """Show a severity as a tag in its colours."""
        self._severity = severity
        self.show_value(severity.value if severity is not None else "", about)

    def _words(self) -> str:
        return self.value or self._name

    def sizeHint(self) -> QSize:
        t = theme()
        if self._severity is not None:
            wide = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(self.value)
            return QSize(round(wide) + t.px(12) + 2 * 4, t.px(26))
        wide = t.fonts.metrics("meta", t.scale).horizontalAdvance(self._words())
        return QSize(min(t.px(WIDEST), round(wide) + t.px(20) + 2 * _PAD + 1), t.px(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(48), theme().px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.hovered and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("press" if self.isDown() else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if self._severity is not None:
            ink, fill = SEVERITY_TOKENS[self._severity]
            draw_tag(painter, self.value, 4, rect.center().y(), ink, fill)
        else:
            self._paint_words(painter)
        self.draw_focus_ring(painter, rect, 6)

    def _paint_words(self, painter: QPainter) -> None:
        t = theme()
        middle = self.height() / 2
        size = t.px(14)
        draw(painter, self._icon, "ink3", _PAD, middle - size / 2, size)
        left = _PAD + t.px(20)
        box = QRectF(left, 0, self.width() - left - _PAD + 1, self.height())
        painter.setFont(t.font("meta"))
        painter.setPen(QPen(t.colour("ink1" if self.value else "ink3")))
        metrics = t.fonts.metrics("meta", t.scale)
        words = metrics.elidedText(self._words(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
