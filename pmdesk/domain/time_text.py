"""Times as people type them and as cards show them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from pmdesk.domain.clock_change import (
    instants,
    is_repeated,
    no_such_time,
    which_of_two,
    zone_label,
)
from pmdesk.domain.clock_reading import read_clock, split_day, split_zone, zone_of_words
from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.terms import Precision
from pmdesk.domain.timeline import TimelineEvent

_SHIFT = re.compile(
    r"^(?P<sign>[+−-])\s*(?P<body>(?:\d+(?:\.\d+)?\s*[dhms]?(?:in|ec|rs?)?\s*)+)$", re.I
)
_SHIFT_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([dhms]?)(?:in|ec|rs?)?", re.I)
_SHIFT_CLOCK = re.compile(r"^(?P<sign>[+−-])\s*(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2}))?$")
_UNITS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "": 60.0}
_YEAR = 366 * 86400
_WORDS = {
    "~": Precision.ABOUT, "about ": Precision.ABOUT, "around ": Precision.ABOUT,
    "ca. ": Precision.ABOUT, "c. ": Precision.ABOUT, "<": Precision.BEFORE,
    "before ": Precision.BEFORE, ">": Precision.AFTER, "after ": Precision.AFTER,
}  # fmt: skip
_NOTHING = ("", "?", "unknown", "no time", "no time yet")
_NO_REFERENCE = "Select an event first: +4m counts from it. Or type a time such as 14:32."
_BACKWARDS = "The end stands before the start: the earlier time comes first."


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

    An empty text or "?" is an unknown time. A clock time is of the day of the reference, else of
    the incident's day; over 12 hours before the incident's start it is of the next day. A time
    that clocks leapt over, or that came twice, is asked about.
    """
    typed = " ".join(text.split())
    if typed.casefold() in _NOTHING:
        return TypedTime(None, None, Precision.UNKNOWN)
    if typed.casefold().startswith("between "):
        return _between(typed[8:], context)
    precision = Precision.EXACT
    for word, meaning in _WORDS.items():
        if typed.casefold().startswith(word):
            precision, typed = meaning, typed[len(word) :].strip()
            break
    parts = _span_parts(typed)
    if len(parts) == 2:
        if precision in (Precision.BEFORE, Precision.AFTER):
            return "Before and after take one time, for example before 14:30."
        return _span(parts[0], parts[1], precision, context)
    at = _instant(typed, context)
    return at if isinstance(at, str) else TypedTime(at, None, precision)


def _between(typed: str, context: TimeContext) -> TypedTime | str:
    parts = re.split(r"\s+and\s+", typed, maxsplit=1, flags=re.I)
    parts = parts if len(parts) == 2 else _span_parts(typed)
    if len(parts) != 2:
        return "Type both bounds, for example between 14:30 and 14:40."
    return _span(parts[0], parts[1], Precision.BETWEEN, context)


def _span_parts(typed: str) -> list[str]:
    for dash in ("–", "—", " - ", " to "):
        if dash in typed:
            return [part.strip() for part in typed.split(dash, 1)]
    length = re.match(r"^(.*\d.*) for (\d.*)$", typed, re.I)
    if length:
        return [length[1], f"+{length[2]}"]
    if re.match(r"\d{4}-\d{2}-\d{2}T", typed):
        return [typed]  # As machines write it: what stands behind the dash is an offset.
    # A plain dash parts two clock times only, so that dates keep theirs.
    clock = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s[A-Za-z]\S*)?|\d{4}|\d{6}"
    found = re.match(rf"^(.*\d)-({clock})$", typed)
    if found and not re.fullmatch(r"\d{4}(-\d{2})?", found[1]):
        return [found[1], found[2]]
    if found and re.fullmatch(r"\d{4}", found[1]) and re.fullmatch(r"\d{4}", found[2]):
        return [found[1], found[2]]
    return [typed]


def _span(first: str, last: str, precision: Precision, context: TimeContext) -> TypedTime | str:
    # A zone behind a span is that of both its times.
    if not split_zone(first)[1] and split_zone(last)[1]:
        first = f"{first} {split_zone(last)[1]}"
    at = _instant(first, context)
    if isinstance(at, str):
        return at
    end = parse_end(last, at, context)
    if isinstance(end, str):
        return end
    return TypedTime(at, end if end > at else None, precision)


def parse_end(text: str, at: datetime, context: TimeContext) -> datetime | str:
    """The typed end of what began at ``at`` (both UTC): "14:51", "+13m" from the start, or past
    midnight; else a sentence."""
    typed = " ".join(text.split())
    end = _instant(typed, replace(context, reference=at, start=None))
    if isinstance(end, str) or end >= at:
        return end
    day = split_day(typed, context.day)
    dated = isinstance(day, tuple) and day[0] is not None
    following = end + timedelta(days=1)
    if dated or read_shift(typed) is not None or following - at > timedelta(hours=20):
        return _BACKWARDS
    return following


