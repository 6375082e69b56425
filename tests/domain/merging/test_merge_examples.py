"""What becomes of single things that two copies changed, each mending shown once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pmdesk.domain.analysis import ActionItem, Factor, FactorEvidence
from pmdesk.domain.merging.merge import Side, merge
from pmdesk.domain.merging.settle import settled
from pmdesk.domain.merging.trail import common_state, state_of, trail_of
from pmdesk.domain.merging.words import words_of
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import ActionStatus, EvidenceKind, MarkKind
from pmdesk.domain.timeline import Evidence, Lane, Mark, TimelineEvent
from pmdesk.edits import actions, factors, postmortems, timeline, timeline_lanes
from pmdesk.edits.merging import merge_copy
from tests.domain.merging.desks import NOW, Desk
from tests.fakes import sample


@pytest.fixture
def desks():
    return Desk(sample(), 12, "New postmortem"), Desk(sample(), 3)


def merged_of(anna, ben):
    base = common_state(anna.snapshot, anna.edits, ben.snapshot, ben.trail())
    return merge(base, anna.snapshot, ben.snapshot)


def do(desk, verb, *given, **values):
    desk.push(verb(desk.snapshot, *given, **values))


def event_with_evidence(snapshot):
    return next(iter(snapshot.of(Evidence).values())).event_id


def test_two_fields_of_one_record_come_together(desks):
    anna, ben = desks
    event = sorted(anna.snapshot.events)[0]
    do(anna, timeline.edit_event, event, "Title", title="Mine")
    do(ben, timeline.edit_event, event, "Text", text="Theirs")
    merged = merged_of(anna, ben)
    found = settled(merged).snapshot.events[event]
    assert merged.conflicts == ()
    assert (found.title, found.text) == ("Mine", "Theirs")


def test_start_and_end_of_a_span_are_one_question(desks):
    anna, ben = desks
    event = next(e for e in sorted(anna.snapshot.events) if anna.snapshot.events[e].at)
    at = anna.snapshot.events[event].at
    do(anna, timeline.edit_event, event, "Later", at=at + timedelta(hours=2), end=None)
    do(ben, timeline.edit_event, event, "Span", end=at + timedelta(hours=1))
    merged = merged_of(anna, ben)
    assert [c.fields[0] for c in merged.conflicts] == ["at"]
    edit = merge_copy(anna.snapshot, merged.base, ben.snapshot, {merged.conflicts[0].id:
                                                                 Side.THEIRS})  # fmt: skip
    assert anna.snapshot.applied(edit.changes).events[event].end == at + timedelta(hours=1)


def test_an_event_that_was_removed_here_and_changed_there_comes_back_with_its_evidence(desks):
    anna, ben = desks
    event = event_with_evidence(anna.snapshot)
    parts = {e.id for e in anna.snapshot.evidence_of(event)}
    do(anna, timeline.delete_events, [event])
    do(ben, timeline.edit_event, event, "Title", title="Theirs")
    merged = merged_of(anna, ben)
    (conflict,) = [c for c in merged.conflicts if c.kind is TimelineEvent]
    assert conflict.is_removal
    assert words_of(merged, conflict).ours == "Removed"
    result = settled(merged).snapshot
    assert result.events[event].title == "Theirs"
    assert {e.id for e in result.evidence_of(event)} == parts
    gone = settled(merged, {conflict.id: Side.OURS}).snapshot
    assert event not in gone.events


def test_a_lane_that_was_removed_here_stays_where_the_copy_put_an_event_into_it(desks):
    anna, ben = desks
    lane, other = (row.id for row in anna.snapshot.lanes[:2])
    do(anna, timeline_lanes.delete_lane, lane, move_to=other)
    do(ben, timeline.add_event, lane, NOW, title="New")
    result = settled(merged_of(anna, ben))
    assert lane in result.snapshot.of(Lane)
    assert sum("stays" in note for note in result.notes) == 1


def test_two_moves_that_would_make_a_circle_leave_ours(desks):
    anna, ben = desks
    do(anna, factors.add_factor, "A")
    do(anna, factors.add_factor, "B")
    ben = Desk(anna.snapshot)
    a, b = (next(f.id for f in anna.snapshot.factors.values() if f.text == t) for t in "AB")
    do(anna, factors.move_factor, a, b, 0)
    do(ben, factors.move_factor, b, a, 0)
    result = settled(merged_of(anna, ben))
    found = result.snapshot.of(Factor)
    assert (found[a].parent_id, found[b].parent_id) == (b, None)
    assert len(result.notes) == 1


def test_a_second_action_of_one_number_gets_the_next(desks):
    anna, ben = desks
    for desk, text in ((anna, "Mine"), (ben, "Theirs")):
        do(desk, actions.add_action, text, now=NOW)
    result = settled(merged_of(anna, ben))
    numbers = [a.number for a in result.snapshot.actions]
    assert len(numbers) == len(set(numbers))
    by_text = {a.text: a.number for a in result.snapshot.of(ActionItem).values()}
    assert by_text["Theirs"] == by_text["Mine"] + 1
    assert len(result.notes) == 1


def test_a_mark_that_both_set_stands_once_and_is_asked_about(desks):
    anna, ben = desks
    for desk, minutes in ((anna, 1), (ben, 2)):
        do(desk, timeline_lanes.clear_mark, MarkKind.DETECTED)
        do(desk, timeline_lanes.set_mark, MarkKind.DETECTED, NOW + timedelta(minutes=minutes))
    merged = merged_of(anna, ben)
    (conflict,) = merged.conflicts
    for side, minutes in ((Side.OURS, 1), (Side.THEIRS, 2)):
        marks = settled(merged, {conflict.id: side}).snapshot.of(Mark).values()
        found = [m.at for m in marks if m.kind is MarkKind.DETECTED]
        assert found == [NOW + timedelta(minutes=minutes)]


def test_a_link_that_both_made_stands_once(desks):
    anna, ben = desks
    do(anna, factors.add_factor, "A")
    factor = next(f.id for f in anna.snapshot.factors.values() if f.text == "A")
    event = sorted(anna.snapshot.events)[0]
    ben = Desk(anna.snapshot)
    for desk in (anna, ben):
        do(desk, factors.link_events, factor, [event])
    links = settled(merged_of(anna, ben)).snapshot.of(FactorEvidence).values()
    assert sum((x.factor_id, x.event_id) == (factor, event) for x in links) == 1


def test_tags_of_both_sides_come_together(desks):
    anna, ben = desks
    do(anna, postmortems.set_head, "Tags", tags=(*anna.snapshot.postmortem.tags, "mine"))
    do(ben, postmortems.set_head, "Tags", tags=(*ben.snapshot.postmortem.tags[1:], "theirs"))
    tags = settled(merged_of(anna, ben)).snapshot.postmortem.tags
    assert tags == (*sample().postmortem.tags[1:], "mine", "theirs")


def test_a_status_and_its_reason_never_come_apart(desks):
    anna, ben = desks
    action = anna.snapshot.actions[0].id
    do(anna, actions.set_status, [action], ActionStatus.DONE, now=NOW)
    do(ben, actions.set_status, [action], ActionStatus.WONT_DO, now=NOW, reason="Too dear")
    merged = merged_of(anna, ben)
    (conflict,) = merged.conflicts
    found = settled(merged, {conflict.id: Side.THEIRS}).snapshot.of(ActionItem)[action]
    assert (found.status, found.reason) == (ActionStatus.WONT_DO, "Too dear")


def test_both_texts_can_stand_one_after_the_other(desks):
    anna, ben = desks
    do(anna, postmortems.set_head, "Summary", summary="Mine.")
    do(ben, postmortems.set_head, "Summary", summary="Theirs.")
    merged = merged_of(anna, ben)
    result = settled(merged, {merged.conflicts[0].id: Side.BOTH})
    assert result.snapshot.postmortem.summary == "Mine.\n\nTheirs."


def test_without_a_common_state_nothing_is_removed(desks):
    anna, ben = desks
    event = event_with_evidence(anna.snapshot)
    do(anna, timeline.delete_events, [event])
    result = settled(merge(None, anna.snapshot, ben.snapshot)).snapshot
    assert event in result.events
    assert len(result.evidence_of(event)) == len(ben.snapshot.evidence_of(event))


def test_a_revert_after_a_merge_is_not_lost(desks):
    """Ben sends twice; in between Anna merged, and Ben took his own change back."""
    anna, ben = desks
    title = ben.snapshot.postmortem.title
    do(ben, postmortems.set_head, "Rename", title="Wrong")
    base = common_state(anna.snapshot, anna.edits, ben.snapshot, ben.trail())
    anna.push(merge_copy(anna.snapshot, base, ben.snapshot))
    do(ben, timeline.add_evidence, sorted(ben.snapshot.events)[0], EvidenceKind.QUOTE, text="x")
    do(ben, postmortems.set_head, "Rename", title=title)
    merged = merged_of(anna, ben)
    assert merged.conflicts == ()
    assert settled(merged).snapshot.postmortem.title == title


def test_the_name_of_a_state_is_the_same_under_another_number(desks):
    anna, ben = desks
    assert state_of(anna.snapshot) == state_of(ben.snapshot)
    do(ben, postmortems.set_head, "Rename", title="x")
    assert state_of(anna.snapshot) != state_of(ben.snapshot)
    assert state_of(ben.snapshot) == ben.trail().states[0]


def test_edits_newer_than_the_snapshot_do_not_spoil_the_trail(desks):
    anna, _ben = desks
    before = anna.snapshot
    do(anna, postmortems.set_head, "Rename", title="later")
    assert trail_of(before, anna.edits).states[0] == state_of(before)


def test_a_journal_with_a_gap_ends_the_trail_there(desks):
    anna, _ben = desks
    for title in "abc":
        do(anna, postmortems.set_head, "Rename", title=title)
    assert len(trail_of(anna.snapshot, anna.edits).states) == 4
    assert len(trail_of(anna.snapshot, [*anna.edits[:2], anna.edits[3]]).states) == 2


def test_two_postmortems_are_never_merged(desks):
    anna, _ben = desks
    with pytest.raises(ValueError, match="different"):
        merge(None, anna.snapshot, Snapshot("o", {}))
