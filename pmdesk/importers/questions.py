"""What a reader must decide before a draft is stored: zone, day, order of day and month."""

from __future__ import annotations

from pmdesk.importers.draft import Draft, ImportQuestion
from pmdesk.importers.entries import Entry


def questions_about(
    draft: Draft, entries: list[Entry], *, asked: bool, day_first: bool, answered: bool
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
    if asked:
        found.append(
            ImportQuestion(
                about="date", choices=(), text="The document does not say on which day it began."
            )
        )
    if not answered and any(s.pair and s.pair[0] != s.pair[1] for s in stamps):
        found.append(
            ImportQuestion(
                about="date order",
                choices=("month first", "day first"),
                text="Dates such as 03/04 can be read in two ways.",
                chosen="day first" if day_first else "month first",
            )
        )
    return tuple(found)
