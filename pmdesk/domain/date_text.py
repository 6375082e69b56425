"""Days as people type them and as tables show them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from pmdesk.domain.day_names import MONTHS, WEEKDAYS, date_text, day_month_text

HOW_TO = "Type a day such as 26 apr, fri, +2w, end of month or 2026-04-26."
FIRST_YEAR, LAST_YEAR = 1990, 2199
_OUT_OF_YEARS = "Use a year between 1990 and 2199."
_NO_DATES = frozenset(
    ("soon", "asap", "tbd", "tba", "tbc", "later", "someday", "sometime", "eventually", "whenever",
     "never", "?", "n/a", "na", "none", "open", "unknown", "quickly", "shortly", "immediately")
)  # fmt: skip
_MONTH_NUMBERS = {name.lower(): i for i, name in enumerate(MONTHS, start=1)}
_UNIT = r"(?P<unit>d|days?|w|wks?|weeks?|m|mo|months?|y|years?|wd|working days?)"
_SHIFT = re.compile(rf"^(?:\+|in )\s*(?P<n>\d{{1,4}})\s*{_UNIT}$")
_BARE_SHIFT = re.compile(rf"^(?P<n>\d{{1,4}})\s*{_UNIT}$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_DOTTED = re.compile(r"^(\d{1,2})\.\s?(\d{1,2})\.?(?:\s?(\d{4}|\d{2}))?$")
_PAIR = re.compile(r"^(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?$")
_NAMED = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?\.?[\s-]*(?:of )?([a-z]{3,9})\.?,?[\s-]*(\d{4})?$")
_NAMED_LAST = re.compile(r"^([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?$")


def parse_day(text: str, today: date) -> date | str:
    """The typed day, or a sentence that says what to type instead.

    A weekday is the next one after today; "next fri" is that of the week after this one. A day
    without a year is the next time that it comes round, today included.
    """
    typed = " ".join(text.casefold().split()).strip(" ,")
    if typed.strip(".") in _NO_DATES:
        return f"“{text.strip()}” is no date: type a day such as 26 apr, fri or +2w."
    if not typed:
        return HOW_TO
    readers = (_word, _weekday, _shift, _iso, _dotted, _named, _pair)
    for reader in readers:
        try:
            found = reader(typed, today)
        except OverflowError:
            return _OUT_OF_YEARS
        if isinstance(found, str):
            return found
        if found is not None:
            return found if FIRST_YEAR <= found.year <= LAST_YEAR else _OUT_OF_YEARS
    return HOW_TO


def day_text(day: date | None, today: date) -> str:
    """A day for a table: "26 Apr", with its year when that is another one than today's."""
    if day is None:
        return ""
    return day_month_text(day) if day.year == today.year else date_text(day)


def distance_text(day: date, today: date) -> str:
    """How far a day is away: "today", "tomorrow", "in 12 days", "3 days ago"."""
    days = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    return near or (f"in {days} days" if days > 0 else f"{-days} days ago")


# -- readers: a day, a sentence that refuses, or None where another reader has to try


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _months_on(day: date, count: int) -> date:
    """The same day of a later month, or the last one that it has."""
    months = day.month - 1 + count
    year, month = day.year + months // 12, months % 12 + 1
    if year > LAST_YEAR:
        raise OverflowError
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _friday_of(day: date) -> date:
    """The Friday of a day's week, or of the next one when it has passed."""
    return day + timedelta(days=(4 - day.weekday()) % 7)


