"""The painted timeline under a real mouse and keyboard, checked against the document."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from pmdesk.domain.terms import MarkKind
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.edits.timeline_lanes import mark_of
from pmdesk.views.timeline.panel import TimelinePanel
from tests.views.timeline.hands import Alt, Control, Desk, Left, No, Shift


def test_a_drag_moves_the_event_in_one_step_that_undo_takes_back(desk: Desk) -> None:
    before = desk.document.snapshot
    event = desk.event("Cache flushed")
    assert event.at is not None
    wide = round(180 / desk.scene.scale.per_px)
    desk.drag(desk.at(event), desk.at(event) + QPoint(wide, 0))
    moved = desk.document.snapshot.events[event.id]
    assert moved.at is not None
    assert moved.at == event.at + timedelta(minutes=3)
    assert moved.lane_id == event.lane_id
    assert desk.document.undo_stack.count() == 1
    assert desk.document.undo_stack.undo_text == "Move event"
    desk.document.undo()
    assert desk.document.snapshot == before


def test_less_than_four_pixels_is_a_click(desk: Desk) -> None:
    event = desk.event("Cache flushed")
    desk.drag(desk.at(event), desk.at(event) + QPoint(3, 0))
    assert desk.document.undo_stack.count() == 0
    assert desk.selection.ids == (event.id,)


def test_escape_in_the_middle_of_a_drag_puts_everything_back(desk: Desk) -> None:
    before = desk.document.snapshot
    event = desk.event("Cache flushed")
    start = desk.at(event)
    desk.press(start)
    desk.move(start + QPoint(60, 0))
    assert desk.canvas.gesture is not None
    desk.key(Qt.Key.Key_Escape)
    assert desk.canvas.gesture is None
    desk.move(start + QPoint(90, 0))
    desk.release(start + QPoint(90, 0))
    assert desk.document.snapshot == before
    assert desk.document.undo_stack.count() == 0


def test_a_second_button_in_the_middle_of_a_drag_puts_everything_back(desk: Desk) -> None:
    event = desk.event("Cache flushed")
    start = desk.at(event)
    desk.press(start)
    desk.move(start + QPoint(60, 0))
    QTest.mousePress(desk.canvas.viewport(), Qt.MouseButton.RightButton, No, start)
    desk.release(start + QPoint(60, 0))
    assert desk.document.undo_stack.count() == 0


def test_a_drag_to_another_lane_with_shift_keeps_the_time(desk: Desk) -> None:
    event = desk.event("Cache flushed")
    end = QPoint(desk.at(event).x() + 80, desk.lane_y("System"))
    desk.drag(desk.at(event), end, Shift)
    moved = desk.document.snapshot.events[event.id]
    assert moved.at == event.at
    assert desk.document.snapshot.need(Lane, moved.lane_id).name == "System"


def test_a_drag_snaps_to_evidence_before_all_else(desk: Desk) -> None:
    event = desk.event("Cache flushed")
    assert event.at is not None
    target = next(e for e in desk.canvas.scene.document.snapshot.evidence_of(
        desk.event("Alert: hold").id) if e.at)  # fmt: skip
    assert target.at is not None
    wide = round((target.at - event.at).total_seconds() / desk.scene.scale.per_px) + 2
    desk.drag(desk.at(event), desk.at(event) + QPoint(wide, 0))
    assert desk.document.snapshot.events[event.id].at == target.at


def test_alt_moves_without_snapping(desk: Desk) -> None:
    event = desk.event("Cache flushed")
    assert event.at is not None
    desk.drag(desk.at(event), desk.at(event) + QPoint(37, 0), Alt)
    moved = desk.document.snapshot.events[event.id].at
    assert moved is not None
    free = 37 * desk.scene.scale.per_px
    assert abs((moved - event.at).total_seconds() - free) <= 1


def test_a_drag_of_one_of_many_selected_moves_all(desk: Desk) -> None:
    one, two = desk.event("Cache flushed"), desk.event("Box office calls")
    desk.selection.select(TimelineEvent, two.id, one.id)
    desk.drag(desk.at(one), desk.at(one) + QPoint(round(120 / desk.scene.scale.per_px), 0))
    after = desk.document.snapshot.events
    assert one.at is not None
    assert two.at is not None
    assert after[one.id].at - one.at == after[two.id].at - two.at != timedelta()
    assert desk.document.undo_stack.undo_text == "Move 2 events"
    assert desk.document.undo_stack.count() == 1


def test_the_end_of_a_span_is_dragged_alone(desk: Desk) -> None:
    event = desk.event("First hypothesis")
    assert event.end is not None
    desk.scene.zoom(2.0, desk.scene.scale.x(event.at.timestamp()) if event.at else 0)
    QApplication.processEvents()
    start = QPoint(desk.x_of(event.end), desk.at(event).y())
    desk.drag(start, start + QPoint(round(180 / desk.scene.scale.per_px), 0))
    after = desk.document.snapshot.events[event.id]
    assert after.at == event.at
    assert after.end == event.end + timedelta(minutes=3)


def test_a_flag_drags_its_mark(desk: Desk) -> None:
    mark = mark_of(desk.document.snapshot, MarkKind.MITIGATED)
    assert mark is not None
    start = QPoint(desk.x_of(mark.at) + 2, 12)
    desk.drag(start, start + QPoint(round(240 / desk.scene.scale.per_px), 0))
    after = mark_of(desk.document.snapshot, MarkKind.MITIGATED)
    assert after is not None
    assert after.at == mark.at + timedelta(minutes=4)
    assert desk.document.undo_stack.undo_text == "Move mitigated"


def test_a_rubber_band_selects_what_it_touches(desk: Desk) -> None:
    y = round(desk.canvas.origin().y())
    desk.drag(QPoint(desk.scene.head + 6, y + 3), QPoint(1210, desk.lane_y("Detection") + 40))
    chosen = {desk.document.snapshot.events[i].title[:5] for i in desk.selection.ids}
    assert {"Alert", "Box o"} <= chosen
    assert desk.document.undo_stack.count() == 0


def test_double_click_on_empty_space_makes_an_event_there_to_be_named(desk: Desk) -> None:
    count = len(desk.document.snapshot.events)
    at = QPoint(desk.x_of(datetime(2026, 10, 14, 18, 50, tzinfo=UTC)), desk.lane_y("Detection"))
    QTest.mouseDClick(desk.canvas.viewport(), Left, No, at)
    assert len(desk.document.snapshot.events) == count + 1
    line = desk.canvas.editor.line
    assert line.isVisible()
    QTest.keyClicks(line, "Dashboards were grey")
    QTest.keyClick(line, Qt.Key.Key_Return)
    made = desk.event("Dashboards were grey")
    assert made.at == datetime(2026, 10, 14, 18, 50, tzinfo=UTC)
    assert desk.document.snapshot.need(Lane, made.lane_id).name == "Detection"


def test_typing_a_title_is_dropped_by_escape_and_kept_by_enter(desk: Desk) -> None:
    event = desk.event("Cache flushed")
    desk.selection.select(TimelineEvent, event.id)
    for key, title in ((Qt.Key.Key_Escape, event.title), (Qt.Key.Key_Return, "Flushed")):
        desk.key(Qt.Key.Key_Return)
        QTest.keyClicks(desk.canvas.editor.line, "Flushed")
        QTest.keyClick(desk.canvas.editor.line, key)
        assert desk.document.snapshot.events[event.id].title == title


def test_a_typed_time_places_an_undated_event(desk: Desk) -> None:
    undated = next(e for e in desk.document.snapshot.events.values() if e.at is None)
    desk.selection.select(TimelineEvent, undated.id)
    desk.key(Qt.Key.Key_T)
    QTest.keyClicks(desk.canvas.editor.line, "18:38")
    QTest.keyClick(desk.canvas.editor.line, Qt.Key.Key_Return)
    placed = desk.document.snapshot.events[undated.id]
    assert placed.at == datetime(2026, 10, 14, 18, 38, tzinfo=UTC)


def test_a_wrong_time_stays_open_with_its_sentence(desk: Desk) -> None:
    event = desk.event("Cache flushed")
    desk.selection.select(TimelineEvent, event.id)
    desk.key(Qt.Key.Key_T)
    line = desk.canvas.editor.line
    line.selectAll()
    QTest.keyClicks(line, "25:10")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.isVisible()
    assert "Use a time from 00:00 to 23:59." in line.toolTip()
    assert desk.document.snapshot.events[event.id] == event


def test_tab_walks_by_time_and_leads_out_at_the_end(desk: Desk) -> None:
    dated = [e for e in desk.document.snapshot.events.values() if e.at is not None]
    dated.sort(key=lambda e: (e.at, e.position, e.id))
    desk.key(Qt.Key.Key_Home)
    walked = [desk.selection.current]
    while desk.canvas.keys.step(True):
        walked.append(desk.selection.current)
    assert walked == [e.id for e in dated]


@pytest.mark.parametrize(
    ("key", "mods", "label"),
    [
        (Qt.Key.Key_Right, Alt, "Move event"),
        (Qt.Key.Key_Down, Alt, "Move event"),
        (Qt.Key.Key_Right, Shift, "Stretch event"),
        (Qt.Key.Key_D, Control, "Duplicate event"),
        (Qt.Key.Key_Delete, No, "Delete event"),
        (Qt.Key.Key_E, No, "Add event"),
    ],
)
def test_each_key_is_one_step_that_undo_takes_back(
    desk: Desk, key: Qt.Key, mods: Qt.KeyboardModifier, label: str
) -> None:
    before = desk.document.snapshot
    desk.selection.select(TimelineEvent, desk.event("Box office calls").id)
    desk.key(key, mods)
    assert desk.document.undo_stack.undo_text == label
    assert desk.document.undo_stack.count() == 1
    desk.canvas.editor.cancel()
    desk.document.undo()
    assert desk.document.snapshot == before


def test_arrows_walk_by_time_and_by_lane(desk: Desk) -> None:
    start = desk.event("Box office calls")
    desk.selection.select(TimelineEvent, start.id)
    desk.key(Qt.Key.Key_Down)
    below = desk.document.snapshot.events[desk.selection.current or ""]
    assert desk.document.snapshot.need(Lane, below.lane_id).name == "Response"
    desk.key(Qt.Key.Key_Right)
    after = desk.document.snapshot.events[desk.selection.current or ""]
    assert after.at is not None
    assert below.at is not None
    assert after.at >= below.at


def test_the_wheel_zooms_at_the_pointer(desk: Desk) -> None:
    x = 700
    before = desk.scene.scale.time(x - desk.scene.head)
    view = desk.canvas.viewport()
    wheel = QWheelEvent(
        QPointF(x, 300), QPointF(view.mapToGlobal(QPoint(x, 300))), QPoint(), QPoint(0, 240),
        Qt.MouseButton.NoButton, No, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    per_px = desk.scene.scale.per_px
    QApplication.sendEvent(view, wheel)
    assert desk.scene.scale.per_px < per_px
    assert desk.scene.scale.time(x - desk.scene.head) == pytest.approx(before, abs=0.01)


def test_each_height_can_be_shown_and_asked_for(desk: Desk) -> None:
    asked: list[str] = []
    desk.panel.height_requested.connect(asked.append)
    for mode in ("strip", "normal", "full"):
        desk.panel.set_height_mode(mode)
        assert not desk.panel.grab().isNull()
        desk.panel._on_height_wanted()
    assert asked == ["normal", "full", "normal"]
    desk.panel.set_height_mode("strip")
    assert desk.panel.wanted_height() == 44


def test_menus_hold_the_verbs_and_mark_an_event(desk: Desk) -> None:
    event = desk.event("Cache flushed")
    desk.selection.select(TimelineEvent, event.id)
    desk.key(Qt.Key.Key_M)
    menu = desk.canvas.menus.last
    assert isinstance(menu, QMenu)
    assert menu.activeAction() is menu.actions()[0]
    QTest.keyClick(menu, Qt.Key.Key_D)
    mark = mark_of(desk.document.snapshot, MarkKind.DETECTED)
    assert mark is not None
    assert (mark.event_id, mark.at) == (event.id, event.at)


def test_a_reader_hears_the_selected_event(desk: Desk) -> None:
    desk.selection.select(TimelineEvent, desk.event("Worker reads").id)
    assert desk.canvas.accessibleDescription() == (
        "18:31, System, observation, Worker reads an empty group, 2 evidence, "
        "marks cause identified"
    )


def test_a_timeline_that_starts_as_a_strip_shows_the_whole_incident(desk: Desk) -> None:
    panel = TimelinePanel(desk.document, desk.selection)
    panel.set_height_mode("strip")
    first, last = panel.scene.bounds()
    scale = panel.scene.scale
    assert scale.time(0) <= first < last <= scale.time(panel.scene.width)
    panel.deleteLater()
