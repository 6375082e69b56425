"""Reads one captured line: verb, time, words, tokens; what is not understood stays words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from pmdesk.domain.action_line import named
from pmdesk.domain.capture.line import (
    VERBS,
    CaptureContext,
    Captured,
    CaptureKind,
    Part,
    Stretch,
    verb_of,
)
from pmdesk.domain.date_text import parse_day
from pmdesk.domain.time_text import TypedTime, parse_time

SIGNS = "#@!^"
# What a word must look like so that a time is looked for: never the "5" of "5 users".
_CLOCK = re.compile(
    r"[~<>]?\d{1,2}[:.]\d{2}|[~<>]?\d{4}(\d{2})?$|\d{4}-\d{2}-\d{2}$|[+−-]\d|now$", re.I
)
_LED = {"before", "after", "about", "around", "between", "yesterday", "today", "tomorrow"}
_LONGEST_TIME, _LONGEST_DATE = 5, 4
_NUMBERED = re.compile(r"c?(\d{1,3})$", re.I)
# Which tokens a kind has a place for; any other sign is a word like the rest.
_TAKES: dict[CaptureKind, str] = {
    CaptureKind.EVENT: "#@",
    CaptureKind.ACTION: "@!^",
    CaptureKind.PARKED: "",
    CaptureKind.QUESTION: "@",
    CaptureKind.WHY: "^",
}


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Reading:
    words: list[_Word]
    context: CaptureContext
    kind: CaptureKind
    at: int = 0
    kept: list[str] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    tokens: list[tuple[Part, str]] = field(default_factory=list)
    lane_id: str | None = None
    person_id: str | None = None
    due: date | None = None
    factor_ids: list[str] = field(default_factory=list)

    def take(self, part: Part, count: int) -> str:
        taken = self.words[self.at : self.at + count]
        self.stretches.append(Stretch(part, taken[0].start, taken[-1].end))
        self.at += count
        return " ".join(word.text for word in taken)


def parse_capture(line: str, context: CaptureContext) -> Captured:
    """Read a line; nothing typed is refused or lost.

    A line that begins with a time or names a lane is an event, whatever is usual. A backslash
    before a sign, or before a verb or a time at the start, makes it a plain word. What a verb
    has no place for (the date of a lesson) stays among the words.
    """
    words = [_Word(m[0], m.start(), m.end()) for m in re.finditer(r"\S+", line)]
    reading = _Reading(words, context, context.usual)
    has_verb = _verb(reading)
    time, time_text = None, ""
    if not has_verb or reading.kind is CaptureKind.EVENT:
        time, time_text = _leading_time(reading)
        if time is not None or (not has_verb and _names_lane(reading)):
            reading.kind = CaptureKind.EVENT
    while reading.at < len(words):
        _token_or_word(reading)
    return Captured(
        reading.kind,
        " ".join(reading.kept),
        time,
        time_text,
        reading.lane_id,
        reading.person_id,
        reading.due,
        tuple(dict.fromkeys(reading.factor_ids)),
        tuple(reading.tokens),
        tuple(reading.stretches),
    )


def _verb(reading: _Reading) -> bool:
    if not reading.words:
        return False
    first = reading.words[0]
    if first.text.startswith("?"):
        reading.kind = CaptureKind.PARKED
        reading.stretches.append(Stretch(Part.VERB, first.start, first.start + 1))
        if len(first.text) > 1:
            reading.words[0] = _Word(first.text[1:], first.start + 1, first.end)
        else:
            reading.at = 1
        return True
    kind = VERBS.get(first.text.casefold())
    if kind is None:
        return False
    reading.kind = kind
    reading.take(Part.VERB, 1)
    return True


def _leading_time(reading: _Reading) -> tuple[TypedTime | None, str]:
    count, found = leading_time([w.text for w in reading.words[reading.at :]], reading.context)
    if found is None:
        return None, ""
    return found, reading.take(Part.TIME, count)


def leading_time(words: list[str], context: CaptureContext) -> tuple[int, TypedTime | None]:
    """How many of the first words are a time, and which; 0 and None where they are none."""
    if not words:
        return 0, None
    first = words[0]
    counts: tuple[int, ...]
    if first.casefold() in _LED:
        counts = tuple(range(min(_LONGEST_TIME, len(words)), 1, -1))
    elif _CLOCK.match(first):
        dated = re.fullmatch(r"\d{4}-\d{2}-\d{2}", first) is not None
        dashed = len(words) > 2 and words[1] in ("-", "–", "—") and _CLOCK.match(words[2])
        counts = (3, 1) if dashed else (2,) if dated and len(words) > 1 else (1,)
    else:
        return 0, None
    for count in counts:
        found = parse_time(" ".join(words[:count]), context.time)
        if isinstance(found, TypedTime) and found.at is not None:
            return count, found
    return 0, None


def _names_lane(reading: _Reading) -> bool:
    texts = [word.text for word in reading.words]
    return any(
        len(text) > 1
        and text[0] == "#"
        and named([text[1:], *texts[at + 1 :]], reading.context.lanes)[0] is not None
        for at, text in enumerate(texts)
    )


def _token_or_word(reading: _Reading) -> None:
    text = reading.words[reading.at].text
    rest = [text[1:], *(word.text for word in reading.words[reading.at + 1 :])]
    if len(text) > 1 and text[0] in _TAKES.get(reading.kind, "") and _token(reading, text[0], rest):
        return
    reading.take(Part.WORDS, 1)
    first = not reading.kept
    reading.kept.append(text[1:] if _is_escaped(text, first) else text)


def _token(reading: _Reading, sign: str, rest: list[str]) -> bool:
    """Take a token with all its words; False where it names nothing."""
    context = reading.context
    if sign == "#" and reading.lane_id is None:
        reading.lane_id, count = named(rest, context.lanes)
        return _taken(reading, Part.LANE, count)
    if sign == "@" and reading.person_id is None:
        reading.person_id, count = named(rest, context.people)
        return _taken(reading, Part.ROLE, count)
    if sign == "!" and reading.due is None:
        for count in range(min(_LONGEST_DATE, len(rest)), 0, -1):
            day = parse_day(" ".join(rest[:count]), context.today)
            if isinstance(day, date):
                reading.due = day
                return _taken(reading, Part.DATE, count)
    if sign == "^" and (reading.kind is CaptureKind.ACTION or not reading.factor_ids):
        factor_id, count = _factor(rest, context)
        if factor_id is not None and factor_id not in reading.factor_ids:
            reading.factor_ids.append(factor_id)
            return _taken(reading, Part.FACTOR, count)
    return False


def _factor(rest: list[str], context: CaptureContext) -> tuple[str | None, int]:
    numbered = _NUMBERED.match(rest[0])
    if numbered and 0 < int(numbered[1]) <= len(context.factors):
        return context.factors[int(numbered[1]) - 1][0], 1
    return named(rest, context.factors)


def _taken(reading: _Reading, part: Part, count: int) -> bool:
    if not count:
        return False
    reading.tokens.append((part, reading.take(part, count)))
    return True


def _is_escaped(word: str, first: bool) -> bool:
    rest = word[1:]
    if word[:1] != "\\" or not rest:
        return False
    if rest[0] in SIGNS and len(rest) > 1:
        return True
    return first and _is_special(rest)


def _is_special(word: str) -> bool:
    """Whether a word at the start would be taken as a verb or a time, or might lead one in."""
    return (
        word.startswith("?")
        or word.casefold() in VERBS
        or word.casefold() in _LED
        or _CLOCK.match(word) is not None
    )


def format_capture(captured: Captured, context: CaptureContext) -> str:
    """The line written in one way: verb where it is needed, time, words, tokens.

    Reading it against the same context gives the same again.
    """
    has_lane = captured.lane_id is not None
    is_event = captured.kind is CaptureKind.EVENT
    known = captured.kind is context.usual or (is_event and (captured.time is not None or has_lane))
    words = captured.text.split()
    shown = [f"\\{word}" if _is_sign(word) else word for word in words]
    if shown and shown[0] == words[0] and _is_special(words[0]):
        shown[0] = f"\\{words[0]}"
    parts = [verb_of(captured.kind)] if not known else []
    if captured.time_text:
        parts.append(captured.time_text)
    return " ".join([*parts, *shown, *(text for _, text in captured.typed_tokens)])


def _is_sign(word: str) -> bool:
    return len(word) > 1 and word[0] in SIGNS


def as_kind(captured: Captured, kind: CaptureKind) -> Captured:
    """The same words as another kind; what that kind has no place for goes back to the words."""
    takes = _TAKES.get(kind, "")
    signs = {Part.LANE: "#", Part.ROLE: "@", Part.DATE: "!", Part.FACTOR: "^"}
    kept = tuple(t for t in captured.typed_tokens if signs[t[0]] in takes)
    back = [text for part, text in captured.typed_tokens if signs[part] not in takes]
    keeps_time = kind is CaptureKind.EVENT
    lead = [captured.time_text] if captured.time_text and not keeps_time else []
    return replace(
        captured,
        kind=kind,
        text=" ".join([*lead, captured.text, *back]).strip(),
        time=captured.time if keeps_time else None,
        time_text=captured.time_text if keeps_time else "",
        lane_id=captured.lane_id if "#" in takes else None,
        person_id=captured.person_id if "@" in takes else None,
        due=captured.due if "!" in takes else None,
        factor_ids=captured.factor_ids if "^" in takes else (),
        typed_tokens=kept,
        stretches=(),
    )
