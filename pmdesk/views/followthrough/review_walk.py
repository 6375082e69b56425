"""The monthly review: one action after the other, decided from the keyboard, undone at will."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pmdesk.domain.library import OpenAction
from pmdesk.views.controls.buttons import Button, IconButton, KeyHints
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Hairline, Surface
from pmdesk.views.followthrough.answer import CHOICES, Answer
from pmdesk.views.followthrough.review_card import ReviewCard
from pmdesk.views.followthrough.summary import ReviewSummary
from pmdesk.views.followthrough.walk import Outcome, Step, Walk
from pmdesk.views.theme.theme import theme

Change = Callable[[str, str, Mapping[str, Any]], Callable[[], object] | None]
_WIDTH = 760
_HINTS = (
    ("Left", "one back"), ("Right", "skip"), ("Enter", "open its postmortem"), ("Ctrl+Z", "undo"),
    ("Esc", "end"),
)  # fmt: skip


class _Progress(QWidget):
    """How far the walk has come, as a line."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(4)
        self.setMinimumWidth(120)
        theme().changed.connect(self.update)

    def show_share(self, part: int, whole: int) -> None:
        """Show ``part`` of ``whole``."""
        self._share = part / whole if whole else 1.0
        self.setAccessibleName(f"{part} of {whole} looked at")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for token, share in (("line2", 1.0), ("ok", self._share)):
            painter.setBrush(theme().colour(token))
            painter.drawRoundedRect(QRectF(0, 0, self.width() * share, 4), 2, 2)


