"""The mouse on the timeline: what is pressed, which drag that becomes, what a release does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent

from pmdesk.domain.change import Edit
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.timeline import drag_out
from pmdesk.views.timeline.accessible import announce
from pmdesk.views.timeline.gestures import Gesture, PanGesture, RangeGesture, RubberGesture
from pmdesk.views.timeline.hits import Hit
from pmdesk.views.timeline.moves import (
    FlagGesture,
    MoveGesture,
    PlaceGesture,
    TimeDrag,
)
from pmdesk.views.timeline.snapping import Snapper
from pmdesk.views.timeline.spans import CreateGesture, StretchGesture

if TYPE_CHECKING:
    from pmdesk.views.timeline.canvas import TimelineCanvas

LIFT_PX = 4
_EDGE_PX, _EDGE_REST_MS, _EDGE_STEP, _EDGE_TICK_MS = 24, 300, 14, 30
_MANY = 2000
_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _draws(mods: Qt.KeyboardModifier) -> bool:
    """Whether a drag on an empty lane draws an event; with Shift, or nothing, it selects."""
    return mods == Qt.KeyboardModifier.ControlModifier


class Pointer(QObject):
    """Turns presses and moves on the canvas into selection and drags; ``gesture`` is the drag.

    ``let_go`` tells that no button is held any more.
    """

    let_go = Signal()

    def __init__(self, canvas: TimelineCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._scene = canvas.scene
        self.gesture: Gesture | None = None
        self.put_back = False
        self._pressed: tuple[QPointF, Hit, Qt.MouseButton] | None = None
        self._mods = Qt.KeyboardModifier.NoModifier
        self._last_at = QPointF()
        self.edge_timer = QTimer(self)
        self.edge_timer.timeout.connect(self._on_edge_timeout)
        # What is dragged may be gone or elsewhere: an undo in the middle of a drag ends it.
        canvas.scene.document.changed.connect(self.cancel)

    # -- press

    def press(self, event: QMouseEvent) -> None:
        """Select what is pressed; a second button puts a drag back."""
        self.put_back = self.gesture is not None
        if self.put_back:
            self.cancel()
            return
        self._scene.stop()
        self._canvas.setFocus()
        at = event.position()
        hit = self._canvas.hit(at)
        self._pressed = (at, hit, event.button())
        if event.button() == Qt.MouseButton.MiddleButton:
            self._begin(PanGesture(self._scene, self._canvas.to_lanes(at)))
        elif event.button() == Qt.MouseButton.LeftButton:
            self._select_by_press(hit, event.modifiers())
            if self.may_lift:
                self._canvas.viewport().update()

    def _select_by_press(self, hit: Hit, mods: Qt.KeyboardModifier) -> None:
        selection, ids = self._scene.selection, self._scene.selected_events()
        touched = tuple(event.id for event in hit.events[:_MANY])
        if not touched:
            return
        held = set(touched) <= set(ids)
        if not mods & _ADDING:
            if not held:
                selection.select(TimelineEvent, *touched)
        elif not held:
            selection.select(TimelineEvent, *ids, *(i for i in touched if i not in ids))
        elif mods & Qt.KeyboardModifier.ControlModifier:
            selection.select(TimelineEvent, *(i for i in ids if i not in touched))

    # -- move

    def move(self, event: QMouseEvent) -> None:
        """Lift what is pressed after four pixels, and drag it."""
        at, self._mods = event.position(), event.modifiers()
        if self.gesture is not None:
            if not event.buttons():
                self.cancel()
            elif self._leaves(at):
                self._carry_out()
            else:
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
                self._watch_edge(at)

    def _lift(self, start: QPointF, hit: Hit, mods: Qt.KeyboardModifier) -> None:
        scene, at, canvas = self._scene, self._canvas.to_lanes(start), self._canvas
        if start.x() < scene.head:
            return
        writable = not scene.document.read_only
        keep = scene.selected_events() if mods & _ADDING else ()
        if hit.mark is not None and writable:
            self._begin(FlagGesture(scene, hit.mark))
        elif start.y() < scene.ruler:
            self._begin(RangeGesture(scene, at, keep))
        elif hit.event is not None and writable:
            # A bar is no card that could be moved; the keys for moving mean nothing to it.
            bar = hit.item is not None and hit.item.form == "bar"
            if hit.edge and (bar or not mods & _ADDING):
                self._begin(StretchGesture(scene, canvas.lane_painter, hit))
            else:
                self._begin(MoveGesture(scene, canvas.lane_painter, canvas.pixmaps, hit, at))
        elif hit.item is None and hit.band is not None and writable and _draws(mods):
            self._begin(CreateGesture(scene, canvas.lane_painter, hit.band, at))
        elif hit.item is None:
            self._begin(RubberGesture(scene, at, keep))

    def _begin(self, gesture: Gesture) -> None:
        self.gesture = gesture
        self._canvas.lane_painter.hidden = frozenset(gesture.ids)
        shape = Qt.CursorShape.ClosedHandCursor
        if isinstance(gesture, (StretchGesture, FlagGesture, CreateGesture)):
            shape = Qt.CursorShape.SizeHorCursor
        if not isinstance(gesture, (RubberGesture, RangeGesture)):
            self._canvas.viewport().setCursor(shape)
        # The window shows all else already: only what is lifted is painted again.
        self._canvas.begin_drag(gesture.lifted())

    def _update_gesture(self, at: QPointF) -> None:
        assert self.gesture is not None
        self._last_at = at
        if self.gesture.update(self._canvas.to_lanes(at), self._mods):
            self._canvas.show_gesture()

    def _hover(self, at: QPointF) -> None:
        hit = self._canvas.hit(at)
        self._canvas.hover_lane(at)
        shape = Qt.CursorShape.ArrowCursor
        writable = not self._scene.document.read_only
        if writable and (hit.edge or hit.mark is not None):
            shape = Qt.CursorShape.SizeHorCursor
        elif writable and hit.event is not None:
            shape = Qt.CursorShape.OpenHandCursor
        elif hit.item is not None:
            shape = Qt.CursorShape.PointingHandCursor
        self._canvas.viewport().setCursor(shape)

    # -- release

    @property
    def may_lift(self) -> bool:
        """Whether something is pressed that a move of the mouse would lift."""
        pressed = self._pressed
        return pressed is not None and (pressed[1].event is not None or pressed[1].mark is not None)

    @property
    def is_down(self) -> bool:
        """Whether a button is held on the canvas, so that nothing should move beneath it."""
        return self._pressed is not None

    def release(self, event: QMouseEvent) -> None:
        """Let go: a drag becomes one edit, a click selects or opens a cluster."""
        self._let_go(event)
        if not self.is_down:
            self.let_go.emit()

    def _let_go(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        gesture = self.gesture
        if gesture is not None:
            if pressed is not None and event.button() != pressed[2]:
                self._pressed = pressed
                return
            self._end()
            if not self._inside(event.globalPosition()):
                # Let go outside the window: nobody points at a time there.
                if isinstance(gesture, PanGesture):
                    gesture.restore()
                return
            done = self._scene.document.attempt(lambda s: gesture.commit(s) or Edit(""))
            if done and isinstance(gesture, CreateGesture):
                self._canvas.begin_title(gesture.made)
            if done or not isinstance(gesture, TimeDrag):
                announce(self._canvas, gesture.said())
            return
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        at, hit, _ = pressed
        if event.modifiers() or self._canvas.click_names(at):
            return
        if hit.item is None and hit.mark is None:
            self._scene.selection.clear()
        elif hit.item is not None and hit.item.form == "cluster":
            self._canvas.menus.open_cluster(hit)
        elif hit.event is not None:
            self._scene.selection.select(TimelineEvent, hit.event.id)

    def cancel(self) -> None:
        """Put everything back; nothing happens where nothing is dragged."""
        if self.gesture is None:
            return
        if isinstance(self.gesture, PanGesture):
            self.gesture.restore()
        self._end()

    def _end(self) -> None:
        self.gesture, self._pressed = None, None
        self._canvas.lane_painter.hidden = frozenset()
        self.edge_timer.stop()
        self._canvas.viewport().unsetCursor()
        self._canvas.repaint_layer()

    def double_click(self, event: QMouseEvent) -> None:
        """Type a title, a lane's name or a mark's time; make an event on empty space."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at, scene = event.position(), self._scene
        hit, lanes = self._canvas.hit(at), self._canvas.to_lanes(at)
        if hit.event is not None:
            self._canvas.editor.edit_event(hit.event.id)
        elif hit.mark is not None:
            self._canvas.editor.edit_mark(hit.mark.kind)
        elif at.x() < scene.head and at.y() > scene.ruler:
            band = scene.layout.band_at(lanes.y())
            if band is not None:
                self._canvas.editor.edit_lane(band.index.lane.id)
        elif at.y() > scene.ruler and hit.item is None and hit.band is not None:
            snap = Snapper(scene, ()).snap(scene.scale.time(lanes.x()))
            self._canvas.create_event(hit.band.index.lane.id, snap.at)

    def _inside(self, place: QPointF) -> bool:
        window = self._canvas.window()
        return window.rect().contains(window.mapFromGlobal(place).toPoint())

    # -- from the tray

    def carry_in(self, event_id: str, at: QPointF, mods: Qt.KeyboardModifier) -> None:
        """Show where an event without a time would stand if it were let go at a point of the
        viewport; outside the lanes, nothing is shown."""
        self._mods = mods
        event = self._scene.index.by_id.get(event_id)
        inside = at.y() > 0 and self._canvas.viewport().rect().contains(at.toPoint())
        if (
            event is None
            or self._scene.document.read_only
            or not inside
            or at.x() < self._scene.head
        ):
            self.cancel()
            return
        if self.gesture is None:
            canvas = self._canvas
            made = PlaceGesture(self._scene, canvas.lane_painter, canvas.pixmaps, event)
            made.update(canvas.to_lanes(at), mods)
            self._begin(made)
        self._update_gesture(at)
        self._watch_edge(at)

    def drop_in(self) -> None:
        """Let the event that came from the tray go where it is shown."""
        gesture = self.gesture
        if not isinstance(gesture, PlaceGesture):
            return
        self._end()
        if self._scene.document.attempt(lambda s: gesture.commit(s) or Edit("")):
            announce(self._canvas, gesture.said())
            self._canvas.setFocus()

    # -- out of the timeline

    def _leaves(self, at: QPointF) -> bool:
        """Whether events are being carried to another view: below the whole panel, or with Ctrl
        anywhere outside the canvas."""
        if not isinstance(self.gesture, MoveGesture):
            return False
        view = self._canvas.viewport()
        if self._mods & Qt.KeyboardModifier.ControlModifier:
            return not view.rect().adjusted(-8, -8, 8, 8).contains(at.toPoint())
        if at.y() <= view.height():
            return False
        panel = self._canvas.parentWidget() or self._canvas
        return panel.mapFromGlobal(view.mapToGlobal(at.toPoint())).y() > panel.height() + 8

    def _carry_out(self) -> None:
        assert isinstance(self.gesture, MoveGesture)
        ids, picture = self.gesture.ids, self.gesture.picture()
        self.cancel()
        drag_out.start(self._canvas, ids, picture)

    # -- panning at the edge while dragging

    def _watch_edge(self, at: QPointF) -> None:
        near = self._edge_direction(at) != 0 and not isinstance(self.gesture, PanGesture)
        if near and not self.edge_timer.isActive():
            self.edge_timer.start(_EDGE_REST_MS)
        elif not near:
            self.edge_timer.stop()

    def _edge_direction(self, at: QPointF) -> int:
        if at.x() > self._canvas.viewport().width() - _EDGE_PX:
            return 1
        return -1 if at.x() < self._scene.head + _EDGE_PX else 0

    def _on_edge_timeout(self) -> None:
        if self.gesture is None:
            self.edge_timer.stop()
            return
        self.edge_timer.setInterval(_EDGE_TICK_MS)
        step = self._edge_direction(self._last_at) * _EDGE_STEP
        if step:
            self._scene.pan(step)
            self.gesture.carried(-step)
            self._update_gesture(self._last_at)
