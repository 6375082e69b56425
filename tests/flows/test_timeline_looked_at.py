"""How a timeline is looked at in the real window: as a table, filtered, searched, by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timeline_filter import TimelineFilter

Key = Qt.Key
No, Control, Shift = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def press(window, key, mods=No):
    QTest.keyClick(QApplication.focusWidget() or window, key, mods)
    for _ in range(4):
        QApplication.processEvents()


@pytest.fixture
def window(sampled):
    sampled.window.resize(1440, 900)
    sampled.window.show_section("timeline")
    QApplication.processEvents()
    return sampled.window


def test_the_table_is_one_key_away_and_remembered(window, sampled):
    press(window, Key.Key_T, Control | Shift)
    assert window.editor.timeline.shows_table
    assert window.editor.timeline.views.table.table.hasFocus()
    press(window, Key.Key_3, Control)
    press(window, Key.Key_2, Control)
    assert window.editor.timeline.shows_table
    assert window.editor.timeline.views.table.table.hasFocus()
    pm_id = window.editor.document.pm_id
    sampled.reopen()
    sampled.window.open_postmortem(pm_id, "timeline")
    assert sampled.window.editor.timeline.shows_table
    press(sampled.window, Key.Key_T, Control | Shift)
    assert sampled.window.editor.timeline.canvas.isVisible()


def test_a_cell_typed_in_the_window_is_on_disk(window, sampled):
    press(window, Key.Key_T, Control | Shift)
    table = window.editor.timeline.views.table.table
    event = table.rows.event_at(0)
    press(window, Key.Key_Home)
    table.go_to(event.id)
    QTest.keyClicks(table, "R")
    QTest.keyClicks(QApplication.focusWidget(), "elease begins")
    window.show_library()
    stored = sampled.store.load(window.editor.document.pm_id)
    assert stored.events[event.id].title == "Release begins"


def test_the_height_cycles_through_all_three_with_the_table_on(window):
    press(window, Key.Key_T, Control | Shift)
    timeline = window.editor.timeline
    press(window, Key.Key_T, Control)
    assert timeline.mode == "strip"
    assert timeline.strip.isVisible()
    press(window, Key.Key_T, Control)
    assert timeline.mode == "normal"
    assert timeline.canvas.isVisible()
    assert not timeline.views.table.isVisible()
    press(window, Key.Key_T, Control)
    assert timeline.mode == "full"
    assert timeline.views.table.isVisible()


def test_find_is_that_of_the_section_and_the_next_match_has_a_key(window):
    timeline = window.editor.timeline
    press(window, Key.Key_F, Control)
    assert QApplication.focusWidget() is timeline.finding.field
    QTest.keyClicks(timeline.finding.field, "status page")
    press(window, Key.Key_F3)
    assert timeline.finding.count.text() == "2 of 3"
    press(window, Key.Key_F3, Shift)
    assert timeline.finding.count.text() == "1 of 3"
    press(window, Key.Key_Escape)
    assert timeline.canvas.hasFocus()
    window.show_section("factors")
    press(window, Key.Key_F, Control)
    assert not timeline.finding.isVisible()


def test_the_filter_of_a_postmortem_is_kept_while_the_window_lives(window):
    pm_id = window.editor.document.pm_id
    press(window, Key.Key_F, Control | Shift)
    QTest.keyClicks(QApplication.focusWidget(), "status page")
    press(window, Key.Key_Return)
    assert window.editor.timeline.scene.sieve.shown == 3
    window.new_postmortem()
    assert not window.editor.timeline.scene.sieve.wanted
    window.open_postmortem(pm_id, "timeline")
    assert window.editor.timeline.scene.sieve.wanted == TimelineFilter(text="status page")
    assert window.editor.timeline.filters.field.text() == "status page"


def test_the_inspector_makes_room_beside_the_table_in_a_narrow_window(window):
    window.resize(1180, 900)
    press(window, Key.Key_T, Control | Shift)
    timeline = window.editor.timeline
    timeline.reveal(next(iter(window.editor.document.snapshot.events)))
    QApplication.processEvents()
    column = window.editor.column
    assert column.kind is TimelineEvent
    right = timeline.mapTo(window, timeline.rect().topRight()).x()
    assert right <= column.mapTo(window, column.rect().topLeft()).x()
