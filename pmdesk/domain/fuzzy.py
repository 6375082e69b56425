"""How well a few typed letters match a name: letters in order, best at the starts of words."""

from __future__ import annotations

from dataclasses import dataclass

_START, _RUN, _PLAIN, _GAP = 10, 6, 1, 1
_NONE = -(10**6)


@dataclass(frozen=True, slots=True)
class Match:
    """A found match: higher ``score`` is better, ``places`` are the indexes of the letters."""

    score: int
    places: tuple[int, ...]


def _starts(text: str) -> list[bool]:
    """Whether each letter begins a word or stands in upper case after a lower one."""
    return [
        ch.isalnum()
        and (i == 0 or not text[i - 1].isalnum() or (ch.isupper() and text[i - 1].islower()))
        for i, ch in enumerate(text)
    ]


def match(typed: str, text: str) -> Match | None:
    """The best way to find the typed letters in order in ``text``, or None.

    Case and the blanks of ``typed`` don't count. Letters at the start of a word and letters that
    follow each other weigh most, so that initials find a name ("ae" finds "Add event").
    Nothing typed matches everything with a score of 0.
    """
    needle = "".join(typed.split()).casefold()
    if not needle:
        return Match(0, ())
    hay = [ch.casefold() for ch in text]
    if not _has_in_order(needle, hay):
        return None
    found = _best_path(needle, hay, _starts(text))
    if found is None:
        return None
    score, places = found
    bonus = 8 if places[0] == 0 else 0
    whole = 30 if text.casefold().startswith(typed.strip().casefold()) else 0
    return Match(score * 4 + bonus + whole - min(len(text), 60) // 6, places)


def _has_in_order(needle: str, hay: list[str]) -> bool:
    letters = iter(hay)
    return all(ch in letters for ch in needle)


def _best_path(
    needle: str, hay: list[str], starts: list[bool]
) -> tuple[int, tuple[int, ...]] | None:
    """The best score and places; one row of best scores for each typed letter."""
    size = len(hay)
    rows: list[list[int]] = []
    origin: list[list[int]] = []
    for depth, letter in enumerate(needle):
        row, back = [_NONE] * size, [-1] * size
        best, best_at = _NONE, -1
        for i in range(size):
            if depth and i and rows[-1][i - 1] - _GAP > best - _GAP:
                best, best_at = rows[-1][i - 1], i - 1
            if hay[i] != letter:
                continue
            worth = _START if starts[i] else _PLAIN
            if depth == 0:
                row[i] = worth
                continue
            if best <= _NONE // 2:
                continue
            row[i], back[i] = best + worth - _GAP, best_at
            run = rows[-1][i - 1] + _RUN + (worth if starts[i] else 0)
            if i and rows[-1][i - 1] > _NONE // 2 and run > row[i]:
                row[i], back[i] = run, i - 1
        rows.append(row)
        origin.append(back)
    end = max(range(size), key=lambda i: (rows[-1][i], -i))
    if rows[-1][end] <= _NONE // 2:
        return None
    places = [end]
    for depth in range(len(needle) - 1, 0, -1):
        places.append(origin[depth][places[-1]])
    return rows[-1][end], tuple(reversed(places))
