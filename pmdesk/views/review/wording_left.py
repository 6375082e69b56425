"""The wording hints that nobody has answered: to be looked at once, and never in the way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.postmortem import HintWaiver
from pmdesk.domain.wording.review import PlacedHint
from pmdesk.edits.hints import keep_wording, show_again
from pmdesk.views.controls.buttons import IconButton
from pmdesk.views.controls.hint_state import HintState
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.review.card import Card, Link, Sign, Words, sync_rows

# So many rows are shown until more are asked for.
FIRST = 8
Key = tuple[str, str, int, str]


class HintRow(QWidget):
    """One hint with its sentence, the way there and the way to keep it."""

    def __init__(self, card: WordingCard, placed: PlacedHint) -> None:
        super().__init__()
        self._card, self.placed = card, placed
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(12)
        self.words = Words("ui_medium", "ui")
        self.keep = Link("Keep it", self._on_keep)
        self.go = IconButton("arrow-right", "Show its place", self._on_go, side=26)
        row.addWidget(Sign("wished"))
        row.addWidget(self.words, 1)
        row.addWidget(self.keep)
        row.addWidget(self.go)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [self.keep, self.go]

    def refresh(self, placed: PlacedHint) -> None:
        """Show the hint as it is now."""
        self.placed = placed
        hint, place = placed.hint, placed.place
        said = place.text[hint.start : hint.end]
        where = "What happened" if place.field == "narrative" else place.label
        self.words.show_words(f"{hint.name} “{said}”", f"{where}: {hint.sentence}")
        self.setToolTip(tooltip_of(f"{hint.why} {hint.question}"))
        for part in self.stops():
            part.setAccessibleDescription(f"{hint.name}. {hint.sentence}. {hint.question}")

    def _on_keep(self) -> None:
        self._card.ask_to_keep([self.placed], self.keep)

    def _on_go(self) -> None:
        self._card.state.wanted.emit(self.placed)


class WordingCard(Card):
    """Lists each hint with its place; hidden while there is none and none was kept.

    ``rows_changed`` tells that Tab has other places to walk through.
    """

    rows_changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__("Wording")
        self.document = document
        self.state = HintState.of(document)
        self.rows: dict[Key, HintRow] = {}
        self.prompt: ReasonPrompt | None = None
        self._order: list[Key] = []
        self._all = False
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        foot = QHBoxLayout()
        self.more = Link("", self._on_more)
        self.keep_all = Link("Keep all…", self._on_keep_all)
        self.again = Link("Show kept ones again", self._on_again, token="ink2")
        for link in (self.more, self.keep_all, self.again):
            foot.addWidget(link)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.state.watch.changed.connect(self._on_found)

    def refresh(self) -> None:
        """Show the hints as they are now; a row keeps its focus."""
        found = self.state.watch.placed
        kept = len(self.document.snapshot.of(HintWaiver))
        shown = found if self._all else found[:FIRST]
        keyed = {_key(placed): placed for placed in shown}
        self._order = list(keyed)
        sync_rows(self._rows, self.rows, self._order, lambda key: HintRow(self, keyed[key]))
        for key, placed in keyed.items():
            self.rows[key].refresh(placed)
        count = "Nothing to look at" if not found else f"{len(found)} to look at"
        self.note.setText(f"{count}, {kept} kept" if kept else count)
        self.more.show_text(f"Show {len(found) - len(shown)} more")
        self.more.setVisible(len(found) > len(shown))
        self.keep_all.setVisible(len(found) > 1)
        self.again.setVisible(kept > 0 and not self.document.read_only)
        self.setVisible(bool(found or kept) and not self.document.read_only)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        rows = [part for key in self._order for part in self.rows[key].stops()]
        return [*rows, self.more, self.keep_all, self.again]

    def ask_to_keep(self, placed: list[PlacedHint], anchor: QWidget) -> None:
        """Ask why sentences stay as they are; Enter keeps them without a reason too."""
        many = len(placed) > 1
        asked = f"Keep all {len(placed)} as they are?" if many else "Why does it stay as it is?"
        words = "A few words if you like, or just Enter"
        self.prompt = ReasonPrompt(asked, "Keep", self, words, check=lambda _line: "")
        hints = [each.hint for each in placed]
        self.prompt.answered.connect(
            lambda reason: self.document.attempt(lambda s: keep_wording(s, hints, reason))
        )
        self.prompt.open_at(anchor)

    def _on_found(self) -> None:
        self.refresh()
        self.rows_changed.emit()

    def _on_more(self) -> None:
        self._all = True
        self.refresh()
        self.rows_changed.emit()

    def _on_keep_all(self) -> None:
        self.ask_to_keep(self.state.watch.placed, self.keep_all)

    def _on_again(self) -> None:
        self.document.attempt(show_again)


def _key(placed: PlacedHint) -> Key:
    place = placed.place
    return place.record_id, place.field, placed.hint.start, placed.hint.rule.value
