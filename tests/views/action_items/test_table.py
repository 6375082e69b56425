"""Cells of the table under a real keyboard and mouse, checked against the document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.terms import ActionStatus, ActionType
from pmdesk.edits import actions as verbs
from pmdesk.itemmodels.action_items import Column
from pmdesk.views.controls.picker import Picker
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.theme.theme import install
from tests.views.action_items.desk import Alt, Control, Desk, Left, No, Shift

Key = Qt.Key


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    install(qapp)
    made = Desk()
    yield made
    made.close()


def picker(desk: Desk) -> Picker:
    assert isinstance(desk.table.pickers.last, Picker)
    return desk.table.pickers.last


# -- moving


def test_arrows_move_by_cell_and_tab_wraps_to_the_next_row(desk: Desk) -> None:
    desk.go(3, Column.TEXT)
    desk.key(Key.Key_Right)
    desk.key(Key.Key_Down)
    assert desk.current() == (5, Column.FACTORS)
    desk.go(3, Column.TRACKER)
    desk.key(Key.Key_Tab)
    assert desk.current() == (5, Column.STATUS)
    desk.key(Key.Key_Tab, Shift)
    assert desk.current() == (3, Column.TRACKER)
    assert desk.selection.ids == (desk.action(3).id,)


def test_tab_leads_out_at_the_last_cell(desk: Desk) -> None:
    desk.go(4, Column.TRACKER)
    desk.key(Key.Key_Tab)
    assert desk.line.line.hasFocus()


def test_up_and_down_lead_out_to_the_filters_and_to_the_new_line(desk: Desk) -> None:
    desk.go(6, Column.TEXT)
    desk.key(Key.Key_Up)
    assert desk.panel.pills["all"].hasFocus()
    desk.go(4, Column.TEXT)
    desk.key(Key.Key_Down)
    assert desk.line.line.hasFocus()
    desk.key(Key.Key_Up, on=desk.line.line)
    assert desk.current() == (4, Column.TEXT)
    assert desk.table.hasFocus()


def test_escape_clears_the_selection_and_then_leaves(desk: Desk) -> None:
    left: list[bool] = []
    desk.panel.left.connect(lambda: left.append(True))
    desk.go(3, Column.TEXT)
    desk.key(Key.Key_Escape)
    assert (desk.selection.ids, left) == ((), [])
    desk.key(Key.Key_Escape)
    assert left == [True]


# -- typing in cells


def test_enter_edits_and_enter_again_commits_and_goes_down(desk: Desk) -> None:
    desk.go(3, Column.TEXT)
    desk.key(Key.Key_Return)
    line = desk.table.editor.line
    assert line.selectedText() == desk.action(3).text
    desk.type("Set every start position", on=line)
    desk.key(Key.Key_Return, on=line)
    assert desk.action(3).text == "Set every start position"
    assert desk.steps == ["Edit action"]
    assert desk.current() == (5, Column.TEXT)
    assert desk.table.hasFocus()


def test_a_typed_letter_begins_the_edit_with_that_letter(desk: Desk) -> None:
    desk.go(3, Column.TEXT)
    desk.type("N")
    assert desk.table.editor.line.text() == "N"
    desk.type("ew words", on=desk.table.editor.line)
    desk.key(Key.Key_Tab, on=desk.table.editor.line)
    assert desk.action(3).text == "New words"
    assert desk.current() == (3, Column.FACTORS)


def test_escape_puts_the_cell_back(desk: Desk) -> None:
    before = desk.document.snapshot
    desk.go(3, Column.TEXT)
    desk.type("Q")
    desk.key(Key.Key_Escape, on=desk.table.editor.line)
    assert not desk.table.editor.line.isVisible()
    assert desk.document.snapshot == before
    assert desk.table.hasFocus()
    assert desk.selection.ids == (desk.action(3).id,)


def test_a_click_elsewhere_commits(desk: Desk) -> None:
    desk.go(3, Column.TEXT)
    desk.type("Q")
    desk.click(1, Column.TEXT)
    assert desk.action(3).text == "Q"
    assert desk.current() == (1, Column.TEXT)


def test_a_date_is_typed_as_people_say_it_and_the_row_moves_when_the_edit_ends(
    desk: Desk,
) -> None:
    desk.go(6, Column.DUE)
    desk.type("+3w")
    assert desk.numbers()[0] == 6
    desk.key(Key.Key_Return, on=desk.table.editor.line)
    assert desk.action(6).due == date(2026, 12, 15)
    assert desk.numbers() == [2, 3, 5, 1, 4, 6]
    assert desk.current() == (2, Column.DUE)


def test_a_wrong_date_keeps_the_line_open_with_a_sentence_under_it(desk: Desk) -> None:
    desk.go(6, Column.DUE)
    desk.type("soon")
    editor = desk.table.editor
    desk.key(Key.Key_Return, on=editor.line)
    assert editor.bubble.isVisible()
    assert editor.problem.text() == "“soon” is no date: type a day such as 26 apr, fri or +2w."
    assert editor.line.accessibleDescription() == editor.problem.text()
    editor.line.setText("")
    desk.type("fri", on=editor.line)
    assert not editor.bubble.isVisible()
    desk.key(Key.Key_Return, on=editor.line)
    assert desk.action(6).due == date(2026, 11, 27)


def test_a_wrong_date_that_is_left_changes_nothing_and_says_why(desk: Desk) -> None:
    before = desk.document.snapshot
    desk.go(6, Column.DUE)
    desk.type("soon")
    desk.click(1, Column.TEXT)
    assert desk.document.snapshot == before
    assert len(desk.told) == 1
    assert desk.told[0].startswith("“soon” is no date")


def test_an_unchanged_cell_makes_no_step_even_for_a_date_of_the_past(desk: Desk) -> None:
    for column in (Column.TEXT, Column.DUE, Column.TRACKER):
        desk.go(2, column)
        desk.key(Key.Key_Return)
        desk.key(Key.Key_Return, on=desk.table.editor.line)
    assert desk.steps == []


def test_an_empty_date_takes_the_date_away_and_its_move_is_kept(desk: Desk) -> None:
    desk.go(1, Column.DUE)
    desk.key(Key.Key_Return)
    desk.table.editor.line.clear()
    desk.key(Key.Key_Return, on=desk.table.editor.line)
    assert desk.action(1).due is None
    assert len(desk.model.cells_of(desk.action(1).id).moves) == 1  # type: ignore[union-attr]


def test_a_typed_date_is_for_all_selected_actions_in_one_step(desk: Desk) -> None:
    desk.click(3, Column.TEXT)
    desk.click(1, Column.TEXT, Shift)
    assert len(desk.selection.ids) == 3
    desk.table.edit_cell(desk.action(1).id, Column.DUE, "")
    desk.type("18 dec", on=desk.table.editor.line)
    desk.key(Key.Key_Return, on=desk.table.editor.line)
    assert {desk.action(n).due for n in (1, 3, 5)} == {date(2026, 12, 18)}
    assert desk.steps == ["Set date"]


def test_news_from_elsewhere_leaves_the_line_that_is_being_typed_in(desk: Desk) -> None:
    desk.go(3, Column.TEXT)
    desk.type("Half a sen")
    due = verbs.set_due(
        desk.document.snapshot, [desk.action(2).id], date(2027, 1, 5), now=desk.document.clock.now()
    )
    desk.document.push(due)
    assert desk.table.editor.line.text() == "Half a sen"
    assert desk.table.editor.line.isVisible()
    assert desk.numbers() == [6, 2, 3, 5, 1, 4]
    desk.key(Key.Key_Return, on=desk.table.editor.line)
    assert desk.numbers() == [6, 3, 5, 1, 4, 2]


def test_an_action_that_is_deleted_meanwhile_closes_its_line(desk: Desk) -> None:
    desk.go(3, Column.TEXT)
    desk.type("Q")
    desk.document.push(verbs.delete_actions(desk.document.snapshot, [desk.action(3).id]))
    assert not desk.table.editor.line.isVisible()
    assert desk.numbers() == [6, 2, 5, 1, 4]


# -- picking


def test_space_goes_through_the_states_as_one_step_each(desk: Desk) -> None:
    desk.go(3, Column.TEXT)
    for wanted in (ActionStatus.IN_PROGRESS, ActionStatus.DONE, ActionStatus.OPEN):
        desk.key(Key.Key_Space)
        assert desk.action(3).status is wanted
    assert len(desk.steps) == 3


def test_an_owner_is_picked_by_typing_ahead(desk: Desk) -> None:
    desk.go(5, Column.OWNER)
    desk.type("pla")
    field = picker(desk).field
    assert field.text() == "pla"
    desk.key(Key.Key_Return, on=field)
    owner = desk.document.snapshot.people[desk.action(5).owner_id or ""]
    assert owner.role == "Platform lead"


def test_a_name_that_nobody_has_makes_a_new_role_in_one_step(desk: Desk) -> None:
    desk.go(5, Column.OWNER)
    desk.key(Key.Key_Return)
    desk.type("Queue team", on=picker(desk).field)
    desk.key(Key.Key_Return, on=picker(desk).field)
    owner = desk.document.snapshot.people[desk.action(5).owner_id or ""]
    assert owner.role == "Queue team"
    assert desk.steps == ["Set owner"]


def test_owners_show_how_much_they_have_to_do(desk: Desk) -> None:
    desk.go(5, Column.OWNER)
    desk.key(Key.Key_Down, Alt)
    shown = picker(desk).list
    titles = {shown.item(i).text(): shown.item(i) for i in range(shown.count())}
    detail = titles["Release engineering"].data(Qt.ItemDataRole.UserRole).detail
    assert detail == "2 open actions"
    picker(desk).close()


def test_a_picked_factor_is_linked_and_picked_again_unlinked(desk: Desk) -> None:
    desk.go(5, Column.FACTORS)
    for count in (2, 1):
        desk.key(Key.Key_Return)
        desk.type("runbook has no step", on=picker(desk).field)
        desk.key(Key.Key_Return, on=picker(desk).field)
        assert len(desk.document.snapshot.factors_of(desk.action(5).id)) == count


def test_a_pick_is_for_all_selected_actions(desk: Desk) -> None:
    desk.click(3, Column.TEXT)
    desk.click(4, Column.TEXT, Control)
    desk.key(Key.Key_Right)
    assert set(desk.selection.ids) == {desk.action(4).id}
    desk.click(3, Column.TEXT, Control)
    desk.table.open_picker(desk.action(3).id, Column.TYPE)
    desk.type("repair", on=picker(desk).field)
    desk.key(Key.Key_Return, on=picker(desk).field)
    assert {desk.action(n).type for n in (3, 4)} == {ActionType.REPAIR}
    assert desk.steps == ["Set type"]


def test_alt_down_on_a_date_offers_usual_days_and_takes_typed_ones(desk: Desk) -> None:
    desk.go(6, Column.DUE)
    desk.key(Key.Key_Down, Alt)
    desk.type("end of month", on=picker(desk).field)
    desk.key(Key.Key_Return, on=picker(desk).field)
    assert desk.action(6).due == date(2026, 11, 30)
    desk.key(Key.Key_Down, Alt)
    desk.type("whenever", on=picker(desk).field)
    desk.key(Key.Key_Return, on=picker(desk).field)
    assert desk.told[0].startswith("“whenever” is no date")


def test_wont_do_asks_for_the_reason_beside_the_cell(desk: Desk) -> None:
    desk.go(4, Column.STATUS)
    desk.key(Key.Key_Down, Alt)
    desk.type("won", on=picker(desk).field)
    desk.key(Key.Key_Return, on=picker(desk).field)
    prompt = desk.table.pickers.last
    assert isinstance(prompt, ReasonPrompt)
    assert desk.action(4).status is ActionStatus.OPEN
    assert not prompt.button.isEnabled()
    desk.type("The test is retired", on=prompt.field)
    desk.key(Key.Key_Return, on=prompt.field)
    assert (desk.action(4).status, desk.action(4).reason) == (
        ActionStatus.WONT_DO, "The test is retired",
    )  # fmt: skip
    assert desk.panel.pills["wont_do"].isVisible()


# -- clicking


def test_a_click_on_what_is_missing_mends_it(desk: Desk) -> None:
    desk.click(6, Column.DUE)
    assert desk.table.editor.is_open
    desk.key(Key.Key_Escape, on=desk.table.editor.line)
    desk.click(5, Column.OWNER)
    assert picker(desk).isVisible()
    picker(desk).close()


def test_a_click_on_the_glyph_goes_to_the_next_state(desk: Desk) -> None:
    desk.click(3, Column.STATUS)
    assert desk.action(3).status is ActionStatus.IN_PROGRESS


def test_a_click_on_words_only_selects_and_a_double_click_edits(desk: Desk) -> None:
    desk.click(3, Column.OWNER)
    assert desk.table.pickers.last is None
    assert desk.selection.ids == (desk.action(3).id,)
    QTest.mouseDClick(desk.table.viewport(), Left, No, desk.at(3, Column.TEXT))
    assert desk.table.editor.is_open
    desk.key(Key.Key_Escape, on=desk.table.editor.line)


def test_a_click_on_a_tracker_address_asks_to_open_it(desk: Desk) -> None:
    address = "https://tracker.example/browse/OPS-7"
    one = desk.action(1).id
    desk.document.push(verbs.edit_action(desk.document.snapshot, one, "x", tracker=address))
    asked: list[str] = []
    desk.panel.link_requested.connect(asked.append)
    desk.click(1, Column.TRACKER)
    assert asked == [address]
    desk.click(2, Column.TRACKER)
    assert asked == [address]


# -- whole rows


def test_delete_and_undo_keep_the_keyboard_where_it_was(desk: Desk) -> None:
    desk.go(3, Column.OWNER)
    desk.key(Key.Key_Delete)
    assert desk.steps == ["Delete action"]
    assert desk.current() == (5, Column.OWNER)
    assert desk.selection.ids == (desk.action(5).id,)
    desk.document.undo()
    assert desk.numbers() == [6, 2, 3, 5, 1, 4]


def test_duplicate_selects_the_copy(desk: Desk) -> None:
    desk.go(1, Column.TEXT)
    desk.key(Key.Key_D, Control)
    assert desk.selection.ids == (desk.action(7).id,)
    assert desk.action(7).text == desk.action(1).text


def test_rows_selected_elsewhere_are_selected_here(desk: Desk) -> None:
    desk.selection.select(ActionItem, desk.action(1).id, desk.action(4).id)
    rows = {i.row() for i in desk.table.selectionModel().selectedRows()}
    assert rows == {desk.model.row_of(desk.action(n).id) for n in (1, 4)}
    assert desk.current() == (4, Column.TEXT)


def test_a_row_that_the_filter_lets_go_hands_the_selection_on(desk: Desk) -> None:
    desk.panel.choose("open")
    desk.go(3, Column.STATUS)
    desk.key(Key.Key_Space)
    assert desk.numbers() == [6, 5, 4]
    assert desk.current() == (5, Column.STATUS)
    assert desk.selection.ids == (desk.action(5).id,)


def test_the_menu_acts_on_all_selected_rows(desk: Desk) -> None:
    desk.click(3, Column.TEXT)
    desk.click(1, Column.TEXT, Shift)
    from pmdesk.views.action_items.menus import action_menu

    menu = action_menu(desk.table)
    done = next(a for a in menu.actions() if a.text().startswith("Done"))
    done.trigger()
    assert {desk.action(n).status for n in (1, 3, 5)} == {ActionStatus.DONE}
    assert len(desk.steps) == 1
    menu.deleteLater()


def test_nothing_is_edited_where_nothing_may_be_written(qapp: QApplication) -> None:
    desk = Desk(read_only="Another window has it open")
    desk.go(6, Column.DUE)
    for key in (Key.Key_Return, Key.Key_Space, Key.Key_Delete, Key.Key_Insert):
        desk.key(key)
    desk.click(5, Column.OWNER)
    desk.click(3, Column.STATUS)
    assert desk.steps == []
    assert desk.told == []
    assert not desk.table.editor.is_open
    assert desk.table.pickers.last is None
    assert not desk.line.isVisible()
    desk.close()
