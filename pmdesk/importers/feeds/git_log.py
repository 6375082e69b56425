"""The history of a git repository: one line for each commit, or git's own long form."""

from __future__ import annotations

import re

from pmdesk.importers.feeds.moments import Written, offset_in
from pmdesk.importers.feeds.raw import PERSON, RawEvent, Reading, Speaker

_LINE = re.compile(
    r"^([0-9a-f]{7,64})\t(\d{4}-\d\d-\d\d[T ][^\t]*)\t([^\t]*)\t([^\t]*)(?:\t(.*))?$"
)
_COMMIT = re.compile(r"^commit ([0-9a-f]{7,64})(?: \((.*)\))?\s*$")
_FIELD = re.compile(r"^(Author|AuthorDate|Date|Commit|CommitDate|Merge):\s+(.*)$")
_MAIL = re.compile(r"\s*<[^<>]*>$")
_TAG = re.compile(r"tag: ([^,)]+)")


def is_git_log(text: str) -> bool:
    """Whether the first line with words is that of a commit."""
    first = text[:2000].lstrip("\n").split("\n", 1)[0]
    return bool(_LINE.match(first) or _COMMIT.match(first))


def read_git_log(text: str) -> Reading:
    """The commits, by the time of the commit where the log tells it; tags are releases."""
    reading = Reading(format="Git log")
    if _COMMIT.match(text.lstrip("\n").split("\n", 1)[0]):
        _long(reading, text)
    else:
        _lines(reading, text)
    return reading


def _lines(reading: Reading, text: str) -> None:
    written = Written()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        found = _LINE.match(line)
        if found is None:
            reading.refuse(f"line {number}", line, "This is no commit: hash, time, name, subject.")
            continue
        commit, time, name, subject, refs = found.groups()
        _add(reading, written, commit, time, name, subject, refs or "", number)


def _long(reading: Reading, text: str) -> None:
    written = Written()
    held: dict[str, str] = {}
    words: list[str] = []
    begun = 0

    def finish() -> None:
        if held:
            time = held.get("CommitDate") or held.get("Date") or held.get("AuthorDate") or ""
            name = _MAIL.sub("", held.get("Author", ""))
            body = "\n".join(words).strip()
            _add(reading, written, held["commit"], time, name, body, held.get("refs", ""), begun)

    for number, line in enumerate(text.split("\n"), start=1):
        if found := _COMMIT.match(line):
            finish()
            held, words, begun = {"commit": found[1], "refs": found[2] or ""}, [], number
        elif not words and (label := _FIELD.match(line)):
            held[label[1]] = label[2].strip()
        elif line.startswith("    ") or (words and not line.strip()):
            words.append(line.strip())
        elif line.strip():
            # Changed files below a commit say what it touched.
            words.append(line.strip())
    finish()


def _add(
    reading: Reading, written: Written, commit: str, time: str, name: str, subject: str,
    refs: str, number: int,
) -> None:  # fmt: skip
    at = written.moment(time)
    place = f"line {number}"
    if at is None:
        reading.refuse(place, f"{commit[:12]} {subject}", "This commit tells no time.")
        return
    tags = _TAG.findall(refs)
    text = f"{', '.join(tags)}: {subject}" if tags else subject or commit[:12]
    reading.naive |= at.tzinfo is None
    name = name.strip()
    if name:
        reading.people.setdefault(name, Speaker(name))
    reading.events.append(
        RawEvent(text, at, name, "Git", commit, time, place, PERSON, "change", zone=offset_in(time))
    )
