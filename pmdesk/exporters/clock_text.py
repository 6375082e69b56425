"""Times and dates as an exported page writes them, in the incident's own zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pmdesk.domain.day_names import date_text, day_month_text
from pmdesk.domain.terms import Precision
from pmdesk.domain.timeline import TimelineEvent

_ANY_TIME = datetime(2020, 1, 1, tzinfo=UTC)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?$")


def zone_of(name: str) -> tzinfo:
    """The zone of an IANA name or an offset; UTC where the name means nothing."""
    match = _OFFSET.match(name.strip())
    if match:
        sign = -1 if match[1] == "-" else 1
        span = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(sign * span) if span < timedelta(hours=24) else UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


class Clock:
    """Writes UTC times in one zone."""

    def __init__(self, zone_name: str) -> None:
        self.zone = zone_of(zone_name)

    def local(self, at: datetime) -> datetime:
        """The time in the zone."""
        return at.astimezone(self.zone)

    def label(self, at: datetime | None) -> str:
        """The zone's short name at a time: UTC, CEST, UTC+03:30."""
        if self.zone is UTC:
            return "UTC"
        name = (at or _ANY_TIME).astimezone(self.zone).tzname() or "UTC"
        return f"UTC{name}" if name[:1] in "+-" else name

    def time(self, at: datetime) -> str:
        """The time of day, with seconds only where there are some."""
        local = self.local(at)
        text = f"{local.hour:02d}:{local.minute:02d}"
        return f"{text}:{local.second:02d}" if local.second else text

    def day(self, at: datetime) -> date:
        """The date in the zone."""
        return self.local(at).date()

    def iso_minute(self, at: datetime) -> str:
        """Date and time as machines sort them, "2026-10-14 18:04"."""
        return f"{self.day(at).isoformat()} {self.time(at)}"

    def moment(self, at: datetime) -> str:
        """Date and time, "14 Oct 2026, 18:04"."""
        return f"{date_text(self.day(at))}, {self.time(at)}"

    def period(self, start: datetime, end: datetime) -> str:
        """From start to end, the date once where it is the same."""
        if self.day(start) == self.day(end):
            return f"{self.moment(start)} to {self.time(end)}"
        return f"{self.moment(start)} to {self.moment(end)}"

    def event(self, event: TimelineEvent) -> tuple[str, str]:
        """An event's time in two short lines: the time, and what qualifies it."""
        if event.at is None:
            return "No time", ""
        own = self.time(event.at)
        if event.end is not None and event.end != event.at:
            joint = "and" if event.precision is Precision.BETWEEN else "to"
            end = self.time(event.end)
            if self.day(event.end) != self.day(event.at):
                end = f"{end} ({day_month_text(self.day(event.end))})"
            return own, f"{joint} {end}"
        if event.precision in (Precision.EXACT, Precision.UNKNOWN):
            return own, ""
        return own, {"about": "or so", "before": "or earlier", "after": "or later"}.get(
            event.precision.value, ""
        )
