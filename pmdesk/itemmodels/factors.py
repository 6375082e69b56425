"""The factor tree as rows that move: selection, folds and a line being typed survive each edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from pmdesk.document.document import Document
from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor, FactorEvidence
from pmdesk.domain.change import Edit
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.postmortem import Person
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import Snapshot
from pmdesk.itemmodels.factor_rows import FactorRow, RowAction, rows_of

__all__ = ["FactorModel", "FactorRow", "RowAction"]

_Index = QModelIndex | QPersistentModelIndex
_KINDS = (Factor, FactorEvidence, ActionItem, ActionFactor, Person)


@dataclass(slots=True)
class _Node:
    """A node by its number; ``parent`` and ``children`` are ids, "" is the invisible root."""

    id: str
    number: int
    parent: str
    children: list[str] = field(default_factory=list)
    row: FactorRow | None = None


class FactorModel(QAbstractItemModel):
    """The factors of a document as a tree of one column.

    A draft is a node that is being written and not yet born; it stands in the tree like any
    other. With ``unaddressed`` only nodes without action or reason are shown, and those above
    them. ``refreshed`` follows each change, after the rows have moved.
    """

    refreshed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._nodes: dict[str, _Node] = {"": _Node("", 0, "")}
        self._by_number: dict[int, _Node] = {0: self._nodes[""]}
        self._count = 0
        self.draft: Factor | None = None
        self.unaddressed = False
        self.roots = self.actionable = self.open = 0
        document.changed.connect(self._on_document_changed)
        self.refresh()

    # -- what is in it

    def row(self, factor_id: str) -> FactorRow | None:
        """What is shown of a node, or None where it is not shown."""
        node = self._nodes.get(factor_id)
        return node.row if node is not None else None

    def children_of(self, factor_id: str = "") -> list[str]:
        """The ids of the whys shown under a node; of "", the roots."""
        node = self._nodes.get(factor_id)
        return list(node.children) if node is not None else []

    def index_of(self, factor_id: str) -> QModelIndex:
        """The index of a node; an invalid one where it is not shown."""
        node = self._nodes.get(factor_id)
        if node is None or not factor_id:
            return QModelIndex()
        place = self._nodes[node.parent].children.index(factor_id)
        return self.createIndex(place, 0, node.number)

    def id_at(self, index: _Index) -> str:
        """The id of the node at an index, or an empty text."""
        if not index.isValid():
            return ""
        node = self._by_number.get(index.internalId())
        return node.id if node is not None else ""

    def walk(self, factor_id: str = "") -> Iterator[str]:
        """The ids of all nodes shown below a node, parents first."""
        for child in self.children_of(factor_id):
            yield child
            yield from self.walk(child)

    # -- drafts and the filter

    def show_draft(self, draft: Factor | None) -> None:
        """Put a node that is not born yet into the tree, or take it out again."""
        self.draft = draft
        self.refresh()

    def show_unaddressed(self, only: bool) -> None:
        """Show only what waits for an action or a reason, or everything."""
        self.unaddressed = only
        self.refresh()

    # -- keeping up

    def _on_document_changed(self, edit: Edit) -> None:
        if any(change.kind in _KINDS for change in edit.changes):
            self.refresh()

    def refresh(self) -> None:
        """Move the rows to where the snapshot has them, one at a time."""
        snapshot = self._with_draft()
        tree = FactorTree(snapshot)
        draft_id = self.draft.id if self.draft is not None else ""
        rows = {row.factor.id: row for row in rows_of(snapshot, tree, draft_id)}
        real = [row for row in rows.values() if not row.is_draft]
        self.roots = sum(row.depth == 0 for row in real)
        self.actionable = sum(row.is_actionable for row in real)
        self.open = sum(row.is_open for row in real)
        kept = self._kept(rows) if self.unaddressed else rows.keys()
        wanted = {
            parent: [f.id for f in tree.children(parent or None) if f.id in kept]
            for parent in ("", *rows)
            if not parent or parent in kept
        }
        self._settle("", wanted, rows)
        self._drop_surplus(wanted)
        self._tell_differences(rows)
        self.refreshed.emit()

    def _with_draft(self) -> Snapshot:
        snapshot = self._document.snapshot
        if self.draft is None:
            return snapshot
        factors = snapshot.factors
        if self.draft.id in factors:
            self.draft = None
            return snapshot
        if self.draft.parent_id not in (None, *factors):
            # Its parent went away under the hands of the writer: the words stay, as a root.
            self.draft = altered(self.draft, parent_id=None)
        return Snapshot(
            snapshot.pm_id,
            {**snapshot.tables, Factor: {**factors, self.draft.id: self.draft}},
        )

    @staticmethod
    def _kept(rows: dict[str, FactorRow]) -> set[str]:
        kept: set[str] = set()
        for row in rows.values():
            factor: Factor | None = row.factor
            if not (row.is_open or row.is_draft):
                continue
            while factor is not None and factor.id not in kept:
                kept.add(factor.id)
                factor = rows[factor.parent_id].factor if factor.parent_id else None
        return kept

    def _settle(
        self, parent: str, wanted: dict[str, list[str]], rows: dict[str, FactorRow]
    ) -> None:
        """Bring the children of a settled node into place, then theirs.

        From the top down, so a node is never moved under itself: all above it stand already.
        """
        home = self._nodes[parent]
        places = {child: place for place, child in enumerate(wanted[parent])}
        for place, child in enumerate(wanted[parent]):
            if child not in self._nodes:
                self._insert(parent, place, rows[child])
                continue
            row = home.children
            if place + 1 < len(row) and row[place + 1] == child and row[place] in places:
                # One that moved down: taking it out is one step, pulling all others up is many.
                self._move(row[place], parent, min(len(row), places[row[place]] + 1))
            if place >= len(row) or row[place] != child:
                self._move(child, parent, place)
        for child in wanted[parent]:
            self._settle(child, wanted, rows)

    def _insert(self, parent: str, place: int, row: FactorRow) -> None:
        self._count += 1
        node = _Node(row.factor.id, self._count, parent, row=row)
        self.beginInsertRows(self.index_of(parent), place, place)
        self._nodes[node.id] = self._by_number[node.number] = node
        self._nodes[parent].children.insert(place, node.id)
        self.endInsertRows()

    def _move(self, child: str, parent: str, before: int) -> None:
        """Move a node to stand before the row that is now at ``before`` under a parent."""
        node = self._nodes[child]
        origin, target = self._nodes[node.parent], self._nodes[parent]
        place = origin.children.index(child)
        if origin is target and before in (place, place + 1):
            return
        self.beginMoveRows(
            self.index_of(origin.id), place, place, self.index_of(target.id), before
        )
        del origin.children[place]
        after = before - 1 if origin is target and before > place else before
        target.children.insert(after, child)
        node.parent = parent
        self.endMoveRows()

    def _drop_surplus(self, wanted: dict[str, list[str]]) -> None:
        """Remove what is left over; all that stays has been moved out from below it."""
        for parent, children in wanted.items():
            node = self._nodes[parent]
            first, last = len(children), len(node.children) - 1
            if last < first:
                continue
            self.beginRemoveRows(self.index_of(parent), first, last)
            doomed = node.children[first:]
            del node.children[first:]
            while doomed:
                gone = self._nodes.pop(doomed.pop())
                del self._by_number[gone.number]
                doomed.extend(gone.children)
            self.endRemoveRows()

    def _tell_differences(self, rows: dict[str, FactorRow]) -> None:
        for node in self._nodes.values():
            if node.id and node.row != rows[node.id]:
                node.row = rows[node.id]
                index = self.index_of(node.id)
                self.dataChanged.emit(index, index)

    # -- Qt's questions

    def index(self, row: int, column: int, parent: _Index | None = None) -> QModelIndex:
        home = self._by_number.get(parent.internalId() if parent and parent.isValid() else 0)
        if home is None or column != 0 or not 0 <= row < len(home.children):
            return QModelIndex()
        return self.createIndex(row, 0, self._nodes[home.children[row]].number)

    def parent(self, child: _Index | None = None) -> QModelIndex:  # type: ignore[override]
        node = self._by_number.get(child.internalId()) if child and child.isValid() else None
        return self.index_of(node.parent) if node is not None else QModelIndex()

    def rowCount(self, parent: _Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return len(self._nodes[""].children)
        node = self._by_number.get(parent.internalId())
        return len(node.children) if node is not None and parent.column() == 0 else 0

    def columnCount(self, parent: _Index | None = None) -> int:
        del parent
        return 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(self.id_at(index))
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.factor.text
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        return None
