"""The keys of the timeline; each drag has one that does the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from pmdesk.domain.time_text import clock_text, shift_text, spoken_time
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timescale import tick_step
from pmdesk.edits.timeline import (
    delete_events,
    duplicate_events,
    move_events_to_lanes,
    stretch_event,
)
from pmdesk.views.timeline.accessible import announce
from pmdesk.views.timeline.order import following, lanes_below, nearest_in, walk

if TYPE_CHECKING:
    from pmdesk.views.timeline.canvas import TimelineCanvas

Key, Mod = Qt.Key, Qt.KeyboardModifier
_ARROWS = {Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0), Key.Key_Up: (0, -1), Key.Key_Down: (0, 1)}


class KeyCommands:
    """Turns key presses on the canvas into selection, zoom and edits."""

    def __init__(self, canvas: TimelineCanvas) -> None:
        self._canvas = canvas
        self._scene = canvas.scene
        self._plain: dict[int, Callable[[], object]] = {
            Key.Key_Return: self.open,
            Key.Key_Enter: self.open,
            Key.Key_F2: self.open,
            Key.Key_T: self._time,
            Key.Key_L: canvas.menus.open_lanes,
            Key.Key_M: canvas.menus.open_marks,
            Key.Key_O: canvas.opened.emit,
            Key.Key_Space: canvas.opened.emit,
            Key.Key_E: self.add,
            Key.Key_F: canvas.filter_wanted.emit,
            Key.Key_W: canvas.walk_wanted.emit,
            Key.Key_S: canvas.accounts_wanted.emit,
            Key.Key_Delete: self.delete,
            Key.Key_Backspace: self.delete,
            Key.Key_Plus: lambda: self._zoom(1.5),
            Key.Key_Equal: lambda: self._zoom(1.5),
            Key.Key_Minus: lambda: self._zoom(1 / 1.5),
            Key.Key_0: self._scene.glide_to_fit,
            Key.Key_Z: self.zoom_to_selection,
            Key.Key_Home: lambda: self._end_of_time(first=True),
            Key.Key_End: lambda: self._end_of_time(first=False),
            Key.Key_PageUp: lambda: self._scene.pan(-self._scene.width * 0.8),
            Key.Key_PageDown: lambda: self._scene.pan(self._scene.width * 0.8),
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; False where it stands for nothing here."""
        if self._canvas.step_keys(event):
            return True
        mods = event.modifiers() & ~Mod.KeypadModifier
        key = Key(event.key())
        if key in _ARROWS:
            return self._arrow(*_ARROWS[key], mods)
        if mods == Mod.ControlModifier and key == Key.Key_D:
            self.duplicate()
            return True
        if mods == Mod.ControlModifier and key == Key.Key_A:
            self._scene.selection.select(TimelineEvent, *self._scene.index.by_id)
            return True
        if mods == Mod.ShiftModifier and key == Key.Key_E:
            self.add_span()
            return True
        if mods == Mod.ShiftModifier and key == Key.Key_F10:
            self._canvas.menus.open_for_selection()
            return True
        if key == Key.Key_Escape and not mods:
            if self._scene.selected_events():
                self._scene.selection.clear()
            else:
                self._canvas.left.emit()
            return True
        if mods not in (Mod.NoModifier, Mod.ShiftModifier) or key not in self._plain:
            return False
        self._plain[key]()
        return True

    def step(self, forward: bool) -> bool:
        """Select the next event in time; False at the end, where Tab leads out."""
        if not self._scene.selected_events():
            return False
        return self._select(following(self._scene, self._current(), 1 if forward else -1))

    def _current(self) -> TimelineEvent | None:
        ids = self._scene.selected_events()
        return self._scene.index.by_id.get(ids[-1]) if ids else None

    def _select(self, event: TimelineEvent | None) -> bool:
        if event is None:
            return False
        self._scene.selection.select(TimelineEvent, event.id)
        self.show(event.id)
        return True

    def show(self, event_id: str) -> None:
        """Bring an event into view, in time and among the lanes."""
        self._scene.reveal(event_id)
        rect = self._scene.rect_of(event_id)
        bar = self._canvas.verticalScrollBar()
        if rect is not None and bar.maximum():
            room = self._canvas.viewport().height() - self._scene.ruler
            if rect.top() < bar.value():
                bar.setValue(round(rect.top()) - 6)
            elif rect.bottom() > bar.value() + room:
                bar.setValue(round(rect.bottom() - room) + 6)

    def _arrow(self, across: int, down: int, mods: Qt.KeyboardModifier) -> bool:
        if mods == Mod.AltModifier:
            return self._move(across, down)
        if mods == Mod.ShiftModifier and across:
            return self._stretch(across)
        if mods:
            return False
        current = self._current()
        if current is None:
            self._select(walk(self._scene, None, 1))
        elif across:
            self._select(following(self._scene, current, across))
        else:
            self._select(nearest_in(self._scene, current, down))
        return True

    def _step_seconds(self) -> float:
        """One step of the keyboard: about eight pixels, in usual units."""
        return float(tick_step(self._scene.scale.per_px, 8.0))

    def _move(self, across: int, down: int) -> bool:
        ids = self._scene.selected_events()
        if not ids or self._scene.document.read_only:
            return True
        seconds = across * self._step_seconds()
        lanes = lanes_below(self._scene, ids, down)
        by = timedelta(seconds=seconds)
        if self._scene.document.attempt(lambda s: move_events_to_lanes(s, lanes, by)):
            self.show(ids[-1])
            self._tell_moved(ids[-1], seconds)
        return True

    def _tell_moved(self, event_id: str, seconds: float) -> None:
        event = self._scene.index.by_id[event_id]
        lane = self._scene.index.lane(event.lane_id)
        where = shift_text(seconds) if seconds or lane is None else lane.lane.name
        announce(self._canvas, f"{spoken_time(event, self._scene.zone)}, {where}")

    def _stretch(self, across: int) -> bool:
        current = self._current()
        if current is None or current.at is None or self._scene.document.read_only:
            return True
        # While the timeline is walked, the scene does not know where it ends.
        current = self._scene.document.snapshot.need(TimelineEvent, current.id)
        if current.at is None:
            return True
        end = (current.end or current.at) + timedelta(seconds=across * self._step_seconds())
        if end >= current.at:
            snapshot = self._scene.document.snapshot
            if self._scene.document.push(stretch_event(snapshot, current.id, end=end)):
                announce(self._canvas, f"Ends {clock_text(end, self._scene.zone)}")
        return True

    def open(self) -> None:
        """Edit the title of the current event in place, or open the list of its cluster."""
        current = self._current()
        if current is None:
            self._select(walk(self._scene, None, 1))
            return
        place = self._scene.layout.place_of(current.id)
        if place is not None and place[1].form == "cluster":
            self._canvas.menus.open_cluster_of(*place)
        else:
            self._canvas.editor.edit_event(current.id)

    def _time(self) -> None:
        current = self._current()
        if current is not None:
            self._canvas.editor.edit_time(current.id)

    def add_span(self) -> None:
        """A new event that lasts; Shift with the arrows moves its end."""
        self.add(96.0)

    def add(self, long: float = 0.0) -> None:
        """A new event after the selected one, or in the middle of the window; with ``long`` it
        lasts about so many pixels."""
        scene = self._scene
        lanes = scene.lanes()
        if not lanes or scene.document.read_only:
            return
        current = self._current()
        if (
            current is not None
            and current.at is not None
            and current.lane_id in {lane.id for lane in lanes}
        ):
            lane_id = current.lane_id
            seconds = current.at.timestamp() + tick_step(scene.scale.per_px, 24.0)
        else:
            lane_id, seconds = lanes[0].id, scene.scale.time(scene.width / 2)
        unit = 60.0 if scene.width * scene.scale.per_px >= 600 else 1.0
        start = round(seconds / unit) * unit
        end = start + tick_step(scene.scale.per_px, long) if long else None
        self._canvas.create_event(lane_id, start, end)

    def delete(self) -> None:
        """Delete the selected events; the one that follows becomes current."""
        ids = self._scene.selected_events()
        if not ids or self._scene.document.read_only:
            return
        heir = following(self._scene, self._current(), 1)
        done = self._scene.document.push(delete_events(self._scene.document.snapshot, ids))
        if done and heir is not None and len(ids) == 1:
            self._select(heir)

    def duplicate(self) -> None:
        """Copy the selected events and select the copies."""
        ids = self._scene.selected_events()
        if not ids or self._scene.document.read_only:
            return
        made = duplicate_events(self._scene.document.snapshot, ids)
        if self._scene.document.push(made):
            copies = [c.record.id for c in made.changes if c.kind is TimelineEvent]
            self._scene.selection.select(TimelineEvent, *copies)

    def _zoom(self, factor: float) -> None:
        current = self._current()
        x = self._scene.width / 2
        if current is not None and current.at is not None:
            own = self._scene.scale.x(current.at.timestamp())
            x = own if 0 <= own <= self._scene.width else x
        self._scene.zoom(factor, x)

    def zoom_to_selection(self) -> None:
        """Show the selected events as large as they fit."""
        events = [self._scene.index.by_id[i] for i in self._scene.selected_events()]
        firsts = [e.at.timestamp() for e in events if e.at is not None]
        if not firsts:
            return
        lasts = [(e.end or e.at).timestamp() for e in events if e.at is not None]
        first, last = min(firsts), max(lasts)
        if last - first < 240:
            first, last = first - 120, last + 480
        self._scene.glide_to_times(first, last)

    def _end_of_time(self, first: bool) -> None:
        self._select(walk(self._scene, None, 1 if first else -1))
