"""One row of the sidebar: a place or section with its icon, and at the right how it stands."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pmdesk.domain.standing import Standing, State
from pmdesk.views.controls.buttons import PaintedButton
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.glyphs import draw_check, draw_ring
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

_HEIGHT = 32
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SidebarButton(PaintedButton):
    """A painted button of the sidebar.

    ``stepped`` tells by how many rows the arrow keys want to go.
    """

    stepped = Signal(int)

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self.folded = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def follow(self, action: QAction) -> None:
        """Be enabled and triggered as the action is."""
        self.clicked.connect(lambda _on=False: action.trigger())
        action.enabledChanged.connect(self.setEnabled)
        self.setEnabled(action.isEnabled())

    def fold(self, folded: bool) -> None:
        """Show only what fits on the rail."""
        self.folded = folded
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(40), theme().px(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def begin(self) -> QPainter:
        """A painter on the row with its ground drawn: chosen, hovered, ringed."""
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.isChecked() or (self.hovered and self.isEnabled()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("press" if self.isChecked() else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        if self.isChecked() and t.tokens.flat:
            painter.setBrush(t.colour("accent"))
            painter.drawRoundedRect(QRectF(0, 4, 4, self.height() - 8), 2, 2)
        self.draw_focus_ring(painter, rect, 6)
        return painter


class NavRow(SidebarButton):
    """A place or section; ``show_standing`` and ``show_count`` say how it stands."""

    def __init__(self, icon_name: str, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(_HEIGHT, parent)
        self._icon = icon_name
        self._keys = action.shortcut().toString()
        self._count: int | None = None
        self._alarming = False
        self._standing: Standing | None = None
        self.setText(action.text())
        self.setCheckable(True)
        self.follow(action)
        # A click goes to a place; only being there chooses the row.
        self.clicked.connect(lambda on=False: self.setChecked(not on))
        self._name()

    def show_count(self, count: int | None, words: str, alarming: bool = False) -> None:
        """Show a number; ``words`` say what it counts ("3 overdue"). 0 is left out if alarming."""
        self._count = None if alarming and not count else count
        self._alarming = alarming
        self._name(words if self._count is not None else "")

    def show_standing(self, standing: Standing | None) -> None:
        """Show a section's state as a ring, a tick or a red count."""
        self._standing = standing
        self._name(standing.words if standing is not None else "")

    def _name(self, words: str = "") -> None:
        self.setAccessibleName(f"{self.text()}, {words}" if words else self.text())
        self._show_tip()
        self.update()

    def fold(self, folded: bool) -> None:
        super().fold(folded)
        self._show_tip()

    def _show_tip(self) -> None:
        name = self.accessibleName() if self.folded else self.accessibleName().partition(", ")[2]
        keys = f"({self._keys})" if self._keys else ""
        self.setToolTip(tooltip_of(f"{name or self.text()} {keys}".strip()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = self.begin()
        middle = self.height() / 2
        icon_size = t.px(16)
        ink = "ink1" if self.isChecked() else "ink2"
        left = (self.width() - icon_size) / 2 if self.folded else t.px(12)
        draw(painter, self._icon, ink, left, middle - icon_size / 2, icon_size)
        if self.folded:
            self._paint_dot(painter, left + icon_size)
            return
        painter.setFont(t.font("ui_semibold" if self.isChecked() else "ui_medium"))
        painter.setPen(t.colour(ink))
        box = QRectF(t.px(38), 0, self.width() - t.px(38) - t.px(40), self.height())
        cut = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, round(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)
        self._paint_state(painter, self.width() - t.px(19), middle)

    def _paint_state(self, painter: QPainter, cx: float, cy: float) -> None:
        t = theme()
        standing = self._standing
        if self._count is not None:
            self._paint_count(painter, self._count, self._alarming, cx, cy)
        elif standing is None:
            return
        elif standing.state is State.MISSING:
            self._paint_count(painter, standing.missing, True, cx, cy)
        elif standing.state is State.DONE:
            draw_check(painter, cx, cy, t.px(15))
        else:
            draw_ring(painter, standing.share, cx, cy, t.px(15))

    @staticmethod
    def _paint_count(painter: QPainter, count: int, alarming: bool, cx: float, cy: float) -> None:
        t = theme()
        text = str(count) if count < 1000 else f"{count // 1000}k"
        role = "meta_semibold" if alarming else "meta"
        wide = t.fonts.metrics(role, t.scale).horizontalAdvance(text)
        painter.setFont(t.font(role))
        if not alarming:
            painter.setPen(t.colour("ink3"))
            box = QRectF(cx + t.px(7) - wide - 2, cy - t.px(9), wide + 2, t.px(18))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
            return
        width = max(t.px(18), wide + t.px(10))
        box = QRectF(cx + t.px(9) - width, cy - t.px(9), width, t.px(18))
        painter.setPen(QPen(t.colour("danger"), 1) if t.tokens.flat else Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("danger_soft"))
        painter.drawRoundedRect(box, t.px(9), t.px(9))
        painter.setPen(t.colour("danger"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_dot(self, painter: QPainter, x: float) -> None:
        missing = self._standing is not None and self._standing.state is State.MISSING
        if missing or (self._alarming and self._count):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour("danger"))
            painter.drawEllipse(QPointF(x + 1, self.height() / 2 - theme().px(8)), 3.2, 3.2)
