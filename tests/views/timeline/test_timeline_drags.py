"""Each drag under a real mouse: one step, undone as one, and put back whatever interrupts it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pmdesk.domain.terms import LaneShape, MarkKind
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.edits.timeline_lanes import mark_of
from pmdesk.views.controls.carried_events import EVENTS_MIME, mime_of
from pmdesk.views.timeline import drag_out
from pmdesk.views.timeline.cards import CardLook, card, draw_with_time
from pmdesk.views.timeline.moves import MoveGesture
from tests.views.timeline.hands import Alt, Control, Desk, Left, No, Shift


def undated(desk: Desk) -> TimelineEvent:
    return next(e for e in desk.document.snapshot.events.values() if e.at is None)


def test_an_undo_in_the_middle_of_a_drag_ends_the_drag(desk: Desk) -> None:
    event = desk.event("Cache flushed")
    desk.selection.select(TimelineEvent, event.id)
    desk.key(Qt.Key.Key_Right, Alt)
    start = desk.at(desk.document.snapshot.events[event.id])
    desk.press(start)
    desk.move(start + QPoint(60, 0))
    desk.document.undo()
    assert desk.canvas.gesture is None
    desk.release(start + QPoint(60, 0))
    assert desk.document.snapshot.events[event.id] == event


@pytest.mark.parametrize("lose", ["menu", "hide"])
def test_a_lost_grab_puts_the_event_back(desk: Desk, lose: str) -> None:
    before = desk.document.snapshot
    start = desk.at(desk.event("Cache flushed"))
    desk.press(start)
    desk.move(start + QPoint(60, 0))
    if lose == "menu":
        QApplication.sendEvent(desk.canvas, QFocusEvent(QEvent.Type.FocusOut))
    else:
        desk.panel.hide()
    assert desk.canvas.gesture is None
    desk.release(start + QPoint(60, 0))
    assert desk.document.snapshot == before


def test_a_resize_in_the_middle_of_a_drag_puts_the_event_back(desk: Desk) -> None:
    start = desk.at(desk.event("Cache flushed"))
    desk.press(start)
    desk.move(start + QPoint(60, 0))
    desk.panel.resize(1000, 700)
    QApplication.processEvents()
    assert desk.canvas.gesture is None


def test_the_tip_tells_time_shift_and_what_it_snapped_to(desk: Desk) -> None:
    event, other = desk.event("Cache flushed"), desk.event("Open shows")
    assert event.at is not None
    assert other.at is not None
    start = desk.at(event)
    wide = round((other.at - event.at).total_seconds() / desk.scene.scale.per_px)
    desk.press(start)
    desk.move(start + QPoint(wide + 3, 0))
    gesture = desk.canvas.gesture
    assert isinstance(gesture, MoveGesture)
    assert (gesture.signs.time, gesture.signs.shift) == ("18:13", "11 min earlier")
    assert gesture.signs.words == "Snapped to Open shows appear sold out"
    desk.canvas.cancel_gesture()


def test_a_move_to_the_same_time_paints_nothing(desk: Desk) -> None:
    start = desk.at(desk.event("Cache flushed"))
    desk.press(start)
    desk.move(start + QPoint(60, 0))
    frames: list[QEvent.Type] = []
    paint = desk.canvas.paintEvent
    desk.canvas.paintEvent = lambda e: (frames.append(e.type()), paint(e))  # type: ignore[method-assign]
    desk.move(start + QPoint(60, 1))
    assert frames == []
    desk.move(start + QPoint(140, 1))
    assert frames
    desk.canvas.cancel_gesture()


def test_the_start_of_a_span_is_dragged_alone_and_stops_at_its_end(desk: Desk) -> None:
    event = desk.event("First hypothesis")
    assert event.at is not None
    assert event.end is not None
    desk.scene.zoom(2.0, desk.scene.scale.x(event.at.timestamp()))
    QApplication.processEvents()
    rect = desk.scene.rect_of(event.id)
    assert rect is not None
    start = (rect.topLeft() + desk.canvas.origin()).toPoint() + QPoint(2, 12)
    desk.drag(start, QPoint(desk.x_of(event.at - timedelta(minutes=4)), start.y()))
    after = desk.document.snapshot.events[event.id]
    assert (after.at, after.end) == (event.at - timedelta(minutes=4), event.end)
    assert desk.document.undo_stack.undo_text == "Stretch event"


def test_a_range_on_the_ruler_selects_what_begins_in_it(desk: Desk) -> None:
    first, last = desk.event("Worker reads"), desk.event("Status page: fix")
    assert first.at is not None
    assert last.at is not None
    y = desk.scene.ruler - 8
    minute = timedelta(minutes=1)
    desk.drag(QPoint(desk.x_of(first.at - minute), y), QPoint(desk.x_of(last.at + minute), y))
    titles = {desk.document.snapshot.events[i].title[:8] for i in desk.selection.ids}
    assert titles == {"Worker r", "Roll bac", "Status p"}
    assert desk.document.undo_stack.count() == 0


def test_resting_at_the_edge_pans_and_the_event_keeps_under_the_pointer(desk: Desk) -> None:
    event = desk.event("Status page: fix")
    start = desk.at(event)
    edge = QPoint(desk.canvas.viewport().width() - 6, start.y())
    desk.press(start)
    desk.move(edge, Alt)
    before = desk.scene.scale.start
    assert desk.canvas.pointer.edge_timer.isActive()
    for _ in range(5):
        desk.canvas.pointer.edge_timer.timeout.emit()
    assert desk.scene.scale.start > before
    desk.release(edge, Alt)
    moved = desk.document.snapshot.events[event.id].at
    assert moved is not None
    glyph = edge.x() - 40 + 13
    assert abs(desk.x_of(moved) - glyph) <= 1


def test_a_selection_keeps_its_lanes_apart_when_moved_by_mouse_or_keys(desk: Desk) -> None:
    one, two = desk.event("Alert: hold"), desk.event("Cache flushed")
    desk.selection.select(TimelineEvent, two.id, one.id)
    desk.key(Qt.Key.Key_Down, Alt)
    after = desk.document.snapshot
    names = [after.need(Lane, after.events[e.id].lane_id).name for e in (one, two)]
    assert names == ["Response", "System"]
    assert desk.document.undo_stack.undo_text == "Move 2 events"


def test_an_event_from_the_tray_is_placed_where_it_is_shown(desk: Desk) -> None:
    event, tray = undated(desk), desk.panel.tray
    at = QPoint(desk.x_of(desk.event("Cache flushed").at) + 23, desk.lane_y("System"))  # type: ignore[arg-type]
    place = desk.canvas.viewport().mapToGlobal(at)
    QTest.mousePress(tray, Left, No, QPoint(90, 60))
    move = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(tray.mapFromGlobal(place)), QPointF(place),
        Qt.MouseButton.NoButton, Left, No,
    )  # fmt: skip
    QApplication.sendEvent(tray, move)
    assert desk.canvas.gesture is not None
    assert not desk.panel.grab().isNull()
    QTest.mouseRelease(tray, Left, No, tray.mapFromGlobal(place))
    placed = desk.document.snapshot.events[event.id]
    assert placed.at is not None
    assert desk.document.snapshot.need(Lane, placed.lane_id).name == "System"
    assert desk.document.undo_stack.undo_text == "Place event"


def test_escape_leaves_an_event_in_the_tray(desk: Desk) -> None:
    before, tray = desk.document.snapshot, desk.panel.tray
    QTest.mousePress(tray, Left, No, QPoint(90, 60))
    place = desk.canvas.viewport().mapToGlobal(QPoint(700, 200))
    move = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(90, -300), QPointF(place),
        Qt.MouseButton.NoButton, Left, No,
    )  # fmt: skip
    QApplication.sendEvent(tray, move)
    QTest.keyClick(tray, Qt.Key.Key_Escape)
    assert desk.canvas.gesture is None
    QTest.mouseRelease(tray, Left, No, QPoint(90, -300))
    assert desk.document.snapshot == before


@pytest.mark.parametrize(("mods", "down"), [(No, 400), (Control, 20)])
def test_events_are_carried_out_below_the_panel_or_with_ctrl(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, mods: Qt.KeyboardModifier, down: int
) -> None:
    carried: list[tuple[str, ...]] = []
    monkeypatch.setattr(drag_out, "start", lambda _w, ids, _p: carried.append(tuple(ids)))
    before, event = desk.document.snapshot, desk.event("Cache flushed")
    start = desk.at(event)
    desk.press(start)
    desk.move(start + QPoint(30, 0), mods)
    assert carried == []
    desk.move(QPoint(500, desk.canvas.viewport().height() + down), mods)
    assert carried == [(event.id,)]
    assert desk.canvas.gesture is None
    assert desk.document.snapshot == before
    assert bytes(mime_of(["a", "b"]).data(EVENTS_MIME)) == b"a\nb"  # type: ignore[call-overload]


def test_leaving_the_canvas_without_ctrl_is_still_a_drag(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_source: QWidget, _ids: object, _picture: object) -> None:
        raise AssertionError("a drag over the tray is no drag out")

    monkeypatch.setattr(drag_out, "start", fail)
    start = desk.at(desk.event("Cache flushed"))
    desk.press(start)
    for at in (
        QPoint(600, -40),
        QPoint(600, desk.canvas.viewport().height() + 30),
        QPoint(-50, 99),
    ):
        desk.move(at)
    assert desk.canvas.gesture is not None
    desk.canvas.cancel_gesture()


def test_shift_adds_to_a_selection_and_ctrl_takes_one_out(desk: Desk) -> None:
    one, two = desk.event("Cache flushed"), desk.event("Box office calls")
    view = desk.canvas.viewport()
    QTest.mouseClick(view, Left, No, desk.at(one))
    QTest.mouseClick(view, Left, Shift, desk.at(two))
    assert desk.selection.ids == (one.id, two.id)
    QTest.mouseClick(view, Left, Control, desk.at(one))
    assert desk.selection.ids == (two.id,)
    desk.key(Qt.Key.Key_A, Control)
    assert len(desk.selection.ids) == len(desk.document.snapshot.events)


def test_the_middle_button_pans_by_whole_pixels_and_escape_puts_the_window_back(desk: Desk) -> None:
    desk.scene.zoom(3)
    before, view = desk.scene.scale, desk.canvas.viewport()
    QTest.mousePress(view, Qt.MouseButton.MiddleButton, No, QPoint(600, 300))
    desk.move(QPoint(550, 320))
    moved = (desk.scene.scale.start - before.start) / before.per_px
    assert moved == pytest.approx(50, abs=1e-3)
    desk.key(Qt.Key.Key_Escape)
    assert desk.scene.scale.start == pytest.approx(before.start, abs=before.per_px / 100)


def test_a_double_click_on_a_flag_types_its_time(desk: Desk) -> None:
    mark = mark_of(desk.document.snapshot, MarkKind.MITIGATED)
    assert mark is not None
    QTest.mouseDClick(desk.canvas.viewport(), Left, No, QPoint(desk.x_of(mark.at) + 20, 12))
    line = desk.canvas.editor.line
    assert line.isVisible()
    QTest.keyClicks(line, "18:44-18:50")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "a single time" in line.toolTip()
    line.setText("18:44")
    QTest.keyClick(line, Qt.Key.Key_Return)
    after = mark_of(desk.document.snapshot, MarkKind.MITIGATED)
    assert after is not None
    assert after.at == mark.at - timedelta(minutes=2)
    assert desk.document.undo_stack.undo_text == "Mark mitigated"


@pytest.mark.parametrize("near", [False, True])
def test_a_card_with_its_time_written_anew_looks_like_the_whole_card(
    desk: Desk, near: bool
) -> None:
    look = CardLook(
        "18:47:31", "Cache flushed", 2, "On-call", LaneShape.CIRCLE, "response", 260, 48, near=near
    )
    pictures = []
    for whole in (True, False):
        picture = QPixmap(260, 48)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if whole:
            painter.drawPixmap(0, 0, card(desk.canvas.pixmaps, look, 1.0))
        else:
            draw_with_time(painter, desk.canvas.pixmaps, QPointF(0, 0), look, 1.0)
        painter.end()
        pictures.append(picture.toImage())
    assert pictures[0] == pictures[1]
