"""Spans by mouse and keys: drawn, stretched in empty and crowded lanes, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.views.theme.theme import install
from pmdesk.views.timeline.spans import CreateGesture, StretchGesture
from tests.views.timeline.hands import Control, Desk, No, Shift, crowd

AT = datetime(2026, 10, 14, 18, 48, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def draw(desk: Desk, first: datetime, last: datetime) -> None:
    """Draw an event on an empty stretch of a lane."""
    y = desk.lane_y("Detection")
    start, end = QPoint(desk.x_of(first), y), QPoint(desk.x_of(last), y)
    desk.press(start, Control)
    for step in range(1, 5):
        desk.move(start + (end - start) * (step / 4), Control)
    desk.release(end, Control)


def test_ctrl_and_a_drag_draw_an_event_from_press_to_release(desk: Desk) -> None:
    draw(desk, AT, AT + 12 * MINUTE)
    assert desk.document.undo_stack.count() == 1
    QTest.keyClicks(desk.canvas.editor.line, "Dashboards grey")
    QTest.keyClick(desk.canvas.editor.line, Qt.Key.Key_Return)
    made = desk.event("Dashboards grey")
    assert (made.at, made.end) == (AT, AT + 12 * MINUTE)
    assert desk.document.snapshot.need(Lane, made.lane_id).name == "Detection"


def test_an_event_is_drawn_backwards_as_well(desk: Desk) -> None:
    draw(desk, AT + 12 * MINUTE, AT)
    made = desk.document.snapshot.events[desk.selection.ids[0]]
    assert (made.at, made.end) == (AT, AT + 12 * MINUTE)


@pytest.mark.parametrize("way", ["drawn", "keys", "double"])
def test_escape_in_the_first_title_takes_the_new_event_back(desk: Desk, way: str) -> None:
    before = desk.document.snapshot
    if way == "drawn":
        draw(desk, AT, AT + 12 * MINUTE)
    elif way == "keys":
        desk.key(Qt.Key.Key_E)
    else:
        at = QPoint(desk.x_of(AT), desk.lane_y("Detection"))
        QTest.mouseDClick(desk.canvas.viewport(), Qt.MouseButton.LeftButton, No, at)
    assert len(desk.document.snapshot.events) == len(before.events) + 1
    QTest.keyClick(desk.canvas.editor.line, Qt.Key.Key_Escape)
    assert desk.document.snapshot == before
    assert not desk.document.undo_stack.can_undo


def test_escape_in_the_second_title_keeps_the_event(desk: Desk) -> None:
    draw(desk, AT, AT + 12 * MINUTE)
    QTest.keyClick(desk.canvas.editor.line, Qt.Key.Key_Return)
    held = desk.document.snapshot
    desk.key(Qt.Key.Key_Return)
    QTest.keyClick(desk.canvas.editor.line, Qt.Key.Key_Escape)
    assert desk.document.snapshot == held


def test_escape_while_drawing_makes_nothing(desk: Desk) -> None:
    before, y = desk.document.snapshot, desk.lane_y("Detection")
    desk.press(QPoint(desk.x_of(AT), y), Control)
    desk.move(QPoint(desk.x_of(AT) + 80, y), Control)
    assert isinstance(desk.canvas.gesture, CreateGesture)
    assert desk.canvas.gesture.signs.shift.endswith("long")
    desk.key(Qt.Key.Key_Escape)
    desk.release(QPoint(desk.x_of(AT) + 80, y), Control)
    assert desk.document.snapshot == before


def test_the_keyboard_adds_an_event_that_lasts_and_moves_its_end(desk: Desk) -> None:
    event = desk.event("Cache flushed")
    desk.selection.select(TimelineEvent, event.id)
    desk.key(Qt.Key.Key_E, Shift)
    QTest.keyClicks(desk.canvas.editor.line, "Long one")
    QTest.keyClick(desk.canvas.editor.line, Qt.Key.Key_Return)
    made = desk.event("Long one")
    assert event.at is not None
    assert made.at is not None
    assert made.end is not None
    assert event.at < made.at < made.end
    desk.key(Qt.Key.Key_Right, Shift)
    longer = desk.document.snapshot.events[made.id].end
    assert longer is not None
    assert longer > made.end


def test_a_rubber_band_is_drawn_with_nothing_and_with_shift(desk: Desk) -> None:
    y = round(desk.canvas.origin().y()) + 3
    for mods in (No, Shift):
        desk.press(QPoint(desk.scene.head + 6, y), mods)
        desk.move(QPoint(1100, y + 200), mods)
        desk.release(QPoint(1100, y + 200), mods)
        assert len(desk.selection.ids) > 3
    assert desk.document.undo_stack.count() == 0


@pytest.fixture
def crowded(qapp: QApplication) -> Iterator[Desk]:
    """A lane of 2,000 events, seen close by about one that lasts half a minute."""
    install(qapp).set_mode("light")
    base = crowd(8_000)
    events = dict(base.events)
    middle = events["x4000"]
    assert middle.at is not None
    events["x4000"] = replace(middle, end=middle.at + timedelta(seconds=30))
    desk = Desk(Snapshot(base.pm_id, {**base.tables, TimelineEvent: events}))
    seconds = middle.at.timestamp()
    desk.scene.show_times(seconds - 20, seconds + 60)
    for _ in range(3):
        QApplication.processEvents()
    yield desk
    desk.panel.close()


def end_of_bar(desk: Desk, at: datetime) -> QPoint:
    event = desk.document.snapshot.events["x4000"]
    band = next(b for b in desk.scene.layout.bands if b.index.lane.id == event.lane_id)
    y = desk.canvas.origin().y() + band.top + band.height - 3
    return QPoint(desk.x_of(at), round(y))


@pytest.mark.parametrize("side", ["start", "end"])
def test_a_span_in_a_crowded_lane_is_stretched_by_its_bar(crowded: Desk, side: str) -> None:
    event = crowded.document.snapshot.events["x4000"]
    assert event.at is not None
    assert event.end is not None
    old = event.at if side == "start" else event.end
    new = old - timedelta(seconds=9)
    start = end_of_bar(crowded, old)
    crowded.press(start)
    crowded.move(start - QPoint(8, 0), Qt.KeyboardModifier.AltModifier)
    assert isinstance(crowded.canvas.gesture, StretchGesture)
    end = end_of_bar(crowded, new)
    crowded.move(end, Qt.KeyboardModifier.AltModifier)
    crowded.release(end, Qt.KeyboardModifier.AltModifier)
    after = crowded.document.snapshot.events["x4000"]
    assert (after.at, after.end) == ((new, event.end) if side == "start" else (event.at, new))
    assert crowded.document.undo_stack.undo_text == "Stretch event"
    crowded.document.undo()
    assert crowded.document.snapshot.events["x4000"] == event


def test_the_end_of_a_bar_shows_that_it_can_be_pulled(crowded: Desk) -> None:
    event = crowded.document.snapshot.events["x4000"]
    assert event.end is not None
    QTest.mouseMove(crowded.canvas.viewport(), end_of_bar(crowded, event.end))
    assert crowded.canvas.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    QTest.mouseMove(crowded.canvas.viewport(), end_of_bar(crowded, event.end + MINUTE / 6))
    assert crowded.canvas.viewport().cursor().shape() != Qt.CursorShape.SizeHorCursor
