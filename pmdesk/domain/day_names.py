"""Days in English words.

Not by strftime: Qt takes on the machine's language, and then its names would not be those of the
rest of the window.
"""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def month_text(day: date) -> str:
    """The short name of a day's month, "Oct"."""
    return MONTHS[day.month - 1][:3]


def day_month_text(day: date) -> str:
    """A day without its year, "14 Oct"."""
    return f"{day.day} {month_text(day)}"


def date_text(day: date | None) -> str:
    """A day with its year, "14 Oct 2026"; an empty text for none."""
    return f"{day_month_text(day)} {day.year}" if day is not None else ""


def long_day_text(day: date) -> str:
    """A day in full, "Sunday 26 Apr 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {date_text(day)}"
