"""Differences of two texts word by word, as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

# Beyond this many words on both sides the middle is shown as replaced: matching them word by word
# takes time that grows with the square.
MOST_WORDS = 3000
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Sign(StrEnum):
    """What became of something from one version to the next."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Run(NamedTuple):
    """A stretch of text that was kept, added or removed."""

    sign: Sign
    text: str


def word_runs(before: str, after: str) -> list[Run]:
    """The two texts as runs: without the added ones the old text, without the removed ones the new.

    Blanks between two changed words belong to the change, so that a reader sees phrases.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    runs: list[Run] = []
    _add(runs, Sign.SAME, old[:start])
    _middle(runs, old[start : len(old) - end], new[start : len(new) - end])
    _add(runs, Sign.SAME, old[len(old) - end :] if end else [])
    return runs


def _middle(runs: list[Run], old: list[str], new: list[str]) -> None:
    if len(old) + len(new) > MOST_WORDS:
        _add(runs, Sign.REMOVED, old)
        _add(runs, Sign.ADDED, new)
        return
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, a, b, c, d in _joined(matcher.get_opcodes(), old):
        if tag == "equal":
            _add(runs, Sign.SAME, old[a:b])
        else:
            _add(runs, Sign.REMOVED, old[a:b])
            _add(runs, Sign.ADDED, new[c:d])


Op = tuple[str, int, int, int, int]


def _joined(ops: Sequence[Op], old: list[str]) -> list[Op]:
    """Changes with only a blank between them as one."""
    found: list[Op] = []
    for i, (tag, a, b, c, d) in enumerate(ops):
        blank = tag == "equal" and b - a == 1 and old[a].isspace() and 0 < i < len(ops) - 1
        changed = blank or tag != "equal"
        if changed and found and found[-1][0] == "replace":
            _, a0, _, c0, _ = found[-1]
            found[-1] = ("replace", a0, b, c0, d)
        else:
            found.append(("replace" if changed else "equal", a, b, c, d))
    return found


def _common(old: list[str], new: list[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _add(runs: list[Run], sign: Sign, words: list[str]) -> None:
    if words:
        runs.append(Run(sign, "".join(words)))
