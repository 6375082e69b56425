"""A facilitated hour on the sample: by keys alone, on two windows, and what the record holds."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.analysis import ActionItem, Factor, FactorEvidence
from pmdesk.domain.meeting import Attendance, Meeting, ParkedIdea, Question, TimelineGate
from pmdesk.domain.postmortem import Lesson
from pmdesk.domain.sitting.agenda import Step
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import IdeaState, QuestionState
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.meeting.windows import MeetingWindows
from tests.flows.desktop import Desktop

Key, Held = Qt.Key, Qt.KeyboardModifier
CONTROL, SHIFT, ALT = Held.ControlModifier, Held.ShiftModifier, Held.AltModifier


class Facilitator:
    """Drives a running meeting by keys, into the console or onto the wall by turns."""

    def __init__(self, desktop: Desktop) -> None:
        self.desktop = desktop
        QTest.keyClick(desktop.window, Key.Key_F5)
        QTest.keyClick(desktop.window, Key.Key_F5)
        self.on_wall = False

    @property
    def windows(self) -> MeetingWindows:
        windows = self.desktop.window.meeting.windows
        assert windows is not None
        return windows

    @property
    def session(self) -> MeetingSession:
        return self.windows.session

    @property
    def snapshot(self) -> Snapshot:
        return self.session.snapshot

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
        window = self.windows.audience if self.on_wall else self.windows.console
        target = window.line if window.line.hasFocus() or window.line.text() else window
        QTest.keyClick(target, key, held)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        window = self.windows.audience if self.on_wall else self.windows.console
        for letter in text:
            QTest.keyClicks(window.line if window.line.text() else window, letter)

    def say(self, text: str, park: bool = False) -> None:
        self.type(text)
        self.press(Key.Key_Return, CONTROL if park else Held.NoModifier)

    def pass_time(self, minutes: float) -> None:
        for _ in range(round(minutes * 2)):
            self.desktop.clock.advance(timedelta(seconds=30))
            self.session.tick()

    def next_step(self) -> None:
        self.press(Key.Key_Right, CONTROL)


def test_a_whole_hour_is_run_from_the_keyboard(sampled: Desktop):
    room = Facilitator(sampled)
    before = room.snapshot
    # Open: five are here, one comes late; the room asks.
    for number in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4):
        room.press(number, ALT)
    room.press(Key.Key_2, ALT | SHIFT)
    room.say("who decides on a rollback")
    room.pass_time(5)
    room.press(Key.Key_5, ALT)
    for minutes in (3, 2):
        room.next_step()
        room.pass_time(minutes)
    # The walk, on the wall: events stepped through, four captures, a time put right.
    room.next_step()
    room.on_wall = True
    for _ in range(6):
        room.press(Key.Key_Right)
    event = room.session.walk.event
    assert event is not None
    assert event.at is not None
    room.press(Key.Key_F2)
    room.type(f"{event.at + timedelta(minutes=1):%H:%M}")
    room.press(Key.Key_Return)
    room.say("18:20 dashboards looked normal #response")
    room.say("~18:25 the phones rang #comm")
    room.say("luck no premiere was on")
    room.say("do alert on queue age @platform !+2w")
    room.say("write down who may roll back", park=True)
    room.say("c nobody watched the queue's age")
    room.pass_time(35)
    # Agreed, with what stays disputed.
    room.next_step()
    room.press(Key.Key_Return)
    room.pass_time(2)
    # Factors: a why below the first one, then the lessons.
    room.next_step()
    room.press(Key.Key_Tab)
    room.type("alerts follow the broker's defaults")
    room.press(Key.Key_Return)
    room.pass_time(7)
    # Parked ideas: one promoted with owner, date and test, one declined, one kept.
    room.next_step()
    room.press(Key.Key_Right)
    room.say("yes ; a test alert fires within 5 min")
    room.say("no said in the runbook already")
    room.say("keep !+2w")
    room.pass_time(4)
    room.next_step()
    room.windows.console.side.learned.setValue(5)
    room.windows.console.side.again.setValue(4)
    room.pass_time(2)
    added = room.session.added_so_far().counts()
    room.press(Key.Key_F5, SHIFT)

    document = sampled.window.editor.document if sampled.window.editor else None
    assert document is not None
    assert sampled.window.meeting.windows is None
    stored = sampled.store.load(document.pm_id)
    assert stored == document.snapshot
    check_record(before, stored, event.id)
    assert added["events"] == 2
    assert (added["promoted ideas"], added["corrected events"]) == (1, 1)


def check_record(before: Snapshot, after: Snapshot, corrected: str) -> None:
    """The record says what the room did."""
    meeting = next(iter(after.of(Meeting).values()))
    here = list(after.of(Attendance).values())
    late = [row for row in here if row.arrived_at and meeting.started_at != row.arrived_at]
    assert (len(here), len(late), sum(row.heard for row in here)) == (5, 1, 1)
    gate = next(iter(after.of(TimelineGate).values()))
    assert len(gate.present) == 5
    born = {
        kind: len(after.of(kind)) - len(before.of(kind))
        for kind in (TimelineEvent, Factor, Lesson, Question, ParkedIdea, ActionItem)
    }
    assert born == {
        TimelineEvent: 2, Factor: 2, Lesson: 1, Question: 1, ParkedIdea: 2, ActionItem: 1,
    }  # fmt: skip
    moved = after.events[corrected].at, before.events[corrected].at
    assert moved[0] is not None
    assert moved[1] is not None
    assert moved[0] - moved[1] == timedelta(minutes=1)
    states = sorted(idea.state for idea in after.of(ParkedIdea).values())
    assert states == [IdeaState.DECLINED, IdeaState.KEPT, IdeaState.PROMOTED]
    action = max(after.actions, key=lambda a: a.number)
    assert (action.text, action.done_test) == (
        "alert on queue age",
        "a test alert fires within 5 min",
    )
    assert action.owner_id is not None
    assert action.due is not None
    assert (meeting.learned_count, meeting.return_count) == (5, 4)
    assert meeting.ended_at is not None
    for words in ("Present", "Walk the timeline: 35 of 35 min", "5 learned something", "Declined"):
        assert words in meeting.minutes
    asked = [q for q in after.of(Question).values() if q.state is QuestionState.OPEN]
    assert any("rollback" in question.text for question in asked)


def test_what_is_done_in_one_window_is_seen_in_the_other(sampled: Desktop):
    room = Facilitator(sampled)
    for _ in range(3):
        room.next_step()
    room.type("18:20 dash")
    assert room.windows.audience.line.text() == "18:20 dash"
    assert room.windows.audience.line.isVisibleTo(room.windows.audience)
    room.on_wall = True
    room.press(Key.Key_Return)
    assert room.windows.console.line.text() == ""
    assert any(event.title == "dash" for event in room.snapshot.events.values())
    room.press(Key.Key_F5, SHIFT)


def test_closing_a_window_leaves_the_meeting_to_be_resumed(sampled: Desktop):
    room = Facilitator(sampled)
    for _ in range(3):
        room.next_step()
    room.press(Key.Key_Right)
    room.type("18:20 half a li")
    event = room.session.walk.event
    room.windows.console.close()
    assert sampled.window.meeting.windows is None
    sampled.reopen()
    pm_id = sampled.store.find("PM-1")
    assert pm_id is not None
    sampled.window.open_postmortem(pm_id)
    assert sampled.window.editor is not None
    assert sampled.window.editor.header.meet.text() == "Resume meeting"
    QTest.keyClick(sampled.window, Key.Key_F5)
    again = sampled.window.meeting.windows
    assert again is not None
    assert (again.session.step, again.session.walk.event) == (Step.WALK, event)
    assert again.console.line.text() == "18:20 half a li"
    # On one screen the wall has the keyboard: the line stands there too, and Enter adds it.
    wall = again.audience
    assert wall.line.isVisibleTo(wall)
    QTest.keyClick(wall, Key.Key_Backspace)
    assert again.session.place.line == "18:20 half a l"
    QTest.keyClick(wall, Key.Key_Return)
    assert any(e.title == "half a l" for e in again.session.snapshot.events.values())
    again.end()


def test_the_wall_can_be_blanked_and_ideas_stay_out_of_sight_until_agreed(sampled: Desktop):
    room = Facilitator(sampled)
    room.press(Key.Key_F8)
    assert not room.session.place.parking
    assert "out of sight" in room.windows.console.told.text()
    room.press(Key.Key_G, CONTROL)
    room.press(Key.Key_F8)
    assert room.session.place.parking
    room.press(Key.Key_B, CONTROL | SHIFT)
    blank = room.windows.audience.grab().toImage()
    assert {blank.pixelColor(x, y).name() for x in (5, 300, 700) for y in (5, 200, 500)} == {
        room.windows.audience.board.colour("canvas").name()
    }
    room.press(Key.Key_F5, SHIFT)


def test_the_keys_are_shown_beside_the_event_and_go_away_by_escape(sampled: Desktop):
    room = Facilitator(sampled)
    sheet = room.windows.console.sheet
    QApplication.processEvents()  # the console becomes the active window
    assert sheet.isHidden()
    room.press(Key.Key_F1)
    assert sheet.isVisible()
    room.press(Key.Key_Escape)
    assert sheet.isHidden()
    room.press(Key.Key_F5, SHIFT)


def test_a_factor_and_a_turning_point_are_taken_from_the_event_by_key(sampled: Desktop):
    room = Facilitator(sampled)
    for _ in range(3):
        room.next_step()
    event = room.session.walk.event
    assert event is not None
    room.press(Key.Key_F3)
    assert room.snapshot.events[event.id].star is not event.star
    room.press(Key.Key_F10)
    room.say("one shared queue for all shows")
    made = [f for f in room.snapshot.factors.values() if f.text == "one shared queue for all shows"]
    assert len(made) == 1
    links = room.snapshot.of(FactorEvidence).values()
    assert [link.event_id for link in links if link.factor_id == made[0].id] == [event.id]
    room.press(Key.Key_F9)
    assert room.session.place.accounts
    room.press(Key.Key_F5, SHIFT)
