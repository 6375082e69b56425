"""Soft shadows, blurred once and stretched in nine parts to whatever floats."""

from __future__ import annotations

import math
from functools import cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from pmdesk.views.theme.theme import theme

# kind -> downward shift, blur and opacity
KINDS = {"card": (6, 18, 0.22), "popover": (10, 32, 0.18), "dialog": (20, 60, 0.28)}


@cache
def _blurred(blur: int, radius: int, opacity: float) -> QPixmap:
    """The shadow of the smallest box that can be stretched: its middle is one pixel."""
    reach = blur + radius
    side = 2 * reach + 1
    quarter = bytearray()
    pixels = bytearray(side * side * 4)
    for y in range(reach + 1):
        for x in range(reach + 1):
            share = (reach - math.hypot(reach - x, reach - y)) / blur
            share = min(1.0, max(0.0, share))
            quarter.append(round(255 * opacity * share * share * (3 - 2 * share)))
    for y in range(side):
        row = min(y, side - 1 - y) * (reach + 1)
        for x in range(side):
            pixels[(y * side + x) * 4 + 3] = quarter[row + min(x, side - 1 - x)]
    image = QImage(bytes(pixels), side, side, QImage.Format.Format_ARGB32_Premultiplied)
    return QPixmap.fromImage(image)


def margin(kind: str) -> int:
    """How far a shadow reaches over its box, in pixels; raises KeyError for another word."""
    drop, blur, _ = KINDS[kind]
    return drop + blur


def draw_shadow(painter: QPainter, box: QRectF, kind: str, radius: int = 8) -> None:
    """Draw the shadow of a box, to be called before the box is drawn; none in high contrast."""
    if theme().tokens.flat:
        return
    drop, blur, opacity = KINDS[kind]
    picture = _blurred(blur, radius, opacity)
    half = blur / 2
    target = box.adjusted(-half, -half, half, half).translated(0, drop)
    cut = (picture.width() - 1) / 2
    corner = min(cut, target.width() / 2, target.height() / 2)
    _nine_parts(painter, target, corner, picture, cut)


def _nine_parts(
    painter: QPainter, target: QRectF, corner: float, picture: QPixmap, cut: float
) -> None:
    """Corners keep their shape, edges and the middle are stretched."""
    middle = picture.width() - 2 * cut
    spans_x = ((target.left(), corner), (target.left() + corner, target.width() - 2 * corner),
               (target.right() - corner, corner))  # fmt: skip
    spans_y = ((target.top(), corner), (target.top() + corner, target.height() - 2 * corner),
               (target.bottom() - corner, corner))  # fmt: skip
    cuts = ((0.0, cut), (cut, middle), (cut + middle, cut))
    for (x, width), (left, across) in zip(spans_x, cuts, strict=True):
        for (y, height), (top, down) in zip(spans_y, cuts, strict=True):
            if width > 0 and height > 0:
                painter.drawPixmap(
                    QRectF(x, y, width, height), picture, QRectF(left, top, across, down)
                )


class Shadow(QWidget):
    """The shadow under a widget that floats inside a window; lets all clicks through."""

    def __init__(self, parent: QWidget, kind: str = "popover", radius: int = 8) -> None:
        super().__init__(parent)
        self._kind, self._radius = kind, radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        theme().changed.connect(self.update)

    def lie_under(self, box: QRect) -> None:
        """Lie under a box, given in the coordinates of the parent."""
        reach = margin(self._kind)
        self.setGeometry(box.adjusted(-reach, -reach, reach, reach))

    def paintEvent(self, _event: QPaintEvent) -> None:
        reach = margin(self._kind)
        box = QRectF(self.rect()).adjusted(reach, reach, -reach, -reach)
        painter = QPainter(self)
        draw_shadow(painter, box, self._kind, self._radius)
