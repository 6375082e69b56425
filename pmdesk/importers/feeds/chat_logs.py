"""Logs in which every entry begins with its full date: WhatsApp, Signal, IRC, syslog, servers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from pmdesk.domain.rules import FIRST_TIME, LAST_TIME
from pmdesk.importers.days import days_first, order_shown
from pmdesk.importers.feeds.moments import Written, from_iso, offset_in
from pmdesk.importers.feeds.raw import MACHINE, NOTICE, PERSON, Answers, RawEvent, Reading, Speaker

_DAY = r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d\d)),?[ \u00a0\u202f]+"
_CLOCK = r"(\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ \u00a0\u202f]?[apAP]\.?[ \u00a0\u202f]?[mM]\.?)?)"
# A name ends at the first colon, unless that belongs to a time or an address.
_NAME = r"(?:[~\u200e]?[ \u00a0]?([^:\n\[\]]{1,60}):(?:[ \u200e]+|$|(?=[^\d/\s])))?"
_ISO = (
    r"\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)\]?"
)
_LEVEL = (
    r"(?:(?=[\[A-Z])\[?(TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|CRIT(?:ICAL)?|FATAL)\]?"
    r"[ :|-]+)?"
)
_NICK = r"(?:<[@+ ]?([^>\n]{1,40})> |([^\s:<>\[\]=\"{][^:\n<>=\"{]{0,30}):(?: |$))?"

_SYSLOG = r"([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)"
_APACHE = r"(\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})"


@dataclass(frozen=True)
class Shape:
    """How the head of an entry looks; ``reader`` names what its groups hold.

    ``cut`` is the same head after the end of a line: a search that begins with a letter is far
    quicker than one that asks at each letter whether a line begins there.
    """

    name: str
    head: re.Pattern[str]
    cut: re.Pattern[str]
    reader: str


SHAPES = tuple(
    Shape(
        name,
        re.compile(pattern, re.MULTILINE),
        re.compile(rf"\n{pattern.removeprefix('^')}", re.MULTILINE),
        reader,
    )
    for name, pattern, reader in (
        ("WhatsApp chat", rf"^[\u200e\u200f]*{_DAY}{_CLOCK} [-–] {_NAME}", "chat"),
        ("Chat", rf"^[\u200e\u200f]*\[{_DAY}{_CLOCK}\] ?{_NAME}", "chat"),
        ("Log", rf"^{_ISO}[ \t]*(?:[-–:|,][ \t]+)?{_LEVEL}{_NICK}", "iso"),
        ("System log", rf"^(?:<\d{{1,3}}>)?{_SYSLOG} (\S+) ([\w./()@-]+)(?:\[\d+\])?: ", "syslog"),
        ("Web server log", rf"^(\S+) \S+ (\S+) \[{_APACHE}\] ", "web"),
    )
)
_CLOCK_LED = re.compile(r"^[\W_]{0,4}\d{1,2}:\d\d\b")


def shape_of(text: str) -> Shape | None:
    """The shape that most of the first 50 lines have, where the other lines only continue them."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()][:50]
    best, most = None, 0
    for shape in SHAPES:
        hits = sum(1 for line in lines if shape.head.match(line))
        if hits > most:
            best, most = shape, hits
    if best is None or not lines:
        return None
    others = [line for line in lines if not best.head.match(line)]
    if any(_CLOCK_LED.match(line) or line.lstrip().startswith(("|", "- ")) for line in others):
        return None
    return best if best.head.match(lines[0]) or most >= 3 else None


def read_log(text: str, shape: Shape, source: str, answers: Answers) -> Reading:
    """The entries of a log; lines without a head belong to the entry above them."""
    name = shape.name
    if name == "Chat":
        name = (
            "Signal chat" if re.match(r"\[\d{4}-\d\d-\d\d, \d\d:\d\d\]", text) else "WhatsApp chat"
        )
    reading = Reading(format=name)
    parts = shape.cut.split("\n" + text.removesuffix("\n"))
    width = shape.head.groups + 1
    if parts[0].strip():
        reading.refuse("line 1", parts[0], "No time stands before these words.")
    rest = [parts[at::width] for at in range(1, width + 1)]
    rest[-1] = parts[width::width]
    line = 1 + parts[0].count("\n")
    {"chat": _chat, "iso": _iso, "syslog": _syslog, "web": _web}[shape.reader](
        reading, rest, line, source, answers, text
    )
    return reading


