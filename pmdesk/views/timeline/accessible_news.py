"""What is told of the timeline to those who listen: what is selected, and what an edit did."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleEvent

from pmdesk.domain.change import Edit
from pmdesk.domain.timeline import Lane, Mark, TimelineEvent
from pmdesk.views.timeline.accessible import announce, name_of_event, place_of
from pmdesk.views.timeline.canvas import TimelineCanvas

_TOLD_OF = (TimelineEvent, Mark, Lane)


class TimelineNews(QObject):
    """Tells politely of each edit by its name, also when it is undone, and of what is selected on
    the canvas; a table tells of its cells itself."""

    def __init__(self, canvas: TimelineCanvas) -> None:
        super().__init__(canvas)
        self._canvas, self._scene = canvas, canvas.scene
        self._scene.document.changed.connect(self._on_document_changed)
        self._scene.selection.changed.connect(self._on_selection_changed)

    def _on_document_changed(self, edit: Edit) -> None:
        if any(change.kind in _TOLD_OF for change in edit.changes) and self._is_heard():
            announce(self._canvas.window(), edit_words(self._canvas, edit))

    def _on_selection_changed(self) -> None:
        canvas = self._canvas
        if not canvas.isVisible() or not self._is_heard():
            return
        ids = self._scene.selected_events()
        event = self._scene.index.by_id.get(ids[-1]) if ids else None
        if event is None:
            return
        if len(ids) > 1:
            announce(canvas, f"{len(ids)} events selected")
            return
        announce(canvas, name_of_event(self._scene, event))
        place = place_of(canvas, event.id)
        if QAccessible.isActive() and canvas.hasFocus() and place >= 0:
            focus = QAccessibleEvent(canvas, QAccessible.Event.Focus)
            focus.setChild(place)
            QAccessible.updateAccessibility(focus)

    def _is_heard(self) -> bool:
        """Whether the timeline is in sight, as a picture or a table."""
        around = self._canvas.parentWidget()
        return around is not None and around.isVisible()


def edit_words(canvas: TimelineCanvas, edit: Edit) -> str:
    """An edit in words: its name, and where it is of one event, which one that is now."""
    events = {c.record.id for c in edit.changes if c.kind is TimelineEvent}
    if len(events) != 1:
        return edit.label
    event = canvas.scene.document.snapshot.events.get(events.pop())
    # Of one that is gone, or hidden by a walk, the name of the step says enough.
    if event is None or event.id not in canvas.scene.index.by_id:
        return edit.label
    return f"{edit.label}: {name_of_event(canvas.scene, event)}"
