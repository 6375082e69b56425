"""Times and dates at the head of a text, in the many forms that people write."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pmdesk.importers.date_words import DATES, MONTHS, VAGUE, WEEKDAY

_AMPM = r"(?:\s*(?P<ap>[ap])\.?m\.?(?![a-z])|(?P<ap1>[ap])(?![a-z]))?"
_CLOCK = re.compile(
    r"(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,]\d{1,9})?)?(?!\d|:\d)" + _AMPM,
    re.IGNORECASE,
)
_HOUR = re.compile(r"(?P<h>1[0-2]|0?[1-9])(?:[.](?P<m>[0-5]\d))?\s*(?P<ap>[ap])\.?m\b\.?", re.I)
_FRENCH = re.compile(r"(?P<h>[01]?\d|2[0-3])\s?h\s?(?P<m>[0-5]\d)?(?![\w])", re.I)
_JAPANESE = re.compile(r"(?P<h>[01]?\d|2[0-3])時(?:(?P<m>[0-5]?\d)分)?")
_DOTTED = re.compile(r"(?P<h>[01]?\d|2[0-3])[.](?P<m>[0-5]\d)(?![\d.])" + _AMPM, re.I)
_PACKED = re.compile(r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?![\d%]|[:.]\d)(?:\s?h(?:rs)?\b)?")
_PACKED_SAFE = re.compile(
    r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?=\s*(?:UTC|GMT|Z\b|hrs?\b|[A-Z]{2,3}T\b))"
)
_DOTTED_SAFE = re.compile(
    r"(?P<h>[01]?\d|2[0-3])[.](?P<m>[0-5]\d)(?=\s*(?:UTC|GMT|uhr\b|hrs?\b|[A-Z]{2,3}T\b))"
)
_ZONE_WORDS = (
    "UTC|GMT|PST|PDT|PT|EST|EDT|ET|CST|CDT|CT|MST|MDT|MT|AKST|AKDT|HST|CET|CEST|MEZ|MESZ|BST|WET"
    "|WEST|EET|EEST|MSK|IST|JST|KST|SGT|HKT|AEST|AEDT|ACST|AWST|NZST|NZDT|BRT|SAST|EAT|CAT|WAT|ICT"
    "|WIB|PHT"
)
_ZONE = re.compile(
    r"\(?(?P<z>(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?|(?:" + _ZONE_WORDS + r")\b|Z\b"
    r"|[+-]\d{2}:?\d{2}(?!\d)|(?i:Eastern|Pacific|Central|Mountain)(?i:\s+(?:Daylight\s+|Standard\s+)?Time)?"
    r"|(?:US|[A-Z][a-z]+)/[A-Z][A-Za-z_]+)\)?"
)
_ZONE_FIRST = re.compile(rf"(?P<z>{_ZONE_WORDS})\s+(?=\d{{1,2}}[:.h]\d\d)")
_ABOUT = re.compile(
    r"(?:~|≈|±|c\.|ca\.|circa\b|approx(?:imately)?\.?|about\b|around\b|roughly\b|vers\b|"
    r"[（(](?:approx(?:imately)?\.?|est\.?|estimated|about|環)[)）]|頃)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:before|by|prior to|avant|<)(?=\s*[~\d])\s*", re.I)
_AFTER = re.compile(r"(?:after|since|from|après|>)(?=\s*[~\d])\s*", re.I)
_BETWEEN = re.compile(r"between\b", re.I)
_GLUE = re.compile(
    r"[\s,*_`\[\]{}|()@\\]+|at\b|on\b|uhr\b|um\b|kl\.|T(?=\d)|à\b|le\b|a las\b|、|/(?=\d)"
    r"|-(?=\s*\d)|–(?=\s*\d)|[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f]+",
    re.IGNORECASE,
)
# "T+5m", "T0", "+1h10m", "T-00:10": minutes from a moment that another entry or label states.
_RELATIVE = re.compile(
    r"(?:T\s*(?P<s>[+-])\s*|(?P<p>\+)\s*)(?:(?P<h>\d{1,3})\s*h(?:ours?|rs?)?(?![a-z])\s*)?"
    r"(?:(?P<m>\d{1,5})\s*(?:m(?:in(?:ute)?s?)?)?(?!\d|:\d|[a-z])"
    r"|(?P<c>\d{1,3}):(?P<cm>[0-5]\d)(?::[0-5]\d)?)?"
    r"|T\s?0(?!\d)(?P<z>)|T(?=\s*[=:])(?P<z2>)",
    re.IGNORECASE,
)
_TO = re.compile(r"[\s*_`]*(?:-{1,2}>?|–|—|→|to\b|until\b|till\b|and\b|à\b|~|〜)[\s*_`~]*", re.I)
_ASIDE = re.compile(r"[(\[]([^()\[\]]{3,40})[)\]]\W*$")
_SECONDS_END = re.compile(r"-(\d{2})(?![:.\d])")


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A time of day as written."""

    hour: int
    minute: int
    second: int = 0


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """The parts of a time that the text states; `pair` is a date whose day and month may swap.

    `relative` are minutes from the moment that the document counts from ("T+5m").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    pair: tuple[int, int] | None = None
    clock: Clock | None = None
    until: Clock | None = None
    until_day: tuple[int | None, int, int] | None = None
    zone: str | None = None
    precision: str = "exact"
    vague: bool = False
    weekday: bool = False
    relative: int | None = None
    length: int = 0

    @property
    def has_day(self) -> bool:
        """Whether a day of the calendar is stated."""
        return self.day is not None or self.pair is not None


def _clock_of(match: re.Match[str]) -> Clock:
    parts = match.groupdict()
    hour, minute = int(parts["h"]), int(parts.get("m") or 0)
    half = (parts.get("ap") or parts.get("ap1") or "").lower()
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return Clock(hour=hour % 24, minute=minute, second=int(parts.get("s") or 0))


def _match_clock(text: str, at: int, *, dated: bool) -> re.Match[str] | None:
    for pattern in (_CLOCK, _HOUR, _FRENCH, _JAPANESE):
        if found := pattern.match(text, at):
            return found
    if dated:
        return _DOTTED.match(text, at) or _PACKED.match(text, at)
    return _PACKED_SAFE.match(text, at) or _DOTTED_SAFE.match(text, at)


def _with_date(stamp: Stamp, match: re.Match[str]) -> Stamp | None:
    parts = match.groupdict()
    year = int(parts["y"].lstrip("'’")) if parts.get("y") else None
    if year is not None and year < 100:
        year += 2000
    if parts.get("a"):
        first, second = int(parts["a"]), int(parts["b"])
        if not (1 <= first <= 31 and 1 <= second <= 31) or min(first, second) > 12:
            return None
        if first > 12 or second > 12:
            day, month = (first, second) if first > 12 else (second, first)
            return replace(stamp, year=year, month=month, day=day)
        return replace(stamp, year=year, pair=(first, second))
    name = parts.get("n")
    month = MONTHS[name.lower().rstrip(".")] if name else int(parts["m"])
    day = int(parts["d"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return replace(stamp, year=year, month=month, day=day)


def _amount(found: re.Match[str]) -> str:
    """The minutes of a relative time as digits, or an empty text where none are stated."""
    if not (found["h"] or found["m"] or found["c"]):
        return ""
    hours = int(found["h"] or found["c"] or 0)
    return str(hours * 60 + int(found["m"] or found["cm"] or 0))


class _Reader:
    """Reads one stamp from the head of a text, part by part."""

    def __init__(self, text: str, *, packed: bool = False) -> None:
        self.text = text
        self.packed = packed
        self.at = 0
        self.end = 0
        self.stamp = Stamp()

    def read(self) -> Stamp | None:
        for _ in range(40):
            if not self._step():
                break
        stamp = replace(self.stamp, length=self.end)
        if not (stamp.has_day or stamp.clock or stamp.vague or stamp.relative is not None):
            return None
        return stamp

    def _take(self, end: int, stamp: Stamp) -> bool:
        self.at = self.end = end
        self.stamp = stamp
        return True

    def _step(self) -> bool:
        if self.at >= len(self.text):
            return False
        return (
            self._relative() or self._hint() or self._date() or self._clock() or self._rest()
            or self._glue()
        )  # fmt: skip

    def _relative(self) -> bool:
        if self.stamp.relative is not None or self.stamp.has_day or self.stamp.clock:
            return False
        found = _RELATIVE.match(self.text, self.at)
        if not found or (found["z"] is None and found["z2"] is None and not _amount(found)):
            return False
        minutes = 0 if found["z"] is not None or found["z2"] is not None else _amount(found)
        sign = -1 if found["s"] == "-" else 1
        return self._take(found.end(), replace(self.stamp, relative=sign * int(minutes)))

    def _hint(self) -> bool:
        for pattern, name in ((_ABOUT, "about"), (_BEFORE, "before"), (_AFTER, "after"),
                              (_BETWEEN, "between")):  # fmt: skip
            if found := pattern.match(self.text, self.at):
                self.at = found.end()
                if self.stamp.clock:
                    self.end = self.at
                self.stamp = replace(self.stamp, precision=name)
                return True
        return False

    def _date(self) -> bool:
        if self.stamp.has_day or self.stamp.vague:
            return False
        for pattern in DATES:
            if found := pattern.match(self.text, self.at):
                dated = _with_date(self.stamp, found)
                if dated is not None:
                    return self._take(found.end(), dated)
        found = VAGUE.match(self.text, self.at)
        return found is not None and self._take(found.end(), replace(self.stamp, vague=True))

    def _clock(self) -> bool:
        if self.stamp.clock:
            return False
        found = _match_clock(self.text, self.at, dated=self.stamp.has_day or self.packed)
        if not found:
            return False
        self._take(found.end(), replace(self.stamp, clock=_clock_of(found)))
        self._zone()
        return self._range() or True

    def _range(self) -> bool:
        precise = self.text[max(0, self.at - 6) : self.at].count(":") == 2
        short = _SECONDS_END.match(self.text, self.at) if precise else None
        if short and self.stamp.clock:
            until = replace(self.stamp.clock, second=min(59, int(short[1])))
            return self._take(short.end(), replace(self.stamp, until=until))
        joint = _TO.match(self.text, self.at)
        if not joint:
            return False
        at = joint.end()
        until_day = None
        for pattern in DATES:
            if found := pattern.match(self.text, at):
                other = _with_date(Stamp(), found)
                if other and other.month and other.day:
                    until_day = (other.year, other.month, other.day)
                    at = found.end()
                    at += len(self.text[at:]) - len(self.text[at:].lstrip(" ,T"))
                break
        found = _match_clock(self.text, at, dated=True)
        if not found:
            return False
        stamp = replace(self.stamp, until=_clock_of(found), until_day=until_day)
        self._take(found.end(), _same_half(stamp, found))
        self._zone()
        return True

    def _zone(self) -> None:
        at = self.at
        while at < len(self.text) and self.text[at] in " \t*_`":
            at += 1
        found = _ZONE.match(self.text, at)
        if found and found["z"].startswith("-") and not (self.stamp.has_day and self._to_seconds()):
            # "14:20-15:05" is a stretch of time; only a full moment carries a minus offset.
            return
        if found:
            end = found.end()
            if found[0].endswith(")") and not found[0].startswith("("):
                end -= 1
            self._take(end, replace(self.stamp, zone=self.stamp.zone or found["z"]))

    def _to_seconds(self) -> bool:
        return bool(re.search(r":\d\d:\d\d(?:\.\d+)?$", self.text[: self.at]))

    def _rest(self) -> bool:
        if (self.stamp.clock or self.stamp.has_day) and not self.stamp.zone:
            before = self.at
            self._zone()
            if self.at != before:
                return True
        ahead = _ZONE_FIRST.match(self.text, self.at) if not self.stamp.zone else None
        if ahead:
            self.at = ahead.end()
            self.stamp = replace(self.stamp, zone=ahead["z"])
            return True
        found = WEEKDAY.match(self.text, self.at)
        if found and not self.stamp.weekday:
            return self._take(found.end(), replace(self.stamp, weekday=True))
        return False

    def _glue(self) -> bool:
        found = _GLUE.match(self.text, self.at)
        if found and found.end() > self.at:
            self.at = found.end()
            return True
        return False


def _same_half(stamp: Stamp, found: re.Match[str]) -> Stamp:
    """In "02:00 and 02:30 PM" the half of the day said once is meant for both."""
    half = (found.groupdict().get("ap") or "").lower()
    start = stamp.clock
    if half != "p" or start is None or start.hour >= 12 or start.hour == 0 or stamp.until is None:
        return stamp
    if start.hour + 12 <= stamp.until.hour:
        return replace(stamp, clock=replace(start, hour=start.hour + 12))
    return stamp


def leading_stamp(text: str, *, packed: bool = False) -> Stamp | None:
    """The stamp a text begins with (marks of emphasis aside), or None.

    With ``packed`` four digits alone are a time of day ("1005").
    """
    return _Reader(text[:200], packed=packed).read()


def trailing_stamp(text: str) -> tuple[int, Stamp] | None:
    """Where a time begins inside a text: dated ("Resolved 2020-02-12 12:07"), or last "(12:07)"."""
    for found in re.finditer(r"\d", text[:400]):
        if found.start() and (
            text[found.start() - 1].isalnum() or text[found.start() - 1] in "/-.:#"
        ):
            continue
        stamp = leading_stamp(text[found.start() :])
        if stamp and stamp.clock and stamp.day:
            return found.start(), stamp
    aside = _ASIDE.search(text[-60:])
    stamp = leading_stamp(aside[1]) if aside else None
    if aside and stamp and stamp.clock and not aside[1][stamp.length :].strip():
        return max(0, len(text) - 60) + aside.start(1), stamp
    return None


def find_day(text: str) -> Stamp | None:
    """The first full day (with a year) named anywhere in a text."""
    best: tuple[int, Stamp] | None = None
    for pattern in DATES:
        for found in pattern.finditer(text[:20_000]):
            if _inside(text, found.start(), whole=pattern is DATES[0]):
                continue
            stamp = _with_date(Stamp(), found)
            if stamp and stamp.year and 1990 <= stamp.year <= 2100:
                if best is None or found.start() < best[0]:
                    best = (found.start(), stamp)
                break
    return best[1] if best else None


def _inside(text: str, at: int, *, whole: bool) -> bool:
    """Whether a date would begin in the middle of a number or of another date."""
    before = text[at - 1] if at else " "
    return before.isdigit() or (before in "/-_" and not whole)
