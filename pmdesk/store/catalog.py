"""What a library tells of its postmortems: pages by key, tags, figures."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from typing import Any

from pmdesk.domain.library import Entry, Filter, LibraryFigures
from pmdesk.domain.terms import Phase, PostmortemKind, Severity
from pmdesk.models.texts import stored_time, time_of

_OPEN = "('open', 'in_progress')"
_ENTRY = f"""
SELECT p.id, p.number, p.title, p.updated_at, p.severity, p.phase, p.kind, p.day, p.zone, p.tags,
  (SELECT count(*) FROM action_item a WHERE a.pm_id = p.id AND a.status IN {_OPEN}),
  (SELECT count(*) FROM action_item a
    WHERE a.pm_id = p.id AND a.status IN {_OPEN} AND a.due < :today),
  p.summary,
  coalesce(
    (SELECT m.at FROM mark m WHERE m.pm_id = p.id AND m.kind = 'impact_start'),
    (SELECT e.at FROM event e WHERE e.pm_id = p.id AND e.at IS NOT NULL ORDER BY e.at LIMIT 1))
FROM postmortem p
"""
_HAS_OPEN = f"EXISTS (SELECT 1 FROM action_item a WHERE a.pm_id = p.id AND a.status IN {_OPEN})"
# A word of the list's text first: most rows are passed over without reading their list.
_HAS_TAG = (
    "instr(p.tags, :tag_text) AND EXISTS (SELECT 1 FROM json_each(p.tags) WHERE value = :tag)"
)
# The last time it was published; a postmortem that was reopened is not finished.
_FINISHED = """
SELECT p.zone, p.day, max(v.at),
  coalesce(
    (SELECT m.at FROM mark m WHERE m.pm_id = p.id AND m.kind = 'resolved'),
    (SELECT m.at FROM mark m WHERE m.pm_id = p.id AND m.kind = 'mitigated'),
    (SELECT max(e.at) FROM event e WHERE e.pm_id = p.id))
FROM postmortem p JOIN phase_move v ON v.pm_id = p.id AND v."after" = 'published'
WHERE p.phase IN ('published', 'archived') GROUP BY p.id
"""


_SEVERITIES: dict[str | None, Severity | None] = {s.value: s for s in Severity} | {None: None}
_PHASES = {phase.value: phase for phase in Phase}
_KINDS = {kind.value: kind for kind in PostmortemKind}


@lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def _day(at: str | None, zone: str) -> date | None:
    if at is None:
        return None
    if zone in ("UTC", ""):
        return date.fromisoformat(at[:10])
    return time_of(at).astimezone(_zone(zone)).date()


def _listed(rows: Iterable[tuple[Any, ...]]) -> list[Entry]:
    return [
        Entry(
            pm_id,
            f"PM-{number}",
            title,
            time_of(updated),
            _SEVERITIES[severity],
            _PHASES[phase],
            _KINDS[kind],
            _day(begun, zone) or (date.fromisoformat(day) if day else None),
            tuple(json.loads(tags)) if tags != "[]" else (),
            open_count,
            overdue,
            summary,
        )
        for pm_id, number, title, updated, severity, phase, kind, day, zone, tags, open_count,
        overdue, summary, begun in rows
    ]  # fmt: skip


def conditions(shown: Filter, has_open: str = _HAS_OPEN) -> tuple[list[str], dict[str, Any]]:
    """The SQL conditions on a postmortem ``p`` that a filter stands for, and their values.

    ``has_open`` says in SQL that it has an open action.
    """
    found: list[str] = []
    values: dict[str, Any] = {}
    if shown.severity is not None:
        found.append("p.severity = :severity")
        values["severity"] = shown.severity.value
    if shown.phase is not None:
        found.append("p.phase = :phase")
        values["phase"] = shown.phase.value
    if shown.tag:
        found.append(_HAS_TAG)
        values |= {"tag": shown.tag, "tag_text": json.dumps(shown.tag, ensure_ascii=False)}
    if shown.open_actions:
        found.append(has_open)
    return found, values


def page(
    connection: sqlite3.Connection, after: Entry | None, limit: int, shown: Filter, today: date
) -> list[Entry]:
    """The newest entries, or those that follow ``after``, by the key of time and id."""
    wanted, values = conditions(shown)
    if after is not None:
        wanted.append("(p.updated_at, p.id) < (:updated, :id)")
        values |= {"updated": stored_time(after.updated_at), "id": after.id}
    where = f"WHERE {' AND '.join(wanted)}" if wanted else ""
    sql = f"{_ENTRY} {where} ORDER BY p.updated_at DESC, p.id DESC LIMIT :limit"
    values |= {"limit": limit, "today": today.isoformat()}
    return _listed(connection.execute(sql, values).fetchall())


def entries(connection: sqlite3.Connection, ids: Sequence[str], today: date) -> dict[str, Entry]:
    """The entries of some postmortems by id; unknown ids are left out."""
    found: dict[str, Entry] = {}
    for start in range(0, len(ids), 200):
        part = ids[start : start + 200]
        marks = ", ".join(f":i{n}" for n, _ in enumerate(part))
        values = {f"i{n}": pm_id for n, pm_id in enumerate(part)}
        rows = connection.execute(
            f"{_ENTRY} WHERE p.id IN ({marks})", {**values, "today": today.isoformat()}
        )
        found |= {entry.id: entry for entry in _listed(rows.fetchall())}
    return found


def size(connection: sqlite3.Connection) -> int:
    """How many postmortems there are."""
    return int(connection.execute("SELECT count(*) FROM postmortem").fetchone()[0])


def tags(connection: sqlite3.Connection) -> list[str]:
    """All tags in use, in order."""
    found: set[str] = set()
    for (text,) in connection.execute("SELECT DISTINCT tags FROM postmortem"):
        found.update(json.loads(text))
    return sorted(found, key=lambda tag: (tag.casefold(), tag))


def find(connection: sqlite3.Connection, key_or_id: str) -> str | None:
    """The id of a postmortem by its key ("PM-12", "pm-12", "12") or its id."""
    wanted = key_or_id.strip()
    number = wanted[3:] if wanted[:3].casefold() == "pm-" else wanted
    row = connection.execute("SELECT id FROM postmortem WHERE id = ?", (wanted,)).fetchone()
    if row is None and number.isdecimal() and number.isascii() and len(number) < 19:
        row = connection.execute(
            "SELECT id FROM postmortem WHERE number = ?", (int(number),)
        ).fetchone()
    return str(row[0]) if row else None


def figures(connection: sqlite3.Connection) -> LibraryFigures:
    """Due dates of open actions, (due, closed) of done ones, (incident's end, finish)."""
    dues = connection.execute(
        f"SELECT due, count(*) FROM action_item WHERE status IN {_OPEN} GROUP BY due"
    )
    done = connection.execute(
        "SELECT due, closed_at FROM action_item "
        "WHERE status = 'done' AND due IS NOT NULL AND closed_at IS NOT NULL"
    )
    finished: list[tuple[date, date]] = []
    for zone, day, published, ended in connection.execute(_FINISHED):
        incident = _day(ended, zone) or (date.fromisoformat(day) if day else None)
        on = _day(published, zone)
        if incident is not None and on is not None:
            finished.append((incident, on))
    return LibraryFigures(
        open_dues=tuple(
            day for due, n in dues for day in (date.fromisoformat(due) if due else None,) * n
        ),
        done=tuple((date.fromisoformat(due), time_of(at).date()) for due, at in done),
        finished=tuple(finished),
    )


def local_today(now: datetime) -> date:
    """The day it is here, at a moment in UTC."""
    return now.astimezone().date()
