"""The pages of a PDF one below the other, drawn as they come into sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from shiboken6 import isValid

from pmdesk.views.background import Background, Task
from pmdesk.views.preview.pages import Pixels, drawn
from pmdesk.views.theme.theme import theme

_GAP = 18
_SMALLEST, _LARGEST = 0.4, 5.0
_STEP = 1.2
_KEPT = 8


class PageView(QAbstractScrollArea):
    """``moved`` is told when another page is on top; ``zoomed`` when the size changes.

    Keys: Page Up and Down, Home and End, arrows, + and - and 0, W for the width, P for the page.
    """

    moved = Signal(int)
    zoomed = Signal(float)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._data = b""
        self._sizes: Sequence[tuple[float, float]] = ()
        self._pictures: dict[int, QPixmap] = {}
        # At what scale each was asked for: one that is too large is made smaller than that.
        self._scales: dict[int, float] = {}
        self._asked: dict[int, Task] = {}
        self.zoom = 1.0
        self._fit = "width"
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pages")
        self.verticalScrollBar().setSingleStep(48)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme().changed.connect(self.viewport().update)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def current(self) -> int:
        """The page (from 0) that takes the upper part of the view."""
        top = self.verticalScrollBar().value() + self.viewport().height() // 3
        for number in range(self.pages):
            if self._rect(number).bottom() + _GAP >= top:
                return number
        return max(0, self.pages - 1)

    def show_pages(self, data: bytes, sizes: Sequence[tuple[float, float]]) -> None:
        """Show a file, whose pages have these sizes in points."""
        self._give_up()
        self._data, self._sizes = data, sizes
        self._pictures.clear()
        self._refit()
        self.verticalScrollBar().setValue(0)
        self.setAccessibleDescription(f"{self.pages} pages")
        self.moved.emit(0)

    def is_drawn(self, number: int) -> bool:
        """Whether a page's picture is there."""
        return number in self._pictures

    def go_to(self, number: int) -> None:
        """Put a page (from 0) at the top."""
        number = min(max(number, 0), max(self.pages - 1, 0))
        if self.pages:
            self.verticalScrollBar().setValue(round(self._rect(number).top() - _GAP / 2))

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller about the middle of what is seen."""
        self._set_zoom(self.zoom * factor, "")

    def fit(self, what: str) -> None:
        """Fit the "width" or the whole "page", also when the window changes."""
        self._fit = what
        self._refit()

    def closeEvent(self, event: object) -> None:
        self._give_up()
        super().closeEvent(event)  # type: ignore[arg-type]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_PageDown: lambda: self.go_to(self.current + 1),
            Qt.Key.Key_PageUp: lambda: self.go_to(self.current - 1),
            Qt.Key.Key_Home: lambda: self.go_to(0),
            Qt.Key.Key_End: lambda: self.go_to(self.pages - 1),
            Qt.Key.Key_Plus: lambda: self.zoom_by(_STEP),
            Qt.Key.Key_Equal: lambda: self.zoom_by(_STEP),
            Qt.Key.Key_Minus: lambda: self.zoom_by(1 / _STEP),
            Qt.Key.Key_0: lambda: self._set_zoom(1.0, ""),
            Qt.Key.Key_W: lambda: self.fit("width"),
            Qt.Key.Key_P: lambda: self.fit("page"),
        }
        act = acts.get(event.key())
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._refit()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), t.colour("canvas"))
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for number in self._seen():
            rect = self._rect(number).translated(-offset)
            painter.fillRect(rect, Qt.GlobalColor.white)
            picture = self._pictures.get(number)
            if picture is not None:
                painter.drawPixmap(rect, picture, QRectF(picture.rect()))
            painter.setPen(QPen(t.colour("line2"), 1))
            painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))
        self._ask()

    # Where pages stand

    def _factor(self) -> float:
        """Pixels to the point at the zoom of now: 100 % is the size on paper at 96 dpi."""
        return self.zoom * 96 / 72

    def _rect(self, number: int) -> QRectF:
        factor = self._factor()
        top = float(_GAP)
        for _, height in self._sizes[:number]:
            top += round(height * factor) + _GAP
        width, height = self._sizes[number]
        widest = max(round(w * factor) for w, _ in self._sizes) + 2 * _GAP
        room = max(self.viewport().width(), widest)
        left = round((room - width * factor) / 2)
        return QRectF(left, top, round(width * factor), round(height * factor))

    def _seen(self) -> list[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        found = []
        for number in range(self.pages):
            rect = self._rect(number)
            if rect.bottom() >= top and rect.top() <= bottom:
                found.append(number)
        return found

    def _refit(self) -> None:
        if not self._sizes:
            return
        width, height = self._sizes[0]
        room = (self.viewport().width() - 2 * _GAP) / (width * 96 / 72)
        if self._fit == "width":
            self._set_zoom(min(room, 1.5), "width")
        elif self._fit == "page":
            high = (self.viewport().height() - 2 * _GAP) / (height * 96 / 72)
            self._set_zoom(min(room, high), "page")
        else:
            self._set_zoom(self.zoom, "")

    def _set_zoom(self, zoom: float, fit: str) -> None:
        if not self._sizes:
            return
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum() + bar.pageStep())
        self.zoom, self._fit = min(max(zoom, _SMALLEST), _LARGEST), fit
        last = self._rect(self.pages - 1)
        view = self.viewport()
        total = round(last.bottom()) + _GAP
        bar.setRange(0, max(0, total - view.height()))
        bar.setPageStep(view.height())
        wide = max(round(w * self._factor()) for w, _ in self._sizes) + 2 * _GAP
        self.horizontalScrollBar().setRange(0, max(0, wide - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        bar.setValue(round(share * total))
        self._give_up()
        self.zoomed.emit(self.zoom)
        view.update()

    # Pictures

    def _ask(self) -> None:
        """Have drawn what is in sight, and the page after it."""
        wanted = self._seen()
        if wanted and wanted[-1] + 1 < self.pages:
            wanted.append(wanted[-1] + 1)
        scale = self._factor() * self.devicePixelRatioF()
        for number in wanted:
            fresh = number in self._pictures and self._scales.get(number) == scale
            if fresh or number in self._asked:
                continue
            self._asked[number] = self._background.run(
                partial(drawn, self._data, number, scale),
                partial(self._on_drawn, scale),
                self._on_not_drawn,
            )
        far = [n for n in self._pictures if n not in wanted]
        for number in far[: max(0, len(self._pictures) - _KEPT)]:
            del self._pictures[number]

    def _on_drawn(self, scale: float, pixels: Pixels) -> None:
        if not isValid(self):
            return  # the preview was closed meanwhile
        self._asked.pop(pixels.number, None)
        stride = len(pixels.data) // max(1, pixels.height)
        image = QImage(
            pixels.data, pixels.width, pixels.height, stride, QImage.Format.Format_RGB32
        )
        self._pictures[pixels.number] = QPixmap.fromImage(image.copy())
        self._scales[pixels.number] = scale
        self.viewport().update()

    def _on_not_drawn(self, _problem: Exception) -> None:
        """A page that can't be drawn stays white; the file itself is not touched."""

    def _give_up(self) -> None:
        for task in self._asked.values():
            task.cancel()
        self._asked.clear()

    def _on_scrolled(self, _value: int) -> None:
        self.moved.emit(self.current)
