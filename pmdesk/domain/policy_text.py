"""The policies as the settings keep them: a text of what differs from the usual ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from pmdesk.domain.policy import USUAL, Check, Level, Policy
from pmdesk.domain.terms import Severity

MOST_DAYS = 90
_MOST_ROLES = 12
_LONGEST_ROLE = 80
_PLAIN = "none"


def policies_text(policies: Mapping[Severity | None, Policy]) -> str:
    """What differs from the usual policies as JSON, or an empty text."""
    found: dict[str, Any] = {}
    for severity, policy in policies.items():
        usual = USUAL[severity]
        row: dict[str, Any] = {}
        for name in ("meeting_days", "finish_days"):
            if getattr(policy, name) != getattr(usual, name):
                row[name] = getattr(policy, name)
        levels = {
            check.value: policy.level(check).value
            for check in Check
            if policy.level(check) is not usual.level(check)
        }
        if levels:
            row["levels"] = levels
        if policy.roles != usual.roles:
            row["roles"] = list(policy.roles)
        if row:
            found[severity.value if severity else _PLAIN] = row
    return json.dumps(found, ensure_ascii=False, sort_keys=True) if found else ""


def policies_of(text: str) -> dict[Severity | None, Policy]:
    """The policies of such a text; what can't be read has its usual value."""
    try:
        held = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        held = {}
    if not isinstance(held, dict):
        held = {}
    return {
        severity: _read(held.get(severity.value if severity else _PLAIN), usual)
        for severity, usual in USUAL.items()
    }


def _read(row: object, usual: Policy) -> Policy:
    if not isinstance(row, dict):
        return usual
    levels = dict(usual.levels)
    given = row.get("levels")
    for check in Check:
        word = given.get(check.value) if isinstance(given, dict) else None
        if word in tuple(Level):
            levels[check] = Level(word)
    return replace(
        usual,
        meeting_days=_days(row, "meeting_days", usual.meeting_days),
        finish_days=_days(row, "finish_days", usual.finish_days),
        levels=MappingProxyType(levels),
        roles=clean_roles(row["roles"]) if isinstance(row.get("roles"), list) else usual.roles,
    )


def clean_roles(words: list[Any]) -> tuple[str, ...]:
    """Roles without blanks around them, each once, none too long."""
    texts = [" ".join(w.split())[:_LONGEST_ROLE] for w in words if isinstance(w, str)]
    once = {text.casefold(): text for text in texts if text}
    return tuple(once.values())[:_MOST_ROLES]


def _days(row: Mapping[str, Any], name: str, usual: int | None) -> int | None:
    if name not in row:
        return usual
    value = row[name]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_DAYS:
        return None if value is None else usual
    return value
