"""Actions to hand out, made up."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pmdesk.domain.terms import Priority, Severity
from pmdesk.exporters.trackers.item import Item

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FORMULAS = ("=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "\r=1", "＝1+1")


def an_item(**values: object) -> Item:
    given: dict[str, object] = {
        "uid": "9c1e", "key": "AI-3", "pm_key": "PM-12", "pm_title": "Seat holds stuck",
        "text": "Cut the breaker timeout from 60 s to 15 s", "owner": "Holds team lead",
        "due": date(2026, 12, 4), "priority": Priority.HIGH, "severity": Severity.SEV2,
        "done_test": "A failed issuer is left within 15 s", "tags": ("holds", "late deploy"),
        "factors": ("The timeout is four times what retries need",),
    }  # fmt: skip
    return Item(**{**given, **values})  # type: ignore[arg-type]
