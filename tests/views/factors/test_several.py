"""Several factors at once, in outline and tree: chosen by mouse and keys, changed in one step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication, QMenu

from pmdesk.domain.terms import StopReason
from pmdesk.views.controls.picker import Picker
from pmdesk.views.prompts.decision import DecisionPrompt
from pmdesk.views.theme.theme import install
from tests.views.factors.desk import Alt, Control, Desk, Key, Shift

WHYS = "Diagnosis spent"
LAST, HOLD, ALERT = "Last week's", "The hold-age", "The alert does"


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    install(qapp)
    made = Desk()
    yield made
    made.close()


@pytest.fixture
def tree(qapp: QApplication) -> Iterator[Desk]:
    install(qapp)
    made = Desk(form="tree")
    yield made
    made.close()


def starts(desk: Desk, *wanted: str) -> bool:
    return len(desk.chosen) == len(wanted) and all(
        text.startswith(start) for text, start in zip(desk.chosen, wanted, strict=True)
    )


def card(desk: Desk, start: str, share: float = 0.5) -> QPoint:
    rect = desk.panel.tree.rect_of(desk.find(start).id)
    assert rect is not None
    return QPointF(rect.center().x(), rect.top() + rect.height() * share).toPoint()


def test_control_takes_rows_in_and_out_and_shift_takes_a_stretch(desk: Desk) -> None:
    desk.click(desk.row(LAST))
    desk.click(desk.row(ALERT), Control)
    assert starts(desk, LAST, ALERT)
    desk.click(desk.row(LAST), Control)
    assert starts(desk, ALERT)
    desk.click(desk.row(LAST), Shift)
    assert starts(desk, ALERT, HOLD, LAST)
    desk.click(desk.row(HOLD))
    assert starts(desk, HOLD)


def test_shift_and_arrows_extend_and_take_back_and_control_a_takes_all(desk: Desk) -> None:
    desk.select(LAST)
    desk.key(Key.Key_Down, Shift)
    desk.key(Key.Key_Down, Shift)
    assert starts(desk, LAST, HOLD, ALERT)
    desk.key(Key.Key_Up, Shift)
    assert starts(desk, LAST, HOLD)
    desk.key(Key.Key_A, Control)
    assert len(desk.chosen) == len(desk.document.snapshot.factors)
    desk.key(Key.Key_Escape)
    assert desk.chosen == []


def test_several_are_deleted_in_one_step_that_undo_takes_back(desk: Desk) -> None:
    before = desk.document.snapshot
    desk.select(LAST)
    desk.key(Key.Key_Down, Shift)
    desk.key(Key.Key_Delete)
    assert desk.steps == ["Delete 2 factors"]
    assert len(desk.texts(desk.find(WHYS))) == 1
    assert starts(desk, ALERT)
    desk.document.undo()
    assert desk.document.snapshot == before


def test_several_are_moved_and_marked_by_keys(desk: Desk) -> None:
    desk.select(HOLD)
    desk.key(Key.Key_Down, Shift)
    desk.key(Key.Key_Up, Alt)
    parent = desk.find(WHYS)
    assert [t[:8] for t in desk.texts(parent)] == ["The hold", "The aler", "Last wee"]
    desk.key(Key.Key_Left, Alt)
    assert len(desk.texts(parent)) == 1
    assert desk.find(HOLD).stop is desk.find(ALERT).stop is StopReason.ACTIONABLE
    # Where all are marked already, the marks come off.
    desk.key(Key.Key_Period, Control)
    assert desk.find(HOLD).stop is None
    assert desk.find(ALERT).stop is None
    assert desk.steps[:2] == ["Move 2 factors", "Move 2 factors out"]


def test_dragging_one_of_several_carries_all_and_another_only_itself(desk: Desk) -> None:
    desk.click(desk.row(LAST))
    desk.click(desk.row(ALERT), Control)
    desk.drag(desk.row(ALERT), desk.row("Staging has"))
    assert [t[:9] for t in desk.texts(desk.find("Staging has"))][1:] == ["Last week", "The alert"]
    assert desk.steps == ["Move 2 factors"]
    desk.drag(desk.row(HOLD), desk.row("A renamed"))
    assert desk.steps[-1] == "Move factor"
    assert starts(desk, HOLD)


def test_the_menu_of_several_categorises_and_decides_for_all(desk: Desk) -> None:
    desk.click(desk.row(HOLD))
    desk.click(desk.row(ALERT), Control)
    assert desk.menu_key()[0] == "2 factors selected"
    menu = desk.view.menus.last
    assert isinstance(menu, QMenu)
    next(a for a in menu.actions() if a.text() == "Category…").trigger()
    picker = desk.view.menus.last
    assert isinstance(picker, Picker)
    picker.made.emit("handover")
    assert desk.find(HOLD).category == desk.find(ALERT).category == "handover"
    desk.view.menus.ask_reason(desk.view.rect())
    prompt = desk.view.menus.last
    assert isinstance(prompt, DecisionPrompt)
    prompt.field.setText("Too rare")
    prompt.by.setText("Platform lead")
    prompt.button.click()
    assert desk.find(HOLD).stop_note == desk.find(ALERT).stop_note == "Too rare"
    assert desk.find(ALERT).decided_by == "Platform lead"
    assert desk.steps == ["Set category", "Decide not to act"]


def test_a_category_of_our_own_is_renamed_wherever_it_is_used(desk: Desk) -> None:
    desk.select(HOLD)
    assert "Rename category…" not in desk.menu_key()
    desk.click(desk.row(ALERT), Control)
    desk.menu_key()
    desk.view.menus.pick_category(desk.view.rect())
    desk.view.menus.last.made.emit("Night shift")
    desk.select(HOLD)
    assert "Rename category…" in desk.menu_key()
    desk.view.menus.ask_category_name(desk.view.rect())
    prompt = desk.view.menus.last
    prompt.field.setText("Handover")
    prompt.button.click()
    assert desk.find(HOLD).category == desk.find(ALERT).category == "Handover"
    assert desk.steps[-1] == "Rename category"


def test_a_row_let_go_on_its_own_whys_is_told_and_stays(desk: Desk) -> None:
    before = desk.document.snapshot
    desk.drag(desk.row("A renamed group"), desk.row("The start position"))
    assert desk.document.snapshot == before
    assert desk.told == ["A factor can't stand under its own whys."]


def test_a_card_let_go_on_its_own_whys_is_told_and_stays(tree: Desk) -> None:
    before = tree.document.snapshot
    tree.drag(card(tree, "A renamed group"), card(tree, "The start position"))
    assert tree.document.snapshot == before
    assert tree.told == ["A factor can't stand under its own whys."]


@pytest.mark.parametrize(("share", "wanted"), [(0.08, 1), (0.92, 2)])
def test_a_card_at_the_edge_of_another_is_reordered_beside_it(
    tree: Desk, share: float, wanted: int
) -> None:
    before = tree.document.snapshot
    parent = tree.find(WHYS)
    moved = tree.find("Staging has").text
    tree.drag(card(tree, "Staging has"), card(tree, HOLD, share))
    assert tree.texts(parent).index(moved) == wanted
    assert tree.steps == ["Move factor"]
    tree.document.undo()
    assert tree.document.snapshot == before


def test_a_card_is_reordered_among_its_own_siblings(tree: Desk) -> None:
    parent = tree.find(WHYS)
    tree.drag(card(tree, ALERT), card(tree, LAST, 0.05))
    assert [t[:8] for t in tree.texts(parent)] == ["The aler", "Last wee", "The hold"]


def test_cards_are_taken_together_and_land_together(tree: Desk) -> None:
    tree.click(card(tree, LAST))
    tree.click(card(tree, ALERT), Control)
    assert starts(tree, LAST, ALERT)
    tree.drag(card(tree, ALERT), card(tree, "Each instance"))
    assert len(tree.texts(tree.find("Each instance"))) == 2
    tree.click(card(tree, LAST))
    tree.key(Key.Key_Down, Shift)
    assert len(tree.chosen) == 2


def test_shift_left_folds_below_a_card_and_shift_right_shows_it_again(tree: Desk) -> None:
    factor = tree.select(WHYS)
    tree.key(Key.Key_Left, Shift)
    assert tree.panel.tree.tree.boxes[factor.id].hidden == 3
    tree.key(Key.Key_Right, Shift)
    assert tree.panel.tree.tree.boxes[factor.id].hidden == 0
    assert tree.chosen == [factor.text]


def test_actions_let_go_on_a_row_or_a_card_answer_it(desk: Desk) -> None:
    actions = desk.document.snapshot.actions[:2]
    desk.drop_actions([a.id for a in actions], desk.row(ALERT))
    assert desk.document.snapshot.actions_of(desk.find(ALERT).id) == actions
    assert desk.steps == ["Link to factor"]
    desk.panel.show_form("tree")
    desk.view = desk.panel.tree
    QApplication.processEvents()
    desk.drop_actions([actions[0].id, "unknown"], card(desk, HOLD))
    assert actions[0] in desk.document.snapshot.actions_of(desk.find(HOLD).id)
