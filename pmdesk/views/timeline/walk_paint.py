"""Paints the veil over what lies ahead of a walk, and the line that says where the walk is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter

from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.scene import BAND, FLAGS, TimelineScene


def _ahead(scene: TimelineScene, top: float, height: float) -> QRectF | None:
    """The room right of where the walk is; None where no walk is under way."""
    now = scene.part.now if scene.part is not None else None
    if now is None:
        return None
    left = round(scene.scale.x(now.timestamp()))
    return QRectF(left, top, max(0.0, scene.width + 40 - left), height)


def _veil(painter: QPainter, room: QRectF) -> None:
    t = theme()
    painter.fillRect(room, t.colour("hover"))
    painter.fillRect(room, QBrush(t.colour("line2"), Qt.BrushStyle.BDiagPattern))


def paint_veil(painter: QPainter, scene: TimelineScene, height: float, clip: QRect) -> None:
    """Veil the lanes ahead, under the cards: those that are known flow over it."""
    room = _ahead(scene, 0.0, height)
    if room is None:
        return
    shown = room.intersected(QRectF(clip))
    if shown.width() > 0 and room.left() < scene.width:
        painter.setBrushOrigin(0, 0)
        _veil(painter, shown)
    painter.fillRect(QRectF(room.left() - 1, 0, 2, height), theme().colour("accent"))


def paint_ruler_veil(painter: QPainter, scene: TimelineScene) -> None:
    """Veil the band of phases ahead and carry the line up to it; the ticks stay."""
    high = theme().px(FLAGS)
    room = _ahead(scene, high, theme().px(BAND))
    if room is None:
        return
    if room.width() > 0:
        _veil(painter, room)
    # Not through the words of the ticks.
    painter.fillRect(QRectF(room.left() - 1, high, 2, room.height()), theme().colour("accent"))
    painter.fillRect(QRectF(room.left() - 1, scene.ruler - 5, 2, 5), theme().colour("accent"))
