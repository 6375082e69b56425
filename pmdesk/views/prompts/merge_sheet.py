"""Shows what a copy that came back brings, and asks about what both sides changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.views.controls.buttons import Button, Segments
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Surface
from pmdesk.views.prompts.sheet import Sheet

LATER = "later"
_SHOWN = 40
_LINES = 8


@dataclass(frozen=True, slots=True)
class Ask:
    """One conflict: its id, where it is, what stands on either side, and whether both can."""

    id: str
    place: str
    ours: str
    theirs: str
    both: bool = False


@dataclass(frozen=True, slots=True)
class MergeView:
    """What the sheet shows: the copy's file, the postmortem, how much comes in and where (a line
    each), notes on what was mended, the conflicts, and why nothing can be merged, if so."""

    name: str
    title: str
    summary: str
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    refusal: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the copy holds nothing that is not here."""
        return not self.lines and not self.asks


class ConflictCard(Surface):
    """One conflict with its answers; ``answer`` is "later" until somebody decides."""

    answered = Signal()

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__("sunken", "line", 8, parent)
        self.ask = ask
        self.answer = LATER
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(6)
        column.addWidget(WrappedLabel(ask.place, "ui_semibold"))
        sides = QHBoxLayout()
        sides.setSpacing(20)
        for name, text in (("Yours", ask.ours), ("In the copy", ask.theirs)):
            side = QVBoxLayout()
            side.setSpacing(2)
            side.addWidget(PlainLabel(name, "meta_regular", "ink2"))
            side.addWidget(WrappedLabel(text, "ui"))
            side.addStretch(1)
            sides.addLayout(side, 1)
        column.addLayout(sides)
        choices: list[tuple[object, str, str]] = [
            (LATER, "Ask later", ""), ("ours", "Yours", ""), ("theirs", "The copy's", ""),
        ]  # fmt: skip
        if ask.both:
            choices.append(("both", "Both texts", ""))
        self.choices = Segments(choices)
        self.choices.setAccessibleName(f"Which holds: {ask.place}")
        self.choices.choose(LATER)
        self.choices.chosen.connect(self._on_chosen)
        column.addSpacing(2)
        column.addWidget(self.choices, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_chosen(self, value: object) -> None:
        self.answer = str(value)
        self.answered.emit()


class MergeSheet(Sheet):
    """``merged`` carries the answers by conflict ("ours", "theirs", "both"; those that are left
    are missing), ``copied`` asks for a second postmortem beside; nothing is written here."""

    merged = Signal(object)
    copied = Signal()

    def __init__(self, window: QWidget, view: MergeView) -> None:
        empty = view.is_empty
        words, other = ("", "Close") if empty else ("Merge", "Cancel")
        super().__init__(window, "Merge a copy", 680, words, other=other)
        self.view = view
        self.cards: list[ConflictCard] = []
        self.body.addWidget(WrappedLabel(view.title, "ui_medium"))
        self.body.addWidget(WrappedLabel(view.summary, "body"))
        for line in view.notes:
            self.body.addWidget(WrappedLabel(line, "meta_regular", "ink2"))
        if view.lines:
            self.section("Comes in")
            self._add_lines(view.lines)
        if view.asks:
            self._add_asks(view.asks)
        self.copy = Button("Keep as a copy instead", "secondary", "copy", on_click=self._copy)
        if not empty:
            self.body.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        self._judge()
        self.card.setAccessibleDescription(f"{view.title}. {view.summary}")

    def act(self) -> None:
        answers = {c.ask.id: c.answer for c in self.cards if c.answer != LATER}
        self.dismiss()
        self.merged.emit(answers)

    def _add_lines(self, lines: Sequence[str]) -> None:
        for line in lines[:_LINES]:
            self.body.addWidget(WrappedLabel(line, "ui"))
        rest = len(lines) - _LINES
        if rest > 0:
            self.body.addWidget(PlainLabel(f"and {rest} more", "meta_regular", "ink2"))

    def _add_asks(self, asks: Sequence[Ask]) -> None:
        self.section("Both changed")
        words = (
            "What is left for later stays as you have it, and what one side removed stays too; "
            "an open question holds both sides."
        )
        self.body.addWidget(WrappedLabel(words, "meta_regular", "ink2"))
        for ask in asks[:_SHOWN]:
            card = ConflictCard(ask)
            card.answered.connect(self._judge)
            self.cards.append(card)
            self.body.addWidget(card)
        rest = len(asks) - _SHOWN
        if rest > 0:
            text = f"{rest} more are left for later, each as an open question."
            self.body.addWidget(WrappedLabel(text, "meta_regular", "ink2"))

    def _judge(self) -> None:
        self.allow(self.view.refusal)
        left = len(self.view.asks) - sum(card.answer != LATER for card in self.cards)
        if left and not self.view.refusal:
            noun = "question" if left == 1 else "questions"
            self.why.setText(f"Leaves {left} open {noun}.")

    def _copy(self) -> None:
        self.dismiss()
        self.copied.emit()
