"""The timeline as a table under a real keyboard and mouse, checked against the document."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pmdesk.domain.change import became, edit
from pmdesk.domain.terms import Audience, EventKind, EvidenceKind, MarkKind, Precision
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.edits.timeline import delete_events, edit_event
from pmdesk.edits.timeline_lanes import mark_of
from pmdesk.itemmodels.timeline_events import Column, EventTableModel
from pmdesk.views.timeline.drops_door import Aim, Load
from pmdesk.views.timeline.table import EventTable
from pmdesk.views.timeline.table_columns import column_widths
from tests.fakes import sample
from tests.views.timeline.hands import Control, Desk, Left, No, Shift, crowd

Key = Qt.Key


class Rows:
    """A desk that shows its table, with hands for cells."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.panel.show_view("table")
        spin()
        view = desk.panel.views.table
        assert view is not None
        self.view, self.table, self.model = view, view.table, view.model
        self.table.setFocus()
        self.document, self.selection = desk.document, desk.selection

    def event(self, start: str) -> TimelineEvent:
        return self.desk.event(start)

    def go(self, start: str, column: Column) -> TimelineEvent:
        event = self.event(start)
        self.table.go_to(event.id, column)
        return event

    def key(self, key: Qt.Key, mods: Qt.KeyboardModifier = No) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.table, key, mods)
        spin()

    def type(self, text: str) -> None:
        for char in text:
            QTest.keyClicks(QApplication.focusWidget() or self.table, char)
        spin()

    def click(self, event: TimelineEvent, column: Column, mods: Qt.KeyboardModifier = No) -> None:
        cell = self.table.cell_rect(event.id, column)
        assert cell is not None
        QTest.mouseClick(
            self.table.viewport(), Left, mods, QPoint(cell.left() + 4, cell.center().y())
        )
        spin()

    def pick(self, words: str) -> None:
        picker = self.table.cells.pickers.last
        assert picker is not None
        picker.field.setText(words)
        QTest.keyClick(picker.field, Key.Key_Return)
        spin()


def spin() -> None:
    for _ in range(3):
        QApplication.processEvents()


@pytest.fixture
def rows(desk: Desk) -> Rows:
    desk.panel.activateWindow()
    return Rows(desk)


def test_a_time_typed_on_a_cell_is_stored_in_one_step_and_goes_down(rows: Rows) -> None:
    before = rows.document.snapshot
    event = rows.go("Cache flushed", Column.TIME)
    rows.type("18:26")
    rows.key(Key.Key_Return)
    assert rows.event("Cache flushed").at == datetime(2026, 10, 14, 18, 26, tzinfo=UTC)
    assert rows.document.undo_stack.count() == 1
    current = rows.table.current()
    assert current is not None
    assert current == (rows.event("Hypothesis revised").id, Column.TIME)
    assert event.id not in rows.selection.ids
    rows.document.undo()
    assert rows.document.snapshot == before


@pytest.mark.parametrize(
    ("typed", "at", "end", "precision"),
    [
        ("18:27:30", "18:27:30", None, Precision.EXACT),
        ("~18:20", "18:20:00", None, Precision.ABOUT),
        ("+4m", "18:28:00", None, Precision.EXACT),
        ("18:22-18:31", "18:22:00", "18:31:00", Precision.EXACT),
        ("between 18:22 and 18:31", "18:22:00", "18:31:00", Precision.BETWEEN),
    ],
)
def test_times_are_typed_as_anywhere(
    rows: Rows, typed: str, at: str, end: str | None, precision: Precision
) -> None:
    rows.go("Cache flushed", Column.TIME)
    rows.type(typed)
    rows.key(Key.Key_Return)
    event = rows.event("Cache flushed")
    assert event.at is not None
    assert (f"{event.at:%H:%M:%S}", event.precision) == (at, precision)
    assert (f"{event.end:%H:%M:%S}" if event.end else None) == end


