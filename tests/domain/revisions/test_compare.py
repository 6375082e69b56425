"""Two states differ by records and by words, and a reader can see which."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.meeting import Meeting
from pmdesk.domain.revisions.compare import compare
from pmdesk.domain.revisions.field_words import naming
from pmdesk.domain.revisions.words import Sign, word_runs
from pmdesk.domain.sitting.agenda import USUAL
from pmdesk.domain.terms import ActionStatus
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.meetings import agree_timeline, begin_meeting, toggle_present
from pmdesk.edits.postmortems import set_head
from pmdesk.edits.report import change_part
from pmdesk.edits.timeline import add_event, delete_events
from tests.fakes import SetClock, sample

NOW = SetClock().now()


def applied(snapshot, edit):
    return snapshot.applied(edit.changes)


def sides(before: str, after: str) -> tuple[list[str], list[str]]:
    runs = word_runs(before, after)
    removed = [run.text for run in runs if run.sign is Sign.REMOVED]
    return removed, [run.text for run in runs if run.sign is Sign.ADDED]


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ("down for 56 minutes.", "down for an hour.", ["56 minutes"], ["an hour"]),
        ("The worker idled", "The worker idled again", [], [" again"]),
        ("one two", "one two", [], []),
        ("", "All of it", [], ["All of it"]),
        ("Gone", "", ["Gone"], []),
    ],
)
def test_changed_words_are_told_as_phrases(before, after, removed, added):
    assert sides(before, after) == (removed, added)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab .\n", max_size=60), st.text(alphabet="ab .\n", max_size=60))
def test_both_texts_can_be_read_off_the_runs(before, after):
    runs = word_runs(before, after)
    assert "".join(run.text for run in runs if run.sign is not Sign.ADDED) == before
    assert "".join(run.text for run in runs if run.sign is not Sign.REMOVED) == after


def test_two_long_texts_without_a_common_word_are_not_matched_word_by_word():
    before, after = " ".join(f"a{i}" for i in range(9000)), " ".join(f"b{i}" for i in range(9000))
    assert [run.sign for run in word_runs(before, after)] == [Sign.REMOVED, Sign.ADDED]


def test_records_that_are_new_gone_and_altered_are_told_by_section():
    snapshot = sample()
    first = min(snapshot.events.values(), key=lambda e: e.position)
    after = applied(snapshot, set_head(snapshot, "x", summary="Another"))
    after = applied(after, add_event(after, after.lanes[0].id, NOW, "Log read"))
    after = applied(after, delete_events(after, [first.id]))
    found = compare(snapshot, after)
    assert found.sections[:2] == ["Report", "Timeline"]
    told = {(c.what, c.title, c.sign) for c in found.changes}
    assert ("Postmortem", "Head and text", Sign.CHANGED) in told
    assert ("Event", "Log read", Sign.ADDED) in told
    assert ("Event", first.title, Sign.REMOVED) in told


def test_a_reference_is_told_by_its_name_and_never_by_its_id():
    snapshot = sample()
    action = next(a for a in snapshot.actions if a.owner_id)
    other = next(i for i in snapshot.people if i != action.owner_id)
    after = applied(snapshot, change_part(snapshot, "x", ActionItem, action.id, owner_id=other))
    [change] = compare(snapshot, after).changes
    [part] = change.parts
    assert part.label == "Owner"
    assert part.after == snapshot.people[other].role
    assert other not in part.after


def test_what_stays_live_is_told_only_when_asked_for():
    snapshot = sample()
    action = next(a for a in snapshot.actions if a.status is ActionStatus.OPEN)
    values = {"status": ActionStatus.DONE}
    after = applied(snapshot, change_part(snapshot, "x", ActionItem, action.id, **values))
    assert not compare(snapshot, after).changes
    assert compare(snapshot, after, live=True).words == "1 changed"


def test_a_row_that_was_moved_is_told_as_moved():
    snapshot = sample()
    event = next(iter(snapshot.events))
    after = applied(snapshot, change_part(snapshot, "x", TimelineEvent, event, position=99.5))
    [change] = compare(snapshot, after).changes
    assert change.parts[0].after == "moved"


def test_the_parts_of_a_meeting_are_named_though_they_have_no_words():
    now, snapshot = datetime(2026, 11, 24, 9, tzinfo=UTC), sample()
    begun = snapshot.applied(begin_meeting(snapshot, USUAL.blocks, now=now).changes)
    meeting = next(iter(begun.of(Meeting).values()))
    person = next(p for p in begun.people.values() if p.role)
    here = toggle_present(begun, meeting.id, person.id, now).changes[0].record
    agreed = agree_timeline(begun, meeting.id, now=now).changes[0].record
    named = [naming(begun, record)[1] for record in (meeting, here, agreed)]
    assert named == ["Sitting 1", person.role, "Sitting 1"]
