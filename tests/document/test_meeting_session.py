"""A meeting from its start to its end: steps, clock, captures, gate, and being ended halfway."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from pmdesk.document.document import Document
from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.capture.line import CaptureKind
from pmdesk.domain.meeting import AgendaBlock, Meeting, ParkedIdea, Question, TimelineGate
from pmdesk.domain.postmortem import Lesson
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.sitting.added import Added
from pmdesk.domain.sitting.agenda import PRESETS, SECOND_SITTING, USUAL, Step
from pmdesk.domain.sitting.gate import Difference, differences_since
from pmdesk.domain.sitting.minutes import minutes_of
from pmdesk.domain.snapshot import RuleBroken
from pmdesk.domain.terms import IdeaState, LessonKind
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.meetings import (
    begin_meeting,
    decline_idea,
    promote_idea,
    set_meeting,
    soak_idea,
    toggle_heard,
    toggle_present,
)
from pmdesk.edits.timeline import edit_event
from tests.fakes import MemoryStorage, SetClock, sample

pytestmark = pytest.mark.usefixtures("qapp")


class Room:
    """A meeting on the sample, with a clock that is moved by hand."""

    def __init__(self) -> None:
        self.storage = MemoryStorage(sample())
        self.pm_id = next(iter(self.storage.held))
        self.clock = SetClock()
        self.document = Document(self.storage.load(self.pm_id), self.storage, self.clock)
        made = begin_meeting(self.document.snapshot, USUAL.blocks, now=self.clock.now())
        self.document.note(made)
        self.meeting_id = made.changes[0].record.id
        self.session = self.sit()

    def sit(self) -> MeetingSession:
        began = len(self.storage.edits)
        return MeetingSession(
            self.document, self.meeting_id, lambda _at: self.storage.edits[began:]
        )

    def pass_time(self, minutes: float) -> None:
        for _ in range(round(minutes * 2)):
            self.clock.advance(timedelta(seconds=30))
            self.session.tick()

    def resumed(self) -> MeetingSession:
        """The meeting as another process finds it after this one was killed."""
        self.session.stop()
        self.document = Document(self.storage.load(self.pm_id), self.storage, self.clock)
        self.session = self.sit()
        return self.session

    def type(self, line: str, kind: CaptureKind | None = None) -> bool:
        self.session.set_line(line)
        return self.session.add(kind)


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room()
    yield made
    made.session.stop()


def test_the_usual_hour_is_sixty_minutes_in_eight_blocks():
    assert [block.minutes for block in USUAL.blocks] == [5, 3, 2, 35, 2, 7, 4, 2]
    assert [agenda.minutes for agenda in PRESETS] == [30, 45, 60, 90]


def test_a_block_counts_down_warns_at_a_quarter_and_counts_up(room: Room):
    assert room.session.tempo.text == "5:00"
    room.pass_time(3.5)
    assert (room.session.tempo.text, room.session.tempo.warns) == ("1:30", False)
    room.pass_time(0.5)
    assert room.session.tempo.warns
    room.pass_time(2)
    assert (room.session.tempo.text, room.session.tempo.is_over) == ("+1:00", True)


def test_extending_a_block_moves_the_end(room: Room):
    before = room.session.ends_at
    room.session.extend(5)
    assert room.session.ends_at - before == timedelta(minutes=5)
    assert room.session.tempo.text == "10:00"


def test_a_pause_and_a_sleep_do_not_count(room: Room):
    room.session.pause()
    room.pass_time(3)
    room.session.pause()
    told: list[str] = []
    room.session.told.connect(told.append)
    room.clock.advance(timedelta(minutes=40))
    room.session.tick()
    assert room.session.tempo.text == "5:00"
    assert told == ["The clock stood still for 40 min: nobody was here."]


def test_the_time_of_a_block_that_was_left_is_kept(room: Room):
    room.pass_time(2)
    first = room.session.block
    assert first is not None
    room.session.go_to_step(1)
    room.pass_time(1)
    room.session.go_to_step(-1)
    assert room.session.tempo.used == 120
    assert room.session.step is Step.OPEN


def test_killed_in_the_middle_it_resumes_at_the_same_place(room: Room):
    room.session.go_to_step(3)
    room.session.next_item(4)
    room.pass_time(6)
    room.session.set_line("14:47 cache dashboards looked nor")
    room.session.keep()
    at, event = room.session.tempo.used, room.session.walk.event
    room.clock.advance(timedelta(hours=2))
    again = room.resumed()
    again.tick()
    assert (again.step, again.walk.event) == (Step.WALK, event)
    assert again.place.line == "14:47 cache dashboards looked nor"
    assert again.tempo.used == at


def test_each_kind_of_line_becomes_its_record(room: Room):
    room.session.go_to_step(3)
    snapshot = room.document.snapshot
    counts = {k: len(snapshot.of(k)) for k in (TimelineEvent, Factor, Lesson, Question)}
    assert room.type("14:47 cache dashboards looked normal #response")
    assert room.type("c one region has no load test")
    assert room.type("why nobody owns the stage ^C1")
    assert room.type("luck quiet hour")
    assert room.type("ask who looks after the stage")
    now = room.document.snapshot
    added = {k: len(now.of(k)) - counts[k] for k in counts}
    assert added == {TimelineEvent: 1, Factor: 2, Lesson: 1, Question: 1}
    assert any(x.kind is LessonKind.LUCKY and x.text == "quiet hour" for x in now.lessons)


def test_ideas_for_actions_are_parked_until_the_timeline_is_agreed(room: Room):
    assert room.type("do add a load-test stage @release !fri")
    assert [idea.text for idea in room.session.ideas[1:]] == ["add a load-test stage @release !fri"]
    before = len(room.document.snapshot.actions)
    assert room.session.agree("who paged first")
    assert room.type("do write the runbook page")
    assert len(room.document.snapshot.actions) == before + 1


def test_what_cannot_be_added_stays_in_the_line(room: Room):
    refused: list[str] = []
    room.document.refused.connect(refused.append)
    assert not room.type("14:32")
    assert room.session.place.line == "14:32"
    assert refused == ["Type what happened or what was said; then Enter adds it."]


def test_parking_takes_the_line_as_typed(room: Room):
    room.session.set_line("  14:32 wording #guide ")
    assert room.session.park()
    assert [idea.text for idea in room.session.ideas[1:]] == ["14:32 wording #guide"]
    assert room.session.recalled == ["  14:32 wording #guide "]


def test_undo_takes_back_what_was_captured_and_passes_the_clock_by(room: Room):
    before = dict(room.document.snapshot.events)
    room.session.go_to_step(3)
    assert room.type("14:47 cache dashboards looked normal")
    room.pass_time(1)
    assert room.document.undo()
    assert dict(room.document.snapshot.events) == before
    assert not room.document.undo_stack.can_undo


def test_the_agreed_timeline_is_kept_and_later_edits_differ_from_it(room: Room):
    snapshot = room.document.snapshot
    person = next(iter(snapshot.people.values()))
    room.document.push(toggle_present(snapshot, room.meeting_id, person.id, room.clock.now()))
    room.session.agree("who paged first")
    gate = next(iter(room.document.snapshot.of(TimelineGate).values()))
    assert (gate.present, gate.disputed) == ((person.role,), "who paged first")
    assert differences_since(room.document.snapshot, gate) == []
    event_id = next(iter(room.document.snapshot.events))
    room.document.attempt(lambda s: edit_event(s, event_id, "Rename", title="Another"))
    since = differences_since(room.document.snapshot, gate)
    assert [(s.what, s.fields) for s in since] == [(Difference.CHANGED, ("title",))]


def test_an_idea_is_promoted_once_or_declined_with_a_reason(room: Room):
    room.type("park one")
    room.type("park two")
    one, two = room.session.ideas[1:]
    now = room.clock.now()
    room.document.attempt(lambda s: promote_idea(s, one.id, now=now, done_test="seen twice"))
    with pytest.raises(RuleBroken, match="already"):
        promote_idea(room.document.snapshot, one.id, now=now)
    with pytest.raises(RuleBroken, match="few words"):
        decline_idea(room.document.snapshot, two.id, " ")
    room.document.attempt(lambda s: decline_idea(s, two.id, "done elsewhere"))
    ideas = room.document.snapshot.of(ParkedIdea)
    action = room.document.snapshot.get(ActionItem, ideas[one.id].action_id)
    assert (ideas[one.id].state, ideas[two.id].state) == (IdeaState.PROMOTED, IdeaState.DECLINED)
    assert action is not None
    assert (action.text, action.done_test) == ("one", "seen twice")


def test_who_speaks_is_present_and_heard(room: Room):
    person = next(iter(room.document.snapshot.people.values()))
    room.document.attempt(lambda s: toggle_heard(s, room.meeting_id, person.id, room.clock.now()))
    assert room.document.attempt(
        lambda s: toggle_heard(s, room.meeting_id, person.id, room.clock.now())
    )


def test_what_the_hour_added_leaves_out_what_was_taken_back(room: Room):
    room.session.go_to_step(3)
    room.type("14:47 one")
    room.type("14:48 two")
    room.document.undo()
    room.type("park an idea")
    counts = room.session.added_so_far().counts()
    assert (counts["events"], counts["parked ideas"], counts["corrected events"]) == (1, 1, 0)


def test_after_the_last_factor_come_the_lessons_and_back(room: Room):
    room.session.go_to_step(5)
    roots = room.session.roots
    for _ in roots:
        room.session.next_item()
    assert room.session.step is Step.LESSONS
    room.session.next_item(-1)
    assert (room.session.step, room.session.factor) == (Step.FACTORS, roots[-1])


def test_an_ended_meeting_keeps_its_minutes_and_another_can_begin(room: Room):
    room.pass_time(1)
    assert room.session.end("Minutes")
    meeting = room.document.snapshot.need(Meeting, room.meeting_id)
    assert (meeting.minutes, meeting.ended_at) == ("Minutes", room.clock.now())
    used = [b.used_s for b in room.document.snapshot.of(AgendaBlock).values()]
    assert sum(used) == 60
    assert begin_meeting(room.document.snapshot, USUAL.blocks, now=datetime.now(UTC))
    room.session = room.sit()


def test_a_second_meeting_waits_for_the_first_to_end(room: Room):
    with pytest.raises(RuleBroken, match="running already"):
        begin_meeting(room.document.snapshot, USUAL.blocks, now=room.clock.now())
    with pytest.raises(RuleBroken, match="at least one step"):
        begin_meeting(sample(), (), now=room.clock.now())


def test_a_line_about_the_event_in_focus_corrects_its_time(room: Room):
    room.session.go_to_step(3)
    event = room.session.walk.event
    assert event is not None
    assert event.at is not None
    later = event.at + timedelta(minutes=3)
    assert room.type(f"at {later:%H:%M}")
    assert room.document.snapshot.events[event.id].at == later
    assert room.type("at the same time the pages slowed")
    assert room.document.snapshot.events[event.id].at == later


def test_parked_ideas_are_answered_from_the_line(room: Room):
    role = next(p.role for p in room.document.snapshot.people.values() if p.role)
    for text in (f"add a stage @{role} !fri", "two", "three"):
        room.type(f"do {text}")
    room.session.go_to_step(6)
    ideas = room.session.ideas
    room.session.look_at(ParkedIdea, ideas[1].id)
    assert room.type("yes ; seen in two deploys")
    room.session.look_at(ParkedIdea, ideas[2].id)
    assert not room.type("no")
    assert room.type("no already done")
    room.session.look_at(ParkedIdea, ideas[3].id)
    assert room.type("keep !+2w")
    after = room.document.snapshot.of(ParkedIdea)
    states = [after[idea.id].state for idea in ideas]
    assert states == [
        IdeaState.PARKED, IdeaState.PROMOTED, IdeaState.DECLINED, IdeaState.KEPT,
    ]  # fmt: skip
    action = room.document.snapshot.get(ActionItem, after[ideas[1].id].action_id)
    assert action is not None
    assert (action.text, action.done_test) == ("add a stage", "seen in two deploys")
    assert action.owner_id is not None
    assert action.due is not None
    assert after[ideas[3].id].soak_until == datetime(2026, 12, 8, 9, tzinfo=UTC)


def test_a_second_sitting_comes_back_to_what_the_first_one_kept(room: Room):
    room.type("park one")
    room.type("park two")
    room.session.go_to_step(6)
    kept = room.session.ideas[-1]
    room.session.look_at(ParkedIdea, kept.id)
    assert room.type("keep !+2w")
    assert kept.id not in [idea.id for idea in room.session.ideas]
    room.session.end("Minutes")
    begun = begin_meeting(room.document.snapshot, SECOND_SITTING.blocks, now=room.clock.now())
    room.document.note(begun)
    room.meeting_id = begun.changes[0].record.id
    room.session = room.sit()
    room.session.go_to_step(2)
    assert room.session.step is Step.IDEAS
    room.session.look_at(ParkedIdea, kept.id)
    assert room.session.idea is not None
    assert room.session.idea.id == kept.id
    assert room.type("yes ; seen in a drill")
    assert room.document.snapshot.need(ParkedIdea, kept.id).state is IdeaState.PROMOTED


def test_an_idea_comes_back_once_its_day_has_come(room: Room):
    room.type("park one")
    idea = room.session.ideas[-1]
    until = room.clock.now() + timedelta(hours=1)
    room.document.attempt(lambda s: soak_idea(s, idea.id, until))
    again = room.resumed()
    assert idea.id not in [i.id for i in again.ideas]
    room.clock.advance(timedelta(hours=1))
    assert idea.id in [i.id for i in again.ideas]


def test_the_minutes_tell_who_came_late_and_what_became_of_each_idea(room: Room):
    people = list(room.document.snapshot.people.values())
    room.document.attempt(
        lambda s: toggle_present(s, room.meeting_id, people[0].id, room.clock.now())
    )
    room.pass_time(6)
    room.document.attempt(
        lambda s: toggle_present(s, room.meeting_id, people[1].id, room.clock.now())
    )
    room.type("park one")
    room.type("park two")
    one = room.session.ideas[-2]
    until = datetime(2026, 12, 8, 9, tzinfo=UTC)
    room.document.attempt(lambda s: soak_idea(s, one.id, until))
    session = room.session
    written = minutes_of(
        session.snapshot, session.meeting, session.blocks, Added(), room.clock.now()
    )
    came = f"{room.clock.now():%H:%M}"
    assert f"- {people[0].role}\n- {people[1].role}, since {came}\n" in written
    assert "- Kept until 8 Dec: one\n- Still parked: two\n" in written


def test_notes_and_the_place_wait_for_a_library_that_cannot_be_written(room: Room):
    room.storage.fail_with = StorageProblem("The disk is full.")
    for text in ("first", "second"):
        room.document.note(
            set_meeting(room.document.snapshot, room.meeting_id, "Write notes", notes=text)
        )
        room.session.keep()
    assert room.type("park an idea") is False
    room.storage.fail_with = None
    assert room.document.try_again()
    meeting = room.document.snapshot.need(Meeting, room.meeting_id)
    assert meeting.notes == "second"
    assert room.session.ideas[-1].text == "an idea"
    assert room.storage.load(room.pm_id) == room.document.snapshot
    assert [room.document.undo_stack.text(i) for i in range(room.document.undo_stack.count())] == [
        "Park idea"
    ]
