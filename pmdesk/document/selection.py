"""What is selected: one list of ids of one kind, shared by every view of a document."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from pmdesk.document.document import Document
from pmdesk.domain.change import Edit
from pmdesk.domain.record import Record


class Selection(QObject):
    """The ids that are selected, the last one being the current; ``changed`` has no argument."""

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.kind: type[Record] | None = None
        self.ids: tuple[str, ...] = ()
        document.changed.connect(self._on_document_changed)

    @property
    def current(self) -> str | None:
        """The id that keyboard commands act on."""
        return self.ids[-1] if self.ids else None

    def current_of(self, kind: type[Record]) -> str | None:
        """The current id if it is of this kind."""
        return self.current if self.kind is kind else None

    def ids_of(self, kind: type[Record]) -> tuple[str, ...]:
        """The selected ids if they are of this kind."""
        return self.ids if self.kind is kind else ()

    def select(self, kind: type[Record] | None, *ids: str) -> None:
        """Select these records of one kind and nothing else; without ids, nothing."""
        kind = kind if ids else None
        if (kind, ids) != (self.kind, self.ids):
            self.kind, self.ids = kind, ids
            self.changed.emit()

    def clear(self) -> None:
        """Select nothing."""
        self.select(None)

    def _on_document_changed(self, _edit: Edit) -> None:
        if self.kind is None:
            return
        held = self._document.snapshot.tables.get(self.kind, {})
        kept = tuple(i for i in self.ids if i in held)
        if kept != self.ids:
            self.select(self.kind if kept else None, *kept)
