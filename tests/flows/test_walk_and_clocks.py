"""In the running program: the timeline is walked, a clock is shifted, all is stored and undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.clock_shift import events_of, shifts_of
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.walk import walk_order
from pmdesk.views.editor import Editor
from pmdesk.views.prompts.clock_shift_sheet import ClockShiftSheet
from tests.flows.desktop import Desktop

Key = Qt.Key


@pytest.fixture
def editor(desktop: Desktop) -> Editor:
    desktop.window.open_sample()
    QApplication.processEvents()
    found = desktop.window.editor
    assert found is not None
    return found


def run(desktop: Desktop, command: str) -> None:
    desktop.window.actions_[command].trigger()
    QApplication.processEvents()


def press(editor: Editor, key: Key) -> None:
    QTest.keyClick(editor.timeline.canvas, key)
    QApplication.processEvents()


def test_the_walk_shows_its_event_below_and_keeps_the_inspector_away(
    desktop: Desktop, editor: Editor
) -> None:
    run(desktop, "walk")
    assert editor.section == "timeline"
    assert editor.timeline.walking.active
    press(editor, Key.Key_Right)
    assert editor.timeline.walking.foot.place.text().startswith("2 of ")
    assert editor.column.kind is None
    run(desktop, "inspector")
    assert editor.column.kind is TimelineEvent
    press(editor, Key.Key_Escape)
    assert not editor.timeline.walking.active


def test_another_section_ends_the_walk(desktop: Desktop, editor: Editor) -> None:
    run(desktop, "walk")
    run(desktop, "report")
    assert not editor.timeline.walking.active
    assert len(editor.timeline.scene.index.by_id) == len(editor.document.snapshot.events)


def test_an_edit_during_the_walk_is_stored_and_undone(desktop: Desktop, editor: Editor) -> None:
    run(desktop, "walk")
    press(editor, Key.Key_Right)
    event = walk_order(editor.document.snapshot)[1]
    press(editor, Key.Key_T)
    QTest.keyClicks(editor.timeline.canvas.editor.line, "+30s")
    QTest.keyClick(editor.timeline.canvas.editor.line, Key.Key_Return)
    stored = desktop.store.load(editor.document.pm_id)
    assert event.at is not None
    assert stored.events[event.id].at == event.at + timedelta(seconds=30)
    run(desktop, "undo")
    assert desktop.store.load(editor.document.pm_id).events[event.id] == event


def test_a_clock_is_shifted_from_the_palette_and_stored_with_its_reason(
    desktop: Desktop, editor: Editor
) -> None:
    before = editor.document.snapshot
    run(desktop, "shift_clock")
    sheet = desktop.window.findChild(ClockShiftSheet)
    assert sheet is not None
    QTest.keyClicks(sheet.far, "+4m")
    QTest.keyClicks(sheet.reason, "Its host had no NTP")
    QTest.keyClick(sheet.reason, Key.Key_Return)
    stored = desktop.store.load(editor.document.pm_id)
    (shift,) = shifts_of(stored)
    assert shift.reason == "Its host had no NTP"
    for event in events_of(stored, shift.source):
        was = before.events[event.id].at
        assert was is not None
        assert event.at == was + timedelta(minutes=4)
    QTest.keyClick(sheet, Key.Key_Escape)
    run(desktop, "undo")
    assert desktop.store.load(editor.document.pm_id) == before


def test_accounts_and_the_second_zone_are_reached_from_the_palette(
    desktop: Desktop, editor: Editor
) -> None:
    editor.selection.select(TimelineEvent, walk_order(editor.document.snapshot)[3].id)
    run(desktop, "accounts")
    assert editor.timeline.accounts.active
    run(desktop, "second_zone")
    picker = editor.timeline.canvas.menus.last
    assert picker is not None
    QTest.keyClicks(picker.field, "kathmandu")  # type: ignore[union-attr]
    QTest.keyClick(picker.field, Key.Key_Return)  # type: ignore[union-attr]
    stored = desktop.store.load(editor.document.pm_id)
    assert stored.postmortem.second_zone == "Asia/Kathmandu"
    run(desktop, "report")
    assert not editor.timeline.accounts.active


def test_the_head_of_the_window_keeps_the_duration_back_during_a_walk(
    desktop: Desktop, editor: Editor
) -> None:
    whole = editor.header.when.accessibleName()
    assert "56 min" in whole
    run(desktop, "walk")
    assert editor.header.when.accessibleName() == "14 Oct 2026"
    editor.header.refresh()
    assert editor.header.when.accessibleName() == "14 Oct 2026"
    run(desktop, "actions")
    assert editor.header.when.accessibleName() == whole
    run(desktop, "timeline")
    assert editor.header.when.accessibleName() == "14 Oct 2026"
    press(editor, Key.Key_Escape)
    assert editor.header.when.accessibleName() == whole
