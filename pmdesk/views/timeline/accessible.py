"""The timeline for those who listen: a list of events, and what is told when something moved."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from pmdesk.domain.terms import name_of
from pmdesk.domain.time_text import spoken_time
from pmdesk.domain.timeline import TimelineEvent

if TYPE_CHECKING:
    from pmdesk.views.timeline.canvas import TimelineCanvas
    from pmdesk.views.timeline.scene import TimelineScene


# Qt takes "none" where the stubs of PySide6 say that there always is one.
NO_INTERFACE = cast("QAccessibleInterface", None)


def announce(widget: QWidget, words: str) -> None:
    """Tell a listening program something, politely: it waits for its turn."""
    if words:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def name_of_event(scene: TimelineScene, event: TimelineEvent) -> str:
    """Time, lane, kind, title, evidence and what it marks: "14:33, System, observation, Auth
    circuit breaker opens, 2 evidence, marks detected"."""
    lane = scene.index.lane(event.lane_id)
    count = scene.index.evidence.get(event.id, 0)
    parts = [spoken_time(event, scene.zone), lane.lane.name if lane else ""]
    parts += [name_of(event.kind).lower(), event.title or "Untitled event"]
    parts.append(f"{count} evidence" if count else "no evidence")
    parts.append("starred" if event.star else "")
    parts += [f"marks {name_of(m.kind).lower()}" for m in scene.marks if m.event_id == event.id]
    return ", ".join(part for part in parts if part)


class AccessibleTimeline(QAccessibleWidget):
    """The canvas as a list of the shown events in order of time."""

    def __init__(self, canvas: TimelineCanvas) -> None:
        super().__init__(canvas, QAccessible.Role.List, canvas.accessibleName())
        self.canvas: TimelineCanvas | None = canvas
        self._rows: list[AccessibleEvent] = []
        self._order: tuple[tuple[object, object, int], list[str]] = ((None, None, -1), [])
        canvas.destroyed.connect(self._on_canvas_gone)

    def _on_canvas_gone(self) -> None:
        self.canvas = None

    def ids(self) -> list[str]:
        """The shown events in order of time; sorted when asked for, once for each snapshot."""
        if self.canvas is None:
            return []
        scene = self.canvas.scene
        # A filter or a walk shows others of the same record.
        shown = (scene.document.snapshot, scene.index, len(scene.index.by_id))
        # By identity: to compare two records by value would cost more than to sort anew.
        held = self._order[0]
        same = held[0] is shown[0] and held[1] is shown[1] and held[2] == shown[2]
        if not same:
            # Each lane is in order already, so that this merges more than it sorts.
            keys = sorted(chain.from_iterable(band.index.keys for band in scene.layout.bands))
            self._order = (shown, [key[2] for key in keys])
        return self._order[1]

    def childCount(self) -> int:
        return len(self.ids())

    def child(self, index: int) -> QAccessibleInterface:
        if not 0 <= index < len(self.ids()):
            return NO_INTERFACE
        # A row stands for a place in the order and is kept: readers hold on to it.
        while len(self._rows) <= index:
            self._rows.append(AccessibleEvent(self, len(self._rows)))
        return self._rows[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.place if isinstance(child, AccessibleEvent) else -1

    def focusChild(self) -> QAccessibleInterface:
        if self.canvas is None:
            return NO_INTERFACE
        chosen = self.canvas.scene.selected_events()
        order = self.ids()
        return (
            self.child(order.index(chosen[-1])) if chosen and chosen[-1] in order else NO_INTERFACE
        )

    def text(self, kind: QAccessible.Text) -> str:
        if self.canvas is None:
            return ""
        if kind == QAccessible.Text.Name:
            return self.canvas.accessibleName()
        return self.canvas.accessibleDescription() if kind == QAccessible.Text.Description else ""


class AccessibleEvent(QAccessibleInterface):
    """One row of the list: the event that now stands at this place in time."""

    def __init__(self, whole: AccessibleTimeline, place: int) -> None:
        super().__init__()
        self._whole = whole
        self.place = place

    def _event(self) -> TimelineEvent | None:
        order = self._whole.ids()
        if self._whole.canvas is None or self.place >= len(order):
            return None
        return self._whole.canvas.scene.index.by_id.get(order[self.place])

    def isValid(self) -> bool:
        return self._event() is not None

    def object(self) -> QObject:
        return cast("QObject", None)

    def window(self) -> QWindow:
        return cast("QWindow", None)

    def parent(self) -> QAccessibleInterface:
        return self._whole

    def child(self, index: int) -> QAccessibleInterface:
        del index
        return NO_INTERFACE

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        del child
        return -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        del x, y
        return NO_INTERFACE

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        event = self._event()
        if event is None or self._whole.canvas is None:
            return ""
        if kind == QAccessible.Text.Name:
            return name_of_event(self._whole.canvas.scene, event)
        return event.text if kind == QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Titles are typed in place, not set from outside."""

    def rect(self) -> QRect:
        event, canvas = self._event(), self._whole.canvas
        if event is None or canvas is None:
            return QRect()
        place = canvas.scene.rect_of(event.id)
        if place is None:
            return QRect()
        rect = place.translated(canvas.origin()).toAlignedRect()
        return QRect(canvas.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        event, canvas = self._event(), self._whole.canvas
        state.selectable = state.focusable = True
        if event is not None and canvas is not None:
            chosen = canvas.scene.selected_events()
            state.selected = event.id in chosen
            state.focused = bool(chosen) and chosen[-1] == event.id and canvas.hasFocus()
        return state


class _Factory:
    """Whether Qt asks here, and the interfaces made: Qt keeps no Python half alive."""

    installed = False
    held: list[AccessibleTimeline] = []


def place_of(canvas: TimelineCanvas, event_id: str) -> int:
    """Where an event stands in the list that is told of a canvas, or -1."""
    interface = QAccessible.queryAccessibleInterface(canvas)
    order = interface.ids() if isinstance(interface, AccessibleTimeline) else []
    return order.index(event_id) if event_id in order else -1


def _make(_key: str, target: QObject) -> QAccessibleInterface | None:
    from pmdesk.views.timeline.canvas import TimelineCanvas

    if not isinstance(target, TimelineCanvas):
        return None
    made = AccessibleTimeline(target)
    _Factory.held.append(made)
    return made


def install() -> None:
    """Let listening programs see timelines as lists, once."""
    if not _Factory.installed:
        _Factory.installed = True
        QAccessible.installFactory(_make)
