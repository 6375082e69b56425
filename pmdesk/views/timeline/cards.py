"""What an event looks like: its card by zoom, its bare glyph, the stack that many make."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from pmdesk.domain.lane_packing import CLUSTER_PX
from pmdesk.domain.terms import LaneShape
from pmdesk.views.theme.glyphs import draw_lane
from pmdesk.views.theme.icons import draw as draw_icon
from pmdesk.views.theme.shadows import draw_shadow, margin
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.pixmaps import Pixmaps

GLYPH_SIDE = 22
STACK_RISE = 6
_OUTCOMES = {
    "supported": ("check", "ok"),
    "ruled_out": ("x", "ink2"),
    "revised": ("corner-down-right", "ink2"),
}
_STRUCK = ("ruled_out", "revised")


@dataclass(frozen=True, slots=True)
class CardLook:
    """All that a card's picture depends on; ``bar`` is the length of its span in pixels, ``blank``
    leaves the room of the time empty, and ``outcome`` is what became of a hypothesis."""

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
    star: bool = False
    about: bool = False
    bar: int = 0
    blank: bool = False
    outcome: str = ""


def draw_with_time(
    painter: QPainter, pixmaps: Pixmaps, at: QPointF, look: CardLook, ratio: float
) -> None:
    """Draw a card whose time is soon another: only the time is written anew, on a picture of the
    card that all times of that many figures share, since figures are all of one width."""
    blank = replace(look, time=blank_time(look.time), blank=True)
    painter.drawPixmap(at, card(pixmaps, blank, ratio))
    write_time(painter, QRectF(at.x(), at.y(), look.width, look.height), look, look.time)


def blank_time(time: str) -> str:
    """A time of as many figures: as wide as ``time``, and the same for many of them."""
    return "".join("0" if char.isdigit() else char for char in time)


def lifted_card(pixmaps: Pixmaps, look: CardLook, ratio: float) -> QPixmap:
    """The picture of a card with its shadow, which reaches beyond it on each side; without its
    time where it has one."""
    reach, t = margin("card"), theme()
    rect = QRectF(reach, reach, look.width, look.height)
    blank = replace(look, time=blank_time(look.time), blank=bool(look.time))

    def paint(painter: QPainter) -> None:
        if not t.tokens.flat:
            draw_shadow(painter, rect, "card", 6)
        paint_card(painter, rect, blank)

    size = (look.width + 2 * reach, look.height + 2 * reach)
    return pixmaps.get(("lifted", blank), *size, ratio, paint)


def card(pixmaps: Pixmaps, look: CardLook, ratio: float) -> QPixmap:
    """The picture of a whole card."""
    rect = QRectF(0, 0, look.width, look.height)
    return pixmaps.get(look, look.width, look.height, ratio, lambda p: paint_card(p, rect, look))


def glyph(pixmaps: Pixmaps, shape: LaneShape, colour: str, selected: bool, ratio: float) -> QPixmap:
    """A lane's glyph on a small square, for an event that has no room for words."""
    side = theme().px(GLYPH_SIDE)

    def paint(painter: QPainter) -> None:
        t = theme()
        painter.setPen(QPen(t.colour("accent"), 2) if selected else QPen(t.colour("line2"), 1))
        painter.setBrush(t.colour("surface"))
        painter.drawRoundedRect(QRectF(1, 1, side - 2, side - 2), 6, 6)
        fill = QColor(t.tokens.lane(colour, "fill"))
        draw_lane(painter, shape, fill, side / 2, side / 2, t.px(12))

    return pixmaps.get(("glyph", shape, colour, selected), side, side, ratio, paint)


def cluster(
    pixmaps: Pixmaps,
    count: int,
    shape: LaneShape,
    colour: str,
    selected: bool,
    high: int,
    ratio: float,
) -> tuple[QPixmap, bool]:
    """A stack of cards with a glyph and a count, and whether the count is on it: a frame that has
    made as many pictures as it may leaves it out."""
    t = theme()
    words = str(count) if count < 1000 else f"{count // 1000}k"
    metrics = t.fonts.metrics("ui_semibold", t.scale)
    wide = t.px(CLUSTER_PX)
    left = round((wide - metrics.horizontalAdvance("0") * len(words) - t.px(18)) / 2)
    size = (wide, high + STACK_RISE, ratio)

    def stack() -> QPixmap:
        key = ("stack", left, shape, colour, selected)
        return pixmaps.get(
            key, *size, lambda p: _paint_stack(p, wide, left, shape, colour, selected, high)
        )

    def paint(painter: QPainter) -> None:
        painter.drawPixmap(0, 0, stack())
        painter.setFont(t.font("ui_semibold"))
        painter.setPen(t.colour("ink1"))
        base = _baseline("ui_semibold", STACK_RISE + high / 2)
        painter.drawText(QPointF(left + t.px(18), base), words)

    key = ("cluster", words, shape, colour, selected)
    if pixmaps.exhausted and not pixmaps.holds(key, *size):
        return stack(), False
    return pixmaps.get(key, *size, paint), True


