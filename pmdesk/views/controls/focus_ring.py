"""The ring around a button that has the focus of the keyboard."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFocusFrame, QProxyStyle, QStyle, QStyleOption, QWidget

from pmdesk.views.theme.theme import theme

_MARGINS = (
    QStyle.PixelMetric.PM_FocusFrameHMargin,
    QStyle.PixelMetric.PM_FocusFrameVMargin,
)


class _RingStyle(QProxyStyle):
    """Says how far the ring lies outside; an own style, since the program's is asked very often."""

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in _MARGINS:
            return 3
        return super().pixelMetric(metric, option, widget)


@cache
def _ring_style() -> QProxyStyle:
    return _RingStyle("Fusion")


class FocusRing(QFocusFrame):
    """Two pixels of accent, one pixel outside of a widget, which it follows about."""

    def __init__(self, around: QWidget, radius: float = 8) -> None:
        super().__init__(around.parentWidget())
        self._radius = radius
        self.setStyle(_ring_style())
        self.setWidget(around)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("accent"), 2))
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(rect, self._radius, self._radius)
