"""Verbs on the timeline, through a document with its undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pmdesk.document.document import Document
from pmdesk.domain.analysis import FactorEvidence
from pmdesk.domain.change import Edit
from pmdesk.domain.kinds import referrers
from pmdesk.domain.postmortem import Lesson
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import EvidenceKind, LaneShape, MarkKind, Precision
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.edits.timeline import (
    add_event,
    add_evidence,
    delete_events,
    duplicate_events,
    edit_event,
    edit_evidence,
    link_factor,
    move_events,
    move_events_to_lanes,
    remove_evidence,
    set_time,
    stretch_event,
    unlink_factor,
)
from pmdesk.edits.timeline_lanes import (
    add_lane,
    change_lane,
    clear_mark,
    delete_lane,
    mark_event,
    mark_of,
    move_lane,
    move_mark,
    set_mark,
)
from tests.fakes import MemoryStorage, SetClock, sample

FOUR = timedelta(minutes=4)


@pytest.fixture
def document(qapp: object) -> Document:
    snapshot = sample()
    return Document(snapshot, MemoryStorage(snapshot), SetClock())


def by_title(snapshot: Snapshot, start: str) -> TimelineEvent:
    return next(e for e in snapshot.events.values() if e.title.startswith(start))


def marked(snapshot: Snapshot, kind: MarkKind) -> TimelineEvent:
    mark = mark_of(snapshot, kind)
    assert mark is not None
    assert mark.event_id is not None
    return snapshot.events[mark.event_id]


def spans(snapshot: Snapshot) -> TimelineEvent:
    return next(e for e in snapshot.events.values() if e.end is not None)


VERBS: dict[str, Callable[[Snapshot], Edit]] = {
    "Add event": lambda s: add_event(s, s.lanes[0].id, None, "Later"),
    "Rename event": lambda s: edit_event(s, spans(s).id, "Rename event", title="Other"),
    "Set time": lambda s: set_time(s, spans(s).id, None),
    "Move event": lambda s: move_events(s, [spans(s).id], FOUR),
    "Move 3 events": lambda s: move_events(s, list(s.events)[:3], FOUR, s.lanes[1].id),
    "Stretch event": lambda s: stretch_event(s, spans(s).id, end=spans(s).end + FOUR),
    "Duplicate 2 events": lambda s: duplicate_events(s, list(s.events)[:2]),
    "Delete event": lambda s: delete_events(s, [marked(s, MarkKind.DETECTED).id]),
    "Delete 18 events": lambda s: delete_events(s, s.events),
    "Add evidence": lambda s: add_evidence(s, spans(s).id, EvidenceKind.LINK, link="https://x"),
    "Edit evidence": lambda s: edit_evidence(s, next(iter(s.of(Evidence))), title="New"),
    "Remove evidence": lambda s: remove_evidence(s, next(iter(s.of(Evidence)))),
    "Add lane": lambda s: add_lane(s, "Vendors"),
    "Rename lane": lambda s: change_lane(s, s.lanes[0].id, "Rename lane", name="Signals"),
    "Reorder lanes": lambda s: move_lane(s, s.lanes[0].id, 2),
    "Delete lane": lambda s: delete_lane(s, s.lanes[0].id),
    "Mark resolved": lambda s: set_mark(s, MarkKind.RESOLVED, spans(s).at),
    "Move detected": lambda s: move_mark(s, MarkKind.DETECTED, spans(s).at),
    "Clear mitigated": lambda s: clear_mark(s, MarkKind.MITIGATED),
}


@pytest.mark.parametrize("label", VERBS)
def test_each_verb_changes_something_and_undo_puts_all_back(document: Document, label: str) -> None:
    before = document.snapshot
    assert document.attempt(VERBS[label])
    after = document.snapshot
    assert after != before
    assert document.undo_stack.undo_text == label
    assert document.undo()
    assert document.snapshot == before
    assert document.redo()
    assert document.snapshot == after


def test_a_mark_set_on_an_event_follows_it(document: Document) -> None:
    event = marked(document.snapshot, MarkKind.DETECTED)
    document.push(move_events(document.snapshot, [event.id], FOUR))
    mark = mark_of(document.snapshot, MarkKind.DETECTED)
    assert mark is not None
    assert mark.at == event.at + FOUR


def test_a_flag_moved_by_hand_lets_go_of_its_event(document: Document) -> None:
    event = marked(document.snapshot, MarkKind.DETECTED)
    document.push(move_mark(document.snapshot, MarkKind.DETECTED, event.at + FOUR))
    document.push(move_events(document.snapshot, [event.id], -FOUR))
    mark = mark_of(document.snapshot, MarkKind.DETECTED)
    assert mark is not None
    assert (mark.event_id, mark.at) == (None, event.at + FOUR)


def test_a_mark_keeps_its_time_when_its_event_loses_its_own(document: Document) -> None:
    event = marked(document.snapshot, MarkKind.DETECTED)
    document.push(set_time(document.snapshot, event.id, None))
    mark = mark_of(document.snapshot, MarkKind.DETECTED)
    assert mark is not None
    assert (mark.event_id, mark.at) == (None, event.at)


def test_deleted_events_leave_nothing_that_points_at_them(document: Document) -> None:
    lessons = len(document.snapshot.of(Lesson))
    document.push(delete_events(document.snapshot, document.snapshot.events))
    snapshot = document.snapshot
    assert not snapshot.events
    assert not snapshot.of(Evidence)
    assert not snapshot.of(FactorEvidence)
    assert len(snapshot.of(Lesson)) == lessons
    for kind, field in referrers(TimelineEvent):
        assert all(getattr(row, field) is None for row in snapshot.of(kind).values())


def test_a_span_keeps_its_length_when_it_moves(document: Document) -> None:
    event = spans(document.snapshot)
    document.push(move_events(document.snapshot, [event.id], -FOUR))
    moved = document.snapshot.events[event.id]
    assert moved.end - moved.at == event.end - event.at


def test_a_span_whose_ends_cross_becomes_an_instant(document: Document) -> None:
    event = spans(document.snapshot)
    document.push(stretch_event(document.snapshot, event.id, end=event.at - FOUR))
    assert document.snapshot.events[event.id].end is None


def test_stretching_an_undated_event_is_refused_with_a_sentence(document: Document) -> None:
    undated = next(e for e in document.snapshot.events.values() if e.at is None)
    told: list[str] = []
    document.refused.connect(told.append)
    assert not document.attempt(lambda s: stretch_event(s, undated.id, end=datetime.now(UTC)))
    assert told == ["Give the event a time before you stretch it."]
    with pytest.raises(RuleBroken):
        mark_event(document.snapshot, MarkKind.DETECTED, undated.id)


def test_moving_many_to_lanes_of_their_own_is_one_step(document: Document) -> None:
    lanes = [lane.id for lane in document.snapshot.lanes]
    goes = dict(zip(list(document.snapshot.events)[:4], lanes, strict=False))
    document.push(move_events_to_lanes(document.snapshot, goes, FOUR))
    assert {i: document.snapshot.events[i].lane_id for i in goes} == goes
    assert document.undo_stack.count() == 1


def test_a_copy_has_the_evidence_but_not_the_mark(document: Document) -> None:
    event = marked(document.snapshot, MarkKind.DETECTED)
    made = duplicate_events(document.snapshot, [event.id])
    document.push(made)
    copy_id = made.changes[0].record.id
    pieces = document.snapshot.evidence_of(copy_id)
    assert [e.text for e in pieces] == [e.text for e in document.snapshot.evidence_of(event.id)]
    assert pieces
    assert all(mark.event_id != copy_id for mark in document.snapshot.marks)


def test_a_new_time_without_one_is_unknown_and_with_one_exact(document: Document) -> None:
    lane = document.snapshot.lanes[0].id
    undated = add_event(document.snapshot, lane).changes[0].record
    dated = add_event(document.snapshot, lane, datetime(2026, 10, 14, 18, tzinfo=UTC))
    assert undated.precision is Precision.UNKNOWN
    assert dated.changes[0].record.precision is Precision.EXACT


def test_a_factor_is_linked_once(document: Document) -> None:
    event = spans(document.snapshot)
    factor = next(iter(document.snapshot.factors))
    document.push(unlink_factor(document.snapshot, event.id, factor))
    document.push(link_factor(document.snapshot, event.id, factor))
    assert not link_factor(document.snapshot, event.id, factor)
    document.push(unlink_factor(document.snapshot, event.id, factor))
    assert factor not in [f.id for f in document.snapshot.factors_shown_by(event.id)]


def test_lanes_take_shapes_that_no_other_has(document: Document) -> None:
    for name in ("Vendors", "Customers", "Other"):
        document.push(add_lane(document.snapshot, name))
    assert [lane.shape for lane in document.snapshot.lanes[-3:]] == [
        LaneShape.PENTAGON, LaneShape.CROSS, LaneShape.RING,
    ]  # fmt: skip


def test_a_deleted_lane_can_hand_its_events_on(document: Document) -> None:
    first, second = document.snapshot.lanes[:2]
    count = len(document.snapshot.events)
    document.push(delete_lane(document.snapshot, first.id, move_to=second.id))
    assert len(document.snapshot.events) == count
    assert first.id not in {e.lane_id for e in document.snapshot.events.values()}


def test_the_last_lane_stays(document: Document) -> None:
    while len(document.snapshot.lanes) > 1:
        document.push(delete_lane(document.snapshot, document.snapshot.lanes[0].id))
    with pytest.raises(RuleBroken):
        delete_lane(document.snapshot, document.snapshot.lanes[0].id)


def test_lanes_go_where_they_are_put(document: Document) -> None:
    names = [lane.name for lane in document.snapshot.lanes]
    document.push(move_lane(document.snapshot, document.snapshot.lanes[3].id, 0))
    assert [lane.name for lane in document.snapshot.lanes] == [names[3], *names[:3]]
    assert not move_lane(document.snapshot, document.snapshot.lanes[0].id, 0)
