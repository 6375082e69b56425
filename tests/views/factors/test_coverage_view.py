"""The coverage: cells that link, answers that ask why not, and the sentence under it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.terms import StopReason
from pmdesk.edits.actions import add_action
from pmdesk.views.factors.coverage_plan import Place
from pmdesk.views.factors.coverage_view import CoverageView
from pmdesk.views.prompts.decision import DecisionPrompt
from pmdesk.views.theme.theme import install
from tests.views.factors.desk import Desk, Key

WAITING = "The alert does"


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    install(qapp)
    made = Desk(form="coverage")
    yield made
    made.close()


def view(desk: Desk) -> CoverageView:
    return desk.panel.coverage


def cell(desk: Desk, start: str, action: ActionItem | None) -> QPoint:
    place = Place(desk.find(start).id, action.id if action else "")
    return view(desk).plan().rect(place).center().toPoint()


def answers(desk: Desk, start: str) -> list[ActionItem]:
    return desk.document.snapshot.actions_of(desk.find(start).id)


def test_a_click_on_a_cell_links_and_a_second_one_unlinks(desk: Desk) -> None:
    before = desk.document.snapshot
    action = before.actions[2]
    desk.click(cell(desk, WAITING, action))
    assert answers(desk, WAITING) == [action]
    desk.click(cell(desk, WAITING, action))
    assert answers(desk, WAITING) == []
    assert desk.steps == ["Link to factor", "Unlink from factor"]
    desk.document.undo()
    desk.document.undo()
    assert desk.document.snapshot == before


def test_arrows_walk_the_cells_and_space_links(desk: Desk) -> None:
    factor = desk.select(WAITING)
    desk.key(Key.Key_Home)
    desk.key(Key.Key_Right)
    desk.key(Key.Key_Space)
    assert answers(desk, WAITING) == [desk.document.snapshot.actions[1]]
    desk.key(Key.Key_Up)
    assert desk.current.startswith("The hold-age")
    desk.key(Key.Key_End)
    assert view(desk).chosen == Place(desk.find("The hold-age").id, "")
    desk.key(Key.Key_Down)
    assert desk.selection.current == factor.id


def test_enter_on_how_it_stands_records_who_decided_not_to_act(desk: Desk) -> None:
    desk.select(WAITING)
    desk.key(Key.Key_End)
    desk.key(Key.Key_Return)
    prompt = view(desk).menus.last
    assert isinstance(prompt, DecisionPrompt)
    prompt.field.setText("The pager shows it")
    prompt.by.setText("Support lead")
    prompt.button.click()
    factor = desk.find(WAITING)
    assert factor.stop is StopReason.ACCEPTED
    assert (factor.stop_note, factor.decided_by) == ("The pager shows it", "Support lead")
    assert "Not acting: The pager shows it (Support lead)" in view(desk).sentence()


def test_a_adds_an_action_that_answers_the_row(desk: Desk) -> None:
    desk.select(WAITING)
    desk.key(Key.Key_A)
    prompt = view(desk).prompt
    assert prompt is not None
    prompt.field.setText("Name the worker in the alert")
    prompt.button.click()
    assert [a.text for a in answers(desk, WAITING)] == ["Name the worker in the alert"]


def test_what_is_left_over_on_both_sides_is_told(desk: Desk) -> None:
    assert view(desk).summary() == "1 factor waits · 2 decided not to act"
    now = datetime(2026, 11, 24, tzinfo=UTC)
    desk.document.attempt(lambda s: add_action(s, "Write to the vendor", now=now))
    assert view(desk).summary() == (
        "1 factor waits · 1 action answers no factor · 2 decided not to act"
    )
    action = desk.document.snapshot.actions[-1]
    desk.click(cell(desk, WAITING, action))
    assert view(desk).summary() == "Nothing is left over · 2 decided not to act"
    assert desk.panel.coverage_foot.summary.text() == view(desk).summary()


def test_unaddressed_leaves_the_rows_that_wait(desk: Desk) -> None:
    desk.panel.header.pill.setChecked(True)
    assert [row.factor.text[:14] for row in view(desk).rows()] == [WAITING]


def test_a_head_leads_to_its_action(desk: Desk) -> None:
    action = desk.document.snapshot.actions[1]
    spy = QSignalSpy(desk.panel.go_requested)
    plan = view(desk).plan()
    desk.click(QPoint(round(plan.column_left(1)) + 10, 20))
    assert spy.at(0) == [ActionItem, action.id]


def test_actions_let_go_on_a_row_answer_it(desk: Desk) -> None:
    action = desk.document.snapshot.actions[0]
    desk.drop_actions([action.id], cell(desk, WAITING, None))
    assert answers(desk, WAITING) == [action]


def test_nothing_is_linked_where_nothing_may_be_edited(qapp: QApplication) -> None:
    install(qapp)
    desk = Desk(read_only="This version is signed.", form="coverage")
    desk.click(cell(desk, WAITING, desk.document.snapshot.actions[2]))
    desk.key(Key.Key_Space)
    desk.key(Key.Key_N)
    assert desk.steps == []
    assert view(desk).menus.last is None
    desk.close()


def test_many_actions_scroll_until_the_chosen_cell_is_seen(desk: Desk) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    for n in range(20):
        desk.document.push(add_action(desk.document.snapshot, f"Action {n}", now=now))
    last = desk.document.snapshot.actions[-1]
    view(desk).choose(Place(desk.find(WAITING).id, last.id))
    plan = view(desk).plan()
    rect = plan.rect(view(desk).chosen)
    assert plan.cells <= rect.left()
    assert rect.right() <= plan.end + 1
    assert plan.end + 150 < plan.width


def test_escape_clears_and_then_leads_out(desk: Desk) -> None:
    desk.select(WAITING)
    spy = QSignalSpy(desk.panel.left)
    desk.key(Key.Key_Escape)
    assert desk.current == ""
    assert spy.count() == 0
    desk.key(Key.Key_Escape)
    assert spy.count() == 1


def test_a_new_factor_is_written_in_the_outline(desk: Desk) -> None:
    desk.panel.add_factor()
    assert desk.panel.form == "outline"
    assert desk.panel.outline.editor.is_open
