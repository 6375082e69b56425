"""Timeline entries from lists, tables, headings and time-led lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pmdesk.importers.blocks import Block, Item, blocks_of
from pmdesk.importers.days import Calendar, Setting, runs_backwards
from pmdesk.importers.draft import DraftEvent
from pmdesk.importers.entries import Entry, Found, entry_of
from pmdesk.importers.outline import FENCE, Line, Section
from pmdesk.importers.stamps import Stamp, find_day, leading_stamp, trailing_stamp
from pmdesk.importers.timeline_tables import take_table, timed_table

_FOUR_DIGITS = re.compile(
    r"^[*_`\[(]*(?:(?:[01]\d|2[0-3])|(?:[01]?\d|2[0-3])\.)[0-5]\d(?![\d%]|[.:]\d)(?=\W)"
)
_UNKNOWN = re.compile(r"^[\s*_`\[]*(?:\?\?+|HH:mm|XX(?:[:.]XX)?|unknown|tbd)\b", re.IGNORECASE)


def _day_entry(stamp: Stamp, line: int) -> Entry:
    return Entry(stamp=stamp, written="", text="", line=line, day_only=True)


def entries_in(sections: list[Section], *, trailing: bool = False) -> Found:
    """The entries of consecutive sections that make one timeline."""
    found = Found()
    clocked = any(_clock_heading(s) for s in sections)
    for at, section in enumerate(sections):
        if _heading_entry(found, sections, at, clocked=clocked):
            continue
        if not clocked or (section.own_use == "timeline" and not found.real):
            _stream(found, section, trailing=trailing)
    return found


def _clock_heading(section: Section) -> bool:
    stamp = leading_stamp(section.heading)
    return bool(stamp and stamp.clock)


def _heading_entry(found: Found, sections: list[Section], at: int, *, clocked: bool) -> bool:
    section = sections[at]
    stamp = leading_stamp(section.heading)
    if stamp is None and section.own_use != "timeline":
        stamp = trailing_day(section.heading)
    if stamp is None:
        return False
    if not clocked or (not stamp.clock and _names_the_day(sections, at)):
        found.entries.append(_day_entry(stamp, section.line))
        return False
    entry = entry_of(section.heading, section.line)
    body = "\n".join(line.text for line in section.lines).strip()
    if body:
        entry.more.append(body)
    found.entries.append(entry)
    found.used.add(section.line)
    found.used.update(line.number for line in section.lines)
    return True


def _names_the_day(sections: list[Section], at: int) -> bool:
    if at + 1 >= len(sections):
        return False
    following = leading_stamp(sections[at + 1].heading)
    return bool(following and following.clock and not following.has_day)


def trailing_day(heading: str) -> Stamp | None:
    """A day named inside a heading in brackets or after a dash, as in "Second wave (Oct 29)"."""
    for found in re.finditer(r"[(\[–—-]\s*(?=\S)", heading[:200]):
        stamp = leading_stamp(heading[found.end() :])
        if stamp and stamp.has_day and not stamp.clock:
            return stamp
    return None


def _stream(found: Found, section: Section, *, trailing: bool) -> None:
    blocks = blocks_of(section.lines)
    lists = [b for b in blocks if b.kind == "list"]
    led = any(_list_timed(b, trailing=trailing) for b in lists)
    lines = any(b.kind == "text" and _line_entry(b.lines[0].text) for b in blocks)
    lines = lines or any(b.kind == "text" and _clock_lines(b) for b in blocks)
    tables = any(b.kind == "table" and timed_table(b) for b in blocks)
    own = section.own_use == "timeline"
    open_lines = False
    for block in blocks:
        if block.kind == "list":
            timed = _list_timed(block, trailing=trailing)
            if timed or (own and not led and not lines and not tables):
                _take_list(found, block, trailing=trailing)
                open_lines = False
            elif open_lines:
                _attach(found, block.lines)
        elif block.kind == "table" and timed_table(block):
            take_table(found, block)
        elif block.kind == "text":
            open_lines = _take_lines(found, block, lines=lines and not led, open_lines=open_lines)
        elif block.kind == "fence" and found.real and (open_lines or led):
            _attach(found, block.lines)
        elif block.kind == "fence" and own and not (led or lines or tables):
            _take_log(found, block)


def _take_log(found: Found, block: Block) -> None:
    """Lines of a log inside a fence, where it is all that a timeline has."""
    hits = [line for line in block.lines[1:-1] if _line_entry(line.text)]
    if len(hits) * 2 < len(block.lines) - 2:
        return
    for line in block.lines:
        if _line_entry(line.text):
            found.entries.append(entry_of(line.text.strip(), line.number))
            found.used.add(line.number)
        elif found.real and not FENCE.match(line.text):
            _attach(found, [line])
        else:
            found.used.add(line.number)


def _attach(found: Found, lines: Iterable[Line]) -> None:
    kept = list(lines)
    if found.real:
        found.real[-1].more.append("\n".join(line.text for line in kept))
        found.used.update(line.number for line in kept)


def _item_stamp(item: Item, *, trailing: bool) -> Stamp | None:
    stamp = leading_stamp(item.text)
    inside = trailing_stamp(item.text) if trailing and stamp is None else None
    return inside[1] if inside else stamp


def _list_timed(block: Block, *, trailing: bool) -> bool:
    return any(_item_stamp(i, trailing=trailing) or _UNKNOWN.match(i.text) for i in block.items)


def _is_packed(block: Block) -> bool:
    """Whether most items begin with digits that are times of day ("1005 paged", "10.05")."""
    hits = sum(1 for item in block.items if _FOUR_DIGITS.match(item.text))
    return hits > 1 and hits * 3 >= len(block.items) * 2


def _take_list(found: Found, block: Block, *, trailing: bool) -> None:
    packed = _is_packed(block)
    grouped = not _list_timed(block, trailing=trailing)
    for item in block.items:
        text = item.text
        if re.fullmatch(r"[.…\s]*", text) and not item.body:
            continue
        if numbered := re.match(r"^\d{1,3}[.)]\s+(?=.)", text):
            text = text[numbered.end() :]
        stamp = leading_stamp(text)
        nested = [b for b in blocks_of(item.body) if b.kind == "list"]
        if (
            stamp
            and not stamp.clock
            and not text[stamp.length :].strip(" :*_`")
            and any(_list_timed(b, trailing=False) for b in nested)
        ):
            found.entries.append(_day_entry(stamp, item.line))
            for inner in nested:
                _take_list(found, inner, trailing=False)
            continue
        if grouped and nested and stamp is None and len(text.split()) <= 6:
            _take_group(found, item, nested)
            continue
        entry = entry_of(text, item.line, trailing=trailing, packed=packed)
        if item.body:
            entry.more.append("\n".join(line.text for line in item.body))
        found.entries.append(entry)
        found.used.add(item.line)
        found.used.update(line.number for line in item.body)


def _take_group(found: Found, item: Item, nested: list[Block]) -> None:
    """Timed items below one without a time: it names a lane rather than an entry."""
    before = len(found.entries)
    for inner in nested:
        if _list_timed(inner, trailing=False):
            _take_list(found, inner, trailing=False)
    lane = item.text.strip(" *_:`")
    if len(found.entries) == before:
        entry = entry_of(item.text, item.line)
        entry.more.append("\n".join(line.text for line in item.body))
        found.entries.append(entry)
        found.used.update(line.number for line in item.body)
    for entry in found.entries[before:]:
        entry.lane = entry.lane or (lane if entry.stamp else "")
    found.used.add(item.line)


def _line_entry(text: str) -> bool:
    stamp = leading_stamp(text)
    if stamp is None:
        return False
    if stamp.clock:
        return bool(text[stamp.length :].strip(" *_:") or stamp.has_day)
    rest = text[stamp.length :].lstrip()
    return stamp.has_day and bool(re.match(r"(\*\*|__)?\s*([:–—-]|\*\*|__)", rest))


def _bare_day(text: str) -> Stamp | None:
    if len(text) > 300:
        return None
    cleaned = re.sub(r"^[\s*_-]*(?:date\b\s*:?)?[\s*_]*", "", text, flags=re.IGNORECASE)
    stamp = leading_stamp(cleaned)
    if stamp and stamp.has_day and not stamp.clock:
        rest = re.sub(r"\([^)]*\)", "", cleaned[stamp.length :])
        if not rest.strip(" *_:.-"):
            return stamp
    spoken = re.sub(r"[(（][^)）]*[)）]", "", text).strip(" *_")
    return find_day(spoken) if len(spoken) < 80 and spoken[-1:] in (":", "：") else None


def _bare_clock(text: str) -> bool:
    """Whether a line holds a time of day and nothing else; what happened stands below it."""
    stamp = leading_stamp(text)
    return bool(stamp and stamp.clock and not text[stamp.length :].strip(" *_:-–—`"))


def _clock_lines(block: Block) -> bool:
    """Whether a paragraph is a time on its own line with what happened below it."""
    lines = [line.text for line in block.lines]
    return len(lines) > 1 and _bare_clock(lines[0]) and not leading_stamp(lines[1])


def _take_lines(found: Found, block: Block, *, lines: bool, open_lines: bool) -> bool:
    if _clock_lines(block):
        entry = entry_of(block.lines[0].text.strip(), block.lines[0].number)
        told = "\n".join(line.text for line in block.lines[1:])
        entry.more.append(told.removeprefix(":").strip())
        found.entries.append(entry)
        found.used.update(line.number for line in block.lines)
        return True
    for line in block.lines:
        if day := _bare_day(line.text):
            found.entries.append(_day_entry(day, line.number))
            open_lines = False
        elif _line_entry(line.text) and lines:
            found.entries.append(entry_of(line.text.strip(), line.number))
            found.used.add(line.number)
            open_lines = True
        elif open_lines:
            _attach(found, [line])
    return open_lines


def events_of(entries: list[Entry], setting: Setting) -> tuple[DraftEvent, ...]:
    """The entries with their moments, in the document's order."""
    backwards = runs_backwards([e.stamp for e in entries if e.stamp], setting)
    calendar = Calendar(setting, descending=backwards)
    if any(e.stamp and e.stamp.relative is not None for e in entries):
        # What is counted may stand before the moment that it counts from ("T-10m").
        for entry in entries:
            if entry.stamp:
                calendar.place(entry.stamp)
        calendar = Calendar(replace(setting, start=calendar.start), descending=backwards)
    events = []
    for entry in entries:
        if entry.day_only and entry.stamp:
            calendar.set_day(entry.stamp)
            continue
        place = calendar.place(entry.stamp) if entry.stamp else None
        events.append(
            DraftEvent(
                at=place.at if place else None,
                end=place.end if place else None,
                date=place.day if place and entry.stamp and entry.stamp.has_day else None,
                written=entry.written,
                precision=_precision(entry.stamp),
                kind=kind_of(entry.text),
                lane=entry.lane,
                actor=entry.actor,
                text="\n".join([entry.text, *entry.more]).strip(),
                source_line=entry.line,
            )
        )
    return tuple(events)


