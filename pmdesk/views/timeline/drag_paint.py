"""What a drag shows besides the thing itself: the dashed guide, the ruler's badge, the dark tip."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from pmdesk.domain.time_text import shift_text
from pmdesk.views.theme.icons import draw as draw_icon
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.layer import Piece
from pmdesk.views.timeline.scene import TICKS, TimelineScene
from pmdesk.views.timeline.snapping import words_of_time

_WORDS_SHOWN = 60
# A ready piece of the guide: a whole number of its dashes, six pixels with four between them.
_DASHES = 1000
_LOOKED_AT = 500


class DragSigns:
    """Guide, badge and tip; ``place`` works them out once for each new time, in pixels of the
    lanes, so that painting costs nothing twice. ``ids`` are the events that are dragged."""

    def __init__(self, scene: TimelineScene, ids: Collection[str] = ()) -> None:
        self._scene, self._ids = scene, frozenset(ids)
        self.time = self.shift = self.words = ""
        self._x = 0
        self._badge = self._tip = QRectF()
        self._open: list[tuple[float, float]] = []

    def place(self, seconds: float, card: QRectF, shift: float | str | None, words: str) -> None:
        """Show a time, how many seconds that is from before (None where there was no time, or
        other words beside it), and what it snapped to; the tip stands under ``card``."""
        t, scene = theme(), self._scene
        self.time = words_of_time(scene, seconds)
        told = "" if shift is None else shift
        self.shift = told if isinstance(told, str) else shift_text(told)
        self.words = words if len(words) <= _WORDS_SHOWN else words[: _WORDS_SHOWN - 1] + "…"
        self._x = round(scene.scale.x(seconds))
        width = round(scene.measure(self.time, "meta_semibold")) + 14
        top = -t.px(TICKS) + 1 + scene.scroll
        self._badge = QRectF(self._x - width // 2, top, width, t.px(20))
        self._tip = self._tip_rect(card)
        self._open = self._uncovered()

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
        # In steps, so that the tip does not twitch with each figure.
        return QRectF(round(left), round(top), ceil(width / 8) * 8, high)

    def guide(self) -> Piece:
        """A dashed line from the ruler down through the lanes."""
        top = round(self._scene.scroll)
        rect = QRect(self._x - 1, top - 8, 3, round(self._scene.lanes_height) + 8)
        return Piece(rect, self._paint_guide)

    def above(self) -> list[Piece]:
        """The time on the ruler in accent, and the tip."""
        return [
            Piece(self._badge.toAlignedRect().adjusted(-1, -1, 1, 1), self._paint_badge),
            Piece(self._tip.toAlignedRect().adjusted(-1, -1, 1, 1), self._paint_tip),
        ]

    def _paint_guide(self, painter: QPainter) -> None:
        ratio = painter.device().devicePixelRatioF()
        ready = _dashes(theme().tokens.accent, ratio)
        for start, bottom in self._open:
            # The dashes stand still while the line moves: they are counted from the lanes' top.
            at = start
            while at < bottom:
                within = at % _DASHES
                high = min(bottom - at, _DASHES - within)
                source = QRectF(0, within * ratio, 3 * ratio, high * ratio)
                painter.drawPixmap(QRectF(self._x - 1, at, 3, high), ready, source)
                at += high

    def _uncovered(self) -> list[tuple[float, float]]:
        """The parts of the guide on which no cards lie."""
        scene = self._scene
        top = scene.scroll - 4.0
        bottom = scene.scroll + scene.lanes_height
        found = []
        for start, end in [*self._covered(), (bottom, 0.0)]:
            if min(start, bottom) > top:
                found.append((top, min(start, bottom)))
            top = max(top, end)
        return found

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

    def _paint_badge(self, painter: QPainter) -> None:
        t = theme()
        size, ratio = self._badge.size().toSize().toTuple(), painter.device().devicePixelRatioF()
        painter.drawPixmap(self._badge.topLeft(), _plate(t.tokens.accent, *size, 4, ratio))
        painter.setFont(t.font("meta_semibold"))
        painter.setPen(t.colour("onaccent"))
        small = t.fonts.metrics("meta_semibold", t.scale)
        base = round(self._badge.center().y() + small.capHeight() / 2)
        painter.drawText(QPointF(self._badge.left() + 7, base), self.time)

    def _paint_tip(self, painter: QPainter) -> None:
        t, rect = theme(), self._tip
        big = t.fonts.metrics("section", t.scale)
        small = t.fonts.metrics("meta_semibold", t.scale)
        size, ratio = rect.size().toSize().toTuple(), painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.topLeft(), _plate(t.tokens.toast, *size, 8, ratio))
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


@lru_cache(maxsize=4)
def _dashes(colour: str, ratio: float) -> QPixmap:
    """The guide, ready to be copied: drawing it takes ten times as long."""
    ready = QPixmap(round(3 * ratio), round(_DASHES * ratio))
    ready.setDevicePixelRatio(ratio)
    ready.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ready)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.5))
    for top in range(0, _DASHES, 10):
        painter.drawLine(QPointF(1.5, top), QPointF(1.5, top + 6))
    painter.end()
    return ready


@lru_cache(maxsize=64)
def _plate(colour: str, width: int, height: int, radius: int, ratio: float) -> QPixmap:
    """A ground with round corners, ready to be copied."""
    ready = QPixmap(round(width * ratio), round(height * ratio))
    ready.setDevicePixelRatio(ratio)
    ready.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ready)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(QRectF(0, 0, width, height), radius, radius)
    painter.end()
    return ready
