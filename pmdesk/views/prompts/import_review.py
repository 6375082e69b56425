"""What the import sheet shows of one file before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pmdesk.domain.terms import Severity


@dataclass(frozen=True, slots=True)
class EntryPreview:
    """One entry of the timeline: as written, and what was understood of it (``at`` is UTC)."""

    written: str
    text: str
    at: datetime | None = None
    end: datetime | None = None
    precision: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that must be answered first: a choice is (value, words)."""

    about: str
    words: str
    choices: tuple[tuple[str, str], ...]


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
    """The understood time, "14 Oct 18:04–18:09 UTC", or that there is none."""
    if entry.at is None:
        return "No time"
    text = f"{entry.at.day} {entry.at:%b %H:%M}"
    if entry.at.second:
        text += f":{entry.at:%S}"
    if entry.end is not None:
        same = entry.end.date() == entry.at.date()
        text += f"–{entry.end:%H:%M}" if same else f" – {entry.end.day} {entry.end:%b %H:%M}"
    return f"{text} UTC"
