"""Which column of a table holds what, by its title and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

# What a column can be used for, in the order in which the preview shows them.
USES = ("time", "day", "text", "actor", "end", "lane", "id", "url")
REQUIRED = ("time", "text")
# The best title first; written without blanks and marks.
_TITLES: dict[str, tuple[str, ...]] = {
    "time": (
        "timestamp", "datetime", "dateandtime", "attimestamp", "time", "timeutc", "utc", "zeit",
        "uhrzeit", "heure", "hora", "occurredat", "eventtime", "startedat", "starttime", "start",
        "createdat", "createdon", "created", "openedat", "opened", "when", "date", "datum",
        "lasttimestamp", "ts", "at",
    ),
    "day": ("date", "day", "datum", "tag", "jour", "fecha"),
    "text": (
        "whathappened", "event", "message", "summary", "shortdescription", "description", "text",
        "title", "subject", "details", "log", "msg", "entry", "note", "notes", "comment",
        "ereignis", "beschreibung", "événement", "evento", "name", "body", "content", "action",
    ),
    "actor": (
        "who", "actor", "author", "user", "username", "reporter", "openedby", "createdby", "agent",
        "sender", "from", "person", "responder", "role", "by", "owner", "wer", "qui", "quién",
        "resolvedbyusername", "assignee",
    ),
    "end": ("end", "endedat", "endtime", "resolvedat", "until", "finishedat", "closedat", "ende"),
    "lane": ("lane", "service", "servicename", "system", "component", "area", "category", "team"),
    "id": ("issuekey", "eventid", "incidentnumber", "key", "id", "uuid", "number", "sysid"),
    "url": ("url", "link", "htmlurl", "permalink", "address"),
}  # fmt: skip
_MARKS = re.compile(r"[^\w]|_")


def folded(title: str) -> str:
    """A title as it is compared: small letters without blanks, marks, brackets."""
    return _MARKS.sub("", re.sub(r"\([^)]*\)", "", title).casefold())


def guessed(
    titles: Sequence[str], rows: Sequence[Sequence[str]], is_moment: Callable[[str], bool]
) -> dict[str, int]:
    """Use to column, by titles first; time and text are found by their cells otherwise."""
    named = [folded(title) for title in titles]
    taken: dict[str, int] = {}
    for use in ("time", "end", "id", "url", "text", "actor", "lane", "day"):
        for wanted in _TITLES[use]:
            at = next(
                (i for i, n in enumerate(named) if n == wanted and i not in taken.values()), None
            )
            if at is not None and not (use == "time" and rows and not _any(rows, at, is_moment)):
                taken[use] = at
                break
    if "time" not in taken:
        timed = _most(rows, len(titles), is_moment, set(taken.values()))
        if timed is not None:
            taken["time"] = timed
    if "text" not in taken:
        widest = _widest(rows, len(titles), set(taken.values()))
        if widest is not None:
            taken["text"] = widest
    return taken


def given(titles: Sequence[str], chosen: Mapping[str, str]) -> dict[str, int]:
    """The columns that a reader chose by their titles; an empty title means none."""
    at = {title: i for i, title in reversed(list(enumerate(titles)))}
    return {use: at[title] for use, title in chosen.items() if title in at}


def _any(rows: Sequence[Sequence[str]], at: int, is_moment: Callable[[str], bool]) -> bool:
    return any(is_moment(row[at]) for row in rows if at < len(row) and row[at].strip())


def _most(
    rows: Sequence[Sequence[str]], width: int, is_moment: Callable[[str], bool], taken: set[int]
) -> int | None:
    """The column in which most rows tell a time, where that is at least every second one."""
    best, most = None, len(rows) / 2 - 0.1
    for at in range(width):
        hits = sum(1 for row in rows if at < len(row) and len(row[at]) < 60 and is_moment(row[at]))
        if at not in taken and hits > most:
            best, most = at, hits
    return best


def _widest(rows: Sequence[Sequence[str]], width: int, taken: set[int]) -> int | None:
    sizes = {
        at: sum(len(row[at]) for row in rows if at < len(row))
        for at in range(width)
        if at not in taken
    }
    return max(sizes, key=lambda at: sizes[at]) if sizes else None
