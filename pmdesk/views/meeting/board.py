"""The wall: sizes by the height of the screen, colours of its own, and every word written on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)

from pmdesk.domain.terms import LaneShape
from pmdesk.views.theme.glyphs import lane_path
from pmdesk.views.theme.theme import theme
from pmdesk.views.theme.tokens import LIGHT, Tokens

# role -> family, pixels and line height on a screen 1080 pixels high. What people must read is
# at least 3 % of the height, labels at least 2 %.
ROLES: dict[str, tuple[str, int, int]] = {
    "timer": ("Pmdesk Display SemiBold", 60, 68),
    "event": ("Pmdesk Display SemiBold", 44, 54),
    "prompt": ("Pmdesk Display SemiBold", 40, 48),
    "item": ("Pmdesk Sans SemiBold", 33, 43),
    "body": ("Pmdesk Sans", 33, 43),
    "heading": ("Pmdesk Display SemiBold", 26, 32),
    "strong": ("Pmdesk Sans SemiBold", 24, 32),
    "label": ("Pmdesk Sans", 24, 32),
    "small": ("Pmdesk Sans SemiBold", 22, 30),
}
MUST_READ = frozenset({"timer", "event", "prompt", "item", "body"})
# A role of the program that uses the same file: asking for it loads the font.
_LOADED_BY = {
    "Pmdesk Display SemiBold": "title",
    "Pmdesk Sans SemiBold": "ui_semibold",
    "Pmdesk Sans": "ui",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A text on the wall: its role, pixels, ink and ground, for those who check legibility."""

    text: str
    role: str
    pixels: int
    ink: str
    ground: str


