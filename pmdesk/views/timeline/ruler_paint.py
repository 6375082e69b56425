"""Paints what stands over the lanes: the flags of the marks, the phases, the ticks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPolygonF

from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.marks import misplaced, span_text
from pmdesk.domain.terms import MarkKind, name_of
from pmdesk.domain.time_text import clock_text, time_detail
from pmdesk.domain.timeline import Mark
from pmdesk.domain.timescale import Tick
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.pixmaps import Pixmaps
from pmdesk.views.timeline.scene import BAND, FLAGS, MARK_TOKENS, TICKS, TimelineScene
from pmdesk.views.timeline.second_zone import ZoneRows
from pmdesk.views.timeline.walk_paint import paint_ruler_veil

# How wide the words of flags are, by what they say and the text size.
_measured: dict[object, list[tuple[str, float]]] = {}
_KEPT = 300


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark's flag: where its line stands and where its words lie, in pixels of the lanes;
    ``wrong`` where it stands before a mark that should come first."""

    mark: Mark
    x: float
    text: str
    left: float
    right: float
    wrong: bool = False

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
    places = {mark.id: scene.scale.x(mark.at.timestamp()) for mark in scene.marks}
    lines = [places[mark.id] for mark in scene.marks if mark.kind is not last]
    wrong = misplaced(scene.marks)
    # What stands in the wrong order has the first say.
    for mark in sorted(scene.marks, key=lambda m: (m.kind not in wrong, m.kind is last, m.at)):
        x = places[mark.id]
        # A mark beyond the window is no reason to run out of sight.
        room_right = min([scene.width, *(at for at in lines if at > x)]) - 4
        room_left = max((at for at in lines if at < x), default=-float(scene.head)) + 4
        flag = Flag(mark, x, "", x, x + 6, mark.kind in wrong)
        for text, wide in _words(scene, mark, mark.kind in wrong):
            if x + wide <= room_right:
                flag = Flag(mark, x, text, x + 9, x + wide, mark.kind in wrong)
                break
            if x - wide >= room_left:
                flag = Flag(mark, x, text, x - wide, x - 9, mark.kind in wrong)
                break
        placed[mark.id] = flag
        if flag.text:
            lines += (flag.left, flag.right)
    return [f for f in placed.values() if -1 <= f.x <= scene.width]


def _words(scene: TimelineScene, mark: Mark, wrong: bool) -> list[tuple[str, float]]:
    """What a flag may say, the most first, with how many pixels each takes."""
    day = time_detail(scene.scale.per_px) == "day"
    key = (mark.kind, mark.at, day, scene.zone, theme().scale, wrong)
    found = _measured.get(key)
    if found is None:
        name = f"! {name_of(mark.kind)}" if wrong else name_of(mark.kind)
        texts: tuple[str, ...] = (f"{name} {_when(scene, mark)}", name)
        if wrong:
            texts = (*texts, "!")
        found = [(text, scene.measure(text, "meta_semibold") + 10) for text in texts]
        if len(_measured) > _KEPT:
            _measured.clear()
        _measured[key] = found
    return found


def _when(scene: TimelineScene, mark: Mark) -> str:
    """The time of a mark, or its day where a time would say nothing."""
    if time_detail(scene.scale.per_px) != "day":
        return clock_text(mark.at, scene.zone)
    return day_month_text(mark.at.astimezone(scene.zone))


def _paint_point(painter: QPainter, colour: QColor, to_left: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    foot, tip = (5.5, 0.5) if to_left else (0.5, 5.5)
    painter.drawPolygon(QPolygonF([QPointF(foot, 0), QPointF(tip, 4), QPointF(foot, 8)]))


class RulerPainter:
    """Paints the three rows over the lanes; the painter's origin is their top left beside names."""

    def __init__(self, scene: TimelineScene, pixmaps: Pixmaps) -> None:
        self._scene = scene
        self._pixmaps = pixmaps
        self._ticks: tuple[object, dict[int, tuple[float, QPixmap]]] = (None, {})
        self._shown: list[Tick] = []
        self._zones = ZoneRows(scene, pixmaps)

    def paint(self, painter: QPainter, hidden: Mark | None = None) -> None:
        """Paint flags, phases and ticks; ``hidden`` is a mark that is being dragged."""
        self._paint_flags(painter, hidden)
        self._paint_phases(painter)
        if self._scene.part is not None:
            paint_ruler_veil(painter, self._scene)
        self._paint_ticks(painter)
        self._zones.paint(painter)
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
            foot = theme().px(TICKS) * self._scene.tick_rows
            self.paint_flag(painter, flag, high, bottom - foot)

    def paint_flag(self, painter: QPainter, flag: Flag, high: float, bottom: float) -> None:
        """One flag with its line down to the lanes."""
        t = theme()
        token = "danger" if flag.wrong else MARK_TOKENS[flag.mark.kind]
        colour = t.colour(token)
        x = round(flag.x)
        # A flag without words stands lower, so that its line does not cut the words of another.
        top = 4 if flag.text else high
        painter.fillRect(QRectF(x, top, 1, bottom - top), colour)
        if not flag.text:
            return
        cy = high / 2 + 1
        ratio = painter.device().devicePixelRatioF()
        point = self._pixmaps.get(
            ("flag", token, flag.to_left), 6, 8, ratio,
            lambda p: _paint_point(p, colour, flag.to_left),
        )  # fmt: skip
        painter.drawPixmap(QPointF(x - 5 if flag.to_left else x, cy - 4), point)
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
        top = t.px(FLAGS) + t.px(BAND) + t.px(3)
        foot = t.px(FLAGS) + t.px(BAND) + t.px(TICKS) - 5
        line, scale = t.colour("line3"), scene.scale
        ratio = painter.device().devicePixelRatioF()
        shown = scene.ticks()
        ready = self._ready_ticks(shown, ratio)
        for number, tick in enumerate(shown):
            x = scale.x(tick.at)
            if not 2 < x < scene.width - 2:
                continue
            wide, pixmap = ready.get(number) or self._make_tick(ready, number, tick, ratio)
            if x - wide / 2 < 2 or x + wide / 2 > scene.width - 2:
                continue
            painter.drawPixmap(QPointF(round(x - wide / 2), top), pixmap)
            painter.fillRect(QRectF(round(x), foot, 1, 4), line)

    def _ready_ticks(self, shown: list[Tick], ratio: float) -> dict[int, tuple[float, QPixmap]]:
        """Width and picture of those ticks that have been in view; kept for all windows that
        share them."""
        t = theme()
        key = (id(shown), ratio, t.tokens.name, t.scale)
        if self._ticks[0] != key:
            # The list is held with them: its address is theirs as long as they are in use.
            self._ticks, self._shown = (key, {}), shown
        return self._ticks[1]

    def _make_tick(
        self, ready: dict[int, tuple[float, QPixmap]], number: int, tick: Tick, ratio: float
    ) -> tuple[float, QPixmap]:
        token = "ink1" if tick.day else "ink2"
        wide = self._scene.measure(tick.text, "tick")
        ready[number] = wide, self._pixmaps.text(tick.text, "tick", token, ratio)
        return ready[number]
