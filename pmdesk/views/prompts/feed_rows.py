"""The rows of a feed's preview: which pass the filter, which are chosen, where they go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date
from enum import IntEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.prompts.feed_review import FeedReview, day_of, ticked_first, time_words, years_of

if TYPE_CHECKING:
    from pmdesk.domain.timeline import Lane
    from pmdesk.importers.feeds.raw import RawEvent

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class Column(IntEnum):
    """The columns of the preview."""

    TICK = 0
    TIME = 1
    WHO = 2
    WHAT = 3
    LANE = 4


HEADS = ("", "Time", "Who", "What happened", "Lane")


class FeedRows(QAbstractTableModel):
    """The rows of a feed that pass the filter, which of them are chosen, and their lanes.

    ``ticked`` tells that the choice has changed.
    """

    ticked = Signal()

    def __init__(
        self, review: FeedReview, lanes: Sequence[Lane], zone: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lanes = {lane.id: lane for lane in lanes}
        self.zone = UTC if zone == "UTC" else ZoneInfo(zone)
        self._moved: dict[int, str] = {}
        self._usual: dict[int, str] = {}
        self._touched = False
        self._needle, self._days, self._only = "", frozenset[date](), ""
        self.review = review
        self.ticks, self.note = ticked_first(review)
        self.shown: list[int] = list(range(len(review.events)))
        self._with_year = years_of(review) > 1

    def renew(self, review: FeedReview) -> None:
        """Show the same feed as it was read again; what was chosen stays where rows are equal."""
        self.beginResetModel()
        same = len(review.events) == len(self.review.events) and all(
            new.text == old.text for new, old in zip(review.events, self.review.events, strict=True)
        )
        self.review = review
        self._with_year = years_of(review) > 1
        self._usual.clear()
        ticks, self.note = ticked_first(review)
        if not same or not self._touched:
            self.ticks, self._touched = ticks, False
        if not same:
            self._moved.clear()
        self.shown = self._passing()
        self.endResetModel()
        self.ticked.emit()

    # -- what is asked for

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        number = self.shown[index.row()]
        event = self.review.events[number]
        column = Column(index.column())
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return self._text(number, event, column)
        if role == _Role.ToolTipRole and column is not Column.TICK:
            parts = (
                time_words(event, self.zone, self._with_year),
                event.actor,
                event.source,
                self.sign(number),
            )
            return tooltip_of("  ·  ".join(filter(None, parts)) + f"\n{event.text[:1500]}")
        return None

    def _text(self, number: int, event: RawEvent, column: Column) -> str:
        if column is Column.TICK:
            return "Chosen" if self.ticks[number] else "Left out"
        if column is Column.TIME:
            return time_words(event, self.zone, self._with_year)
        if column is Column.WHO:
            return event.actor
        if column is Column.WHAT:
            return " ".join(event.text[:400].split())
        lane = self.lane(number)
        return lane.name if lane is not None else ""

    def sign(self, number: int) -> str:
        """A word on a row that is not simply new: it is there already, comes twice, is a notice."""
        there = self.review.there.get(number)
        if there is not None:
            return "There already" if there else "Twice"
        return "Notice" if self.review.events[number].by == "notice" else ""

    def lane(self, number: int) -> Lane | None:
        """The lane that a row goes to."""
        chosen = self._moved.get(number) or self._usual.get(number)
        if chosen is None and self.review.offer is not None:
            chosen = self._usual[number] = self.review.offer.lane(self.review.events[number])
        return self._lanes.get(chosen or "")

    def chosen(self) -> list[tuple[RawEvent, str]]:
        """The ticked events with the lane chosen by hand, or an empty text for the usual one."""
        events = self.review.events
        return [(events[n], self._moved.get(n, "")) for n in range(len(events)) if self.ticks[n]]

    def days(self) -> list[tuple[date, int]]:
        """The days of the feed in the incident's zone, with their numbers of events."""
        found = Counter(day_of(event, self.zone) for event in self.review.events)
        return sorted((day, count) for day, count in found.items() if day is not None)

    # -- what is done

    def narrow(
        self, needle: str | None = None, days: Iterable[date] | None = None, only: str | None = None
    ) -> None:
        """Show the rows with these words, on these days, or of one sort ("chosen", "there")."""
        self._needle = self._needle if needle is None else needle.strip().casefold()
        self._days = self._days if days is None else frozenset(days)
        self._only = self._only if only is None else only
        self.beginResetModel()
        self.shown = self._passing()
        self.endResetModel()

    def _passing(self) -> list[int]:
        rows: Iterable[int] = range(len(self.review.events))
        events, needle = self.review.events, self._needle
        if self._only == "chosen":
            rows = (n for n in rows if self.ticks[n])
        elif self._only == "there":
            rows = (n for n in rows if n in self.review.there)
        if self._days:
            rows = (n for n in rows if day_of(events[n], self.zone) in self._days)
        if needle:
            rows = (
                n
                for n in rows
                if needle in f"{events[n].text}\n{events[n].actor}\n{events[n].source}".casefold()
            )
        return list(rows)

    def tick(self, rows: Iterable[int], on: bool) -> None:
        """Choose rows of the table or leave them out."""
        self._touched = True
        for row in rows:
            self.ticks[self.shown[row]] = on
        self._told()

    def move(self, rows: Iterable[int], lane_id: str) -> None:
        """Send rows of the table to a lane."""
        for row in rows:
            self._moved[self.shown[row]] = lane_id
        self._told()

    def _told(self) -> None:
        if self.shown:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self.shown) - 1, len(Column) - 1)
            )
        self.ticked.emit()
