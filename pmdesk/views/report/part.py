"""A part of the report: its heading with a quiet remark at the right, and what it holds."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.change import Edit
from pmdesk.domain.record import Record
from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.report.row import GUTTER
from pmdesk.views.theme.theme import theme

# Text in a field stands this far inside it: a border, a padding and the margin of a document.
INSET = 7


class Part(QWidget):
    """One heading of the report with its content.

    ``left`` tells that Esc leads out of a field, ``stops_changed`` that Tab has other places to
    walk through. ``key`` is the part's name for links; ``kinds`` are the records it shows.
    """

    left = Signal()
    stops_changed = Signal()
    key = ""
    title = ""
    kinds: frozenset[type[Record]] = frozenset()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.setAccessibleName(self.title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self._head = QHBoxLayout()
        self.heading = PlainLabel(self.title, "section")
        self.remark = PlainLabel("", "meta", "ink3")
        self._head.addWidget(self.heading)
        self._head.addStretch(1)
        self._head.addWidget(self.remark)
        if self.title:
            self.column.addLayout(self._head)
        theme().changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self._head.setContentsMargins(GUTTER + INSET, 0, INSET, 0)

    def indented(self, widget: QWidget) -> QWidget:
        """A widget without handles of its own, put where text begins."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(GUTTER, 0, 0, 0)
        row.addWidget(widget)
        return box

    def holds(self, edit: Edit) -> bool:
        """Whether an edit may change what is shown here."""
        return any(change.kind in self.kinds for change in edit.changes)

    def take(self, edit: Edit) -> None:
        """Follow an edit that may concern this part."""
        del edit
        self.refresh()

    def refresh(self) -> None:
        """Show the snapshot as it is now."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """What Tab walks through, in reading order."""
        raise NotImplementedError

    def widget_of(self, record_id: str) -> QWidget | None:
        """The field to focus for a record of this part, or None."""
        del record_id
        return None
