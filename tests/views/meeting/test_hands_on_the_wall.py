"""Hands and ears on the wall: a time dragged right, and what is announced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.meeting.announcing import Announcer
from pmdesk.views.meeting.console_focus import PromptChoice
from pmdesk.views.meeting.keys import digit_of
from tests.fakes import sample
from tests.views.meeting.test_wall import Room

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room(sample())
    made.wall.resize(1280, 720)
    made.wall.show()
    made.session.go_to_step(3)
    made.session.next_item(5)
    QApplication.processEvents()
    yield made
    made.session.stop()
    made.wall.deleteLater()


def glyph(room: Room, event: TimelineEvent) -> QPoint:
    """Where the glyph of an event was painted."""
    track = room.wall._track
    assert track is not None
    assert event.at is not None
    row = [lane.id for lane in track.shown_lanes].index(event.lane_id)
    high = room.wall.board.px(56)
    y = track.field.top() + room.wall.board.px(42) + high * (row + 0.5)
    return QPoint(round(track.x_of(event.at)), round(y))


def drag(room: Room, start: QPoint, by: int) -> None:
    QTest.mousePress(room.wall, Qt.MouseButton.LeftButton, pos=start)
    for part in (by // 2, by):
        QTest.mouseMove(room.wall, start + QPoint(part, 0))


def test_a_glyph_dragged_along_the_track_gets_another_minute_in_one_step(room: Room):
    event = room.session.walk.event
    assert event is not None
    assert event.at is not None
    before = room.document.snapshot
    drag(room, glyph(room, event), 60)
    aimed = room.wall.drag.time
    assert aimed is not None
    assert aimed > event.at
    assert room.document.snapshot is before
    QTest.mouseRelease(room.wall, Qt.MouseButton.LeftButton)
    moved = room.document.snapshot.events[event.id]
    assert moved.at == aimed
    assert moved.at.second == 0
    room.document.undo()
    assert room.document.snapshot.events[event.id] == event


def test_escape_puts_a_dragged_event_back(room: Room):
    event = room.session.walk.event
    assert event is not None
    drag(room, glyph(room, event), 60)
    QTest.keyClick(room.wall, Qt.Key.Key_Escape)
    QTest.mouseRelease(room.wall, Qt.MouseButton.LeftButton)
    assert room.document.snapshot.events[event.id] == event


def test_a_click_on_a_glyph_looks_at_its_event(room: Room):
    other = room.session.walk.order[2]
    QTest.mouseClick(room.wall, Qt.MouseButton.LeftButton, pos=glyph(room, other))
    assert room.session.walk.event == other


def test_a_question_asked_at_an_event_is_offered_there_again(room: Room):
    event = room.session.walk.event
    room.session.set_line("ask what else was red then")
    assert room.session.add()
    choice = PromptChoice(room.session)
    assert choice.offered()[1] == "what else was red then"
    room.session.next_item()
    assert "what else was red then" not in choice.offered()
    room.session.next_item(-1)
    assert room.session.walk.event == event
    assert "what else was red then" in choice.offered()


@pytest.mark.parametrize(
    ("key", "scan", "platform", "digit"),
    [
        (Qt.Key.Key_2, 0, "offscreen", 2),
        (Qt.Key.Key_At, 11, "xcb", 2),
        (Qt.Key.Key_ParenRight, 19, "xcb", 0),
        (Qt.Key.Key_A, 38, "xcb", None),
        (Qt.Key.Key_At, 11, "offscreen", None),
    ],
)
def test_a_digit_is_known_by_its_place_where_shift_makes_a_sign_of_it(
    monkeypatch: pytest.MonkeyPatch, key: Qt.Key, scan: int, platform: str, digit: int | None
):
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: platform))
    alt = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    assert digit_of(QKeyEvent(QEvent.Type.KeyPress, key, alt, scan, 0, 0)) == digit


def test_steps_events_captures_and_the_last_two_minutes_are_announced(room: Room):
    announcer = Announcer(room.session, room.wall.focus_in_words, room.wall)
    said: list[str] = []
    announcer.said.connect(said.append)
    room.session.next_item()
    event = room.session.walk.event
    assert event is not None
    assert said == [room.wall.focus_in_words()]
    assert event.title in said[0]
    room.session.set_line("luck nobody was buying")
    room.session.add()
    room.session.go_to_step(1)
    assert said[1:] == ["Done: add lesson", "Agree it, 2 minutes"]
    room.session.extend(1)
    for _ in range(8):
        room.document.clock.advance(timedelta(seconds=30))  # type: ignore[attr-defined]
        room.session.tick()
    assert said[3:] == ["2 minutes left in this step", "The time of this step is over"]
