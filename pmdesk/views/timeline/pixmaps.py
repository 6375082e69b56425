"""Ready pictures of cards, clusters, glyphs and labels, each made once and then only copied."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from pmdesk.domain.terms import LaneShape
from pmdesk.views.theme.glyphs import draw_lane
from pmdesk.views.theme.icons import draw as draw_icon
from pmdesk.views.theme.theme import theme

_KEPT = 3000
GLYPH = 13.0
# Making a picture costs forty times as much as copying it; the rest comes with the next frame.
MADE_PER_FRAME = 60

ROLE_FONTS = {
    "title": "ui_medium",
    "near_title": "ui_semibold",
    "time": "ui_medium",
    "meta": "meta",
}


class CharWidths:
    """Measures text by a table of character widths: a tenth of the cost of asking the font."""

    def __init__(self) -> None:
        self._tables: dict[tuple[str, float], dict[str, float]] = {}

    def __call__(self, text: str, role: str) -> float:
        """The width of ``text`` in pixels in the font of a layout role."""
        scale = theme().scale
        table = self._tables.setdefault((role, scale), {})
        total = 0.0
        for char in text:
            width = table.get(char)
            if width is None:
                width = theme().fonts.metrics(ROLE_FONTS[role], scale).horizontalAdvance(char)
                table[char] = width
            total += width
        return total


@dataclass(frozen=True, slots=True)
class CardLook:
    """All that a card's picture depends on; ``bar`` is the length of its span in pixels."""

    time: str
    title: str
    evidence: int
    who: str
    shape: LaneShape
    colour: str
    width: int
    height: int
    near: bool = False
    flipped: bool = False
    selected: bool = False
    lifted: bool = False
    star: bool = False
    about: bool = False
    bar: int = 0


class Pixmaps:
    """The pictures in use, the least lately used ones go first; ``drawn`` counts copies made."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self.drawn = 0
        self.made = 0

    def begin_frame(self) -> None:
        """Start to count anew."""
        self.drawn = self.made = 0

    @property
    def exhausted(self) -> bool:
        """Whether this frame has made as many new pictures as it may."""
        return self.made >= MADE_PER_FRAME

    def get(
        self,
        key: Hashable,
        width: float,
        height: float,
        ratio: float,
        paint: Callable[[QPainter], None],
    ) -> QPixmap:
        """The picture of a key in the theme in use, painted by ``paint`` when it is not there."""
        t = theme()
        full = (key, width, height, ratio, t.tokens.name, t.scale)
        found = self._held.get(full)
        self.drawn += 1
        if found is not None:
            self._held.move_to_end(full)
            return found
        self.made += 1
        pixmap = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter)
        painter.end()
        self._held[full] = pixmap
        if len(self._held) > _KEPT:
            self._held.popitem(last=False)
        return pixmap

    def holds(self, key: Hashable, width: float, height: float, ratio: float) -> bool:
        """Whether the picture is ready."""
        t = theme()
        return (key, width, height, ratio, t.tokens.name, t.scale) in self._held

    def text(self, text: str, role: str, token: str, ratio: float) -> QPixmap:
        """A line of text in a role and colour; its height is the font's."""
        metrics = theme().fonts.metrics(role, theme().scale)
        width, height = metrics.horizontalAdvance(text) + 2, metrics.height()

        def paint(painter: QPainter) -> None:
            painter.setFont(theme().font(role))
            painter.setPen(theme().colour(token))
            painter.drawText(QPointF(0, metrics.ascent()), text)

        return self.get(("text", text, role, token), float(int(width + 1)), height, ratio, paint)

    def card(self, look: CardLook, ratio: float) -> QPixmap:
        """A whole card."""
        rect = QRectF(0, 0, look.width, look.height)
        return self.get(look, look.width, look.height, ratio, lambda p: paint_card(p, rect, look))

    def glyph(self, shape: LaneShape, colour: str, selected: bool, ratio: float) -> QPixmap:
        """A lane's glyph with a ring of canvas round it, 22 pixels square."""

        def paint(painter: QPainter) -> None:
            painter.setPen(
                QPen(theme().colour("accent"), 2) if selected else QPen(theme().colour("line2"), 1)
            )
            painter.setBrush(theme().colour("surface"))
            painter.drawRoundedRect(QRectF(1, 1, 20, 20), 6, 6)
            draw_lane(painter, shape, QColor(theme().tokens.lane(colour, "fill")), 11, 11, 12)

        return self.get(("glyph", shape, colour, selected), 22, 22, ratio, paint)

    def cluster(
        self, count: int, shape: LaneShape, colour: str, selected: bool, high: int, ratio: float
    ) -> QPixmap:
        """A stack of cards with a glyph and a count."""
        words = str(count) if count < 1000 else f"{count // 1000}k"
        key = ("cluster", words, shape, colour, selected, high)
        return self.get(
            key, 54, high + 6, ratio,
            lambda p: _paint_cluster(p, words, shape, colour, selected, high),
        )  # fmt: skip


def _paint_cluster(
    painter: QPainter, words: str, shape: LaneShape, colour: str, selected: bool, high: int
) -> None:
    t = theme()
    fill = QColor(t.tokens.lane(colour, "fill"))
    faint = QColor(fill)
    faint.setAlphaF(0.45)
    painter.setBrush(t.colour("surface"))
    for i, inset in ((0, 8.0), (1, 5.0)):
        painter.setPen(QPen(faint, 1))
        painter.drawRoundedRect(QRectF(inset, 0.5 + i * 3, 54 - 2 * inset, 12), 4, 4)
    painter.setPen(QPen(t.colour("accent") if selected else fill, 2 if selected else 1.3))
    painter.drawRoundedRect(QRectF(1, 7, 52, high - 2), 7, 7)
    font = t.font("ui_semibold")
    metrics = t.fonts.metrics("ui_semibold", t.scale)
    width = metrics.horizontalAdvance(words)
    left = (54 - width - 18) / 2
    cy = 6 + high / 2
    draw_lane(painter, shape, fill, left + 6, cy, 11 if len(words) < 4 else 8)
    painter.setFont(font)
    painter.setPen(t.colour("ink1"))
    painter.drawText(QPointF(left + 18, _baseline("ui_semibold", cy)), words)


