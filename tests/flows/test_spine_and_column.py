"""The timeline over the report and the inspector beside it, by real presses on the canvas."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.spine import spine_height

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def editor(sampled):
    sampled.window.resize(1440, 900)
    sampled.window.show_section("report")
    QApplication.processEvents()
    return sampled.window.editor


def place_of(editor, title):
    event = next(e for e in editor.document.snapshot.events.values() if e.title == title)
    canvas = editor.timeline.canvas
    rect = editor.timeline.scene.rect_of(event.id)
    return event, (rect.topLeft() + canvas.origin()).toPoint() + QPoint(40, 12)


def test_an_event_that_was_not_selected_can_be_dragged_at_once(editor):
    event, at = place_of(editor, "Box office calls rising")
    view = editor.timeline.canvas.viewport()
    QTest.mousePress(view, LEFT, Qt.KeyboardModifier.NoModifier, at)
    assert editor.column.kind is None
    for step in range(1, 9):
        QTest.mouseMove(view, at + QPoint(20 * step, 0))
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, at + QPoint(160, 0))
    moved = editor.document.snapshot.events[event.id]
    per_px = editor.timeline.scene.scale.per_px
    assert abs((moved.at - event.at).total_seconds() - 160 * per_px) <= 10 * per_px
    assert editor.column.kind is TimelineEvent


def test_the_second_click_of_a_double_click_meets_the_same_event(editor):
    event, at = place_of(editor, "Box office calls rising")
    view = editor.timeline.canvas.viewport()
    QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.NoModifier, at)
    assert editor.column.kind is TimelineEvent
    _, after = place_of(editor, "Box office calls rising")
    assert abs(after.x() - at.x()) <= 1
    assert editor.selection.current == event.id


def test_what_is_selected_stays_in_view_when_the_column_opens(editor):
    editor.show_section("timeline")
    last = max(
        (e for e in editor.document.snapshot.events.values() if e.at), key=lambda e: e.at
    )
    editor.go_to(TimelineEvent, last.id)
    QApplication.processEvents()
    rect = editor.timeline.scene.rect_of(last.id)
    view = editor.timeline.canvas.viewport()
    top = rect.top() + editor.timeline.canvas.origin().y()
    assert editor.timeline.scene.ruler <= top <= view.height() - rect.height()
    x = editor.timeline.scene.scale.x(last.at.timestamp())
    assert 0 <= x <= editor.timeline.scene.width


@pytest.mark.parametrize(
    ("wanted", "chosen", "room", "height"),
    [(300, 0, 900, 300), (900, 0, 900, 468), (300, 400, 900, 400), (300, 890, 900, 675),
     (300, 20, 900, 150)],
)  # fmt: skip
def test_the_timeline_over_the_report_is_as_high_as_needed_or_dragged(
    wanted, chosen, room, height
):
    assert spine_height(wanted, chosen, room) == height


def test_the_grip_changes_the_height_and_it_is_remembered(editor, sampled):
    before = editor.timeline.height()
    grip = editor.grip
    QTest.mousePress(grip, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(300, 4))
    QTest.mouseMove(grip, QPoint(300, -56))
    QTest.mouseRelease(grip, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(300, 4))
    assert editor.timeline.height() < before
    assert sampled.preferences.value.spine_height == editor.timeline.height()
    QTest.keyClick(grip, Qt.Key.Key_Home)
    assert sampled.preferences.value.spine_height == 0
    assert editor.timeline.height() == before


def test_ctrl_t_walks_through_the_heights(editor, sampled):
    seen = []
    for _ in range(3):
        sampled.window.actions_["spine"].trigger()
        QApplication.processEvents()
        seen.append((editor.section, editor.timeline.mode))
    assert seen == [("timeline", "full"), ("report", "strip"), ("report", "normal")]
