"""Rows on the clipboard and on the pointer, typed words that are never lost, who saw it work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.itemmodels.action_items import Column
from pmdesk.views.controls.carried_actions import ACTIONS_MIME, mime_of_actions
from pmdesk.views.drafts import store_drafts
from tests.views.action_items.desk import Control, Desk, Left, No

Key = Qt.Key


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()


def clip(text: str) -> None:
    QApplication.clipboard().setText(text)


def test_selected_rows_are_copied_as_a_check_list(desk: Desk) -> None:
    desk.go(1, Column.TEXT)
    desk.click(3, Column.TEXT, Control)
    desk.key(Key.Key_C, Control)
    lines = QApplication.clipboard().text().splitlines()
    assert [line[6:10] for line in lines] == ["AI-1", "AI-3"]


@pytest.mark.parametrize("text", ["https://jira.example/browse/OPS-12", "OPS-12", "#17"])
def test_a_tracker_link_is_pasted_on_a_row_as_one_step(desk: Desk, text: str) -> None:
    desk.go(2, Column.TEXT)
    clip(f"  {text}\n")
    desk.key(Key.Key_V, Control)
    assert desk.action(2).tracker == text
    assert desk.steps == ["Set tracker"]


@pytest.mark.parametrize("text", ["a whole sentence", "", "x" * 80, "javascript:alert (1)"])
def test_what_is_no_ticket_is_not_pasted_and_that_is_told(desk: Desk, text: str) -> None:
    before = desk.document.snapshot
    desk.go(2, Column.TEXT)
    QApplication.clipboard().clear()
    clip(text)
    desk.key(Key.Key_V, Control)
    assert desk.document.snapshot == before
    assert bool(desk.told) is True


def test_a_row_dragged_far_enough_carries_every_selected_action(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried: list[tuple[str, ...]] = []
    monkeypatch.setattr(
        "pmdesk.views.action_items.mouse.start_drag", lambda _table, ids: carried.append(ids)
    )
    desk.click(1, Column.TEXT)
    desk.click(3, Column.TEXT, Control)
    view, place = desk.table.viewport(), desk.at(3, Column.TEXT)
    QTest.mousePress(view, Left, No, place)
    QTest.mouseMove(view, place + QPoint(2, 0))
    assert not carried
    QTest.mouseMove(view, place + QPoint(2, 40))
    QTest.mouseRelease(view, Left, No, place + QPoint(2, 40))
    assert carried == [(desk.action(1).id, desk.action(3).id)]


def test_a_click_on_one_of_several_selected_rows_selects_it_alone(desk: Desk) -> None:
    desk.click(1, Column.TEXT)
    desk.click(3, Column.TEXT, Control)
    desk.click(1, Column.TEXT)
    assert desk.selection.ids == (desk.action(1).id,)


def drop(desk: Desk, card, ids: list[str]) -> None:
    data, place = mime_of_actions(ids), card.rect().center()
    no = Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(place, Qt.DropAction.LinkAction, data, no, No)
    QApplication.sendEvent(card, enter)
    assert enter.isAccepted()
    done = QDropEvent(QPointF(place), Qt.DropAction.LinkAction, data, no, No)
    QApplication.sendEvent(card, done)
    QApplication.processEvents()
    QApplication.processEvents()


def test_actions_dropped_on_a_factor_answer_it_in_one_step(desk: Desk) -> None:
    card = desk.panel.open_factors.cards[0]
    factor_id = card.factor_id
    ids = [desk.action(1).id, desk.action(2).id]
    drop(desk, card, [*ids, "gone"])
    assert {a.id for a in desk.document.snapshot.actions_of(factor_id)} == set(ids)
    assert desk.steps == ["Link to factor"]
    assert factor_id not in [c.factor_id for c in desk.panel.open_factors.cards]


def test_what_is_not_an_action_is_not_taken(desk: Desk) -> None:
    card = desk.panel.open_factors.cards[0]
    data = mime_of_actions([])
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.LinkAction, data, Left, No)
    enter.ignore()
    QApplication.sendEvent(card, enter)
    assert data.hasFormat(ACTIONS_MIME)
    assert not enter.isAccepted()


def test_a_wrong_date_that_was_left_stands_in_the_cell_again(desk: Desk) -> None:
    desk.go(6, Column.DUE)
    desk.type("next blue moon")
    desk.click(1, Column.TEXT)
    desk.go(6, Column.DUE)
    desk.key(Key.Key_Return)
    assert desk.table.editor.line.text() == "next blue moon"
    assert desk.table.editor.bubble.isVisible()
    QTest.keyClicks(desk.table.editor.line, "26 dec")
    desk.key(Key.Key_Return, on=desk.table.editor.line)
    assert desk.action(6).due is not None


def test_a_line_that_was_not_entered_is_stored_when_the_place_closes(desk: Desk) -> None:
    count = len(desk.document.snapshot.actions)
    QTest.keyClicks(desk.line.line, "Page the holds team on queue age !26 dec")
    store_drafts(desk.panel)
    store_drafts(desk.panel)
    assert len(desk.document.snapshot.actions) == count + 1
    assert desk.action(count + 1).text == "Page the holds team on queue age"
    assert desk.line.line.text() == ""


def test_who_saw_it_work_is_noted_from_the_menu_and_taken_back_by_an_empty_answer(
    desk: Desk,
) -> None:
    done = next(a.number for a in desk.document.snapshot.actions if a.status == "done")
    pickers, place = desk.table.pickers, desk.table.place_of(desk.action(done).id, Column.STATUS)
    pickers.ask_who_saw(desk.action(done).id, place)
    QTest.keyClicks(pickers.last.field, "On-call lead")
    QTest.keyClick(pickers.last, Key.Key_Return)
    assert desk.action(done).verified_by == "On-call lead"
    pickers.ask_who_saw(desk.action(done).id, place)
    pickers.last.field.clear()
    QTest.keyClick(pickers.last, Key.Key_Return)
    assert desk.action(done).verified_by == ""
