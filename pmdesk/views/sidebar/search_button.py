"""The command field of the sidebar: a button that looks like a field and opens the palette."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from pmdesk.views.controls.buttons import draw_keycap
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.sidebar.nav_row import SidebarButton
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme


class SearchButton(SidebarButton):
    """Triggers the palette; shows its words and key."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(32, parent)
        self._keys = action.shortcut().toString()
        self.setText(action.text())
        self.setAccessibleName(action.text())
        self.setToolTip(tooltip_of(f"{action.text()} ({self._keys})"))
        self.follow(action)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.setPen(QPen(t.colour("line3" if self.hovered else "line2"), 1))
        painter.setBrush(t.colour("surface"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self.draw_focus_ring(painter, rect, 6)
        size, middle = t.px(16), self.height() / 2
        left = (self.width() - size) / 2 if self.folded else t.px(9)
        draw(painter, "search", "ink2", left, middle - size / 2, size)
        if self.folded:
            return
        x = self._paint_keys(painter, middle)
        painter.setFont(t.font("ui"))
        painter.setPen(t.colour("ink3"))
        box = QRectF(t.px(31), 0, x - t.px(31) - 4, self.height())
        cut = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, round(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)

    def _paint_keys(self, painter: QPainter, middle: float) -> float:
        """Draw the keys at the right; returns where they begin."""
        t = theme()
        metrics = t.fonts.metrics("tick", t.scale)
        x = float(self.width() - t.px(6))
        for key in reversed(self._keys.split("+") if self._keys else []):
            x -= max(t.px(18), metrics.horizontalAdvance(key) + t.px(9))
            draw_keycap(painter, key, x, middle)
            x -= 3
        return x
