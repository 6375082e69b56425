"""Typing in place: the title of an event, the name of a lane, the time of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from pmdesk.domain.time_text import TimeContext, field_text, parse_time
from pmdesk.edits.timeline import edit_event, set_time
from pmdesk.edits.timeline_lanes import change_lane
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.views.timeline.canvas import TimelineCanvas
    from pmdesk.views.timeline.scene import TimelineScene


def context_for(scene: TimelineScene, event_id: str | None) -> TimeContext:
    """What typed times are relative to: the incident, and the event they are typed for."""
    head = scene.document.snapshot.postmortem
    first = scene.bounds()[0]
    from pmdesk.domain.timescale import moment

    start = moment(first)
    event = scene.index.by_id.get(event_id or "")
    return TimeContext(
        day=head.day or start.astimezone(scene.zone).date(),
        zone=scene.zone,
        now=scene.document.clock.now(),
        reference=event.at if event is not None else None,
        start=start,
    )


class TitleEditor(QObject):
    """One line edit over the canvas; Enter commits, Esc puts back, leaving it commits too."""

    def __init__(self, canvas: TimelineCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._what = ""
        self._id = ""
        self.line = QLineEdit(canvas.viewport())
        self.line.hide()
        self.line.installEventFilter(self)

    def edit_event(self, event_id: str) -> None:
        """Type the title of an event over its card."""
        event = self._canvas.scene.index.by_id.get(event_id)
        if event is not None:
            self._open("title", event_id, event.title, "Title of the event")

    def edit_time(self, event_id: str) -> None:
        """Type the time of an event over its card."""
        event = self._canvas.scene.index.by_id.get(event_id)
        if event is not None:
            text = field_text(event, context_for(self._canvas.scene, event_id))
            self._open("time", event_id, text, "Time of the event")

    def edit_lane(self, lane_id: str) -> None:
        """Type the name of a lane over it."""
        lane = self._canvas.scene.index.lane(lane_id)
        if lane is None or self._canvas.scene.document.read_only:
            return
        scene = self._canvas.scene
        band = next((b for b in scene.layout.bands if b.index is lane), None)
        if band is not None:
            top = round(self._canvas.origin().y() + band.top + band.height / 2 - 16)
            self._show("lane", lane_id, lane.lane.name, QRect(40, top, scene.head - 46, 32))
            self.line.setAccessibleName("Name of the lane")

    def _open(self, what: str, event_id: str, text: str, name: str) -> None:
        scene = self._canvas.scene
        if scene.document.read_only:
            return
        scene.reveal(event_id)
        found = scene.rect_of(event_id)
        view = self._canvas.viewport()
        if found is None:
            rect = QRect(scene.head + 20, view.height() - 44, 300, 34)
        else:
            rect = found.translated(self._canvas.origin()).toAlignedRect()
            if what == "title":
                rect.setLeft(rect.left() + 24)
            rect.setWidth(max(240, min(420, rect.width())))
            rect.adjust(0, -3, 0, 3)
        rect.moveRight(min(rect.right(), view.width() - 4))
        self._show(what, event_id, text, rect)
        self.line.setAccessibleName(name)

    def _show(self, what: str, record_id: str, text: str, rect: QRect) -> None:
        self._what, self._id = what, record_id
        self.line.setFont(theme().font("ui_medium"))
        self.line.setText(text)
        self._wrong("")
        self.line.setGeometry(rect)
        self.line.show()
        self.line.setFocus()
        self.line.selectAll()

    def _wrong(self, problem: str) -> None:
        self.line.setProperty("wrong", "true" if problem else "false")
        self.line.style().polish(self.line)
        self.line.setToolTip(problem)
        if problem:
            self._canvas.scene.document.refused.emit(problem)

    def finish(self, stay: bool = True) -> None:
        """Commit what is typed and close; a wrong time stays open with its sentence.

        With ``stay`` the focus goes back to the timeline.
        """
        if not self.line.isVisible() or not self._what:
            return
        what, text = self._what, self.line.text().strip()
        scene = self._canvas.scene
        if what == "time":
            typed = parse_time(text, context_for(scene, self._id))
            if isinstance(typed, str):
                self._wrong(typed)
                return
        self._close(stay)
        snapshot = scene.document.snapshot
        if what == "title" and self._id in snapshot.events:
            scene.document.push(edit_event(snapshot, self._id, "Rename event", title=text))
        elif what == "lane" and text:
            scene.document.push(change_lane(snapshot, self._id, "Rename lane", name=text))
        elif what == "time" and self._id in snapshot.events and not isinstance(typed, str):
            held = snapshot.events[self._id]
            if (typed.at, typed.precision) != (held.at, held.precision) or typed.end:
                end = typed.end
                if end is None and held.end and held.at and typed.at:
                    end = typed.at + (held.end - held.at)
                scene.document.push(
                    set_time(snapshot, self._id, typed.at, end, typed.precision, text)
                )

    def cancel(self) -> None:
        """Close and change nothing."""
        self._close()

    def _close(self, stay: bool = True) -> None:
        self._what = ""
        # Before hiding: a hidden field hands focus on as Tab does, which selects the next event.
        if stay:
            self._canvas.setFocus()
        self.line.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line:
            if (
                isinstance(event, QKeyEvent)
                and event.type() == QEvent.Type.KeyPress
                and event.key() == Qt.Key.Key_Escape
            ):
                self.cancel()
                return True
            if (
                isinstance(event, QKeyEvent)
                and event.type() == QEvent.Type.KeyPress
                and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            ):
                # Kept from the canvas, for which Enter means to type the title.
                self.finish()
                return True
            if event.type() == QEvent.Type.FocusOut and self._what:
                if self._what == "time":
                    typed = parse_time(self.line.text(), context_for(self._canvas.scene, self._id))
                    if isinstance(typed, str):
                        self._close(stay=False)
                        return False
                self.finish(stay=False)
        return False
