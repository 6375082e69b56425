"""Who refers to whom is carried from snapshot to snapshot and always the same as looked up."""

from __future__ import annotations

import pickle
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pmdesk.domain.change import Edit
from pmdesk.domain.kinds import REFERENCES
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.edits.timeline import (
    add_event,
    add_evidence,
    delete_events,
    duplicate_events,
    link_factor,
    move_events,
)
from tests.fakes import sample


def users(snapshot: Snapshot) -> dict[object, list[str]]:
    """All that is told, by kind, field and id."""
    return {
        (kind, field, i): [row.id for row in snapshot.referring(kind, field, i)]
        for kind, fields in REFERENCES.items()
        for field, target in fields.items()
        for i in snapshot.of(target)
    }


def looked_up(snapshot: Snapshot) -> dict[object, list[str]]:
    return {
        (kind, field, i): sorted(r.id for r in snapshot.of(kind).values() if getattr(r, field) == i)
        for kind, fields in REFERENCES.items()
        for field, target in fields.items()
        for i in snapshot.of(target)
    }


def some_edit(snapshot: Snapshot, verb: int, place: int) -> Edit:
    ids = sorted(snapshot.events)
    chosen = ids[place % len(ids)]
    factor = sorted(snapshot.factors)[place % len(snapshot.factors)]
    lane = snapshot.lanes[place % len(snapshot.lanes)].id
    edits = (
        lambda: delete_events(snapshot, [chosen]),
        lambda: add_event(snapshot, lane, None, "New"),
        lambda: move_events(snapshot, [chosen], timedelta(minutes=place), lane),
        lambda: duplicate_events(snapshot, [chosen]),
        lambda: add_evidence(snapshot, chosen, next(iter(snapshot.of(Evidence).values())).kind),
        lambda: link_factor(snapshot, chosen, factor),
    )
    return edits[verb]()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40)), min_size=1, max_size=12))
def test_what_is_carried_on_is_what_a_look_at_all_records_finds(steps):
    snapshot = first = sample()
    assert users(first) == looked_up(first)
    edits = []
    for verb, place in steps:
        if len(snapshot.events) > 1 and snapshot.of(Evidence):
            edits.append(some_edit(snapshot, verb, place))
            snapshot = snapshot.applied(edits[-1].changes)
    assert users(snapshot) == looked_up(snapshot)
    positions = [event.position for event in snapshot.events.values()]
    assert snapshot.last_position(TimelineEvent) >= max(positions)
    for edit in reversed(edits):
        snapshot = snapshot.applied(edit.inverse().changes)
    assert users(snapshot) == looked_up(snapshot) == users(first)


def test_a_snapshot_that_was_followed_by_two_others_still_knows_its_own():
    base = sample()
    event_id = next(e.event_id for e in base.of(Evidence).values())
    before = base.evidence_of(event_id)
    with_one = base.applied(add_evidence(base, event_id, before[0].kind).changes)
    without = base.applied(delete_events(base, [event_id]).changes)
    assert len(with_one.evidence_of(event_id)) == len(before) + 1
    assert without.evidence_of(event_id) == []
    assert base.evidence_of(event_id) == before


def test_a_new_event_comes_last_even_after_the_last_one_went():
    snapshot = sample()
    for _ in range(3):
        made = add_event(snapshot, snapshot.lanes[0].id)
        snapshot = snapshot.applied(made.changes)
        new = made.changes[0].record.id
        assert max(snapshot.events.values(), key=lambda e: e.position).id == new
        snapshot = snapshot.applied(delete_events(snapshot, [new]).changes)


def test_a_snapshot_on_its_way_to_another_process_takes_none_of_what_is_known_along():
    asked = sample()
    told = users(asked)
    sent = pickle.loads(pickle.dumps(asked))
    assert sent == asked
    assert users(sent) == told
    assert len(pickle.dumps(asked)) == len(pickle.dumps(Snapshot(asked.pm_id, asked.tables)))
