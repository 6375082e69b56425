"""When accounts stand side by side under the timeline: opened, followed and closed again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.timeline.canvas import TimelineCanvas
from pmdesk.views.timeline.walk import WalkMode

if TYPE_CHECKING:
    from pmdesk.views.timeline.accounts import AccountsFoot


class AccountsMode(QObject):
    """Shows the accounts of the selected events below the canvas; S or Esc closes them.

    ``shown`` tells whether they are in sight.
    """

    shown = Signal(bool)

    def __init__(
        self, canvas: TimelineCanvas, column: QVBoxLayout, walking: WalkMode, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._canvas, self._column, self._walking = canvas, column, walking
        self.foot: AccountsFoot | None = None
        # Where the keyboard goes back to: the table, where the events stand in it.
        self.go_back: Callable[[], None] = canvas.setFocus
        canvas.step_keys = self.press

    @property
    def active(self) -> bool:
        """Whether they are in sight."""
        return self.foot is not None and not self.foot.isHidden()

    def toggle(self) -> None:
        """Open, or close what is open."""
        if self.active:
            self.close()
            return
        if self.foot is None:
            self.foot = self._make_foot()
        self.foot.open()
        self.shown.emit(True)
        # The canvas is lower from now on: what is shown next must lie in what is left of it.
        self._column.activate()
        self._show_selected()

    def _make_foot(self) -> AccountsFoot:
        # Loaded when first wanted, so that a postmortem opens no slower for it.
        from pmdesk.views.timeline.accounts import AccountsFoot

        foot = AccountsFoot(self._canvas.scene)
        foot.hide()
        self._column.insertWidget(self._column.indexOf(self._canvas) + 1, foot)
        foot.left.connect(self.close)
        foot.chosen.connect(self._on_chosen)
        return foot

    def close(self) -> None:
        """Close and go back to the events."""
        if self.put_away():
            self.go_back()

    def put_away(self) -> bool:
        """Close and leave the focus where it is; whether there was anything to close."""
        if self.foot is None or not self.active:
            return False
        self.foot.hide()
        self.shown.emit(False)
        return True

    def press(self, event: QKeyEvent) -> bool:
        """Close by Esc before it does anything else, then step through a walk; False for all
        other keys."""
        if self.active and event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.close()
            return True
        return self._walking.press(event)

    def press_in_table(self, event: QKeyEvent) -> bool:
        """Close by Esc, which else leads out of the table; False for all other keys."""
        if self.active and event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.close()
            return True
        return False

    def _on_chosen(self, event_id: str) -> None:
        self._canvas.scene.selection.select(TimelineEvent, event_id)
        self._show_selected()

    def _show_selected(self) -> None:
        ids = self._canvas.scene.selected_events()
        if ids and not self._canvas.isHidden():
            self._canvas.keys.show(ids[-1])
