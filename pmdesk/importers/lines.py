"""Pasted lines as timeline events; what does not begin with a time joins the event before."""

from __future__ import annotations

from datetime import date

from pmdesk.importers.blocks import blocks_of
from pmdesk.importers.days import Setting
from pmdesk.importers.draft import DraftEvent
from pmdesk.importers.entries import Entry, Found, entry_of
from pmdesk.importers.outline import ITEM, Line
from pmdesk.importers.stamps import leading_stamp
from pmdesk.importers.timeline import events_of
from pmdesk.importers.timeline_tables import table_entries


def read_lines(text: str, *, date: date | None, zone: str | None) -> tuple[DraftEvent, ...]:
    """The events of a pasted text, in its order; times are naive when no zone is known."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    lines = [Line(number=n, text=t) for n, t in enumerate(clean.split("\n"), start=1)]
    found = Found()
    for block in blocks_of(lines):
        if block.kind == "table" and table_entries(found, block):
            continue
        for line in block.lines:
            _take(found.entries, line)
    return events_of(found.entries, Setting(day=date, zone=zone))


def _take(entries: list[Entry], line: Line) -> None:
    item = ITEM.match(line.text)
    nested = bool(item and len(item[1]) >= 2)
    text = item[3] if item else line.text
    stamp = leading_stamp(text)
    if stamp and not nested:
        if stamp.has_day and not stamp.clock and not text[stamp.length :].strip(" :*_-"):
            entries.append(
                Entry(stamp=stamp, written=text, text="", line=line.number, day_only=True)
            )
        else:
            entries.append(entry_of(text.strip(), line.number))
    elif _joins(entries, line.text, listed=item is not None and not nested):
        entries[-1].more.append(line.text)
    else:
        entries.append(Entry(stamp=None, written="", text=text.strip(), line=line.number))


def _joins(entries: list[Entry], text: str, *, listed: bool) -> bool:
    """Whether a line without a time belongs to the event before it."""
    if not entries or entries[-1].day_only or listed:
        return False
    return entries[-1].stamp is not None or text.startswith((" ", "\t"))
