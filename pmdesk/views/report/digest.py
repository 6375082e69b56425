"""The digest: why it happened and what will change, at a glance beside or below the report."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.date_text import day_text
from pmdesk.domain.digest import done_count, factor_digest
from pmdesk.domain.postmortem import Person
from pmdesk.domain.record import Record
from pmdesk.domain.terms import ActionStatus
from pmdesk.exporters.people import Roles
from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Hairline
from pmdesk.views.report.digest_list import ActionLine, DigestList
from pmdesk.views.theme.theme import theme

WIDTH = 440
_KINDS: tuple[type[Record], ...] = (Factor, ActionItem, ActionFactor, Person)


class DigestPart(QWidget):
    """A heading with a count, its rows, and what to do while there are none."""

    def __init__(self, title: str, words: str, button: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.addWidget(PlainLabel(title, "section"))
        head.addStretch(1)
        self.count = PlainLabel("", "meta", "ink2")
        head.addWidget(self.count)
        column.addLayout(head)
        self.list = DigestList(title)
        column.addWidget(self.list)
        self.empty = QWidget()
        hint = QVBoxLayout(self.empty)
        hint.setContentsMargins(8, 0, 8, 0)
        hint.setSpacing(8)
        hint.addWidget(WrappedLabel(words, "ui", "ink2"))
        self.button = Button(button, size="compact")
        hint.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.empty)

    def show_empty(self, empty: bool) -> None:
        """Show the words for nothing, or the rows."""
        self.list.setVisible(not empty)
        self.count.setVisible(not empty)
        self.empty.setVisible(empty)


class DigestBody(QWidget):
    """Both parts, one over the other. ``go_requested`` carries class and id of a record."""

    go_requested = Signal(object, str)
    left = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.factors = DigestPart(
            "Why it happened",
            "No contributing factors yet. What had to be true for this to happen?",
            "Add a factor",
        )
        self.changes = DigestPart(
            "What will change", "No actions yet. What will be different next time?", "Add an action"
        )
        column.addWidget(self.factors)
        column.addWidget(Hairline())
        column.addWidget(self.changes)
        for part, kind in ((self.factors, Factor), (self.changes, ActionItem)):
            part.button.clicked.connect(lambda _on=False, k=kind: self.go_requested.emit(k, ""))
            part.list.chosen.connect(lambda r: self.go_requested.emit(type(r), r.id))
            part.list.left.connect(self.left)
        self.factors.list.stepped_out.connect(lambda by: self._step(by, 1, self.changes.list))
        self.changes.list.stepped_out.connect(lambda by: self._step(by, -1, self.factors.list))
        document.changed.connect(self._on_document_changed)
        self.refresh()

    def stops(self) -> list[QWidget]:
        """What Tab walks through."""
        parts = (self.factors, self.changes)
        return [stop for part in parts for stop in (part.list, part.button)]

    def refresh(self) -> None:
        """Show the factors and actions of the snapshot."""
        snapshot = self._document.snapshot
        found = factor_digest(snapshot)
        self.factors.show_empty(not found.lines)
        self.factors.list.show_lines(list(found.lines))
        self.factors.count.setText(f"{found.addressed} of {found.of} addressed" if found.of else "")
        actions = snapshot.actions
        roles = Roles(snapshot)
        today = self._document.clock.now().date()
        self.changes.show_empty(not actions)
        self.changes.list.show_lines([_line(a, roles, today) for a in actions])
        self.changes.count.setText(f"{done_count(snapshot)} of {len(actions)} done")
        for part in (self.factors, self.changes):
            part.button.setEnabled(not self._document.read_only)

    def _step(self, by: int, wanted: int, other: DigestList) -> None:
        if by == wanted and other.count():
            other.setFocus(Qt.FocusReason.TabFocusReason)
            other.setCurrentRow(0 if by > 0 else other.count() - 1)

    def _on_document_changed(self, edit: Edit) -> None:
        if any(change.kind in _KINDS for change in edit.changes):
            self.refresh()


class Digest(QWidget):
    """The digest as a column at the right."""

    go_requested = Signal(object, str)
    left = Signal()

    def __init__(
        self, document: Document, selection: Selection, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        del selection  # the digest leads elsewhere and selects nothing itself
        self.setAccessibleName("Digest")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        outer.addWidget(area)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 24, 12, 24)
        self.body = DigestBody(document)
        column.addWidget(self.body)
        column.addStretch(1)
        area.setWidget(page)
        page.setAutoFillBackground(False)
        self.body.go_requested.connect(self.go_requested)
        self.body.left.connect(self.left)
        self.setFocusProxy(self.body.factors.list)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDTH), 600)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("sunken"))


def _line(action: ActionItem, roles: Roles, today: date) -> ActionLine:
    waits = action.status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)
    overdue = waits and action.due is not None and action.due < today
    return ActionLine(action, roles.of(action.owner_id), day_text(action.due, today), overdue)
