"""Long texts looked at piece by piece, for a program that has to stay quick while it looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pmdesk.domain.wording.context import Context
from pmdesk.domain.wording.hint import Hint, Pattern
from pmdesk.domain.wording.hints import hints, short_form_hints

# Up to so many characters a text is looked at in one go; that takes a few milliseconds.
SHORT = 4000
_FENCES = ("```", "~~~")


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text with their places; a block of code is never cut."""
    start = at = 0
    fenced = False
    for line in text.splitlines(keepends=True):
        if line.lstrip().startswith(_FENCES):
            fenced = not fenced
        at += len(line)
        if not line.strip() and not fenced:
            if text[start:at].strip():
                yield start, text[start:at]
            start = at
    if text[start:].strip():
        yield start, text[start:]


def hints_by_piece(
    text: str, context: Context, known: dict[str, tuple[Hint, ...]]
) -> Iterator[list[Hint]]:
    """The hints found so far, after each piece of work; the last list is complete and in order.

    ``known`` remembers what was found in a piece; it belongs to one context.
    """
    if len(text) <= SHORT:
        if text not in known:
            known[text] = tuple(hints(text, context))
        yield list(known[text])
        return
    found: list[Hint] = []
    for start, piece in pieces(text):
        if piece not in known:
            known[piece] = tuple(hints(piece, context))
            yield found
        found += [_moved(h, start) for h in known[piece] if h.rule is not Pattern.SHORT_FORM]
    whole = f"\n{text}"
    if whole not in known:
        known[whole] = tuple(short_form_hints(text, context))
        yield found
    found += known[whole]
    yield sorted(found, key=lambda hint: (hint.start, hint.end))


def _moved(hint: Hint, by: int) -> Hint:
    return replace(
        hint,
        start=hint.start + by,
        end=hint.end + by,
        sentence_start=hint.sentence_start + by,
        sentence_end=hint.sentence_end + by,
    )
