"""Cuts a text into sentences with their places; code, quotes, links, headings, logs stay out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Stand for what is left alone; one for one, so that every place stays the same.
THING, QUOTE = "\ue000", "\ue001"

_TOKEN = re.compile(r"[@\w\ue000\ue001]+(?:['\-./+&][\w\ue000\ue001]+)*")
_FENCE = re.compile(r"\s*(?:[-*+]\s+)?(```|~~~)")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s|$)|\s*(?:\*\*|__)[^*]{1,90}(?:\*\*|__)\s*:?\s*$")
_UNDERLINE = re.compile(r" {0,3}(?:={2,}|-{3,})\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_ROW_RULE = re.compile(r"[\s|:+-]+$")
_TIMED = re.compile(
    r"[\s*_~(\[]*(?:\d{4}-\d\d-\d\d|\d{1,2}[:h]\d\d|[TtDd]\+\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
_LOG = re.compile(
    r"""\s*(?:
    \[?(?:\d{4}[-/]\d\d[-/]\d\d[T ])?\d\d:\d\d:\d\d\S*\s+.{0,40}?\b(?:TRACE|DEBUG|INFO|NOTICE|WARN
        |WARNING|ERROR|FATAL|CRITICAL|PANIC|panic|fatal|error|warn|info|debug)\b[\]:\s|]
    |[A-Z][a-z]{2}\s+\d{1,2}\s\d\d:\d\d:\d\d\s+\S+\s+\S+(?:\[\d+\])?:
    |\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL)\]?[:\s]
    |\[(?:error|warn|warning|info|debug|fatal)\]
    |(?:\w+=(?:"[^"]*"|[^\s,"]+)(?:[\s,]+|$)){2,}$
    |Traceback\s\(|File\s"|at\s[\w.$]+\(
    |[\[{]\s*["\[{]|["\w]+":\s|[}\]],?\s*$|\$\s|%\s|(?:&&|\#!|//)
    |level=\w+|(?:E|W|I)\d{4}\s
    )""",
    re.VERBOSE,
)
_OUT = re.compile(
    r"(?P<code>``[^`]+``|`[^`]+`|(?:https?|ftp)://[^\s<>()\]]+|\bwww\.[^\s<>()\]]+"
    r"|[\w.+-]+@[\w-]+\.[\w.]+|<[a-zA-Z/!%][^<>]{0,300}>|\{\{[^{}]{0,200}\}\}"
    r"|@[\w-]+/[\w./-]+)"
    r"|(?P<target>(?<=\])(?:\([^()\s]*(?:\s\"[^\"]*\")?\)|\[[^\[\]]*\]))"
    r"|(?P<quote>\"[^\"\n]{1,400}\"|“[^”]{1,400}”|„[^“”]{1,400}[“”]|«[^»]{1,400}»"
    r"|(?<![\w'])'(?!s\s|t\s)[^'\n]{2,300}'(?!\w)|‘[^’\n]{2,300}’(?!\w))"
    r"|(?P<mark>[*_~]{1,3}(?=[^\s*_~])(?<![\w][*_~])|(?<=[^\s*_~])[*_~]{1,3}(?!\w)|^\s*\[\^?\d+\]:?)"
)
# Without one of these nothing is covered.
_SIGNS = re.compile(r"[`\"“„«‘<*_~@{\[]|://|www|\B'|'\B")
_STOP = re.compile(r"[.!?…]+[\"')\]\ue001]*(?=\s|$)|[。！？]")
_SHORT = re.compile(
    r"(?:^|[\s(\[])(?:e\.g|i\.e|etc|approx|ca|vs|no|min|max|incl|resp|cf|mr|mrs|ms|dr|st|fig|dept"
    r"|est|eng|[a-z]|[a-z]\.[a-z])\.$"
)
_WIDE = (60, 140)
_LONGEST = 3000


class Token(NamedTuple):
    """A word in lower case and its place in the sentence."""

    word: str
    start: int
    end: int


class Sentence:
    """One sentence: ``raw`` as it stands at ``start`` of the text; ``text`` as the rules see it.

    ``text`` is in lower case, of the same length, with what is left alone covered. ``terse``
    means a line of a timeline or a cell of a table, where notes are short by nature.
    """

    __slots__ = ("_tokens", "before", "raw", "start", "task", "terse", "text", "words")

    def __init__(self, raw: str, start: int, text: str, terse: bool = False) -> None:
        self.raw = raw
        self.start = start
        self.text = text
        self.terse = terse
        self.before: Sentence | None = None
        self.words = frozenset(_TOKEN.findall(text))
        self.task: bool | None = None
        self._tokens: list[Token] | None = None

    @property
    def tokens(self) -> list[Token]:
        """The words in their order, found when a rule first asks."""
        if self._tokens is None:
            self._tokens = [Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(self.text)]
        return self._tokens

    @property
    def flat(self) -> str:
        """The sentence on one line, as it is remembered by a waiver."""
        return " ".join(self.raw.split())

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.raw.rstrip("\"”')*_ ").endswith("?")

    def index_at(self, place: int) -> int:
        """The index of the first word that begins at a place or after it."""
        for index, token in enumerate(self.tokens):
            if token.start >= place:
                return index
        return len(self.tokens)


class _Line(NamedTuple):
    start: int
    end: int


def sentences_of(text: str) -> list[Sentence]:
    """All sentences of a text that are prose of its author, in their order."""
    found: list[Sentence] = []
    for spans, terse in _blocks(text):
        before: Sentence | None = None
        for sentence in _cut(text, spans, terse):
            sentence.before = before
            before = sentence
            found.append(sentence)
    return found


def lowered(text: str) -> str:
    """The text in lower case, never longer or shorter."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("’", "'")


def _blocks(text: str) -> Iterator[tuple[list[_Line], bool]]:
    """Paragraphs, list items and cells as lists of lines without their marks; whether terse."""
    held: list[_Line] = []
    terse = False
    for start, end, kind in _lines(text):
        if kind == "more" and held:
            held.append(_Line(start, end))
            continue
        if held:
            yield held, terse
        held = []
        if kind == "row":
            yield from _cells(text, start, end)
        elif kind in ("item", "more"):
            held, terse = [_Line(start, end)], bool(_TIMED.match(text, start, end))
    if held:
        yield held, terse


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Each line with what it is: "item" begins a block, "more" goes on, "row", or "out"."""
    fence, at, blank, in_list = "", 0, True, False
    front = text.startswith("---\n")
    comment = False
    lines = text.split("\n")
    for number, line in enumerate(lines):
        start, at = at, at + len(line) + 1
        bare = line.strip()
        opened = _FENCE.match(line) if bare[:1] in "`~-*+" else None
        if front:
            front = number == 0 or bare != "---"
        elif fence or opened:
            if opened:
                fence = "" if fence == opened[1] else fence or opened[1]
        elif comment or bare.startswith("<!--"):
            comment = "-->" not in bare
        elif bare and not (
            _left_out(line, bare, blank and not in_list) or _UNDERLINE.match(_next(lines, number))
        ):
            item = _ITEM.match(line)
            in_list = bool(item) or (in_list and line[:1] in " \t")
            if bare[0] == "|" or " | " in bare:
                yield start, start + len(line), "row"
            elif item:
                yield start + item.end(), start + len(line), "item"
            else:
                lead = len(line) - len(line.lstrip())
                yield start + lead, start + len(line), "item" if _TIMED.match(line) else "more"
            blank = False
            continue
        blank = not bare
        yield start, start, "out"


def _next(lines: list[str], number: int) -> str:
    return lines[number + 1] if number + 1 < len(lines) else ""


def _left_out(line: str, bare: str, code_may_begin: bool) -> bool:
    first = bare[0]
    if first in ">#<" or (first == "%" and bare[1:2] in " >"):
        return True
    if first in "*_" and _HEADING.match(line):
        return True
    if first in "=-" and _UNDERLINE.match(line):
        return True
    if first in "|+-" and _ROW_RULE.match(bare):
        return True
    if code_may_begin and (line.startswith(("    ", "\t"))) and not _ITEM.match(line):
        return True
    item = _ITEM.match(line)
    return bool(_LOG.match(line, item.end() if item else 0))


def _cells(text: str, start: int, end: int) -> Iterator[tuple[list[_Line], bool]]:
    at = start
    for cell in text[start:end].split("|"):
        if cell.strip():
            lead = len(cell) - len(cell.lstrip())
            yield [_Line(at + lead, at + len(cell.rstrip()))], True
        at += len(cell) + 1


def _cut(text: str, lines: list[_Line], terse: bool) -> Iterator[Sentence]:
    if len(lines) > 1 and not _wrapped(text, lines):
        for line in lines:
            yield from _cut(text, [line], terse)
        return
    start, end = lines[0].start, lines[-1].end
    raw = text[start:end]
    seen = masked(raw)
    at = 0
    for stop in _STOP.finditer(seen):
        if _SHORT.search(seen, max(0, stop.start() - 12), stop.start() + 1):
            continue
        yield from _sentence(raw, seen, at, stop.end(), start, terse)
        at = stop.end()
    yield from _sentence(raw, seen, at, len(raw), start, terse)


def _sentence(
    raw: str, seen: str, at: int, end: int, offset: int, terse: bool
) -> Iterator[Sentence]:
    while at < end and raw[at].isspace():
        at += 1
    while end > at and raw[end - 1].isspace():
        end -= 1
    # Nobody writes sentences that long: it is data.
    if at < end < at + _LONGEST:
        yield Sentence(raw[at:end], offset + at, seen[at:end], terse)


def _wrapped(text: str, lines: list[_Line]) -> bool:
    """Whether line ends were only made to fill a width; else each line is a thought of its own."""
    widths = [line.end - line.start for line in lines]
    widest = max(widths)
    if not _WIDE[0] <= widest <= _WIDE[1]:
        # Short lines, or very long ones: one line each, unless they go on in lower case.
        return all(text[line.start].islower() for line in lines[1:])
    fits = 0
    for width, following in zip(widths, lines[1:], strict=False):
        word = len(text[following.start : following.end].split(" ", 1)[0])
        # Raggedness of ten or so is a hand at work.
        fits += width + 1 + word > widest - 12
    return fits >= 0.7 * (len(lines) - 1)


def masked(raw: str) -> str:
    """The text as rules see it: lower case, same length, what is left alone covered."""
    seen = _OUT.sub(_cover, raw) if _SIGNS.search(raw) else raw
    return lowered(seen).replace("\n", " ").replace("\t", " ")


def _cover(found: re.Match[str]) -> str:
    width = found.end() - found.start()
    kind = found.lastgroup
    if kind == "code":
        return (" " if found[0][0] == "<" else THING) * width
    if kind == "quote":
        return QUOTE * width
    return " " * width
