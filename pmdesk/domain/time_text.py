"""Times as people type them and as cards show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.terms import Precision
from pmdesk.domain.timeline import TimelineEvent

_CLOCK = r"(?P<h>\d{1,2})[:.](?P<m>\d{2})(?:[:.](?P<s>\d{2}))?"
_SHORT = r"(?P<h>\d{2})(?P<m>\d{2})(?P<s>\d{2})?"
_CLOCK_RE = re.compile(rf"^(?:{_CLOCK}|)$")
_SHORT_RE = re.compile(rf"^{_SHORT}$")
_DAY_CLOCK = re.compile(
    r"^(?P<day>\d{4}-\d{2}-\d{2}|yesterday|today|tomorrow)[ T]+(?P<clock>\S+)$", re.I
)
_SHIFT = re.compile(
    r"^(?P<sign>[+−-])\s*(?P<body>(?:\d+(?:\.\d+)?\s*[dhms]?(?:in|ec)?\s*)+)$", re.I
)
_SHIFT_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([dhms]?)(?:in|ec)?", re.I)
_OFFSET = re.compile(r"\s*(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})$", re.I)
_UNITS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "": 60.0}
_WORDS = {
    "~": Precision.ABOUT, "about ": Precision.ABOUT, "around ": Precision.ABOUT,
    "ca. ": Precision.ABOUT, "c. ": Precision.ABOUT, "<": Precision.BEFORE,
    "before ": Precision.BEFORE, ">": Precision.AFTER, "after ": Precision.AFTER,
}  # fmt: skip
HOW_TO = "Type a time such as 14:32, 14:32:07, ~14:30, 14:38-14:51, +4m or 2026-04-12 14:32."
_OUT_OF_DAY = "Use a time from 00:00 to 23:59."
_NO_REFERENCE = "Select an event first: +4m counts from it. Or type a time such as 14:32."


@dataclass(frozen=True, slots=True)
class TimeContext:
    """What a typed time is relative to: the incident's day and zone, now (UTC), and where known
    the time (UTC) that "+4m" counts from and the start of the incident."""

    day: date
    zone: ZoneInfo
    now: datetime
    reference: datetime | None = None
    start: datetime | None = None


@dataclass(frozen=True, slots=True)
class TypedTime:
    """What was typed: start and end in UTC, None where there is none, and how exact it is."""

    at: datetime | None
    end: datetime | None = None
    precision: Precision = Precision.EXACT


def parse_time(text: str, context: TimeContext) -> TypedTime | str:
    """The typed time, or a sentence that says what to type instead.

    An empty text is an unknown time. A clock time is of the day of the reference, else of the
    incident's day; over 12 hours before the incident's start it is of the next day.
    """
    typed = text.strip()
    if not typed:
        return TypedTime(None, None, Precision.UNKNOWN)
    precision = Precision.EXACT
    for word, meaning in _WORDS.items():
        if typed.casefold().startswith(word):
            precision, typed = meaning, typed[len(word) :].strip()
            break
    parts = _span_parts(typed)
    if len(parts) == 2:
        return _span(parts[0], parts[1], precision, context)
    at = _instant(typed, context)
    return at if isinstance(at, str) else TypedTime(at, None, precision)


def _span_parts(typed: str) -> list[str]:
    for dash in ("–", "—", " - ", " to "):
        if dash in typed:
            return [part.strip() for part in typed.split(dash, 1)]
    # A plain dash parts two clock times only, so that dates keep theirs.
    found = re.match(r"^(.*\d)-(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|\d{4}|\d{6})$", typed)
    if found and not re.fullmatch(r"\d{4}(-\d{2})?", found[1]):
        return [found[1], found[2]]
    if found and re.fullmatch(r"\d{4}", found[1]) and re.fullmatch(r"\d{4}", found[2]):
        return [found[1], found[2]]
    return [typed]


def _span(first: str, last: str, precision: Precision, context: TimeContext) -> TypedTime | str:
    at = _instant(first, context)
    if isinstance(at, str):
        return at
    zone = context.zone
    end = _instant(last, TimeContext(at.astimezone(zone).date(), zone, context.now, at, None))
    if isinstance(end, str):
        return end
    if end < at:
        end += timedelta(days=1)
        if end - at > timedelta(hours=20) or _DAY_CLOCK.match(last):
            return "The end stands before the start: type the earlier time first."
    return TypedTime(at, end, precision)


def _instant(typed: str, context: TimeContext) -> datetime | str:
    if typed.casefold() == "now":
        return context.now.replace(microsecond=0)
    shift = _SHIFT.match(typed)
    if shift:
        if context.reference is None:
            return _NO_REFERENCE
        seconds = sum(
            float(n) * _UNITS[unit.lower()] for n, unit in _SHIFT_PART.findall(shift["body"])
        )
        if seconds > 366 * 86400:
            return "That is more than a year away: type the date and time."
        return context.reference + timedelta(seconds=seconds if shift["sign"] == "+" else -seconds)
    zone: ZoneInfo | None = None
    own = _OFFSET.search(typed)
    offset: timedelta | None = None
    if own and ":" in typed[: own.start()]:
        offset, typed = _offset_of(own["zone"]), typed[: own.start()].strip()
    dated = _DAY_CLOCK.match(typed)
    day = _day_of(dated["day"], context) if dated else None
    if isinstance(day, str):
        return day
    clock = _clock(dated["clock"] if dated else typed)
    if isinstance(clock, str):
        return clock
    zone = context.zone
    local_day = day or _usual_day(context)
    at = _utc(local_day, clock, zone, offset)
    if day is None and context.start is not None and context.start - at > timedelta(hours=12):
        at = _utc(local_day + timedelta(days=1), clock, zone, offset)
    return at


def _usual_day(context: TimeContext) -> date:
    return context.reference.astimezone(context.zone).date() if context.reference else context.day


def _utc(
    day: date, clock: tuple[int, int, int], zone: ZoneInfo, offset: timedelta | None
) -> datetime:
    local = datetime(day.year, day.month, day.day, *clock)  # noqa: DTZ001 - its zone comes next
    if offset is not None:
        return (local - offset).replace(tzinfo=UTC)
    return local.replace(tzinfo=zone).astimezone(UTC)


def _offset_of(text: str) -> timedelta:
    if text.upper() in ("Z", "UTC"):
        return timedelta()
    digits = text[1:].replace(":", "")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -span if text[0] == "-" else span


def _day_of(word: str, context: TimeContext) -> date | str:
    near = {"yesterday": -1, "today": 0, "tomorrow": 1}.get(word.casefold())
    if near is not None:
        return context.day + timedelta(days=near)
    try:
        day = date.fromisoformat(word)
    except ValueError:
        return f"There is no day {word}: type it as year-month-day, for example 2026-04-12."
    return day if 1990 < day.year < 2200 else "Use a time between the years 1990 and 2200."


def _clock(typed: str) -> tuple[int, int, int] | str:
    found = _CLOCK_RE.match(typed) or _SHORT_RE.match(typed)
    if not typed or not found:
        return HOW_TO
    hour, minute, second = int(found["h"]), int(found["m"]), int(found["s"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return _OUT_OF_DAY
    return hour, minute, second


def clock_text(at: datetime, zone: ZoneInfo, seconds: bool | None = None) -> str:
    """The time of day in a zone; with seconds when asked, or by None where there are any."""
    local = at.astimezone(zone)
    if seconds is None:
        seconds = local.second != 0
    return f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"


_SIGNS = {Precision.ABOUT: "~", Precision.BEFORE: "<", Precision.AFTER: ">"}


def sign_of(precision: Precision) -> str:
    """What stands before a time that is not exact."""
    return _SIGNS.get(precision, "")


def time_detail(per_px: float) -> str:
    """How fine a time on a card is at a zoom (seconds per pixel): "day", "minute" or "second"."""
    if per_px > 600:
        return "day"
    return "second" if per_px < 0.5 else "minute"


def card_time(event: TimelineEvent, zone: ZoneInfo, per_px: float) -> str:
    """The time on a card at a zoom (seconds per pixel): seconds close by, the day far away."""
    if event.at is None:
        return "No time yet"
    sign, detail = sign_of(event.precision), time_detail(per_px)
    if detail == "day":
        return sign + day_month_text(event.at.astimezone(zone))
    return sign + clock_text(event.at, zone, seconds=detail == "second")


def field_text(event: TimelineEvent, context: TimeContext) -> str:
    """The time as it stands in a field to be edited: what ``parse_time`` reads back the same."""
    if event.at is None:
        return ""
    sign = sign_of(event.precision)
    clock = clock_text(event.at, context.zone)
    day = event.at.astimezone(context.zone).date()
    return f"{sign}{clock}" if day == context.day else f"{sign}{day.isoformat()} {clock}"


def spoken_time(event: TimelineEvent, zone: ZoneInfo) -> str:
    """Time and end for a list or a screen reader: "14:38–14:51", "about 14:30"."""
    if event.at is None:
        return "no time yet"
    words = {
        Precision.ABOUT: "about ", Precision.BEFORE: "before ", Precision.AFTER: "after ",
    }.get(event.precision, "")  # fmt: skip
    text = words + clock_text(event.at, zone)
    return text if event.end is None else f"{text}–{clock_text(event.end, zone)}"


def shift_text(seconds: float) -> str:
    """How far something moved: "3 min earlier", "40 s later", "same time"."""
    size = abs(round(seconds))
    if size == 0:
        return "same time"
    if size < 60:
        amount = f"{size} s"
    elif size < 3600:
        minutes, rest = divmod(size, 60)
        amount = f"{minutes} min" + (f" {rest} s" if rest else "")
    elif size < 86400:
        hours, rest = divmod(size // 60, 60)
        amount = f"{hours} h" + (f" {rest} min" if rest else "")
    else:
        days, rest = divmod(size // 3600, 24)
        amount = f"{days} d" + (f" {rest} h" if rest else "")
    return f"{amount} {'later' if seconds > 0 else 'earlier'}"