def _paint_stack(
    painter: QPainter,
    wide: int,
    left: int,
    shape: LaneShape,
    colour: str,
    selected: bool,
    high: int,
) -> None:
    t = theme()
    fill = QColor(t.tokens.lane(colour, "fill"))
    faint = QColor(fill)
    faint.setAlphaF(1.0 if t.tokens.flat else 0.45)
    painter.setBrush(t.colour("surface"))
    for i, inset in ((0, 8.0), (1, 5.0)):
        painter.setPen(QPen(faint, 1))
        painter.drawRoundedRect(QRectF(inset, 0.5 + i * 3, wide - 2 * inset, 12), 4, 4)
    painter.setPen(QPen(t.colour("accent") if selected else fill, 2 if selected else 1.3))
    painter.drawRoundedRect(QRectF(1, STACK_RISE + 1, wide - 2, high - 2), 7, 7)
    draw_lane(painter, shape, fill, left + t.px(6), STACK_RISE + high / 2, t.px(11))


def _baseline(role: str, cy: float) -> float:
    """The baseline that centres the capitals of a role on ``cy``."""
    return round(cy + theme().fonts.metrics(role, theme().scale).capHeight() / 2)


def _write(painter: QPainter, role: str, token: str, x: float, cy: float, text: str) -> float:
    """Write a line whose capitals are centred on ``cy``; gives its width."""
    t = theme()
    painter.setFont(t.font(role))
    painter.setPen(t.colour(token))
    painter.drawText(QPointF(x, _baseline(role, cy)), text)
    return t.fonts.metrics(role, t.scale).horizontalAdvance(text)


def write_time(painter: QPainter, rect: QRectF, look: CardLook, time: str) -> None:
    """Write a time on a card from which it was left out."""
    role, token, x, cy = _place_of_time(rect, look)
    t = theme()
    painter.setFont(t.font(role))
    painter.setPen(t.colour(token))
    painter.drawText(QPointF(x, _baseline(role, cy)), time)


def _write_time(painter: QPainter, rect: QRectF, look: CardLook) -> float:
    """Write a card's time at its place; gives its width."""
    role, token, x, cy = _place_of_time(rect, look)
    if look.blank:
        return theme().fonts.metrics(role, theme().scale).horizontalAdvance(look.time)
    return _write(painter, role, token, x, cy, look.time)


def _place_of_time(rect: QRectF, look: CardLook) -> tuple[str, str, float, float]:
    t = theme()
    if look.near:
        role, token, left = "meta", "ink2", t.px(14 if look.flipped else 31)
        cy = rect.top() + rect.height() * 0.71
    else:
        role, token, left = "ui_medium", "ink3", t.px(12 if look.flipped else 27)
        cy = rect.center().y()
    return role, token, rect.left() + left, cy


def paint_card(painter: QPainter, rect: QRectF, look: CardLook) -> None:
    """Paint a card into a rectangle: its edge, its span, its glyph and words."""
    t = theme()
    lane = QColor(t.tokens.lane(look.colour, "fill"))
    edge, width = t.colour("line2"), 1.0
    if look.bar:
        edge = QColor(lane)
        edge.setAlphaF(1.0 if t.tokens.flat else 0.65)
        width = 2.0 if t.tokens.flat else 1.0
    if look.selected:
        edge, width = t.colour("accent"), 2.0
    box = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(t.colour("surface"))
    painter.drawRoundedRect(box, 6, 6)
    if look.bar:
        _paint_span(painter, rect, box, look, lane)
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


