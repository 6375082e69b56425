"""Names of time zones as people write them, and what they mean."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_HOURS = {
    "UTC": 0.0, "GMT": 0.0, "Z": 0.0, "PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CST": -6,
    "CDT": -5, "EST": -5, "EDT": -4, "AKST": -9, "AKDT": -8, "HST": -10, "CET": 1, "CEST": 2,
    "BST": 1, "WET": 0.0, "WEST": 1, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "JST": 9,
    "KST": 9, "SGT": 8, "HKT": 8, "AEST": 10, "AEDT": 11, "ACST": 9.5, "AWST": 8, "NZST": 12,
    "NZDT": 13, "BRT": -3, "SAST": 2,
}  # fmt: skip
_PLACES = {
    "PT": "America/Los_Angeles", "PACIFIC": "America/Los_Angeles", "ET": "America/New_York",
    "EASTERN": "America/New_York", "CT": "America/Chicago", "CENTRAL": "America/Chicago",
    "MT": "America/Denver", "MOUNTAIN": "America/Denver",
}  # fmt: skip
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?$", re.IGNORECASE)
_NAMES = "|".join(sorted([*_HOURS, *_PLACES], key=len, reverse=True))
_ABBREVIATIONS = _NAMES.replace("|Z|", "|")
_STATED = re.compile(
    r"\(?(?<![A-Za-z])(?P<z>(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?|(?:" + _ABBREVIATIONS + r")"
    r"(?![A-Za-z])|Eastern|Pacific|Central|Mountain|Europe/\w+|America/\w+|Asia/\w+)"
)
_SAID = re.compile(
    r"(?:\btimes?\b|\btimestamps?\b|\btime ?zone\b|時刻|すべて|全て|heures?)[^.\n]{0,60}",
    re.IGNORECASE,
)


def zone_named(name: str) -> tzinfo | None:
    """The zone a name or offset stands for; None when unknown."""
    word = name.strip(" ()").upper()
    if word in _HOURS:
        hours = _HOURS[word]
        return timezone(timedelta(hours=hours)) if hours else UTC
    if found := _OFFSET.match(word):
        shift = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if shift < timedelta(hours=15):
            return timezone(-shift if found[1] == "-" else shift)
        return None
    from zoneinfo import ZoneInfo

    place = _PLACES.get(word.split()[0] if word else "", name.strip(" ()"))
    try:
        return ZoneInfo(place)
    except (KeyError, ValueError, OSError):
        return None


def zone_in_heading(text: str) -> str | None:
    """A zone named in a short text such as a heading or a column title."""
    found = _STATED.search(text)
    return found["z"] if found else None


def zone_in_text(text: str) -> str | None:
    """A zone stated in a sentence about times ("all times are in UTC")."""
    for said in _SAID.finditer(text):
        if found := _STATED.search(said[0]):
            return found["z"]
    return None


def placed(moment: datetime, name: str | None) -> datetime:
    """The naive moment in the zone called `name`, its offset kept literally; naive without one."""
    zone = zone_named(name) if name else None
    if zone is None:
        return moment
    try:
        offset = moment.replace(tzinfo=zone).utcoffset()
        return moment.replace(tzinfo=timezone(offset) if offset else UTC)
    except (OverflowError, ValueError):
        return moment
