"""The factors without an action: those that still need an answer, and those with a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.analysis import Factor
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.factors.coverage import dropped_words
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import StopReason, name_of
from pmdesk.edits.actions import add_action
from pmdesk.edits.factors import decide_not_to_act
from pmdesk.views.controls.buttons import IconButton
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.review.card import Card, Link, Sign, Words, sync_rows

_SETTLED = (StopReason.ACCEPTED, StopReason.OUTSIDE_CONTROL, StopReason.UNKNOWN)


def factors_left(snapshot: Snapshot) -> tuple[list[Factor], list[Factor]]:
    """The factors that wait for an action or a reason, and those that a reason has settled."""
    tree = FactorTree(snapshot)
    settled = [
        factor
        for _, factor in tree.walk()
        if factor.stop in _SETTLED and not tree.is_answered(factor.id)
    ]
    return tree.open_factors(), settled


def reason_text(factor: Factor) -> str:
    """Why nothing is done about a factor, and who decided so."""
    note = factor.stop_note.strip()
    if factor.stop is StopReason.ACCEPTED or factor.stop is None:
        words = f"Reason: {note}" if note else "Accepted"
    else:
        words = f"{name_of(factor.stop)}: {note}" if note else name_of(factor.stop)
    return f"{words} ({factor.decided_by})" if factor.decided_by.strip() else words


class FactorRow(QWidget):
    """One factor with the two ways to settle it, or with the reason that settled it."""

    def __init__(self, card: FactorsLeftCard, factor_id: str) -> None:
        super().__init__()
        self._card, self._id = card, factor_id
        self.prompt: ReasonPrompt | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(12)
        self._sign = Sign("open")
        self.words = Words("ui_medium", "ui")
        self.reason = Link("Give a reason", self.ask_reason)
        self.action = Link("Add an action", self.ask_action)
        self.show_factor = IconButton("arrow-right", "Show in Factors", self._on_show, side=26)
        row.addWidget(self._sign)
        row.addWidget(self.words, 1)
        links = QHBoxLayout()
        links.setSpacing(2)
        for part in (self.reason, self.action, self.show_factor):
            links.addWidget(part)
        row.addLayout(links)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [self.reason, self.action, self.show_factor]

    def refresh(self, factor: Factor, is_open: bool, writable: bool) -> None:
        """Show the factor as it is now; of one that waits, which actions won't be done."""
        held = any(part.hasFocus() for part in self.stops())
        name = factor.text.strip() or "Untitled factor"
        self._sign.show_kind("open" if is_open else "reasoned")
        dropped = dropped_words(self._card.document.snapshot, factor.id) if is_open else ""
        self.words.show_words(name, dropped if is_open else reason_text(factor))
        self.reason.show_text("Give a reason" if is_open else "Change reason")
        self.reason.setVisible(writable)
        self.action.setVisible(writable and is_open)
        for part in self.stops():
            part.setAccessibleDescription(name)
        if held and not any(part.hasFocus() for part in self.stops()):
            self.show_factor.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_reason(self) -> None:
        """Ask why nothing is done about it."""
        factor = self._factor()
        if factor is None:
            return
        self.prompt = ReasonPrompt(
            "Why is nothing done about it?", "Keep the reason", self,
            placeholder="It is kept with the factor", text=factor.stop_note,
        )  # fmt: skip
        self.prompt.answered.connect(self._on_reason)
        self.prompt.open_at(self.reason)

    def ask_action(self) -> None:
        """Ask what will change."""
        self.prompt = ReasonPrompt(
            "What will change?", "Add the action", self,
            placeholder="Begin with a verb; owner and date follow in Actions",
        )  # fmt: skip
        self.prompt.answered.connect(self._on_action)
        self.prompt.open_at(self.action)

    def _factor(self) -> Factor | None:
        return self._card.document.snapshot.get(Factor, self._id)

    def _on_reason(self, reason: str) -> None:
        by = self._card.recorded_by()
        self._card.document.attempt(lambda s: decide_not_to_act(s, self._id, reason, by))

    def _on_action(self, text: str) -> None:
        now = self._card.document.clock.now()
        self._card.document.attempt(
            lambda s: add_action(s, text, now=now, factor_ids=(self._id,))
        )

    def _on_show(self) -> None:
        self._card.factor_requested.emit(self._id)


class FactorsLeftCard(Card):
    """Hidden while every factor has an action; ``factor_requested`` asks to show one."""

    factor_requested = Signal(str)

    def __init__(self, document: Document, recorded_by: Callable[[], str]) -> None:
        super().__init__("Factors left without an action")
        self.document, self.recorded_by = document, recorded_by
        self.rows: dict[str, FactorRow] = {}
        self._order: list[str] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)

    def refresh(self) -> None:
        """Show the factors as they are now; a row keeps its focus."""
        waiting, settled = factors_left(self.document.snapshot)
        shown = [*waiting, *settled]
        self._order = [factor.id for factor in shown]
        sync_rows(self._rows, self.rows, self._order, lambda i: FactorRow(self, i))
        writable = not self.document.read_only
        for i, factor in enumerate(shown):
            self.rows[factor.id].refresh(factor, i < len(waiting), writable)
        self.note.setText("A reason is enough to pass" if waiting else "Each has its reason")
        self.setVisible(bool(shown))

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [part for i in self._order for part in self.rows[i].stops()]
