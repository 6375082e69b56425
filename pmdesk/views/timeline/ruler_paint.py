"""Paints what stands over the lanes: the flags of the marks, the phases, the ticks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.marks import span_text
from pmdesk.domain.terms import MarkKind, name_of
from pmdesk.domain.time_text import clock_text, time_detail
from pmdesk.domain.timeline import Mark
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.pixmaps import Pixmaps
from pmdesk.views.timeline.scene import BAND, FLAGS, MARK_TOKENS, TICKS, TimelineScene


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark's flag: where its line stands and where its words lie, in pixels of the lanes."""

    mark: Mark
    x: float
    text: str
    left: float
    right: float

    @property
    def to_left(self) -> bool:
        """Whether the words stand before the line."""
        return self.right <= self.x


def place_flags(scene: TimelineScene) -> list[Flag]:
    """The flags in view; words go to the right, to the left where the next flag is near, are cut
    to the name, or left out, so that none lie on each other."""
    placed: dict[str, Flag] = {}
    # What nobody's phase hangs on gives way to the others.
    last = MarkKind.ACKNOWLEDGED
    for mark in sorted(scene.marks, key=lambda m: (m.kind is last, m.at)):
        x = scene.scale.x(mark.at.timestamp())
        lines = [
            scene.scale.x(m.at.timestamp())
            for m in scene.marks
            if m.id != mark.id and (m.kind is not last or m.id in placed)
        ]
        lines += [edge for f in placed.values() if f.text for edge in (f.left, f.right)]
        room_right = min((at for at in lines if at > x), default=scene.width) - 4
        room_left = max((at for at in lines if at < x), default=-float(scene.head)) + 4
        name = name_of(mark.kind)
        flag = Flag(mark, x, "", x, x + 6)
        for text in (f"{name} {_when(scene, mark)}", name):
            wide = scene.measure(text, "meta_semibold") + 10
            if x + wide <= room_right:
                flag = Flag(mark, x, text, x + 9, x + wide)
                break
            if x - wide >= room_left:
                flag = Flag(mark, x, text, x - wide, x - 9)
                break
        placed[mark.id] = flag
    return [f for f in placed.values() if -1 <= f.x <= scene.width]


def _when(scene: TimelineScene, mark: Mark) -> str:
    """The time of a mark, or its day where a time would say nothing."""
    if time_detail(scene.scale.per_px) != "day":
        return clock_text(mark.at, scene.zone)
    return day_month_text(mark.at.astimezone(scene.zone))


class RulerPainter:
    """Paints the three rows over the lanes; the painter's origin is their top left beside names."""

    def __init__(self, scene: TimelineScene, pixmaps: Pixmaps) -> None:
        self._scene = scene
        self._pixmaps = pixmaps

    def paint(self, painter: QPainter, hidden: Mark | None = None) -> None:
        """Paint flags, phases and ticks; ``hidden`` is a mark that is being dragged."""
        self._paint_flags(painter, hidden)
        self._paint_phases(painter)
        self._paint_ticks(painter)
        width, bottom = self._scene.width, self._scene.ruler
        painter.fillRect(
            QRectF(-self._scene.head, bottom - 1, width + self._scene.head, 1),
            theme().colour("line2"),
        )

    def _paint_flags(self, painter: QPainter, hidden: Mark | None) -> None:
        high = theme().px(FLAGS)
        bottom = self._scene.ruler
        for flag in place_flags(self._scene):
            if hidden is not None and flag.mark.id == hidden.id:
                continue
            self.paint_flag(painter, flag, high, bottom - theme().px(TICKS))

    def paint_flag(self, painter: QPainter, flag: Flag, high: float, bottom: float) -> None:
        """One flag with its line down to the lanes."""
        t = theme()
        token = MARK_TOKENS[flag.mark.kind]
        colour = t.colour(token)
        x = round(flag.x)
        # A flag without words stands lower, so that its line does not cut the words of another.
        top = 4 if flag.text else high
        painter.fillRect(QRectF(x, top, 1, bottom - top), colour)
        if not flag.text:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        cy = high / 2 + 1
        side = -5 if flag.to_left else 5
        painter.drawPolygon(
            QPolygonF(
                [QPointF(x + 0.5, cy - 4), QPointF(x + 0.5 + side, cy), QPointF(x + 0.5, cy + 4)]
            )
        )
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._pixmaps.text(flag.text, "meta_semibold", token, ratio)
        tall = pixmap.height() / ratio
        painter.drawPixmap(QPointF(round(flag.left), round(cy - tall / 2)), pixmap)

    def _paint_phases(self, painter: QPainter) -> None:
        t, scene = theme(), self._scene
        top, high = t.px(FLAGS), t.px(BAND)
        ratio = painter.device().devicePixelRatioF()
        for token, start, end, name in scene.phases():
            left, right = max(0.0, scene.scale.x(start)), min(scene.width, scene.scale.x(end))
            if right - left < 1:
                continue
            painter.fillRect(QRectF(left, top, right - left, high), t.colour(token))
            for text in (f"{name} · {span_text(timedelta(seconds=end - start))}", name):
                wide = scene.measure(text, "meta_semibold")
                if wide + 12 <= right - left:
                    pixmap = self._pixmaps.text(text, "meta_semibold", f"{token}_ink", ratio)
                    x, tall = left + (right - left - wide) / 2, pixmap.height() / ratio
                    painter.drawPixmap(QPointF(round(x), round(top + (high - tall) / 2)), pixmap)
                    break

    def _paint_ticks(self, painter: QPainter) -> None:
        t, scene = theme(), self._scene
        top = t.px(FLAGS) + t.px(BAND)
        ratio = painter.device().devicePixelRatioF()
        for tick in scene.ticks():
            x = scene.scale.x(tick.at)
            wide = scene.measure(tick.text, "tick")
            if x - wide / 2 < 2 or x + wide / 2 > scene.width - 2:
                continue
            role, token = ("tick", "ink1") if tick.day else ("tick", "ink2")
            pixmap = self._pixmaps.text(tick.text, role, token, ratio)
            painter.drawPixmap(QPointF(round(x - wide / 2), top + t.px(3)), pixmap)
            painter.fillRect(QRectF(round(x), scene.ruler - 5, 1, 4), t.colour("line3"))
