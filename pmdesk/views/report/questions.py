"""The questions of the room with their answers; an open one keeps the record from being signed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.change import Edit
from pmdesk.domain.meeting import Question
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import QuestionState
from pmdesk.edits.report import answer_question, ask_question, in_order, move_part
from pmdesk.views.controls.fields import GrowingText
from pmdesk.views.report.dragging import RowDrag
from pmdesk.views.report.part import INSET, Part
from pmdesk.views.report.record_list import RecordList
from pmdesk.views.report.row import Row
from pmdesk.views.theme.glyphs import draw_check
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme


class _State(QWidget):
    """Open or answered, as a glyph; a draft has none."""

    def __init__(self) -> None:
        super().__init__()
        self.state: QuestionState | None = None
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(16) + INSET, theme().px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = t.px(16)
        middle = QPointF(INSET + size / 2, self.height() / 2)
        if self.state is None:
            draw(painter, "plus", "ink3", INSET, middle.y() - size / 2, size)
            return
        if self.state is QuestionState.ANSWERED:
            draw_check(painter, middle.x(), middle.y(), size, filled=False)
            return
        pen = QPen(t.colour("danger"), 1.5)
        pen.setDashPattern([2.2, 2.0])
        painter.setPen(pen)
        painter.drawEllipse(middle, size / 2 - 0.8, size / 2 - 0.8)
        painter.setFont(t.font("tick"))
        painter.drawText(self.rect().adjusted(INSET, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, "?")


class QuestionRow(Row[Question]):
    """A question over its answer."""

    def __init__(self) -> None:
        super().__init__()
        self.state = _State()
        self.text = GrowingText("body_medium", "What does somebody in the room still want to know?")
        self.answer = GrowingText("body", "Not answered yet: write what is known now")
        self.answer.setAccessibleName("Answer")
        self.answer.hide()
        self.fields = {"text": self.text, "answer": self.answer}
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.text)
        words.addWidget(self.answer)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 2)
        line.setSpacing(0)
        line.addWidget(self.grip, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def show_record(self, record: Question) -> None:
        self.text.show_text(record.text)
        self.answer.show_text(record.answer)
        self.answer.show()
        self.state.state = record.state
        self.state.update()
        is_open = record.state is QuestionState.OPEN
        asked = f", asked by {record.asked_by}" if record.asked_by else ""
        self.text.setAccessibleDescription(("Open" if is_open else "Answered") + asked)


class QuestionList(RecordList[Question]):
    """The questions in their order."""

    noun = "question"
    kind = Question
    labels = {"text": "Edit question"}

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.setAccessibleName("Questions")

    def records(self, snapshot: Snapshot) -> list[Question]:
        return in_order(snapshot, Question)

    def make_row(self) -> QuestionRow:
        return QuestionRow()

    def add(self, snapshot: Snapshot, texts: dict[str, str], after_id: str | None) -> Edit:
        return ask_question(snapshot, texts["text"], after_id=after_id)

    def change(self, snapshot: Snapshot, record_id: str, name: str, text: str) -> Edit:
        if name == "answer":
            return answer_question(snapshot, record_id, text.strip())
        return super().change(snapshot, record_id, name, text)

    def move_row(self, row: Row[Question], by: int) -> None:
        label = "Move question"
        self.document.attempt(lambda s: move_part(s, label, Question, row.record_id, by))


class Questions(Part):
    """The questions, with how many are open."""

    key = "questions"
    title = "Questions"
    kinds = frozenset({Question})

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.list = QuestionList(document)
        self.list.left.connect(self.left)
        self.list.rows_changed.connect(self.stops_changed)
        self.column.addWidget(self.list)
        self.drag = RowDrag(self, [self.list], self._drop)
        self.remark.set_token("danger")
        self._count()

    def refresh(self) -> None:
        self.list.refresh()
        self._count()

    def _count(self) -> None:
        questions = self.document.snapshot.of(Question).values()
        waiting = sum(question.state is QuestionState.OPEN for question in questions)
        self.remark.setText(f"{waiting} open" if waiting else "")

    def stops(self) -> list[QWidget]:
        return self.list.stops()

    def widget_of(self, record_id: str) -> QWidget | None:
        row = self.list.row_of(record_id)
        if row is None:
            return None
        waits = isinstance(row, QuestionRow) and row.state.state is QuestionState.OPEN
        return row.fields["answer" if waits else "text"]

    def _drop(self, record_id: str, _onto: RecordList[Question], index: int) -> None:
        by = index - list(self.list.rows).index(record_id)
        self.document.attempt(lambda s: move_part(s, "Move question", Question, record_id, by))
