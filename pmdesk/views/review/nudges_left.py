"""The nudges that nobody has looked at: worth asking before signing, and never in the way of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.factors.nudges import PlacedNudge, nudges
from pmdesk.edits.factor_learning import waive_nudge
from pmdesk.views.controls.buttons import IconButton
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.review.card import Card, Link, Sign, Words, sync_rows

Key = tuple[str, str]


class NudgeRow(QWidget):
    """One nudge at its factor, with the way there and the way to keep it as it is."""

    def __init__(self, card: NudgesLeftCard, key: Key) -> None:
        super().__init__()
        self._card, self._key = card, key
        self._placed: PlacedNudge | None = None
        self.prompt: ReasonPrompt | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(12)
        self.words = Words("ui_medium", "ui")
        self.keep = Link("Keep it as it is", self.ask_reason)
        self.show_factor = IconButton("arrow-right", "Show in Factors", self._on_show, side=26)
        row.addWidget(Sign("wished"))
        row.addWidget(self.words, 1)
        row.addWidget(self.keep)
        row.addWidget(self.show_factor)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [self.keep, self.show_factor]

    def refresh(self, placed: PlacedNudge, writable: bool) -> None:
        """Show the nudge as it is now."""
        self._placed = placed
        self.words.show_words(placed.name, placed.factor.text)
        self.setToolTip(f"{placed.why} {placed.question}")
        self.keep.setVisible(writable)
        for part in self.stops():
            part.setAccessibleDescription(f"{placed.name}. {placed.factor.text}. {placed.question}")

    def ask_reason(self) -> None:
        """Ask why it stays as it is."""
        placed = self._placed
        if placed is None:
            return
        self.prompt = ReasonPrompt(
            "Why does it stay as it is?", "Keep it", self, "It is kept with the factor"
        )
        self.prompt.answered.connect(
            lambda reason: self._card.document.attempt(
                lambda s: waive_nudge(s, placed.factor.id, placed.nudge, reason)
            )
        )
        self.prompt.open_at(self.keep)

    def _on_show(self) -> None:
        self._card.factor_requested.emit(self._key[0])


class NudgesLeftCard(Card):
    """Hidden while there is nothing to ask; ``factor_requested`` asks to show a factor."""

    factor_requested = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__("Worth asking about the factors")
        self.document = document
        self.rows: dict[Key, NudgeRow] = {}
        self._order: list[Key] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)

    def refresh(self) -> None:
        """Show the nudges as they are now; a row keeps its focus."""
        found = nudges(self.document.snapshot)
        left = {(n.factor.id, n.nudge.value): n for n in found if n.kept is None}
        self._order = list(left)
        sync_rows(self._rows, self.rows, self._order, lambda key: NudgeRow(self, key))
        writable = not self.document.read_only
        for key, placed in left.items():
            self.rows[key].refresh(placed, writable)
        kept = len(found) - len(left)
        self.note.setText(f"{kept} kept with a reason" if kept else "Nothing here keeps you back")
        self.setVisible(bool(left))

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [part for key in self._order for part in self.rows[key].stops()]
