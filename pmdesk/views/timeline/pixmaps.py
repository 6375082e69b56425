"""Ready pictures, each made once and then only copied, and the widths of characters."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import perf_counter

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from pmdesk.views.theme.theme import theme

_KEPT = 3000
# Making a picture costs forty times as much as copying it; the rest comes with the next frame: so
# many pictures at most, and fewer where making them, or the frame so far, takes longer than so
# many seconds.
MADE_PER_FRAME = 40
_MAKING, _FRAME, _LEAST = 0.004, 0.007, 12

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
        try:
            return sum(map(table.__getitem__, text), 0.0)
        except KeyError:
            metrics = theme().fonts.metrics(ROLE_FONTS.get(role, role), scale)
            for char in text:
                if char not in table:
                    table[char] = metrics.horizontalAdvance(char)
        return sum(map(table.__getitem__, text), 0.0)


class Pixmaps:
    """The pictures in use, the least lately used ones go first; ``drawn`` counts copies made."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._sizes: dict[tuple[str, str, float], tuple[float, float]] = {}
        self.drawn = 0
        self.made = 0
        self._spent = self._began = 0.0

    def begin_frame(self) -> None:
        """Start to count anew."""
        self.drawn = self.made = 0
        self._spent, self._began = 0.0, perf_counter()

    def forget(self) -> None:
        """Let go of all pictures."""
        self._held.clear()
        self._sizes.clear()

    @property
    def exhausted(self) -> bool:
        """Whether this frame has made as many new pictures as it may."""
        if self.made >= MADE_PER_FRAME or self._spent >= _MAKING:
            return True
        return self.made >= _LEAST and perf_counter() - self._began >= _FRAME

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
        began = perf_counter()
        pixmap = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter)
        painter.end()
        self._held[full] = pixmap
        self.made += 1
        self._spent += perf_counter() - began
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
