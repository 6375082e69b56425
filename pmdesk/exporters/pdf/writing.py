"""Numbers and words in the page's language: what the library writes, byte for byte, but sooner.

A report of thousands of events writes some 200,000 numbers and as many words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reportlab.pdfgen import canvas, pathobject, textobject

from pmdesk.exporters.pdf import fonts

_plain_number = textobject.fp_str
# Columns, sizes and colours come again and again; so do most heights.
_number = lru_cache(maxsize=8192)(_plain_number)


def _numbers(*values: Any) -> str:
    """Numbers, or one sequence of them, with a space between."""
    if len(values) == 1:
        first = values[0]
        return " ".join(map(_number, first)) if isinstance(first, list | tuple) else _number(first)
    return " ".join(map(_number, values))


for _module in (canvas, pathobject, textobject):
    _module.fp_str = _numbers


def set_words(text: Any, words: str, document: Any) -> str:
    """The operators that draw words in a text object's font."""
    font = fonts.font(text._fontname)
    state = font.state.get(document)
    table: dict[int, str] | None = getattr(state, "pmdesk_signs", None)
    if not words or table is None or not table.keys() >= set(map(ord, words)):
        made = text._formatText(words)
        _learn(font.state[document], words, text._canvas._escape)
        return str(made)
    start = ""
    if text._curSubset != 0:
        size, leading = _number(text._fontsize), _number(text._leading)
        start = f"{font.getSubsetInternalName(0, document)} {size} Tf {leading} TL "
        text._curSubset = 0
    return f"{start}({words.translate(table)}) Tj"


def _learn(state: Any, words: str, escape: Any) -> None:
    """Keep how the first 256 characters of a font are written in this file."""
    table: dict[int, str] = state.__dict__.setdefault("pmdesk_signs", {})
    for sign in words:
        number = state.assignments.get(ord(sign), 0)
        if 0 < number < 256:
            table[ord(sign)] = escape(bytes([number]))
