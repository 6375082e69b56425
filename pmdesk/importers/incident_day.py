"""On which day an incident began, by what the document states, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from pmdesk.importers.days import Setting, day_of
from pmdesk.importers.entries import Found
from pmdesk.importers.head import day_in, labelled_day
from pmdesk.importers.outline import Line, Section

_MOST_CHOICES = 4


@dataclass(frozen=True, kw_only=True)
class Begun:
    """The day, and where a reader has to decide: ``choices`` are days the text names."""

    day: date | None
    asked: bool = False
    choices: tuple[date, ...] = ()


def incident_day(
    lines: list[Line],
    sections: list[Section],
    properties: dict[str, str],
    title: str,
    name: str,
    found: Found,
    base: Setting,
    given: date | None,
) -> Begun:
    """The day an incident began.

    In this order: a given day, a label, the title, the first entry with a day of its own, a
    heading, the text, the properties, the file's name. A day that only the running text names
    is asked about where times depend on it and the text names several.
    """
    if given is not None:
        return Begun(day=given)
    labelled, titled = labelled_day(lines, base), day_in(title, base)
    if labelled or titled:
        return Begun(day=labelled or _begun_before(titled, found, base))
    context = day_in("\n".join(s.heading for s in sections), base)
    text = "\n".join(line.text for line in lines)
    spoken, front = day_in(text, base), day_in(properties.get("date", ""), base)
    named = day_in(name, base)
    near = context or front or spoken or named
    for entry in found.entries:
        if entry.stamp and entry.stamp.has_day:
            day = day_of(entry.stamp, replace(base, day=near), None)
            if day:
                return Begun(day=day)
    answer = context or spoken or front or named
    if answer is None:
        return Begun(day=None, asked=True)
    depends = any(e.stamp and e.stamp.clock for e in found.entries)
    if context or not depends or answer in (front, named):
        return Begun(day=answer)
    choices = _days_in(text, base)
    return Begun(day=answer, asked=len(choices) > 1, choices=choices if len(choices) > 1 else ())


def _begun_before(titled: date | None, found: Found, base: Setting) -> date | None:
    """The day in a title, or that of the first entry where it lies a few days earlier."""
    first = next((e.stamp for e in found.entries if e.stamp and e.stamp.has_day), None)
    day = day_of(first, replace(base, day=titled), None) if first else None
    earlier = day and titled and 0 < (titled - day).days <= 3
    return day if earlier else titled


def _days_in(text: str, base: Setting) -> tuple[date, ...]:
    """The first different days that a text names in full."""
    found: dict[date, None] = {}
    for part in re.split(r"\n|(?<=[.;,])\s", text[:20_000]):
        if len(found) < _MOST_CHOICES and any(c.isdigit() for c in part):
            day = day_in(part, base)
            if day:
                found[day] = None
    return tuple(found)
