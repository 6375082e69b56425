"""The section around the table: filters, sorting, the line for a new action, open factors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from pmdesk.domain.analysis import Factor
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.terms import ActionStatus, StopReason
from pmdesk.edits import actions as verbs
from pmdesk.itemmodels.action_items import Column
from pmdesk.views.action_items.columns import column_widths
from pmdesk.views.action_items.tips import tip_of
from pmdesk.views.theme.theme import install, theme
from tests.views.action_items.desk import Desk, Left

Key = Qt.Key


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    install(qapp)
    made = Desk()
    yield made
    made.close()


def without_actions() -> Desk:
    desk = Desk()
    every = [a.id for a in desk.document.snapshot.actions]
    desk.document.push(verbs.delete_actions(desk.document.snapshot, every))
    QApplication.processEvents()
    return desk


# -- head and filters


def test_the_head_counts_and_says_what_each_action_needs(desk: Desk) -> None:
    assert desk.panel.summary.text() == (
        "6 actions, 1 done. Each one needs an owner and a date."
    )
    now = desk.document.clock.now()
    ids = [a.id for a in desk.document.snapshot.actions]
    desk.document.push(verbs.set_status(desk.document.snapshot, ids, ActionStatus.DONE, now=now))
    desk.document.push(verbs.assign_role(desk.document.snapshot, ids, "Holds team"))
    assert desk.panel.summary.text() == "6 actions, 6 done."


def test_a_long_list_is_asked_about(desk: Desk) -> None:
    for number in range(4):
        made = verbs.add_action(desk.document.snapshot, str(number), now=desk.document.clock.now())
        desk.document.push(made)
    assert desk.panel.summary.text().endswith("9 are open: which of them will really be done?")


def test_a_pill_shows_what_it_counts(desk: Desk) -> None:
    QTest.mouseClick(desk.panel.pills["no_owner"], Left)
    assert desk.numbers() == [5]
    assert desk.panel.pills["no_owner"].accessibleName() == "Needs an owner, 1"
    assert desk.panel.pills["wont_do"].isHidden()


def test_a_filter_that_nothing_falls_under_offers_to_show_all(desk: Desk) -> None:
    desk.panel.choose("no_date")
    desk.go(6, Column.DUE)
    desk.type("fri")
    desk.key(Key.Key_Return, on=desk.table.editor.line)
    assert desk.panel.empty is not None
    assert desk.panel.empty.button is not None
    QTest.mouseClick(desk.panel.empty.button, Left)
    assert len(desk.numbers()) == 6
    assert desk.table.isVisible()


def test_the_filter_of_what_wont_be_done_goes_when_nothing_is_left_in_it(desk: Desk) -> None:
    now = desk.document.clock.now()
    one = [desk.action(1).id]
    desk.document.push(
        verbs.set_status(desk.document.snapshot, one, ActionStatus.WONT_DO, now=now, reason="x")
    )
    desk.panel.choose("wont_do")
    assert desk.numbers() == [1]
    desk.document.undo()
    assert desk.panel.pills["wont_do"].isHidden()
    assert len(desk.numbers()) == 6


def test_a_click_on_a_head_sorts_and_a_second_one_turns_the_order(desk: Desk) -> None:
    heads = desk.table.heads.viewport()
    place = desk.table.heads.sectionViewportPosition(Column.KEY) + 8
    for wanted in ([1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]):
        QTest.mouseClick(heads, Left, pos=desk.table.heads.rect().center().__class__(place, 18))
        assert desk.numbers() == wanted
    assert desk.panel.sort.accessibleName() == "Sorted by number. Change the order"


def test_the_order_can_be_chosen_from_the_keyboard(desk: Desk) -> None:
    desk.panel.sort.setFocus()
    desk.key(Key.Key_Space, on=desk.panel.sort)
    assert desk.panel.sort_picker is not None
    desk.type("owner", on=desk.panel.sort_picker.field)
    desk.key(Key.Key_Return, on=desk.panel.sort_picker.field)
    assert desk.numbers()[0] == 5


def test_revealing_an_action_that_is_filtered_out_shows_all(desk: Desk) -> None:
    desk.panel.choose("done")
    desk.panel.reveal(desk.action(4).id)
    assert desk.current() == (4, Column.TEXT)
    assert desk.panel.pills["all"].isChecked()
    before = desk.current()
    desk.panel.reveal("nobody")
    desk.panel.reveal("")
    assert desk.current() == before


def test_revealing_an_action_leads_to_the_cell_that_is_missing(desk: Desk) -> None:
    desk.panel.reveal(desk.action(5).id)
    assert desk.current() == (5, Column.OWNER)
    desk.panel.reveal(desk.action(6).id)
    assert desk.current() == (6, Column.DUE)


def test_escape_leads_from_the_filters_back_to_the_table(desk: Desk) -> None:
    pill = desk.panel.pills["open"]
    pill.setFocus()
    desk.key(Key.Key_Escape, on=pill)
    assert desk.table.hasFocus()


# -- the line for a new action


def test_a_line_with_tokens_becomes_an_action_and_the_line_is_ready_again(desk: Desk) -> None:
    line = desk.line.line
    desk.key(Key.Key_Insert)
    assert line.hasFocus()
    desk.type("Add a freed-holds graph @rel !18 dec", on=line)
    assert desk.line.chips() == [("owner", "Release engineering"), ("date", "18 Dec")]
    desk.key(Key.Key_Return, on=line)
    made = desk.action(7)
    assert (made.text, made.due) == ("Add a freed-holds graph", date(2026, 12, 18))
    assert desk.document.snapshot.people[made.owner_id or ""].role == "Release engineering"
    assert desk.steps == ["Add action"]
    assert (line.text(), desk.line.chips(), line.hasFocus()) == ("", [], True)
    assert desk.selection.ids == (made.id,)


def test_n_begins_a_new_action_only_where_nothing_can_be_typed(desk: Desk) -> None:
    desk.go(3, Column.KEY)
    desk.key(Key.Key_N)
    assert desk.line.line.hasFocus()
    assert not desk.table.editor.is_open


def test_unknown_tokens_stay_words(desk: Desk) -> None:
    desk.panel.add_action()
    desk.type("Ask @nobody about !soon", on=desk.line.line)
    desk.key(Key.Key_Return, on=desk.line.line)
    assert desk.action(7).text == "Ask @nobody about !soon"


def test_a_hat_opens_the_factors_and_the_picked_one_becomes_a_chip(desk: Desk) -> None:
    line = desk.line.line
    desk.panel.add_action()
    desk.type("Link the runbook ^", on=line)
    assert desk.line.picker is not None
    desk.type("does not name", on=desk.line.picker.field)
    desk.key(Key.Key_Return, on=desk.line.picker.field)
    assert line.text() == "Link the runbook "
    assert [words for _, words in desk.line.chips()] == [
        "The alert does not name the worker or link the runbook"
    ]
    desk.key(Key.Key_Return, on=line)
    assert len(desk.document.snapshot.factors_of(desk.action(7).id)) == 1


def test_escape_empties_the_line_first_and_then_goes_back(desk: Desk) -> None:
    desk.panel.add_action()
    desk.type("Half", on=desk.line.line)
    desk.key(Key.Key_Escape, on=desk.line.line)
    assert desk.line.line.text() == ""
    desk.key(Key.Key_Escape, on=desk.line.line)
    assert desk.table.hasFocus()
    assert desk.steps == []


def test_an_empty_line_adds_nothing(desk: Desk) -> None:
    desk.panel.add_action()
    desk.type("@rel !fri", on=desk.line.line)
    desk.key(Key.Key_Return, on=desk.line.line)
    assert desk.steps == []
    assert desk.line.line.text() == "@rel !fri"


def test_a_new_action_is_shown_even_when_the_filter_would_hide_it(desk: Desk) -> None:
    desk.panel.choose("done")
    desk.panel.add_action()
    desk.type("New", on=desk.line.line)
    desk.key(Key.Key_Return, on=desk.line.line)
    assert 7 in desk.numbers()


def test_a_library_that_cannot_write_keeps_the_typed_line(desk: Desk) -> None:
    from pmdesk.domain.problems import StorageProblem

    desk.panel.add_action()
    desk.type("Keep me", on=desk.line.line)
    desk.storage.fail_with = StorageProblem("The disk is full.")
    desk.key(Key.Key_Return, on=desk.line.line)
    assert desk.line.line.text() == "Keep me"


# -- factors without an action


def test_a_factor_without_an_action_stands_below_with_its_path(desk: Desk) -> None:
    cards = desk.panel.open_factors.cards
    assert [card.title.text() for card in cards] == [
        "The alert does not name the worker or link the runbook"
    ]
    assert "Diagnosis spent 14 min on the seat map" in cards[0].accessibleName()


def test_add_action_begins_a_line_for_the_factor_and_the_card_goes(desk: Desk) -> None:
    card = desk.panel.open_factors.cards[0]
    QTest.mouseClick(card.add, Left)
    assert desk.line.line.hasFocus()
    desk.type("Name the worker in the alert", on=desk.line.line)
    desk.key(Key.Key_Return, on=desk.line.line)
    assert [f.id for f in desk.document.snapshot.factors_of(desk.action(7).id)] == [card.factor_id]
    assert desk.panel.open_factors.isHidden()
    desk.document.undo()
    assert len(desk.panel.open_factors.cards) == 1
    assert desk.panel.open_factors.isVisible()


def test_no_action_needed_records_the_reason(desk: Desk) -> None:
    card = desk.panel.open_factors.cards[0]
    QTest.mouseClick(card.none, Left)
    prompt = desk.panel.open_factors.prompt
    assert prompt is not None
    desk.type("The alert is replaced next month", on=prompt.field)
    desk.key(Key.Key_Return, on=prompt.field)
    factor = desk.document.snapshot.need(Factor, card.factor_id)
    assert (factor.stop, factor.stop_note) == (
        StopReason.ACCEPTED, "The alert is replaced next month",
    )  # fmt: skip
    assert FactorTree(desk.document.snapshot).open_factors() == []
    assert desk.panel.open_factors.isHidden()


def test_a_card_leads_to_its_factor(desk: Desk) -> None:
    asked: list[tuple[object, str]] = []
    desk.panel.go_requested.connect(lambda kind, i: asked.append((kind, i)))
    card = desk.panel.open_factors.cards[0]
    card.setFocus()
    desk.key(Key.Key_Return, on=card)
    assert asked == [(Factor, card.factor_id)]


# -- empty, narrow, read-only


def test_without_actions_the_section_says_what_it_is_for(qapp: QApplication) -> None:
    desk = without_actions()
    assert desk.panel.empty is not None
    assert desk.panel.empty.button is not None
    QTest.mouseClick(desk.panel.empty.button, Left)
    assert desk.line.line.hasFocus()
    desk.document.undo()
    assert desk.table.isVisible()
    desk.close()


def test_where_nothing_may_be_written_everything_can_still_be_read(qapp: QApplication) -> None:
    desk = Desk(read_only="Signed")
    assert not desk.panel.new.isEnabled()
    assert not desk.panel.open_factors.cards[0].add.isEnabled()
    assert len(desk.numbers()) == 6
    desk.close()


@pytest.mark.parametrize("width", [420, 640, 868, 956, 1216, 1696])
@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5])
def test_the_columns_fill_the_width_and_the_words_keep_most_of_it(
    width: int, scale: float
) -> None:
    wide = column_widths(width, scale)
    if width / scale >= 420:
        assert sum(wide.values()) == width
    assert wide[Column.TEXT] >= round(100 * scale)
    assert wide[Column.STATUS] > 0
    assert wide[Column.DUE] > 0


def test_the_table_is_as_high_as_its_rows_at_any_text_size(desk: Desk) -> None:
    for scale in (1.5, 1.0):
        theme().set_text_scale(scale)
        QApplication.processEvents()
        row = desk.table.rowHeight(0)
        assert row == round(48 * scale)
    assert desk.table.height() == desk.table.wanted_height()


def test_hover_tells_what_is_cut_and_how_often_a_date_moved(desk: Desk) -> None:
    def tip(number: int, column: Column, room: float) -> str:
        cells = desk.model.cells_of(desk.action(number).id)
        assert cells is not None
        return tip_of(desk.model, cells, column, room)

    assert tip(3, Column.TEXT, 60) == desk.action(3).text
    assert tip(3, Column.TEXT, 2000) == ""
    assert tip(3, Column.DUE, 100) == (
        "Friday 27 Nov 2026, in 3 days. Moved once: 13 Nov to 27 Nov (Broker upgrade comes first)"
    )
    now = desk.document.clock.now()
    ids = [desk.action(3).id]
    desk.document.push(verbs.set_due(desk.document.snapshot, ids, date(2026, 11, 20), now=now))
    assert tip(3, Column.DUE, 100).startswith("Friday 20 Nov 2026, overdue by 4 days. Moved twice:")


def test_a_cut_cell_tells_all_of_itself_in_an_escaped_tooltip(desk: Desk) -> None:
    text = "Say <b>what</b> changes & why, at such a length that no column holds it all"
    snapshot = desk.document.snapshot
    desk.document.push(verbs.edit_action(snapshot, desk.action(3).id, "x", text=text))
    at = desk.at(3, Column.TEXT)
    view = desk.table.viewport()
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))
    assert "&lt;b&gt;what&lt;/b&gt; changes &amp; why" in QToolTip.text()
    QToolTip.hideText()
