"""What several people or machines tell of the same minutes stands side by side."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pmdesk.domain.accounts import accounts_of, teller_of
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Precision
from pmdesk.domain.timeline import TimelineEvent
from tests.fakes import sample

NOON = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)


def told(event_id: str, seconds: float, source: str, length: float = 0.0,
         precision: Precision = Precision.EXACT) -> TimelineEvent:  # fmt: skip
    base = sample()
    at = NOON + timedelta(seconds=seconds)
    return TimelineEvent(
        id=event_id, pm_id=base.pm_id, lane_id=base.lanes[0].id, title=event_id, source=source,
        at=at, end=at + timedelta(seconds=length) if length else None, precision=precision,
    )  # fmt: skip


def timeline(*events: TimelineEvent) -> Snapshot:
    base = sample()
    return Snapshot(base.pm_id, {**base.tables, TimelineEvent: {e.id: e for e in events}})


def names(snapshot: Snapshot, *chosen: str) -> list[tuple[str, list[str]]]:
    return [(a.teller, [e.id for e in a.events]) for a in accounts_of(snapshot, chosen)]


def test_other_tellers_of_the_same_minutes_stand_beside_an_event() -> None:
    held = timeline(told("a", 0, "chat"), told("b", 50, "pager"), told("c", -40, "notes"),
                    told("d", 300, "pager"))  # fmt: skip
    assert names(held, "a") == [("chat", ["a"]), ("notes", ["c"]), ("pager", ["b"])]


def test_the_same_teller_is_no_other_account() -> None:
    held = timeline(told("a", 0, "chat"), told("b", 10, "chat"))
    assert names(held, "a") == [("chat", ["a"])]


def test_a_span_takes_in_all_that_is_told_of_its_minutes() -> None:
    held = timeline(told("a", 0, "chat", length=600), told("b", 20, "pager"),
                    told("c", 590, "pager"), told("d", 800, "pager"))  # fmt: skip
    assert names(held, "a") == [("chat", ["a"]), ("pager", ["b", "c"])]


def test_a_time_that_is_about_has_more_play() -> None:
    exact = timeline(told("a", 0, "chat"), told("b", 200, "pager"))
    about = timeline(told("a", 0, "chat", precision=Precision.ABOUT), told("b", 200, "pager"))
    assert len(accounts_of(exact, ["a"])) == 1
    assert len(accounts_of(about, ["a"])) == 2


def test_events_chosen_together_stand_side_by_side_whatever_their_times() -> None:
    held = timeline(told("a", 0, "chat"), told("b", 9000, "chat"), told("c", 5, "pager"))
    assert names(held, "b", "a") == [("chat", ["a"]), ("chat", ["b"])]


def test_who_tells_is_the_source_else_the_role_else_the_lane() -> None:
    base = sample()
    lane = base.lanes[0]
    event = TimelineEvent(id="e", pm_id=base.pm_id, lane_id=lane.id)
    assert teller_of(base, event) == lane.name
    assert names(timeline(event), "e") == [(lane.name, ["e"])]
    assert names(timeline(event), "gone") == []
