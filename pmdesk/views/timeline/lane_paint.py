"""Paints the lanes: phase tints, lines, cards and clusters, and the column of lane names."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from pmdesk.domain.lane_packing import Item
from pmdesk.domain.terms import HypothesisState, Precision
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.domain.timeline_layout import GLYPH_X, LaneBand
from pmdesk.views.theme.glyphs import draw_lane
from pmdesk.views.theme.icons import draw as draw_icon
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.cards import (
    GLYPH_SIDE,
    STACK_RISE,
    CardLook,
    card,
    cluster,
    glyph,
    paint_card,
)
from pmdesk.views.timeline.filter_paint import paint_held_back
from pmdesk.views.timeline.hits import BAR_HIGH
from pmdesk.views.timeline.pixmaps import Pixmaps
from pmdesk.views.timeline.scene import MARK_TOKENS, TimelineScene
from pmdesk.views.timeline.walk_paint import paint_veil

_TINT, _BOUNDARY = 0.38, 0.55
_GROUND, _NARROW = 16, 100
# The width of the sign that opens a lane's menu, at the right of its name.
MENU_SIGN = 34
_BARS_SHOWN = 50
# Half the height of what is written in the column of names.
_NAME_HALF = 13


def _tint(token: str) -> QColor:
    """A phase's colour laid thinly over the canvas: ready mixed, since blending costs ten times
    as much as filling."""
    over, under = theme().colour(token), theme().colour("canvas")
    pairs = (
        (over.red(), under.red()), (over.green(), under.green()), (over.blue(), under.blue()),
    )  # fmt: skip
    return QColor(*(round(_TINT * a + (1 - _TINT) * b) for a, b in pairs))


def _half_glyph() -> int:
    return theme().px(GLYPH_SIDE) // 2


class LanePainter:
    """Paints what lies under the ruler; the painter's origin is the lanes' own.

    ``hidden`` are the ids of events that are being dragged and drawn by the gesture;
    ``unfinished`` is set when pictures were left for the next frame.
    """

    def __init__(self, scene: TimelineScene, pixmaps: Pixmaps) -> None:
        self._scene = scene
        self._pixmaps = pixmaps
        self.hidden: frozenset[str] = frozenset()
        self.unfinished = False

    def paint(self, painter: QPainter, height: float, clip: QRect) -> None:
        """Paint the part of the lanes in ``clip``; all of them are ``height`` pixels high."""
        scene = self._scene
        self._paint_ground(painter, height, clip.intersected(QRect(0, 0, 100_000, round(height))))
        if scene.part is not None:
            paint_veil(painter, scene, height, clip)
        selected = scene.selected_set()
        first = scene.scale.time(max(-400, clip.left() - 30))
        last = scene.scale.time(clip.right() + 30)
        for band in scene.layout.bands:
            if band.top > clip.bottom() or band.top + band.height < clip.top():
                continue
            if scene.layout.is_large(band.index):
                self._paint_bars(painter, band, first, last)
            paint_held_back(painter, scene, band, first, last)
            for item in scene.layout.items(band.index, first, last):
                self._paint_item(painter, band, item, selected)

    def _paint_ground(self, painter: QPainter, height: float, clip: QRect) -> None:
        """Tints and upright lines are the same at each height: a low picture of them is tiled."""
        ratio = painter.device().devicePixelRatioF()
        left, width = clip.left(), clip.width()
        if width < _NARROW:
            # The strip that a pan brings into view: tiling it takes longer than painting it.
            painter.fillRect(QRectF(left, 0, width, height), theme().colour("canvas"))
            self._paint_columns(painter, round(height), left, left + width)
        else:
            ground = QPixmap(round(width * ratio), round(_GROUND * ratio))
            ground.setDevicePixelRatio(ratio)
            ground.fill(theme().colour("canvas"))
            pen = QPainter(ground)
            pen.translate(-left, 0)
            self._paint_columns(pen, _GROUND, left, left + width)
            pen.end()
            painter.drawTiledPixmap(QRectF(left, 0, width, height), ground)
        for band in self._scene.layout.bands[1:]:
            painter.fillRect(QRectF(left, band.top, width, 1), theme().colour("line"))

    def _paint_columns(self, painter: QPainter, height: int, first: int, last: int) -> None:
        scene, t = self._scene, theme()
        scale = scene.scale
        if not t.tokens.flat:
            for token, start, end, _ in scene.phases():
                left, right = max(first, scale.x(start)), min(last, scale.x(end))
                if right > left:
                    painter.fillRect(QRectF(left, 0, right - left, height), _tint(token))
        faint = t.colour("line")
        faint.setAlphaF(0.6)
        shown = scene.ticks()
        # A midnight stands out among hours; where each line is a day none does.
        days = all(tick.day for tick in shown)
        for tick in shown:
            # In high contrast lines are ink: those that only help the eye would cut the cards up.
            x = round(scale.x(tick.at))
            strong = tick.day and not days
            if first <= x <= last and (strong or not t.tokens.flat):
                painter.fillRect(x, 0, 1, height, t.colour("line2") if strong else faint)
        for mark in scene.marks:
            x = round(scale.x(mark.at.timestamp()))
            if first - 1 <= x <= last:
                line = t.colour(MARK_TOKENS[mark.kind])
                line.setAlphaF(1.0 if t.tokens.flat else _BOUNDARY)
                painter.fillRect(x, 0, 1, height, line)

    def _paint_bars(self, painter: QPainter, band: LaneBand, first: float, last: float) -> None:
        scale = self._scene.scale
        colour = QColor(theme().tokens.lane(band.index.lane.colour, "fill"))
        colour.setAlphaF(0.5)
        y = band.top + band.height - BAR_HIGH - 1
        for start, end in self._scene.layout.bars(band.index, first, last):
            left, right = max(-2.0, scale.x(start)), min(self._scene.width + 2, scale.x(end))
            painter.fillRect(QRectF(left, y, max(2.0, right - left), BAR_HIGH), colour)
        # Which of them are selected, so that their ends can be found and pulled.
        for event_id in self._scene.selected_events()[:_BARS_SHOWN]:
            event = self._scene.index.by_id.get(event_id)
            if event is None or event.lane_id != band.index.lane.id or not event.at:
                continue
            if event.end is not None and event.precision is not Precision.BETWEEN:
                left, right = scale.x(event.at.timestamp()), scale.x(event.end.timestamp())
                bar = QRectF(left, y - 1, max(2.0, right - left), BAR_HIGH + 2)
                painter.fillRect(bar, theme().colour("accent"))

    def _paint_item(
        self, painter: QPainter, band: LaneBand, item: Item, selected: frozenset[str]
    ) -> None:
        scene, lane = self._scene, band.index.lane
        ratio = painter.device().devicePixelRatioF()
        rect = scene.item_rect(band, item)
        if item.form == "cluster":
            chosen = bool(selected) and any(e.id in selected for e in self._few(band, item))
            high = int(rect.height())
            pixmap, counted = cluster(
                self._pixmaps, item.count, lane.shape, lane.colour, chosen, high, ratio
            )
            self.unfinished = self.unfinished or not counted
            painter.drawPixmap(QPointF(rect.left(), rect.top() - STACK_RISE), pixmap)
            return
        event = band.index.events[item.lo]
        if event.id in self.hidden:
            return
        if item.form == "glyph":
            pixmap = glyph(self._pixmaps, lane.shape, lane.colour, event.id in selected, ratio)
            painter.drawPixmap(QPointF(rect.left(), rect.center().y() - _half_glyph()), pixmap)
            return
        look = self.look(band, item, rect, event.id in selected)
        if self._pixmaps.exhausted and not self._pixmaps.holds(
            look, look.width, look.height, ratio
        ):
            self.unfinished = True
            pixmap = glyph(self._pixmaps, lane.shape, lane.colour, False, ratio)
            half = _half_glyph()
            inset = theme().px(GLYPH_X)
            x = rect.right() - inset if item.flipped else rect.left() + inset
            painter.drawPixmap(QPointF(x - half, rect.center().y() - half), pixmap)
            return
        if look.width > 1500:
            self.paint_long(painter, rect, look)
        else:
            painter.drawPixmap(rect.topLeft(), card(self._pixmaps, look, ratio))

    @staticmethod
    def _few(band: LaneBand, item: Item) -> list[TimelineEvent]:
        # A mark of selection on a crowd is worth a look at a few hundred, not at all of it.
        return band.index.events[item.lo : min(item.hi, item.lo + 300)]

    @staticmethod
    def paint_long(painter: QPainter, rect: QRectF, look: CardLook) -> None:
        """Paint a card without keeping its picture: it is too long, or soon another."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, rect, look)
        painter.restore()

    def look(self, band: LaneBand, item: Item, rect: QRectF, selected: bool) -> CardLook:
        """What the card of an item looks like."""
        scene = self._scene
        event = band.index.events[item.lo]
        return self.look_of(
            event, band, rect, selected, item.flipped, scene.layout.is_large(band.index)
        )

    def look_of(
        self,
        event: TimelineEvent,
        band: LaneBand,
        rect: QRectF,
        selected: bool,
        flipped: bool = False,
        large: bool = False,
    ) -> CardLook:
        """What an event's card looks like in a lane and a rectangle."""
        scene, lane = self._scene, band.index.lane
        shown, title, evidence = scene.layout.words(event)
        bar = 0
        if event.at and event.end and event.precision is not Precision.BETWEEN and not large:
            bar = max(1, round((event.end - event.at).total_seconds() / scene.scale.per_px))
        return CardLook(
            time=shown, title=title, evidence=evidence, who=event.actor or event.source,
            shape=lane.shape, colour=lane.colour, width=int(rect.width()),
            height=int(rect.height()), near=scene.layout.heights.near, flipped=flipped,
            selected=selected, star=event.star, bar=bar,
            about=event.precision is not Precision.EXACT,
            outcome="" if event.hypothesis in (None, HypothesisState.OPEN) else event.hypothesis,
        )  # fmt: skip

    def paint_names(self, painter: QPainter, height: float, focused: str) -> None:
        """Paint the column of lane names; ``focused`` is the lane under the pointer, if any."""
        t, head, ratio = theme(), self._scene.head, painter.device().devicePixelRatioF()
        painter.fillRect(QRectF(0, 0, head, height), t.colour("canvas"))
        for band in self._scene.layout.bands:
            lane, over = band.index.lane, band.index.lane.id == focused
            if over:
                painter.fillRect(QRectF(0, band.top, head, band.height), t.colour("hover"))
            if band.top > 0:
                painter.fillRect(QRectF(0, band.top, head, 1), t.colour("line"))
            # Lanes are now higher, now lower; what is written on them stays the same.
            half, cy = t.px(_NAME_HALF), band.top + band.height / 2
            name = self._pixmaps.get(
                ("name", lane, over, cy % 1), head, 2 * half, ratio,
                partial(self._paint_name, lane=lane, over=over, cy=half + cy % 1),
            )  # fmt: skip
            painter.drawPixmap(QPointF(0, cy // 1 - half), name)
        painter.fillRect(QRectF(head - 1, 0, 1, height), t.colour("line"))

    def _paint_name(self, painter: QPainter, lane: Lane, over: bool, cy: float) -> None:
        """A lane's glyph and name, and the sign of its menu while the pointer is over it."""
        t, head = theme(), self._scene.head
        draw_lane(
            painter, lane.shape, QColor(t.tokens.lane(lane.colour, "fill")), t.px(31), cy, t.px(13)
        )
        metrics = t.fonts.metrics("ui_semibold", t.scale)
        painter.setFont(t.font("ui_semibold"))
        painter.setPen(t.colour("ink1"))
        if over:
            side = t.px(16)
            draw_icon(painter, "ellipsis", "ink2", head - t.px(26), cy - side / 2, side)
        room = head - t.px(46) - (t.px(MENU_SIGN) if over else 8)
        name = metrics.elidedText(lane.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(t.px(46), round(cy + metrics.capHeight() / 2)), name)
