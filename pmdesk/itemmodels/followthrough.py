"""Every open action of the library as rows in groups by due date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from pmdesk.domain.library import OpenAction
from pmdesk.domain.metrics import STALE_DAYS, DueGroup, due_group

_Index = QModelIndex | QPersistentModelIndex
Row = OpenAction | tuple[DueGroup, int]


def is_stale(action: OpenAction, today: date) -> bool:
    """Whether nobody touched it for 60 days."""
    touched = action.last_touched
    return touched is not None and (today - touched).days >= STALE_DAYS


SELECTIONS: dict[str, tuple[str, Callable[[OpenAction, date], bool]]] = {
    "all": ("All open", lambda _a, _today: True),
    "overdue": ("Overdue", lambda a, today: due_group(a.due, today) is DueGroup.OVERDUE),
    "this_week": ("Due this week", lambda a, today: due_group(a.due, today) is DueGroup.THIS_WEEK),
    "no_owner": ("No owner", lambda a, _today: not a.owner),
    "stale": ("Stale 60 days", is_stale),
}


def count_of(selection: str, actions: Iterable[OpenAction], today: date) -> int:
    """How many actions a filter shows; raises KeyError for an unknown filter."""
    wanted = SELECTIONS[selection][1]
    return sum(1 for action in actions if wanted(action, today))


def lateness(action: OpenAction, today: date) -> str:
    """How an action stands against its date: "8 days late", "2 days left", "today"."""
    if action.due is None:
        return ""
    days = (action.due - today).days
    if days == 0:
        return "due today"
    noun = "day" if abs(days) == 1 else "days"
    if days < 0:
        return f"{-days} {noun} late"
    return f"{days} {noun} left" if days < 7 else ""


class FollowThroughModel(QAbstractListModel):
    """Group headings and actions as one list; headings can't be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self.today = date.min

    def show_actions(self, actions: Sequence[OpenAction], today: date, selection: str) -> None:
        """Show the actions of a filter, by group and date; raises KeyError."""
        wanted = SELECTIONS[selection][1]
        kept = sorted(
            (action for action in actions if wanted(action, today)),
            key=lambda a: (a.due or date.max, a.pm_title.casefold(), a.key),
        )
        self.beginResetModel()
        self.today = today
        self._rows = []
        for group in DueGroup:
            members = [action for action in kept if due_group(action.due, today) is group]
            if members:
                self._rows += [(group, len(members)), *members]
        self.endResetModel()

    def row(self, number: int) -> Row:
        """What stands in a row: a heading with its count, or an action; raises IndexError."""
        return self._rows[number]

    def row_of(self, action_id: str) -> int:
        """The row of an action, or -1."""
        for number, row in enumerate(self._rows):
            if isinstance(row, OpenAction) and row.action_id == action_id:
                return number
        return -1

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or not isinstance(self._rows[index.row()], OpenAction):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, OpenAction):
                parts = [row.key, row.text, row.pm_title, row.owner or "no owner"]
                return ", ".join([*parts, lateness(row, self.today) or "no date"])
            return f"{row[0].value}, {row[1]}"
        return None
