"""What a drag is, and those that change nothing: rubber band, range of time, pan."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pmdesk.domain.change import Edit
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.layer import Piece
from pmdesk.views.timeline.scene import TimelineScene
from pmdesk.views.timeline.snapping import words_of_time

Mods = Qt.KeyboardModifier


class Gesture(Protocol):
    """A drag from the moment it is lifted; positions are pixels of the lanes.

    ``commit`` gives the one edit of the drag as a function of the snapshot, or None; to cancel one
    needs nothing, since nothing has been changed. ``update`` follows the pointer and tells whether
    something else is shown now. ``paint_under`` paints what stays where it was
    during the whole drag, ``pieces`` are what moves, the lowest first; ``ids`` are the events that
    it draws itself, ``lifted`` is what they covered, ``said`` is what a reader tells afterwards,
    and ``carried`` follows a window that moved under the drag.
    """

    static: bool
    ids: tuple[str, ...]

    def update(self, at: QPointF, mods: Mods) -> bool: ...
    def carried(self, pixels: float) -> None: ...
    def commit(self, snapshot: Snapshot) -> Edit | None: ...
    def said(self) -> str: ...
    def paint_under(self, painter: QPainter) -> None: ...
    def lifted(self) -> list[QRect]: ...
    def pieces(self) -> list[Piece]: ...


class RubberGesture:
    """A rectangle on empty space that selects what it touches."""

    static = True
    ids: tuple[str, ...] = ()

    def __init__(self, scene: TimelineScene, at: QPointF, keep: tuple[str, ...]) -> None:
        self._scene, self._origin, self._keep = scene, at, keep
        self.rect = QRectF(at, at)

    def update(self, at: QPointF, mods: Mods) -> bool:
        del mods
        before, self.rect = self.rect, QRectF(self._origin, at).normalized()
        return self.rect != before

    def paint_under(self, painter: QPainter) -> None:
        """Nothing stays behind."""

    def carried(self, pixels: float) -> None:
        """Keep the corner where it was in time."""
        self._origin += QPointF(pixels, 0)

    def said(self) -> str:
        return _count_text(len(self._scene.selected_events()))

    def touched(self) -> list[str]:
        """The ids of the events whose card or cluster the rectangle touches."""
        scene = self._scene
        first, last = scene.scale.time(self.rect.left()), scene.scale.time(self.rect.right())
        found = list(self._keep)
        for band in scene.layout.bands:
            if band.top > self.rect.bottom() or band.top + band.height < self.rect.top():
                continue
            for item in scene.layout.items(band.index, first, last):
                if scene.item_rect(band, item).intersects(self.rect):
                    found.extend(e.id for e in band.index.events[item.lo : item.hi])
        return list(dict.fromkeys(found))

    def commit(self, snapshot: Snapshot) -> Edit | None:
        del snapshot
        self._scene.selection.select(TimelineEvent, *self.touched())
        return None

    def _paint(self, painter: QPainter) -> None:
        fill = theme().colour("accent")
        fill.setAlphaF(0.1)
        painter.setPen(QPen(theme().colour("accent"), 1))
        painter.setBrush(fill)
        painter.drawRect(self.rect.adjusted(0.5, 0.5, -0.5, -0.5))

    def lifted(self) -> list[QRect]:
        return []

    def pieces(self) -> list[Piece]:
        return [Piece(self.rect.toAlignedRect().adjusted(-2, -2, 2, 2), self._paint)]


class RangeGesture:
    """A stretch of time drawn on the ruler that selects what begins in it."""

    static = True
    ids: tuple[str, ...] = ()

    def __init__(self, scene: TimelineScene, at: QPointF, keep: tuple[str, ...]) -> None:
        self._scene, self._keep = scene, keep
        self._from = self._to = scene.scale.time(at.x())

    def update(self, at: QPointF, mods: Mods) -> bool:
        del mods
        before, self._to = self._to, self._scene.scale.time(at.x())
        return self._to != before

    def paint_under(self, painter: QPainter) -> None:
        """Nothing stays behind."""

    def carried(self, pixels: float) -> None:
        """Its ends are times, so they stay."""

    def _ends(self) -> tuple[float, float]:
        """First and last second, on full minutes where a minute is small."""
        unit = 60.0 if self._scene.width * self._scene.scale.per_px >= 600 else 1.0
        first, last = min(self._from, self._to), max(self._from, self._to)
        return round(first / unit) * unit, round(last / unit) * unit

    def count(self) -> int:
        """How many events begin in it."""
        first, last = self._ends()
        starts = [band.index.starts for band in self._scene.layout.bands]
        return sum(bisect_right(s, last) - bisect_left(s, first) for s in starts)

    def commit(self, snapshot: Snapshot) -> Edit | None:
        del snapshot
        first, last = self._ends()
        found = list(self._keep)
        for band in self._scene.layout.bands:
            starts = band.index.starts
            lo, hi = bisect_left(starts, first), bisect_right(starts, last)
            found.extend(event.id for event in band.index.events[lo:hi])
        self._scene.selection.select(TimelineEvent, *dict.fromkeys(found))
        return None

    def said(self) -> str:
        return _count_text(len(self._scene.selected_events()))

    def _rect(self) -> QRectF:
        scale = self._scene.scale
        left, right = (scale.x(seconds) for seconds in self._ends())
        top = self._scene.scroll - self._scene.ruler
        bottom = max(self._scene.layout.height, self._scene.lanes_height)
        return QRectF(round(left), top, max(1, round(right - left)), bottom - top)

    def _paint(self, painter: QPainter) -> None:
        t, rect = theme(), self._rect()
        fill = t.colour("accent")
        fill.setAlphaF(0.1)
        painter.fillRect(rect, fill)
        painter.setPen(QPen(t.colour("accent"), 1))
        for x in (rect.left() + 0.5, rect.right() - 0.5):
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))

    def _paint_badge(self, painter: QPainter) -> None:
        t = theme()
        first, last = self._ends()
        times = f"{words_of_time(self._scene, first)}–{words_of_time(self._scene, last)}"
        badge = self._badge()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("accent"))
        painter.drawRoundedRect(badge, 4, 4)
        painter.setFont(t.font("meta_semibold"))
        painter.setPen(t.colour("onaccent"))
        words = f"{times} · {_count_text(self.count())}"
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)

    def _badge(self) -> QRectF:
        t, rect = theme(), self._rect()
        width = t.px(210)
        left = min(max(2.0, rect.center().x() - width / 2), self._scene.width - width - 2)
        return QRectF(round(left), self._scene.scroll - t.px(21), width, t.px(20))

    def lifted(self) -> list[QRect]:
        return []

    def pieces(self) -> list[Piece]:
        return [
            Piece(self._rect().toAlignedRect().adjusted(-1, 0, 1, 0), self._paint),
            Piece(self._badge().toAlignedRect().adjusted(-1, -1, 1, 1), self._paint_badge),
        ]


def _count_text(count: int) -> str:
    return "1 event" if count == 1 else f"{count} events"


class PanGesture:
    """Moves the window on time with the middle button or on the ruler."""

    static = False
    ids: tuple[str, ...] = ()

    def __init__(self, scene: TimelineScene, at: QPointF) -> None:
        self._scene, self._origin, self._scale = scene, at, scene.scale

    def update(self, at: QPointF, mods: Mods) -> bool:
        del mods
        self._scene.set_scale(self._scale.panned(round(self._origin.x() - at.x())))
        return False

    def restore(self) -> None:
        """Put the window back."""
        self._scene.set_scale(self._scale)

    def paint_under(self, painter: QPainter) -> None:
        """Nothing stays behind."""

    def carried(self, pixels: float) -> None:
        """Nothing lies in the lanes that would have to follow."""

    def commit(self, snapshot: Snapshot) -> Edit | None:
        del snapshot
        return None

    def said(self) -> str:
        return ""

    def lifted(self) -> list[QRect]:
        return []

    def pieces(self) -> list[Piece]:
        return []
