"""Actions as a Markdown check list, for a chat, a wiki or a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmdesk.domain.terms import ActionStatus
from pmdesk.domain.tracker_link import tracker_address, tracker_label
from pmdesk.exporters.trackers.item import Item, one_line

_SIGNS = re.compile(r"([\\`*_\[\]<>|~])")


def _words(text: str) -> str:
    """User text that Markdown shows as it is."""
    return _SIGNS.sub(r"\\\1", one_line(text))


def check_list(items: Iterable[Item]) -> str:
    """One line an action: box, key, words, owner and date, link; what won't be done is struck out.

    Lines of several postmortems are told apart by their keys.
    """
    rows = list(items)
    several = len({item.pm_key for item in rows}) > 1
    return "".join(f"{_line(item, several)}\n" for item in rows)


def _line(item: Item, several: bool) -> str:
    box = "x" if item.status is ActionStatus.DONE else " "
    key = f"{item.pm_key} {item.key}" if several else item.key
    text = _words(item.text) or "no words yet"
    if item.status is ActionStatus.WONT_DO:
        text = f"~~{text}~~"
    owner = _words(item.owner) or "no owner"
    due = item.due.isoformat() if item.due else "no date"
    line = f"- [{box}] {key}: {text} ({owner}, {due})"
    address = tracker_address(item.tracker)
    if address:
        target = address.replace("(", "%28").replace(")", "%29").replace("<", "%3C")
        return f"{line} [{_words(tracker_label(item.tracker))}]({target})"
    return f"{line} {_words(item.tracker)}" if item.tracker.strip() else line