def _paint_span(painter: QPainter, rect: QRectF, box: QRectF, look: CardLook, lane: QColor) -> None:
    t = theme()
    clip = QPainterPath()
    clip.addRoundedRect(box, 6, 6)
    painter.save()
    painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, QColor(t.tokens.lane(look.colour, "soft")))
    if t.px(13) + look.bar < rect.width() - 2:
        # Words longer than the span: a line below them has its true length.
        line = QColor(lane)
        line.setAlphaF(0.75)
        painter.fillRect(QRectF(rect.left() + t.px(13), rect.bottom() - 3, look.bar, 3), line)
    painter.restore()


def _draw_outcome(painter: QPainter, outcome: str, x: float, cy: float) -> None:
    """The sign of what became of a hypothesis: a tick, a cross, or an arrow to a later one."""
    name, token = _OUTCOMES[outcome]
    draw_icon(painter, name, token, x, cy - theme().px(6), theme().px(12))


def _write_title(
    painter: QPainter, role: str, x: float, cy: float, title: str, outcome: str
) -> None:
    """Write a title; that of a hypothesis which did not hold is struck through."""
    struck = outcome in _STRUCK
    wide = _write(painter, role, "ink2" if struck else "ink1", x, cy, title)
    if struck:
        painter.setPen(QPen(theme().colour("ink2"), 1))
        painter.drawLine(QPointF(x, round(cy) + 0.5), QPointF(x + wide, round(cy) + 0.5))


def _paint_middle(painter: QPainter, rect: QRectF, look: CardLook, lane: QColor) -> None:
    t = theme()
    cy = rect.center().y()
    glyph_x = rect.right() - t.px(13) if look.flipped else rect.left() + t.px(13)
    draw_lane(painter, look.shape, lane, glyph_x, cy, t.px(13))
    left = rect.left() + t.px(12 if look.flipped else 27)
    end = rect.right() - t.px(27 if look.flipped else 12)
    if look.evidence:
        end -= t.px(30)
        draw_icon(painter, "paperclip", "ink3", end + t.px(6), cy - t.px(6), t.px(12))
        _write(painter, "meta", "ink2", end + t.px(20), cy, str(look.evidence))
    if look.star:
        end -= t.px(18)
        draw_icon(painter, "star", "warn", end + t.px(5), cy - t.px(6), t.px(12))
    if look.outcome:
        end -= t.px(18)
        _draw_outcome(painter, look.outcome, end + t.px(5), cy)
    left += _write_time(painter, rect, look) + t.px(7)
    title = theme().elided(look.title, "ui_medium", end - left + 2)
    _write_title(painter, "ui_medium", left, cy, title, look.outcome)


def _paint_near(painter: QPainter, rect: QRectF, look: CardLook, lane: QColor) -> None:
    t = theme()
    top, low = rect.top() + rect.height() * 0.34, rect.top() + rect.height() * 0.71
    glyph_x = rect.right() - t.px(13) if look.flipped else rect.left() + t.px(13)
    draw_lane(painter, look.shape, lane, glyph_x, top, t.px(14))
    left = rect.left() + t.px(14 if look.flipped else 31)
    end = rect.right() - t.px(31 if look.flipped else 14)
    title_end = end
    if look.star:
        title_end -= t.px(16)
        draw_icon(painter, "star", "warn", title_end + t.px(4), top - t.px(6), t.px(12))
    if look.outcome:
        title_end -= t.px(16)
        _draw_outcome(painter, look.outcome, title_end + t.px(4), top)
    title = theme().elided(look.title, "ui_semibold", title_end - left + 2)
    _write_title(painter, "ui_semibold", left, top, title, look.outcome)
    x = left + _write_time(painter, rect, look) + t.px(10)
    if look.evidence:
        draw_icon(painter, "paperclip", "ink3", x, low - t.px(6), t.px(12))
        count = str(look.evidence)
        x += t.px(26) + _write(painter, "meta", "ink2", x + t.px(16), low, count)
    who = theme().elided(look.who, "meta", end - x + 2)
    _write(painter, "meta", "ink3", x, low, who)


def shadow(pixmaps: Pixmaps, width: int, height: int, ratio: float) -> QPixmap:
    """The shadow of a lifted card, larger by its reach on each side."""
    reach = margin("card")

    def paint(painter: QPainter) -> None:
        draw_shadow(painter, QRectF(reach, reach, width, height), "card", 6)

    return pixmaps.get(("shadow",), width + 2 * reach, height + 2 * reach, ratio, paint)