def test_a_wrong_time_stays_open_with_its_sentence_and_escape_changes_nothing(rows: Rows) -> None:
    before = rows.document.snapshot
    rows.go("Cache flushed", Column.TIME)
    rows.type("99:99")
    rows.key(Key.Key_Return)
    line = rows.table.cells.line
    assert line.is_open
    assert "23:59" in line.problem.text()
    rows.key(Key.Key_Escape)
    assert not line.is_open
    assert rows.document.snapshot == before


def test_a_wrong_time_that_was_left_stands_in_the_cell_again(rows: Rows) -> None:
    event = rows.go("Cache flushed", Column.TIME)
    rows.type("99:99")
    rows.click(rows.event("Verified clean"), Column.TEXT)
    assert rows.event("Cache flushed") == event
    rows.go("Cache flushed", Column.TIME)
    rows.key(Key.Key_Return)
    line = rows.table.cells.line
    assert line.line.text() == "99:99"
    assert "23:59" in line.problem.text()
    rows.key(Key.Key_Escape)
    rows.go("Cache flushed", Column.TIME)
    rows.key(Key.Key_Return)
    assert line.line.text() != "99:99"


def test_what_is_being_typed_is_kept_when_the_mouse_goes_elsewhere(rows: Rows) -> None:
    rows.go("Cache flushed", Column.TEXT)
    rows.type("Flush")
    rows.click(rows.event("Verified clean"), Column.LANE)
    assert rows.event("Flush").title == "Flush"


def test_a_click_meets_the_row_under_it_also_when_a_typed_time_moves_rows(rows: Rows) -> None:
    rows.go("Release 3.18", Column.TIME)
    rows.type("18:59")
    other = rows.event("Cache flushed")
    rows.click(other, Column.KIND)
    assert rows.event("Release 3.18").at == datetime(2026, 10, 14, 18, 59, tzinfo=UTC)
    assert rows.selection.ids == (other.id,)
    assert rows.table.current() == (other.id, Column.KIND)


@pytest.mark.parametrize(
    ("column", "typed", "field"),
    [(Column.TEXT, "New words", "title"), (Column.ACTOR, "Scribe", "actor"),
     (Column.SOURCE, "pager", "source")],
)  # fmt: skip
def test_words_role_and_source_are_typed_in_place(
    rows: Rows, column: Column, typed: str, field: str
) -> None:
    event = rows.go("Cache flushed", column)
    rows.type(typed)
    rows.key(Key.Key_Tab)
    assert getattr(rows.document.snapshot.events[event.id], field) == typed
    assert rows.table.current() != (event.id, column)


def test_lane_kind_audience_and_marks_are_picked_by_typing_ahead(rows: Rows) -> None:
    event = rows.go("Cache flushed", Column.LANE)
    rows.key(Key.Key_Return)
    rows.pick("sys")
    rows.table.edit_cell(event.id, Column.KIND, "deci")
    rows.pick("decision")
    rows.table.edit_cell(event.id, Column.AUDIENCE)
    rows.pick("ext")
    rows.table.edit_cell(event.id, Column.MARKS)
    rows.pick("mitig")
    held = rows.document.snapshot.events[event.id]
    assert rows.document.snapshot.need(Lane, held.lane_id).name == "System"
    assert (held.kind, held.audience) == (EventKind.DECISION, Audience.EXTERNAL)
    mark = mark_of(rows.document.snapshot, MarkKind.MITIGATED)
    assert mark is not None
    assert (mark.event_id, mark.at) == (event.id, event.at)


def test_an_address_typed_as_evidence_is_a_link_and_words_are_a_quote(rows: Rows) -> None:
    event = rows.event("Incident channel")
    for typed in ("https://example.org/graph", "We flush it now"):
        rows.table.go_to(event.id, Column.EVIDENCE)
        rows.type(typed)
        rows.key(Key.Key_Return)
    held = rows.document.snapshot.evidence_of(event.id)
    assert [row.kind for row in held] == [EvidenceKind.LINK, EvidenceKind.QUOTE]
    assert held[1].text == "We flush it now"


