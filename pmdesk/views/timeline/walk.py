"""The walk forward: the timeline stepped through event by event, with what comes later veiled."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from pmdesk.domain.change import Edit
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timescale import TimeScale
from pmdesk.domain.walk import Walk
from pmdesk.views.timeline.accessible import announce
from pmdesk.views.timeline.canvas import TimelineCanvas
from pmdesk.views.timeline.walk_foot import WalkFoot

Key = Qt.Key
_STEPS = {
    Key.Key_Right: 1, Key.Key_PageDown: 1, Key.Key_Space: 1,
    Key.Key_Left: -1, Key.Key_PageUp: -1, Key.Key_Backspace: -1,
}  # fmt: skip


class WalkMode(QObject):
    """Walks a canvas; all edits are as ever, and the walk stays at its event.

    ``begun`` and ``ended`` tell of it. While it is on, arrows, Space, Home and End step, and Esc
    leaves and puts zoom, place and selection back.
    """

    begun = Signal()
    ended = Signal()

    def __init__(self, canvas: TimelineCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas, self._scene = canvas, canvas.scene
        self.walk = Walk(())
        self.active = False
        # Whether the inspector was asked for during this walk; it stays away else.
        self.asked = False
        self._before: tuple[TimeScale, int, tuple[str, ...]] | None = None
        self.foot = WalkFoot(self._scene)
        self.foot.hide()
        self.foot.step_wanted.connect(self.step)
        self.foot.left.connect(self.leave)
        self._scene.document.changed.connect(self._on_document_changed)

    # -- what the scene asks

    @property
    def now(self) -> datetime | None:
        """The time (UTC) that the walk has come to."""
        return self.walk.now

    def known(self, snapshot: Snapshot) -> Snapshot:
        """The record as far as the walk has come, after any edit."""
        self.walk = self.walk.followed(snapshot)
        return self.walk.known(snapshot)

    # -- beginning and leaving

    def toggle(self) -> None:
        """Begin at the selected event or the first one; leave where it is on."""
        if self.active:
            self.leave()
            return
        scene = self._scene
        ids = scene.selected_events()
        self._before = (scene.scale, self._canvas.verticalScrollBar().value(), ids)
        self.walk = Walk.begun(scene.document.snapshot, ids[-1] if len(ids) == 1 else None)
        self.active, self.asked = True, False
        self.begun.emit()
        self.foot.show()
        # The canvas is lower from now on: what is shown next must lie in what is left of it.
        panel = self._canvas.parentWidget()
        column = panel.layout() if panel is not None else None
        if column is not None:
            column.activate()
        self._show()
        self._canvas.setFocus()

    def leave(self) -> None:
        """Show all again, as it was before the walk."""
        if not self.active:
            return
        self.active = False
        self.foot.hide()
        self._scene.show_part(None)
        if self._before is not None:
            scale, scroll, ids = self._before
            self._scene.set_scale(scale)
            self._canvas.verticalScrollBar().setValue(scroll)
            left = [i for i in ids if i in self._scene.document.snapshot.events]
            self._scene.selection.select(TimelineEvent, *left)
        self.ended.emit()
        self._canvas.setFocus()

    # -- stepping

    def press(self, event: QKeyEvent) -> bool:
        """Step or leave by a key; False for all other keys, which edit as ever."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self.active or held not in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
        ):  # fmt: skip
            return False
        key = Key(event.key())
        if key == Key.Key_Escape or (key == Key.Key_W and not held):
            self.leave()
        elif key in (Key.Key_Home, Key.Key_End):
            self._go(self.walk.at(0 if key == Key.Key_Home else len(self.walk.order) - 1))
        elif key in _STEPS and not (held and key in (Key.Key_Left, Key.Key_Right)):
            self.step(_STEPS[key])
        else:
            return False
        return True

    def step(self, by: int) -> None:
        """So many events on, or back."""
        self._go(self.walk.stepped(by))

    def _go(self, walk: Walk) -> None:
        self.walk = walk
        self._show()

    def _show(self) -> None:
        self._scene.show_part(self)
        event = self.walk.event
        if event is not None:
            self._scene.selection.select(TimelineEvent, event.id)
            self._canvas.keys.show(event.id)
        self.foot.show_walk(self.walk)
        announce(self._canvas, self.foot.told(self.walk))

    def _on_document_changed(self, edit: Edit) -> None:
        if not self.active:
            return
        born = [c.after for c in edit.changes if c.before is None]
        new = [e for e in born if isinstance(e, TimelineEvent) and e.at is not None]
        if new:
            # What somebody adds now is looked at now, also where it lies ahead.
            self.walk = Walk.begun(self._scene.document.snapshot, new[-1].id)
            self._scene.show_part(self)
        self.foot.show_walk(self.walk)