def _precision(stamp: Stamp | None) -> str:
    if stamp is None or (stamp.clock is None and stamp.relative is None):
        return "unknown"
    return stamp.precision


_KINDS = tuple(
    (kind, re.compile(rf"\b(?:{words})\b"))
    for kind, words in (
        ("alert", r"alerts?|alarms?|paged|pager|pingdom|monitoring (?:detect|report)\w*"),
        (
            "change",
            r"deploy(?:ed|s|ment)?|merged?|roll(?:ed)? ?(?:back|out)|upgraded|released|restart",
        ),
        ("decision", r"decided|decision|agreed"),
        (
            "message",
            r"announced|posted|tweet|status ?page|emailed|informed|notified|slack|communications?",
        ),
        ("hypothesis", r"suspect(?:ed|s)?|hypothes\w+|theory"),
        (
            "action_taken",
            (
                r"investigat\w+|acknowledg\w+|escalat\w+|restor(?:ed|ing)|mitigat(?:ed|ing)"
                r"|fix(?:ed)? (?:was )?applied|scal(?:ed|ing) (?:up|down|out)|disabled|drained"
                r"|killed|incident (?:was )?(?:declared|opened|closed)|manually|joined"
            ),
        ),
    )
)


def kind_of(text: str) -> str:
    """The value of the EventKind that the words of an entry speak for."""
    low = text[:300].lower()
    return next((kind for kind, pattern in _KINDS if pattern.search(low)), "observation")
