"""What people type into the search field, as a question that FTS5 takes; and its answers' marks."""

from __future__ import annotations

OPENING, CLOSING, GAP = "\x02", "\x03", "…"
_ONE_LINE = str.maketrans("\n\r\t\v\f", "     ")


def words_of(text: str) -> list[str]:
    """The words of a question that hold at least one letter or digit."""
    return [word for word in text.split() if any(char.isalnum() for char in word)]


def letters_of(text: str) -> int:
    """How many letters and digits a question has."""
    return sum(char.isalnum() for char in text)


def quoted(word: str) -> str:
    """A word as a string of FTS5, in which no character has a meaning of its own."""
    return '"' + word.replace("\0", " ").replace('"', '""') + '"'


def match_of(text: str, *, typing: bool = False) -> str:
    """The question: every word must be there, the last one may go on; empty for no words.

    Under two letters only titles and keys are looked at: nearly everything holds one letter.
    While somebody is ``typing``, one letter after other words is not asked for yet.
    """
    words = words_of(text)
    if typing and len(words) > 1 and letters_of(words[-1]) < 2:
        words.pop()
    if not words:
        return ""
    asked = " ".join(quoted(word) for word in words) + " *"
    return f"{{key title}} : ({asked})" if letters_of(text) < 2 else asked


def plain_text(text: str) -> str:
    """A text without the control characters that carry the marks."""
    return text.replace(OPENING, " ").replace(CLOSING, " ")


def unmarked(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A snippet in one line, and where in it the found words stand, as (start, end)."""
    marks: list[tuple[int, int]] = []
    text, start = "", 0
    for piece in snippet.translate(_ONE_LINE).split(OPENING):
        found, closed, rest = piece.partition(CLOSING)
        if closed:
            start = len(text)
            text += found
            marks.append((start, len(text)))
            text += rest
        else:
            text += piece
    return text, tuple(marks)
