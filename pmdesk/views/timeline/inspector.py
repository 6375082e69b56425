"""Everything about one event at the right: time, lane, words, evidence, factors and marks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.change import Edit
from pmdesk.domain.record import Record
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Audience, EventKind, Precision, name_of
from pmdesk.domain.time_text import (
    TimeContext,
    clock_text,
    end_for,
    field_text,
    parse_end,
    parse_time,
)
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timescale import zone_of
from pmdesk.edits.timeline import delete_events, duplicate_events, edit_event, set_time
from pmdesk.views.controls.buttons import Button, IconButton, Segments
from pmdesk.views.controls.fields import GrowingText, LineField
from pmdesk.views.controls.hint_list import HintList
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel
from pmdesk.views.controls.panels import Surface
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.decision_part import DecisionPart, QuestionPart
from pmdesk.views.timeline.drops_door import Aim, EvidenceDoor, load_of, may_hold
from pmdesk.views.timeline.evidence import OPEN_LINK, EvidencePart
from pmdesk.views.timeline.hypothesis_part import HypothesisPart
from pmdesk.views.timeline.links import FactorLinks, LaneChips, MarkChips
from pmdesk.views.timeline.second_zone_note import TimeNotes

WIDTH = 348
# What the words of an event of a kind may answer; the others are asked what was seen or done.
_ASKED = {
    EventKind.STATE_OF_MIND: "What people thought and felt then, and what they expected",
    EventKind.HYPOTHESIS: "What spoke for it then, and what would have spoken against it",
    EventKind.DECISION: "What was decided, and why it made sense",
    EventKind.QUESTION: "What was asked, and what made it hard to tell",
    EventKind.SURPRISE: "What was expected, and what came instead",
    EventKind.ACTION_TAKEN: "What was done, what else could have been, and what pressed",
    EventKind.ALERT: "What it said, who saw it, and what they took it for",
}
_USUAL = "What was seen or done, and why it made sense"


class EventInspector(QWidget):
    """Edits the current event of a selection; every field saves itself. ``left`` asks to go back
    to the timeline, ``closed`` to close the column."""

    left = Signal()
    closed = Signal()

    def __init__(
        self,
        document: Document,
        selection: Selection,
        door: EvidenceDoor | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._selection = document, selection
        self._door = door or EvidenceDoor(document, self)
        self.setAcceptDrops(True)
        self._id = ""
        self._locked = False
        self.setAccessibleName("Event")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(area)
        body = Surface("canvas")
        area.setWidget(body)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(20, 12, 20, 20)
        self._column.setSpacing(8)
        self._build_head()
        self._build_fields()
        self._build_parts()
        self._column.addStretch(1)
        document.changed.connect(self._on_document_changed)
        selection.changed.connect(self.refresh)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDTH), 600)

    # -- building

    def _build_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._kicker = PlainLabel("Event", "ui_medium", "ink2")
        row.addWidget(self._kicker)
        row.addStretch(1)
        self.star = IconButton("star", "Star: show it in the short report", self._on_star)
        self.star.setCheckable(True)
        row.addWidget(self.star)
        row.addWidget(IconButton("copy", "Duplicate (Ctrl+D)", self._on_duplicate))
        row.addWidget(IconButton("trash-2", "Delete (Del)", self._on_delete))
        self._close = IconButton("x", "Close", self.closed.emit)
        row.addWidget(self._close)
        self._column.addLayout(row)
        self.title = LineField("heading", "Title of the event", bare=True)
        self._bind(self.title, "Rename event", "title")
        # The height is the row's: that of a bare field may be nothing, and is where room is short.
        line = QHBoxLayout()
        line.addStrut(theme().px(34))
        line.addWidget(self.title)
        self._column.addLayout(line)

    def _build_fields(self) -> None:
        self.time = LineField("ui", "14:32", check=self._time_problem, rest=False)
        self.time.setAccessibleName("Time")
        self.time.committed.connect(self._on_time_typed)
        self.zone = PlainLabel("UTC", "meta", "ink2")
        self.precision = Segments([(Precision.EXACT, "Exact", ""), (Precision.ABOUT, "About", "")])
        self.precision.chosen.connect(self._on_precision_chosen)
        self._row("Time", self.time, self.zone, self.precision)
        self.end = LineField("ui", "Add an end time", check=self._end_problem, rest=False)
        self.end.committed.connect(self._on_end_typed)
        self._row("Ends", self.end)
        self.notes = TimeNotes(self._document)
        self._column.addWidget(self.notes)
        self.actor = LineField("ui", "A role, for example On-call engineer")
        self._bind(self.actor, "Set role", "actor")
        self._row("Who", self.actor)
        self.source = LineField("ui", "Where this comes from")
        self._bind(self.source, "Set source", "source")
        self._row("Source", self.source)
        self.source_line = ElidedLabel("", "meta_regular", "ink2")
        self._source_row = QWidget()
        under = QHBoxLayout(self._source_row)
        under.setContentsMargins(theme().px(66) + 8, 0, 0, 0)
        under.addWidget(self.source_line)
        self._column.addWidget(self._source_row)
        self.kind = Button("Observation", on_click=self._on_kind_wanted)
        self._row("Kind", self.kind)
        self.outcome = HypothesisPart(self._document)
        self.outcome.event_wanted.connect(self._on_event_wanted)
        self.decision, self.question = DecisionPart(self._document), QuestionPart(self._document)
        for part in (self.outcome, self.decision, self.question):
            self._column.addWidget(part)
        for fields in (self.decision, self.question):
            fields.left.connect(self.left)
        self.audience = Segments(
            [(Audience.INTERNAL, "Internal", ""), (Audience.EXTERNAL, "Customers may read it", "")]
        )
        self.audience.chosen.connect(lambda value: self._edit("Set readers", audience=value))
        self._row("Readers", self.audience)

    def _build_parts(self) -> None:
        self._column.addWidget(PlainLabel("Lane", "meta", "ink2"))
        self.lanes = LaneChips(self._document)
        self._column.addWidget(self.lanes)
        self._column.addSpacing(4)
        self._column.addWidget(PlainLabel("What happened", "meta", "ink2"))
        self.text = GrowingText("ui", _USUAL, bare=False, lines=3)
        self.text.setAccessibleName("What happened")
        self._bind(self.text, "Edit what happened", "text")
        self._column.addWidget(self.text)
        self.hints = HintList(self._document, ("title", "text"), (self.text, "text"))
        self._column.addWidget(self.hints)
        self.evidence = EvidencePart(self._document, self._door)
        self._column.addWidget(self.evidence)
        self.factors = FactorLinks(self._document)
        self._column.addWidget(self.factors)
        self._column.addWidget(PlainLabel("Marks the moment", "ui_semibold"))
        self.marks = MarkChips(self._document)
        self._column.addWidget(self.marks)

    def _row(self, label: str, *widgets: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = PlainLabel(label, "meta", "ink2")
        words.setFixedWidth(theme().px(66))
        row.addWidget(words)
        for i, widget in enumerate(widgets):
            row.addWidget(widget, 1 if i == 0 else 0)
        self._column.addLayout(row)

    def _bind(self, field: LineField | GrowingText, label: str, name: str) -> None:
        field.committed.connect(lambda text: self._edit(label, **{name: text.strip()}))
        field.left.connect(self.left)

    # -- showing

    def refresh(self) -> None:
        """Show the current event; nothing is shown where none is selected."""
        event_id = self._selection.current_of(TimelineEvent) or ""
        if event_id != self._id:
            self._commit_pending()
            self._id = event_id
        event = self._document.snapshot.get(TimelineEvent, event_id or None)
        self.setEnabled(event is not None)
        if event is None:
            return
        self._kicker.setText(name_of(event.kind))
        self.title.show_text(event.title)
        context = self._context(event)
        self.time.show_text(field_text(event, context))
        self.zone.setText(self._zone_name(event.at))
        self.precision.choose(event.precision)
        same_day = event.end and event.at and event.end - event.at
        end = clock_text(event.end, context.zone) if event.end and same_day else ""
        if event.end and event.at and event.end.astimezone(context.zone).date() != context.day:
            end = f"{event.end.astimezone(context.zone):%Y-%m-%d} {end}"
        self.end.show_text(end)
        self.actor.show_text(event.actor)
        self.source.show_text(event.source)
        self.source_line.setText(f"There: {event.source_line}" if event.source_line else "")
        self._source_row.setVisible(bool(event.source_line))
        self.kind.setText(name_of(event.kind))
        self.audience.choose(event.audience)
        self.text.show_text(event.text)
        self.star.setChecked(event.star)
        self.hints.follow(event.id)
        self.text.setPlaceholderText(_ASKED.get(event.kind, _USUAL))
        for part in (
            self.outcome, self.decision, self.question,
            self.lanes, self.evidence, self.factors, self.marks, self.notes,
        ):  # fmt: skip
            part.show_event(event)
        self._lock(bool(self._document.read_only))

    def _lock(self, locked: bool) -> None:
        """What may not be changed can still be read, copied, opened and closed."""
        for line in self.findChildren(QLineEdit):
            line.setReadOnly(locked)
        for text in self.findChildren(QPlainTextEdit):
            text.setReadOnly(locked)
        if locked or self._locked:
            for button in self.findChildren(QAbstractButton):
                if button is not self._close and button.objectName() != OPEN_LINK:
                    button.setEnabled(not locked)
        self._locked = locked

    def _zone_name(self, at: datetime | None) -> str:
        zone = zone_of(self._document.snapshot.postmortem.zone)
        return f"{(at or self._document.clock.now()).astimezone(zone):%Z}"

    def _commit_pending(self) -> None:
        # What is being typed belongs to the event that was shown until now.
        for field in (self.title, self.time, self.end, self.actor, self.source, self.text):
            if field.hasFocus():
                field.commit()
        self.decision.commit()
        self.question.commit()

    def _on_document_changed(self, _edit: Edit) -> None:
        self.refresh()

    # -- editing

    def _event(self) -> TimelineEvent | None:
        return self._document.snapshot.get(TimelineEvent, self._id or None)

    def _edit(self, label: str, **values: object) -> None:
        self._attempt(lambda s: edit_event(s, self._id, label, **values))

    def _attempt(self, make: Callable[[Snapshot], Edit]) -> None:
        if self._event() is not None:
            self._document.attempt(make)
            self.refresh()

    def _context(self, event: TimelineEvent | None) -> TimeContext:
        head = self._document.snapshot.postmortem
        zone = zone_of(head.zone)
        marks = self._document.snapshot.marks
        start = marks[0].at if marks else None
        known = start or (event.at if event else None) or self._document.clock.now()
        return TimeContext(
            day=head.day or known.astimezone(zone).date(),
            zone=zone,
            now=self._document.clock.now(),
            reference=event.at if event else None,
            start=start,
        )

    def _time_problem(self, text: str) -> str:
        typed = parse_time(text, self._context(self._event()))
        return typed if isinstance(typed, str) else ""

    def _end_problem(self, text: str) -> str:
        event = self._event()
        if not text.strip():
            return ""
        if event is None or event.at is None:
            return "Give the event a time first."
        typed = parse_end(text, event.at, self._context(event))
        return typed if isinstance(typed, str) else ""

    def _on_time_typed(self, text: str) -> None:
        event = self._event()
        typed = parse_time(text, self._context(event))
        if event is None or isinstance(typed, str):
            return
        end = end_for(event, typed)
        self._attempt(lambda s: set_time(s, event.id, typed.at, end, typed.precision, text))

    def _on_end_typed(self, text: str) -> None:
        event = self._event()
        if event is None or event.at is None:
            return
        typed = parse_end(text, event.at, self._context(event)) if text.strip() else None
        if not isinstance(typed, str):
            self._edit("Set end", end=typed)

    def _on_precision_chosen(self, value: object) -> None:
        event = self._event()
        if event is not None and event.at is not None:
            self._edit("Set precision", precision=value)
        self.refresh()

    def _on_star(self) -> None:
        event = self._event()
        if event is not None:
            self._edit("Star event", star=not event.star)

    def _on_kind_wanted(self) -> None:
        picker = Picker([Choice(kind, name_of(kind)) for kind in EventKind], self, "Kind of event")
        picker.picked.connect(self._on_kind_picked)
        picker.open_under(self.kind)

    def _on_kind_picked(self, value: object) -> None:
        from pmdesk.edits.meaning import set_kind

        assert isinstance(value, EventKind)
        self._attempt(lambda s: set_kind(s, self._id, value))

    def _on_event_wanted(self, event_id: str) -> None:
        if event_id in self._document.snapshot.events:
            self._selection.select(TimelineEvent, event_id)

    # -- dropping

    def _may_drop(self) -> bool:
        return self._event() is not None and not self._document.read_only

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._may_drop() and may_hold(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        load = load_of(event.mimeData())
        if self._may_drop() and load:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._door.brought.emit(Aim(event_id=self._id), load)

    def _on_duplicate(self) -> None:
        event = self._event()
        if event is None:
            return
        made = duplicate_events(self._document.snapshot, [event.id])
        if self._document.push(made):
            record: Record = made.changes[0].record
            self._selection.select(TimelineEvent, record.id)

    def _on_delete(self) -> None:
        if self._event() is not None:
            event_id = self._id
            self._document.attempt(lambda s: delete_events(s, [event_id]))
