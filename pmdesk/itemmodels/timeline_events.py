"""The events of a timeline as a table: sorted in plain lists, and an edit finds its row at once."""

from __future__ import annotations

from bisect import bisect_left
from enum import IntEnum
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from pmdesk.document.document import Document
from pmdesk.domain.change import Edit
from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.terms import Audience, EventKind, MarkKind, name_of
from pmdesk.domain.time_text import clock_text, sign_of
from pmdesk.domain.timeline import Evidence, Lane, Mark, TimelineEvent
from pmdesk.domain.timeline_filter import Sieve
from pmdesk.domain.timescale import moment, zone_of

_Index = QModelIndex | QPersistentModelIndex
# Where an event stands: undated ones last, empty values last, the value, then time and id.
Key = tuple[bool, bool, object, float, float, str]
# Of more changes at once the whole table is arranged anew: that is faster, and nobody watches rows.
_MANY = 300


class Column(IntEnum):
    """The columns from left to right."""

    TIME = 0
    LANE = 1
    KIND = 2
    TEXT = 3
    ACTOR = 4
    EVIDENCE = 5
    SOURCE = 6
    AUDIENCE = 7
    STAR = 8
    MARKS = 9


COLUMN_NAMES: dict[Column, str] = {
    Column.TIME: "Time",
    Column.LANE: "Lane",
    Column.KIND: "Kind",
    Column.TEXT: "What happened",
    Column.ACTOR: "Role",
    Column.EVIDENCE: "Evidence",
    Column.SOURCE: "Source",
    Column.AUDIENCE: "Audience",
    Column.STAR: "Star",
    Column.MARKS: "Marks",
}
_KINDS = {kind: rank for rank, kind in enumerate(EventKind)}
_MARKS = {kind: rank for rank, kind in enumerate(MarkKind)}


def _downwards(text: str) -> tuple[int, ...]:
    """A text so that the greater one sorts first."""
    return (*(-ord(char) for char in text[:80]), 1)


