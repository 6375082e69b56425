"""What a reader must decide before a draft is stored: zone, day, order of day and month."""

from __future__ import annotations

from pmdesk.domain.day_names import MONTHS
from pmdesk.importers.draft import Draft, ImportQuestion
from pmdesk.importers.entries import Entry
from pmdesk.importers.incident_day import Begun


def questions_about(
    draft: Draft, entries: list[Entry], *, begun: Begun, day_first: bool, answered: bool
) -> tuple[ImportQuestion, ...]:
    """The questions that the document leaves open."""
    found: list[ImportQuestion] = []
    stamps = [e.stamp for e in entries if e.stamp]
    if any(s.clock for s in stamps) and draft.zone is None:
        found.append(
            ImportQuestion(
                about="zone",
                choices=("UTC", "Europe/London", "Europe/Berlin", "America/New_York",
                         "America/Los_Angeles", "Asia/Tokyo"),
                text="The document states no time zone. Times are read as UTC until you choose.",
                chosen="UTC",
            )
        )  # fmt: skip
    if begun.asked:
        found.append(
            ImportQuestion(
                about="date",
                choices=tuple(day.isoformat() for day in begun.choices),
                text="The document names several days. On which one did it begin?"
                if begun.choices
                else "The document does not say on which day it began.",
                chosen=begun.day.isoformat() if begun.day else "",
            )
        )
    pair = next((s.pair for s in stamps if s.pair and s.pair[0] != s.pair[1]), None)
    if not answered and pair is not None:
        one, two = pair
        found.append(
            ImportQuestion(
                about="date order",
                choices=("month first", "day first"),
                text=f"“{one}/{two}” can be {two} {MONTHS[one - 1]} (month first) "
                f"or {one} {MONTHS[two - 1]} (day first).",
                chosen="day first" if day_first else "month first",
            )
        )
    return tuple(found)
