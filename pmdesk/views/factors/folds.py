"""Which factors hide their whys: as the document has it, or as only this window shows it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from pmdesk.document.document import Document
from pmdesk.domain.analysis import Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.edits.factors import fold_factors
from pmdesk.itemmodels.factors import FactorModel


class Folds(QObject):
    """Folding is an edit like any other, but where nothing may be edited, where a filter shows
    all that is left anyway, and where something is only to be brought into view."""

    changed = Signal()

    def __init__(
        self, document: Document, model: FactorModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._model = document, model
        self._own: dict[str, bool] = {}
        document.changed.connect(self._on_document_changed)

    def is_folded(self, factor_id: str) -> bool:
        """Whether the whys of a factor are hidden."""
        if factor_id in self._own:
            return self._own[factor_id]
        row = self._model.row(factor_id)
        return row is not None and row.factor.folded and not self._model.unaddressed

    def fold(self, factor_ids: Iterable[str], folded: bool) -> None:
        """Hide or show the whys of factors."""
        ids = [i for i in factor_ids if i in self._document.snapshot.factors]
        if self._document.read_only or self._model.unaddressed:
            self._own.update(dict.fromkeys(ids, folded))
        else:
            for factor_id in ids:
                self._own.pop(factor_id, None)
            self._document.attempt(lambda s: fold_factors(s, ids, folded))
        self.changed.emit()

    def show(self, factor_id: str) -> None:
        """Unfold what stands above a factor, in this window only."""
        path = FactorTree(self._document.snapshot).path(factor_id)[:-1]
        hidden = [f.id for f in path if self.is_folded(f.id)]
        if hidden:
            self._own.update(dict.fromkeys(hidden, False))
            self.changed.emit()

    def open_for_draft(self, parent_id: str | None) -> None:
        """Unfold the factor below which something is about to be written, and those above."""
        if parent_id is not None:
            self.show(parent_id)
            if self.is_folded(parent_id):
                self._own[parent_id] = False
                self.changed.emit()

    def _on_document_changed(self, edit: Edit) -> None:
        for change in edit.changes:
            before, after = change.before, change.after
            if not (isinstance(before, Factor) and isinstance(after, Factor)):
                continue
            if before.folded != after.folded:
                self._own.pop(after.id, None)