class EventTableModel(QAbstractTableModel):
    """Follows the document; shows what the sieve lets through of the lanes that are shown.

    The sieve has to follow each edit before this does. Between ``hold`` and ``settle`` rows keep
    their places, so that a cell can be edited in peace. ``counts_changed`` tells that there are
    more or fewer rows.
    """

    counts_changed = Signal()
    settled = Signal()

    def __init__(self, document: Document, sieve: Sieve, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._sieve = document, sieve
        self.sort_column, self.descending = Column.TIME, False
        self._held = False
        self._displaced: set[str] = set()
        self._read_circumstances()
        self._events: dict[str, TimelineEvent] = {}
        self._key_of: dict[str, Key] = {}
        self._keys: list[Key] = []
        self._fill()
        document.changed.connect(self._on_document_changed)

    def _read_circumstances(self) -> None:
        snapshot = self._document.snapshot
        self.zone: ZoneInfo = zone_of(snapshot.postmortem.zone)
        self.lanes: dict[str, Lane] = {lane.id: lane for lane in snapshot.lanes}
        self._lane_rank = {lane_id: rank for rank, lane_id in enumerate(self.lanes)}
        self.marks: dict[str, tuple[MarkKind, ...]] = {}
        for mark in sorted(snapshot.marks, key=lambda m: _MARKS[m.kind]):
            if mark.event_id:
                self.marks[mark.event_id] = (*self.marks.get(mark.event_id, ()), mark.kind)
        self._read_days()

    def _read_days(self) -> None:
        bounds = self._sieve.index.bounds()
        days = {moment(at).astimezone(self.zone).date() for at in bounds or ()}
        self.tells_days = len(days) > 1

    def _fill(self) -> None:
        shown = {i for i, lane in self.lanes.items() if not lane.hidden}
        self._events = {
            i: event for i, event in self._sieve.index.by_id.items() if event.lane_id in shown
        }
        self._key_of = {i: self._key(event) for i, event in self._events.items()}
        self._keys = sorted(self._key_of.values())
        self._displaced.clear()

    # -- asking

    def event_at(self, row: int) -> TimelineEvent:
        """The event of a row; raises IndexError."""
        return self._events[self._keys[row][5]]

    def row_of(self, event_id: str) -> int:
        """The row of an event, or -1."""
        key = self._key_of.get(event_id)
        return -1 if key is None else bisect_left(self._keys, key)

    def ids(self) -> list[str]:
        """The ids of the rows from top to bottom."""
        return [key[5] for key in self._keys]

    def first_undated(self) -> int:
        """The first row whose event waits for a time; the number of rows where none does."""
        return bisect_left(self._keys, (True,))

    def evidence_of(self, event_id: str) -> int:
        """How many pieces of evidence an event has."""
        return self._sieve.index.evidence.get(event_id, 0)

    def marks_of(self, event_id: str) -> tuple[MarkKind, ...]:
        """The moments that an event marks, in their usual order."""
        return self.marks.get(event_id, ())

    # -- choosing

    def sort_by(self, column: Column, descending: bool = False) -> None:
        """Sort by a column, equal values by time; events without a time stand last either way."""
        self.sort_column, self.descending = column, descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self.settle()
        self.rearrange()

    def hold(self) -> None:
        """Keep every row where it is until ``settle``."""
        self._held = True

    def settle(self) -> None:
        """Bring rows that were edited meanwhile to their places."""
        self._held = False
        for event_id in sorted(self._displaced):
            event = self._events.get(event_id)
            if event is not None:
                self._move(event_id, self._key(event))
        self._displaced.clear()
        self.settled.emit()

    def rearrange(self) -> None:
        """Show what the sieve lets through now, in order."""
        held = self._key_of.keys()
        shown = {i for i, lane in self.lanes.items() if not lane.hidden}
        wanted = {i for i, e in self._sieve.index.by_id.items() if e.lane_id in shown}
        if held == wanted:
            self._reorder()
        else:
            self.beginResetModel()
            self._fill()
            self.endResetModel()
            self.counts_changed.emit()

    def _reorder(self) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        ids = [self._keys[index.row()][5] for index in old]
        self._fill()
        new = [self.index(self.row_of(i), o.column()) for i, o in zip(ids, old, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _key(self, event: TimelineEvent) -> Key:
        at = event.at.timestamp() if event.at is not None else 0.0
        value = self._value(event)
        rank: object = value
        if self.descending:
            rank = _downwards(value) if isinstance(value, str) else -value
        return event.at is None, value == "", rank, at, event.position, event.id

    def _value(self, event: TimelineEvent) -> str | float:
        """What the chosen column sorts an event by."""
        column = self.sort_column
        if column is Column.TIME:
            return event.at.timestamp() if event.at is not None else 0.0
        if column is Column.LANE:
            return self._lane_rank[event.lane_id]
        if column is Column.KIND:
            return _KINDS[event.kind]
        if column is Column.EVIDENCE:
            return self.evidence_of(event.id)
        if column is Column.AUDIENCE:
            return int(event.audience is Audience.EXTERNAL)
        if column is Column.STAR:
            return int(not event.star)
        if column is Column.MARKS:
            marks = self.marks_of(event.id)
            return _MARKS[marks[0]] if marks else len(_MARKS)
        words = {Column.ACTOR: event.actor, Column.SOURCE: event.source}.get(column, event.title)
        return words.casefold()

    # -- following the document

    def _on_document_changed(self, edit: Edit) -> None:
        kinds = {change.kind for change in edit.changes}
        if not kinds & {TimelineEvent, Evidence, Mark, Lane, Postmortem}:
            return
        if kinds & {Lane, Postmortem} or len(edit.changes) > _MANY:
            self._read_circumstances()
            self.rearrange()
            return
        touched: dict[str, None] = {}
        for change in edit.changes:
            for row in (change.before, change.after):
                if isinstance(row, TimelineEvent):
                    touched[row.id] = None
                elif isinstance(row, Evidence | Mark) and row.event_id:
                    touched[row.event_id] = None
        told_days = self.tells_days
        self._read_days()
        if Mark in kinds:
            self._read_circumstances()
        rows = len(self._keys)
        for event_id in touched:
            self._follow(event_id)
        if self.tells_days != told_days and self._keys:
            last = self.index(len(self._keys) - 1, Column.TIME)
            self.dataChanged.emit(self.index(0, Column.TIME), last)
        if rows != len(self._keys):
            self.counts_changed.emit()

    def _follow(self, event_id: str) -> None:
        event = self._sieve.index.by_id.get(event_id)
        if event is not None and self.lanes[event.lane_id].hidden:
            event = None
        row = self.row_of(event_id)
        if event is None:
            if row >= 0:
                self._remove(row)
        elif row < 0:
            self._insert(event)
        else:
            self._events[event_id] = event
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
            if self._held:
                self._displaced.add(event_id)
            else:
                self._move(event_id, self._key(event))

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        event_id = self._keys.pop(row)[5]
        del self._key_of[event_id], self._events[event_id]
        self._displaced.discard(event_id)
        self.endRemoveRows()

    def _insert(self, event: TimelineEvent) -> None:
        key = self._key(event)
        row = bisect_left(self._keys, key)
        self.beginInsertRows(QModelIndex(), row, row)
        self._keys.insert(row, key)
        self._key_of[event.id], self._events[event.id] = key, event
        self.endInsertRows()

    def _move(self, event_id: str, key: Key) -> None:
        old = self._key_of[event_id]
        if key == old:
            return
        row, goal = bisect_left(self._keys, old), bisect_left(self._keys, key)
        if goal in (row, row + 1):
            self._keys[row] = self._key_of[event_id] = key
            return
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), goal)
        del self._keys[row]
        self._keys.insert(goal - (goal > row), key)
        self._key_of[event_id] = key
        self.endMoveRows()

    # -- Qt

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._keys)

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
        shown = role == Qt.ItemDataRole.DisplayRole
        if not shown and role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.UserRole):
            return None
        if not index.isValid() or not 0 <= index.row() < len(self._keys):
            return None
        event, column = self.event_at(index.row()), Column(index.column())
        if role == Qt.ItemDataRole.UserRole:
            return event
        if shown:
            return self.text(event, column)
        name = COLUMN_NAMES[column]
        return f"{name}: {self.text(event, column) or f'no {name.lower()}'}"

    def text(self, event: TimelineEvent, column: Column) -> str:
        """What a cell says in words; empty where there is nothing."""
        if column is Column.TIME:
            return self._time_text(event)
        if column is Column.LANE:
            lane = self.lanes.get(event.lane_id)
            return lane.name if lane is not None else ""
        if column is Column.KIND:
            return name_of(event.kind)
        if column is Column.TEXT:
            return event.title
        if column is Column.ACTOR:
            return event.actor
        if column is Column.EVIDENCE:
            return str(self.evidence_of(event.id) or "")
        if column is Column.SOURCE:
            return event.source
        if column is Column.AUDIENCE:
            return name_of(event.audience)
        if column is Column.STAR:
            return "Starred" if event.star else ""
        return ", ".join(name_of(kind) for kind in self.marks_of(event.id))

    def _time_text(self, event: TimelineEvent) -> str:
        if event.at is None:
            return ""
        words = sign_of(event.precision) + clock_text(event.at, self.zone)
        if event.end is not None:
            words += f"–{clock_text(event.end, self.zone)}"
        if self.tells_days:
            words = f"{day_month_text(event.at.astimezone(self.zone))}  {words}"
        return words
