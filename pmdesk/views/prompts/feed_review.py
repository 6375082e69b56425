"""What the preview of a feed is told before anything is stored, and how its times are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from pmdesk.domain.day_names import date_text, day_month_text
from pmdesk.views.prompts.import_review import Question

if TYPE_CHECKING:
    from pmdesk.importers.feeds.offered import Offer
    from pmdesk.importers.feeds.raw import Feed, RawEvent

# Up to so many rows everything new is ticked; of more only what lies around the incident.
MOST_TICKED = 200
AROUND = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class FeedReview:
    """One feed as it was read for a postmortem; ``problem`` says why nothing could be read.

    ``there`` are the rows that the timeline has already (or that come twice), by their number.
    ``around`` is the time of the incident as far as it is known, UTC. ``questions`` stay in sight
    after they are answered, so that an answer can be changed.
    """

    name: str
    feed: Feed | None = None
    offer: Offer | None = None
    there: Mapping[int, str] = field(default_factory=dict)
    around: tuple[datetime, datetime] | None = None
    questions: tuple[Question, ...] = ()
    problem: str = ""

    @property
    def events(self) -> list[RawEvent]:
        """The rows, in the order of the source."""
        return self.feed.events if self.feed is not None else []


def ticked_first(review: FeedReview) -> tuple[bytearray, str]:
    """Which rows are ticked when the preview opens, and a sentence where not all new ones are."""
    events = review.events
    ticks = bytearray(
        event.by != "notice" and number not in review.there for number, event in enumerate(events)
    )
    few = len(events) <= MOST_TICKED
    if review.around is None:
        if few:
            return ticks, ""
        return bytearray(len(events)), "Nothing is ticked yet: filter, or choose a day."
    first, last = review.around[0] - AROUND, review.around[1] + AROUND
    near = [
        event.at is None or event.at.tzinfo is None or first <= event.at <= last for event in events
    ]
    if all(near):
        return ticks, ""
    close = bytearray(new and by for new, by in zip(ticks, near, strict=True))
    if any(close):
        return close, "Ticked is what lies within an hour of the incident."
    words = "Nothing new lies within an hour of the incident"
    if few:
        return ticks, f"{words}: are day and zone right?"
    return close, f"{words}, so nothing is ticked yet."


def time_words(event: RawEvent, zone: tzinfo, with_year: bool = False) -> str:
    """A row's time in the incident's zone: "12 Apr 14:32:05"; says what is missing of it."""
    at = event.at
    if at is None:
        return f"{event.at_text}, no day" if event.at_text else "No time"
    if at.tzinfo is None:
        return f"{_clock(at, with_year)}, no zone"
    shown = _clock(at.astimezone(zone), with_year)
    if event.end is not None and event.end.tzinfo is not None:
        end = event.end.astimezone(zone)
        shown += f"–{end:%H:%M}"
    return f"about {shown}" if event.precision == "about" else shown


def _clock(at: datetime, with_year: bool) -> str:
    day = date_text(at) if with_year else day_month_text(at)
    return f"{day} {at:%H:%M:%S}" if at.second else f"{day} {at:%H:%M}"


def day_of(event: RawEvent, zone: tzinfo) -> date | None:
    """The calendar day of a row in the incident's zone."""
    if event.at is None:
        return None
    return (event.at.astimezone(zone) if event.at.tzinfo is not None else event.at).date()


def years_of(review: FeedReview) -> int:
    """How many calendar years the rows lie in."""
    return len({event.at.year for event in review.events if event.at is not None})


def span_words(review: FeedReview, zone: tzinfo) -> str:
    """The days that a feed covers: "14 Jan – 29 Mar 2016"."""
    days = [day for day in (day_of(event, zone) for event in review.events) if day is not None]
    if not days:
        return ""
    first, last = min(days), max(days)
    if first == last:
        return date_text(first)
    begun = day_month_text(first) if first.year == last.year else date_text(first)
    return f"{begun} – {date_text(last)}"
