"""The actions of a document as a table: sorted and filtered in plain lists, never by a proxy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from pmdesk.document.document import Document
from pmdesk.domain.analysis import ActionFactor, ActionItem, DueMove, Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.date_text import day_text
from pmdesk.domain.postmortem import Person
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import ActionStatus, name_of
from pmdesk.domain.tracker_link import tracker_label
from pmdesk.exporters.people import Roles

_Index = QModelIndex | QPersistentModelIndex
_TOLD_OF = (ActionItem, ActionFactor, DueMove, Person, Factor)
_CLOSED = (ActionStatus.DONE, ActionStatus.WONT_DO)


class Column(IntEnum):
    """The columns from left to right."""

    STATUS = 0
    KEY = 1
    TEXT = 2
    FACTORS = 3
    OWNER = 4
    DUE = 5
    TYPE = 6
    TRACKER = 7


COLUMN_NAMES: dict[Column, str] = {
    Column.STATUS: "State",
    Column.KEY: "ID",
    Column.TEXT: "What will change",
    Column.FACTORS: "Addresses",
    Column.OWNER: "Owner",
    Column.DUE: "Due",
    Column.TYPE: "Type",
    Column.TRACKER: "Tracker",
}
SORT_NAMES: dict[Column, str] = {
    Column.STATUS: "state",
    Column.KEY: "number",
    Column.TEXT: "text",
    Column.FACTORS: "factor",
    Column.OWNER: "owner",
    Column.DUE: "due date",
    Column.TYPE: "type",
    Column.TRACKER: "tracker",
}


@dataclass(frozen=True, slots=True)
class ActionCells:
    """An action with what its row shows: the owner's role, its factors, how often it moved."""

    action: ActionItem
    owner: str = ""
    factors: tuple[str, ...] = ()
    moves: tuple[DueMove, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether it is done or won't be."""
        return self.action.status in _CLOSED

    @property
    def lacks_owner(self) -> bool:
        """Whether somebody still has to take it."""
        return self.action.owner_id is None and self.action.status is not ActionStatus.WONT_DO

    @property
    def lacks_date(self) -> bool:
        """Whether it is open and has no date."""
        return self.action.due is None and not self.is_closed

    def is_overdue(self, today: date) -> bool:
        """Whether it is open and its date has passed."""
        return self.action.due is not None and self.action.due < today and not self.is_closed


# name -> words, what it shows, whether its count alarms
FILTERS: dict[str, tuple[str, Callable[[ActionCells], bool], bool]] = {
    "all": ("All", lambda _c: True, False),
    "no_owner": ("Needs an owner", lambda c: c.lacks_owner, True),
    "no_date": ("Needs a date", lambda c: c.lacks_date, True),
    "open": ("Open", lambda c: c.action.status is ActionStatus.OPEN, False),
    "in_progress": ("In progress", lambda c: c.action.status is ActionStatus.IN_PROGRESS, False),
    "done": ("Done", lambda c: c.action.status is ActionStatus.DONE, False),
    "wont_do": ("Won't do", lambda c: c.action.status is ActionStatus.WONT_DO, False),
}
_STATUS_RANK = {status: rank for rank, status in enumerate(ActionStatus)}


def _missing(cells: ActionCells, column: Column) -> bool:
    """Whether a column lacks what it should have; such rows stand first in either direction."""
    if column is Column.OWNER:
        return cells.lacks_owner
    if column is Column.DUE:
        return cells.lacks_date
    return column is Column.TEXT and not cells.action.text.strip()


def _sort_value(cells: ActionCells, column: Column) -> tuple[bool, object]:
    """What a column sorts by; an empty value that nobody misses stands last."""
    action = cells.action
    values: dict[Column, object] = {
        Column.STATUS: _STATUS_RANK[action.status],
        Column.KEY: action.number,
        Column.TEXT: action.text.casefold(),
        Column.FACTORS: cells.factors[0].casefold() if cells.factors else "",
        Column.OWNER: cells.owner.casefold(),
        Column.DUE: action.due or date.max,
        Column.TYPE: name_of(action.type) if action.type else "",
        Column.TRACKER: tracker_label(action.tracker).casefold(),
    }
    value = values[column]
    return value in ("", date.max), value


def in_order(rows: list[ActionCells], column: Column, descending: bool) -> list[ActionCells]:
    """Rows sorted by a column: missing first, then values, then empty ones; equal by number."""
    ordered = sorted(rows, key=lambda c: c.action.number)
    ordered.sort(key=lambda c: _sort_value(c, column)[1], reverse=descending)  # type: ignore[arg-type,return-value]
    ordered.sort(key=lambda c: _sort_value(c, column)[0])
    ordered.sort(key=lambda c: not _missing(c, column))
    return ordered


class ActionTableModel(QAbstractTableModel):
    """Follows the document; ``counts_changed`` tells that the filters count differently.

    Between ``hold`` and ``settle`` rows keep their places, so that a cell can be edited in peace.
    """

    counts_changed = Signal()
    settled = Signal()

    def __init__(
        self, document: Document, today: Callable[[], date], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.today = today
        self.sort_column, self.descending, self.shown = Column.DUE, False, "all"
        self._held = self._busy = False
        self._cells: dict[str, ActionCells] = self._read(document.snapshot)
        # What rows showed that are about to go; views may still ask.
        self._leaving: dict[str, ActionCells] = {}
        self._rows: list[str] = self._wanted()
        document.changed.connect(self._on_document_changed)

    # -- asking

    def cells(self, row: int) -> ActionCells:
        """What a row shows; raises IndexError."""
        action_id = self._rows[row]
        return self._cells.get(action_id) or self._leaving[action_id]

    def cells_of(self, action_id: str) -> ActionCells | None:
        """What an action shows, also when the filter leaves it out."""
        return self._cells.get(action_id)

    def row_of(self, action_id: str) -> int:
        """The row of an action, or -1."""
        return self._rows.index(action_id) if action_id in self._rows else -1

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the rows from top to bottom."""
        return tuple(self._rows)

    def all_cells(self) -> list[ActionCells]:
        """Every action by number, whatever the filter shows."""
        return sorted(self._cells.values(), key=lambda c: c.action.number)

    def count_of(self, name: str) -> int:
        """How many actions a filter shows; raises KeyError for an unknown one."""
        wanted = FILTERS[name][1]
        return sum(1 for cells in self._cells.values() if wanted(cells))

    # -- choosing

    def show_only(self, name: str) -> None:
        """Show what a filter lets through; raises KeyError for an unknown one."""
        if name not in FILTERS:
            raise KeyError(name)
        self.shown = name
        self.settle()

    def sort_by(self, column: Column, descending: bool = False) -> None:
        """Sort by a column; missing values stand first in both directions."""
        self.sort_column, self.descending = column, descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        self.settle()

    def hold(self) -> None:
        """Keep every row where it is until ``settle``."""
        self._held = True

    def settle(self) -> None:
        """Filter and sort by what the rows hold now."""
        self._held = False
        # A view that hears of a row's leaving may settle from there: the rows are at it already.
        if not self._busy:
            self._arrange(self._wanted())
            self.settled.emit()

    # -- following the document

    def _read(self, snapshot: Snapshot) -> dict[str, ActionCells]:
        roles = Roles(snapshot)
        factors: dict[str, list[Factor]] = {}
        for link in snapshot.of(ActionFactor).values():
            factors.setdefault(link.action_id, []).append(snapshot.factors[link.factor_id])
        moves: dict[str, list[DueMove]] = {}
        for move in snapshot.of(DueMove).values():
            moves.setdefault(move.action_id, []).append(move)
        return {
            action.id: ActionCells(
                action,
                roles.of(action.owner_id),
                tuple(
                    f.text
                    for f in sorted(factors.get(action.id, ()), key=lambda f: (f.position, f.id))
                ),
                tuple(sorted(moves.get(action.id, ()), key=lambda m: (m.at, m.id))),
            )
            for action in snapshot.actions
        }

    def _wanted(self) -> list[str]:
        wanted = FILTERS[self.shown][1]
        rows = [cells for cells in self._cells.values() if wanted(cells)]
        return [c.action.id for c in in_order(rows, self.sort_column, self.descending)]

    def _on_document_changed(self, edit: Edit) -> None:
        if not any(change.kind in _TOLD_OF for change in edit.changes):
            return
        before = self._cells
        following = self._read(self._document.snapshot)
        if following == before:
            return
        self._leaving = {i: cells for i, cells in before.items() if i not in following}
        self._cells = following
        self._busy = True
        self._remove(set(self._leaving))
        self._busy = False
        self._leaving = {}
        changed = {i for i, cells in following.items() if i in before and before[i] != cells}
        self._announce(changed)
        if not self._held:
            self._arrange(self._wanted())
        self.counts_changed.emit()

    def _announce(self, ids: set[str]) -> None:
        last = self.columnCount() - 1
        for row, action_id in enumerate(self._rows):
            if action_id in ids:
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))

    def _remove(self, ids: set[str]) -> None:
        for row in range(len(self._rows) - 1, -1, -1):
            if self._rows[row] in ids:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()

    def _arrange(self, wanted: list[str]) -> None:
        """Take rows out, bring rows in, and only then move those that stand elsewhere."""
        self._busy = True
        self._remove(set(self._rows) - set(wanted))
        held = set(self._rows)
        for row, action_id in enumerate(wanted):
            if action_id not in held:
                place = min(row, len(self._rows))
                self.beginInsertRows(QModelIndex(), place, place)
                self._rows.insert(place, action_id)
                self.endInsertRows()
        if self._rows != wanted:
            self._reorder(wanted)
        self._busy = False

    def _reorder(self, wanted: list[str]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        places = {action_id: row for row, action_id in enumerate(wanted)}
        new = [self.index(places[self._rows[i.row()]], i.column()) for i in old]
        self._rows = list(wanted)
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    # -- Qt

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return COLUMN_NAMES[Column(section)]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        cells = self.cells(index.row())
        if role == Qt.ItemDataRole.UserRole:
            return cells
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(cells, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column = Column(index.column())
            words = self.text(cells, column) or f"no {SORT_NAMES[column]}"
            late = ", overdue" if column is Column.DUE and cells.is_overdue(self.today()) else ""
            return f"{COLUMN_NAMES[column]}: {words}{late}"
        return None

    def text(self, cells: ActionCells, column: Column) -> str:
        """What a cell says in words; empty where there is nothing."""
        action = cells.action
        if column is Column.STATUS:
            return name_of(action.status)
        if column is Column.KEY:
            return action.key
        if column is Column.TEXT:
            return action.text
        if column is Column.FACTORS:
            return "; ".join(cells.factors)
        if column is Column.OWNER:
            return cells.owner
        if column is Column.DUE:
            return day_text(action.due, self.today())
        if column is Column.TYPE:
            return name_of(action.type) if action.type else ""
        return tracker_label(action.tracker)
