"""Typing in place: the title or time of an event, the name of a lane, the time of a mark."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import MarkKind, Precision, name_of
from pmdesk.domain.time_text import (
    TimeContext,
    TypedTime,
    end_for,
    field_text,
    moment_text,
    parse_time,
)
from pmdesk.domain.timescale import moment
from pmdesk.edits.timeline import edit_event, set_time
from pmdesk.edits.timeline_lanes import change_lane, clear_mark, mark_of, set_mark
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.views.timeline.canvas import TimelineCanvas
    from pmdesk.views.timeline.scene import TimelineScene

_TIMES = ("time", "mark")
# What a mark's time may be: it is exact, or it is taken away.
_OF_MARKS = (Precision.EXACT, Precision.UNKNOWN)


def context_for(
    scene: TimelineScene, event_id: str | None, reference: datetime | None = None
) -> TimeContext:
    """What typed times are relative to: the incident, and the event they are typed for, or
    another ``reference`` (UTC)."""
    head = scene.document.snapshot.postmortem
    start = moment(scene.bounds()[0])
    event = scene.index.by_id.get(event_id or "")
    return TimeContext(
        day=head.day or start.astimezone(scene.zone).date(),
        zone=scene.zone,
        now=scene.document.clock.now(),
        reference=event.at if event is not None else reference,
        start=start,
    )


class TitleEditor(QObject):
    """One line edit over the canvas; Enter commits, Esc puts back, leaving it commits too."""

    def __init__(self, canvas: TimelineCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._scene = canvas.scene
        self._what = ""
        self._id = ""
        # An event that was added just now, and how many steps there were with it.
        self._fresh = ("", 0)
        self.line = QLineEdit(canvas.viewport())
        self.line.hide()
        self.line.installEventFilter(self)

    # -- what is typed

    def edit_event(self, event_id: str) -> None:
        """Type the title of an event over its card."""
        event = self._scene.index.by_id.get(event_id)
        if event is not None:
            self._scene.reveal(event_id)
            self._open("title", event_id, event.title, "Title of the event")

    def edit_new(self, event_id: str) -> None:
        """Type the title of an event that was added just now: Esc takes it back."""
        self.edit_event(event_id)
        self._fresh = (event_id, self._scene.document.undo_stack.index())

    def edit_time(self, event_id: str) -> None:
        """Type the time of an event over its card."""
        event = self._scene.index.by_id.get(event_id)
        if event is not None:
            self._scene.reveal(event_id)
            text = field_text(event, context_for(self._scene, event_id))
            self._open("time", event_id, text, "Time of the event")

    def edit_lane(self, lane_id: str) -> None:
        """Type the name of a lane over it."""
        lane = self._scene.index.lane(lane_id)
        if lane is not None and not lane.lane.hidden:
            self._open("lane", lane_id, lane.lane.name, "Name of the lane")

    def edit_mark(self, kind: MarkKind) -> None:
        """Type the time of a mark under its flag; an empty text takes it away."""
        held = mark_of(self._scene.document.snapshot, kind)
        text = moment_text(held.at, self._mark_context(kind)) if held is not None else ""
        self._open("mark", kind.value, text, f"Time of {name_of(kind).lower()}")

    # -- where

    def _place(self) -> QRect | None:
        t, scene, view = theme(), self._scene, self._canvas.viewport()
        if self._what == "lane":
            band = next((b for b in scene.layout.bands if b.index.lane.id == self._id), None)
            if band is None:
                return None
            middle = self._canvas.origin().y() + band.top + band.height / 2
            left = t.px(40)
            return QRect(left, round(middle) - t.px(16), scene.head - left - 6, t.px(32))
        if self._what == "mark":
            held = mark_of(scene.document.snapshot, MarkKind(self._id))
            x = scene.scale.x(held.at.timestamp()) if held is not None else scene.width / 2
            return QRect(round(scene.head + x), 1, t.px(200), t.px(30))
        found = scene.rect_of(self._id)
        if found is None:
            return QRect(scene.head + t.px(20), view.height() - t.px(44), t.px(300), t.px(34))
        rect = found.translated(self._canvas.origin()).toAlignedRect()
        if self._what == "title":
            rect.setLeft(rect.left() + t.px(24))
        rect.setWidth(max(t.px(240), min(t.px(420), rect.width())))
        spare = t.px(34) - rect.height()
        return rect.adjusted(0, -max(0, spare) // 2, 0, max(0, spare) // 2)

    def follow(self) -> None:
        """Stay on what is typed when that moves."""
        if not self._what:
            return
        rect, view = self._place(), self._canvas.viewport()
        if rect is None:
            self._close()
            return
        lowest = self._scene.head if self._what != "lane" else 0
        rect.moveLeft(max(lowest, min(rect.left(), view.width() - rect.width() - 4)))
        rect.moveTop(max(1, min(rect.top(), view.height() - rect.height() - 2)))
        self.line.setGeometry(rect)

    def _open(self, what: str, record_id: str, text: str, name: str) -> None:
        if self._scene.document.read_only:
            return
        self.finish()
        self._what, self._id = what, record_id
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText("14:32, ~14:30, +4m" if what in _TIMES else name)
        self.line.setFont(theme().font("ui_medium"))
        self.line.setText(text)
        self._wrong("")
        self.follow()
        if self._what:
            self.line.show()
            self.line.setFocus()
            self.line.selectAll()

    # -- the end

    def _wrong(self, problem: str) -> None:
        self.line.setProperty("wrong", "true" if problem else "false")
        self.line.style().polish(self.line)
        self.line.setToolTip(tooltip_of(problem))
        if problem:
            self._scene.document.refused.emit(problem)

    def _typed(self) -> TypedTime | str:
        text = self.line.text().strip()
        if self._what == "time":
            return parse_time(text, context_for(self._scene, self._id))
        typed = parse_time(text, self._mark_context(MarkKind(self._id)))
        if not isinstance(typed, str) and typed.precision not in _OF_MARKS:
            return "A mark is one exact moment: type a time such as 14:32 without a sign."
        if not isinstance(typed, str) and typed.end is not None:
            return "A mark is one moment: type a single time such as 14:32."
        return typed

    def _mark_context(self, kind: MarkKind) -> TimeContext:
        """A mark's time is relative to where it stands, or else to the impact's start."""
        snapshot = self._scene.document.snapshot
        held = mark_of(snapshot, kind) or mark_of(snapshot, MarkKind.IMPACT_START)
        return context_for(self._scene, None, held.at if held is not None else None)

    def finish(self, stay: bool = True) -> None:
        """Commit what is typed and close; a wrong time stays open with its sentence.

        With ``stay`` the focus goes back to the timeline.
        """
        if not self._what:
            return
        what, record_id, text = self._what, self._id, self.line.text().strip()
        typed = self._typed() if what in _TIMES else None
        if isinstance(typed, str):
            self._wrong(typed)
            return
        self._close(stay)
        snapshot, document = self._scene.document.snapshot, self._scene.document
        if what == "title" and record_id in snapshot.events:
            document.attempt(lambda s: edit_event(s, record_id, "Rename event", title=text))
        elif what == "lane" and text and any(lane.id == record_id for lane in snapshot.lanes):
            document.attempt(lambda s: change_lane(s, record_id, "Rename lane", name=text))
        elif what == "time" and typed is not None and record_id in snapshot.events:
            self._set_time(snapshot, record_id, typed, text)
        elif what == "mark" and typed is not None:
            self._set_mark(snapshot, MarkKind(record_id), typed)

    def _set_time(self, snapshot: Snapshot, event_id: str, typed: TypedTime, text: str) -> None:
        held = snapshot.events[event_id]
        same = (typed.at, typed.precision) == (held.at, held.precision)
        if same and typed.end in (None, held.end):
            return
        end = end_for(held, typed)
        self._scene.document.attempt(
            lambda s: set_time(s, event_id, typed.at, end, typed.precision, text)
        )
        self._scene.reveal(event_id)

    def _set_mark(self, snapshot: Snapshot, kind: MarkKind, typed: TypedTime) -> None:
        held, at = mark_of(snapshot, kind), typed.at
        if at is None:
            self._scene.document.attempt(lambda s: clear_mark(s, kind))
        elif held is None or held.at != at:
            self._scene.document.attempt(lambda s: set_mark(s, kind, at))

    def cancel(self) -> None:
        """Close and change nothing; an event that waits for its first title goes again."""
        document, (fresh, steps) = self._scene.document, self._fresh
        added = self._what == "title" and self._id == fresh
        self._close()
        if added and document.undo_stack.index() == steps:
            document.undo()

    def _close(self, stay: bool = True) -> None:
        self._what, self._fresh = "", ("", 0)
        # Before hiding: a hidden field hands focus on as Tab does, which selects the next event.
        if stay:
            self._canvas.setFocus()
        self.line.hide()

    def _leave(self) -> None:
        """The focus went elsewhere: what can be read is kept, a wrong time is told and dropped."""
        typed = self._typed() if self._what in _TIMES else None
        if isinstance(typed, str):
            self._wrong(typed)
            self._close(stay=False)
        else:
            self.finish(stay=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.line:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.cancel()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                # Kept from the canvas, for which Enter means to type the title.
                self.finish()
                return True
        if event.type() == QEvent.Type.FocusOut and self._what:
            self._leave()
        return False
