"""Rows of the timeline as a table: added, deleted, selected, left, painted and dropped on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from pmdesk.domain.change import became, edit
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.timeline import delete_events, edit_event
from pmdesk.itemmodels.timeline_events import Column, EventTableModel
from pmdesk.views.timeline.drops_door import Aim, Load
from pmdesk.views.timeline.table import EventTable
from pmdesk.views.timeline.table_columns import column_widths
from tests.fakes import sample
from tests.views.timeline.hands import Desk, Left, Shift, crowd
from tests.views.timeline.table_hands import Rows, spin

Key = Qt.Key


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
    assert rows.document.undo_stack.undo_text == "Delete event"
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