def _baseline(role: str, cy: float) -> float:
    """The baseline that centres the capitals of a role on ``cy``."""
    return round(cy + theme().fonts.metrics(role, theme().scale).capHeight() / 2)


def _elided(text: str, role: str, width: float) -> str:
    metrics = theme().fonts.metrics(role, theme().scale)
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def paint_card(painter: QPainter, rect: QRectF, look: CardLook) -> None:
    """Paint a card into a rectangle: its edge, its span, its glyph and words."""
    t = theme()
    lane = QColor(t.tokens.lane(look.colour, "fill"))
    edge = t.colour("line2")
    width = 1.0
    if look.bar:
        edge = QColor(lane)
        edge.setAlphaF(0.65)
    if look.selected or look.lifted:
        edge, width = t.colour("accent"), 2.0
    box = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(t.colour("surface"))
    painter.drawRoundedRect(box, 6, 6)
    if look.bar:
        clip = QPainterPath()
        clip.addRoundedRect(box, 6, 6)
        painter.save()
        painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        painter.fillRect(rect, QColor(t.tokens.lane(look.colour, "soft")))
        until = 13 + look.bar
        if until < rect.width() - 2:
            # Words longer than the span: a line below them has its true length.
            line = QColor(lane)
            line.setAlphaF(0.75)
            painter.fillRect(QRectF(rect.left() + 13, rect.bottom() - 3, look.bar, 3), line)
        painter.restore()
    pen = QPen(edge, width)
    if look.about:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 6, 6)
    if look.near:
        _paint_near(painter, rect, look, lane)
    else:
        _paint_middle(painter, rect, look, lane)


def _paint_middle(painter: QPainter, rect: QRectF, look: CardLook, lane: QColor) -> None:
    t = theme()
    cy = rect.center().y()
    glyph_x = rect.right() - 13 if look.flipped else rect.left() + 13
    draw_lane(painter, look.shape, lane, glyph_x, cy, GLYPH)
    left = rect.left() + (12 if look.flipped else 27)
    room = rect.width() - 39 - (30 if look.evidence else 0)
    painter.setFont(t.font("ui_medium"))
    time_w = t.fonts.metrics("ui_medium", t.scale).horizontalAdvance(look.time)
    painter.setPen(t.colour("ink3"))
    painter.drawText(QPointF(left, _baseline("ui_medium", cy)), look.time)
    painter.setPen(t.colour("ink1"))
    title = _elided(look.title, "ui_medium", room - time_w - 6)
    painter.drawText(QPointF(left + time_w + 7, _baseline("ui_medium", cy)), title)
    if look.evidence:
        end = rect.right() - (27 if look.flipped else 0)
        draw_icon(painter, "paperclip", "ink3", end - 36, cy - 6, 12)
        painter.setFont(t.font("meta"))
        painter.setPen(t.colour("ink2"))
        painter.drawText(QPointF(end - 22, _baseline("meta", cy)), str(look.evidence))


def _paint_near(painter: QPainter, rect: QRectF, look: CardLook, lane: QColor) -> None:
    t = theme()
    top, low = rect.top() + rect.height() * 0.34, rect.top() + rect.height() * 0.71
    glyph_x = rect.right() - 15 if look.flipped else rect.left() + 13
    draw_lane(painter, look.shape, lane, glyph_x, top, 14)
    left = rect.left() + (14 if look.flipped else 31)
    room = rect.width() - 45
    painter.setFont(t.font("ui_semibold"))
    painter.setPen(t.colour("ink1"))
    painter.drawText(
        QPointF(left, _baseline("ui_semibold", top)), _elided(look.title, "ui_semibold", room + 2)
    )
    painter.setFont(t.font("meta"))
    painter.setPen(t.colour("ink2"))
    painter.drawText(QPointF(left, _baseline("meta", low)), look.time)
    metrics = t.fonts.metrics("meta", t.scale)
    x = left + metrics.horizontalAdvance(look.time) + 10
    if look.evidence:
        draw_icon(painter, "paperclip", "ink3", x, low - 6, 12)
        painter.drawText(QPointF(x + 16, _baseline("meta", low)), str(look.evidence))
        x += 16 + metrics.horizontalAdvance(str(look.evidence)) + 10
    painter.setPen(t.colour("ink3"))
    who = _elided(look.who, "meta", rect.right() - x - 10)
    painter.drawText(QPointF(x, _baseline("meta", low)), who)


def shadow(pixmaps: Pixmaps, width: int, height: int, ratio: float) -> QPixmap:
    """The shadow of a lifted card, 18 pixels larger on each side: soft, darker below."""

    def paint(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for i in range(18):
            painter.setBrush(QColor(0, 0, 0, 4 if i < 12 else 3))
            grow = 18 - i
            rect = QRectF(18 - grow, 24 - grow, width + 2 * grow, height + 2 * grow)
            painter.drawRoundedRect(rect, 6 + grow, 6 + grow)

    return pixmaps.get(("shadow",), width + 36, height + 48, ratio, paint)
