"""Times of feeds: ISO, seconds since 1970 in four units, and what people write."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo

import msgspec

from pmdesk.domain.rules import FIRST_TIME, LAST_TIME
from pmdesk.importers.date_words import MONTHS
from pmdesk.importers.days import Setting, day_of
from pmdesk.importers.feeds.raw import RawEvent
from pmdesk.importers.stamps import leading_stamp
from pmdesk.importers.zones import placed, zone_named

_DIGITS = re.compile(r"-?\d{9,19}(?:\.\d{1,9})?$")
_PARSED_ISO = re.compile(r"\d{4}-?\d\d-?\d\d(?:[T ]|$)")
_NAMED_DAY = re.compile(
    r"(?:[A-Z][a-z]{2},?\s+)?(\d{1,2})[/ -]([A-Za-z]{3})[A-Za-z]*[/ -](\d{4}|\d{2})[ :,T]+(.*)$"
)
_C_TIME = re.compile(r"(?:[A-Z][a-z]{2}\s+)?([A-Z][a-z]{2})\s+(\d{1,2})\s+([\d:]+)\s+(\d{4})(.*)$")
_OFFSET = re.compile(r"([+-]\d\d):?(\d\d)$")


def from_epoch(value: float | str) -> datetime | None:
    """Seconds, milli-, micro- or nanoseconds since 1970, told apart by their size, in UTC."""
    try:
        number = float(value)
        size = abs(number)
        if not math.isfinite(size):
            return None
        while size >= 1e11:
            size /= 1000
            number /= 1000
        return _kept(datetime.fromtimestamp(number, UTC))
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def from_iso(text: str) -> datetime | None:
    """An ISO 8601 time; aware in UTC with an offset, naive without."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _kept(at if at.tzinfo is None else _utc(at))


def in_utc(at: datetime | None) -> datetime | None:
    """An aware time in UTC where a timeline can hold it; a naive one stays as it is."""
    return _kept(at if at is None or at.tzinfo is None else _utc(at))


def _utc(at: datetime) -> datetime | None:
    try:
        return at.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _kept(at: datetime | None) -> datetime | None:
    """The time where a timeline can hold it; year 1 stands for "not yet" in many exports."""
    if at is None:
        return None
    aware = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    return at if FIRST_TIME <= aware <= LAST_TIME else None


def offset_in(text: str) -> str:
    """The offset or zone at the end of a written time: "+02:00", "UTC", or nothing."""
    if found := _OFFSET.search(text):
        return f"{found[1]}:{found[2]}"
    return "UTC" if text.endswith(("Z", "UTC", "GMT")) else ""


class Written:
    """Reads times as written in one source, with its open questions gathered on the way."""

    def __init__(self, day: date | None = None, *, day_first: bool = False) -> None:
        self.setting = Setting(day=day, day_first=day_first)
        self.pair: tuple[int, int] | None = None
        self.needs_day = False
        self._held: dict[str, datetime | None] = {}

    def moment(self, text: str) -> datetime | None:
        """The moment a text states: aware UTC, naive without a zone, None where it states none."""
        text = text.strip()
        if text not in self._held:
            if len(self._held) > 50_000:
                self._held.clear()
            self._held[text] = self._read(text)
        return self._held[text]

    def forget(self, text: str) -> None:
        """Read a text anew when it is asked for again."""
        self._held.pop(text.strip(), None)

    def _read(self, text: str) -> datetime | None:
        if _PARSED_ISO.match(text) and (
            found := from_iso(text.replace(" UTC", "Z").replace(" Z", "Z"))
        ):
            return found
        if _DIGITS.match(text):
            return from_epoch(text)
        return self._named(text) or self._stamped(text)

    def _named(self, text: str) -> datetime | None:
        """As in "14/Jul/25 3:42 PM", "12/Apr/2026:14:32:05 +0000", "Mon Apr 12 14:32:05 2026"."""
        if found := _NAMED_DAY.match(text):
            day, month, year, rest = found[1], found[2], found[3], found[4]
        elif found := _C_TIME.match(text):
            month, day, year, rest = found[1], found[2], found[4], f"{found[3]}{found[5]}"
        else:
            return None
        number = MONTHS.get(month.lower())
        clock = leading_stamp(rest)
        if number is None or clock is None or clock.clock is None:
            return None
        try:
            at = datetime(  # noqa: DTZ001 - a zone comes next
                int(year) + (2000 if len(year) == 2 else 0),
                number,
                int(day),
                clock.clock.hour,
                clock.clock.minute,
                clock.clock.second,
            )
        except ValueError:
            return None
        zone = offset_in(rest) or clock.zone
        return _kept(_utc(placed(at, zone)) if zone else at)

    def _stamped(self, text: str) -> datetime | None:
        stamp = leading_stamp(text)
        if stamp is None or stamp.clock is None:
            return None
        if stamp.pair and stamp.pair[0] != stamp.pair[1]:
            self.pair = self.pair or stamp.pair
        day = day_of(stamp, self.setting, None) if stamp.has_day else self.setting.day
        if day is None:
            self.needs_day = True
            return None
        at = datetime(  # noqa: DTZ001 - a zone comes next
            day.year, day.month, day.day, stamp.clock.hour, stamp.clock.minute, stamp.clock.second
        )
        if stamp.zone:
            at = placed(at, stamp.zone)
        return _kept(at if at.tzinfo is None else _utc(at))


def twice_shown(events: Iterable[RawEvent], name: str) -> list[datetime]:
    """The naive times that a zone's clock showed twice when it was set back."""
    zone = zone_named(name)
    if zone is None:
        return []
    found: dict[datetime, None] = {}
    doubtful: dict[date, bool] = {}
    for event in events:
        at = event.at
        if at is None or at.tzinfo is not None:
            continue
        day = at.date()
        if day not in doubtful:
            doubtful[day] = _turns(day, zone)
        if doubtful[day] and _offsets(at, zone) > timedelta():
            found[at] = None
    return list(found)


def _turns(day: date, zone: tzinfo) -> bool:
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    try:
        return start.utcoffset() != (start + timedelta(days=1)).utcoffset()
    except OverflowError:
        return False


def _offsets(at: datetime, zone: tzinfo) -> timedelta:
    """By how much the earlier reading of a time is ahead of the later one."""
    first = at.replace(tzinfo=zone, fold=0).utcoffset() or timedelta()
    second = at.replace(tzinfo=zone, fold=1).utcoffset() or timedelta()
    return first - second


def in_zone(events: list[RawEvent], name: str, *, second: bool) -> list[RawEvent]:
    """The events with their naive times read in a zone; ``second`` takes the later of two."""
    zone = zone_named(name)
    if zone is None:
        return events
    fold = 1 if second else 0

    def read(at: datetime | None) -> datetime | None:
        if at is None or at.tzinfo is not None:
            return at
        return _utc(at.replace(tzinfo=zone, fold=fold))

    return [
        event
        if event.at is None or event.at.tzinfo is not None
        else msgspec.structs.replace(event, at=read(event.at), end=read(event.end), zone=name)
        for event in events
    ]
