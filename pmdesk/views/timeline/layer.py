"""What stays on the canvas while something is dragged, kept as one picture, and what is painted
over it: only the parts that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, cast

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion

# More pieces than this are painted as one part: looking how they lie would take longer.
_APART = 12


class Piece(NamedTuple):
    """Something that a drag shows: what it covers, in pixels of the lanes, and its painting."""

    rect: QRect
    paint: Callable[[QPainter], None]


class Layer:
    """A picture of all that stays; ``paint_all`` paints a region of the viewport into it.

    ``stale`` says that it has to be painted anew before it is next shown.
    """

    def __init__(self, paint_all: Callable[[QPainter, QRegion], None]) -> None:
        self._paint_all = paint_all
        self._picture: QPixmap | None = None
        self.stale = True
        # Of the drag: what it covers on the screen, and the parts that were asked to be painted.
        self._shown: list[QRect] = []
        self._parts: list[QRect] = []
        self._asked = QRegion()

    def make(self, size: QSize, ratio: float) -> None:
        """Paint all of it where that is needed; ``size`` is the viewport's."""
        full = QSize(round(size.width() * ratio), round(size.height() * ratio))
        picture = self._picture
        if picture is None or picture.size() != full or picture.devicePixelRatio() != ratio:
            picture = self._picture = QPixmap(full)
            picture.setDevicePixelRatio(ratio)
            self.stale = True
        if self.stale:
            self.stale = False
            self.patch([QRect(QPoint(0, 0), size)])

    def patch(self, rects: Iterable[QRect]) -> None:
        """Paint rectangles of the viewport anew in the picture."""
        if self._picture is None or self.stale:
            self.stale = True
            return
        painter = QPainter(self._picture)
        for rect in rects:
            painter.setClipRect(rect)
            self._paint_all(painter, QRegion(rect))
        painter.end()

    def draw(self, painter: QPainter, at: QPoint) -> None:
        """Copy the picture to a place, cut to what the painter is clipped to."""
        assert self._picture is not None
        painter.drawPixmap(at, self._picture)

    # -- the drag over it

    def begin(self) -> None:
        """Nothing of a drag is shown yet."""
        self._shown, self._parts, self._asked = [], [], QRegion()

    def follow(self, pieces: Sequence[Piece], room: QRect) -> QRegion:
        """What has to be painted for ``pieces`` to be shown; both in pixels of the lanes, within
        ``room``."""
        rects = [piece.rect & room for piece in pieces]
        if len(rects) == len(self._shown):
            # The same things elsewhere, most often a few pixels away.
            rects = [rect | was for rect, was in zip(rects, self._shown, strict=True)]
        else:
            rects += self._shown
        self._parts = apart(rects)
        region = QRegion()
        for part in self._parts:
            region += part
        self._asked = region
        return region

    def parts(self, region: QRegion) -> list[QRect]:
        """The rectangles to paint one by one where ``region`` is asked for: clipped to a plain
        rectangle, a painter is several times as fast as clipped to a region."""
        return self._parts if region == self._asked else [region.boundingRect()]

    def shown(self, pieces: Sequence[Piece], room: QRect) -> None:
        """Remember what has been painted."""
        self._shown = [piece.rect & room for piece in pieces]


def apart(rects: Sequence[QRect]) -> list[QRect]:
    """Rectangles that cover all of ``rects`` and do not overlap; those that lie on each other
    become one where that adds little."""
    if len(rects) > 2 * _APART:
        whole = QRect()
        for rect in rects:
            whole |= rect
        return [whole]
    groups: list[tuple[int, QRect]] = []
    for rect in rects:
        if rect.isEmpty():
            continue
        area, joined, at = rect.width() * rect.height(), rect, 0
        while at < len(groups):
            both = joined | groups[at][1]
            larger = both.width() * both.height()
            if larger * 2 <= 3 * (area + groups[at][0]):
                area, joined = larger, both
                del groups[at]
                at = 0
            else:
                at += 1
        groups.append((area, joined))
    # The widest first: what is cut out of a narrow one leaves few and plain rectangles.
    groups.sort(key=lambda group: group[1].width(), reverse=True)
    covered = QRegion()
    found: list[QRect] = []
    for _, rect in groups:
        if covered.intersects(rect):
            # A region can be walked, which the stubs of PySide6 do not say.
            found.extend(cast("Iterable[QRect]", QRegion(rect) - covered))
        else:
            found.append(rect)
        covered += rect
    return found
