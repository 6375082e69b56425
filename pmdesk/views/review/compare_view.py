"""Two versions side by side: the changed records by section, n and p from one to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.codec import BadForm
from pmdesk.domain.revisions.compare import Comparison, RecordChange, compare
from pmdesk.domain.revisions.content import snapshot_of_body
from pmdesk.domain.revisions.versions import closed_revisions, lock_of, version_words
from pmdesk.domain.signoff import Revision
from pmdesk.domain.snapshot import Snapshot
from pmdesk.views.controls.buttons import Button, IconButton, KeyHints
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.review.change_block import ChangeBlock
from pmdesk.views.review.times import moment_text
from pmdesk.views.theme.theme import theme

NOW = "now"
MOST = 200
_MARGIN = 24


class CompareView(QWidget):
    """``closed`` asks to go back; ``go_requested`` carries class and id of a record to show."""

    closed = Signal()
    go_requested = Signal(object, str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setAccessibleName("Compare versions")
        self._document = document
        self.older, self.newer = "", NOW
        self.blocks: list[ChangeBlock] = []
        self.picker: Picker | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        column.addWidget(self.area, 1)
        column.addWidget(KeyHints([("N", "next change"), ("P", "previous"), ("Esc", "back")]))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(_MARGIN - 6, theme().px(14), _MARGIN, theme().px(14))
        row.setSpacing(8)
        self.back = IconButton("arrow-left", "Back to the review", self.closed.emit)
        row.addWidget(self.back)
        row.addWidget(PlainLabel("Compare", "heading"))
        row.addSpacing(8)
        self.from_button = Button("", size="compact", on_click=lambda: self._pick("older"))
        self.to_button = Button("", size="compact", on_click=lambda: self._pick("newer"))
        row.addWidget(self.from_button)
        row.addWidget(PlainLabel("with", "ui", "ink2"))
        row.addWidget(self.to_button)
        row.addStretch(1)
        self.count = PlainLabel("", "ui", "ink2")
        row.addWidget(self.count)
        return row

    # -- asked from outside

    def open(self, older: str = "", newer: str = NOW) -> None:
        """Compare two versions by their ids, at first the last signed one with the text now."""
        closed = closed_revisions(self._document.snapshot)
        held = [revision.id for revision in closed]
        if not older and len(held) > 1 and lock_of(self._document.snapshot) is not None:
            older, newer = held[-2], held[-1]
        self.older = older or (held[-1] if held else NOW)
        self.newer = newer
        self.refresh()
        self.setFocusProxy(self.blocks[0] if self.blocks else self.from_button)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the two versions as they are now."""
        snapshot = self._document.snapshot
        for side, button, name in (
            (self.older, self.from_button, "Earlier version"),
            (self.newer, self.to_button, "Later version"),
        ):
            button.setText(self._name(side))
            button.setAccessibleName(f"{name}: {self._name(side)}")
        try:
            found = compare(self._state(self.older), self._state(self.newer))
        except BadForm as problem:
            self._show(Comparison(()), snapshot, f"A version can't be read: {problem}.")
            return
        words = "" if found.changes else "The two say the same, word for word."
        if not closed_revisions(snapshot):
            words = "No version is signed yet. Once one is, it can be compared with the text."
        self._show(found, snapshot, words)

    def step(self, by: int) -> None:
        """Go to the next change, or to the one before."""
        if not self.blocks:
            return
        held = next((i for i, b in enumerate(self.blocks) if self._is_in(b)), None)
        at = (0 if by > 0 else len(self.blocks) - 1) if held is None else held + by
        block = self.blocks[max(0, min(at, len(self.blocks) - 1))]
        self.area.ensureWidgetVisible(block, 0, 40)
        block.setFocus(Qt.FocusReason.TabFocusReason)

    def _is_in(self, block: ChangeBlock) -> bool:
        focus = self.focusWidget()
        return focus is not None and (focus is block or block.isAncestorOf(focus))

    # -- showing

    def _show(self, found: Comparison, snapshot: Snapshot, words: str) -> None:
        self.count.setText(found.words if not words else "")
        page = QWidget()
        page.setAutoFillBackground(False)
        column = QVBoxLayout(page)
        column.setContentsMargins(_MARGIN, 0, _MARGIN, _MARGIN)
        column.setSpacing(10)
        self.blocks = []
        if words:
            column.addWidget(WrappedLabel(words, "body", "ink2"))
        for section in found.sections:
            rows = [c for c in found.of(section) if len(self.blocks) < MOST]
            if not rows:
                break
            label = PlainLabel(section, "section")
            label.setContentsMargins(0, 10, 0, 0)
            column.addWidget(label)
            for change in rows[: MOST - len(self.blocks)]:
                column.addWidget(self._block(change, snapshot))
        rest = len(found.changes) - len(self.blocks)
        if rest > 0:
            column.addWidget(WrappedLabel(f"and {rest} more changes", "ui", "ink2"))
        column.addStretch(1)
        self.area.setWidget(page)
        page.setAutoFillBackground(False)

    def _block(self, change: RecordChange, snapshot: Snapshot) -> ChangeBlock:
        record = change.record
        here = snapshot.of(type(record)).get(record.id) is not None
        block = ChangeBlock(change, here)
        block.show_requested.connect(lambda: self.go_requested.emit(type(record), record.id))
        self.blocks.append(block)
        return block

    def _state(self, side: str) -> Snapshot:
        revision = self._document.snapshot.get(Revision, side)
        return self._document.snapshot if revision is None else snapshot_of_body(revision.body)

    def _name(self, side: str) -> str:
        snapshot = self._document.snapshot
        revision = snapshot.get(Revision, side)
        if revision is not None:
            return f"Version {revision.name}"
        return "The text now"

    # -- wishes

    def _pick(self, side: str) -> None:
        snapshot, now = self._document.snapshot, self._document.clock.now()
        zone = snapshot.postmortem.zone
        choices = [
            Choice(r.id, f"Version {r.name}", f"Signed {moment_text(r.signed_at, now, zone)}")
            for r in reversed(closed_revisions(snapshot))
        ]
        choices.insert(0, Choice(NOW, "The text now", version_words(snapshot) or "Draft"))
        self.picker = Picker(choices, self, "A version")
        button = self.from_button if side == "older" else self.to_button
        self.picker.picked.connect(lambda value: self._on_picked(side, value))
        self.picker.open_under(button)

    def _on_picked(self, side: str, value: object) -> None:
        setattr(self, side, str(value))
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key in (Qt.Key.Key_N, Qt.Key.Key_P) and not event.modifiers():
            self.step(1 if key == Qt.Key.Key_N else -1)
        else:
            super().keyPressEvent(event)
