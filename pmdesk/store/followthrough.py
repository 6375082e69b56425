"""What a library tells of its actions: every open one with its postmortem, and the figures."""

from __future__ import annotations

import json
import sqlite3
from datetime import date

from pmdesk.domain.library import ActionFigures, OpenAction
from pmdesk.domain.role_names import NAMELESS, base_role, letters
from pmdesk.domain.terms import ActionStatus, Priority, Severity

_OPEN = "('open', 'in_progress')"
# A date that was put off or taken away is a slip; one that was brought forward is none.
_SLIPS = """
SELECT action_id, count(*) AS times FROM due_move
WHERE "after" IS NULL OR "after" > "before" GROUP BY action_id
"""
_ACTIONS = f"""
SELECT p.id, p.number, p.title, a.id, a.number, a.text, a.status, a.due, a.touched_at,
  a.reviewed_at, o.role, o.team, o.id, coalesce(s.times, 0), a.priority, a.done_test, a.tracker,
  p.severity, p.tags
FROM action_item a JOIN postmortem p ON p.id = a.pm_id LEFT JOIN person o ON o.id = a.owner_id
LEFT JOIN ({_SLIPS}) s ON s.action_id = a.id
WHERE a.status IN {_OPEN}
ORDER BY a.due IS NULL, a.due, p.updated_at DESC, a.number
"""
# In the order in which a postmortem lists them: its letters are given by it.
_PERSONS = f"""
SELECT pm_id, id, role, team FROM person
WHERE pm_id IN (SELECT pm_id FROM action_item WHERE status IN {_OPEN})
ORDER BY pm_id, position, id
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


class _Owners:
    """Persons as roles; those without role and team are read only where one owns an action."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._nameless: dict[str, str] | None = None

    def shown(self, person_id: str | None, role: str | None, team: str | None) -> str:
        """What stands for an owner in every list, never the name; empty for nobody."""
        if person_id is None:
            return ""
        base = base_role(role or "", team or "")
        if base != NAMELESS:
            return base
        if self._nameless is None:
            self._nameless = self._read()
        return self._nameless.get(person_id, base)

    def _read(self) -> dict[str, str]:
        counts: dict[str, int] = {}
        found = {}
        for pm_id, person_id, role, team in self._connection.execute(_PERSONS):
            if base_role(role, team) == NAMELESS:
                number = counts.get(pm_id, 0)
                found[person_id] = f"{NAMELESS} {letters(number)}"
                counts[pm_id] = number + 1
        return found


def open_actions(connection: sqlite3.Connection) -> list[OpenAction]:
    """Every open action, the most overdue first, those without a date last."""
    days, tags, owners = _Days(), _Tags(), _Owners(connection)
    return [
        OpenAction(
            pm_id,
            f"PM-{pm_number}",
            title,
            action_id,
            f"AI-{number}",
            text,
            _STATUSES[status],
            owners.shown(owner_id, role, team),
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
        team, owner_id, slips, priority, done_test, tracker, severity, tag_text
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
