"""Text copied out of Slack and Teams: a name and a time above what was said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise

from pmdesk.importers.days import Calendar, Setting
from pmdesk.importers.feeds.moments import from_epoch, in_utc
from pmdesk.importers.feeds.raw import PERSON, Answers, RawEvent, Reading, Speaker
from pmdesk.importers.stamps import Stamp, leading_stamp

_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[ \u00a0\u202f]?[AaPp][Mm])?"
_DAY = (
    r"(?:(?:Today|Yesterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?)"
    r",?(?: at)? )?"
)
_NAME = r"(?P<name>[^\s\[\]|:`<>*#-][^\[\]|:`<>\n]{0,60}?)"
_LINKED = re.compile(
    rf"^\*{{0,2}}{_NAME}\*{{0,2}}\s+\[(?P<time>{_DAY}{_CLOCK})\]"
    r"\((?P<url>https?://[^)\s]*/p(?P<id>\d{16})[^)\s]*)\)\s*(?P<rest>.*)$"
)
# The head may be glued to the end of a code block.
_BRACKETED = re.compile(rf"^(?:.*```)?\s*{_NAME}\s+\[(?P<time>{_DAY}{_CLOCK})\]\s*$")
_TEAMS = re.compile(rf"^\[(?P<time>{_DAY}{_CLOCK})\]\s+{_NAME}(?::\s*(?P<rest>.*))?$")
_BESIDE = re.compile(
    rf"^{_NAME}(?:\s+(?:APP|:[\w+-]+:))*(?:\s{{2,}}|\t|\s*\u00a0\s*)(?P<time>{_DAY}{_CLOCK})\s*$"
)
_TIME_ALONE = re.compile(rf"^\s*(?:APP\s+)?(?P<time>{_DAY}{_CLOCK})\s*$")
_NAME_ALONE = re.compile(rf"^{_NAME}(?:\s+(?:APP|:[\w+-]+:))*\s*$")
_DIVIDER = re.compile(
    r"^-*\s*((?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?[A-Z][a-z]{2,8}\.? \d{1,2}"
    r"(?:st|nd|rd|th)?(?:,? \d{4})?)\s*-*$"
)
_NOISE = re.compile(
    r"^(?:\d+ repl(?:y|ies)|Last reply .{1,40}|View (?:thread|message)|New(?: messages)?|:[\w+-]+:"
    r"|\d{1,4}|Today|Yesterday|\(?edited\)?|APP|Saved for later|Pinned by .{1,60}|Thread"
    r"|Also sent to the channel|replied to a thread:.*|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f ]+"
    r"(?:\d{1,3})?)$"
)
_HALF = re.compile(r"[AaPp][Mm]$")
_EDITED = re.compile(r"\s*\(edited\)\s*$")


@dataclass(kw_only=True)
class _Said:
    """One message while its lines are gathered."""

    name: str
    time: str
    line: int
    url: str = ""
    ts: str = ""
    lines: list[str] = field(default_factory=list)


def is_chat_paste(text: str) -> bool:
    """Whether names with times stand on lines of their own, as copying out of Slack gives them."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()]
    first = next((at for at, line in enumerate(lines) if not _DIVIDER.match(line.strip())), None)
    if first is None or not (
        _head(lines[first], 1) or _is_pair(*[*lines[first : first + 2], ""][:2])
    ):
        return False
    heads = sum(
        1
        for line in lines
        if _LINKED.match(line) or _BRACKETED.match(line) or _BESIDE.match(line) or _teams(line)
    )
    pairs = sum(1 for first, second in pairwise(lines) if _is_pair(first, second))
    return heads * 8 >= len(lines) or pairs * 10 >= len(lines)


def _teams(line: str) -> re.Match[str] | None:
    """A Teams head names somebody; "[14:32] deploy started" is a pasted line."""
    found = _TEAMS.match(line)
    name = found["name"] if found else ""
    looks = name.istitle() or (" " in name and all(w[:1].isupper() for w in name.split()))
    return found if found and looks and len(name.split()) <= 4 else None


def _is_pair(first: str, second: str) -> bool:
    """A name alone above a time that is set in."""
    return (
        bool(_TIME_ALONE.match(second))
        and second[:1].isspace()
        and bool(_NAME_ALONE.match(first))
        and not leading_stamp(first)
    )


