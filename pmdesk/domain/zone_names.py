"""Names of time zones to choose from, and why a short name is not enough."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

# What people write, and the places that write it so. None of them is guessed at.
_AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "AST": ("America/Halifax", "Asia/Riyadh"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "CDT": ("America/Chicago", "America/Havana"),
    "CST": ("America/Chicago", "Asia/Shanghai", "America/Havana"),
    "ECT": ("America/Guayaquil", "America/Puerto_Rico"),
    "EST": ("America/New_York", "America/Panama", "Australia/Sydney"),
    "EDT": ("America/New_York", "Australia/Sydney"),
    "GST": ("Asia/Dubai", "Atlantic/South_Georgia"),
    "IST": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "MST": ("America/Denver", "America/Phoenix", "Asia/Kuala_Lumpur"),
    "PST": ("America/Los_Angeles", "Asia/Manila"),
    "PDT": ("America/Los_Angeles", "America/Tijuana"),
    "SST": ("Asia/Singapore", "Pacific/Pago_Pago"),
    "WST": ("Australia/Perth", "Pacific/Apia"),
    "CET": ("Europe/Berlin", "Europe/Paris"),
    "CEST": ("Europe/Berlin", "Europe/Paris"),
    "EET": ("Europe/Helsinki", "Europe/Athens"),
    "ET": ("America/New_York", "America/Toronto"),
    "CT": ("America/Chicago", "America/Winnipeg"),
    "MT": ("America/Denver", "America/Edmonton"),
    "PT": ("America/Los_Angeles", "America/Vancouver"),
}
_AREAS = (
    "Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/",
    "Indian/", "Pacific/",
)  # fmt: skip


@cache
def zone_names() -> tuple[str, ...]:
    """The IANA names to choose from: UTC, then places by name."""
    return ("UTC", *sorted(n for n in available_timezones() if n.startswith(_AREAS)))


def places_of(short: str) -> tuple[str, ...]:
    """The places that a short name such as CST can mean; empty where it is none."""
    return _AMBIGUOUS.get(short.upper(), ())


def zone_problem(typed: str) -> str:
    """Why a typed name is no zone to choose, as a sentence that says what to type; or empty.

    A part of a name is no problem while it still finds something.
    """
    word = typed.strip()
    if not word:
        return ""
    if places := _AMBIGUOUS.get(word.upper()):
        named = f"{', '.join(places[:-1])} or {places[-1]}"
        return f"{word.upper()} can mean {named}: choose a place."
    wanted = word.casefold().split()
    if any(all(w in name.casefold() for w in wanted) for name in zone_names()):
        return ""
    return f"No place is called “{word[:40]}”: type a city such as Berlin, or UTC."
