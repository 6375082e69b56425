"""The forms in which actions are handed out as files or text, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from pmdesk.exporters.trackers.item import Item


class Form(NamedTuple):
    """What a form is called, how its file ends, and one sentence about it."""

    name: str
    suffix: str
    words: str


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "md": Form("Check list", ".md", "Markdown, one line an action, for a chat or a wiki."),
        "csv": Form("Spreadsheet", ".csv", "Comma-separated, everything that is known."),
        "jira": Form("Jira", ".csv", "For Jira's CSV importer."),
        "gitlab": Form("GitLab", ".csv", "For GitLab's CSV importer."),
        "linear": Form("Linear", ".csv", "For Linear's CSV importer."),
        "ics": Form("Calendar", ".ics", "Due dates as all-day entries for any calendar."),
        "tasks": Form("Tasks", ".ics", "Due dates as tasks, for programs that keep a list."),
    }
)


def handed_out(items: Sequence[Item], form: str, now: datetime) -> bytes:
    """The file's content; ``now`` is aware. Raises KeyError for an unknown form."""
    if form == "md":
        from pmdesk.exporters.trackers.check_list import check_list

        return check_list(items).encode()
    if form in ("ics", "tasks"):
        from pmdesk.exporters.trackers.calendar import calendar_bytes

        return calendar_bytes(items, now, tasks=form == "tasks")
    from pmdesk.exporters.trackers.tables import table_bytes

    return table_bytes(items, form)


def note_of(form: str, items: Sequence[Item]) -> str:
    """What to know before a file of this form is brought in elsewhere; may be empty."""
    dateless = sum(1 for item in items if item.due is None)
    if form in ("ics", "tasks"):
        return f"{dateless} without a date {'is' if dateless == 1 else 'are'} left out." if (
            dateless
        ) else ""
    if form == "md":
        return ""
    from pmdesk.exporters.trackers.tables import TABLES

    return TABLES[form].note