def test_space_stars_all_selected_rows_in_one_step(rows: Rows) -> None:
    one, two = rows.event("Incident channel"), rows.event("Open shows")
    rows.click(one, Column.TEXT)
    rows.click(two, Column.TEXT, Control)
    rows.key(Key.Key_Space)
    held = rows.document.snapshot.events
    assert held[one.id].star
    assert held[two.id].star
    assert rows.document.undo_stack.count() == 1
    rows.key(Key.Key_Space)
    assert not rows.document.snapshot.events[one.id].star


def test_a_click_on_the_star_turns_it_over(rows: Rows) -> None:
    event = rows.event("Incident channel")
    rows.click(event, Column.STAR)
    assert rows.document.snapshot.events[event.id].star
    rows.click(event, Column.TEXT)
    assert rows.document.snapshot.events[event.id].star


def test_a_typed_shift_moves_each_selected_event_from_its_own_time(rows: Rows) -> None:
    one, two = rows.event("Incident channel"), rows.event("Open shows")
    rows.selection.select(TimelineEvent, one.id, two.id)
    rows.table.edit_cell(two.id, Column.TIME, "+1m")
    rows.key(Key.Key_Return)
    held = rows.document.snapshot.events
    for event in (one, two):
        moved = held[event.id].at
        assert moved is not None
        assert event.at is not None
        assert (moved - event.at).total_seconds() == 60
    assert rows.document.undo_stack.count() == 1


def test_enter_on_the_last_row_leads_to_the_line_that_adds(rows: Rows) -> None:
    last = rows.model.event_at(rows.model.rowCount() - 1)
    rows.table.go_to(last.id, Column.TEXT)
    rows.type("Renamed")
    rows.key(Key.Key_Return)
    assert QApplication.focusWidget() is rows.view.line.line
    rows.type("18:40 All seats back")
    rows.key(Key.Key_Return)
    added = rows.event("All seats back")
    assert added.at == datetime(2026, 10, 14, 18, 40, tzinfo=UTC)
    assert rows.selection.current == added.id
    rows.type("Nobody knows when")
    rows.key(Key.Key_Return)
    assert rows.event("Nobody knows when").at is None
    rows.key(Key.Key_Escape)
    assert QApplication.focusWidget() is rows.table


def test_delete_takes_the_selected_rows_and_the_next_one_is_current(rows: Rows) -> None:
    before = rows.document.snapshot
    rows.go("Cache flushed", Column.TEXT)
    rows.key(Key.Key_Delete)
    assert rows.document.undo_stack.undoText() == "Delete event"
    assert rows.selection.current == rows.event("Hypothesis revised").id
    rows.document.undo()
    assert rows.document.snapshot == before


def test_the_selection_is_that_of_the_canvas(rows: Rows) -> None:
    event = rows.go("Cache flushed", Column.TEXT)
    assert rows.selection.ids == (event.id,)
    rows.desk.panel.show_view("canvas")
    rows.desk.key(Key.Key_Right)
    following = rows.event("Hypothesis revised")
    assert rows.selection.ids == (following.id,)
    rows.desk.panel.show_view("table")
    spin()
    assert rows.table.current() == (following.id, Column.TEXT)
    assert rows.table.hasFocus()


def test_a_deleted_row_out_of_sight_changes_no_selection(rows: Rows) -> None:
    rows.go("Cache flushed", Column.TEXT)
    rows.desk.panel.show_view("canvas")
    other = rows.event("Verified clean")
    rows.selection.select(TimelineEvent, other.id)
    rows.desk.key(Key.Key_Delete)
    assert other.id not in rows.document.snapshot.events
    assert rows.event("Cache flushed").id not in rows.selection.ids


