"""What we learned: went well, went badly, got lucky, side by side and edited in place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.change import Edit
from pmdesk.domain.postmortem import Lesson, Postmortem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import LessonArea, LessonKind, name_of
from pmdesk.domain.time_text import spoken_time
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timescale import zone_of
from pmdesk.edits.report import add_lesson, change_part, lessons_of, move_lesson
from pmdesk.views.controls.fields import GrowingText
from pmdesk.views.controls.hint_marks import HintMarks
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.report.dragging import RowDrag
from pmdesk.views.report.part import INSET, Part
from pmdesk.views.report.record_list import RecordList
from pmdesk.views.report.row import GUTTER, Row
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

SIGNS = {
    LessonKind.WELL: ("circle-plus", "ok"),
    LessonKind.BADLY: ("circle-minus", "danger"),
    LessonKind.LUCKY: ("clover", "warn"),
}
_HINTS = {
    LessonKind.WELL: "What helped?",
    LessonKind.BADLY: "What got in the way?",
    LessonKind.LUCKY: "Where did luck help?",
}
# Three columns need this much room at scale 1; with less they stand below each other.
THREE_COLUMNS = 540


class LessonRow(Row[Lesson]):
    """A lesson's words, with its area and the time it is known from below."""

    def __init__(self, hint: str, document: Document) -> None:
        super().__init__()
        self._document = document
        self.text = GrowingText("body", hint)
        self.fields = {"text": self.text}
        self.hints = HintMarks(self.text, document, "text")
        self.about = ElidedLabel("", "meta_regular", "ink3")
        self.about.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.text)
        below = QHBoxLayout()
        below.setContentsMargins(INSET, 0, 0, 2)
        below.addWidget(self.about)
        words.addLayout(below)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.grip, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def show_record(self, record: Lesson) -> None:
        self.text.show_text(record.text)
        self.hints.follow(record.id)
        snapshot = self._document.snapshot
        event = snapshot.get(TimelineEvent, record.event_id)
        parts = [name_of(record.area)] if record.area is not None else []
        if event is not None:
            zone = zone_of(snapshot.postmortem.zone)
            parts.append(spoken_time(event, zone) if event.at else event.title)
        self.about.setText(" · ".join(parts))
        self.about.setVisible(bool(parts))
        self.text.setAccessibleDescription(self.about.text())


class LessonList(RecordList[Lesson]):
    """The lessons of one kind. ``go_requested`` carries the id of the event to be seen."""

    noun = "lesson"
    kind = Lesson
    labels = {"text": "Edit lesson"}
    go_requested = Signal(str)
    shift_requested = Signal(str, int)

    def __init__(self, document: Document, of: LessonKind) -> None:
        self.of = of
        self.last_picker: Picker | None = None
        super().__init__(document)
        self.setAccessibleName(name_of(of))

    def records(self, snapshot: Snapshot) -> list[Lesson]:
        return lessons_of(snapshot, self.of)

    def make_row(self) -> LessonRow:
        return LessonRow(_HINTS[self.of], self.document)

    def add(self, snapshot: Snapshot, texts: dict[str, str], after_id: str | None) -> Edit:
        return add_lesson(snapshot, self.of, texts["text"], after_id)

    def move_row(self, row: Row[Lesson], by: int) -> None:
        place = list(self.rows).index(row.record_id) + by
        if 0 <= place < len(self.rows):
            self.document.attempt(lambda s: move_lesson(s, row.record_id, self.of, place))

    def shift_row(self, row: Row[Lesson], by: int) -> None:
        self.shift_requested.emit(row.record_id, by)

    def fill_menu(self, menu: QMenu, row: Row[Lesson]) -> None:
        lesson = self.document.snapshot.need(Lesson, row.record_id)
        areas = menu.addMenu("Area")
        for area in (*LessonArea, None):
            words = name_of(area) if area is not None else "No area"
            action = self.act(areas, words, "", partial(self._set_area, lesson.id, area))
            action.setCheckable(True)
            action.setChecked(lesson.area is area)
        picking = partial(self._pick_event, row)
        self.act(menu, "Known from an event…", "chart-gantt", picking)
        if lesson.event_id is not None:
            event_id = lesson.event_id
            going = partial(self.go_requested.emit, event_id)
            self.act(menu, "Go to the event", "arrow-up-right", going)
        for other in LessonKind:
            if other is not self.of:
                moving = partial(self.shift_requested.emit, lesson.id, _steps(self.of, other))
                self.act(menu, f"Move to “{name_of(other)}”", SIGNS[other][0], moving)

    def _set_area(self, lesson_id: str, area: LessonArea | None) -> None:
        self._set(lesson_id, "Set area", area=area)

    def _set(self, lesson_id: str, label: str, **values: object) -> None:
        self.document.attempt(lambda s: change_part(s, label, Lesson, lesson_id, **values))

    def _pick_event(self, row: Row[Lesson]) -> None:
        snapshot = self.document.snapshot
        lesson = snapshot.need(Lesson, row.record_id)
        picker = Picker(event_choices(snapshot, lesson.event_id), row, "Find an event")
        picker.picked.connect(
            lambda value: self._set(lesson.id, "Link to event", event_id=value or None)
        )
        self.last_picker = picker
        picker.open_under(row)


