"""The mouse on the timeline: what is pressed, which drag that becomes, what a release does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent, QRegion

from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.timeline.gestures import (
    FlagGesture,
    Gesture,
    MoveGesture,
    PanGesture,
    RubberGesture,
    StretchGesture,
)
from pmdesk.views.timeline.scene import Hit
from pmdesk.views.timeline.snapping import Snapper

if TYPE_CHECKING:
    from pmdesk.views.timeline.canvas import TimelineCanvas

LIFT_PX = 4
_EDGE_PX, _EDGE_REST_MS, _EDGE_STEP = 24, 300, 14


class Pointer(QObject):
    """Turns presses and moves on the canvas into selection and drags; ``gesture`` is the drag."""

    def __init__(self, canvas: TimelineCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._scene = canvas.scene
        self.gesture: Gesture | None = None
        self._pressed: tuple[QPointF, Hit, Qt.MouseButton] | None = None
        self._mods = Qt.KeyboardModifier.NoModifier
        self._last_at = QPointF()
        self._edge_timer = QTimer(self, interval=30)
        self._edge_timer.timeout.connect(self._on_edge_timeout)

    def grab_lost(self) -> None:
        """Another window took the mouse: put everything back."""
        if self.gesture is not None and not QGuiApplication.mouseButtons():
            self.cancel()

    def press(self, event: QMouseEvent) -> None:
        if self.gesture is not None:
            self.cancel()
            return
        self._canvas.setFocus()
        at = event.position()
        hit = self._canvas.hit(at)
        self._pressed = (at, hit, event.button())
        if event.button() == Qt.MouseButton.MiddleButton:
            self._begin(PanGesture(self._scene, self._canvas.to_lanes(at)))
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._select_by_press(hit, event.modifiers())

    def _select_by_press(self, hit: Hit, mods: Qt.KeyboardModifier) -> None:
        selection, ids = self._scene.selection, self._scene.selected_events()
        adding = bool(
            mods & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        )
        if hit.mark is not None:
            return
        touched = tuple(event.id for event in hit.events[:2000])
        if not touched:
            return
        if adding and set(touched) <= set(ids):
            if mods & Qt.KeyboardModifier.ControlModifier:
                selection.select(TimelineEvent, *(i for i in ids if i not in touched))
        elif adding:
            selection.select(TimelineEvent, *ids, *(i for i in touched if i not in ids))
        elif not set(touched) <= set(ids):
            selection.select(TimelineEvent, *touched)

    def move(self, event: QMouseEvent) -> None:
        at, self._mods = event.position(), event.modifiers()
        if self.gesture is not None:
            if not event.buttons():
                self.cancel()
                return
            self._update_gesture(at)
            self._watch_edge(at)
            return
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(at)
            return
        start, hit, _ = self._pressed
        if (at - start).manhattanLength() >= LIFT_PX:
            self._lift(start, hit, event.modifiers())
            if self.gesture is not None:
                self._update_gesture(at)

    def _lift(self, start: QPointF, hit: Hit, mods: Qt.KeyboardModifier) -> None:
        scene, at = self._scene, self._canvas.to_lanes(start)
        if start.x() < scene.head:
            return
        writable = not scene.document.read_only
        if hit.mark is not None and writable:
            self._begin(FlagGesture(scene, hit.mark))
        elif start.y() < scene.ruler:
            self._begin(PanGesture(scene, at))
        elif hit.event is not None and writable:
            if hit.edge and not mods:
                self._begin(
                    StretchGesture(scene, self._canvas.lane_painter, self._canvas.pixmaps, hit)
                )
            else:
                self._begin(
                    MoveGesture(scene, self._canvas.lane_painter, self._canvas.pixmaps, hit, at)
                )
        elif hit.item is None:
            adding = mods & (
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            )
            self._begin(RubberGesture(scene, at, scene.selected_events() if adding else ()))

    def _begin(self, gesture: Gesture) -> None:
        self.gesture = gesture
        self._canvas.lane_painter.hidden = frozenset(getattr(gesture, "ids", ()))
        shape = Qt.CursorShape.ClosedHandCursor
        if isinstance(gesture, StretchGesture):
            shape = Qt.CursorShape.SizeHorCursor
        if not isinstance(gesture, RubberGesture):
            self._canvas.viewport().setCursor(shape)
        self._canvas.repaint_layer()

    def _update_gesture(self, at: QPointF) -> None:
        assert self.gesture is not None
        self._last_at = at
        before = self.gesture.dirty()
        self.gesture.update(self._canvas.to_lanes(at), self._mods)
        if self.gesture.static:
            region: QRegion = before + self.gesture.dirty()
            self._canvas.viewport().update(region.translated(self._canvas.origin().toPoint()))

    def release(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        gesture = self.gesture
        if gesture is not None:
            if pressed is not None and event.button() != pressed[2]:
                self._pressed = pressed
                return
            edit = gesture.commit()
            self._end()
            if edit is not None:
                self._scene.document.push(edit)
            return
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        hit, mods = pressed[1], event.modifiers()
        if hit.item is None and hit.mark is None and not mods:
            self._scene.selection.clear()
        elif hit.item is not None and hit.item.form == "cluster":
            self._canvas.menus.open_cluster(hit)
        elif hit.event is not None and not mods:
            self._scene.selection.select(TimelineEvent, hit.event.id)

    def cancel(self) -> None:
        """Put everything back."""
        if isinstance(self.gesture, PanGesture):
            self.gesture.update(self.gesture._origin, Qt.KeyboardModifier.NoModifier)
        self._end()

    def _end(self) -> None:
        self.gesture, self._pressed = None, None
        self._canvas.lane_painter.hidden = frozenset()
        self._edge_timer.stop()
        self._canvas.viewport().unsetCursor()
        self._canvas.repaint_layer()

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at, hit = event.position(), self._canvas.hit(event.position())
        if hit.event is not None:
            self._canvas.editor.edit_event(hit.event.id)
        elif at.x() < self._scene.head and at.y() > self._scene.ruler:
            band = self._scene.layout.band_at(self._canvas.to_lanes(at).y())
            if band is not None:
                self._canvas.editor.edit_lane(band.index.lane.id)
        elif at.y() > self._scene.ruler and hit.item is None and hit.band is not None:
            snap = Snapper(self._scene, ()).snap(
                self._scene.scale.time(self._canvas.to_lanes(at).x())
            )
            self._canvas.create_event(hit.band.index.lane.id, snap.at)

    def _hover(self, at: QPointF) -> None:
        hit = self._canvas.hit(at)
        shape = Qt.CursorShape.ArrowCursor
        if hit.edge:
            shape = Qt.CursorShape.SizeHorCursor
        elif hit.event is not None or hit.mark is not None:
            shape = Qt.CursorShape.OpenHandCursor
        elif hit.item is not None:
            shape = Qt.CursorShape.PointingHandCursor
        self._canvas.viewport().setCursor(shape)

    # -- panning at the edge while dragging

    def _watch_edge(self, at: QPointF) -> None:
        near = self._edge_direction(at) != 0 and not isinstance(self.gesture, PanGesture)
        if near and not self._edge_timer.isActive():
            self._edge_timer.start(_EDGE_REST_MS)
        elif not near:
            self._edge_timer.stop()

    def _edge_direction(self, at: QPointF) -> int:
        if at.x() > self._canvas.viewport().width() - _EDGE_PX:
            return 1
        return -1 if at.x() < self._scene.head + _EDGE_PX else 0

    def _on_edge_timeout(self) -> None:
        self._edge_timer.setInterval(30)
        if self.gesture is None:
            self._edge_timer.stop()
            return
        step = self._edge_direction(self._last_at) * _EDGE_STEP
        self._scene.pan(step)
        if isinstance(self.gesture, MoveGesture):
            self.gesture.carried(-step)
        self._update_gesture(self._last_at)
