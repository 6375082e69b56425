"""Figures over the whole library: open actions by due date, share done in time, days to finish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class DueGroup(StrEnum):
    """Where an open action stands against the calendar, most pressing first."""

    OVERDUE = "Overdue"
    THIS_WEEK = "Due this week"
    LATER = "Later"
    NO_DATE = "No date"


class Spread(NamedTuple):
    """How many open actions fall into each group, in the order of the groups."""

    overdue: int = 0
    this_week: int = 0
    later: int = 0
    no_date: int = 0

    @property
    def total(self) -> int:
        """All open actions."""
        return self.overdue + self.this_week + self.later + self.no_date


class Share(NamedTuple):
    """A part of a whole; ``value`` is 0 to 1, or None of nothing."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share from 0 to 1, or None where there is nothing to share."""
        return self.part / self.whole if self.whole else None

    @property
    def percent(self) -> str:
        """The share for people, "78%", or an empty text."""
        return "" if self.value is None else f"{round(self.value * 100)}%"


class MonthFigure(NamedTuple):
    """One month (its first day) and its figure."""

    month: date
    value: float


def due_group(due: date | None, today: date) -> DueGroup:
    """The group of a due date; "this week" is today and the six days after it."""
    if due is None:
        return DueGroup.NO_DATE
    if due < today:
        return DueGroup.OVERDUE
    return DueGroup.THIS_WEEK if due < today + timedelta(days=7) else DueGroup.LATER


def spread(dues: Iterable[date | None], today: date) -> Spread:
    """Count open actions by group."""
    groups = dict.fromkeys(DueGroup, 0)
    # By the day, of which there are far fewer than actions.
    for due, count in Counter(dues).items():
        groups[due_group(due, today)] += count
    return Spread(*(groups[group] for group in DueGroup))


def done_by_due(closed: Iterable[tuple[date, date]]) -> Share:
    """Of done actions as (due, closed on), the share closed on or before the due date."""
    rows = list(closed)
    return Share(sum(1 for due, on in rows if on <= due), len(rows))


def done_by_due_monthly(
    closed: Iterable[tuple[date, date]], today: date, months: int = 6
) -> list[MonthFigure]:
    """The share done by their date for each of the last months that has one, oldest first."""
    rows = list(closed)
    found = []
    for first in months_back(today, months):
        share = done_by_due(row for row in rows if row[1].replace(day=1) == first).value
        if share is not None:
            found.append(MonthFigure(first, share))
    return found


def median_days(spans: Iterable[tuple[date, date]]) -> float | None:
    """The median of days between incident and finish; a finish before its incident is left out."""
    days = sorted((end - begin).days for begin, end in spans if end >= begin)
    if not days:
        return None
    # By hand: the standard module brings fractions and decimals into the start-up.
    middle = len(days) // 2
    return days[middle] if len(days) % 2 else (days[middle - 1] + days[middle]) / 2


def median_days_monthly(
    spans: Iterable[tuple[date, date]], today: date, months: int = 6
) -> list[MonthFigure]:
    """The median by the month of the finish, for the last months that have one, oldest first."""
    rows = list(spans)
    found = []
    for first in months_back(today, months):
        value = median_days(row for row in rows if row[1].replace(day=1) == first)
        if value is not None:
            found.append(MonthFigure(first, value))
    return found


def months_back(today: date, months: int) -> list[date]:
    """The first days of the last months, oldest first, the present one last."""
    first = today.replace(day=1)
    back = [first]
    while len(back) < months:
        first = (first - timedelta(days=1)).replace(day=1)
        back.append(first)
    return back[::-1]
