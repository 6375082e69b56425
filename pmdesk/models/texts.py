"""How values stand in SQLite's text columns; needs no library, so that reading starts quickly."""

from __future__ import annotations

from datetime import UTC, datetime


def stored_time(at: datetime) -> str:
    """An aware time as text in UTC that sorts as the times do: always to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def time_of(text: str) -> datetime:
    """The UTC time of a stored text, which ends with a Z."""
    return datetime.fromisoformat(text)
