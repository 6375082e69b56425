"""A walk shows what could be known at each step, and no more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pmdesk.domain.change import Change
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import EventKind, HypothesisState
from pmdesk.domain.timeline import Lane, Mark, TimelineEvent
from pmdesk.domain.walk import Walk, prompts_for, walk_order
from pmdesk.edits.timeline import delete_events, edit_event, set_time
from tests.fakes import sample


def test_the_walk_goes_through_every_timed_event_in_time() -> None:
    snapshot = sample()
    order = walk_order(snapshot)
    timed = {e.id for e in snapshot.events.values() if e.at is not None}
    assert {e.id for e in order} == timed
    assert [e.at for e in order] == sorted(e.at for e in order if e.at is not None)


def test_hidden_events_and_lanes_and_those_without_a_time_are_not_walked() -> None:
    snapshot = sample()
    first, second, third, *_ = walk_order(snapshot)
    lane = snapshot.need(Lane, third.lane_id)
    after = snapshot.applied(
        [
            *edit_event(snapshot, first.id, "Hide", hidden=True).changes,
            *set_time(snapshot, second.id, None).changes,
            Change(lane, altered(lane, hidden=True)),
        ]
    )
    left = walk_order(after)
    assert not {first.id, second.id} & {e.id for e in left}
    assert lane.id not in {e.lane_id for e in left}


@pytest.mark.parametrize("place", [0, 3, 99])
def test_what_comes_later_is_not_known(place: int) -> None:
    snapshot = sample()
    walk = Walk.begun(snapshot).at(place)
    known = walk.known(snapshot)
    assert walk.now is not None
    assert len(known.events) == walk.place + 1
    assert all(e.at is not None and e.at <= walk.now for e in known.events.values())
    assert {m.id for m in known.marks} == {m.id for m in snapshot.marks if m.at <= walk.now}
    assert known.of(Lane) == snapshot.of(Lane)


def test_of_events_at_the_same_time_the_later_one_in_order_is_still_unknown() -> None:
    snapshot = sample()
    first, second, *_ = walk_order(snapshot)
    snapshot = snapshot.applied(set_time(snapshot, second.id, first.at).changes)
    walk = Walk.begun(snapshot)
    assert len(walk.known(snapshot).events) == 1
    assert len(walk.stepped(1).known(snapshot).events) == 2


def test_what_became_of_a_belief_is_known_when_another_has_revised_it() -> None:
    snapshot = sample()
    order = walk_order(snapshot)
    values = {"kind": EventKind.HYPOTHESIS, "hypothesis": HypothesisState.REVISED}
    made = edit_event(snapshot, order[2].id, "Revise", revised_by=order[6].id, **values)
    snapshot = snapshot.applied(made.changes)
    walk = Walk.begun(snapshot)
    states = [walk.at(n).known(snapshot).events[order[2].id].hypothesis for n in range(2, 8)]
    assert states == [HypothesisState.OPEN] * 4 + [HypothesisState.REVISED] * 2


def test_steps_stay_within_the_walk_and_say_where_they_are() -> None:
    walk = Walk.begun(sample())
    count = len(walk.order)
    assert walk.stepped(-1).place == 0
    assert walk.stepped(999).text == f"{count} of {count}"
    assert walk.stepped(6).text == f"7 of {count}"


def test_a_walk_begins_at_the_event_that_is_named() -> None:
    snapshot = sample()
    fifth = walk_order(snapshot)[4]
    assert Walk.begun(snapshot, fifth.id).event == fifth


def test_an_edit_keeps_the_walk_at_its_event_and_a_deletion_at_its_place() -> None:
    snapshot = sample()
    walk = Walk.begun(snapshot).at(4)
    assert walk.event is not None
    assert walk.event.at is not None
    later = walk.event.at + timedelta(days=1)
    moved = snapshot.applied(set_time(snapshot, walk.event.id, later).changes)
    assert walk.followed(moved).place == len(walk.order) - 1
    deleted = snapshot.applied(delete_events(snapshot, [walk.event.id]).changes)
    assert walk.followed(deleted).event == walk.order[5]


def test_a_timeline_without_times_has_nothing_to_walk() -> None:
    snapshot = sample()
    bare = Snapshot(snapshot.pm_id, {**snapshot.tables, TimelineEvent: {}, Mark: {}})
    walk = Walk.begun(bare)
    assert (walk.event, walk.now, walk.text) == (None, None, "Nothing to walk")
    assert walk.stepped(1) == walk
    assert walk.known(bare).events == {}


@pytest.mark.parametrize("kind", list(EventKind))
def test_each_kind_of_event_has_open_questions_that_blame_nobody(kind: EventKind) -> None:
    event = TimelineEvent(id="e", pm_id="p", lane_id="l", kind=kind)
    questions = prompts_for(event)
    assert len(questions) >= 2
    for question in questions:
        assert question.endswith("?")
        assert not question.lower().startswith("why")
