"""User text to lines of drawable pieces: the only way from a record's words to the paper.

Nothing here reads markup. What cannot be printed is dropped or replaced, every character gets a
font that has it, and long words are broken, so that no text can stop a report from being made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pmdesk.exporters.pdf import fonts
from pmdesk.exporters.pdf.bidi import has_right_to_left, visual


class Look(NamedTuple):
    """How a stretch of text is drawn: font, colour as #RRGGBB, link (``#key`` within the report),
    its share of the block's size, and whether it is struck out."""

    font: str
    colour: str
    link: str = ""
    scale: float = 1.0
    struck: bool = False


class Span(NamedTuple):
    """A stretch of user text with one look."""

    text: str
    look: Look


class Piece(NamedTuple):
    """Text that its font can draw, with its width in thousandths of the size."""

    text: str
    font: str
    look: Look
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces side by side; ``width`` is in thousandths of the size."""

    pieces: tuple[Piece, ...]
    width: float


_DROPPED = {
    *range(0x200B, 0x2010),  # zero-width joiners and direction marks
    *range(0x202A, 0x202F),  # direction overrides turn names round
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),  # variation selectors
    *range(0x1F3FB, 0x1F400),  # skin tones
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE01F0),
    0x00AD, 0x061C, 0x180E, 0xFEFF,
}  # fmt: skip
_SPACES = {"\t", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\u00a0", "\u202f"}
_ASCII_BAD = re.compile(r"[\x00-\x1f\x7f]")
_WORDS = re.compile(r"\s+|\S+")
_WIDE_SIGNS = (
    "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0002ffff"
)
_WIDE = re.compile(f"[{_WIDE_SIGNS}]")
_BREAKABLE = re.compile(f"[{_WIDE_SIGNS}]|[^{_WIDE_SIGNS}]+")
# The longest word that is looked at whole; what is longer is cut before it is measured.
_LONGEST = 400


@lru_cache(maxsize=20_000)
def shown(text: str) -> str:
    """The text without what must not reach paper; every kind of space becomes a space."""
    if text.isascii():
        return _ASCII_BAD.sub(" ", text) if not text.isprintable() else text
    return "".join(_kept(char) for char in unicodedata.normalize("NFC", text))


def _kept(char: str) -> str:
    if char in _SPACES:
        return " "
    code = ord(char)
    if code in _DROPPED or (code & 0xFFFE) == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return ""
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    return "" if category in ("Cc", "Cs", "Co", "Cn") and char != " " else char


def pieces(text: str, look: Look) -> list[Piece]:
    """A word (already ``shown``) as pieces, each in a font that has all its characters."""
    if text.isascii():
        return [_piece(text, look.font, look)]
    runs: list[tuple[str, list[str]]] = []
    for char in text:
        name = fonts.font_for(char, look.font)
        if runs and unicodedata.combining(char) and _has(runs[-1][0], char):
            name = runs[-1][0]
        if not name:
            name, char = fonts.replacement_font(), fonts.REPLACEMENT  # noqa: PLW2901
        if runs and runs[-1][0] == name:
            runs[-1][1].append(char)
        else:
            runs.append((name, [char]))
    return [_piece("".join(chars), name, look) for name, chars in runs]


def _has(name: str, char: str) -> bool:
    return ord(char) in fonts.widths(name)


def _piece(text: str, name: str, look: Look) -> Piece:
    return Piece(text, name, look, fonts.width_of(text, name) * look.scale)


def _chunks(text: str) -> Iterable[str]:
    """Words and the spaces between them; a script without spaces may break at each sign."""
    if text.isascii() and len(text) < _LONGEST:
        return _WORDS.findall(text)
    return _cut_chunks(text)


def _cut_chunks(text: str) -> Iterable[str]:
    for match in _WORDS.finditer(text):
        word = match.group()
        parts = [word] if word.isascii() else _BREAKABLE.findall(word)
        for part in parts:
            for start in range(0, len(part), _LONGEST):
                yield part[start : start + _LONGEST]


class _Breaker:
    """Fills lines one after another; widths are in thousandths of the size."""

    def __init__(self, room: float) -> None:
        self.room = room
        self.lines: list[Line] = []
        self.current: list[Piece] = []
        self.used = 0.0
        self.spaced: Piece | None = None

    def end_line(self) -> None:
        """Close the line that is being filled."""
        self.lines.append(_closed(self.current, self.used))
        self.current, self.used, self.spaced = [], 0.0, None

    def space(self, look: Look, text: str) -> None:
        """A space, which vanishes at the end of a line; code keeps as many as it has."""
        if look.font == fonts.MONO:
            self.spaced = _piece(text[:60], look.font, look)
        elif self.current:
            self.spaced = _piece(" ", look.font, look)

    def word(self, parts: list[Piece]) -> None:
        """A word, on this line where there is room, else on the next, broken where it must be."""
        width = sum(part.width for part in parts)
        gap = self.spaced.width if self.spaced else 0.0
        if self.current and self.used + gap + width > self.room:
            self.end_line()
            gap = 0.0
        if width > self.room:
            for part in parts:
                self._broken(part)
            return
        if self.spaced:
            self._put(self.spaced)
            self.spaced = None
        for part in parts:
            self._put(part)

    def _put(self, part: Piece) -> None:
        if self.current and self.current[-1][1:3] == part[1:3]:
            last = self.current[-1]
            part = Piece(last.text + part.text, last.font, last.look, last.width + part.width)
            self.used += part.width - last.width
            self.current[-1] = part
            return
        self.current.append(part)
        self.used += part.width

    def _broken(self, part: Piece) -> None:
        table = fonts.widths(part.font)
        taken: list[str] = []
        width = 0.0
        for char in part.text:
            step = table.get(ord(char), 0.0) * part.look.scale
            if taken and self.used + width + step > self.room:
                self._put(Piece("".join(taken), part.font, part.look, width))
                self.end_line()
                taken, width = [], 0.0
            taken.append(char)
            width += step
        if taken:
            if self.current and self.used + width > self.room:
                self.end_line()
            self._put(Piece("".join(taken), part.font, part.look, width))


def _closed(parts: list[Piece], width: float) -> Line:
    if all(part.text.isascii() for part in parts):
        return Line(tuple(parts), width)
    if not has_right_to_left("".join(part.text for part in parts)):
        return Line(tuple(parts), width)
    cells = visual([(char, (part.font, part.look)) for part in parts for char in part.text])
    turned: list[Piece] = []
    for char, (name, look) in cells:
        if turned and turned[-1].font == name and turned[-1].look == look:
            turned[-1] = _piece(turned[-1].text + char, name, look)
        else:
            turned.append(_piece(char, name, look))
    return Line(tuple(turned), width)


def break_lines(
    spans: Sequence[Span], size: float, room: float, most: int = 1_000_000
) -> list[Line]:
    """The lines that the spans fill, ``room`` points wide at ``size`` points.

    A word may run over several spans; it stays together. No text gives no line. Setting stops
    soon after ``most`` lines, for those who show no more.
    """
    breaker = _Breaker(max(room, size) * 1000.0 / size)
    word: list[Piece] = []
    for text, look in spans:
        for chunk in _chunks(shown(text)):
            if len(breaker.lines) > most:
                return breaker.lines
            if chunk[0] == " ":
                if word:
                    breaker.word(word)
                    word = []
                breaker.space(look, chunk)
            elif chunk.isascii() and len(chunk) < _LONGEST:
                word.append(_piece(chunk, look.font, look))
            else:
                stands_alone = _WIDE.match(chunk) is not None
                if word and stands_alone:
                    breaker.word(word)
                    word = []
                word += pieces(chunk, look)
                if stands_alone or len(chunk) == _LONGEST:
                    breaker.word(word)
                    word = []
    if word:
        breaker.word(word)
    if breaker.current:
        breaker.end_line()
    return breaker.lines


def one_line(text: str, look: Look, size: float, room: float) -> Line:
    """The text on one line, cut with an ellipsis where it is longer than ``room`` points."""
    lines = break_lines([Span(text, look)], size, room, 1)
    if not lines:
        return Line((), 0.0)
    if len(lines) == 1:
        return lines[0]
    dots = _piece("…", look.font, look)
    limit = room * 1000.0 / size - dots.width
    kept: list[Piece] = []
    used = 0.0
    for part in lines[0].pieces:
        if used + part.width <= limit:
            kept.append(part)
            used += part.width
            continue
        table = fonts.widths(part.font)
        text = ""
        for char in part.text:
            if used + table.get(ord(char), 0.0) > limit:
                break
            text += char
            used += table.get(ord(char), 0.0)
        kept.append(_piece(text.rstrip(), part.font, look))
        break
    return Line((*kept, dots), used + dots.width)
