"""The parts of the import sheet: the table of entries and a question with its choices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from pmdesk.views.controls.buttons import Pill
from pmdesk.views.controls.fields import LineField, Problem
from pmdesk.views.controls.labels import WrappedLabel, tooltip_of
from pmdesk.views.controls.panels import Surface
from pmdesk.views.prompts.import_review import (
    EntryPreview,
    Question,
    answer_of,
    problem_of,
    time_shown,
)
from pmdesk.views.theme.theme import theme

_ROW = 30
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class PlainTable(QWidget):
    """Rows of texts under headings, painted; ``widths`` in pixels, 0 takes what is left.

    Only the rows that are to be seen are drawn, so a long timeline costs nothing.
    """

    def __init__(
        self,
        heads: Sequence[str],
        widths: Sequence[int],
        rows: Sequence[Sequence[str]],
        faint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._heads, self._widths, self._rows, self._faint = heads, widths, rows, faint
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{heads[0]}: {len(rows)} rows")
        self.setAccessibleDescription("; ".join(", ".join(row) for row in rows[:200]))

    def sizeHint(self) -> QSize:
        return QSize(300, theme().px(_ROW) * (len(self._rows) + 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        high = t.px(_ROW)
        fixed = sum(t.px(width) for width in self._widths)
        columns = [t.px(width) if width else self.width() - fixed for width in self._widths]
        first = max(0, event.rect().top() // high - 1)
        last = min(len(self._rows), event.rect().bottom() // high + 1)
        self._line(painter, 0, columns, self._heads, "meta", "ink2")
        for i in range(first, last):
            self._line(painter, (i + 1) * high, columns, self._rows[i], "ui", "ink1")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = event.pos().y() // theme().px(_ROW) - 1
            if 0 <= row < len(self._rows):
                words = "  ·  ".join(filter(None, self._rows[row]))
                QToolTip.showText(event.globalPos(), tooltip_of(words), self)
            return True
        return super().event(event)

    def _line(
        self,
        painter: QPainter,
        top: int,
        columns: Sequence[int],
        texts: Sequence[str],
        role: str,
        token: str,
    ) -> None:
        t = theme()
        high, x = t.px(_ROW), 0.0
        metrics = t.fonts.metrics(role, t.scale)
        painter.setFont(t.font(role))
        for width, text in zip(columns, texts, strict=True):
            painter.setPen(t.colour("ink3" if text == self._faint and text else token))
            shown = metrics.elidedText(
                " ".join(text.split()), Qt.TextElideMode.ElideRight, width - 14
            )
            painter.drawText(QRectF(x, top, width - 10, high), _MIDDLE, shown)
            x += width
        painter.setPen(QPen(t.colour("line"), 1))
        painter.drawLine(0, top + high - 1, self.width(), top + high - 1)


def entries_table(entries: Sequence[EntryPreview]) -> PlainTable:
    """The timeline as it was written and as it was understood."""
    rows = [
        (e.written or "—", time_shown(e), e.precision if e.at else "", e.text) for e in entries
    ]
    heads = ("Written", "Understood", "Precision", "What happened")
    return PlainTable(heads, (150, 190, 84, 0), rows, "No time")


class QuestionCard(Surface):
    """A question with its choices; ``answered`` carries what it is about and the value.

    ``left`` tells of Esc in its field where there is nothing to put back.
    """

    answered = Signal(str, str)
    left = Signal()

    def __init__(self, question: Question, answer: str = "", parent: QWidget | None = None) -> None:
        fill, line = ("sunken", "line") if answer else ("warn_soft", "warn")
        super().__init__(fill, line, 8, parent, dashed=not answer)
        self.question = question
        self._told = False
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addWidget(WrappedLabel(question.words, "ui_medium"))
        group = QButtonGroup(self)
        self.choices: dict[str, Pill] = {}
        row: QHBoxLayout | None = None
        for i, (value, words) in enumerate(question.choices):
            if i % 3 == 0:
                row = QHBoxLayout()
                row.setSpacing(8)
                column.addLayout(row)
            pill = Pill(words)
            pill.setChecked(value == answer)
            pill.clicked.connect(lambda _on=False, v=value: self._answer(v))
            group.addButton(pill)
            self.choices[value] = pill
            if row is not None:
                row.addWidget(pill)
                if i % 3 == 2 or i == len(question.choices) - 1:
                    row.addStretch(1)
        self.field: LineField | None = None
        if question.free:
            self.field = self._make_field("" if answer in self.choices else answer)
            self.field.left.connect(self.left)
            column.addWidget(self.field)
            column.addWidget(Problem(self.field, self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The Enter that gives an answer does not import too: what it changes is to be seen first.
        if self._told and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._told = False
            return
        super().keyPressEvent(event)

    def focus_answer(self, answer: str) -> None:
        """Put the keys on the choice that was taken, or on the field."""
        target = self.choices.get(answer) or self.field or next(iter(self.choices.values()), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_field(self, answer: str) -> LineField:
        free = self.question.free
        hint = {"date": "Or a date: 2026-04-26", "zone": "Or a zone: Europe/Berlin"}
        words = hint.get(free, "Or another answer")
        field = LineField(
            placeholder=words if self.choices else words.removeprefix("Or ").capitalize(),
            check=lambda typed: problem_of(free, typed),
        )
        field.setMaximumWidth(theme().px(300))
        field.show_text(answer)
        field.committed.connect(self._on_field_committed)
        return field

    def _on_field_committed(self, text: str) -> None:
        if text.strip():
            self._answer(answer_of(self.question.free, text))

    def _answer(self, value: str) -> None:
        self._dashed = False
        self._told = True
        self.update()
        self.answered.emit(self.question.about, value)
