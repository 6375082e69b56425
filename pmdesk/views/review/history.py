"""What was done to this postmortem, latest first, as the journal tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pmdesk.document.document import Document
from pmdesk.domain.kinds import KINDS_BY_NAME
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.progress import HistoryLine
from pmdesk.domain.revisions.field_words import SECTIONS, naming, section_of
from pmdesk.domain.signoff import Approval, PhaseMove, Revision
from pmdesk.domain.snapshot import Snapshot
from pmdesk.views.controls.labels import WrappedLabel
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.review.card import Card, Link
from pmdesk.views.review.times import moment_text
from pmdesk.views.review.trail import Trail

SHOWN = 8
ALL = ""


class HistoryCard(Card):
    """The last steps of work; ``history`` gives them in any order and may raise StorageProblem.

    ``go_requested`` carries class and id of the record that a chosen step was about.
    """

    go_requested = Signal(object, str)

    def __init__(
        self, document: Document, history: Callable[[], Sequence[HistoryLine]]
    ) -> None:
        super().__init__("History")
        self._document, self._history = document, history
        self._all = False
        self.section = ALL
        self._lines: list[HistoryLine] = []
        self.picker: Picker | None = None
        self.filter = Link("All sections", self.pick_section)
        self.filter.setAccessibleDescription("Which section's steps are shown")
        self.trail = Trail("Last steps of work")
        self.trail.chosen.connect(self._on_chosen)
        self.nothing = WrappedLabel("", "ui", "ink2")
        self.more = Link("", self._on_more)
        self.head.addWidget(self.filter)
        for part in (self.trail, self.nothing):
            self.body.addWidget(part)
        self.body.addSpacing(4)
        self.body.addWidget(self.more)

    def refresh(self) -> None:
        """Read the history again."""
        try:
            lines = sorted(self._history(), key=lambda line: line.at, reverse=True)
            nothing = "Every step of work will stand here."
        except StorageProblem as problem:
            lines, nothing = [], f"The history can't be read: {problem}"
        if self.section and lines:
            lines = [line for line in lines if section_of_line(line) == self.section]
            nothing = f"Nothing was done in {self.section} lately."
        now = self._document.clock.now()
        snapshot = self._document.snapshot
        zone = snapshot.postmortem.zone
        self._lines = shown = lines if self._all else lines[:SHOWN]
        self.trail.show_rows(
            [
                (line.label, detail_of(snapshot, line), moment_text(line.at, now, zone))
                for line in shown
            ]
        )
        self.trail.allow_choice([_is_there(snapshot, line) for line in shown])
        self.trail.setVisible(bool(shown))
        self.nothing.setText(nothing)
        self.nothing.setVisible(not lines)
        self.filter.show_text(self.section or "All sections")
        self.more.show_text("Show fewer" if self._all else f"Show all {len(lines)}")
        self.more.setVisible(len(lines) > SHOWN)

    def stops(self) -> list[QWidget]:
        """What Tab comes to."""
        return [self.filter, self.trail, self.more]

    def pick_section(self) -> None:
        """Open the list of sections to choose whose steps are shown."""
        choices = [Choice(ALL, "All sections"), *(Choice(name, name) for name in SECTIONS)]
        self.picker = Picker(choices, self, "A section")
        self.picker.picked.connect(self._on_section_picked)
        self.picker.open_under(self.filter)

    def _on_section_picked(self, section: object) -> None:
        self.section = str(section)
        self.refresh()

    def _on_chosen(self, row: int) -> None:
        line = self._lines[row]
        kind = KINDS_BY_NAME.get(line.kind)
        if kind is not None and _is_there(self._document.snapshot, line):
            self.go_requested.emit(kind, line.record_id)

    def _on_more(self) -> None:
        self._all = not self._all
        self.refresh()


def section_of_line(line: HistoryLine) -> str:
    """The section that a step of work was about, or an empty text for all at once."""
    kind = KINDS_BY_NAME.get(line.kind)
    return section_of(kind) if kind is not None else ""


def _is_there(snapshot: Snapshot, line: HistoryLine) -> bool:
    kind = KINDS_BY_NAME.get(line.kind)
    return kind is not None and snapshot.of(kind).get(line.record_id) is not None


def detail_of(snapshot: Snapshot, line: HistoryLine) -> str:
    """What a step was about: "Timeline: Alert fired"; who, where a role was recorded."""
    kind = KINDS_BY_NAME.get(line.kind)
    if kind is None:
        return ""
    record = snapshot.of(kind).get(line.record_id)
    if record is None:
        return section_of(kind)
    if isinstance(record, PhaseMove):
        return ": ".join(part for part in (record.by, record.reason) if part)
    if isinstance(record, Approval):
        return record.role
    if isinstance(record, Revision):
        return f"Version {record.name}"
    return f"{section_of(kind)}: {naming(snapshot, record)[1]}"
