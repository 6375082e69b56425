"""The walk forward by keys and by hand: the room sees what could be known, and no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.walk import walk_order
from pmdesk.edits.timeline import delete_events
from pmdesk.views.timeline.accessible import AccessibleTimeline
from tests.views.timeline.hands import Desk

Key = Qt.Key


@pytest.fixture
def walked(desk: Desk) -> Desk:
    desk.key(Key.Key_W)
    assert desk.panel.walking.active
    return desk


def current(desk: Desk) -> TimelineEvent:
    event = desk.panel.walking.walk.event
    assert event is not None
    return event


def test_the_walk_begins_with_the_first_event_alone(walked: Desk) -> None:
    first = walk_order(walked.document.snapshot)[0]
    assert list(walked.scene.index.by_id) == [first.id]
    assert walked.selection.ids_of(TimelineEvent) == (first.id,)
    assert walked.panel.walking.foot.isVisible()
    assert walked.panel.walking.foot.title.text() == first.title


@pytest.mark.parametrize("key", [Key.Key_Right, Key.Key_Space, Key.Key_PageDown])
def test_each_step_forward_lets_one_more_event_in(walked: Desk, key: Key) -> None:
    order = walk_order(walked.document.snapshot)
    for place in (1, 2, 3):
        walked.key(key)
        assert set(walked.scene.index.by_id) == {e.id for e in order[: place + 1]}
        assert walked.panel.walking.foot.place.text() == f"{place + 1} of {len(order)}"


def test_stepping_back_and_to_either_end(walked: Desk) -> None:
    order = walk_order(walked.document.snapshot)
    walked.key(Key.Key_End)
    assert current(walked) == order[-1]
    walked.key(Key.Key_Right)
    assert current(walked) == order[-1]
    walked.key(Key.Key_Left)
    walked.key(Key.Key_PageUp)
    assert current(walked) == order[-3]
    walked.key(Key.Key_Home)
    assert current(walked) == order[0]


def test_later_marks_phases_and_figures_are_not_told(walked: Desk) -> None:
    for _ in range(5):
        walked.key(Key.Key_Right)
    now = current(walked).at
    assert now is not None
    assert all(mark.at <= now for mark in walked.scene.marks)
    assert max(end for _, _, end, _ in walked.scene.phases()) <= now.timestamp()
    told = [name for name, _ in walked.panel.header.figures.parts]
    assert told == ["Detect"]


def test_nothing_later_is_told_to_a_listening_program_or_under_the_mouse(walked: Desk) -> None:
    listed = AccessibleTimeline(walked.canvas)
    assert listed.childCount() == 1
    last = walk_order(walked.document.snapshot)[-1]
    assert walked.scene.rect_of(last.id) is None


def test_a_span_that_is_under_way_ends_now(walked: Desk) -> None:
    order = walk_order(walked.document.snapshot)
    span = next(e for e in order if e.end is not None and e is not order[-1])
    while current(walked).id != span.id:
        walked.key(Key.Key_Right)
    assert walked.scene.index.by_id[span.id].end is None
    walked.key(Key.Key_Right)
    now = current(walked).at
    assert now is not None
    assert span.end is not None
    assert walked.scene.index.by_id[span.id].end == min(span.end, now)
    assert walked.document.snapshot.events[span.id] == span


def test_leaving_brings_zoom_selection_and_everything_else_back(desk: Desk) -> None:
    chosen = walk_order(desk.document.snapshot)[2]
    desk.selection.select(TimelineEvent, chosen.id)
    desk.scene.zoom(1.7)
    before = desk.scene.scale
    desk.key(Key.Key_W)
    assert current(desk) == chosen
    for key in (Key.Key_End, Key.Key_Plus, Key.Key_Escape):
        desk.key(key)
    assert not desk.panel.walking.active
    assert desk.scene.scale == before
    assert desk.selection.ids_of(TimelineEvent) == (chosen.id,)
    assert set(desk.scene.index.by_id) == set(desk.document.snapshot.events)
    assert len(desk.scene.marks) == len(desk.document.snapshot.marks)
    assert not desk.panel.walking.foot.isVisible()


def test_an_event_can_be_edited_while_it_is_walked(walked: Desk) -> None:
    for _ in range(3):
        walked.key(Key.Key_Right)
    held = current(walked)
    walked.key(Key.Key_T)
    QTest.keyClicks(walked.canvas.editor.line, "+1m")
    QTest.keyClick(walked.canvas.editor.line, Key.Key_Return)
    assert held.at is not None
    assert walked.document.snapshot.events[held.id].at == held.at + timedelta(minutes=1)
    assert current(walked).id == held.id
    walked.document.undo()
    assert walked.document.snapshot.events[held.id].at == held.at


def test_stretching_a_span_that_is_under_way_goes_from_its_true_end(walked: Desk) -> None:
    order = walk_order(walked.document.snapshot)
    span = next(e for e in order if e.end is not None)
    while current(walked).id != span.id:
        walked.key(Key.Key_Right)
    walked.canvas.keys._stretch(1)
    after = walked.document.snapshot.events[span.id].end
    assert after is not None
    assert span.end is not None
    assert after > span.end


def test_what_is_added_during_the_walk_is_what_it_shows_next(walked: Desk) -> None:
    walked.key(Key.Key_E)
    QTest.keyClicks(walked.canvas.editor.line, "Something said in the room")
    QTest.keyClick(walked.canvas.editor.line, Key.Key_Return)
    assert current(walked).title == "Something said in the room"
    assert walked.panel.walking.foot.title.text() == "Something said in the room"


def test_deleting_the_current_event_goes_on_with_the_next(walked: Desk) -> None:
    order = walk_order(walked.document.snapshot)
    walked.document.push(delete_events(walked.document.snapshot, [order[0].id]))
    assert current(walked) == order[1]
    assert walked.panel.walking.foot.place.text() == f"1 of {len(order) - 1}"


def test_the_buttons_do_what_the_keys_do(desk: Desk) -> None:
    foot = desk.panel.walking.foot
    QTest.mouseClick(desk.panel.header.walk, Qt.MouseButton.LeftButton)
    assert not foot.back.isEnabled()
    QTest.mouseClick(foot.on, Qt.MouseButton.LeftButton)
    assert foot.place.text().startswith("2 of ")
    QTest.mouseClick(foot.back, Qt.MouseButton.LeftButton)
    assert foot.place.text().startswith("1 of ")
    QTest.mouseClick(foot.leave, Qt.MouseButton.LeftButton)
    assert not desk.panel.walking.active


def test_another_height_ends_the_walk(walked: Desk) -> None:
    walked.panel.set_height_mode("normal")
    QApplication.processEvents()
    assert not walked.panel.walking.active
    assert set(walked.scene.index.by_id) == set(walked.document.snapshot.events)


def test_a_timeline_without_times_says_what_to_do_first(walked: Desk) -> None:
    ids = [e.id for e in walked.document.snapshot.events.values()]
    walked.document.push(delete_events(walked.document.snapshot, ids))
    assert "Give the events their times" in walked.panel.walking.foot.text.text()
    walked.key(Key.Key_Right)
    walked.key(Key.Key_Escape)
    assert not walked.panel.walking.active
