"""Ready pictures, each made once and then only copied, and the widths of characters."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from pmdesk.views.theme.theme import theme

_KEPT = 3000
# Making a picture costs forty times as much as copying it; the rest comes with the next frame.
MADE_PER_FRAME = 40

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
        """The width of ``text`` in pixels in the font of a role of the layout or of the theme."""
        scale = theme().scale
        table = self._tables.setdefault((role, scale), {})
        total = 0.0
        for char in text:
            width = table.get(char)
            if width is None:
                width = (
                    theme().fonts.metrics(ROLE_FONTS.get(role, role), scale).horizontalAdvance(char)
                )
                table[char] = width
            total += width
        return total


class Pixmaps:
    """The pictures in use, the least lately used ones go first; ``drawn`` counts copies made."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._sizes: dict[tuple[str, str, float], tuple[float, float]] = {}
        self.drawn = 0
        self.made = 0

    def begin_frame(self) -> None:
        """Start to count anew."""
        self.drawn = self.made = 0

    def forget(self) -> None:
        """Let go of all pictures."""
        self._held.clear()
        self._sizes.clear()

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
        if len(self._sizes) > _KEPT:
            self._sizes.clear()
        return pixmap

    def holds(self, key: Hashable, width: float, height: float, ratio: float) -> bool:
        """Whether the picture is ready."""
        t = theme()
        return (key, width, height, ratio, t.tokens.name, t.scale) in self._held

    def text(self, text: str, role: str, token: str, ratio: float) -> QPixmap:
        """A line of text in a role and colour; its height is the font's."""
        size = self._sizes.get((text, role, theme().scale))
        metrics = theme().fonts.metrics(role, theme().scale)
        if size is None:
            size = (float(int(metrics.horizontalAdvance(text)) + 3), float(metrics.height()))
            self._sizes[text, role, theme().scale] = size

        def paint(painter: QPainter) -> None:
            painter.setFont(theme().font(role))
            painter.setPen(theme().colour(token))
            painter.drawText(QPointF(0, metrics.ascent()), text)

        return self.get(("text", text, role, token), *size, ratio, paint)
