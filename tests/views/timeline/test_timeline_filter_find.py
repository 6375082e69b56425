"""Filter and find on the timeline, by keys and clicks, on the picture and in the table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.terms import EventKind
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timeline_filter import TimelineFilter
from pmdesk.edits.timeline import edit_event
from pmdesk.edits.timeline_lanes import change_lane
from tests.views.timeline.hands import Control, Desk, No, Shift, bare

Key = Qt.Key


@pytest.fixture(autouse=True)
def _active(desk: Desk) -> None:
    desk.panel.activateWindow()
    desk.canvas.setFocus()


def spin() -> None:
    for _ in range(4):
        QApplication.processEvents()


def press(key: Qt.Key, mods: Qt.KeyboardModifier = No) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, mods)
    spin()


def words(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)
    spin()


def lane(desk: Desk, name: str) -> str:
    return next(x.id for x in desk.document.snapshot.lanes if x.name == name)


def drawn(desk: Desk) -> int:
    return sum(len(band.index.events) for band in desk.scene.layout.bands)


# -- filter


def test_f_opens_chips_with_counts_and_a_click_narrows_the_picture(desk: Desk) -> None:
    desk.key(Key.Key_F)
    bar = desk.panel.filters
    assert bar.isVisible()
    assert QApplication.focusWidget() is bar.field
    pill = bar.pills[lane(desk, "System")]
    assert pill.accessibleName() == "System, 5"
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    spin()
    assert drawn(desk) == 5
    assert bar.count.text() == "5 of 18 shown"
    assert bar.words.text() == "System"
    assert desk.document.undo_stack.count() == 0


def test_two_kinds_are_either_and_a_lane_beside_them_narrows(desk: Desk) -> None:
    desk.panel.filters.open()
    pills = desk.panel.filters.pills
    for facet in (EventKind.HYPOTHESIS, EventKind.DECISION):
        pills[facet].click()
    assert desk.scene.sieve.shown == 3
    pills[("evidence", True)].click()
    assert desk.scene.sieve.shown == 2
    pills[("evidence", False)].click()
    assert desk.scene.sieve.shown == 1
    desk.panel.filters.clear()
    assert desk.scene.sieve.shown == 18
    assert not any(pill.isChecked() for pill in pills.values())


def test_words_narrow_and_enter_goes_back_to_the_events(desk: Desk) -> None:
    desk.key(Key.Key_F)
    words("status page")
    press(Key.Key_Return)
    assert desk.scene.sieve.shown == 3
    assert desk.canvas.hasFocus()
    desk.key(Key.Key_Home)
    assert desk.event("Status page: investigating").id == desk.selection.current


def test_escape_folds_the_chips_and_one_line_says_that_the_filter_is_on(desk: Desk) -> None:
    desk.key(Key.Key_F)
    desk.panel.filters.pills["star"].click()
    tall = desk.panel.filters.height()
    press(Key.Key_Escape)
    bar = desk.panel.filters
    assert desk.canvas.hasFocus()
    assert bar.isVisible()
    assert bar.height() < tall
    assert bar.words.text() == "starred"
    QTest.mouseClick(bar.clear_button, Qt.MouseButton.LeftButton)
    spin()
    assert not bar.isVisible()
    assert drawn(desk) == 17


def test_what_the_filter_holds_back_is_no_longer_selected(desk: Desk) -> None:
    kept, lost = desk.event("Alert: hold"), desk.event("Cache flushed")
    desk.selection.select(TimelineEvent, lost.id, kept.id)
    desk.panel.filters.set(TimelineFilter(starred=True))
    assert desk.selection.ids == (kept.id,)
    desk.key(Key.Key_A, Control)
    assert set(desk.selection.ids) == set(desk.scene.index.by_id)


def test_an_event_asked_for_from_elsewhere_comes_into_sight(desk: Desk) -> None:
    desk.panel.filters.set(TimelineFilter(starred=True))
    event = desk.event("Cache flushed")
    desk.panel.reveal(event.id)
    assert event.id in desk.scene.index.by_id
    assert desk.selection.current == event.id
    assert desk.panel.filters.count.text() == "6 of 18 shown"
    desk.key(Key.Key_Delete)
    assert desk.panel.filters.count.text() == "5 of 17 shown"
    desk.document.undo()
    assert desk.scene.sieve.total == 18


def test_counts_follow_edits_while_the_chips_are_open(desk: Desk) -> None:
    desk.panel.filters.open()
    event = desk.event("Cache flushed")
    desk.document.push(
        edit_event(desk.document.snapshot, event.id, "Set kind", kind=EventKind.QUESTION)
    )
    pills = desk.panel.filters.pills
    assert pills[EventKind.QUESTION].accessibleName() == "Question, 1"
    assert EventKind.SURPRISE not in pills


def test_the_table_shows_the_same_events_as_the_picture(desk: Desk) -> None:
    desk.panel.show_view("table")
    desk.panel.filters.set(TimelineFilter(lanes=frozenset({lane(desk, "System")})))
    table = desk.panel.views.table
    assert table is not None
    assert table.model.rowCount() == 5
    desk.panel.filters.set(TimelineFilter(text="nobody wrote this"))
    spin()
    assert table.nothing.isVisible()
    assert table.nothing.button is not None
    QTest.mouseClick(table.nothing.button, Qt.MouseButton.LeftButton)
    spin()
    assert table.model.rowCount() == 18


def test_held_back_events_are_dots_at_the_foot_of_their_lane(desk: Desk) -> None:
    event = desk.event("Cache flushed")
    assert event.at is not None
    desk.panel.filters.set(TimelineFilter(starred=True))
    spin()
    band = next(b for b in desk.scene.layout.bands if b.index.lane.id == event.lane_id)
    y = round(desk.canvas.origin().y() + band.top + band.height - 7)
    x = desk.x_of(event.at)

    def ink() -> set[int]:
        picture = desk.canvas.viewport().grab().toImage()
        return {picture.pixel(a, b) for a in range(x - 4, x + 5) for b in range(y - 4, y + 3)}

    held_back = ink()
    desk.panel.filters.clear()
    desk.scene.fit()
    spin()
    band = next(b for b in desk.scene.layout.bands if b.index.lane.id == event.lane_id)
    y = round(desk.canvas.origin().y() + band.top + band.height - 7)
    assert len(held_back) > len(ink())


def test_an_empty_timeline_under_a_filter_is_still_told_as_empty() -> None:
    desk = Desk(bare())
    desk.panel.filters.set(TimelineFilter(starred=True))
    spin()
    assert desk.panel.empty.isVisible()
    desk.panel.close()


# -- find


def find(desk: Desk, text: str) -> None:
    desk.panel.finding.open()
    words(text)


def test_find_selects_the_first_match_and_enter_walks_round(desk: Desk) -> None:
    find(desk, "status page")
    bar = desk.panel.finding
    assert bar.count.text() == "1 of 3"
    assert desk.selection.current == desk.event("Status page: investigating").id
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert bar.count.text() == "3 of 3"
    press(Key.Key_Return)
    assert bar.count.text() == "1 of 3"
    press(Key.Key_Return, Shift)
    assert desk.selection.current == desk.event("Status page: monitoring").id


def test_escape_returns_to_the_place_before(desk: Desk) -> None:
    event = desk.event("Cache flushed")
    desk.selection.select(TimelineEvent, event.id)
    desk.scene.zoom(20.0)
    desk.canvas.keys.show(event.id)
    scale = desk.scene.scale
    find(desk, "verified clean")
    assert desk.selection.current == desk.event("Verified clean").id
    assert desk.scene.scale != scale
    press(Key.Key_Escape)
    assert desk.selection.ids == (event.id,)
    assert desk.scene.scale == scale
    assert desk.canvas.hasFocus()
    assert not desk.panel.finding.isVisible()


def test_control_enter_stays_with_the_match(desk: Desk) -> None:
    find(desk, "verified clean")
    press(Key.Key_Return, Control)
    assert desk.selection.current == desk.event("Verified clean").id
    assert not desk.panel.finding.isVisible()


def test_each_longer_text_is_looked_for_from_where_one_began(desk: Desk) -> None:
    find(desk, "c")
    first = desk.selection.current
    words("ache flushed")
    assert desk.selection.current == desk.event("Cache flushed").id != first
    words("xyz")
    assert desk.panel.finding.count.text() == "Nothing found"
    assert not desk.selection.ids


def test_matches_out_of_sight_are_told_and_can_be_brought_back(desk: Desk) -> None:
    desk.panel.filters.set(TimelineFilter(lanes=frozenset({lane(desk, "System")})))
    find(desk, "status page")
    bar = desk.panel.finding
    assert bar.count.text() == "Nothing found · 3 more held back by the filter"
    QTest.mouseClick(bar.show_all, Qt.MouseButton.LeftButton)
    spin()
    assert bar.count.text() == "3 found"
    desk.document.push(
        change_lane(
            desk.document.snapshot, lane(desk, "Communication"), "Hide lane", hidden=True
        )
    )
    spin()
    assert bar.count.text() == "Nothing found · 3 more in hidden lanes"


def test_find_walks_through_the_rows_of_the_table(desk: Desk) -> None:
    desk.panel.show_view("table")
    find(desk, "status page")
    press(Key.Key_Return)
    table = desk.panel.views.table
    assert table is not None
    current = table.table.current()
    assert current is not None
    assert current[0] == desk.event("Status page: fix").id
    assert QApplication.focusWidget() is desk.panel.finding.field
    press(Key.Key_Escape)
    assert table.table.hasFocus()


def test_what_is_found_follows_edits(desk: Desk) -> None:
    find(desk, "status page")
    event = desk.event("Cache flushed")
    desk.document.push(
        edit_event(desk.document.snapshot, event.id, "Rename", title="Status page read")
    )
    spin()
    assert desk.panel.finding.count.text() == "1 of 4"
    desk.document.undo()
    spin()
    assert desk.panel.finding.count.text() == "1 of 3"


def test_a_match_without_a_time_is_shown_in_the_tray(desk: Desk) -> None:
    find(desk, "sold-out shows")
    assert desk.selection.current == desk.event("A venue asks").id
    assert desk.panel.finding.count.text() == "1 of 1"
