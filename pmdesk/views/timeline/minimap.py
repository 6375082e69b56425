"""The whole incident in a strip: phases, a dot per event, and the window that can be dragged."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil
from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from pmdesk.domain.change import Edit
from pmdesk.domain.clock_change import zone_label
from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timeline import Lane, Mark, TimelineEvent
from pmdesk.domain.timescale import TimeScale, moment
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.scene import TimelineScene

_HANDLE = 5.0
# How wide the painted ends of the window are, with a corner and half a handle.
_EDGE = 8
# An edit of more records than this paints the whole map anew.
_MENDED = 60
# A zoom that reaches over the incident goes to and fro between some maps; making one takes a while.
_KEPT = 4


@dataclass(slots=True)
class _Ground:
    """A ready picture of all events, what it depends on, and where it has to be mended: a lane,
    and a first and last time in seconds."""

    key: tuple[object, ...]
    picture: QPixmap
    torn: list[tuple[str, float, float]] = field(default_factory=list)


class Minimap(QWidget):
    """Drag the window to pan, its handles to zoom; double-click fits all.

    As a ``strip`` it stands alone without the words at the left and is as high as its place.
    """

    def __init__(
        self, scene: TimelineScene, strip: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._scene = scene
        self._strip = strip
        self._drag: tuple[str, float, TimeScale, float] | None = None
        self._before = scene.scale
        # Those of the events in sight now, the one shown last at the end.
        self._grounds: list[_Ground] = []
        self._shown_map: TimeScale | None = None
        self._shown_window = QRectF()
        self._ready_edges: tuple[object, tuple[QPixmap, QPixmap]] | None = None
        self.setAccessibleName("Whole incident")
        self.setToolTip("Drag to pan, drag an edge to zoom, double-click to show everything")
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        scene.changed.connect(self.update)
        scene.panned.connect(self._on_panned)
        scene.document.changed.connect(self._on_document_changed)
        scene.filtered.connect(self._on_filtered)

    def sizeHint(self) -> QSize:
        return QSize(300, theme().px(44 if self._strip else 76))

    def _on_document_changed(self, edit: Edit) -> None:
        records = [r for change in edit.changes for r in (change.before, change.after)]
        if any(isinstance(r, (Lane, Mark)) for r in records) or len(records) > _MENDED:
            self._grounds.clear()
        torn = [
            (r.lane_id, r.at.timestamp(), (r.end or r.at).timestamp())
            for r in records
            if self._grounds and isinstance(r, TimelineEvent) and r.at is not None
        ]
        for ground in self._grounds:
            ground.torn += torn
        # What has long been out of sight is sooner painted anew.
        self._grounds = [ground for ground in self._grounds if len(ground.torn) <= 2 * _MENDED]
        self.update()

    def _on_filtered(self) -> None:
        self._grounds.clear()
        self.update()

    def _on_panned(self) -> None:
        if self._map() != self._shown_map:
            self.update()
            return
        before, now = self._shown_window, self._window()
        if now == before:
            return
        # Only what the two edges and their handles leave and reach looks different.
        for a, b in ((before.left(), now.left()), (before.right(), now.right())):
            left, right = round(min(a, b)) - 5, round(max(a, b)) + 5
            self.update(left, 0, right - left, self.height())

    def _track(self) -> QRectF:
        if self._strip:
            return QRectF(4, 6, self.width() - 12, self.height() - 12)
        return QRectF(
            self._scene.head, 11, self.width() - self._scene.head - 16, self.height() - 23
        )

    def _map(self) -> TimeScale:
        width = self._scene.width
        # A scroll bar that comes and goes in the window beside makes no other map.
        whole = width if self._strip else max(60.0, self.width() - self._scene.head)
        fit = self._scene.fit_scale(whole)
        first, last = fit.time(0), fit.time(whole)
        shown = self._scene.scale.time(0), self._scene.scale.time(width)
        # The window widens the map when it reaches over the incident, within reason, and by steps:
        # all dots are painted anew for another map.
        step = max(60.0, (last - first) / 8)
        before = min(9, max(0, ceil((first - shown[0]) / step - 0.25)))
        after = min(9, max(0, ceil((shown[1] - last) / step - 0.25)))
        low, high = first - before * step, last + after * step
        return TimeScale.fitted(low, high, self._track().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        track, scale = self._track(), self._map()
        self._shown_map = scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._ground_for(track, scale)
        # One by one: clipped to a plain rectangle, a painter is several times as fast.
        for rect in cast("Iterable[QRect]", event.region()):
            painter.setClipRect(rect)
            self._paint_part(painter, rect, scale, ground)

    def _ground_for(self, track: QRectF, scale: TimeScale) -> QPixmap:
        """The picture of all events on a map: a ready one, mended, or a new one."""
        shown, held = self._scene.index, self._grounds
        looks = (track.size().toTuple(), theme().tokens.name, self.devicePixelRatioF(), shown)
        # Those of other events, or of another theme or size, are not kept.
        held[:] = [ground for ground in held if ground.key[1:] == looks]
        found = next((ground for ground in held if ground.key[0] == scale), None)
        if found is None:
            found = _Ground((scale, *looks), self._paint_ground(track, scale))
        else:
            held.remove(found)
            if found.torn:
                self._mend(found, scale)
        held.append(found)
        del held[:-_KEPT]
        return found.picture

    def _paint_part(
        self, painter: QPainter, part: QRect, scale: TimeScale, ground: QPixmap
    ) -> None:
        t, track = theme(), self._track()
        painter.fillRect(part, t.colour("canvas" if self._strip else "window"))
        if not self._strip:
            painter.fillRect(0, 0, self.width(), 1, t.colour("line"))
            if part.left() < track.left() - 10:
                self._paint_words(painter, scale)
        painter.drawPixmap(track.topLeft(), ground)
        painter.setPen(QPen(t.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(track.adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3)
        self._paint_window(painter, track)

    def _paint_words(self, painter: QPainter, scale: TimeScale) -> None:
        t, zone = theme(), self._scene.zone
        painter.setFont(t.font("meta_semibold"))
        painter.setPen(t.colour("ink2"))
        painter.drawText(QPointF(t.px(24), self.height() / 2 - t.px(4)), "Whole incident")
        painter.setFont(t.font("meta_regular"))
        first, last = moment(scale.time(0)), moment(scale.time(self._track().width()))
        names = dict.fromkeys(zone_label(at, zone) for at in (first, last))
        # In a night of change the ruler tells the two apart; here is no room for both.
        name = next(iter(names)) if len(names) == 1 else ""
        if last.timestamp() - first.timestamp() > 2 * 86400:
            days = (day_month_text(at.astimezone(zone)) for at in (first, last))
            text = "–".join(days)
        else:
            text = f"{clock_text(first, zone, False)}–{clock_text(last, zone, False)} {name}"
        painter.setPen(t.colour("ink3"))
        painter.drawText(QPointF(t.px(24), self.height() / 2 + t.px(14)), text)

    def _paint_ground(self, track: QRectF, scale: TimeScale) -> QPixmap:
        t, ratio = theme(), self.devicePixelRatioF()
        pixmap = QPixmap(round(track.width() * ratio), round(track.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(t.colour("canvas"))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_phases(painter, scale, track.height())
        for row in range(len(self._scene.layout.bands)):
            self._paint_row(painter, row, scale, 0.0, track.width())
        painter.end()
        return pixmap

    def _paint_row(
        self, painter: QPainter, row: int, scale: TimeScale, left: float, right: float
    ) -> None:
        """The dots and spans of one lane, from pixel to pixel of the map."""
        bands, height = self._scene.layout.bands, self._track().height()
        y = (row + 0.7) * height / (len(bands) + 0.4)
        lane = bands[row].index
        colour = QColor(theme().tokens.lane(lane.lane.colour, "fill"))
        painter.setPen(QPen(colour, 2))
        for start, end in self._scene.layout.bars(lane, scale.time(left), scale.time(right)):
            if end - start > 2 * scale.per_px:
                painter.drawLine(QPointF(scale.x(start), y), QPointF(scale.x(end), y))
        dot, starts, count = self._dot(colour), lane.starts, len(lane.starts)
        begin, per_px, draw, top = scale.start, scale.per_px, painter.drawPixmap, y - 3
        # One in three pixels, counted from the map's start, so that a part can be painted anew.
        # There are thousands, so the scale is not asked for each.
        at = bisect_left(starts, scale.time(left))
        while at < count:
            x = (starts[at] - begin) / per_px
            if x > right:
                return
            draw(QPointF(x - 3, top), dot)
            at = bisect_left(starts, begin + (x // 3 + 1) * 3 * per_px, at + 1)

    def _mend(self, found: _Ground, scale: TimeScale) -> None:
        """Paint anew where events came, went or moved."""
        torn, found.torn, ground = found.torn, [], found.picture
        rows = {b.index.lane.id: row for row, b in enumerate(self._scene.layout.bands)}
        high = self._track().height()
        step = high / (len(rows) + 0.4)
        painter = QPainter(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for lane_id, first, last in torn:
            left, right = (scale.x(first) // 3 - 2) * 3, (scale.x(last) // 3 + 3) * 3
            row = rows.get(lane_id)
            if row is None or right < 0 or left > ground.width():
                continue
            box = QRectF(left, round((row + 0.7) * step) - 4, right - left, 8)
            painter.setClipRect(box)
            painter.fillRect(box, theme().colour("canvas"))
            self._paint_phases(painter, scale, high)
            # A dot reaches over its place, so one more on each side may lie in the box.
            self._paint_row(painter, row, scale, left - 3, right + 3)
        painter.end()

    def _paint_phases(self, painter: QPainter, scale: TimeScale, high: float) -> None:
        for token, start, end, _ in self._scene.phases():
            left = scale.x(start)
            painter.fillRect(QRectF(left, 0, scale.x(end) - left, high), theme().colour(token))

    def _dot(self, colour: QColor) -> QPixmap:
        """An event's dot, made once for a lane: copying it costs a tenth of drawing it."""
        ratio = self.devicePixelRatioF()
        dot = QPixmap(round(6 * ratio), round(6 * ratio))
        dot.setDevicePixelRatio(ratio)
        dot.fill(Qt.GlobalColor.transparent)
        painter = QPainter(dot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(3, 3), 2.2, 2.2)
        painter.end()
        return dot

    def _window(self) -> QRectF:
        track, scale, scene = self._track(), self._map(), self._scene
        left = round(max(0.0, scale.x(scene.scale.time(0))))
        right = round(min(track.width(), scale.x(scene.scale.time(scene.width))))
        return QRectF(
            track.left() + left, track.top() - 2, max(8.0, right - left), track.height() + 4
        )

    def _paint_window(self, painter: QPainter, track: QRectF) -> None:
        t, box = theme(), self._window()
        self._shown_window = box
        veil = t.colour("canvas")
        veil.setAlphaF(0.55)
        painter.fillRect(
            QRectF(track.left(), track.top(), box.left() - track.left(), track.height()), veil
        )
        painter.fillRect(
            QRectF(box.right(), track.top(), track.right() - box.right(), track.height()), veil
        )
        left, right = self._edges(round(box.height()))
        accent, inner = t.colour("accent"), box.width() - 2 * (_EDGE - 3)
        for y in (box.top() - 1, box.bottom() - 1):
            painter.fillRect(QRectF(box.left() + _EDGE - 3, y, inner, 2), accent)
        painter.drawPixmap(QPointF(box.left() - 3, box.top() - 1), left)
        painter.drawPixmap(QPointF(box.right() + 3 - _EDGE, box.top() - 1), right)

    def _edges(self, height: int) -> tuple[QPixmap, QPixmap]:
        """The two ends of the window with their handles, made once for a theme."""
        t, ratio = theme(), self.devicePixelRatioF()
        key = (height, ratio, t.tokens.name)
        if self._ready_edges is None or self._ready_edges[0] != key:
            made = []
            for x in (3.0, float(_EDGE - 3)):
                edge = QPixmap(round(_EDGE * ratio), round((height + 2) * ratio))
                edge.setDevicePixelRatio(ratio)
                edge.fill(Qt.GlobalColor.transparent)
                painter = QPainter(edge)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(t.colour("accent"), 2))
                whole = QRectF(3 if x == 3 else _EDGE - 103, 1, 100, height)
                painter.drawRoundedRect(whole, 4, 4)
                painter.setBrush(t.colour("surface"))
                painter.drawRoundedRect(QRectF(x - 2.5, height / 2 - 6, 5, 14), 2, 2)
                painter.end()
                made.append(edge)
            self._ready_edges = (key, (made[0], made[1]))
        return self._ready_edges[1]

    def _part(self, x: float) -> str:
        box = self._window()
        if abs(x - box.left()) <= _HANDLE:
            return "left"
        if abs(x - box.right()) <= _HANDLE:
            return "right"
        return "window" if box.left() < x < box.right() else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            self.put_back()
            return
        self._scene.stop()
        # There Esc is heard, which puts the window back.
        self._take_focus()
        x, held = event.position().x(), self._scene.scale
        part = self._part(x)
        if not part:
            seconds = self._map().time(x - self._track().left())
            scene = self._scene
            scene.set_scale(
                TimeScale(seconds - scene.scale.per_px * scene.width / 2, scene.scale.per_px)
            )
            part = "window"
        self._drag = (part, x, self._scene.scale, self._map().per_px)
        self._before = held
        self._scene.put_back = self.put_back

    def put_back(self) -> None:
        """Show what was in view before the drag."""
        if self._drag is not None:
            self._end()
            self._scene.set_scale(self._before)

    def _end(self) -> None:
        self._drag = self._scene.put_back = None

    def _take_focus(self) -> None:
        parent = self.parentWidget()
        if not self._strip and parent is not None:
            parent.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.put_back()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._drag is None:
            shape = {"left": Qt.CursorShape.SizeHorCursor, "right": Qt.CursorShape.SizeHorCursor}
            self.setCursor(shape.get(self._part(x), Qt.CursorShape.OpenHandCursor))
            return
        if not event.buttons():
            self.put_back()
            return
        part, start, before, per_px = self._drag
        seconds = (x - start) * per_px
        scene = self._scene
        first, last = before.time(0), before.time(scene.width)
        if part == "window":
            scene.set_scale(TimeScale(first + seconds, before.per_px))
        elif part == "left" and first + seconds < last - 5:
            scene.set_scale(TimeScale.fitted(first + seconds, last, scene.width))
        elif part == "right" and last + seconds > first + 5:
            scene.set_scale(TimeScale.fitted(first, last + seconds, scene.width))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._end()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._end()
        self._scene.glide_to_fit()