class Board:
    """What everything on the wall is drawn with.

    Sizes follow ``height`` (device independent pixels): text never shrinks to fit, less of it is
    shown. ``tokens`` are the wall's own colours, whatever the laptop shows; ``ratio`` is how many
    pixels of the screen make one of ours.
    """

    def __init__(self, height: float = 1080.0, tokens: Tokens = LIGHT, ratio: float = 1.0) -> None:
        self.unit = height / 1080
        self.tokens = tokens
        self.ground = tokens.canvas
        self.written: list[Written] | None = None
        self.ratio = ratio
        self._fonts: dict[str, tuple[QFont, QFontMetricsF]] = {}
        self._glyphs: dict[tuple[object, ...], QPixmap] = {}

    def px(self, length: float) -> int:
        """A length on a screen of 1080 pixels, on this one."""
        return round(length * self.unit)

    def colour(self, token: str) -> QColor:
        """One of the wall's colours by its token, or a colour as #RRGGBB."""
        return QColor(token if token.startswith("#") else str(getattr(self.tokens, token)))

    def font(self, role: str) -> QFont:
        """The font of a role."""
        return self._font(role)[0]

    def _font(self, role: str) -> tuple[QFont, QFontMetricsF]:
        if role not in self._fonts:
            family, size, _ = ROLES[role]
            theme().font(_LOADED_BY[family])
            font = QFont(family)
            font.setPixelSize(max(1, self.px(size)))
            font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
            self._fonts[role] = (font, QFontMetricsF(font))
        return self._fonts[role]

    def line(self, role: str) -> int:
        """The height of a line of a role."""
        return self.px(ROLES[role][2])

    def width(self, role: str, text: str) -> float:
        """How wide a text is in a role."""
        return self._font(role)[1].horizontalAdvance(text)

    def elided(self, role: str, text: str, width: float) -> str:
        """A text with an ellipsis where ``width`` ends."""
        return self._font(role)[1].elidedText(text, Qt.TextElideMode.ElideRight, width)

    def lines(self, role: str, text: str, width: float, most: int) -> list[str]:
        """A text broken into at most so many lines; what does not fit ends in an ellipsis."""
        words = " ".join(text.split())
        if not words or most < 1 or width <= 0:
            return []
        layout = QTextLayout(words, self.font(role))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        found: list[str] = []
        while len(found) < most:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            rest = words[line.textStart() :]
            if len(found) == most - 1 and line.textLength() < len(rest):
                found.append(self.elided(role, rest, width))
            else:
                found.append(rest[: line.textLength()].rstrip())
        layout.endLayout()
        return found

    @contextmanager
    def on(self, ground: str) -> Iterator[None]:
        """What is written inside stands on a ground other than the canvas."""
        before, self.ground = self.ground, str(getattr(self.tokens, ground, ground))
        try:
            yield
        finally:
            self.ground = before

    def write(
        self, painter: QPainter, role: str, text: str, x: float, y: float, ink: str = "ink1"
    ) -> float:
        """One line with its top left corner at a place; returns how wide it is."""
        if not text:
            return 0.0
        font, metrics = self._font(role)
        colour = self.colour(ink)
        painter.setFont(font)
        painter.setPen(colour)
        room = self.line(role)
        base = y + (room - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
        painter.drawText(QPointF(round(x), round(base)), text)
        if self.written is not None:
            self.written.append(
                Written(
                    text, role, font.pixelSize(), colour.name(), self.colour(self.ground).name()
                )
            )
        return metrics.horizontalAdvance(text)

    def write_lines(
        self,
        painter: QPainter,
        role: str,
        text: str,
        room: QRectF,
        ink: str = "ink1",
        most: int = 9,
    ) -> float:
        """A text broken into lines as far as the room goes; returns where it ends below."""
        y = room.top()
        fits = min(most, int((room.height() + 1) // self.line(role)))
        for words in self.lines(role, text, room.width(), fits):
            self.write(painter, role, words, room.left(), y, ink)
            y += self.line(role)
        return y

    def height_of(self, role: str, text: str, width: float, most: int = 9) -> int:
        """How high ``write_lines`` would be."""
        return len(self.lines(role, text, width, most)) * self.line(role)

    def box(
        self, painter: QPainter, room: QRectF, fill: str = "surface", edge: str = "line2",
        radius: float = 14, wide: float = 1.5, dashed: bool = False,
    ) -> None:  # fmt: skip
        """A card."""
        pen = painter.pen()
        pen.setColor(self.colour(edge))
        pen.setWidthF(max(1.0, wide * self.unit))
        pen.setStyle(Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(self.colour(fill))
        painter.drawRoundedRect(room, self.px(radius), self.px(radius))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def tag(self, painter: QPainter, text: str, x: float, y: float, ink: str, fill: str) -> float:
        """A small tag with its top left corner at a place; returns how wide it is."""
        pad = self.px(16)
        wide = self.width("small", text) + 2 * pad
        high = self.line("small") + self.px(10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(fill))
        painter.drawRoundedRect(QRectF(x, y, wide, high), self.px(8), self.px(8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        with self.on(fill):
            self.write(painter, "small", text, x + pad, y + self.px(5), ink)
        return wide

    def glyph(self, shape: LaneShape, fill: str, edge: str, size: float, wide: float) -> QPixmap:
        """The sign of a lane as a picture with its middle in the middle, made once: hundreds of
        them are painted with every step."""
        key = (shape, fill, edge, size, wide, self.ratio)
        if key not in self._glyphs:
            side = size + 2 * wide + 2
            picture = QPixmap(round(side * self.ratio), round(side * self.ratio))
            picture.setDevicePixelRatio(self.ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.colour(edge), wide))
            painter.setBrush(self.colour(fill))
            middle = picture.width() / self.ratio / 2
            painter.drawPath(lane_path(shape, middle, middle, size))
            painter.end()
            self._glyphs[key] = picture
        return self._glyphs[key]

    def tick(self, painter: QPainter, cx: float, cy: float, size: float) -> None:
        """A tick in a disc: done."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour("ok"))
        painter.drawEllipse(QPointF(cx, cy), size / 2, size / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.colour("canvas"), max(1.5, size / 9)))
        points = ((-0.22, 0.02), (-0.06, 0.18), (0.24, -0.16))
        painter.drawPolyline([QPointF(cx + x * size, cy + y * size) for x, y in points])
