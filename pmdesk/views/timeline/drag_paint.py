"""What a drag shows besides the thing itself: the dashed guide, the ruler's badge, the dark tip."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QRegion

from pmdesk.domain.time_text import shift_text
from pmdesk.views.theme.icons import draw as draw_icon
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.scene import TICKS, TimelineScene
from pmdesk.views.timeline.snapping import words_of_time

_WORDS_SHOWN = 60
_LOOKED_AT = 500


class DragSigns:
    """Guide, badge and tip; ``place`` works them out once for each new time, in pixels of the
    lanes, so that asking for the region and painting cost nothing twice. ``ids`` are the
    events that are dragged."""

    def __init__(self, scene: TimelineScene, ids: Collection[str] = ()) -> None:
        self._scene, self._ids = scene, frozenset(ids)
        self.time = self.shift = self.words = ""
        self._x = 0
        self._badge = self._tip = QRectF()

    def place(self, seconds: float, card: QRectF, shift: float | None, words: str) -> None:
        """Show a time, how many seconds that is from before (None where there was no time), and
        what it snapped to; the tip stands under ``card``."""
        t, scene = theme(), self._scene
        self.time = words_of_time(scene, seconds)
        self.shift = "" if shift is None else shift_text(shift)
        self.words = words if len(words) <= _WORDS_SHOWN else words[: _WORDS_SHOWN - 1] + "…"
        self._x = round(scene.scale.x(seconds))
        width = round(scene.measure(self.time, "meta_semibold")) + 14
        top = -t.px(TICKS) + 1 + scene.scroll
        self._badge = QRectF(self._x - width // 2, top, width, t.px(20))
        self._tip = self._tip_rect(card)

    def _tip_rect(self, card: QRectF) -> QRectF:
        t, scene = theme(), self._scene
        width = scene.measure(self.time, "section") + scene.measure(self.shift, "meta_semibold")
        width += t.px(36)
        if self.words:
            width = max(width, scene.measure(self.words, "meta_semibold") + t.px(50))
        high = t.px(54 if self.words else 34)
        left = min(max(4.0, card.left() + 22), max(4.0, scene.width - width - 6))
        # Under the card, and over it where the tip would be cut off.
        top = card.bottom() + 12
        if top + high > scene.scroll + scene.lanes_height and card.top() - high - 12 > scene.scroll:
            top = card.top() - high - 12
        return QRectF(round(left), round(top), round(width), high)

    def region(self) -> QRegion:
        """What the signs cover."""
        region = QRegion(self._badge.toAlignedRect().adjusted(-1, -1, 1, 1))
        region += self._tip.toAlignedRect().adjusted(-1, -1, 1, 1)
        return region + QRect(self._x - 2, -8, 5, self._bottom() + 8)

    def _bottom(self) -> int:
        return round(max(self._scene.layout.height, self._scene.lanes_height))

    def paint_guide(self, painter: QPainter) -> None:
        """A dashed line from the ruler down through the lanes."""
        pen = QPen(theme().colour("accent"), 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        x, top = self._x + 0.5, -4.0
        for start, end in [*self._covered(), (self._bottom(), 0.0)]:
            if start > top:
                painter.drawLine(QPointF(x, top), QPointF(x, start))
            top = max(top, end)

    def _covered(self) -> list[tuple[float, float]]:
        """From where to where cards lie on the guide: their words are not struck through. Among
        very many events it runs over them, since looking would take longer than painting."""
        scene = self._scene
        if len(scene.index.by_id) > _LOOKED_AT:
            return []
        seconds = scene.scale.time(self._x)
        found = []
        for band in scene.layout.bands:
            for item in scene.layout.items(band.index, seconds, seconds):
                if item.form != "cluster" and band.index.events[item.lo].id in self._ids:
                    continue
                rect = scene.item_rect(band, item)
                if rect.left() < self._x < rect.right():
                    found.append((rect.top() - 1, rect.bottom() + 1))
        return sorted(found)

    def paint(self, painter: QPainter) -> None:
        """The time on the ruler in accent, and the tip."""
        t = theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("accent"))
        painter.drawRoundedRect(self._badge, 4, 4)
        painter.setFont(t.font("meta_semibold"))
        painter.setPen(t.colour("onaccent"))
        small = t.fonts.metrics("meta_semibold", t.scale)
        base = round(self._badge.center().y() + small.capHeight() / 2)
        painter.drawText(QPointF(self._badge.left() + 7, base), self.time)
        self._paint_tip(painter)

    def _paint_tip(self, painter: QPainter) -> None:
        t, rect = theme(), self._tip
        big = t.fonts.metrics("section", t.scale)
        small = t.fonts.metrics("meta_semibold", t.scale)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("toast"))
        painter.drawRoundedRect(rect, 8, 8)
        base = round(rect.top() + t.px(17) + big.capHeight() / 2)
        painter.setFont(t.font("section"))
        painter.setPen(t.colour("ontoast"))
        painter.drawText(QPointF(rect.left() + t.px(13), base), self.time)
        painter.setFont(t.font("meta_semibold"))
        soft = t.colour("ontoast")
        soft.setAlphaF(1.0 if t.tokens.flat else 0.78)
        painter.setPen(soft)
        left = rect.left() + t.px(19) + self._scene.measure(self.time, "section")
        painter.drawText(QPointF(left, base), self.shift)
        if self.words:
            icon = "magnet" if self.words.startswith("Snapped") else "arrow-up-right"
            draw_icon(
                painter, icon, "ontoast", rect.left() + t.px(13), rect.top() + t.px(31), t.px(13)
            )
            base = round(rect.top() + t.px(37) + small.capHeight() / 2)
            painter.drawText(QPointF(rect.left() + t.px(32), base), self.words)
