"""Entries of a timeline before their moments are worked out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pmdesk.importers.stamps import Stamp, leading_stamp, trailing_stamp

_AFTER_STAMP = re.compile(r"^[\s*_`\]\})|\\]*(?:[:：,;、]|--?>?|–|—|→)*[\s*_`]*")


@dataclass(kw_only=True)
class Entry:
    """An entry before its moment is worked out; a `day_only` one just names the day."""

    stamp: Stamp | None
    written: str
    text: str
    line: int
    day_only: bool = False
    lane: str = ""
    actor: str = ""
    more: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Found:
    """What a stretch of sections holds: entries, and the numbers of the lines they use."""

    entries: list[Entry] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    columns: list[str] = field(default_factory=list)

    @property
    def timed(self) -> int:
        """How many entries carry a time or a day."""
        return sum(1 for e in self.entries if e.stamp is not None and not e.day_only)

    @property
    def real(self) -> list[Entry]:
        """The entries that are not just the name of a day."""
        return [e for e in self.entries if not e.day_only]


def entry_of(text: str, line: int, *, trailing: bool = False, packed: bool = False) -> Entry:
    """An entry from a text that may begin with a time; none of its words are lost."""
    stamp = leading_stamp(text, packed=packed)
    if stamp is None and trailing and (inside := trailing_stamp(text)):
        start, stamp = inside
        end = start + stamp.length
        around = f"{text[:start].rstrip(' :=–—-(')} {text[end:].lstrip(' )')}"
        return Entry(
            stamp=stamp, written=text[start:end].strip(" *_`"), text=around.strip(), line=line
        )
    if stamp is None:
        return Entry(stamp=None, written="", text=text.strip(), line=line)
    written = text[: stamp.length].strip(" *_`[({|~" if "~" not in text[:4] else " *_`[({|")
    rest = _AFTER_STAMP.sub("", text[stamp.length :], count=1).strip()
    return Entry(stamp=stamp, written=written, text=rest, line=line)
