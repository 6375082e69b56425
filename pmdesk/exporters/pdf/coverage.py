"""What paper cannot show of a postmortem, for the sentence that tells the user so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmdesk.domain.codec import plain_snapshot
from pmdesk.domain.snapshot import Snapshot
from pmdesk.exporters.pdf import fonts
from pmdesk.exporters.pdf.bidi import has_right_to_left
from pmdesk.exporters.pdf.typeset import shown


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def missing_characters(snapshot: Snapshot) -> str:
    """The characters that no font of ours has, each once: they are printed as U+FFFD."""
    found: dict[str, None] = {}
    for text in _texts(plain_snapshot(snapshot)):
        if not text.isascii():
            for char in shown(text):
                if not char.isascii() and not fonts.font_for(char, fonts.SANS):
                    found[char] = None
    return "".join(found)


def reads_right_to_left(snapshot: Snapshot) -> bool:
    """Whether there is text whose words stand from right to left: its layout stays simple."""
    return any(
        not text.isascii() and has_right_to_left(text) for text in _texts(plain_snapshot(snapshot))
    )
