"""The answers to an action in the review: buttons with keys, and the fields that they open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pmdesk.domain.date_text import parse_day
from pmdesk.domain.day_names import long_day_text
from pmdesk.domain.library import OpenAction
from pmdesk.domain.terms import ActionStatus
from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.flow import FlowLayout
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel, tooltip_of
from pmdesk.views.followthrough.walk import Outcome
from pmdesk.views.theme.theme import theme

# outcome -> words on the button, its key, its icon
CHOICES: dict[Outcome, tuple[str, Qt.Key, str]] = {
    Outcome.DATE: ("New date", Qt.Key.Key_D, "calendar"),
    Outcome.DONE: ("Done", Qt.Key.Key_E, "circle-check"),
    Outcome.WONT_DO: ("Won't do", Qt.Key.Key_W, "circle-minus"),
    Outcome.KEPT: ("Keep as it is", Qt.Key.Key_K, "check"),
    Outcome.SKIPPED: ("Skip", Qt.Key.Key_S, "arrow-right"),
}
_QUESTIONS = {
    Outcome.DATE: ("Which date?", "26 apr, fri, +2w"),
    Outcome.DONE: ("What shows that it is done?", "A link, a figure, who saw it"),
    Outcome.WONT_DO: ("Why won't it be done?", "The reason stays with the action"),
}


class _Field(QLineEdit):
    """Enter answers, Esc closes the question."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._answer = answer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer.give()
        elif event.key() == Qt.Key.Key_Escape:
            self._answer.close_question()
        else:
            super().keyPressEvent(event)


class Answer(QWidget):
    """``given`` carries the outcome, the values to store, and what to tell of them."""

    given = Signal(object, object, str)
    closed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.asked: Outcome | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        holder = QWidget()
        flow = FlowLayout(holder)
        self.buttons: dict[Outcome, Button] = {}
        for outcome, (words, key, icon_name) in CHOICES.items():
            variant = "ghost" if outcome is Outcome.SKIPPED else "secondary"
            letter = chr(key)
            button = Button(f"{words}   {letter}", variant, icon_name)
            button.setAccessibleName(words)
            button.setToolTip(tooltip_of(f"{words} ({letter})"))
            button.clicked.connect(lambda _on=False, o=outcome: self.ask(o))
            flow.addWidget(button)
            self.buttons[outcome] = button
        column.addWidget(holder)
        column.addWidget(self._question())

    def _question(self) -> QWidget:
        self._box = QWidget()
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        self.question = PlainLabel("", "ui_semibold")
        column.addWidget(self.question)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.field = _Field(self)
        self.why = _Field(self)
        self.why.setPlaceholderText("Why it moves (may stay empty)")
        self.why.setAccessibleName("Why the date moves")
        row.addWidget(self.field, 2)
        row.addWidget(self.why, 3)
        self.save = Button("Save and next", "primary", on_click=self.give)
        row.addWidget(self.save)
        column.addLayout(row)
        self.problem = WrappedLabel("", "meta_regular", "ink2")
        column.addWidget(self.problem)
        self.field.textChanged.connect(lambda _text: self._judge())
        theme().changed.connect(self._restyle)
        self._restyle()
        self._box.hide()
        return self._box

    def begin(self, action: OpenAction) -> None:
        """Be ready for another action."""
        self._action = action
        self._shut()

    def allow(self, writable: bool) -> None:
        """Let answers be given, or only let actions be skipped."""
        for outcome, button in self.buttons.items():
            button.setEnabled(writable or outcome is Outcome.SKIPPED)

    def ask(self, outcome: Outcome) -> None:
        """Ask for what an outcome needs; one that needs nothing is answered at once."""
        if not self.buttons[outcome].isEnabled():
            return
        if outcome not in _QUESTIONS:
            self._shut()
            self.given.emit(outcome, {}, "")
            return
        self.asked = outcome
        words, hint = _QUESTIONS[outcome]
        self.question.setText(words)
        self.field.clear()
        self.why.clear()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(words)
        self.why.setVisible(outcome is Outcome.DATE)
        self._box.show()
        self._judge()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_question(self) -> None:
        """Take the question back; nothing was answered."""
        self._shut()
        self.closed.emit()

    def _shut(self) -> None:
        self.asked = None
        self._box.hide()

    def give(self) -> None:
        """Answer with what stands in the fields, unless it does not do."""
        outcome, text = self.asked, self.field.text().strip()
        if outcome is None or self._check():
            return
        values: Mapping[str, Any]
        if outcome is Outcome.DATE:
            day = parse_day(text, self._today())
            assert isinstance(day, date)
            values = {"due": day, "reason": self.why.text().strip()}
            text = long_day_text(day)
        else:
            status = ActionStatus.DONE if outcome is Outcome.DONE else ActionStatus.WONT_DO
            values = {"status": status, "reason": text}
        self.given.emit(outcome, values, text)

    def _check(self) -> str:
        text = self.field.text().strip()
        if self.asked is not Outcome.DATE:
            return "" if text else "A few words are needed."
        found = parse_day(text, self._today())
        if isinstance(found, str):
            return found
        if found == self._action.due:
            return "That is the date it has: keep it as it is (K), or choose another."
        return "That day has passed." if found < self._today() else ""

    def _judge(self) -> None:
        problem = self._check()
        self.save.setEnabled(not problem)
        words = problem
        if not problem and self.asked is Outcome.DATE:
            day = parse_day(self.field.text(), self._today())
            words = long_day_text(day) if isinstance(day, date) else ""
        self.problem.setText(words)
        wrong = bool(problem) and bool(self.field.text().strip())
        self.problem.set_token("danger" if wrong else "ink2")

    def _restyle(self) -> None:
        for field in (self.field, self.why):
            field.setFont(theme().font("ui"))
