"""What the import sheet shows of one file before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pmdesk.domain.date_text import parse_day
from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.terms import Severity


@dataclass(frozen=True, slots=True)
class EntryPreview:
    """One entry of the timeline: as written, and what was understood of it.

    ``at`` and ``end`` are aware, or naive as long as no zone is known.
    """

    written: str
    text: str
    at: datetime | None = None
    end: datetime | None = None
    precision: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that must be answered first: a choice is (value, words).

    ``free`` lets another answer be typed: a "date" (2026-04-26), a "zone" (Europe/Berlin), "text".
    """

    about: str
    words: str
    choices: tuple[tuple[str, str], ...]
    free: str = ""


@dataclass(frozen=True, slots=True)
class FileReview:
    """What was understood of one file; ``draft`` is handed back unchanged.

    ``counts`` are (name, number), ``sections`` are (heading, used as). A ``problem`` is the
    sentence for a file that can't be read; such a file is not imported.
    """

    name: str
    draft: object = None
    title: str = ""
    day: date | None = None
    zone: str = ""
    severity: Severity | None = None
    counts: tuple[tuple[str, int], ...] = ()
    entries: tuple[EntryPreview, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    questions: tuple[Question, ...] = ()
    problem: str = ""

    def open_questions(self, answers: Mapping[str, str]) -> list[Question]:
        """The questions that have no answer yet."""
        return [q for q in self.questions if q.about not in answers]


def time_shown(entry: EntryPreview) -> str:
    """The understood time, "14 Oct 18:04–18:09 UTC"; says where zone or time are missing."""
    if entry.at is None:
        return "No time"
    at, end = _in_utc(entry.at), entry.end and _in_utc(entry.end)
    text = f"{day_month_text(at)} {at:%H:%M}"
    if at.second:
        text += f":{at:%S}"
    if end:
        until = "–" if end.date() == at.date() else f" – {day_month_text(end)} "
        text += f"{until}{end:%H:%M}"
    return f"{text} UTC" if at.tzinfo else f"{text}, no zone"


def problem_of(free: str, typed: str) -> str:
    """Why a typed answer can't be taken, or an empty text."""
    text = typed.strip()
    if not text:
        return ""
    if free == "date" and _whole_day(text) is None:
        return "Type a date such as 2026-04-26."
    if free == "zone":
        from zoneinfo import available_timezones

        if text not in available_timezones():
            return "A zone such as Europe/Berlin."
    return ""


def answer_of(free: str, typed: str) -> str:
    """A typed answer that can be taken, as it is passed on: a date as year-month-day."""
    text = typed.strip()
    day = _whole_day(text) if free == "date" else None
    return text if day is None else day.isoformat()


def _whole_day(typed: str) -> date | None:
    """A typed day that is the same whenever it is typed: with its year, no weekday, no "+2w"."""
    found = {parse_day(typed, today) for today in (date(2000, 2, 1), date(2001, 8, 15))}
    day = found.pop() if len(found) == 1 else None
    return day if isinstance(day, date) else None


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment
