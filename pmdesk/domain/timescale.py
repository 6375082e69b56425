"""Where a time stands on a line: seconds to pixels and back, and the ticks of the ruler."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from pmdesk.domain.clock_change import is_repeated, zone_label
from pmdesk.domain.day_names import WEEKDAYS, day_month_text, month_text
from pmdesk.domain.postmortem import Postmortem

SECOND, MINUTE, HOUR, DAY = 1, 60, 3600, 86400
FINEST, COARSEST = 0.002, 6.0 * HOUR  # seconds per pixel
_STEPS = (
    1, 2, 5, 10, 15, 30,
    MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
    HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR,
    DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY, 364 * DAY,
)  # fmt: skip


def zone_of(name: str) -> ZoneInfo:
    """The zone of an IANA name; an unknown name gives UTC, since a line must be drawn."""
    try:
        return ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def second_zone_of(head: Postmortem) -> ZoneInfo | None:
    """The second zone of a postmortem; None where it has none, or the same as the first."""
    name = head.second_zone
    return zone_of(name) if name and name != (head.zone or "UTC") else None


def moment(seconds: float) -> datetime:
    """The aware UTC time of seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A window on time: ``start`` in seconds since 1970 stands at pixel 0."""

    start: float
    per_px: float

    def x(self, seconds: float) -> float:
        """The pixel of a time."""
        return (seconds - self.start) / self.per_px

    def time(self, x: float) -> float:
        """The time at a pixel, in seconds since 1970."""
        return self.start + x * self.per_px

    def panned(self, pixels: float) -> TimeScale:
        """The window moved right by so many pixels."""
        return TimeScale(self.start + pixels * self.per_px, self.per_px)

    def zoomed(self, factor: float, at_x: float) -> TimeScale:
        """The window with ``factor`` times the pixels per second; the time at ``at_x`` stays."""
        per_px = min(COARSEST, max(FINEST, self.per_px / factor))
        return TimeScale(self.time(at_x) - at_x * per_px, per_px)

    @staticmethod
    def fitted(first: float, last: float, width: float, margin: float = 0.0) -> TimeScale:
        """The window that shows first to last in ``width`` pixels with ``margin`` at either end."""
        inner = max(1.0, width - 2 * margin)
        per_px = min(COARSEST, max(FINEST, (last - first) / inner))
        middle = (first + last) / 2
        return TimeScale(middle - per_px * width / 2, per_px)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line on the ruler: its time in seconds since 1970 and its words; ``day`` begins a day."""

    at: float
    text: str
    day: bool = False


def tick_step(per_px: float, gap: float) -> int:
    """The smallest usual step in seconds whose ticks stand at least ``gap`` pixels apart."""
    for step in _STEPS:
        if step / per_px >= gap:
            return step
    return _STEPS[-1]


def ticks(
    first: float, last: float, per_px: float, zone: ZoneInfo, gap: float = 64.0
) -> list[Tick]:
    """The ticks from first to last in a zone.

    Steps under a day count real time, so a night on which clocks change has one hour less or
    more between its midnights: an hour that comes twice is labelled twice, with the zone's short
    name, and one that clocks leapt over has no tick. From a day up the ticks stand on local
    midnights.
    """
    step = tick_step(per_px, gap)
    if step >= DAY:
        return list(_day_ticks(first, last, step // DAY, zone))
    return list(_time_ticks(first, last, step, zone))


def _time_ticks(first: float, last: float, step: int, zone: ZoneInfo) -> Iterator[Tick]:
    stride = min(step, HOUR)
    shift = _offset(first, zone) % stride
    at = ((first + shift) // stride) * stride - shift
    before = _offset(at - stride, zone)
    while at <= last:
        local = moment(at).astimezone(zone)
        offset = _offset(at, zone)
        changed = offset != before
        before = offset
        if step <= HOUR or local.hour % (step // HOUR) == 0 or changed:
            # Where clocks leap over midnight the day begins later.
            midnight = local.date() != moment(at - stride).astimezone(zone).date()
            if midnight:
                text = f"{WEEKDAYS[local.weekday()][:3]} {day_month_text(local)}"
            else:
                text = f"{local.hour:02}:{local.minute:02}"
                text = f"{text}:{local.second:02}" if step < MINUTE else text
                # Both hours of the same name say which they are; close by there is less room.
                if changed or (is_repeated(local) and at % MINUTE == 0):
                    text += f" {zone_label(moment(at), zone)}"
            yield Tick(at, text, midnight)
        at += stride


def _day_ticks(first: float, last: float, days: int, zone: ZoneInfo) -> Iterator[Tick]:
    day = moment(first).astimezone(zone).date()
    # Counted from a Monday, so that the days do not shift while panning and weeks begin right.
    day -= timedelta(days=(day.toordinal() - 1) % days)
    while True:
        at = datetime(day.year, day.month, day.day, tzinfo=zone).timestamp()
        if at > last:
            return
        text = day_month_text(day) if days < 91 else f"{month_text(day)} {day.year}"
        yield Tick(at, text, True)
        day += timedelta(days=days)


def _offset(seconds: float, zone: ZoneInfo) -> int:
    offset = moment(seconds).astimezone(zone).utcoffset() or timedelta()
    return int(offset.total_seconds())


_UNITS = ((7 * DAY, "week", "weeks"), (DAY, "day", "days"), (HOUR, "hour", "hours"))


def width_text(seconds: float) -> str:
    """How much time is in view, for the zoom control: "26 min", "1 hour", "3 days"."""
    for unit, one, many in _UNITS:
        count = seconds / unit
        if count >= (0.95 if unit != 7 * DAY else 2.9):
            near = round(count) if count >= 3 else round(count * 2) / 2
            return f"{near:g} {one if near == 1 else many}"
    if seconds >= 57:
        return f"{max(1, round(seconds / 60))} min"
    return f"{max(1, round(seconds))} s"
