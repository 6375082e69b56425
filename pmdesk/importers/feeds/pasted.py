"""Pasted lines, lists and Markdown tables as raw events; what has no time waits without one."""

from __future__ import annotations

import re

from pmdesk.importers.blocks import blocks_of
from pmdesk.importers.days import Setting, days_first, order_shown
from pmdesk.importers.entries import Entry, Found, entry_of
from pmdesk.importers.feeds.moments import in_utc
from pmdesk.importers.feeds.persons import is_person
from pmdesk.importers.feeds.raw import MACHINE, PERSON, Answers, RawEvent, Reading
from pmdesk.importers.outline import FENCE, ITEM, Line
from pmdesk.importers.stamps import find_day, leading_stamp
from pmdesk.importers.timeline import events_of
from pmdesk.importers.timeline_tables import table_entries
from pmdesk.importers.zones import zone_in_text

# "03:15 Alert fired. 03:20 Acked." tells two things in one line.
_NEXT = re.compile(r"(?<=[.;!?])\s+(?=~?\d{1,2}:\d\d(?!\d)(?!\s*(?:[.;!?]|$)))")
_SPEAKER = re.compile(r"^@?((?:[A-ZÀ-Þ][\w.'’-]{0,20} ?){1,3}): (?=\S)")
# What stands before a colon more often than a name does.
_NO_NAME = re.compile(
    r"\b(?:alert|update|note|status|decision|action|impact|detect|resol|mitigat|error|warn|info|"
    r"critical|incident|start|end|cause|hypothes|question|result|fix|deploy|time|monitor|service|"
    r"server|system|database|slack|email|ticket|summary|severity|sev|all|everyone)",
    re.IGNORECASE,
)


def read_pasted(text: str, source: str, answers: Answers) -> Reading:
    """The events of pasted text in its order.

    A line that begins with a time is an event, one without continues it. Where no line at all has
    a time, each is an event without one.
    """
    reading = Reading(format="Pasted lines")
    shown = order_shown(text)
    first = days_first(text) if answers.day_first is None else answers.day_first
    entries = _entries(text)
    timed = any(e.stamp for e in entries)
    named = next((e.stamp for e in entries if e.stamp and e.stamp.has_day), None)
    setting = Setting(
        day=answers.day, zone=zone_in_text(text), day_first=first if shown is None else shown
    )
    if not timed:
        entries = [e for old in entries for e in _single_lines(old)]
    stamps = [e.stamp for e in entries if e.stamp]
    dated = named is not None and (named.year is not None or answers.day is not None)
    clocked = any(s.clock for s in stamps)
    reading.needs_day = answers.day is None and clocked and not dated
    if reading.needs_day and (day := find_day(text)) and day.year and day.month and day.day:
        setting_day = f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
        reading.offer_day(setting_day)
    if shown is None and answers.day_first is None:
        reading.pair = next((s.pair for s in stamps if s.pair and s.pair[0] != s.pair[1]), None)
    _take(reading, entries, setting, source)
    return reading


def _entries(text: str) -> list[Entry]:
    lines = [Line(number=n, text=t) for n, t in enumerate(text.split("\n"), start=1)]
    found = Found()
    for block in blocks_of(lines):
        if block.kind == "table" and table_entries(found, block):
            continue
        for line in block.lines:
            _line(found.entries, line)
    return found.entries


def _line(entries: list[Entry], line: Line) -> None:
    if not line.text.strip() or FENCE.match(line.text):
        return
    item = ITEM.match(line.text)
    nested = bool(item and len(item[1]) >= 2)
    text = (item[3] if item else line.text).lstrip("> ")
    stamp = leading_stamp(text)
    if stamp and not nested:
        if stamp.has_day and not stamp.clock and not text[stamp.length :].strip(" :*_-#"):
            entries.append(
                Entry(stamp=stamp, written=text, text="", line=line.number, day_only=True)
            )
            return
        parts = _NEXT.split(text) if stamp.clock else [text]
        entries.extend(entry_of(part.strip(), line.number) for part in parts)
    elif (
        entries
        and not entries[-1].day_only
        and (entries[-1].stamp or nested)
        and (item is None or nested)
    ):
        entries[-1].more.append(line.text.strip())
    else:
        heading = leading_stamp(text.lstrip("# *_"))
        if heading and heading.has_day and not heading.clock and len(text) < 60:
            entries.append(
                Entry(stamp=heading, written=text, text="", line=line.number, day_only=True)
            )
        else:
            entries.append(Entry(stamp=None, written="", text=text.strip(), line=line.number))


def _single_lines(entry: Entry) -> list[Entry]:
    more = [Entry(stamp=None, written="", text=text, line=entry.line) for text in entry.more]
    return [entry, *more]


def _take(reading: Reading, entries: list[Entry], setting: Setting, source: str) -> None:
    events = events_of(entries, setting)
    kept = [entry for entry in entries if not entry.day_only]
    for entry, event in zip(kept, events, strict=True):
        text, actor, kind = event.text, event.actor, event.kind
        spoken = _SPEAKER.match(text) if entry.stamp and not actor else None
        if spoken and not _NO_NAME.search(spoken[1]):
            actor, text, kind = spoken[1], text[spoken.end() :], "message"
        if not text:
            reading.refuse(f"line {entry.line}", event.written, "Nothing stands after this time.")
            continue
        reading.events.append(
            RawEvent(
                text,
                in_utc(event.at),
                actor,
                source,
                at_text=event.written,
                place=f"line {entry.line}",
                by=PERSON if is_person(actor) else MACHINE,
                kind=kind,
                end=in_utc(event.end),
                precision=event.precision,
                zone=(entry.stamp.zone or setting.zone or "") if entry.stamp else "",
                lane=event.lane,
            )
        )
    reading.naive = any(e.at is not None and e.at.tzinfo is None for e in reading.events)
