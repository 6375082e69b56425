"""Tables as text: CSV with any of four separators, its columns found by title or chosen."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from pmdesk.importers.days import days_first, order_shown
from pmdesk.importers.feeds.columns import REQUIRED, given, guessed
from pmdesk.importers.feeds.moments import Written, offset_in
from pmdesk.importers.feeds.persons import is_person
from pmdesk.importers.feeds.raw import MACHINE, PERSON, Answers, RawEvent, Reading, Speaker, Table

_SEPARATORS = ",\t;|"
_LOOKED_AT = 40


@dataclass(frozen=True)
class Form:
    """How a table is written: its separator, and whether its first row holds titles."""

    separator: str
    titled: bool


def _rows(text: str, separator: str, most: int | None = None) -> list[list[str]]:
    try:
        return list(islice(csv.reader(text.splitlines(keepends=True), delimiter=separator), most))
    except csv.Error:
        return []


def form_of(text: str) -> Form | None:
    """The form of a table, or None for text that is none."""
    head = text[:200_000]
    if head.lstrip().startswith(("|", "#", "- ", "* ")):
        return None
    written = Written()

    def is_moment(cell: str) -> bool:
        return written.moment(cell) is not None or _clock_only(cell, written)

    for separator in _SEPARATORS:
        if separator not in head:
            continue
        rows = [row for row in _rows(head, separator, _LOOKED_AT) if any(c.strip() for c in row)]
        width = len(rows[0]) if rows else 0
        if width < 2 or len(rows) < 2:
            continue
        alike = sum(1 for row in rows[1:] if abs(len(row) - width) <= 1)
        if alike < 0.8 * (len(rows) - 1):
            continue
        titled = not any(is_moment(cell) for cell in rows[0])
        short = all(len(cell) <= 60 for cell in rows[0])
        body = rows[1:] if titled else rows
        uses = guessed(rows[0] if titled else [""] * width, body, is_moment)
        timed = uses.get("time")
        if timed is None or "text" not in uses or not short:
            continue
        hits = sum(1 for row in body if timed < len(row) and is_moment(row[timed]))
        if hits * 2 >= len(body) and (
            titled or (separator != "," and width >= 3 and hits == len(body))
        ):
            return Form(separator, titled)
    return None


def _clock_only(cell: str, written: Written) -> bool:
    """Whether a cell holds a time of day that only lacks its day."""
    before, written.needs_day = written.needs_day, False
    if len(cell) > 40:
        return False
    written.forget(cell)
    written.moment(cell)
    found, written.needs_day = written.needs_day, before
    return found


def read_table(text: str, form: Form, source: str, answers: Answers) -> Reading:
    """The rows of a table as events; a row without a time or words is kept as not read."""
    rows = _rows(text, form.separator)
    width = max(len(row) for row in rows)
    titles = _unique(rows[0] if form.titled else [f"Column {i + 1}" for i in range(width)])
    body = rows[1:] if form.titled else rows
    shown = order_shown(text[:2_000_000])
    first = days_first(text[:200_000]) if answers.day_first is None else answers.day_first
    written = Written(answers.day, day_first=first if shown is None else shown)
    uses = guessed(
        titles,
        [row for row in body[:200] if any(row)],
        lambda cell: written.moment(cell) is not None or _clock_only(cell, written),
    )
    uses.update(given(titles, answers.columns))
    for use, title in answers.columns.items():
        if not title and use not in REQUIRED:
            uses.pop(use, None)
    jira = "Issue key" in titles
    reading = Reading(format="Jira issues" if jira else "Table")
    reading.table = Table(
        titles=tuple(titles), uses={use: titles[at] for use, at in uses.items() if at < len(titles)}
    )
    taker = _Taker(reading, written, uses, "Jira" if jira else source)
    for number, row in enumerate(body, start=2 if form.titled else 1):
        if any(cell.strip() for cell in row):
            taker.take(row, f"row {number}", len(titles))
    reading.naive = taker.naive
    reading.needs_day = written.needs_day and answers.day is None
    if shown is None and answers.day_first is None:
        reading.pair = written.pair
    return reading


def _unique(titles: Sequence[str]) -> list[str]:
    """Titles that can be told apart: the second "Labels" is "Labels (2)"."""
    seen: dict[str, int] = {}
    found = []
    for number, title in enumerate(titles, start=1):
        words = " ".join(title.split()) or f"Column {number}"
        seen[words] = seen.get(words, 0) + 1
        found.append(words if seen[words] == 1 else f"{words} ({seen[words]})")
    return found


class _Taker:
    """Makes an event of each row."""

    def __init__(
        self, reading: Reading, written: Written, uses: dict[str, int], source: str
    ) -> None:
        self._reading, self._written, self._uses, self._source = reading, written, uses, source
        self.naive = False

    def take(self, row: Sequence[str], place: str, width: int) -> None:
        """Make an event of a row, or keep the row as not read."""
        text, time = self._cell(row, "text"), self._cell(row, "time")
        day = self._cell(row, "day")
        whole = " | ".join(cell.strip() for cell in row if cell.strip())
        if not text:
            self._reading.refuse(place, whole, "This row says nothing of what happened.")
            return
        at = self._written.moment(f"{day} {time}".strip()) if time or day else None
        if at is None and day:
            at = self._written.moment(time)
        if at is None and time and not _clock_only(time, self._written):
            self._reading.refuse(place, whole, f"“{time[:40]}” can't be read as a time.")
            return
        for extra in row[width:]:
            if extra.strip():
                self._reading.refuse(place, extra, "This cell stands beyond the last title.")
        self.naive |= at is not None and at.tzinfo is None
        actor = self._cell(row, "actor")
        person = is_person(actor)
        if person:
            self._reading.people.setdefault(actor, Speaker(actor))
        end = self._written.moment(self._cell(row, "end")) if "end" in self._uses else None
        if end is not None and (
            at is None or (end.tzinfo is None) != (at.tzinfo is None) or end <= at
        ):
            end = None
        self._reading.events.append(
            RawEvent(
                text,
                at,
                actor,
                self._source,
                self._cell(row, "id"),
                f"{day} {time}".strip(),
                place,
                PERSON if person else MACHINE,
                "",
                end,
                "exact" if at else "unknown",
                offset_in(time) if at is not None and at.tzinfo is not None else "",
                self._cell(row, "url"),
                "",
                self._cell(row, "lane"),
            )
        )

    def _cell(self, row: Sequence[str], use: str) -> str:
        at = self._uses.get(use)
        return row[at].strip() if at is not None and at < len(row) else ""
