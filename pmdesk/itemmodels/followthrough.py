"""Every open action of the library as rows in groups: by due date, by owner or by postmortem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from pmdesk.document.library_port import Library
from pmdesk.domain.day_names import date_text
from pmdesk.domain.followthrough import (
    FollowFigures,
    by_due,
    follow_figures,
    is_overdue,
    is_stale,
    review_list,
)
from pmdesk.domain.library import OpenAction
from pmdesk.domain.metrics import DueGroup, due_group
from pmdesk.domain.terms import Severity

_Index = QModelIndex | QPersistentModelIndex
# So many rows of a group stand there at once; the rest comes when it is asked for.
_PER_GROUP = {"due": 100, "owner": 8, "postmortem": 8}
_GROUPS, _STEP = 60, 500


class Heading(NamedTuple):
    """The name of a group, how many it has, and the colour of its name."""

    words: str
    size: int
    token: str = "ink1"


class More(NamedTuple):
    """The row that brings in what a group has beyond those shown; of "" it is more groups."""

    group: str
    size: int


Row = OpenAction | Heading | More


class Shown(NamedTuple):
    """What of the open actions is shown and how it is grouped; None leaves nothing out."""

    selection: str = "all"
    owner: str | None = None
    severity: Severity | None = None
    tag: str | None = None
    grouping: str = "due"

    @property
    def is_narrowed(self) -> bool:
        """Whether an owner, a severity or a tag leaves something out."""
        return self.owner is not None or self.severity is not None or self.tag is not None


class DeskData(NamedTuple):
    """What the desk shows, read and computed off the GUI thread; the actions are in order.

    ``counts`` are those of each filter over all of them.
    """

    actions: tuple[OpenAction, ...] = ()
    review: tuple[OpenAction, ...] = ()
    figures: FollowFigures | None = None
    counts: Mapping[str, int] = MappingProxyType({})


GROUPINGS = {"due": "By date", "owner": "By owner", "postmortem": "By postmortem"}
SELECTIONS: dict[str, tuple[str, Callable[[OpenAction, date], bool]]] = {
    "all": ("All open", lambda _a, _today: True),
    "overdue": ("Overdue", is_overdue),
    "this_week": ("Due this week", lambda a, today: due_group(a.due, today) is DueGroup.THIS_WEEK),
    "no_owner": ("No owner", lambda a, _today: not a.owner),
    "stale": ("Stale 60 days", is_stale),
}
_TOKENS = {DueGroup.OVERDUE: "danger", DueGroup.THIS_WEEK: "warn"}


def read_desk(library: Library, today: date) -> DeskData:
    """Everything that the desk shows; for a worker thread. Raises StorageProblem."""
    actions = by_due(library.open_actions(today))
    figures = follow_figures(library.action_figures(), today)
    counts = {name: count_of(name, actions, today) for name in SELECTIONS}
    return DeskData(tuple(actions), tuple(review_list(actions, today)), figures, counts)


def narrowed(actions: Iterable[OpenAction], shown: Shown) -> list[OpenAction]:
    """The actions of an owner, a severity and a tag, in the order given."""
    if not shown.is_narrowed:
        return list(actions)
    return [
        a
        for a in actions
        if (shown.owner is None or a.owner == shown.owner)
        and (shown.severity is None or a.severity is shown.severity)
        and (shown.tag is None or shown.tag in a.tags)
    ]


def selected(actions: Iterable[OpenAction], selection: str, today: date) -> list[OpenAction]:
    """The actions that a filter shows; raises KeyError for an unknown filter."""
    wanted = SELECTIONS[selection][1]
    if selection == "all":
        return list(actions)
    return [action for action in actions if wanted(action, today)]


def count_of(selection: str, actions: Iterable[OpenAction], today: date) -> int:
    """How many actions a filter shows; raises KeyError for an unknown filter."""
    return len(selected(actions, selection, today))


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


def slips_text(count: int) -> str:
    """How often a date was put off, "put off twice"; empty for never."""
    if not count:
        return ""
    return "put off " + {1: "once", 2: "twice"}.get(count, f"{count} times")


def _grouped(
    actions: Iterable[OpenAction], today: date, grouping: str
) -> list[tuple[Heading, list[OpenAction]]]:
    """The groups that have members: dates by urgency, owners and postmortems by size."""
    found: dict[str, list[OpenAction]] = {}
    if grouping == "due":
        by_due: dict[DueGroup, list[OpenAction]] = {group: [] for group in DueGroup}
        # By the day, of which there are far fewer than actions.
        of_day: dict[date | None, list[OpenAction]] = {}
        for action in actions:
            if action.due not in of_day:
                of_day[action.due] = by_due[due_group(action.due, today)]
            of_day[action.due].append(action)
        return [
            (Heading(group.value, len(rows), _TOKENS.get(group, "ink1")), rows)
            for group, rows in by_due.items()
            if rows
        ]
    for action in actions:
        name = action.owner or "No owner"
        if grouping == "postmortem":
            name = f"{action.pm_key} {action.pm_title or 'Untitled'}"
        found.setdefault(name, []).append(action)
    ranked = sorted(
        found.items(), key=lambda pair: (pair[0] != "No owner", -len(pair[1]), pair[0].casefold())
    )
    return [
        (Heading(name, len(rows), "danger" if name == "No owner" else "ink1"), rows)
        for name, rows in ranked
    ]


class FollowThroughModel(QAbstractListModel):
    """Group headings, actions, and rows that bring in more, as one list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._groups: list[tuple[Heading, list[OpenAction]]] = []
        self._extra: dict[str, int] = {}
        self._grouping = "due"
        self.today = date.min

    def show_actions(
        self, actions: Sequence[OpenAction], today: date, grouping: str = "due"
    ) -> None:
        """Show actions, which are in order, in groups; raises KeyError for an unknown grouping."""
        if grouping != self._grouping:
            self._extra = {}
        self.beginResetModel()
        self.today, self._grouping = today, grouping
        self._groups = _grouped(actions, today, grouping)
        self._rows = self._made_rows(_PER_GROUP[grouping])
        self.endResetModel()

    def show_more(self, number: int) -> int:
        """Bring in what a row of more stands for; the row where it begins. Raises IndexError."""
        row = self._rows[number]
        if isinstance(row, More):
            self._extra[row.group] = self._extra.get(row.group, 0) + _STEP
            self.beginResetModel()
            self._rows = self._made_rows(_PER_GROUP[self._grouping])
            self.endResetModel()
        return number

    def _made_rows(self, limit: int) -> list[Row]:
        rows: list[Row] = []
        most = _GROUPS + self._extra.get("", 0)
        for heading, members in self._groups[:most]:
            shown = limit + self._extra.get(heading.words, 0)
            rows += [heading, *members[:shown]]
            if len(members) > shown:
                rows.append(More(heading.words, len(members) - shown))
        if len(self._groups) > most:
            rows.append(More("", len(self._groups) - most))
        return rows

    def row(self, number: int) -> Row:
        """What stands in a row; raises IndexError."""
        return self._rows[number]

    def row_of(self, action_id: str) -> int:
        """The row of an action, or -1."""
        for number, row in enumerate(self._rows):
            if isinstance(row, OpenAction) and row.action_id == action_id:
                return number
        return -1

    def first_row(self) -> int:
        """The first row that can be chosen, or -1."""
        chosen = (n for n, row in enumerate(self._rows) if not isinstance(row, Heading))
        return next(chosen, -1)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self._rows[index.row()], Heading):
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
                return self._spoken(row)
            if isinstance(row, More):
                return f"{row.size} more"
            return f"{row.words}, {row.size}"
        return None

    def _spoken(self, row: OpenAction) -> str:
        due = "no date" if row.due is None else lateness(row, self.today) or date_text(row.due)
        parts = [row.key, row.text, row.pm_title, row.owner or "no owner", due]
        return ", ".join([*parts, slips_text(row.slips)]).removesuffix(", ")
