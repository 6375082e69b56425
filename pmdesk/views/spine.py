"""The timeline docked on top of the report: how high it is, and the grip to drag it by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pmdesk.views.preferences import Preferences
from pmdesk.views.theme.theme import theme

_NO_LIMIT = 16_777_215
# The share of the window that the timeline takes by itself, and that it may be dragged to.
USUAL_SHARE, LARGEST_SHARE = 0.52, 0.75
LEAST = 150


def spine_height(wanted: int, chosen: int, room: int) -> int:
    """How high the timeline is over the report, in pixels.

    ``wanted`` shows all its rows, ``chosen`` was dragged to (0 for never), ``room`` is the
    height of timeline and report together.
    """
    if chosen:
        return max(min(LEAST, room), min(chosen, round(room * LARGEST_SHARE)))
    return min(wanted, round(room * USUAL_SHARE))


class Grip(QWidget):
    """Dragged up and down, or moved by the arrow keys; a double click fits the height again.

    ``dragged`` carries the pixels moved since the last time, ``fitted`` asks for the usual height.
    """

    dragged = Signal(int)
    released = Signal()
    fitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(9)
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Height of the timeline")
        self.setToolTip("Drag to change the height; double-click to fit")
        self._from: float | None = None
        theme().changed.connect(self.update)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            now = event.globalPosition().y()
            self.dragged.emit(round(now - self._from))
            self._from = now

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self._from = None
            self.released.emit()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._from = None
        self.fitted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -24, Qt.Key.Key_Down: 24}.get(Qt.Key(event.key()))
        if step is not None:
            self.dragged.emit(step)
            self.released.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_0):
            self.fitted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), t.colour("canvas"))
        middle = self.height() // 2
        painter.fillRect(0, middle, self.width(), 1, t.colour("line2"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("accent" if self.hasFocus() else "line3"))
        wide = t.px(36)
        painter.drawRoundedRect(
            QRectF((self.width() - wide) / 2, middle - 2, wide, 4), 2, 2
        )


class Docked(Protocol):
    """What is docked: the timeline's panel."""

    mode: str

    def wanted_height(self) -> int: ...
    def height(self) -> int: ...
    def setFixedHeight(self, h: int, /) -> None: ...
    def setMinimumHeight(self, minh: int, /) -> None: ...
    def setMaximumHeight(self, maxh: int, /) -> None: ...


class SpineSizer(QObject):
    """Keeps the docked timeline as high as it should be, and remembers what it is dragged to.

    ``room`` gives the height in pixels that timeline and report share.
    """

    def __init__(
        self, panel: Docked, grip: Grip, preferences: Preferences, room: Callable[[], int]
    ) -> None:
        super().__init__(grip)
        self._panel, self._preferences, self._room = panel, preferences, room
        grip.dragged.connect(self._on_dragged)
        grip.released.connect(self._on_released)
        grip.fitted.connect(lambda: self._choose(0))

    def fit(self) -> None:
        """Give the panel the height of its mode; the full height has no limit."""
        panel = self._panel
        if panel.mode == "full":
            panel.setMinimumHeight(0)
            panel.setMaximumHeight(_NO_LIMIT)
        elif panel.mode == "strip":
            panel.setFixedHeight(panel.wanted_height())
        else:
            chosen = self._preferences.value.spine_height
            panel.setFixedHeight(spine_height(panel.wanted_height(), chosen, self._room()))

    def _on_dragged(self, by: int) -> None:
        wanted = max(1, self._panel.height() + by)
        self._panel.setFixedHeight(spine_height(0, wanted, self._room()))

    def _on_released(self) -> None:
        self._choose(self._panel.height())

    def _choose(self, height: int) -> None:
        self._preferences.change("spine_height", height)
        self.fit()
