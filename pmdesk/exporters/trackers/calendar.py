"""Due dates as a calendar file (RFC 5545): all-day entries, or tasks.

Written by hand: a few lines of a format that is fixed, where a library would bring its own parser
and time zone tables along.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from pmdesk.domain.terms import ActionStatus, Priority
from pmdesk.domain.tracker_link import tracker_address
from pmdesk.exporters.trackers.item import Item, cleaned, description

_OCTETS = 75
_TASK_STATUS = {
    ActionStatus.OPEN: "NEEDS-ACTION",
    ActionStatus.IN_PROGRESS: "IN-PROCESS",
    ActionStatus.DONE: "COMPLETED",
    ActionStatus.WONT_DO: "CANCELLED",
}
_PRIORITY = {Priority.HIGH: 1, Priority.MEDIUM: 5, Priority.LOW: 9}


def calendar_bytes(items: Iterable[Item], now: datetime, *, tasks: bool = False) -> bytes:
    """The actions that have a date; ``now`` is aware. Each keeps its UID, so that a file brought
    in again replaces its entries instead of doubling them.

    All-day entries are understood everywhere; ``tasks`` are for programs with a list of them.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//pmdesk//Actions//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for item in items:
        if item.due is not None:
            lines += _task(item, stamp) if tasks else _entry(item, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line ends as the format wants them."""
    text = cleaned(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """One content line in UTF-8, cut at 75 octets without cutting a character."""
    rows: list[bytes] = []
    row = b""
    for character in line:
        octets = character.encode("utf-8")
        # The blank that marks a row as a continuation is one of the 75.
        if len(row) + len(octets) > _OCTETS:
            rows.append(row)
            row = b" "
        row += octets
    return b"".join(part + b"\r\n" for part in [*rows, row])


def _shared(item: Item, stamp: str) -> Sequence[str]:
    address = tracker_address(cleaned(item.tracker))
    return (
        f"UID:{item.uid}@pmdesk",
        f"DTSTAMP:{stamp}",
        f"SUMMARY:{escaped(f'{item.key} {item.title}')}",
        f"DESCRIPTION:{escaped(description(item, with_due=False))}",
        *((f"URL:{address}",) if address else ()),
        "CATEGORIES:Postmortem",
    )


def _entry(item: Item, stamp: str) -> Sequence[str]:
    assert item.due is not None
    after = item.due + timedelta(days=1)
    return (
        "BEGIN:VEVENT",
        *_shared(item, stamp),
        f"DTSTART;VALUE=DATE:{item.due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        # A due date takes nobody's time.
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _task(item: Item, stamp: str) -> Sequence[str]:
    assert item.due is not None
    return (
        "BEGIN:VTODO",
        *_shared(item, stamp),
        f"DUE;VALUE=DATE:{item.due:%Y%m%d}",
        f"STATUS:{_TASK_STATUS[item.status]}",
        *((f"PRIORITY:{_PRIORITY[item.priority]}",) if item.priority else ()),
        "END:VTODO",
    )
