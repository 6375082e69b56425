"""What a library tells of its actions: every open one with its postmortem, and the figures."""

from __future__ import annotations

import json
import sqlite3
from datetime import date

from pmdesk.domain.library import ActionFigures, OpenAction
from pmdesk.domain.terms import ActionStatus, Priority, Severity

_OPEN = "('open', 'in_progress')"
# A date that was put off or taken away is a slip; one that was brought forward is none.
_SLIPS = """
SELECT action_id, count(*) AS times FROM due_move
WHERE "after" IS NULL OR "after" > "before" GROUP BY action_id
"""
_ACTIONS = f"""
SELECT p.id, p.number, p.title, a.id, a.number, a.text, a.status, a.due, a.touched_at,
  a.reviewed_at, o.role, o.team, o.name, coalesce(s.times, 0), a.priority, a.done_test, a.tracker,
  p.severity, p.tags
FROM action_item a JOIN postmortem p ON p.id = a.pm_id LEFT JOIN person o ON o.id = a.owner_id
LEFT JOIN ({_SLIPS}) s ON s.action_id = a.id
WHERE a.status IN {_OPEN}
ORDER BY a.due IS NULL, a.due, p.updated_at DESC, a.number
"""
_STATUSES = {status.value: status for status in ActionStatus}
_PRIORITIES: dict[str | None, Priority | None] = {p.value: p for p in Priority} | {None: None}
_SEVERITIES: dict[str | None, Severity | None] = {s.value: s for s in Severity} | {None: None}


class _Days(dict[str, date]):
    """Days by their text; a library has far fewer of them than actions."""

    def __missing__(self, text: str) -> date:
        day = self[text] = date.fromisoformat(text)
        return day


class _Tags(dict[str, tuple[str, ...]]):
    """Tags by the text of their list."""

    def __missing__(self, text: str) -> tuple[str, ...]:
        tags = self[text] = tuple(json.loads(text))
        return tags


def open_actions(connection: sqlite3.Connection) -> list[OpenAction]:
    """Every open action, the most overdue first, those without a date last."""
    days, tags = _Days(), _Tags()
    return [
        OpenAction(
            pm_id,
            f"PM-{pm_number}",
            title,
            action_id,
            f"AI-{number}",
            text,
            _STATUSES[status],
            (role or "").strip() or (team or "").strip() or (name or "").strip(),
            days[due] if due else None,
            days[max(touched, reviewed or "")[:10]],
            days[reviewed[:10]] if reviewed else None,
            slips,
            _PRIORITIES[priority],
            done_test,
            tracker,
            _SEVERITIES[severity],
            tags[tag_text],
        )
        for pm_id, pm_number, title, action_id, number, text, status, due, touched, reviewed, role,
        team, name, slips, priority, done_test, tracker, severity, tag_text
        in connection.execute(_ACTIONS)
    ]  # fmt: skip


def figures(connection: sqlite3.Connection) -> ActionFigures:
    """Counts by state, and the days of births, ends and due dates; times are days in UTC."""
    days = _Days()
    counts = dict(
        connection.execute("SELECT status, count(*) FROM action_item GROUP BY status").fetchall()
    )
    done: list[tuple[date, date]] = []
    closed: list[date] = []
    for status, due, at in connection.execute(
        "SELECT status, due, closed_at FROM action_item "
        "WHERE status IN ('done', 'wont_do') AND closed_at IS NOT NULL"
    ):
        closed.append(days[at[:10]])
        if status == "done" and due:
            done.append((days[due], closed[-1]))
    born = connection.execute(
        f"SELECT substr(created_at, 1, 10) FROM action_item WHERE status IN {_OPEN} "
        "AND created_at IS NOT NULL"
    )
    slips = connection.execute(
        f"SELECT times, count(*) FROM ({_SLIPS}) GROUP BY times ORDER BY times"
    )
    return ActionFigures(
        counts.get("open", 0) + counts.get("in_progress", 0),
        counts.get("done", 0),
        counts.get("wont_do", 0),
        tuple(done),
        tuple(closed),
        tuple(days[text] for (text,) in born),
        tuple(slips),
    )