def read_chat_paste(text: str, source: str, answers: Answers) -> Reading:
    """The messages of a copied conversation; counters, reactions and edit marks are left out."""
    reading = Reading(format="Copied chat")
    said: list[_Said | str] = []
    lines = text.split("\n")
    fenced, at = False, 0
    while at < len(lines):
        line = lines[at]
        following = lines[at + 1] if at + 1 < len(lines) else ""
        head = _head(line, at + 1) if not fenced or "```" in line else None
        if head is None and not fenced and _is_pair(line, following):
            alone = _NAME_ALONE.match(line)
            time = _TIME_ALONE.match(following)
            assert alone is not None
            assert time is not None
            head = _Said(name=alone["name"], time=time["time"], line=at + 1)
            at += 1
        fenced ^= line.count("```") % 2 == 1
        _take_line(reading, said, line, head, at + 1, fenced=fenced)
        at += 1
    _place(reading, said, source, answers)
    return reading


def _head(line: str, number: int) -> _Said | None:
    if found := _LINKED.match(line):
        rest = [found["rest"]] if found["rest"] else []
        return _Said(name=found["name"].strip("* "), time=found["time"], line=number,
                     url=found["url"], ts=found["id"], lines=rest)  # fmt: skip
    if found := _teams(line):
        rest = [found["rest"]] if found["rest"] else []
        return _Said(name=found["name"], time=found["time"], line=number, lines=rest)
    if found := _BRACKETED.match(line) or _BESIDE.match(line):
        return _Said(name=found["name"], time=found["time"], line=number)
    return None


def _take_line(
    reading: Reading, said: list[_Said | str], line: str, head: _Said | None, number: int,
    *, fenced: bool,
) -> None:  # fmt: skip
    last = next((s for s in reversed(said) if isinstance(s, _Said)), None)
    if head is not None:
        before = line.rpartition("```")[0]
        if before and last is not None:
            last.lines.append(f"{before}```")
        said.append(head)
    elif not fenced and (alone := _TIME_ALONE.match(line)) and last is not None:
        # A time alone: the same person goes on, in the same half of the day.
        time = alone["time"].strip()
        half = _HALF.search(last.time)
        if half and not _HALF.search(time):
            time = f"{time} {half[0]}"
        said.append(_Said(name=last.name, time=time, line=number))
    elif not fenced and (divider := _DIVIDER.match(line.strip())):
        said.append(divider[1])
    elif not line.strip() or _NOISE.match(line.strip()):
        return
    elif last is None:
        reading.refuse(f"line {number}", line, "No name and time stand above these words.")
    else:
        last.lines.append(_EDITED.sub("", line).strip())


def _place(reading: Reading, said: list[_Said | str], source: str, answers: Answers) -> None:
    setting = Setting(day=answers.day, day_first=bool(answers.day_first))
    calendar = Calendar(setting)
    for each in said:
        if isinstance(each, str):
            stamp = leading_stamp(each)
            if stamp is not None:
                calendar.set_day(stamp)
            continue
        text = "\n".join(each.lines).strip()
        place = f"line {each.line}"
        if not text:
            reading.refuse(place, f"{each.name} {each.time}", "This message holds no text.")
            continue
        exact = from_epoch(each.ts) if each.ts else None
        naive = exact or _moment(calendar, each.time)
        reading.needs_day |= naive is None
        reading.naive |= naive is not None and naive.tzinfo is None
        # The address of a message holds its time to the microsecond.
        ident = f"{each.ts[:10]}.{each.ts[10:]}" if each.ts else ""
        name = each.name.strip()
        reading.people.setdefault(name, Speaker(name))
        reading.events.append(
            RawEvent(
                text,
                naive,
                name,
                source,
                ident,
                each.time,
                place,
                PERSON,
                "message",
                zone="UTC" if exact else "",
                url=each.url,
            )
        )


_RELATIVE = re.compile(r"^(?:Today|Yesterday|[A-Z][a-z]+day),?(?: at)? ")


def _moment(calendar: Calendar, written: str) -> datetime | None:
    stamp = leading_stamp(_RELATIVE.sub("", written))
    if stamp is None:
        return None
    return in_utc(calendar.place(_dated(stamp, calendar.setting.day)).at)


def _dated(stamp: Stamp, day: date | None) -> Stamp:
    return replace(stamp, year=day.year) if stamp.has_day and not stamp.year and day else stamp
