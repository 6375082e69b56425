"""The library as a list model: pages by key while browsing, hits while searching."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from pmdesk.document.library_port import Library
from pmdesk.domain.day_names import date_text
from pmdesk.domain.library import Entry, Filter, Hit
from pmdesk.domain.terms import name_of

PAGE = 50
_Index = QModelIndex | QPersistentModelIndex


def open_text(entry: Entry) -> str:
    """The open actions in words: "5 open", "All done" is told by 0."""
    return f"{entry.open_actions} open" if entry.open_actions else "None open"


class LibraryModel(QAbstractListModel):
    """Rows are hits; while browsing their snippet is empty and more pages are fetched."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._rows: list[Hit] = []
        self._shown = Filter()
        self._more = False

    def browse(self, shown: Filter) -> None:
        """Show the newest entries; raises StorageProblem."""
        page = self._library.page(None, PAGE, shown)
        self._shown = shown
        self._reset([Hit(entry) for entry in page], len(page) == PAGE)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show the answers to a search."""
        self._reset(list(hits), False)

    def hit(self, row: int) -> Hit:
        """What stands in a row; raises IndexError."""
        return self._rows[row]

    def row_of(self, pm_id: str) -> int:
        """The row of a postmortem, or -1 while it isn't listed."""
        ids = [hit.entry.id for hit in self._rows]
        return ids.index(pm_id) if pm_id in ids else -1

    @property
    def has_more(self) -> bool:
        """Whether there are entries below the last row."""
        return self._more

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        hit = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.entry.title or "Untitled"
        if role == Qt.ItemDataRole.UserRole:
            return hit
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(hit.entry)
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._more

    def fetchMore(self, parent: _Index) -> None:
        if parent.isValid() or not self._more or not self._rows:
            return
        page = self._library.page(self._rows[-1].entry, PAGE, self._shown)
        self._more = len(page) == PAGE
        if page:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(page) - 1)
            self._rows.extend(Hit(entry) for entry in page)
            self.endInsertRows()

    def _reset(self, rows: list[Hit], more: bool) -> None:
        self.beginResetModel()
        self._rows = rows
        self._more = more
        self.endResetModel()


def _spoken(entry: Entry) -> str:
    parts = [entry.title or "Untitled", entry.severity.value if entry.severity else ""]
    parts += [name_of(entry.phase), open_text(entry)]
    parts += [f"{entry.overdue} overdue" if entry.overdue else "", date_text(entry.day)]
    return ", ".join(part for part in parts if part)
