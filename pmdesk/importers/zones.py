"""Names of time zones as people write them, and what they mean."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_HOURS = {
    "UTC": 0.0, "GMT": 0.0, "Z": 0.0, "PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CST": -6,
    "CDT": -5, "EST": -5, "EDT": -4, "AKST": -9, "AKDT": -8, "HST": -10, "CET": 1, "CEST": 2,
    "BST": 1, "WET": 0.0, "WEST": 1, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "JST": 9,
    "KST": 9, "SGT": 8, "HKT": 8, "AEST": 10, "AEDT": 11, "ACST": 9.5, "AWST": 8, "NZST": 12,
    "NZDT": 13, "BRT": -3, "SAST": 2, "MEZ": 1, "MESZ": 2, "EAT": 3, "CAT": 2, "WAT": 1,
    "ICT": 7, "WIB": 7, "PHT": 8,
}  # fmt: skip
_PLACES = {
    "PT": "America/Los_Angeles", "PACIFIC": "America/Los_Angeles", "ET": "America/New_York",
    "EASTERN": "America/New_York", "CT": "America/Chicago", "CENTRAL": "America/Chicago",
    "MT": "America/Denver", "MOUNTAIN": "America/Denver",
}  # fmt: skip
_CITIES = {
    "paris": "Europe/Paris", "berlin": "Europe/Berlin", "london": "Europe/London",
    "madrid": "Europe/Madrid", "amsterdam": "Europe/Amsterdam", "rome": "Europe/Rome",
    "zurich": "Europe/Zurich", "vienna": "Europe/Vienna", "stockholm": "Europe/Stockholm",
    "tokyo": "Asia/Tokyo", "sydney": "Australia/Sydney", "new york": "America/New_York",
    "san francisco": "America/Los_Angeles", "singapore": "Asia/Singapore",
    "toronto": "America/Toronto", "mexico": "America/Mexico_City", "são paulo": "America/Sao_Paulo",
    "lisbon": "Europe/Lisbon", "moscow": "Europe/Moscow", "bogotá": "America/Bogota",
    "buenos aires": "America/Argentina/Buenos_Aires",
}  # fmt: skip
_CITY = "|".join(_CITIES)
_CITY_TIME = re.compile(
    rf"\b(?:(?:heure|hora|ora) d[ei] (?P<a>{_CITY})|(?P<b>{_CITY})[- ](?:local )?(?:time|zeit))\b",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?$", re.IGNORECASE)
_NAMES = "|".join(sorted([*_HOURS, *_PLACES], key=len, reverse=True))
_ABBREVIATIONS = _NAMES.replace("|Z|", "|")
_STATED = re.compile(
    r"\(?(?<![A-Za-z])(?P<z>(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?|(?:" + _ABBREVIATIONS + r")"
    r"(?![A-Za-z])|Eastern|Pacific|Central|Mountain|Europe/\w+|America/\w+|Asia/\w+|US/\w+"
    r"|Australia/\w+|Africa/\w+)"
)
_SAID = re.compile(
    r"(?:\btimes?\b|\btimestamps?\b|\btime ?zone\b|時刻|すべて|全て|heures?|uhrzeiten|zeiten"
    r"|zeitangaben|\bhoras?\b|\borari)[^.\n]{0,60}",
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
    if not re.match(r"^[A-Za-z][\w+-]*(?:/[\w+-]+)*$", place):
        return None
    try:
        return ZoneInfo(place)
    except (KeyError, ValueError, OSError):
        return None


def zone_in_heading(text: str) -> str | None:
    """A zone named in a short text such as a heading or a column title."""
    if city := _CITY_TIME.search(text):
        return _CITIES[(city["a"] or city["b"]).lower()]
    found = _STATED.search(text)
    return found["z"] if found else None


def zone_in_text(text: str) -> str | None:
    """A zone stated in a sentence about times ("all times are in UTC")."""
    for said in _SAID.finditer(text):
        if found := zone_in_heading(said[0]):
            return found
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


_PLACE_OF = {
    "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "MST": "America/Denver",
    "MDT": "America/Denver", "CST": "America/Chicago", "CDT": "America/Chicago",
    "EST": "America/New_York", "EDT": "America/New_York", "AKST": "America/Anchorage",
    "AKDT": "America/Anchorage", "HST": "Pacific/Honolulu", "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin", "BST": "Europe/London", "WET": "Europe/Lisbon",
    "WEST": "Europe/Lisbon", "EET": "Europe/Athens", "EEST": "Europe/Athens",
    "MSK": "Europe/Moscow", "IST": "Asia/Kolkata", "JST": "Asia/Tokyo", "KST": "Asia/Seoul",
    "SGT": "Asia/Singapore", "HKT": "Asia/Hong_Kong", "AEST": "Australia/Sydney",
    "AEDT": "Australia/Sydney", "ACST": "Australia/Darwin", "AWST": "Australia/Perth",
    "NZST": "Pacific/Auckland", "NZDT": "Pacific/Auckland", "BRT": "America/Sao_Paulo",
    "SAST": "Africa/Johannesburg", "MEZ": "Europe/Berlin", "MESZ": "Europe/Berlin",
    "EAT": "Africa/Nairobi", "CAT": "Africa/Maputo", "WAT": "Africa/Lagos",
    "ICT": "Asia/Bangkok", "WIB": "Asia/Jakarta", "PHT": "Asia/Manila",
}  # fmt: skip
_ODD_OFFSETS = {
    210: "Asia/Tehran", 270: "Asia/Kabul", 330: "Asia/Kolkata", 345: "Asia/Kathmandu",
    390: "Asia/Yangon", 570: "Australia/Darwin", -210: "America/St_Johns",
}  # fmt: skip


def iana_name(stated: str | None, first: datetime | None) -> str:
    """The IANA name of a stated zone, for showing times as they were written.

    "PST" is a place where ``first``, the first known time, has that offset; otherwise (PST said
    in July) a zone of that fixed offset. UTC without any.
    """
    zone = zone_named(stated) if stated else None
    if zone is None:
        return "UTC" if first is None else _fixed(first)
    key = getattr(zone, "key", None)
    if key:
        return str(key)
    place = _PLACE_OF.get((stated or "").strip(" ()").upper())
    moment = first or datetime(2020, 1, 1, tzinfo=UTC)
    fixed = moment.replace(tzinfo=zone)
    if place and (first is None or same_offset(fixed, place)):
        return place
    return _fixed(fixed)


def _fixed(moment: datetime) -> str:
    offset = moment.utcoffset() or timedelta()
    minutes = round(offset.total_seconds() / 60)
    if minutes % 60 == 0 and -12 <= minutes // 60 <= 14:
        # In these names the sign is turned round: Etc/GMT+8 lies west of Greenwich.
        return f"Etc/GMT{-minutes // 60:+d}" if minutes else "UTC"
    return _ODD_OFFSETS.get(minutes, "UTC")


def same_offset(moment: datetime, name: str) -> bool:
    """Whether an aware moment's offset is that of the zone called ``name`` at that time."""
    zone = zone_named(name)
    try:
        return zone is not None and moment.astimezone(zone).utcoffset() == moment.utcoffset()
    except (OverflowError, ValueError):
        return False


def offset_name(moment: datetime) -> str:
    """The offset of an aware moment as a zone's name: UTC, +05:30."""
    offset = moment.utcoffset() or timedelta()
    if not offset:
        return "UTC"
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
