"""The words of a typed time: its clock, its day, its zone."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pmdesk.domain.clock_change import labelled_offsets
from pmdesk.domain.zone_names import places_of

Clock = tuple[int, int, int]
HOW_TO = "Type a time such as 14:32, 14:32:07, ~14:30, 14:38-14:51, +4m or 2026-04-12 14:32."
_OUT_OF_DAY = "Use a time from 00:00 to 23:59."
_OUT_OF_YEARS = "Use a time between the years 1990 and 2200."
_CLOCK = re.compile(r"^(?P<h>\d{1,2})[:.](?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?$")
_SHORT = re.compile(r"^(?P<h>\d{2})(?P<m>\d{2})(?P<s>\d{2})?$")
_HALF = re.compile(r"^(?P<clock>\d{1,2}(?:[:.]\d{2}){0,2})\s*(?P<half>am|pm)$", re.I)
_DATED = re.compile(
    r"^(?P<day>\d{4}-\d{2}-\d{2}|yesterday|today|tomorrow|\d{1,2}\.? [^\W\d]{3,9}\.?(?: \d{4})?)"
    r"(?:\s*,\s*|\s+(?:at\s+)?|T)(?P<clock>\S+(?:\s[ap]m)?)$",
    re.I,
)
_ZONE = re.compile(
    r"(?:\s*(?P<offset>(?:UTC|GMT)?[+−-]\d{1,2}(?::?\d{2})?|Z|UTC|GMT)"
    r"|\s+(?P<place>[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+)|\s+(?P<short>[A-Za-z]{2,5}))$",
    re.I,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_clock(typed: str) -> Clock | str:
    """Hour, minute and second of a clock time, or the sentence that says what to type; parts of a
    second are left out."""
    half = _HALF.match(typed)
    if half:
        typed = half["clock"] if len(half["clock"]) > 2 else f"{half['clock']}:00"
    found = _CLOCK.match(typed) or _SHORT.match(typed)
    if not found:
        return HOW_TO
    hour, minute, second = int(found["h"]), int(found["m"]), int(found["s"] or 0)
    if half:
        if not 1 <= hour <= 12:
            return "With am or pm the hour goes from 1 to 12."
        hour = hour % 12 + (12 if half["half"].lower() == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return _OUT_OF_DAY
    return hour, minute, second


def split_day(typed: str, near: date) -> tuple[date | None, str] | str:
    """The day that stands before a clock time, and the clock; a sentence where there is no such
    day. Words count from ``near``, and a day without its year is the one closest to it."""
    found = _DATED.match(typed)
    if not found:
        return None, typed
    word = found["day"].casefold()
    step = {"yesterday": -1, "today": 0, "tomorrow": 1}.get(word)
    if step is not None:
        return near + timedelta(days=step), found["clock"]
    if word[:4].isdigit() and "-" in word:
        try:
            day = date.fromisoformat(word)
        except ValueError:
            return f"There is no day {word}: type it as year-month-day, for example 2026-04-12."
    else:
        named = _named_day(word.replace(".", ""), near)
        if isinstance(named, str):
            return named
        day = named
    return (day, found["clock"]) if 1990 < day.year < 2200 else _OUT_OF_YEARS


def _named_day(words: str, near: date) -> date | str:
    number, month, *year = words.split()
    if month[:3] not in _MONTHS:
        return HOW_TO
    years = [int(year[0])] if year else [near.year - 1, near.year, near.year + 1]
    days = []
    for held in years:
        try:
            days.append(date(held, _MONTHS.index(month[:3]) + 1, int(number)))
        except ValueError:
            continue
    if not days:
        return f"There is no {words}: type the day as it stands in the calendar."
    return min(days, key=lambda day: abs(day - near))


def split_zone(typed: str) -> tuple[str, str]:
    """A typed time without the zone that stands behind it, and that zone's words."""
    found = _ZONE.search(typed)
    if not found or (found["short"] or "").casefold() in ("am", "pm"):
        return typed, ""
    rest = typed[: found.start()].strip()
    # A date ends as an offset does, and so does the second half of 1438-1451.
    if re.search(r"\d[:.]\d{2}([.,]\d+)?$|[ap]m$", rest, re.I):
        return rest, found[0].strip()
    return typed, ""


def zone_of_words(words: str, local: datetime, zone: ZoneInfo) -> ZoneInfo | timedelta | str:
    """The zone that was typed: a place, or an offset; a sentence where it can mean several.

    Short names are those of ``zone``, the incident's own, at about ``local``.
    """
    upper = words.upper().replace("−", "-")
    if upper in ("Z", "UTC", "GMT"):
        return timedelta()
    numbers = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", upper)
    if numbers:
        size = timedelta(hours=int(numbers[2]), minutes=int(numbers[3] or 0))
        if size >= timedelta(hours=24):
            return "An offset from UTC is less than a day, for example +02:00."
        return -size if numbers[1] == "-" else size
    if "/" in words:
        try:
            return ZoneInfo(words)
        except (KeyError, ValueError, OSError):
            return f"No zone is called {words[:40]}: type it as Europe/Berlin, or as +02:00."
    own = labelled_offsets(local, zone)
    if upper in own:
        return own[upper]
    places = places_of(upper)
    if places:
        return f"{upper} can mean more than one place: type {local:%H:%M} {places[0]} instead."
    return HOW_TO
