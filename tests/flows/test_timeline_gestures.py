"""Every drag on the timeline of the real window, checked against what stands in the file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from tests.flows.desktop import Desktop
from tests.flows.timeline_hands import (
    EDITS,
    Drag,
    Middle,
    WindowHands,
    begin,
    finish,
    interrupt,
)
from tests.views.timeline.hands import Shift

WAYS = ("escape", "second button", "lost grab", "another window", "outside")


@pytest.fixture
def hands(sampled: Desktop) -> Iterator[WindowHands]:
    made = WindowHands(sampled)
    yield made
    made.canvas.editor.cancel()


@pytest.mark.parametrize("name", EDITS)
def test_a_drag_is_one_step_that_is_stored_undone_and_done_again(hands, name):
    label, make = EDITS[name]
    before = hands.document.snapshot
    drag = make(hands)
    finish(begin(hands, drag), drag)
    after = hands.document.snapshot
    assert after != before
    assert hands.document.undo_stack.count() == 1
    assert hands.document.undo_stack.undo_text == label
    assert hands.stored() == after
    assert hands.canvas.gesture is None
    hands.canvas.editor.finish()
    assert hands.document.undo()
    assert hands.document.snapshot == before == hands.stored()
    assert hands.document.redo()
    assert hands.document.snapshot == after == hands.stored()


@pytest.mark.parametrize("name", EDITS)
def test_a_drag_that_is_broken_off_leaves_everything_where_it_was(hands, name):
    before = hands.document.snapshot
    for how in WAYS:
        hands.selection.clear()
        hands.canvas.setFocus()
        QApplication.processEvents()
        drag = EDITS[name][1](hands)
        scale = hands.scene.scale
        widget = begin(hands, drag)
        assert hands.canvas.gesture is not None, how
        interrupt(hands, widget, drag, how)
        assert hands.canvas.gesture is None, how
        assert hands.document.undo_stack.undo_text == "", how
        assert hands.document.snapshot == before == hands.stored(), how
        assert hands.canvas.lane_painter.hidden == frozenset(), how
        assert hands.scene.scale == scale, how
        assert not hands.canvas.pointer.edge_timer.isActive(), how


def test_a_pan_that_is_broken_off_shows_the_same_window_again(hands):
    hands.scene.zoom(4)
    QApplication.processEvents()
    before = hands.scene.scale
    for how in WAYS:
        drag = Drag(QPoint(700, 300), QPoint(500, 300), button=Middle)
        widget = begin(hands, drag)
        assert hands.scene.scale.start > before.start
        interrupt(hands, widget, drag, how)
        shown = hands.scene.scale.start
        assert shown == pytest.approx(before.start, abs=before.per_px / 10), how


@pytest.mark.parametrize("ruler", [False, True])
def test_a_selection_that_is_broken_off_keeps_what_was_selected(hands, ruler):
    y = 60 if ruler else round(hands.canvas.origin().y()) + 3
    for how in WAYS:
        drag = Drag(QPoint(hands.scene.head + 8, y), QPoint(700, y + 200), Shift)
        widget = begin(hands, drag)
        assert hands.canvas.gesture is not None
        interrupt(hands, widget, drag, how)
        assert hands.canvas.gesture is None, how
        assert hands.selection.ids == (), how


def test_resting_at_the_edge_pans_after_a_while_and_the_event_goes_with_it(hands, qtbot):
    event = hands.event("Cache flushed")
    hands.scene.zoom(3, hands.scene.scale.x(event.at.timestamp()))
    QApplication.processEvents()
    start = hands.at(event)
    drag = Drag(start, QPoint(hands.canvas.viewport().width() - 5, start.y()))
    widget, before = begin(hands, drag), hands.scene.scale.start
    assert hands.scene.scale.start == before
    qtbot.waitUntil(lambda: hands.scene.scale.start > before, timeout=3000)
    finish(widget, drag)
    moved = hands.document.snapshot.events[event.id]
    assert moved.at > event.at
    assert hands.stored().events[event.id] == moved
    assert hands.document.undo_stack.count() == 1
