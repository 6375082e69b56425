"""The command that lists actions and hands them out: of one postmortem, or open in all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmdesk.cli.base import Parser, Refusal, found, library, say

if TYPE_CHECKING:
    from pmdesk.exporters.trackers.item import Item
    from pmdesk.store.library import LibraryStore

FORMS = ("md", "csv", "jira", "gitlab", "linear", "ics", "tasks")


def actions_options(command: Parser) -> None:
    """The words that ``pmdesk actions`` takes."""
    command.add_argument("key", nargs="?", metavar="KEY", help="of one postmortem, as PM-12")
    which = command.add_mutually_exclusive_group()
    which.add_argument("--overdue", action="store_true", help="only those whose date has passed")
    which.add_argument("--stale", action="store_true", help="only those untouched for 60 days")
    which.add_argument("--all", action="store_true", help="closed ones too (with a KEY)")
    command.add_argument("--format", choices=FORMS, help="a list or a file for a tracker")
    command.add_argument("--output", type=Path, metavar="FILE", help="instead of printing it")


def actions(options: argparse.Namespace) -> int:
    """List actions, or hand them out in a form."""
    if options.output is not None and options.format is None:
        raise Refusal(f"Say in which form: --format {' or '.join(FORMS)}.")
    if options.key and options.stale:
        raise Refusal("--stale is about the whole library: leave the key out.")
    if options.all and not options.key:
        raise Refusal("--all is about one postmortem: name it, for example PM-12.")
    now = datetime.now(UTC)
    today = now.astimezone().date()
    with library(options) as held:
        items = _items(held, options, today)
        if options.output is not None:
            return _write(held, items, options, now)
    if options.format is not None:
        from pmdesk.exporters.trackers.files import handed_out

        data = handed_out(items, options.format, now)
        # As bytes: the line ends of a table and a calendar are part of their format.
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    elif options.json:
        say({"actions": [_plain(item, today) for item in items]})
    else:
        print("\n".join(_lines(items, today)) or "No action is open.")
    return 0


def _items(held: LibraryStore, options: argparse.Namespace, today: date) -> list[Item]:
    from pmdesk.exporters.trackers.item import items_of, items_of_open

    if options.key:
        items = items_of(found(held, options.key))
        items = [item for item in items if options.all or item.is_open]
        if options.overdue:
            items = [item for item in items if item.due is not None and item.due < today]
        return items
    from pmdesk.domain.followthrough import is_overdue, is_stale

    rows = held.open_actions(today)
    if options.overdue:
        rows = [row for row in rows if is_overdue(row, today)]
    if options.stale:
        rows = [row for row in rows if is_stale(row, today)]
    return items_of_open(rows)


def _write(
    held: LibraryStore, items: Sequence[Item], options: argparse.Namespace, now: datetime
) -> int:
    from pmdesk.exporters.files import write_file
    from pmdesk.exporters.trackers.files import handed_out, note_of

    target: Path = options.output.expanduser()
    if not target.resolve().parent.is_dir():
        raise Refusal(f"The folder {target.resolve().parent} does not exist. Make it first.")
    if target.exists() and not target.is_file():
        raise Refusal(f"{target} is not a file, so it can't be replaced. Name a file.")
    if target.exists() and target.samefile(held.path):
        raise Refusal(f"{target} is the library itself. Name another file.")
    try:
        write_file(target.resolve(), handed_out(items, options.format, now))
    except OSError as problem:
        raise Refusal(f"{target} can't be written: {problem.strerror or problem}.") from problem
    noun = "action was" if len(items) == 1 else "actions were"
    print(f"{len(items)} {noun} written to {target}. {note_of(options.format, items)}".strip())
    return 0


def _plain(item: Item, today: date) -> dict[str, Any]:
    return {
        "postmortem": item.pm_key,
        "key": item.key,
        "text": item.text,
        "owner": item.owner or None,
        "due": item.due.isoformat() if item.due else None,
        "overdue": item.is_open and item.due is not None and item.due < today,
        "status": item.status.value,
        "tracker": item.tracker or None,
    }


def _lines(items: Sequence[Item], today: date) -> list[str]:
    """The actions as columns: key, date, how late, owner, words."""
    rows = [
        (
            f"{item.pm_key} {item.key}",
            item.due.isoformat() if item.due else "no date",
            _late(item, today),
            item.owner or "no owner",
            item.title,
        )
        for item in items
    ]
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(4)]
    return [
        "  ".join([*(c.ljust(w) for c, w in zip(row, widths, strict=False)), row[4]])
        for row in rows
    ]


def _late(item: Item, today: date) -> str:
    if not item.is_open:
        return item.status.value.replace("_", " ")
    days = (today - item.due).days if item.due else 0
    if days <= 0:
        return ""
    return f"{days} day{'' if days == 1 else 's'} late"
