"""What a decision looked like to those who took it, and what was asked: quiet fields."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from pmdesk.document.document import Document
from pmdesk.domain.terms import EventKind
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.meaning import decision_of, question_of, set_decision, set_question
from pmdesk.views.controls.fields import GrowingText, LineField
from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.controls.panels import Surface
from pmdesk.views.timeline.line_row import LineRow

_QUESTIONS = {
    "cues": ("Cues seen", "What was seen or heard just before?"),
    "belief": ("Belief held", "What did people take to be going on?"),
    "goal": ("Goal", "What were they trying to bring about?"),
    "options": ("Options weighed", "What else could have been done?"),
    "pressure": ("Pressure", "What pressed on people then?"),
    "normal": ("Normal work", "How does it go on a quiet day?"),
}


class _Fields(Surface):
    """Labelled fields on a quiet ground; ``left`` says that Esc leads out."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__("sunken", "line", 8)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 8, 8, 8)
        self._column.setSpacing(0)
        self.fields: dict[str, GrowingText | LineField] = {}

    def _add(self, name: str, label: str, field: GrowingText | LineField) -> None:
        if self.fields:
            self._column.addSpacing(6)
        words = PlainLabel(label, "meta", "ink2")
        words.setContentsMargins(7, 0, 0, 0)
        self._column.addWidget(words)
        field.setAccessibleName(label)
        field.left.connect(self.left)
        self._column.addWidget(LineRow(field) if isinstance(field, LineField) else field)
        self.fields[name] = field

    def commit(self) -> None:
        """Store what is being typed."""
        for field in self.fields.values():
            if field.hasFocus():
                field.commit()


class DecisionPart(_Fields):
    """The decision card of an event; shown where the event is a decision, or has one."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._id = ""
        self.setAccessibleName("Decision card")
        for name, (label, hint) in _QUESTIONS.items():
            field = GrowingText("ui", hint)
            field.committed.connect(partial(self._on_committed, name))
            self._add(name, label, field)

    def show_event(self, event: TimelineEvent) -> None:
        """Show what is said of a decision; what is typed into another event's was stored."""
        self._id = event.id
        card = decision_of(self._document.snapshot, event.id)
        for name, field in self.fields.items():
            field.show_text(getattr(card, name) if card is not None else "")
        self.setVisible(event.kind is EventKind.DECISION or card is not None)

    def _on_committed(self, name: str, text: str) -> None:
        event_id = self._id
        if event_id in self._document.snapshot.events:
            self._document.attempt(lambda s: set_decision(s, event_id, **{name: text.strip()}))


class QuestionPart(_Fields):
    """Who asked and what the answer is; shown where the event is a question, or has one."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._id = ""
        self.setAccessibleName("Question")
        asked_by = LineField("ui", "A role, for example Support lead", bare=True)
        asked_by.committed.connect(lambda text: self._set(asked_by=text.strip()))
        self._add("asked_by", "Asked by", asked_by)
        answer = GrowingText("ui", "Open until it is answered")
        answer.committed.connect(lambda text: self._set(answer=text.strip()))
        self._add("answer", "Answer", answer)

    def show_event(self, event: TimelineEvent) -> None:
        """Show the question that belongs to an event."""
        self._id = event.id
        asked = question_of(self._document.snapshot, event.id)
        for name, field in self.fields.items():
            field.show_text(getattr(asked, name) if asked is not None else "")
        self.setVisible(event.kind is EventKind.QUESTION or asked is not None)

    def _set(self, **values: str) -> None:
        event_id = self._id
        if event_id in self._document.snapshot.events:
            self._document.attempt(
                lambda s: set_question(
                    s, event_id, answer=values.get("answer"), asked_by=values.get("asked_by")
                )
            )
