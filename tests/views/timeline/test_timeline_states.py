"""The timeline locked, empty, short, long, in other sizes and for those who listen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import Evidence, Mark, TimelineEvent
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline import keys, pointer
from pmdesk.views.timeline.inspector import EventInspector
from pmdesk.views.timeline.ruler_paint import place_flags
from tests.fakes import sample
from tests.views.timeline.hands import Alt, Control, Desk, Left, No, bare


@pytest.fixture
def locked(desk: Desk) -> Iterator[Desk]:
    made = Desk(sample(), locked="Another window writes this library.")
    yield made
    made.panel.close()


def stretched(factor: float) -> Snapshot:
    """The sample, so many times as long."""
    base = sample()
    first = base.marks[0].at

    def at(time: datetime | None) -> datetime | None:
        return None if time is None else first + (time - first) * factor

    events = {i: replace(e, at=at(e.at), end=at(e.end)) for i, e in base.events.items()}
    marks = {i: replace(m, at=at(m.at)) for i, m in base.of(Mark).items()}  # type: ignore[arg-type]
    return Snapshot(base.pm_id, {**base.tables, TimelineEvent: events, Mark: marks})


def test_nothing_is_dragged_typed_or_made_in_a_locked_library(locked: Desk) -> None:
    before, event = locked.document.snapshot, locked.event("Cache flushed")
    mark_x = locked.x_of(before.marks[-1].at)
    locked.drag(locked.at(event), locked.at(event) + QPoint(90, 0))
    locked.drag(QPoint(mark_x + 20, 12), QPoint(mark_x - 60, 12))
    view = locked.canvas.viewport()
    for at in (QPoint(1000, locked.lane_y("Detection") + 10), locked.at(event), QPoint(60, 150)):
        QTest.mouseDClick(view, Left, No, at)
        assert not locked.canvas.editor.line.isVisible()
    locked.selection.select(TimelineEvent, event.id)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_E, Qt.Key.Key_T, Qt.Key.Key_Return, Qt.Key.Key_F2):
        locked.key(key)
    locked.key(Qt.Key.Key_D, Control)
    locked.key(Qt.Key.Key_Right, Alt)
    locked.panel._on_tray_moved("any", QPointF(view.mapToGlobal(QPoint(500, 200))), No)
    locked.canvas.pointer.drop_in()
    assert not locked.canvas.editor.line.isVisible()
    assert locked.document.snapshot == before
    assert locked.storage.edits == []
    assert not locked.panel.header.add_button.isEnabled()


def test_a_locked_event_can_be_read_copied_and_closed(locked: Desk) -> None:
    inspector = EventInspector(locked.document, locked.selection)
    locked.selection.select(TimelineEvent, locked.event("Worker reads").id)
    assert inspector.title.isReadOnly()
    assert inspector.text.isReadOnly()
    assert inspector.title.isEnabled()
    assert not inspector.star.isEnabled()
    closed: list[bool] = []
    inspector.closed.connect(lambda: closed.append(True))
    inspector._close.click()
    assert closed == [True]
    inspector.deleteLater()


def test_an_empty_timeline_says_what_to_do_and_does_it(desk: Desk) -> None:
    empty = Desk(bare())
    try:
        assert empty.panel.empty.isVisible()
        assert empty.panel.empty.button is not None
        for key in (
            Qt.Key.Key_0,
            Qt.Key.Key_Z,
            Qt.Key.Key_Right,
            Qt.Key.Key_Tab,
            Qt.Key.Key_Delete,
        ):
            empty.key(key)
        empty.panel.set_height_mode("normal")
        assert empty.panel.wanted_height() >= empty.panel.empty.sizeHint().height() + 100
        empty.panel.empty.button.click()
        assert len(empty.document.snapshot.events) == 1
        assert not empty.panel.empty.isVisible()
    finally:
        empty.panel.close()


@pytest.mark.parametrize(
    ("factor", "flag", "tip", "view"),
    [
        (0.05, "Mitigated 18:08", "18:06:54", "4 min"),
        (500, "Mitigated 28 Oct", "21 Oct", "4 weeks"),
    ],
)
def test_three_minutes_and_three_weeks_tell_seconds_and_days(
    desk: Desk, factor: float, flag: str, tip: str, view: str
) -> None:
    other = Desk(stretched(factor))
    try:
        assert flag in [f.text for f in place_flags(other.scene)]
        event = other.event("Cache flushed")
        assert tip in other.scene.layout.words(event)[0]
        assert other.panel.header.zoom.text() == view
        other.press(other.at(event))
        other.move(other.at(event) + QPoint(5, 0), Alt)
        assert other.canvas.gesture is not None
        assert tip[:5] in other.canvas.gesture.signs.time  # type: ignore[attr-defined]
        other.canvas.cancel_gesture()
    finally:
        other.panel.close()


def test_no_words_of_flags_lie_on_each_other_and_no_line_cuts_them(desk: Desk) -> None:
    for zoom in (1.0, 0.7, 0.3, 3.0, 0.08):
        desk.scene.zoom(zoom)
        flags = place_flags(desk.scene)
        told = [f for f in flags if f.text]
        for a in told:
            for b in flags:
                crosses = b.text and a.left < b.x < a.right
                overlaps = b.text and a is not b and a.left < b.right and b.left < a.right
                assert not crosses
                assert not overlaps
    assert [f.text for f in told] == ["Impact 18:06", "Resolved 19:02"]


def test_all_stays_in_view_when_the_window_grows(desk: Desk) -> None:
    desk.panel.resize(1500, 800)
    QApplication.processEvents()
    assert desk.scene.scale.per_px == pytest.approx(desk.scene.fit_scale().per_px, rel=0.02)
    desk.scene.zoom(2)
    near = desk.scene.scale.per_px
    desk.panel.resize(1300, 800)
    QApplication.processEvents()
    assert desk.scene.scale.per_px == near


def test_larger_text_makes_larger_cards_and_rows(desk: Desk) -> None:
    event = desk.event("Box office calls")
    before, head = desk.scene.rect_of(event.id), desk.panel.header.height()
    theme().set_text_scale(1.5)
    QApplication.processEvents()
    after = desk.scene.rect_of(event.id)
    theme().set_text_scale(1.0)
    assert before is not None
    assert after is not None
    assert after.width() == pytest.approx(before.width() * 1.5, rel=0.06)
    assert after.height() == 45
    assert head == 44


def test_undated_events_are_told_where_the_tray_is_not_shown(desk: Desk) -> None:
    desk.panel.set_height_mode("normal")
    QApplication.processEvents()
    asked: list[str] = []
    desk.panel.height_requested.connect(asked.append)
    assert desk.panel.header.undated.text() == "1 without a time"
    desk.panel.header.undated.click()
    assert asked == ["full"]
    desk.panel.set_height_mode("full")
    assert not desk.panel.header.undated.isVisible()


def test_reveal_selects_scrolls_and_focuses_and_ignores_unknown_ids(desk: Desk) -> None:
    event = desk.event("Verified clean")
    desk.scene.zoom(12, 100)
    desk.panel.header.setFocus()
    desk.panel.reveal(event.id)
    assert desk.selection.current == event.id
    rect = desk.scene.rect_of(event.id)
    assert rect is not None
    assert 0 <= rect.left() <= desk.scene.width
    desk.panel.reveal("nobody")
    assert desk.selection.current == event.id
    undated = next(e for e in desk.document.snapshot.events.values() if e.at is None)
    desk.panel.reveal(undated.id)
    assert desk.panel.tray.hasFocus()


def test_escape_clears_the_selection_and_then_leads_out(desk: Desk) -> None:
    left: list[bool] = []
    desk.panel.left.connect(lambda: left.append(True))
    desk.selection.select(TimelineEvent, desk.event("Cache flushed").id)
    desk.key(Qt.Key.Key_Escape)
    assert (desk.selection.ids, left) == ((), [])
    desk.key(Qt.Key.Key_Escape)
    assert left == [True]


def test_a_field_stays_on_its_event_while_the_window_moves(desk: Desk) -> None:
    event = desk.event("Cache flushed")
    desk.canvas.editor.edit_event(event.id)
    before = desk.canvas.editor.line.x()
    desk.scene.pan(40)
    QApplication.processEvents()
    assert desk.canvas.editor.line.x() == before - 40


def test_a_refused_title_changes_nothing_and_says_why(desk: Desk) -> None:
    told: list[str] = []
    desk.document.refused.connect(told.append)
    desk.document.snapshot.need(TimelineEvent, desk.event("Cache flushed").id)
    desk.canvas.editor.edit_time(desk.event("Cache flushed").id)
    desk.canvas.editor.line.setText("yesterday 25:00")
    desk.panel.header.add_button.setFocus()
    QApplication.processEvents()
    assert told == ["Use a time from 00:00 to 23:59."]
    assert desk.document.undo_stack.count() == 0


def test_the_list_for_readers_follows_order_selection_and_edits(desk: Desk) -> None:
    whole = QAccessible.queryAccessibleInterface(desk.canvas)
    assert whole.role() == QAccessible.Role.List
    dated = [e for e in desk.document.snapshot.events.values() if e.at is not None]
    assert whole.childCount() == len(dated)
    first = whole.child(0)
    name = first.text(QAccessible.Text.Name)
    assert name == "18:04, System, change, Release 3.18 of holds begins, 1 evidence, starred"
    desk.key(Qt.Key.Key_Home)
    assert first.state().selected
    assert whole.focusChild().text(QAccessible.Text.Name) == name
    desk.key(Qt.Key.Key_Delete)
    assert whole.childCount() == len(dated) - 1
    assert whole.child(0).text(QAccessible.Text.Name) != name
    assert not whole.child(0).rect().isEmpty()


def heard(desk: Desk, monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> list[str]:
    told: list[str] = []
    for place in (keys, pointer):
        monkeypatch.setattr(place, "announce", lambda _widget, words: told.append(words))
    act()
    return told


def test_moves_are_told_by_mouse_and_by_keys(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    event = desk.event("Cache flushed")
    wide = QPoint(-round(180 / desk.scene.scale.per_px), 0)
    drag = lambda: desk.drag(desk.at(event), desk.at(event) + wide)  # noqa: E731
    assert heard(desk, monkeypatch, drag) == ["18:21, 3 min earlier"]
    assert heard(desk, monkeypatch, lambda: desk.key(Qt.Key.Key_Up, Alt)) == ["18:21, Detection"]


def test_an_event_menu_offers_what_its_keys_do(desk: Desk) -> None:
    desk.selection.select(TimelineEvent, desk.event("Cache flushed").id)
    menu = desk.canvas.menus.event_menu()
    assert isinstance(menu, QMenu)
    words = [a.text().split("\t")[0] for a in menu.actions() if a.text()]
    assert {"Edit title", "Set time", "Duplicate", "Change lane", "Delete"} <= set(words)
    assert len(desk.document.snapshot.of(Evidence)) > 0
    menu.deleteLater()


def test_the_title_of_an_event_keeps_its_height_where_there_is_much_below_it(desk: Desk) -> None:
    inspector = EventInspector(desk.document, desk.selection)
    inspector.resize(348, 500)
    inspector.show()
    heights = set()
    for event_id in desk.document.snapshot.events:
        desk.selection.select(TimelineEvent, event_id)
        for _ in range(4):
            QApplication.processEvents()
        heights.add(inspector.title.height())
    assert min(heights) >= inspector.title.sizeHint().height() > 20
    inspector.close()