def _chat(
    reading: Reading, parts: list[list[str]], line: int, source: str, answers: Answers, text: str
) -> None:
    shown = order_shown(text[:2_000_000])
    first = days_first(text[:200_000]) if answers.day_first is None else answers.day_first
    written = Written(answers.day, day_first=first if shown is None else shown)
    days, clocks, names, bodies = parts
    heads: dict[str, datetime | None] = {}
    add = reading.events.append
    for day, clock, name, body in zip(days, clocks, names, bodies, strict=True):
        head = f"{day} {clock}"
        at = heads.get(head)
        if at is None:
            at = _plain_moment(day, clock) or written.moment(f"{day} {_half(clock)}")
            heads[head] = at
        place = f"line {line}"
        line += body.count("\n") + 1
        words = body.strip("\n\u200e ")
        if at is None or not words:
            why = "Nothing stands after this time." if at else "This time can't be read."
            reading.refuse(place, f"{head} {name or ''} {words}", why)
            continue
        speaker = (name or "").strip()
        add(RawEvent(words, at, speaker, source, "", head, place, PERSON if speaker else NOTICE,
                     "message"))  # fmt: skip
    _close(reading, written if shown is None and answers.day_first is None else None)


def _half(clock: str) -> str:
    """A clock with its half of the day in the common form: "8:49 p. m." is "8:49pm"."""
    return re.sub(r"[\s\u00a0\u202f.]+(?=[apm.]+)|\.$", "", clock.lower())


def _plain_moment(day: str, clock: str) -> datetime | None:
    """A day with its year first and a clock of 24 hours, without the patterns."""
    if len(day) == 10 and day[4] in "-/." and len(clock) in (5, 8) and clock[2] == ":":
        return from_iso(f"{day.replace('/', '-').replace('.', '-')}T{clock}")
    return None


def _close(reading: Reading, written: Written | None) -> None:
    reading.naive = any(e.at is not None and e.at.tzinfo is None for e in reading.events)
    named = dict.fromkeys([e.actor for e in reading.events if e.by == PERSON])
    named.pop("", None)
    reading.people.update({name: Speaker(name) for name in named})
    if written is not None:
        reading.pair = written.pair
        reading.needs_day = written.needs_day


def _iso(
    reading: Reading, parts: list[list[str]], line: int, source: str, _answers: Answers, _text: str
) -> None:
    times, levels, nicks, names, bodies = parts
    add, refuse = reading.events.append, reading.refuse
    parse, utc = datetime.fromisoformat, UTC
    first, last = str(FIRST_TIME.year), str(LAST_TIME.year)
    for stamp, level, nick, name, body in zip(times, levels, nicks, names, bodies, strict=True):
        try:
            if stamp[-1] in "CZ":
                stamp = stamp.replace(" UTC", "Z").replace(" Z", "Z")  # noqa: PLW2901
            at = parse(stamp)
            # As texts: this is asked for every line.
            if not first <= stamp < last:
                raise ValueError("no incident lies there")
            if at.tzinfo is not None and at.tzinfo is not utc:
                at = at.astimezone(utc)
        except (ValueError, OverflowError):
            refuse(f"line {line}", f"{stamp} {body}", "This time can't be read.")
            line += body.count("\n") + 1
            continue
        words = body.strip()
        if not words:
            refuse(f"line {line}", stamp, "Nothing stands after this time.")
            line += body.count("\n") + 1
            continue
        who = nick or name or ""
        if level:
            words = f"{level}: {words}"
        add(RawEvent(words, at, who, source, "", stamp, f"line {line}",
                     MACHINE if level or not who else PERSON,
                     "message" if who and not level else "", None, "exact",
                     offset_in(stamp) if at.tzinfo is not None else ""))  # fmt: skip
        line += body.count("\n") + 1
    _close(reading, None)


def _syslog(
    reading: Reading, parts: list[list[str]], line: int, source: str, answers: Answers, _text: str
) -> None:
    written = Written(answers.day)
    for stamp, host, app, body in zip(*parts, strict=True):
        at = written.moment(stamp)
        if not body.strip():
            reading.refuse(f"line {line}", f"{stamp} {app}", "Nothing stands after this time.")
            line += body.count("\n") + 1
            continue
        reading.events.append(
            RawEvent(body.strip(), at, app, source, "", stamp, f"line {line}", MACHINE, lane=host)
        )
        line += body.count("\n") + 1
    _close(reading, written)
    reading.needs_day = answers.day is None


def _web(
    reading: Reading, parts: list[list[str]], line: int, source: str, _answers: Answers, _text: str
) -> None:
    written = Written()
    for host, user, stamp, body in zip(*parts, strict=True):
        at = written.moment(stamp)
        who = host if user == "-" else user
        reading.events.append(
            RawEvent(
                body.strip(),
                at,
                who,
                source,
                "",
                stamp,
                f"line {line}",
                MACHINE,
                zone=offset_in(stamp),
            )
        )
        line += body.count("\n") + 1
    _close(reading, None)
