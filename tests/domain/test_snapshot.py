"""A snapshot takes changes whole or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pmdesk.domain.change import Change, born, gone
from pmdesk.domain.codec import digest, plain_snapshot, snapshot_from_plain
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import RuleBroken, StaleChange
from pmdesk.domain.timeline import TimelineEvent
from tests.fakes import sample


def an_event():
    snapshot = sample()
    return snapshot, next(e for e in snapshot.events.values() if e.title.startswith("Alert"))


def test_a_change_and_its_inverse_give_the_first_snapshot_back():
    before, event = an_event()
    change = Change(event, altered(event, title="Renamed"))
    after = before.applied([change])
    assert after.events[event.id].title == "Renamed"
    assert after != before
    assert after.applied([change.inverse()]) == before


def test_a_change_of_something_that_moved_on_is_stale():
    before, event = an_event()
    after = before.applied([Change(event, altered(event, title="Renamed"))])
    with pytest.raises(StaleChange):
        after.applied([Change(event, altered(event, title="Other"))])


def test_an_event_cannot_end_before_it_starts():
    before, event = an_event()
    wrong = altered(event, end=event.at - timedelta(minutes=1))
    with pytest.raises(RuleBroken, match="end before it starts"):
        before.applied([Change(event, wrong)])


def test_a_factor_cannot_stand_under_its_own_whys():
    before = sample()
    child = next(f for f in before.factors.values() if f.parent_id)
    parent = before.factors[child.parent_id]
    with pytest.raises(RuleBroken, match="own whys"):
        before.applied([Change(parent, altered(parent, parent_id=child.id))])


def test_what_is_still_used_cannot_leave():
    before = sample()
    lane = before.lanes[0]
    with pytest.raises(RuleBroken, match="still used"):
        before.applied([gone(lane)])


def test_a_record_cannot_point_at_nothing():
    before = sample()
    lost = TimelineEvent(id="x", pm_id=before.pm_id, lane_id="nowhere")
    with pytest.raises(RuleBroken):
        before.applied([born(lost)])


def test_a_mark_stands_once():
    before = sample()
    twin = altered(before.marks[0], id="twin")
    with pytest.raises(RuleBroken, match="once"):
        before.applied([born(twin)])


def test_times_are_stored_in_utc_between_1990_and_2200():
    before, event = an_event()
    early = altered(event, at=datetime(1980, 1, 1, tzinfo=UTC))
    with pytest.raises(RuleBroken, match="1990"):
        before.applied([Change(event, early)])


def test_the_plain_form_comes_back_as_the_same_snapshot():
    snapshot = sample()
    again = snapshot_from_plain(plain_snapshot(snapshot))
    assert again == snapshot
    assert digest(plain_snapshot(again)) == digest(plain_snapshot(snapshot))


def test_a_change_needs_one_record_of_one_kind():
    lane = sample().lanes[0]
    with pytest.raises(ValueError, match="before or after"):
        Change(None, None)
    with pytest.raises(ValueError, match="kind and id"):
        Change(lane, altered(lane, id="other"))
