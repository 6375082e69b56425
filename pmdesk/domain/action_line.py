"""A new action typed on one line: words, @ owner, ! date, ^ factor; a backslash keeps a sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pmdesk.domain.date_text import parse_day

# A date is "!fri" or "!26 apr 2027" or "!end of next month": never more words than this.
_LONGEST_DATE = 4
_SIGNS = "@!^"


@dataclass(frozen=True, slots=True)
class ActionLine:
    """What a line says. ``text`` has the words without what was understood."""

    text: str
    owner_id: str | None = None
    due: date | None = None
    factor_ids: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    words: list[str] = field(default_factory=list)
    owner_id: str | None = None
    due: date | None = None
    factor_ids: list[str] = field(default_factory=list)


def parse_action_line(
    line: str,
    today: date,
    owners: Iterable[tuple[str, str]],
    factors: Iterable[tuple[str, str]],
) -> ActionLine:
    """Read a line; ``owners`` and ``factors`` are (id, name).

    An owner or a factor is named by the beginning of a word of it that no other one has. What
    is not understood stays among the words: nothing typed is ever refused or lost.
    """
    owners, factors = list(owners), list(factors)
    words = line.split()
    found = _Found()
    at = 0
    while at < len(words):
        at += _token(words[at:], today, owners, factors, found)
    return ActionLine(
        " ".join(found.words), found.owner_id, found.due, tuple(dict.fromkeys(found.factor_ids))
    )


def _token(
    words: Sequence[str],
    today: date,
    owners: Sequence[tuple[str, str]],
    factors: Sequence[tuple[str, str]],
    found: _Found,
) -> int:
    """Take one word, or a sign with all the words that belong to it; returns how many."""
    word = words[0]
    if word[:1] == "\\" and word[1:2] in _SIGNS and len(word) > 1:
        found.words.append(word[1:])
        return 1
    if len(word) > 1 and word[0] in _SIGNS:
        rest = [word[1:], *words[1:]]
        if word[0] == "!" and found.due is None:
            for count in range(min(_LONGEST_DATE, len(rest)), 0, -1):
                day = parse_day(" ".join(rest[:count]), today)
                if isinstance(day, date):
                    found.due = day
                    return count
        if word[0] == "@" and found.owner_id is None:
            owner_id, count = named(rest, owners)
            if owner_id is not None:
                found.owner_id = owner_id
                return count
        if word[0] == "^":
            factor_id, count = named(rest, factors)
            if factor_id is not None:
                found.factor_ids.append(factor_id)
                return count
    found.words.append(word)
    return 1


def _split(words: str) -> list[str]:
    return [part for part in re.split(r"[\s\-/]+", words.casefold()) if part]


def _fits(typed: Sequence[str], name: str) -> bool:
    """Whether the typed words begin following words of a name ("release eng")."""
    parts = _split(name)
    typed = [part for word in typed for part in _split(word)]
    size = len(typed)
    if not size:
        return False
    return any(
        all(part.startswith(word) for part, word in zip(parts[i : i + size], typed, strict=True))
        for i in range(len(parts) - size + 1)
    )


def named(words: Sequence[str], names: Sequence[tuple[str, str]]) -> tuple[str | None, int]:
    """The id of the name that the first words begin, and how many words; None where it is open.

    As many words are taken as still fit, so that a second word can decide between two.
    """
    typed: list[str] = []
    best: tuple[str | None, int] = (None, 0)
    for word in words:
        typed.append(word.casefold())
        fitting = [(i, name) for i, name in names if _fits(typed, name)]
        if not fitting:
            break
        whole = [i for i, name in fitting if name.casefold() == " ".join(typed)]
        if len(fitting) == 1 or whole:
            best = (whole[0] if whole else fitting[0][0], len(typed))
    return best
