"""The lines of the tree: of a long one the part in view looks as if all of it were painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from pmdesk.views.factors.tree_layout import Box
from pmdesk.views.factors.tree_lines import draw_line
from pmdesk.views.theme.theme import install

VIEW = QRectF(0, 0, 300, 200)


def painted(top: float, parent: Box, child: Box, seen: QRectF) -> QImage:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(QPointF(0, -top))
    draw_line(painter, parent, child, seen)
    painter.end()
    return image


def dark(image: QImage) -> set[tuple[int, int]]:
    return {(x, y) for x in range(300) for y in range(200) if image.pixel(x, y) & 255 < 210}


def spread(spots: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The spots and all beside them: a curve cut elsewhere falls on other pixels by a hair."""
    return {(x + i, y + j) for x, y in spots for i in (-1, 0, 1) for j in (-1, 0, 1)}


@pytest.mark.parametrize("child_y", [-4_000.0, -900.0, 700.0, 5_000.0])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.4, 0.5, 0.93, 1.0])
def test_the_part_in_view_is_where_the_whole_line_is(
    qapp: QApplication, child_y: float, share: float
) -> None:
    install(qapp)
    parent, child = Box("", "", -1, 0, 0, 100, 40), Box("a", "", 0, 180, child_y, 100, 40)
    top = share * child_y - 100
    whole = painted(top, parent, child, QRectF(0, -90_000, 300, 180_000))
    part = painted(top, parent, child, VIEW.translated(0, top))
    one, other = dark(whole), dark(part)
    assert other
    assert one <= spread(other)
    assert other <= spread(one)
