"""A library in memory for the places outside one postmortem."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from pmdesk.domain.library import (
    ActionFigures,
    Entry,
    Filter,
    Hit,
    LibraryFigures,
    OpenAction,
)
from pmdesk.domain.terms import ActionStatus, Phase, PostmortemKind, Severity

TODAY = date(2026, 11, 24)
_UPDATED = datetime(2026, 11, 20, tzinfo=UTC)


def entry(number: int, title: str, **values: object) -> Entry:
    values = {"severity": Severity.SEV2, "day": TODAY, "updated_at": _UPDATED, **values}
    return Entry(f"id{number}", f"PM-{number}", title, **values)  # type: ignore[arg-type]


def some_entries() -> list[Entry]:
    s, p = Severity, Phase
    rows = [
        ("Seat holds stuck at checkout", s.SEV2, p.REVIEW, ("holds", "deploy"), 5, 0,
         "Buyers could not get seats for 56 minutes after a release reached the holds service."),
        ("Token issuer outage in one region", s.SEV1, p.PUBLISHED, ("auth", "dns"), 2, 1,
         "The breaker opens on issuer errors and holds for 60 s, so every sign-in waited."),
        ("Certificate nearly expired", s.SEV4, p.DRAFT, ("auth", "certificates", "calendar"), 1, 0,
         "The auth certificate was renewed nine hours before its expiry."),
        ("Login latency after breaker change", s.SEV3, p.PUBLISHED, ("auth",), 0, 0, ""),
        (
            "Session store failover dropped sign-ins, and a long queue of retries held them back",
            s.SEV2, p.PUBLISHED, ("auth", "storage"),
            0, 0, "Failover closed every auth session; clients retried at once.",
        ),
        ("Password reset mail delayed", s.SEV3, p.ARCHIVED, ("auth", "mail"), 0, 0,
         "Reset tokens from auth waited behind a marketing batch."),
        ("", None, p.DRAFT, (), 0, 0, ""),
        ("Clock skew in us-east", s.SEV3, p.PUBLISHED, ("auth", "time"), 1, 1,
         "auth nodes drifted four seconds after the kernel update"),
    ]  # fmt: skip
    return [
        entry(
            41 - i, title, severity=severity, phase=phase, tags=tags, open_actions=n, overdue=late,
            summary=summary, day=TODAY - timedelta(days=3 + 19 * i),
            kind=PostmortemKind.NEAR_MISS if i == 2 else PostmortemKind.INCIDENT,
            updated_at=datetime(2026, 11, 20, tzinfo=UTC) - timedelta(days=i),
        )
        for i, (title, severity, phase, tags, n, late, summary) in enumerate(rows)
    ]  # fmt: skip


def some_actions() -> list[OpenAction]:
    def action(number: int, pm: str, text: str, owner: str, days: int | None) -> OpenAction:
        lasting = {issuer: Severity.SEV1, invoices: Severity.SEV2}
        return OpenAction(
            pm_id=f"pm-{pm}", pm_key="PM-1", pm_title=pm, action_id=f"a{number}",
            key=f"AI-{number % 6 + 1}", text=text, owner=owner,
            status=ActionStatus.IN_PROGRESS if number == 7 else ActionStatus.OPEN,
            due=None if days is None else TODAY + timedelta(days=days),
            last_touched=TODAY - timedelta(days=70 if number < 2 else 4),
            severity=lasting.get(pm, Severity.SEV3), tags=("auth",) if pm == issuer else ("holds",),
            slips=(3, 1)[number] if number < 2 else 0,
            done_test="A rehearsal ended within ten minutes" if number == 0 else "",
        )  # fmt: skip

    issuer, invoices, holds = "Token issuer outage", "Duplicate invoices sent", "Seat holds stuck"
    return [
        action(0, issuer, "Rehearse issuer failover each quarter", "Platform lead", -25),
        action(1, invoices, "Idempotency key on invoice jobs", "Billing lead", -8),
        action(2, invoices, "Alert on duplicate invoice rate", "Monitoring", -1),
        action(3, holds, "Cache warm-up before traffic shift", "Platform lead", 0),
        action(4, holds, "Add a unit test for the expiry worker", "", 4),
        action(5, invoices, "Nightly sweep for duplicate drafts", "Billing lead", 5),
        action(6, holds, "Cut the breaker timeout from 60 s to 15 s", "Holds team lead", 9),
        action(7, holds, "Add a load-test stage to the pipeline", "Release engineering", 12),
        action(8, holds, "Name queue groups in one place", "Holds team lead", None),
    ]


@dataclass
class FakeLibrary:
    entries: list[Entry] = field(default_factory=some_entries)
    actions: list[OpenAction] = field(default_factory=some_actions)
    pages_read: int = 0
    interrupts: int = 0
    asked: list[tuple[str, bool]] = field(default_factory=list)
    search_threads: list[int] = field(default_factory=list)
    fail_with: Exception | None = None
    figure_threads: list[int] = field(default_factory=list)

    def _kept(self, shown: Filter) -> list[Entry]:
        return [
            e
            for e in self.entries
            if (shown.severity is None or e.severity is shown.severity)
            and (shown.phase is None or e.phase is shown.phase)
            and (not shown.tag or shown.tag in e.tags)
            and (not shown.open_actions or e.open_actions)
        ]

    def page(self, after: Entry | None, limit: int, shown: Filter) -> Sequence[Entry]:
        self.pages_read += 1
        kept = self._kept(shown)
        start = 0 if after is None else [e.id for e in kept].index(after.id) + 1
        return kept[start : start + limit]

    def search(self, text: str, shown: Filter, ranked: bool, limit: int) -> Sequence[Hit]:
        self.asked.append((text, ranked))
        self.search_threads.append(threading.get_ident())
        if self.fail_with is not None:
            raise self.fail_with
        hits = []
        for e in self._kept(shown):
            body = e.summary or e.title
            at = f"{e.title} {e.summary}".casefold().find(text.casefold())
            place = body.casefold().find(text.casefold())
            if at >= 0:
                marks = ((place, place + len(text)),) if place >= 0 else ()
                hits.append(Hit(e, body, marks))
        return hits[:limit]

    def interrupt(self) -> None:
        self.interrupts += 1

    def size(self) -> int:
        return len(self.entries)

    def tags(self) -> Sequence[str]:
        return sorted({tag for e in self.entries for tag in e.tags})

    def open_actions(self, today: date) -> Sequence[OpenAction]:
        return self.actions

    def figures(self, today: date) -> LibraryFigures:
        done = []
        finished = []
        for back, (late, days) in enumerate([(0, 6), (0, 8), (1, 9), (0, 7), (1, 11), (1, 14)]):
            on = (TODAY.replace(day=9) - timedelta(days=30 * back))
            done += [(on, on + timedelta(days=3 * late)), (on, on), (on, on)]
            finished.append((on - timedelta(days=days), on))
        return LibraryFigures(
            open_dues=tuple(a.due for a in self.actions), done=tuple(done),
            finished=tuple(finished),
        )  # fmt: skip

    def action_figures(self) -> ActionFigures:
        self.figure_threads.append(threading.get_ident())
        if self.fail_with is not None:
            raise self.fail_with
        done, closed = [], []
        for back, late in enumerate((0, 0, 1, 0, 1, 2, 1)):
            on = TODAY - timedelta(days=25 * back + 3)
            done += [(on - timedelta(days=4 if n < late else 0), on) for n in range(4)]
            closed += [on] * (4 + back % 3)
        return ActionFigures(
            open=len(self.actions), done_count=28, wont_do=6, done=tuple(done),
            closed=tuple(closed),
            born=tuple(TODAY - timedelta(days=9 + 13 * n) for n in range(len(self.actions))),
            slips=((1, 5), (2, 2), (4, 1)),
        )  # fmt: skip
