"""Which columns a person chose for tables with a certain row of titles, kept in the settings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

_MOST = 30
_LONGEST = 4000
_PREFIX = "column:"


def _key(titles: Sequence[str]) -> list[str]:
    return [" ".join(title.split()).casefold() for title in titles]


def _held(line: str) -> tuple[list[str], dict[str, str]] | None:
    try:
        key, columns = json.loads(line)
    except (ValueError, TypeError):
        return None
    if not isinstance(key, list) or not isinstance(columns, dict):
        return None
    return key, {str(use): str(title) for use, title in columns.items()}


def columns_for(titles: Sequence[str], remembered: Sequence[str]) -> dict[str, str]:
    """The answers ("column:time" to a title) that were given for a table with these titles.

    What can't be read, or names a title that is not there, is left out.
    """
    for line in remembered:
        held = _held(line)
        if held is not None and held[0] == _key(titles):
            return {
                _PREFIX + use: title
                for use, title in held[1].items()
                if title in titles or not title
            }
    return {}


def remembering(
    remembered: Sequence[str], titles: Sequence[str], said: Mapping[str, str]
) -> tuple[str, ...]:
    """The same with what was said of a table with these titles; without a word, it is forgotten."""
    others = [
        line for line in remembered if (held := _held(line)) is None or held[0] != _key(titles)
    ]
    columns = {
        about.removeprefix(_PREFIX): title
        for about, title in said.items()
        if about.startswith(_PREFIX)
    }
    line = json.dumps([_key(titles), columns], ensure_ascii=False)
    fresh = [line] if columns and len(line) <= _LONGEST else []
    return tuple([*fresh, *others][:_MOST])
