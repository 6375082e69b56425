"""What was done to this postmortem, latest first, as the journal tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from pmdesk.document.document import Document
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.progress import HistoryLine
from pmdesk.views.controls.labels import WrappedLabel
from pmdesk.views.review.card import Card, Link
from pmdesk.views.review.times import moment_text
from pmdesk.views.review.trail import Trail

SHOWN = 8


class HistoryCard(Card):
    """The last steps of work; ``history`` gives them in any order and may raise StorageProblem."""

    def __init__(
        self, document: Document, history: Callable[[], Sequence[HistoryLine]]
    ) -> None:
        super().__init__("History")
        self._document, self._history = document, history
        self._all = False
        self.trail = Trail("Last steps of work")
        self.body.addWidget(self.trail)
        self.nothing = WrappedLabel("", "ui", "ink2")
        self.body.addWidget(self.nothing)
        self.more = Link("", self._on_more)
        self.body.addSpacing(4)
        self.body.addWidget(self.more)

    def refresh(self) -> None:
        """Read the history again."""
        try:
            lines = sorted(self._history(), key=lambda line: line.at, reverse=True)
            nothing = "Every step of work will stand here."
        except StorageProblem as problem:
            lines, nothing = [], f"The history can't be read: {problem}"
        now = self._document.clock.now()
        zone = self._document.snapshot.postmortem.zone
        shown = lines if self._all else lines[:SHOWN]
        self.trail.show_rows(
            [(line.label, "", moment_text(line.at, now, zone)) for line in shown]
        )
        self.trail.setVisible(bool(shown))
        self.nothing.setText(nothing)
        self.nothing.setVisible(not lines)
        self.more.show_text("Show fewer" if self._all else f"Show all {len(lines)}")
        self.more.setVisible(len(lines) > SHOWN)

    def stops(self) -> list[QWidget]:
        """What Tab comes to."""
        return [self.more]

    def _on_more(self) -> None:
        self._all = not self._all
        self.refresh()
