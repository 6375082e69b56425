"""The outline of factors under a real mouse and keyboard, checked against the document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.terms import StopReason
from pmdesk.edits.factors import add_factor, fold_factors
from pmdesk.views.controls.picker import Picker
from pmdesk.views.factors.menus import ReasonPrompt
from pmdesk.views.theme.theme import install
from tests.views.factors.desk import Alt, Control, Desk, Key, Shift, without_factors


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    install(qapp)
    made = Desk()
    yield made
    made.close()


@pytest.fixture
def empty(qapp: QApplication) -> Iterator[Desk]:
    install(qapp)
    made = Desk(without_factors())
    yield made
    made.close()


@pytest.fixture
def locked(qapp: QApplication) -> Iterator[Desk]:
    install(qapp)
    made = Desk(read_only="This version is signed.")
    yield made
    made.close()


# -- typing


def test_enter_edits_and_enter_again_begins_the_next_sibling(desk: Desk) -> None:
    parent = desk.find("Diagnosis spent")
    desk.select("The hold-age runbook")
    desk.key(Key.Key_Return)
    desk.type(" at all")
    desk.key(Key.Key_Return)
    assert desk.texts(parent)[1] == "The hold-age runbook has no step for the worker at all"
    desk.type("Nobody owns the runbook")
    assert desk.steps == ["Edit factor"]
    desk.key(Key.Key_Return)
    assert desk.texts(parent)[2] == "Nobody owns the runbook"
    assert desk.steps == ["Edit factor", "Ask why"]
    desk.key(Key.Key_Escape)
    assert desk.current == "Nobody owns the runbook"
    assert len(desk.texts(parent)) == 4


def test_tab_asks_why_as_often_as_one_likes(desk: Desk) -> None:
    factor = desk.select("The rollback took")
    for text in ("First", "Second", "Third"):
        desk.key(Key.Key_Tab)
        desk.type(text)
    desk.key(Key.Key_Return, Control)
    assert desk.texts(factor)[-1] == "First"
    assert desk.texts(desk.find("First")) == ["Second"]
    assert desk.texts(desk.find("Second")) == ["Third"]
    assert not desk.view.editor.is_open


def test_shift_tab_goes_on_one_level_up(desk: Desk) -> None:
    factor = desk.select("No signal counts")
    desk.key(Key.Key_Tab)
    desk.type("Deeper")
    desk.key(Key.Key_Backtab, Shift)
    desk.type("Beside")
    desk.key(Key.Key_Return, Control)
    assert desk.texts(factor) == ["Deeper"]
    assert desk.texts(desk.find("The alert measured"))[1] == "Beside"
    desk.key(Key.Key_Backtab, Shift)
    assert desk.current == "The alert measured age, not whether holds are freed"


def test_an_empty_new_line_disappears_on_escape_enter_and_leaving(desk: Desk) -> None:
    before = desk.document.snapshot
    for leave in (
        lambda: desk.key(Key.Key_Escape),
        lambda: desk.key(Key.Key_Return),
        desk.panel.header.pill.setFocus,
    ):
        desk.select("The rollback took")
        desk.key(Key.Key_Tab)
        assert desk.panel.model.draft is not None
        leave()
        assert desk.panel.model.draft is None
        assert not desk.view.editor.is_open
    assert desk.document.snapshot == before
    assert desk.steps == []


def test_an_empty_new_line_goes_in_and_out_by_tab(desk: Desk) -> None:
    factor = desk.select("The hold-age runbook")
    desk.key(Key.Key_Return)
    desk.key(Key.Key_Return)
    desk.key(Key.Key_Tab)
    desk.key(Key.Key_Tab)
    desk.type("Deeper")
    desk.key(Key.Key_Return, Control)
    assert desk.texts(factor) == ["Deeper"]


def test_escape_puts_the_text_back_and_leaving_keeps_it(desk: Desk) -> None:
    factor = desk.select("No signal counts")
    desk.key(Key.Key_Return)
    desk.type(" ever")
    desk.key(Key.Key_Escape)
    assert desk.document.snapshot.factors[factor.id].text == factor.text
    desk.key(Key.Key_F2)
    desk.type(" ever")
    desk.panel.header.pill.setFocus()
    assert desk.document.snapshot.factors[factor.id].text == factor.text + " ever"


def test_an_emptied_text_is_not_taken(desk: Desk) -> None:
    factor = desk.select("No signal counts")
    desk.key(Key.Key_Return)
    desk.view.editor.selectAll()
    desk.key(Key.Key_Delete)
    desk.key(Key.Key_Return, Control)
    assert desk.document.snapshot.factors[factor.id].text == factor.text
    assert desk.steps == []


def test_letters_neither_edit_nor_jump(desk: Desk) -> None:
    before = desk.select("No signal counts")
    for key in (Key.Key_H, Key.Key_W, Key.Key_Space, Key.Key_S):
        desk.key(key)
    assert not desk.view.editor.is_open
    assert desk.current == before.text


def test_a_new_line_that_can_not_be_written_is_kept_for_another_try(desk: Desk) -> None:
    factor = desk.select("No signal counts")
    desk.storage.fail_with = StorageProblem("The disk is full.")
    desk.key(Key.Key_Tab)
    desk.type("Words")
    desk.key(Key.Key_Return)
    assert desk.texts(factor) == []
    desk.storage.fail_with = None
    assert desk.document.try_again()
    assert desk.texts(factor) == ["Words"]


# -- moving and marking by key


def test_alt_and_arrows_reorder_and_change_the_level(desk: Desk) -> None:
    parent = desk.find("Diagnosis spent")
    factor = desk.select("The hold-age runbook")
    desk.key(Key.Key_Up, Alt)
    assert desk.texts(parent)[0] == factor.text
    desk.key(Key.Key_Down, Alt)
    desk.key(Key.Key_Right, Alt)
    assert desk.texts(desk.find("Last week")) == [factor.text]
    desk.key(Key.Key_Left, Alt)
    desk.key(Key.Key_Left, Alt)
    assert factor.text in desk.texts()
    assert desk.current == factor.text
    for _ in range(5):
        desk.document.undo()
    assert desk.document.snapshot.factors[factor.id] == factor


def test_arrows_walk_and_fold_and_the_fold_is_kept(desk: Desk) -> None:
    parent = desk.select("The rollback took")
    desk.key(Key.Key_Left)
    assert desk.document.snapshot.factors[parent.id].folded
    desk.key(Key.Key_Down)
    assert desk.current == "Holds are capped at four seats a buyer"
    desk.key(Key.Key_Up)
    desk.key(Key.Key_Right)
    assert not desk.document.snapshot.factors[parent.id].folded
    desk.key(Key.Key_Right)
    assert desk.current.startswith("Each instance")
    desk.key(Key.Key_Left)
    assert desk.current == parent.text


def test_deleting_selects_the_neighbour_and_undo_brings_the_whys_back(desk: Desk) -> None:
    before = desk.document.snapshot
    desk.select("A renamed group")
    desk.key(Key.Key_Delete)
    assert desk.steps == ["Delete factor and 2 whys"]
    assert desk.current == "Diagnosis spent 14 min on the seat map"
    desk.document.undo()
    assert desk.document.snapshot == before


def test_control_period_marks_and_control_d_copies(desk: Desk) -> None:
    factor = desk.select("Healthy meant")
    desk.key(Key.Key_Period, Control)
    assert desk.document.snapshot.factors[factor.id].stop is StopReason.ACTIONABLE
    desk.key(Key.Key_Period, Control)
    assert desk.document.snapshot.factors[factor.id].stop is None
    desk.key(Key.Key_D, Control)
    copies = [f for f in desk.document.snapshot.factors.values() if f.text == factor.text]
    assert len(copies) == 2
    assert desk.selection.current != factor.id


def test_a_adds_an_action_that_answers_the_factor(desk: Desk) -> None:
    factor = desk.select("The alert does not")
    assert desk.panel.model.open == 1
    desk.key(Key.Key_A)
    desk.type("Name the worker in the alert")
    desk.key(Key.Key_Return)
    (action,) = desk.document.snapshot.actions_of(factor.id)
    assert action.text == "Name the worker in the alert"
    assert desk.steps == ["Add action"]
    assert desk.panel.model.open == 0
    desk.key(Key.Key_A)
    desk.key(Key.Key_Escape)
    assert len(desk.document.snapshot.actions_of(factor.id)) == 1


def test_escape_clears_the_selection_first_and_then_leads_out(desk: Desk) -> None:
    left = QSignalSpy(desk.panel.left)
    desk.select("No signal counts")
    desk.key(Key.Key_Escape)
    assert (desk.current, left.count()) == ("", 0)
    desk.key(Key.Key_Escape)
    assert left.count() == 1


# -- the mouse


def test_a_click_selects_and_a_double_click_edits(desk: Desk) -> None:
    desk.click(desk.row("No signal counts"))
    assert desk.current.startswith("No signal")
    desk.double_click(desk.row("No signal counts"))
    assert desk.view.editor.is_open
    assert desk.view.editor.text().startswith("No signal")


def test_a_click_on_the_arrow_folds(desk: Desk) -> None:
    factor = desk.find("The rollback took")
    place = desk.panel.outline.row_of(factor.id)
    assert place is not None
    desk.click(place.arrow.center().toPoint())
    assert desk.document.snapshot.factors[factor.id].folded
    assert desk.panel.outline.row_of(desk.find("Each instance").id) is None


def test_a_click_on_an_action_goes_there_and_on_the_dashed_one_types(desk: Desk) -> None:
    goes = QSignalSpy(desk.panel.go_requested)
    place = desk.panel.outline.row_of(desk.find("No signal counts").id)
    assert place is not None
    desk.click(place.answer().center().toPoint())
    assert goes.at(0) == [ActionItem, place.row.actions[0].id]
    missing = desk.panel.outline.row_of(desk.find("The alert does not").id)
    assert missing is not None
    desk.click(missing.add.center().toPoint())
    assert desk.view.editor.what == "action"


def test_a_click_on_the_category_picks_another_or_makes_one(desk: Desk) -> None:
    factor = desk.find("No signal counts")
    place = desk.panel.outline.row_of(factor.id)
    assert place is not None
    desk.click(place.category.center().toPoint())
    picker = desk.panel.outline.menus.last
    assert isinstance(picker, Picker)
    titles = [picker.list.item(i).text() for i in range(picker.list.count())]
    assert "Human error" not in titles
    QTest.keyClicks(picker.field, "On call")
    QTest.keyClick(picker.field, Key.Key_Return)
    assert desk.document.snapshot.factors[factor.id].category == "On call"
    assert desk.steps == ["Set category"]


def test_a_drag_between_rows_moves_there_in_one_step(desk: Desk) -> None:
    before = desk.document.snapshot
    moved, target = desk.find("The hold-age runbook"), desk.find("The rollback took")
    place = desk.panel.outline.row_of(desk.find("Each instance").id)
    assert place is not None
    end = QPoint(round(place.cx), round(place.rect.bottom()) - 2)
    desk.drag(desk.row("The hold-age runbook"), end)
    assert desk.texts(target)[-1] == moved.text
    assert desk.steps == ["Move factor"]
    desk.document.undo()
    assert desk.document.snapshot == before


def test_the_pointer_left_of_the_guides_chooses_the_outer_level(desk: Desk) -> None:
    moved = desk.find("The hold-age runbook")
    place = desk.panel.outline.row_of(desk.find("Each instance").id)
    assert place is not None
    desk.drag(desk.row("The hold-age runbook"), QPoint(20, round(place.rect.bottom()) - 2))
    roots = desk.texts()
    assert roots.index(moved.text) == roots.index(desk.find("The rollback").text) + 1


def test_a_drag_onto_a_row_asks_below_it(desk: Desk) -> None:
    moved = desk.find("The hold-age runbook")
    desk.drag(desk.row("The hold-age runbook"), desk.row("No signal counts"))
    assert desk.texts(desk.find("No signal counts")) == [moved.text]


def test_a_factor_is_not_let_go_on_its_own_whys(desk: Desk) -> None:
    before = desk.document.snapshot
    start, end = desk.row("A renamed group"), desk.row("The start position")
    desk.press(start)
    desk.move(start + QPoint(8, 0))
    between = desk.panel.outline.row_of(desk.find("New groups").id)
    assert between is not None
    for place in (end, QPoint(200, round(between.rect.bottom()) - 2)):
        desk.move(place)
        assert desk.panel.outline.mouse.is_dragging
        assert desk.panel.outline.mouse.target is None
    desk.release(end)
    assert desk.document.snapshot == before


def test_less_than_four_pixels_is_a_click_and_escape_ends_a_drag(desk: Desk) -> None:
    start = desk.row("The hold-age runbook")
    desk.drag(start, start + QPoint(3, 0))
    assert desk.steps == []
    desk.press(start)
    desk.move(desk.row("No signal counts"))
    desk.key(Key.Key_Escape)
    desk.release(desk.row("No signal counts"))
    assert desk.steps == []
    assert desk.current.startswith("The hold-age")


def test_dropped_events_link_to_a_row_and_grow_factors_on_empty_space(desk: Desk) -> None:
    factor = desk.find("No signal counts")
    snapshot = desk.document.snapshot
    first, second = [e for e in snapshot.events.values() if not snapshot.factors_shown_by(e.id)][:2]
    desk.drop_events([first.id, second.id], desk.row("No signal counts"))
    shown = desk.document.snapshot.events_showing(factor.id)
    assert {first.id, second.id} <= {e.id for e in shown}
    desk.document.undo()
    desk.drop_events([first.id], QPoint(300, desk.view.viewport().height() - 4))
    assert desk.texts()[-1] == first.title
    assert desk.document.snapshot.events_showing(desk.find(first.title).id) == [first]


# -- the menu


def test_the_menu_key_offers_what_the_mouse_and_the_keys_do(desk: Desk) -> None:
    desk.select("The alert does not")
    words = desk.menu_key()
    for word in ("Edit text", "Ask why", "Add an action", "Category…", "Kind…", "Delete"):
        assert word in words


def test_deciding_not_to_act_asks_for_the_reason(desk: Desk) -> None:
    factor = desk.select("The alert does not")
    desk.panel.outline.menus.ask_reason(desk.panel.outline.rect())
    prompt = desk.panel.outline.menus.last
    assert isinstance(prompt, ReasonPrompt)
    QTest.keyClicks(prompt.field, "The alert goes away next month")
    QTest.keyClick(prompt.field, Key.Key_Return)
    held = desk.document.snapshot.factors[factor.id]
    assert (held.stop, held.stop_note) == (StopReason.ACCEPTED, "The alert goes away next month")
    assert desk.panel.model.open == 0


# -- empty, filtered, locked


def test_the_first_factor_comes_by_button_and_by_key(empty: Desk) -> None:
    assert empty.panel.empty.isVisible()
    assert not empty.panel.heads.isVisible()
    empty.key(Key.Key_Return)
    assert not empty.panel.empty.isVisible()
    empty.type("The first")
    empty.key(Key.Key_Return)
    empty.key(Key.Key_Escape)
    assert empty.texts() == ["The first"]
    empty.document.undo()
    assert empty.panel.empty.button is not None
    empty.panel.empty.button.click()
    assert empty.view.editor.is_open


def test_the_filter_shows_only_what_waits_and_says_when_nothing_does(desk: Desk) -> None:
    desk.panel.header.pill.click()
    assert len(list(desk.panel.model.walk())) == 2
    desk.select("The alert does not")
    desk.key(Key.Key_Period, Control)
    assert desk.panel.all_answered.isVisible()
    assert not desk.panel.empty.isVisible()
    desk.panel.reveal(desk.find("No signal counts").id)
    assert not desk.panel.header.pill.isChecked()
    assert not desk.panel.all_answered.isVisible()


def test_reveal_unfolds_for_the_eye_only_and_an_unknown_id_does_nothing(desk: Desk) -> None:
    root = desk.find("A worker that did")
    desk.document.push(fold_factors(desk.document.snapshot, [root.id], True))
    desk.select("The service template")
    place = desk.panel.outline.row_of(desk.find("The service template").id)
    assert place is not None
    assert desk.document.snapshot.factors[root.id].folded
    desk.panel.reveal("nobody")
    assert desk.current.startswith("The service template")


def test_what_is_locked_can_be_read_and_folded_and_nothing_else(locked: Desk) -> None:
    before = locked.document.snapshot
    factor = locked.select("A renamed group")
    for key, mods in ((Key.Key_Return, Shift), (Key.Key_Delete, Control)):
        locked.key(key, mods)
    for key in (Key.Key_Return, Key.Key_Delete, Key.Key_A, Key.Key_C, Key.Key_Tab):
        locked.view.setFocus()
        locked.key(key)
        assert not locked.view.editor.is_open
    locked.drag(locked.row("The hold-age runbook"), locked.row("No signal counts"))
    locked.select("A renamed group")
    locked.key(Key.Key_Left)
    assert locked.panel.outline.row_of(locked.find("The start position").id) is None
    assert locked.document.snapshot == before
    assert factor.folded is False


def test_a_long_chain_is_told_on_hover_where_it_is_cut(desk: Desk) -> None:
    from pmdesk.views.factors.tips import tip_of

    long = "A very long answer " * 12
    made = add_factor(desk.document.snapshot, long)
    desk.document.push(made)
    place = desk.panel.outline.row_of(made.changes[0].record.id)
    short = desk.panel.outline.row_of(desk.find("No signal counts").id)
    assert place is not None
    assert short is not None
    assert tip_of(place, "row", desk.panel.commands.folds).startswith("A very long answer")
    assert tip_of(short, "row", desk.panel.commands.folds) == ""


def test_leaving_the_window_stores_what_is_typed_and_typing_goes_on(desk: Desk) -> None:
    factor = desk.select("No signal counts")
    desk.key(Key.Key_Tab)
    desk.view.editor.commit()
    assert desk.steps == []
    desk.type("Half a")
    desk.view.editor.commit()
    assert desk.texts(factor) == ["Half a"]
    desk.type(" sentence")
    desk.key(Key.Key_Return, Control)
    assert desk.texts(factor) == ["Half a sentence"]


def test_undo_while_typing_is_not_written_over_again(desk: Desk) -> None:
    factor = desk.select("No signal counts")
    desk.key(Key.Key_Return)
    desk.type(" ever")
    desk.view.editor.commit()
    desk.document.undo()
    assert desk.view.editor.text() == factor.text
    desk.key(Key.Key_Return, Control)
    assert desk.document.snapshot.factors[factor.id].text == factor.text
    desk.key(Key.Key_Tab)
    desk.type("New")
    desk.view.editor.commit()
    desk.document.undo()
    assert not desk.view.editor.is_open
    assert desk.texts(factor) == []


def test_an_event_dropped_into_the_empty_section_grows_the_first_factor(empty: Desk) -> None:
    event = next(iter(empty.document.snapshot.events.values()))
    empty.drop_events([event.id], QPoint(600, 400), empty.panel)
    assert empty.texts() == [event.title]
    assert not empty.panel.empty.isVisible()
    assert empty.steps == ["Add factor from event"]