def read_shift(typed: str) -> float | None:
    """The seconds of a shift such as "+4m", "-1h30m", "+5" (minutes) or "-0:01:30"; None where
    it is none."""
    clock = _SHIFT_CLOCK.match(typed)
    found = clock or _SHIFT.match(typed)
    if found is None:
        return None
    if clock:
        seconds = int(clock["h"]) * 3600.0 + int(clock["m"]) * 60 + int(clock["s"] or 0)
    else:
        pairs = _SHIFT_PART.findall(found["body"])
        seconds = sum(float(n) * _UNITS[unit.lower()] for n, unit in pairs)
    return seconds if found["sign"] == "+" else -seconds


def _instant(typed: str, context: TimeContext) -> datetime | str:
    if typed.casefold() == "now":
        return context.now.replace(microsecond=0)
    seconds = read_shift(typed)
    if seconds is not None:
        if context.reference is None:
            return _NO_REFERENCE
        if abs(seconds) > _YEAR:
            return "That is more than a year away: type the date and time."
        return context.reference + timedelta(seconds=seconds)
    typed, words = split_zone(typed)
    dated = split_day(typed, context.day)
    if isinstance(dated, str):
        return dated
    day, typed = dated
    clock = read_clock(typed)
    if isinstance(clock, str):
        return clock
    at = _utc(day or _usual_day(context), clock, words, context.zone)
    if isinstance(at, str) or day is not None or context.start is None:
        return at
    if context.start - at > timedelta(hours=12):
        return _utc(_usual_day(context) + timedelta(days=1), clock, words, context.zone)
    return at


def _usual_day(context: TimeContext) -> date:
    return context.reference.astimezone(context.zone).date() if context.reference else context.day


def _utc(day: date, clock: tuple[int, int, int], words: str, zone: ZoneInfo) -> datetime | str:
    local = datetime(day.year, day.month, day.day, *clock)  # noqa: DTZ001 - its zone comes next
    own = zone_of_words(words, local, zone) if words else zone
    if isinstance(own, str):
        return own
    if isinstance(own, timedelta):
        return (local - own).replace(tzinfo=UTC)
    zone = own
    found = instants(local, zone)
    if not found:
        return no_such_time(local, zone)
    return found[0] if len(found) == 1 else which_of_two(found[0], found[1], zone)


def end_for(event: TimelineEvent, typed: TypedTime) -> datetime | None:
    """The end of an event that gets a typed time: the typed one, or a span keeps its length."""
    if typed.end is not None or typed.at is None or event.end is None or event.at is None:
        return typed.end
    if event.precision is Precision.BETWEEN:
        # Its end was the later bound of one moment, no length.
        return None
    return typed.at + (event.end - event.at)


def clock_text(at: datetime, zone: ZoneInfo, seconds: bool | None = None) -> str:
    """The time of day in a zone; with seconds when asked, or by None where there are any.

    In an hour that comes twice the zone's short name stands behind it.
    """
    local = at.astimezone(zone)
    if seconds is None:
        seconds = local.second != 0
    # Put together by hand: the format of times looks a module up on each call.
    text = f"{local.hour:02}:{local.minute:02}"
    if seconds:
        text = f"{text}:{local.second:02}"
    return f"{text} {zone_label(at, zone)}" if is_repeated(local) else text


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


def moment_text(at: datetime, context: TimeContext) -> str:
    """A moment as it stands in a field to be edited, with its day where that is another."""
    clock = clock_text(at, context.zone)
    day = at.astimezone(context.zone).date()
    # Of an event's own day a clock time alone would be read as meant, but not by its readers.
    return clock if day == context.day else f"{day.isoformat()} {clock}"


def field_text(event: TimelineEvent, context: TimeContext) -> str:
    """The time as it stands in a field to be edited: what ``parse_time`` reads back the same.

    Of a span it is the start; of a time that lies between two it is both.
    """
    if event.at is None:
        return ""
    text = moment_text(event.at, context)
    if event.precision is Precision.BETWEEN and event.end is not None:
        return f"between {text} and {moment_text(event.end, context)}"
    return sign_of(event.precision) + text


def spoken_time(event: TimelineEvent, zone: ZoneInfo) -> str:
    """Time and end for a list or a screen reader: "14:38–14:51", "about 14:30"."""
    if event.at is None:
        return "no time yet"
    start = clock_text(event.at, zone)
    if event.end is None:
        words = {
            Precision.ABOUT: "about ", Precision.BEFORE: "before ", Precision.AFTER: "after ",
        }.get(event.precision, "")  # fmt: skip
        return words + start
    end = clock_text(event.end, zone)
    first, last = event.at.astimezone(zone).date(), event.end.astimezone(zone).date()
    if first != last:
        end = f"{day_month_text(last)} {end}"
    if event.precision is Precision.BETWEEN:
        return f"between {start} and {end}"
    about = "about " if event.precision is Precision.ABOUT else ""
    return f"{about}{start}–{end}"


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