def event_choices(snapshot: Snapshot, held: str | None) -> list[Choice]:
    """The events in order of time to choose from, and none where one is held."""
    zone = zone_of(snapshot.postmortem.zone)
    events = sorted(
        (e for e in snapshot.events.values() if e.title),
        key=lambda e: (e.at is None, e.at.timestamp() if e.at else 0.0, e.position),
    )
    choices = [Choice(e.id, e.title, spoken_time(e, zone), "check" if e.id == held else "clock")
               for e in events]  # fmt: skip
    return choices + ([Choice(None, "No event", icon="x")] if held else [])


def _steps(start: LessonKind, to: LessonKind) -> int:
    kinds = list(LessonKind)
    return kinds.index(to) - kinds.index(start)


class _Sign(QWidget):
    """The glyph of a kind of lesson."""

    def __init__(self, kind: LessonKind) -> None:
        super().__init__()
        self._icon, self._token = SIGNS[kind]
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(16), theme().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        size = theme().px(16)
        draw(QPainter(self), self._icon, self._token, 0, (self.height() - size) / 2, size)


class Lessons(Part):
    """The three lists. ``event_requested`` carries the id of the event to be seen."""

    key = "lessons"
    title = "What we learned"
    kinds = frozenset({Lesson, TimelineEvent, Postmortem})
    event_requested = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.lists: dict[LessonKind, LessonList] = {}
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(8)
        for kind in LessonKind:
            held = LessonList(document, kind)
            held.left.connect(self.left)
            held.rows_changed.connect(self.stops_changed)
            held.go_requested.connect(self.event_requested)
            held.shift_requested.connect(self._on_shift_requested)
            self.lists[kind] = held
            self._columns.addLayout(self._column(kind, held), 1)
        self.column.addLayout(self._columns)
        self.drag = RowDrag(self, list(self.lists.values()), self._drop)

    @staticmethod
    def _column(kind: LessonKind, held: LessonList) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setContentsMargins(GUTTER + INSET, 4, 0, 0)
        head.setSpacing(7)
        head.addWidget(_Sign(kind))
        head.addWidget(PlainLabel(name_of(kind), "body_semibold"), 1)
        column.addLayout(head)
        column.addWidget(held)
        column.addStretch(1)
        return column

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(THREE_COLUMNS)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != way:
            self._columns.setDirection(way)

    def refresh(self) -> None:
        for held in self.lists.values():
            held.refresh()

    def take(self, edit: Edit) -> None:
        lessons = self.document.snapshot.of(Lesson)
        linked = {lesson.event_id for lesson in lessons.values()}
        if any(c.kind is not TimelineEvent or c.record.id in linked for c in edit.changes):
            self.refresh()

    def stops(self) -> list[QWidget]:
        return [stop for held in self.lists.values() for stop in held.stops()]

    def widget_of(self, record_id: str) -> QWidget | None:
        for held in self.lists.values():
            if row := held.row_of(record_id):
                return row.fields["text"]
        return None

    def _on_shift_requested(self, lesson_id: str, by: int) -> None:
        lesson = self.document.snapshot.need(Lesson, lesson_id)
        kinds = list(LessonKind)
        place = kinds.index(lesson.kind) + by
        if not 0 <= place < len(kinds):
            return
        end = len(self.lists[kinds[place]].rows)
        self.document.attempt(lambda s: move_lesson(s, lesson_id, kinds[place], end))
        if (field := self.widget_of(lesson_id)) is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, lesson_id: str, onto: RecordList[Lesson], index: int) -> None:
        if isinstance(onto, LessonList):
            self.document.attempt(lambda s: move_lesson(s, lesson_id, onto.of, index))
