"""Stamps in their order become moments: days carried on, midnights passed, zones applied."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from pmdesk.importers.stamps import Stamp
from pmdesk.importers.zones import placed


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What the surroundings say: the incident's day, zone, and whether days come first.

    ``start`` is the moment that times such as "T+5m" count from.
    """

    day: date | None = None
    zone: str | None = None
    day_first: bool = False
    start: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A stamp with its moment; `at` is naive when no zone is known."""

    at: datetime | None = None
    end: datetime | None = None
    day: date | None = None


def day_of(stamp: Stamp, setting: Setting, near: date | None) -> date | None:
    """The calendar day a stamp states, its year taken from the surroundings."""
    month, day = stamp.month, stamp.day
    if stamp.pair:
        day, month = stamp.pair if setting.day_first else stamp.pair[::-1]
    hint = near or setting.day
    year = stamp.year or (hint.year if hint else None)
    if year is None or month is None or day is None:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    if stamp.year is None and near is not None and abs((found - near).days) > 200:
        shifted = year + (1 if found < near else -1)
        try:
            return date(shifted, month, day)
        except ValueError:
            return found
    return found


class Calendar:
    """Follows a list of stamps from entry to entry."""

    def __init__(self, setting: Setting, *, descending: bool = False) -> None:
        self.setting = setting
        self.descending = descending
        self.day: date | None = setting.day
        self.last: time | None = None
        self.start: datetime | None = setting.start

    def set_day(self, stamp: Stamp) -> None:
        """A heading or a line names the day of what follows."""
        found = day_of(stamp, self.setting, self.day)
        if found:
            self.day = found
            self.last = None

    def place(self, stamp: Stamp) -> Placed:
        """The moment of the next entry."""
        if stamp.has_day:
            self.day = day_of(stamp, self.setting, self.day) or self.day
            self.last = None
        if stamp.clock is None and stamp.relative is not None:
            return self._counted(stamp.relative)
        if stamp.clock is None:
            return Placed(day=self.day if stamp.has_day else None)
        clock = time(stamp.clock.hour, stamp.clock.minute, stamp.clock.second)
        self._pass_midnight(clock)
        self.last = clock
        if self.day is None:
            return Placed()
        at = datetime.combine(self.day, clock)
        zone = stamp.zone or self.setting.zone
        moment = placed(at, zone)
        if self.start is None or stamp.relative == 0:
            # Times that are only counted start from the first one that is told.
            self.start = moment
        return Placed(at=moment, end=self._end(stamp, at, zone), day=self.day)

    def _counted(self, minutes: int) -> Placed:
        if self.start is None:
            return Placed()
        try:
            at = self.start + timedelta(minutes=minutes)
        except OverflowError:
            return Placed()
        return Placed(at=at, day=at.date())

    def _pass_midnight(self, clock: time) -> None:
        if self.last is None or self.day is None:
            return
        gap = (clock.hour - self.last.hour) * 60 + clock.minute - self.last.minute
        try:
            if self.descending and gap > 12 * 60:
                self.day -= timedelta(days=1)
            elif not self.descending and (
                gap < -12 * 60 or (self.last.hour >= 20 and clock.hour < 10)
            ):
                self.day += timedelta(days=1)
        except OverflowError:
            return

    def _end(self, stamp: Stamp, at: datetime, zone: str | None) -> datetime | None:
        if stamp.until is None:
            return None
        clock = time(stamp.until.hour, stamp.until.minute, stamp.until.second)
        day = at.date()
        if stamp.until_day:
            year, month, number = stamp.until_day
            day = day_of(Stamp(year=year, month=month, day=number), self.setting, day) or day
        end = datetime.combine(day, clock)
        if end < at and not stamp.until_day and day < date.max:
            end += timedelta(days=1)
        return placed(end, zone)


def runs_backwards(stamps: list[Stamp], setting: Setting) -> bool:
    """Whether a list is written latest first."""
    keys: list[tuple[date, time]] = []
    calendar = replace(setting)
    day = calendar.day or date(2000, 1, 1)
    for stamp in stamps:
        if stamp.has_day:
            day = day_of(stamp, calendar, day) or day
        if stamp.clock or stamp.has_day:
            clock = stamp.clock
            keys.append((day, time(clock.hour, clock.minute) if clock else time(0)))
    steps = [_step(a, b) for a, b in pairwise(keys)]
    down, up = steps.count(-1), steps.count(1)
    return down >= 2 and down > up * 2


def _step(first: tuple[date, time], second: tuple[date, time]) -> int:
    """1 forwards, -1 backwards; on one day a leap of half a day passes midnight the other way."""
    if first == second:
        return 0
    step = 1 if second > first else -1
    minutes = [clock.hour * 60 + clock.minute for _, clock in (first, second)]
    far = first[0] == second[0] and abs(minutes[1] - minutes[0]) > 12 * 60
    return -step if far else step


_NUMERIC = re.compile(r"(?<![\d/.])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/])")


def order_shown(text: str) -> bool | None:
    """Whether days come first, as dates show that can be read in one way only; None without."""
    first = second = 0
    for found in _NUMERIC.finditer(text):
        one, two = int(found[1]), int(found[3])
        first += 12 < one <= 31 and 1 <= two <= 12
        second += 12 < two <= 31 and 1 <= one <= 12
    return None if first == second else first > second


def days_first(text: str) -> bool:
    """Whether numeric dates are best read with the day before the month.

    A date that can be read in one way only decides; else the reading under which the dates
    lie closer together, since an incident lasts days rather than months.
    """
    shown = order_shown(text)
    if shown is not None:
        return shown
    pairs: set[tuple[int, int, int]] = set()
    for found in _NUMERIC.finditer(text):
        one, two, year = int(found[1]), int(found[3]), int(found[4])
        if 1 <= one <= 12 and 1 <= two <= 12:
            pairs.add((one, two, year))
    if len(pairs) < 2:
        return any("." in found[2] for found in _NUMERIC.finditer(text))
    months = [year * 372 + one * 31 + two for one, two, year in pairs]
    days = [year * 372 + two * 31 + one for one, two, year in pairs]
    return max(days) - min(days) < max(months) - min(months)
