"""A moment as the review writes it: today, yesterday, or the day, in the incident's zone."""

from __future__ import annotations

from datetime import datetime, timedelta

from pmdesk.domain.day_names import date_text, day_month_text
from pmdesk.exporters.clock_text import Clock


def moment_text(at: datetime | None, now: datetime, zone: str) -> str:
    """A UTC time for people: "Today, 14:02", "15 Apr, 11:10"; an empty text for None."""
    if at is None:
        return ""
    clock = Clock(zone)
    day, today = clock.day(at), clock.day(now)
    local = clock.local(at)
    if day == today:
        words = "Today"
    elif day == today - timedelta(days=1):
        words = "Yesterday"
    else:
        words = day_month_text(day) if day.year == today.year else date_text(day)
    return f"{words}, {local.hour:02d}:{local.minute:02d}"
