"""Actions as comma-separated tables: a plain one, and those that trackers' importers read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from pmdesk.domain.terms import ActionStatus, Priority, name_of
from pmdesk.exporters.trackers.item import Item, cleaned, description, one_line, without_commands

# With a sign of a formula in front a spreadsheet computes a cell; the wide ones count in some.
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_LABEL = "postmortem"
_JIRA_PRIORITY = {Priority.HIGH: "High", Priority.MEDIUM: "Medium", Priority.LOW: "Low"}
_LINEAR_STATUS = {
    ActionStatus.OPEN: "Todo",
    ActionStatus.IN_PROGRESS: "In Progress",
    ActionStatus.DONE: "Done",
    ActionStatus.WONT_DO: "Canceled",
}


class Table(NamedTuple):
    """One form of table: its columns, its rows, and what to know before it is brought in.

    ``bom`` marks the file as UTF-8 for spreadsheets; importers would read it as a letter.
    """

    heads: tuple[str, ...]
    row: Callable[[Item], Sequence[str]]
    note: str
    bom: bool = False


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet computes: an apostrophe goes before what could be a formula."""
    text = cleaned(text)
    return f"'{text}" if text.lstrip(" \n\xa0").startswith(_FORMULA) else text


def table_bytes(items: Sequence[Item], form: str) -> bytes:
    """The table as a UTF-8 file with CRLF line ends; raises KeyError for an unknown form."""
    table = TABLES[form]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.heads)
    for item in items:
        writer.writerow([safe_cell(cell) for cell in table.row(item)])
    return out.getvalue().encode("utf-8-sig" if table.bom else "utf-8")


def _day(item: Item) -> str:
    return item.due.isoformat() if item.due else ""


def _label(text: str) -> str:
    """A label without blanks and commas, which trackers would cut it at."""
    return "-".join(one_line(text).replace(",", " ").split())


def _plain(item: Item) -> Sequence[str]:
    return (
        f"{item.pm_key} {item.key}",
        item.title,
        item.owner,
        _day(item),
        name_of(item.status),
        name_of(item.type) if item.type else "",
        name_of(item.priority) if item.priority else "",
        one_line(item.done_test),
        "; ".join(item.factors),
        item.tracker.strip(),
        one_line(item.pm_title),
        item.severity.value if item.severity else "",
        ", ".join(item.tags),
    )


def _jira(item: Item) -> Sequence[str]:
    priority = _JIRA_PRIORITY[item.priority] if item.priority else ""
    severity = item.severity.value if item.severity else ""
    return (item.title, description(item, False), "Task", _day(item), priority, _LABEL, severity)


def _gitlab(item: Item) -> Sequence[str]:
    return (item.title, without_commands(description(item, False)), _day(item))


def _linear(item: Item) -> Sequence[str]:
    priority = _JIRA_PRIORITY[item.priority] if item.priority else "No priority"
    labels = [_LABEL, *([item.severity.value] if item.severity else []), *map(_label, item.tags)]
    return (
        item.title, description(item), priority, _LINEAR_STATUS[item.status], ", ".join(labels),
    )  # fmt: skip


TABLES: Mapping[str, Table] = MappingProxyType(
    {
        "csv": Table(
            ("Key", "Action", "Owner", "Due", "State", "Type", "Priority", "Done when", "Answers",
             "Tracker", "Postmortem", "Severity", "Tags"),
            _plain,
            "For a spreadsheet: UTF-8, one action a row.",
            bom=True,
        ),
        "jira": Table(
            ("Summary", "Description", "Issue Type", "Due Date", "Priority", "Labels", "Labels"),
            _jira,
            "Jira asks for the date pattern: it is yyyy-MM-dd. Without admin rights it takes 250 "
            "rows at a time. Owners stand in the description: Jira wants mail addresses.",
        ),
        "gitlab": Table(
            ("title", "description", "due_date"),
            _gitlab,
            "GitLab can't undo an import: try a file with two rows first. Owners stand in the "
            "description.",
        ),
        "linear": Table(
            ("Title", "Description", "Priority", "Status", "Labels"),
            _linear,
            "Linear's importer has no column for dates or roles: both stand in the description.",
        ),
    }
)  # fmt: skip
