"""Timeline entries from lists, tables, headings and time-led lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pmdesk.importers.blocks import Block, Item, blocks_of
from pmdesk.importers.days import Calendar, Setting, runs_backwards
from pmdesk.importers.draft import DraftEvent
from pmdesk.importers.outline import Line, Section
from pmdesk.importers.stamps import Stamp, find_day, leading_stamp, trailing_stamp
from pmdesk.importers.zones import zone_in_heading

_TIME_COLUMN = re.compile(r"\btime|heure|hora|zeit|uhrzeit|when|時刻|時間|日時", re.IGNORECASE)
_DAY_COLUMN = re.compile(r"\bdate|\bday\b|fecha|datum|jour|日付", re.IGNORECASE)
_AFTER_STAMP = re.compile(r"^[\s*_`\]\})|]*(?:[:：,;、]|--?>?|–|—|→)*[\s*_`]*")
_UNKNOWN = re.compile(r"^[\s*_`\[]*(?:\?\?+|HH:mm|XX(?:[:.]XX)?|unknown|tbd)\b", re.IGNORECASE)


@dataclass(kw_only=True)
class Entry:
    """An entry before its moment is worked out; a `day_only` one just names the day."""

    stamp: Stamp | None
    written: str
    text: str
    line: int
    day_only: bool = False
    more: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Found:
    """What a stretch of sections holds: entries, and the numbers of the lines they use."""

    entries: list[Entry] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    @property
    def timed(self) -> int:
        """How many entries carry a time or a day."""
        return sum(1 for e in self.entries if e.stamp is not None and not e.day_only)

    @property
    def real(self) -> list[Entry]:
        """The entries that are not just the name of a day."""
        return [e for e in self.entries if not e.day_only]


def entry_of(text: str, line: int, *, trailing: bool = False) -> Entry:
    """An entry from a text that may begin with a time; none of its words are lost."""
    stamp = leading_stamp(text)
    if stamp is None and trailing and (inside := trailing_stamp(text)):
        start, stamp = inside
        end = start + stamp.length
        around = f"{text[:start].rstrip(' :=–—-(')} {text[end:].lstrip(' )')}"
        return Entry(
            stamp=stamp, written=text[start:end].strip(" *_`"), text=around.strip(), line=line
        )
    if stamp is None:
        return Entry(stamp=None, written="", text=text.strip(), line=line)
    written = text[: stamp.length].strip(" *_`[({|~" if "~" not in text[:4] else " *_`[({|")
    rest = _AFTER_STAMP.sub("", text[stamp.length :], count=1).strip()
    return Entry(stamp=stamp, written=written, text=rest, line=line)


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
    tables = any(b.kind == "table" and _timed_table(b) for b in blocks)
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
        elif block.kind == "table" and _timed_table(block):
            _take_table(found, block)
        elif block.kind == "text":
            open_lines = _take_lines(found, block, lines=lines and not led, open_lines=open_lines)
        elif block.kind == "fence" and found.real and (open_lines or led):
            _attach(found, block.lines)


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


def _take_list(found: Found, block: Block, *, trailing: bool) -> None:
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
        entry = entry_of(text, item.line, trailing=trailing)
        if item.body:
            entry.more.append("\n".join(line.text for line in item.body))
        found.entries.append(entry)
        found.used.add(item.line)
        found.used.update(line.number for line in item.body)


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


def _take_lines(found: Found, block: Block, *, lines: bool, open_lines: bool) -> bool:
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


def _timed_table(block: Block) -> bool:
    rows = block.rows[1:] or block.rows
    hits = sum(1 for _, cells in rows if any(leading_stamp(c) and len(c) < 60 for c in cells))
    named = bool(block.rows) and any(_TIME_COLUMN.search(c) for c in block.rows[0][1])
    return bool(rows) and hits * 2 >= len(rows) and (named or hits >= 1)


def _columns(block: Block) -> tuple[list[int], bool]:
    """The columns that hold the time, and whether the first row is of titles."""
    titles = block.rows[0][1]
    titled = not any((s := leading_stamp(c)) and s.clock for c in titles)
    rows = [cells for _, cells in (block.rows[1:] if titled else block.rows)]
    days, clocks = [], []
    for at in range(max(len(c) for c in [titles, *rows])):
        stamps = [leading_stamp(r[at]) if at < len(r) and len(r[at]) < 60 else None for r in rows]
        title = titles[at] if titled and at < len(titles) else ""
        if sum(1 for s in stamps if s and s.clock) * 2 >= max(1, len(rows)) or (
            _TIME_COLUMN.search(title) and any(stamps)
        ):
            clocks.append(at)
        elif sum(1 for s in stamps if s) * 2 >= max(1, len(rows)) or (
            _DAY_COLUMN.search(title) and any(stamps)
        ):
            days.append(at)
    return [*days[:1], *clocks[:2]], titled


def _take_table(found: Found, block: Block) -> None:
    columns, titled = _columns(block)
    titles = block.rows[0][1]
    zone = next((z for c in columns if c < len(titles) and (z := zone_in_heading(titles[c]))), None)
    year = next((m[0] for c in columns if c < len(titles)
                 and (m := re.search(r"\b20\d\d\b", titles[c]))), "")  # fmt: skip
    for number, cells in block.rows[1:] if titled else block.rows:
        if not any(cells):
            continue
        parts = [cells[c] for c in columns if c < len(cells) and cells[c]]
        if year and parts and not re.search(r"\b20\d\d\b", parts[0]) and len(columns) > 1:
            dated = [f"{parts[0]} {year}", *parts[1:]]
        else:
            dated = parts
        joined = (" – " if _two_clocks(parts) else " ").join(dated)
        stamp = leading_stamp(f"{joined} {zone}" if zone and joined else joined)
        text = " | ".join(c for at, c in enumerate(cells) if at not in columns and c)
        found.entries.append(Entry(stamp=stamp, written=" | ".join(parts), text=text, line=number))
        found.used.add(number)


def table_entries(found: Found, block: Block) -> bool:
    """Take a table's rows as entries when it holds times; says whether it did."""
    if not _timed_table(block):
        return False
    _take_table(found, block)
    return True


def _two_clocks(parts: list[str]) -> bool:
    stamps = [leading_stamp(p) for p in parts]
    return len(parts) == 2 and all(s and s.clock for s in stamps)


def events_of(entries: list[Entry], setting: Setting) -> tuple[DraftEvent, ...]:
    """The entries with their moments, in the document's order."""
    backwards = runs_backwards([e.stamp for e in entries if e.stamp], setting)
    calendar = Calendar(setting, descending=backwards)
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
                kind=_kind(entry.text),
                text="\n".join([entry.text, *entry.more]).strip(),
                source_line=entry.line,
            )
        )
    return tuple(events)


def _precision(stamp: Stamp | None) -> str:
    if stamp is None or stamp.clock is None:
        return "unknown"
    return stamp.precision


_KINDS = (
    ("alert", r"\b(alerts?|alarms?|paged|pager|pingdom|monitoring (detect|report))"),
    ("change", r"\b(deploy(ed|s|ment)?|merged?|roll(ed)? ?(back|out)|upgraded|released|restart)\b"),
    ("decision", r"\b(decided|decision|agreed)\b"),
    ("message", r"\b(announced|posted|tweet|status ?page|emailed|informed|notified|slack)\b"),
)  # fmt: skip


def _kind(text: str) -> str:
    low = text[:300].lower()
    return next((kind for kind, pattern in _KINDS if re.search(pattern, low)), "observation")
