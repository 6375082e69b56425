"""A picture that is fitted into its room, zoomed at the pointer and moved about."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from pmdesk.views.controls.panels import paint_ground
from pmdesk.views.theme.theme import theme

LARGEST_ZOOM = 8.0
_STEP = 1.25


class PictureView(QWidget):
    """``zoomed`` carries the scale: 1.0 is a pixel of the picture for each of the screen."""

    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: list[QImage] = []
        self._scale = 1.0
        self._fitted = True
        # The point of the picture in the middle of the view, in its own pixels.
        self._centre = QPointF()
        self._grabbed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme().changed.connect(self.update)

    @property
    def scale(self) -> float:
        """The scale now."""
        return self._scale

    @property
    def size_of_picture(self) -> QSize:
        """The pixels of the picture."""
        return self._levels[0].size() if self._levels else QSize()

    def show_levels(self, levels: list[QImage]) -> None:
        """Show a picture given with its halves, the whole one first; it is fitted."""
        self._levels = levels
        self.fit()

    def fit(self) -> None:
        """Show all of it, never larger than it is."""
        self._fitted = True
        size = self.size_of_picture
        if not size.isEmpty():
            room = min((self.width() - 32) / size.width(), (self.height() - 32) / size.height())
            self._set(max(0.01, min(1.0, room)), QPointF(size.width() / 2, size.height() / 2))

    def zoom(self, steps: float, at: QPointF | None = None) -> None:
        """Zoom by steps of a quarter, with the point ``at`` of the view (its middle) held."""
        self.set_scale(self._scale * _STEP**steps, at)

    def set_scale(self, scale: float, at: QPointF | None = None) -> None:
        """Show it at a scale, between the fitting one (or 1.0) and eight times."""
        self._fitted = False
        size = self.size_of_picture
        if size.isEmpty():
            return
        least = min(0.05, 64 / max(size.width(), size.height()))
        scale = min(LARGEST_ZOOM, max(least, scale))
        away = (at or self._middle()) - self._middle()
        held = self._centre + away / self._scale
        self._set(scale, held - away / scale)

    def toggle(self, at: QPointF | None = None) -> None:
        """Between all of it and its true size."""
        if self._fitted and self._scale < 1.0:
            self.set_scale(1.0, at)
        else:
            self.fit()

    def is_larger(self) -> bool:
        """Whether some of it is out of view."""
        size = self.size_of_picture
        return (
            size.width() * self._scale > self.width() + 1
            or size.height() * self._scale > self.height() + 1
        )

    def pan(self, dx: float, dy: float) -> None:
        """Move the view over the picture by pixels of the screen."""
        self._set(self._scale, self._centre + QPointF(dx, dy) / self._scale)

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    def _set(self, scale: float, centre: QPointF) -> None:
        size = self.size_of_picture
        x, y = centre.x(), centre.y()
        half_w, half_h = self.width() / 2 / scale, self.height() / 2 / scale
        # What is smaller than the view stands in its middle, the rest never leaves it.
        x = min(max(x, half_w), size.width() - half_w) if size.width() > 2 * half_w else (
            size.width() / 2
        )  # fmt: skip
        y = min(max(y, half_h), size.height() - half_h) if size.height() > 2 * half_h else (
            size.height() / 2
        )  # fmt: skip
        self._scale, self._centre = scale, QPointF(x, y)
        self.setCursor(
            Qt.CursorShape.OpenHandCursor if self.is_larger() else Qt.CursorShape.ArrowCursor
        )
        self.zoomed.emit(scale)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
        elif self._levels:
            self._set(self._scale, self._centre)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(event.angleDelta().y() / 120, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.is_larger():
            self._grabbed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            moved = self._grabbed - event.position()
            self._grabbed = event.position()
            self._set(self._scale, self._centre + moved / self._scale)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self._set(self._scale, self._centre)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.toggle(event.position())

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_ground(self, "sunken")
        if not self._levels:
            return
        painter = QPainter(self)
        size = self.size_of_picture
        target = QRectF(0, 0, size.width() * self._scale, size.height() * self._scale)
        target.moveTopLeft(self._middle() - self._centre * self._scale)
        seen = target.intersected(QRectF(self.rect()))
        if seen.isEmpty():
            return
        level = self._level(self.devicePixelRatioF())
        per = level.width() / target.width(), level.height() / target.height()
        source = QRectF(
            (seen.left() - target.left()) * per[0], (seen.top() - target.top()) * per[1],
            seen.width() * per[0], seen.height() * per[1],
        )  # fmt: skip
        smooth = self._scale * self.devicePixelRatioF() < 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(seen, level, source)
        painter.setPen(theme().colour("line2"))
        painter.drawRect(target.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _level(self, ratio: float) -> QImage:
        """The smallest of the halves that still has a pixel for each of the screen."""
        wanted = self.size_of_picture.width() * self._scale * ratio
        found = self._levels[0]
        for level in self._levels:
            if level.width() >= wanted:
                found = level
        return found
