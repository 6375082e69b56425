"""Places in a text: Python counts characters, Qt counts UTF-16 units."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable


def units_of(text: str) -> Callable[[int], int]:
    """From places in a Python text to those in Qt's, which counts in UTF-16 units."""
    if text.isascii():
        return int
    wide = [at for at, char in enumerate(text) if ord(char) > 0xFFFF]
    return lambda place: place + bisect_left(wide, place)
