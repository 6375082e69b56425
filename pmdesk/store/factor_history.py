"""Factors across the library: those that hold some words, and where one came up before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any

from pmdesk.domain.factors.past import PastAction, PastFactor
from pmdesk.domain.terms import ActionStatus

_FACTOR = """
SELECT f.id, f.pm_id, p.number, p.title, f.text, f.category, f.kind, coalesce(p.day,
  (SELECT substr(m.at, 1, 10) FROM mark m WHERE m.pm_id = p.id AND m.kind = 'impact_start'))
FROM factor f JOIN postmortem p ON p.id = f.pm_id
WHERE f.pm_id <> :own AND f.text <> ''
"""
_NEWEST = "ORDER BY p.updated_at DESC, f.position, f.id LIMIT :limit"
# Up to where the words were first written down, then everything that was taken from there.
_FAMILY = """
WITH RECURSIVE
  above(id) AS (
    SELECT :origin UNION SELECT f.reused_from FROM factor f JOIN above ON f.id = above.id
    WHERE f.reused_from IS NOT NULL),
  family(id) AS (
    SELECT :id UNION SELECT id FROM above
    UNION SELECT f.id FROM factor f JOIN family ON f.reused_from = family.id)
"""
_ACTIONS = """
SELECT l.factor_id, a.id, a.number, a.text, a.status, a.due
FROM action_factor l JOIN action_item a ON a.id = l.action_id
WHERE l.factor_id IN ({marks}) ORDER BY a.number
"""


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _with_folding(connection: sqlite3.Connection) -> None:
    """SQLite itself knows the capitals of ASCII only."""
    connection.create_function("folded", 1, _folded, deterministic=True)


def holding(
    connection: sqlite3.Connection, text: str, own: str, limit: int = 50
) -> list[PastFactor]:
    """The factors of other postmortems that hold all words of a text, the newest first.

    Without any word, the newest ones. Raises sqlite3.Error.
    """
    _with_folding(connection)
    values: dict[str, Any] = {"own": own, "limit": limit}
    wanted = ""
    for number, word in enumerate(_folded(text).split()[:12]):
        wanted += f" AND instr(folded(f.text), :w{number})"
        values[f"w{number}"] = word
    rows = connection.execute(f"{_FACTOR} {wanted} {_NEWEST}", values).fetchall()
    return _filled(connection, rows)


def seen_before(
    connection: sqlite3.Connection,
    factor_id: str,
    origin: str | None,
    text: str,
    own: str,
    limit: int = 20,
) -> list[PastFactor]:
    """Where else a factor came up: linked by reuse, or in the same words. Raises sqlite3.Error."""
    _with_folding(connection)
    values = {
        "own": own, "limit": limit, "id": factor_id, "origin": origin or factor_id,
        "text": _folded(text),
    }  # fmt: skip
    same = "AND (f.id IN (SELECT id FROM family) OR folded(f.text) = :text)"
    rows = connection.execute(f"{_FAMILY} {_FACTOR} {same} {_NEWEST}", values).fetchall()
    return _filled(connection, rows)


def _filled(connection: sqlite3.Connection, rows: list[tuple[Any, ...]]) -> list[PastFactor]:
    actions = _actions(connection, [row[0] for row in rows])
    return [
        PastFactor(
            factor_id, pm_id, f"PM-{number}", title, text, category, kind,
            date.fromisoformat(day) if day else None, tuple(actions.get(factor_id, ())),
        )
        for factor_id, pm_id, number, title, text, category, kind, day in rows
    ]  # fmt: skip


def _actions(
    connection: sqlite3.Connection, factor_ids: Iterable[str]
) -> dict[str, list[PastAction]]:
    ids = list(factor_ids)
    sql = _ACTIONS.format(marks=", ".join("?" for _ in ids))
    found: dict[str, list[PastAction]] = {}
    for factor_id, action_id, number, text, status, due in connection.execute(sql, ids):
        action = PastAction(
            action_id, f"AI-{number}", text, ActionStatus(status),
            date.fromisoformat(due) if due else None,
        )  # fmt: skip
        found.setdefault(factor_id, []).append(action)
    return found
