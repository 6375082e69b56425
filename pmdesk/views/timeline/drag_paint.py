"""What a drag shows besides the thing itself: the dashed guide, the ruler's badge, the dark tip."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pmdesk.views.theme.icons import draw as draw_icon
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.scene import TICKS, TimelineScene
from pmdesk.views.timeline.snapping import words_of_time


def paint_guide(painter: QPainter, scene: TimelineScene, seconds: float) -> None:
    """A dashed line from the ruler down through the lanes."""
    x = round(scene.scale.x(seconds)) + 0.5
    pen = QPen(theme().colour("accent"), 1.5)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.drawLine(QPointF(x, -4), QPointF(x, max(scene.layout.height, scene.lanes_height)))


def paint_badge(painter: QPainter, scene: TimelineScene, seconds: float) -> None:
    """The time on the ruler, in accent."""
    t = theme()
    text = words_of_time(scene, seconds)
    metrics = t.fonts.metrics("meta_semibold", t.scale)
    width, high = metrics.horizontalAdvance(text) + 14, t.px(20)
    top = -t.px(TICKS) + 1 + scene.scroll
    rect = QRectF(round(scene.scale.x(seconds) - width / 2), top, round(width), high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(t.colour("accent"))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setFont(t.font("meta_semibold"))
    painter.setPen(t.colour("onaccent"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def tip_rect(scene: TimelineScene, card: QRectF, time: str, shift: str, words: str) -> QRectF:
    """Where the tip stands: under the card, over it where there is no room."""
    t = theme()
    big, small = t.fonts.metrics("section", t.scale), t.fonts.metrics("meta_semibold", t.scale)
    width = big.horizontalAdvance(time) + small.horizontalAdvance(shift) + 36
    if words:
        width = max(width, small.horizontalAdvance(words[:60]) + 50)
    high = t.px(54 if words else 34)
    left = min(max(4.0, card.left() + 22), max(4.0, scene.width - width - 6))
    top = card.bottom() + 12
    if top + high > max(scene.layout.height, scene.lanes_height) and card.top() - high - 12 > 0:
        top = card.top() - high - 12
    return QRectF(round(left), round(top), round(width), high)


def paint_tip(
    painter: QPainter, scene: TimelineScene, card: QRectF, time: str, shift: str, words: str
) -> None:
    """The new time, how far that is, and what it snapped to, on dark."""
    t = theme()
    rect = tip_rect(scene, card, time, shift, words)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(t.colour("toast"))
    painter.drawRoundedRect(rect, 8, 8)
    big = t.fonts.metrics("section", t.scale)
    base = rect.top() + t.px(17) + big.capHeight() / 2
    painter.setFont(t.font("section"))
    painter.setPen(t.colour("ontoast"))
    painter.drawText(QPointF(rect.left() + 13, round(base)), time)
    painter.setFont(t.font("meta_semibold"))
    soft = t.colour("ontoast")
    soft.setAlphaF(0.78)
    painter.setPen(soft)
    painter.drawText(QPointF(rect.left() + 19 + big.horizontalAdvance(time), round(base)), shift)
    if words:
        icon = "magnet" if words.startswith("Snapped") else "arrow-up-right"
        token = "ink4" if not t.tokens.is_dark else "ink2"
        draw_icon(painter, icon, token, rect.left() + 13, rect.top() + t.px(31), t.px(13))
        small = t.fonts.metrics("meta_semibold", t.scale)
        line = small.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() - 44)
        painter.drawText(
            QPointF(rect.left() + 32, round(rect.top() + t.px(37) + small.capHeight() / 2)), line
        )