def test_tab_walks_the_cells_and_leads_out_at_the_end(rows: Rows) -> None:
    event = rows.go("Release 3.18", Column.TIME)
    rows.key(Key.Key_Tab)
    assert rows.table.current() == (event.id, Column.LANE)
    rows.key(Key.Key_Backtab, Shift)
    assert rows.table.current() == (event.id, Column.TIME)
    assert not rows.table.keys.step(following=False)


def test_escape_clears_the_selection_and_then_leads_out(rows: Rows) -> None:
    left: list[bool] = []
    rows.desk.panel.left.connect(lambda: left.append(True))
    rows.go("Cache flushed", Column.TEXT)
    rows.key(Key.Key_Escape)
    assert not rows.selection.ids
    assert not left
    rows.key(Key.Key_Escape)
    assert left


def test_the_menu_opens_by_mouse_and_by_keyboard_and_acts(rows: Rows) -> None:
    event = rows.go("Cache flushed", Column.TEXT)
    rows.key(Key.Key_F10, Shift)
    menu = rows.view.menu
    assert menu is not None
    assert menu.isVisible()
    menu.close()
    where = QPoint(200, 60)
    asked = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, where, rows.table.viewport().mapToGlobal(where)
    )
    QApplication.sendEvent(rows.table.viewport(), asked)
    menu = rows.view.menu
    assert menu is not None
    next(a for a in menu.actions() if a.text() == "Take the time off").trigger()
    assert rows.document.snapshot.events[event.id].at is None
    assert rows.model.event_at(rows.model.rowCount() - 1).at is None


def test_columns_give_way_so_that_words_keep_their_room() -> None:
    wide, narrow = column_widths(1216, 1.0, False), column_widths(608, 1.0, False)
    assert all(wide.values())
    assert not narrow[Column.SOURCE]
    assert narrow[Column.TEXT] >= 200
    assert column_widths(868, 1.0, False)[Column.TEXT] >= 240
    for width in range(320, 1700, 37):
        for scale in (0.9, 1.0, 1.5):
            found = column_widths(width, scale, True)
            if width / scale > 420:
                assert sum(found.values()) == width


def test_nothing_can_be_edited_where_the_library_is_locked(desk: Desk) -> None:
    locked = Desk(sample(), locked="Somebody else has it open.")
    rows = Rows(locked)
    event = rows.go("Cache flushed", Column.TEXT)
    rows.type("x")
    rows.key(Key.Key_Space)
    rows.key(Key.Key_Delete)
    rows.table.edit_cell(event.id, Column.LANE)
    assert rows.table.cells.pickers.last is None
    assert not rows.table.cells.line.is_open
    assert rows.view.line.isHidden()
    assert locked.document.undo_stack.count() == 0
    locked.panel.close()


def test_a_scrolled_frame_asks_for_no_data_and_paints_only_what_is_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = Desk(crowd(5000))
    rows = Rows(many)
    asked: list[int] = []
    read: list[int] = []
    data, event_at = EventTableModel.data, EventTableModel.event_at
    monkeypatch.setattr(
        EventTableModel, "data", lambda *a, **k: asked.append(1) or data(*a, **k)
    )
    monkeypatch.setattr(
        EventTableModel, "event_at", lambda self, row: read.append(row) or event_at(self, row)
    )
    rows.table.verticalScrollBar().setValue(40_000)
    rows.table.viewport().repaint()
    seen = rows.table.viewport().height() // rows.table.rowHeight(0) + 2
    # A screen reader, which other tests may have woken, asks for the name of a cell.
    assert len(asked) <= 2
    assert len(set(read)) <= seen
    assert len(read) <= 2 * seen * len(Column)
    many.panel.close()