def _quarter_end(day: date) -> date:
    return _month_end(date(day.year, (day.month - 1) // 3 * 3 + 3, 1))


_WORDS: dict[str, Callable[[date], date]] = {
    "today": lambda t: t,
    "tomorrow": lambda t: t + timedelta(days=1),
    "tmr": lambda t: t + timedelta(days=1),
    "next week": lambda t: t + timedelta(weeks=1),
    "next month": lambda t: _months_on(t, 1),
    "end of week": _friday_of,
    "eow": _friday_of,
    "end of next week": lambda t: _friday_of(t) + timedelta(weeks=1),
    "end of month": _month_end,
    "end of the month": _month_end,
    "eom": _month_end,
    "end of next month": lambda t: _month_end(_months_on(t.replace(day=1), 1)),
    "end of quarter": _quarter_end,
    "end of the quarter": _quarter_end,
    "eoq": _quarter_end,
    "end of year": lambda t: date(t.year, 12, 31),
    "end of the year": lambda t: date(t.year, 12, 31),
    "eoy": lambda t: date(t.year, 12, 31),
}


def _word(typed: str, today: date) -> date | str | None:
    make = _WORDS.get(typed)
    return make(today) if make is not None else None


def _weekday_number(word: str) -> int | None:
    if len(word) < 2 or not word.isalpha():
        return None
    found = [i for i, name in enumerate(WEEKDAYS) if name.casefold().startswith(word)]
    return found[0] if len(found) == 1 else None


def _weekday(typed: str, today: date) -> date | str | None:
    """A weekday alone, after "next" or "this", or before a date that it has to fit."""
    first, _, rest = typed.partition(" ")
    if first in ("next", "this", "on", "by") and rest:
        number = _weekday_number(rest)
        if number is None:
            return None
        ahead = (number - today.weekday() - 1) % 7 + 1
        if first != "next":
            return today + timedelta(days=ahead)
        return today + timedelta(days=7 - today.weekday() + number)
    number = _weekday_number(first.strip(",."))
    if number is None:
        return None
    if not rest:
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    day = parse_day(rest, today)
    if isinstance(day, str) or day.weekday() == number:
        return day
    return f"{day_text(day, today)} is a {WEEKDAYS[day.weekday()]}: leave out one of the two."


def _shift(typed: str, today: date) -> date | str | None:
    found = _SHIFT.match(typed) or _BARE_SHIFT.match(typed)
    if found is None:
        return None
    count, unit = int(found["n"]), found["unit"]
    if unit.startswith(("wd", "wo")):
        return _working_days_on(today, count)
    if unit[0] == "d":
        return today + timedelta(days=count)
    if unit[0] == "w":
        return today + timedelta(weeks=count)
    return _months_on(today, count if unit[0] == "m" else count * 12)


def _working_days_on(day: date, count: int) -> date:
    weeks, rest = divmod(count, 5)
    day += timedelta(weeks=weeks)
    while rest or day.weekday() > 4:
        day += timedelta(days=1)
        rest -= rest > 0 and day.weekday() < 5
    return day


def _made(year: str | None, month: int, day: int, today: date) -> date | str:
    """The day of a year that is given in four or two digits, else the next that comes round."""
    known = int(year) + (2000 if len(year) == 2 else 0) if year else today.year
    if not FIRST_YEAR <= known <= LAST_YEAR:
        return _OUT_OF_YEARS
    if not 1 <= month <= 12:
        return f"There is no month {month}: {HOW_TO[0].lower()}{HOW_TO[1:]}"
    if not year and (month, day) < (today.month, today.day):
        known += 1
    if not 1 <= day <= monthrange(known, month)[1]:
        leap = f" {known}" if (month, day) == (2, 29) else ""
        return f"There is no {day} {MONTHS[month - 1][:3]}{leap}: type another day."
    return date(known, month, day)


def _iso(typed: str, today: date) -> date | str | None:
    found = _ISO.match(typed)
    return _made(found[1], int(found[2]), int(found[3]), today) if found else None


def _dotted(typed: str, today: date) -> date | str | None:
    """Where dots part them, the day stands first."""
    found = _DOTTED.match(typed)
    return _made(found[3], int(found[2]), int(found[1]), today) if found else None


def _month_number(word: str) -> int | None:
    if word == "sept":
        return 9
    found = [number for name, number in _MONTH_NUMBERS.items() if name.startswith(word)]
    return found[0] if len(found) == 1 else None


def _named(typed: str, today: date) -> date | str | None:
    found = _NAMED.match(typed)
    month = _month_number(found[2]) if found else None
    if found and month is not None:
        return _made(found[3], month, int(found[1]), today)
    found = _NAMED_LAST.match(typed)
    month = _month_number(found[1]) if found else None
    if found and month is not None:
        return _made(found[3], month, int(found[2]), today)
    return None


def _pair(typed: str, today: date) -> date | str | None:
    """Two numbers and a stroke: refused where either could be the month."""
    found = _PAIR.match(typed)
    if found is None:
        return None
    one, two, year = int(found[1]), int(found[3]), found[4]
    if one > 12 or two == one:
        return _made(year, two, one, today)
    if two > 12:
        return _made(year, one, two, today)
    if min(one, two) < 1:
        return HOW_TO
    a, b = f"{one} {MONTHS[two - 1][:3]}", f"{two} {MONTHS[one - 1][:3]}"
    return f"“{typed}” can be {a} or {b}: write the month as a word."
