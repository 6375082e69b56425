"""The way of the window on time to another place: short, slowing down, and left at any touch."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation

from pmdesk.domain.timescale import TimeScale
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.views.timeline.scene import TimelineScene

GLIDE_MS = 220


class Glide(QObject):
    """Moves a scene's window; whoever moves it meanwhile has it."""

    def __init__(self, scene: TimelineScene) -> None:
        super().__init__(scene)
        self._scene = scene
        self._move = QVariantAnimation(self)
        self._move.setStartValue(0.0)
        self._move.setEndValue(1.0)
        self._move.setDuration(GLIDE_MS)
        self._move.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._move.valueChanged.connect(self._on_moved)
        self._move.finished.connect(self._on_finished)
        self._from = self._to = self._set = scene.scale
        self._arrive: Callable[[], None] | None = None

    def go(self, to: TimeScale, arrive: Callable[[], None]) -> None:
        """Move to a scale and call ``arrive`` there; at once where motion is not wanted."""
        self.stop()
        if theme().reduced_motion or to == self._scene.scale:
            arrive()
            return
        self._from = self._set = self._scene.scale
        self._to, self._arrive = to, arrive
        self._move.start()

    def stop(self) -> None:
        """Stay here."""
        self._arrive = None
        self._move.stop()

    def _on_moved(self, share: float) -> None:
        scene = self._scene
        if self._arrive is None:
            return
        if scene.scale != self._set:
            self.stop()
            return
        if share < 1:
            scene.set_scale(between(self._from, self._to, share))
            self._set = scene.scale

    def _on_finished(self) -> None:
        arrive, self._arrive = self._arrive, None
        if arrive is not None:
            arrive()


def between(start: TimeScale, end: TimeScale, share: float) -> TimeScale:
    """The window on the way from one to another: it grows by the same factor in equal shares, and
    its edges never run past those of the larger one."""
    per_px = exp(log(start.per_px) + share * (log(end.per_px) - log(start.per_px)))
    whole = end.per_px - start.per_px
    # The share of the way in lengths, so that a time that both show does not swing about.
    done = (per_px - start.per_px) / whole if abs(whole) > 1e-9 * start.per_px else share
    return TimeScale(start.start + done * (end.start - start.start), per_px)