def test_an_edit_of_a_row_paints_that_row_alone(rows: Rows, qapp: QApplication) -> None:
    class Watch(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.heights: list[int] = []

        def eventFilter(self, _watched: object, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                self.heights.append(event.region().boundingRect().height())  # type: ignore[attr-defined]
            return False

    event = rows.event("Cache flushed")
    spin()
    watch = Watch()
    rows.table.viewport().installEventFilter(watch)
    rows.document.push(edit_event(rows.document.snapshot, event.id, "Rename", title="Other"))
    spin()
    assert watch.heights
    assert max(watch.heights) <= rows.table.rowHeight(0) + 2
    assert isinstance(rows.table, EventTable)


@pytest.mark.parametrize(
    ("line", "word"), [("02:30 Pager rings", "02:30"), ("~02:30 Pager rings", "02:30")]
)
def test_a_clock_time_that_came_twice_is_asked_about_on_the_new_line(
    rows: Rows, line: str, word: str
) -> None:
    head = rows.document.snapshot.postmortem
    values = {"zone": "Europe/Berlin", "day": date(2026, 10, 25)}
    assert rows.document.push(edit("Zone", became(head, replace(head, **values))))
    held = [e.id for e in rows.document.snapshot.events.values()]
    assert rows.document.push(delete_events(rows.document.snapshot, held))
    row = rows.view.line
    row.line.setFocus()
    rows.type(line)
    rows.key(Key.Key_Return)
    assert not rows.document.snapshot.events
    assert row.bubble.isVisible()
    assert word in row.problem.text()
    assert row.line.text() == line
    row.line.setText(line.replace("02:30", "02:30 CEST"))
    rows.key(Key.Key_Return)
    (event,) = rows.document.snapshot.events.values()
    assert (event.title, event.at) == ("Pager rings", datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert not row.bubble.isVisible()


def dropped(rows: Rows, at: QPoint, data: QMimeData) -> bool:
    view, no = rows.table.viewport(), Qt.KeyboardModifier.NoModifier
    come = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, Left, no)
    QApplication.sendEvent(view, come)
    moved = QDragMoveEvent(at, Qt.DropAction.CopyAction, data, Left, no)
    QApplication.sendEvent(view, moved)
    event = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, Left, no)
    QApplication.sendEvent(view, event)
    spin()
    return event.isAccepted()


def test_what_is_dropped_on_a_row_goes_to_its_event(rows: Rows, tmp_path: Path) -> None:
    told: list[tuple[Aim, Load]] = []
    rows.desk.panel.door.brought.connect(lambda aim, load: told.append((aim, load)))
    event = rows.event("Cache flushed")
    cell = rows.table.cell_rect(event.id, Column.TEXT)
    assert cell is not None
    words, files = QMimeData(), QMimeData()
    words.setText("retry 3 of 3")
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "graph.png"))])
    path = tmp_path / "graph.png"
    for data, load in ((words, Load(text="retry 3 of 3")), (files, Load((path,)))):
        assert dropped(rows, cell.center(), data)
        assert told.pop() == (Aim(event_id=event.id), load)
    assert not dropped(rows, QPoint(cell.center().x(), 9000), words)
    assert told == []


def test_a_locked_table_takes_nothing_that_is_dropped(qapp: QApplication) -> None:
    desk = Desk(sample(), locked="Version 1.0 is signed.")
    rows = Rows(desk)
    told: list[object] = []
    desk.panel.door.brought.connect(lambda aim, _load: told.append(aim))
    data = QMimeData()
    data.setText("words")
    cell = rows.table.cell_rect(rows.event("Cache flushed").id, Column.TEXT)
    assert cell is not None
    dropped(rows, cell.center(), data)
    assert told == []
    desk.panel.close()


def test_accounts_open_under_the_table_and_esc_leads_back_to_its_row(rows: Rows) -> None:
    event = rows.go("On-call ack", Column.TEXT)
    rows.table.setFocus()
    rows.desk.panel.show_accounts()
    spin()
    accounts = rows.desk.panel.accounts
    assert accounts.active
    assert accounts.foot is not None
    assert accounts.foot.isVisible()
    assert rows.desk.panel.shows_table
    rows.table.setFocus()
    rows.key(Key.Key_Escape)
    assert not accounts.active
    assert rows.table.hasFocus()
    assert rows.table.current() == (event.id, Column.TEXT)
