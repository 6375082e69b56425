"""A review panel on the sample, with hands and with ears for what it asks of the window."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.change import Edit
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.progress import HistoryLine
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Phase
from pmdesk.edits.actions import edit_action
from pmdesk.edits.approvals import approvals_of, approve
from pmdesk.edits.factors import decide_not_to_act
from pmdesk.views.review.factors_left import factors_left
from pmdesk.views.review.review_panel import ReviewPanel
from tests.fakes import MemoryStorage, SetClock, sample

Left = Qt.MouseButton.LeftButton


def applied(snapshot: Snapshot, edit: Edit) -> Snapshot:
    return snapshot.applied(edit.changes)


def ready() -> Snapshot:
    """The sample with everything that was missing."""
    snapshot, now = sample(), SetClock().now()
    for action in snapshot.actions:
        owner = action.owner_id or min(snapshot.people)
        values = {"owner_id": owner, "due": action.due or now.date()}
        snapshot = applied(snapshot, edit_action(snapshot, action.id, "x", **values))
    for factor in factors_left(snapshot)[0]:
        snapshot = applied(snapshot, decide_not_to_act(snapshot, factor.id, "Known"))
    for approval in approvals_of(snapshot):
        snapshot = applied(snapshot, approve(snapshot, approval.id, now))
    return snapshot


class Desk:
    """A panel that is shown at the usual size."""

    def __init__(self, snapshot: Snapshot, read_only: str = "") -> None:
        storage = MemoryStorage(snapshot)
        storage.read_only = read_only
        self.document = Document(snapshot, storage, SetClock())
        self.selection = Selection(self.document)
        self.steps = 3
        self.unreadable = False
        self.panel = ReviewPanel(self.document, self.selection, self.history)
        self.gone: list[tuple[str, str]] = []
        self.parts: list[str] = []
        self.left = 0
        self.refused: list[str] = []
        self.panel.go_requested.connect(lambda kind, i: self.gone.append((kind.__name__, i)))
        self.panel.part_requested.connect(self.parts.append)
        self.panel.left.connect(self._on_left)
        self.document.refused.connect(self.refused.append)
        self.panel.resize(1216, 848)
        self.panel.show()
        QApplication.processEvents()

    def history(self) -> list[HistoryLine]:
        if self.unreadable:
            raise StorageProblem("The disk does not answer.")
        now = self.document.clock.now()
        return [HistoryLine(now - timedelta(hours=i), f"Step {i}") for i in range(self.steps)]

    def _on_left(self) -> None:
        self.left += 1

    @property
    def snapshot(self) -> Snapshot:
        return self.document.snapshot

    @property
    def phase(self) -> Phase:
        return self.snapshot.postmortem.phase

    def click(self, widget: QWidget) -> None:
        QApplication.processEvents()
        assert widget.isVisible()
        self.panel.area.ensureWidgetVisible(widget)
        QTest.mouseClick(widget, Left)
        QApplication.processEvents()

    def answer(self, prompt: QWidget | None, text: str) -> None:
        """Type into a small question and press Enter."""
        assert prompt is not None
        QTest.keyClicks(prompt.field, text)  # type: ignore[attr-defined]
        QTest.keyClick(prompt.field, Qt.Key.Key_Return)  # type: ignore[attr-defined]
        QApplication.processEvents()
