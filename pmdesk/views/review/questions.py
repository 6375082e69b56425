"""The questions of the room with their answers; an open one keeps the postmortem from going out."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.meeting import Question
from pmdesk.domain.terms import QuestionState
from pmdesk.edits.report import answer_question, ask_question, remove_part
from pmdesk.views.controls.buttons import IconButton
from pmdesk.views.controls.fields import GrowingText
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.review.add_row import AddRow
from pmdesk.views.review.card import Card, Sign, sync_rows


class QuestionRow(QWidget):
    """A question and the field that answers it; the field saves itself."""

    def __init__(self, card: QuestionsCard, question_id: str) -> None:
        super().__init__()
        self._card, self._id = card, question_id
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 8)
        row.setSpacing(12)
        self._sign = Sign("asked")
        column = QVBoxLayout()
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._sign)
        row.addLayout(column, 1)
        self.text = WrappedLabel("", "body_medium")
        self.asked_by = PlainLabel("", "meta_regular", "ink2")
        self.delete = IconButton("trash-2", "Delete question", self._on_delete, side=26)
        head.addWidget(self.text, 1)
        head.addWidget(self.asked_by)
        head.addWidget(self.delete)
        column.addLayout(head)
        self.answer = GrowingText("ui", "What the answer is, or who will find out", bare=False)
        self.answer.committed.connect(self._on_answered)
        column.addWidget(self.answer)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [self.delete, self.answer]

    def show_question(self, question: Question, writable: bool) -> None:
        """Show the question as it is now; an answer that is being typed is left alone."""
        is_open = question.state is QuestionState.OPEN
        self._sign.show_kind("asked" if is_open else "met")
        self._sign.setAccessibleName("Open" if is_open else "Answered")
        self.text.setText(question.text)
        self.asked_by.setText(question.asked_by)
        self.asked_by.setVisible(bool(question.asked_by))
        self.answer.show_text(question.answer)
        self.answer.setReadOnly(not writable)
        self.answer.setAccessibleName(f"Answer to: {question.text}")
        self.delete.setVisible(writable)
        self.delete.setAccessibleDescription(question.text)

    def _on_answered(self, text: str) -> None:
        self._card.document.attempt(lambda s: answer_question(s, self._id, text.strip()))

    def _on_delete(self) -> None:
        self._card.document.attempt(
            lambda s: remove_part(s, "Delete question", Question, self._id)
        )


class QuestionsCard(Card):
    """All questions in their order, open or answered, and a line to ask one more."""

    def __init__(self, document: Document) -> None:
        super().__init__("Questions")
        self.document = document
        self.rows: dict[str, QuestionRow] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.nothing = WrappedLabel("Nobody has asked anything yet.", "ui", "ink2")
        self.body.addWidget(self.nothing)
        self.line = AddRow("What does the room still want to know?", "Ask", lambda _text: "")
        self.line.field.added.connect(self._on_asked)
        self.body.addWidget(self.line)

    def refresh(self) -> None:
        """Show the questions as they are now."""
        shown = self._questions()
        ids = [question.id for question in shown]
        sync_rows(self._rows, self.rows, ids, lambda i: QuestionRow(self, i))
        writable = not self.document.read_only
        for question in shown:
            self.rows[question.id].show_question(question, writable)
        waiting = sum(question.state is QuestionState.OPEN for question in shown)
        self.note.setText(f"{waiting} open" if waiting else ("All answered" if shown else ""))
        self.nothing.setVisible(not shown)
        self.line.allow(writable)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        rows = [self.rows[q.id] for q in self._questions() if q.id in self.rows]
        return [*(part for row in rows for part in row.stops()), self.line.field, self.line.button]

    def first_open(self) -> QuestionRow | None:
        """The first question without an answer."""
        for question in self._questions():
            if question.state is QuestionState.OPEN:
                return self.rows.get(question.id)
        return None

    def _questions(self) -> list[Question]:
        found = self.document.snapshot.of(Question).values()
        return sorted(found, key=lambda q: (q.position, q.id))

    def _on_asked(self, text: str) -> None:
        self.document.attempt(lambda s: ask_question(s, text))