class ReviewWalk(QWidget):
    """``change`` stores values of an action and gives the way to take that back, or None where it
    was refused; ``open_requested`` asks for an action's postmortem, ``left`` to go back."""

    open_requested = Signal(object)
    left = Signal()

    def __init__(
        self, change: Change, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._change, self._today = change, today
        self.walk = Walk(())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.single_keys = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(Hairline())
        ground = Surface("canvas")
        middle = QHBoxLayout(ground)
        middle.setContentsMargins(24, 24, 24, 16)
        middle.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._question())
        self.summary = ReviewSummary(self.undo, self.left.emit)
        self.stack.addWidget(self.summary)
        middle.addWidget(self.stack, 100)
        middle.addStretch(1)
        column.addWidget(ground, 1)
        self.hints = KeyHints(_HINTS)
        column.addWidget(self.hints)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _header(self) -> QWidget:
        self._head = Surface("canvas")
        row = QHBoxLayout(self._head)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(16)
        row.addWidget(PlainLabel("Monthly review", "heading"))
        self.place = PlainLabel("", "ui_medium", "ink2")
        row.addWidget(self.place)
        self.progress = _Progress()
        row.addWidget(self.progress, 1)
        self.back_button = IconButton("chevron-left", "One back (Left)", self.step_back)
        self.next_button = IconButton("chevron-right", "Skip (S)", self._skip)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        self.end_button = Button("End review", on_click=self.end)
        row.addWidget(self.end_button)
        return self._head

    def _question(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.card = ReviewCard()
        column.addWidget(self.card)
        decided = QHBoxLayout()
        self.decided = WrappedLabel("", "ui_medium", "ok")
        decided.addWidget(self.decided, 1)
        self.undo_here = Button("Undo", "ghost", "undo-2", on_click=self._undo_current)
        decided.addWidget(self.undo_here)
        self._decided_row = QWidget()
        self._decided_row.setLayout(decided)
        decided.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._decided_row)
        self.answer = Answer(self._today)
        self.answer.given.connect(self._on_given)
        self.answer.closed.connect(self.setFocus)
        column.addWidget(self.answer)
        column.addStretch(1)
        return page

    # -- going

    def begin(self, actions: Sequence[OpenAction], writable: bool) -> None:
        """Walk these actions from the first one."""
        self.walk = Walk(actions)
        self.answer.allow(writable)
        self._show()
        self.setFocus()

    @property
    def is_over(self) -> bool:
        """Whether the summary is shown."""
        return self.stack.currentWidget() is self.summary

    def end(self) -> None:
        """Show the summary, or leave where nothing was looked at or the summary stands there."""
        if self.is_over or not self.walk.steps:
            self.left.emit()
            return
        self._show_summary()

    def step_back(self) -> None:
        """Go to the action before."""
        self.walk.back()
        self._show()
        self.setFocus()

    def _skip(self) -> None:
        self.answer.ask(Outcome.SKIPPED)

    def _on_given(self, outcome: object, values: object, detail: str) -> None:
        action = self.walk.current
        if action is None or not isinstance(outcome, Outcome) or not isinstance(values, dict):
            return
        if outcome is Outcome.SKIPPED:
            self.walk.skip()
        else:
            take_back = self._change(action.pm_id, action.action_id, values)
            if take_back is None:
                # What was typed stays; why it was refused is told by the window.
                return
            self.walk.take(Step(action, outcome, detail, take_back))
        self._show()
        self.setFocus()

    # -- undoing

    def undo_last(self) -> None:
        """Take the last decision back and stand at its action again."""
        if self.walk.decided:
            self.undo(self.walk.decided[-1])

    def _undo_current(self) -> None:
        action = self.walk.current
        step = self.walk.step_of(action) if action is not None else None
        if step is not None:
            self.undo(step)

    def undo(self, step: Step) -> None:
        """Take a decision back; on the summary the list stays in sight."""
        if step.take_back is None:
            return
        step.take_back()
        self.walk.forget(step.action.action_id)
        if self.is_over:
            self._show_summary()
        else:
            self.walk.go_to(step.action.action_id)
            self._show()
            self.setFocus()

    # -- showing

    def _show(self) -> None:
        action = self.walk.current
        if action is None:
            self._show_summary()
            return
        self.stack.setCurrentIndex(0)
        self.card.show_action(action, self._today())
        self.answer.begin(action)
        step = self.walk.step_of(action)
        has = step is not None and step.outcome is not Outcome.SKIPPED
        self._decided_row.setVisible(has)
        if step is not None and has:
            detail = f": {step.detail}" if step.detail else ""
            self.decided.setText(f"Decided just now. {step.outcome.value}{detail}")
        self._show_place()

    def _show_summary(self) -> None:
        self.summary.show_walk(self.walk)
        self.stack.setCurrentWidget(self.summary)
        self._show_place()
        self.summary.setFocus()

    def _show_place(self) -> None:
        walk, over = self.walk, self.is_over
        self.place.setText("" if over else walk.place)
        self.setAccessibleName(f"Monthly review, {walk.place}")
        self.progress.show_share(min(walk.at, len(walk.actions)), len(walk.actions))
        for part in (self.back_button, self.next_button, self.end_button, self.hints):
            part.setVisible(not over)
        self.back_button.setEnabled(walk.at > 0)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_last()
        elif event.key() == Qt.Key.Key_Escape:
            self.end()
        elif self.is_over and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif self.is_over or not self._act(event):
            super().keyPressEvent(event)

    def _act(self, event: QKeyEvent) -> bool:
        """Do what a key on the card stands for."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        action = self.walk.current
        if plain and key == Qt.Key.Key_Left:
            self.step_back()
            return True
        if plain and key == Qt.Key.Key_Right:
            self._skip()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and action is not None:
            self.open_requested.emit(action)
            return True
        for outcome, (_, letter, _icon) in CHOICES.items():
            # Here letters are the point of the place, but they can be turned off all the same.
            if plain and self.single_keys and key == letter:
                self.answer.ask(outcome)
                return True
        return False

    def _restyle(self) -> None:
        t = theme()
        self._head.setFixedHeight(t.px(52))
        self.stack.setMaximumWidth(t.px(_WIDTH))
