"""What the command line tells of a library and of readiness, as plain objects and as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pmdesk.domain.codec import time_text
from pmdesk.domain.library import Entry, Hit
from pmdesk.domain.policy import Level
from pmdesk.domain.readiness import ReadinessPoint, is_ready
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import name_of

Plain = dict[str, Any]
# A question of the importer, and the option of the command line that answers it.
_OPTIONS = {
    "zone": "--zone NAME",
    "date": "--date YYYY-MM-DD",
    "date order": "--day-first or --month-first",
}


def entry_json(entry: Entry) -> Plain:
    """One postmortem as ``pmdesk list --json`` gives it."""
    return {
        "id": entry.id,
        "key": entry.key,
        "title": entry.title,
        "date": entry.day.isoformat() if entry.day else None,
        "severity": entry.severity.value if entry.severity else None,
        "phase": entry.phase.value,
        "kind": entry.kind.value,
        "tags": list(entry.tags),
        "open_actions": entry.open_actions,
        "overdue_actions": entry.overdue,
        "updated": time_text(entry.updated_at),
    }


def hit_json(hit: Hit) -> Plain:
    """One find as ``pmdesk search --json`` gives it; marks are places in the snippet."""
    marks = [list(mark) for mark in hit.marks]
    return {**entry_json(hit.entry), "snippet": hit.snippet, "marks": marks}


def entry_lines(entries: Sequence[Entry]) -> list[str]:
    """The entries as columns: key, day, severity, phase, title."""
    rows = [
        (
            entry.key,
            entry.day.isoformat() if entry.day else "no date",
            entry.severity.value if entry.severity else "–",
            name_of(entry.phase),
            " ".join(entry.title.split()) or "Untitled",
        )
        for entry in entries
    ]
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(4)]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]])
        for row in rows
    ]


def check_json(snapshot: Snapshot, points: Sequence[ReadinessPoint]) -> Plain:
    """The readiness of one postmortem, point by point."""
    return {
        "id": snapshot.postmortem.id,
        "key": snapshot.postmortem.key,
        "ready": is_ready(list(points)),
        "points": [
            {
                "check": point.check.value,
                "title": point.title,
                "section": point.section,
                "level": point.level.value,
                "met": point.met,
                "missing": [gap.text for gap in point.gaps],
            }
            for point in points
        ],
    }


def check_lines(snapshot: Snapshot, points: Sequence[ReadinessPoint]) -> list[str]:
    """The readiness of one postmortem as text."""
    head = snapshot.postmortem
    open_points = [p for p in points if not p.met and p.level is Level.MUST]
    count = len(open_points)
    verdict = "is ready to be signed off." if not count else f"is not ready: {count} to do."
    lines = [f"{head.key} “{' '.join(head.title.split()) or 'Untitled'}” {verdict}"]
    for point in points:
        sign = "done" if point.met else ("to do" if point.level is Level.MUST else "wanted")
        lines.append(f"  {sign:<6}  {point.title}")
        lines += [f"            missing: {gap.text}" for gap in point.gaps]
    return lines


def import_lines(
    name: str,
    snapshot: Snapshot,
    asked: Sequence[tuple[str, str]],
    notes: Sequence[str],
    *,
    stored: bool,
) -> list[str]:
    """What became of one imported file; ``asked`` are (about, question) that stay open."""
    head = snapshot.postmortem
    counted = (
        ("event", len(snapshot.events)),
        ("mark", len(snapshot.marks)),
        ("factor", len(snapshot.factors)),
        ("action", len(snapshot.actions)),
        ("lesson", len(snapshot.lessons)),
    )
    found = [f"{number} {word}{'' if number == 1 else 's'}" for word, number in counted if number]
    key = f"{head.key} " if stored else ""
    title = " ".join(head.title.split())
    lines = [f"{name}: {key}“{title}”, {', '.join(found) or 'only text'}"]
    for about, question in asked:
        option = _OPTIONS.get(about)
        lines.append(f"  open: {question}{f' Give {option} to say so.' if option else ''}")
    return lines + [f"  note: {note}" for note in notes]
