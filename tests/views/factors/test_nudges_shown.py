"""Nudges at the node, in the popover and in the inspector; branches; find."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.analysis import Factor
from pmdesk.edits.factors import add_factor
from pmdesk.views.factors.cards import nudge_box
from pmdesk.views.factors.inspector import FactorInspector
from pmdesk.views.factors.nudge_cards import KeptNudge, NudgeCard, NudgePopover
from pmdesk.views.theme.theme import install
from tests.fakes import sample
from tests.views.factors.desk import Control, Desk, Key, without_factors

PERSON = "The on-call did not read the alert"


def nudged(form: str = "outline") -> Desk:
    snapshot = sample()
    snapshot = snapshot.applied(add_factor(snapshot, PERSON).changes)
    return Desk(snapshot, form=form)


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    install(qapp)
    made = nudged()
    yield made
    made.close()


def keep(desk: Desk, card: NudgeCard, reason: str) -> None:
    card.keep.click()
    assert card.prompt is not None
    card.prompt.field.setText(reason)
    card.prompt.button.click()
    QApplication.processEvents()


def test_a_click_on_the_sign_explains_it_and_keeping_it_takes_the_sign_away(desk: Desk) -> None:
    desk.select(PERSON)
    place = desk.panel.outline.row_of(desk.find(PERSON).id)
    assert place is not None
    assert not place.nudge.isEmpty()
    desk.click(place.nudge.center().toPoint())
    popover = desk.view.menus.last
    assert isinstance(popover, NudgePopover)
    (card,) = popover.part.rows
    assert isinstance(card, NudgeCard)
    gone = QSignalSpy(popover.destroyed)
    keep(desk, card, "Quoted from the interview")
    assert desk.find(PERSON).waived == ("person: Quoted from the interview",)
    assert desk.steps == ["Keep as it is"]
    assert gone.count() == 1
    place = desk.panel.outline.row_of(desk.find(PERSON).id)
    assert place is not None
    assert place.nudge.isEmpty()


def test_a_card_of_the_tree_carries_the_sign_too(qapp: QApplication) -> None:
    install(qapp)
    desk = nudged("tree")
    factor = desk.select(PERSON)
    tree = desk.panel.tree
    box = nudge_box(tree.tree.boxes[factor.id])
    desk.click((tree.origin() + box.center() * tree.zoom).toPoint())
    assert isinstance(desk.view.menus.last, NudgePopover)
    desk.close()


def test_the_menu_offers_what_is_worth_asking_only_where_something_is(desk: Desk) -> None:
    desk.select(PERSON)
    assert "Worth asking here…" in desk.menu_key()
    desk.select("The hold-age")
    assert "Worth asking here…" not in desk.menu_key()


def test_the_row_says_its_nudge_to_who_cannot_see_the_sign(desk: Desk) -> None:
    row = desk.panel.model.row(desk.find(PERSON).id)
    assert row is not None
    assert row.spoken().endswith("Ends at a person")


def test_the_inspector_keeps_a_nudge_with_a_reason_and_shows_it_again(desk: Desk) -> None:
    inspector = FactorInspector(desk.document, desk.selection)
    inspector.show()
    desk.selection.select(Factor, desk.find(PERSON).id)
    (card,) = inspector.nudges.rows
    assert isinstance(card, NudgeCard)
    keep(desk, card, "Their own words")
    (kept,) = inspector.nudges.rows
    assert isinstance(kept, KeptNudge)
    kept.again.click()
    assert desk.find(PERSON).waived == ()
    assert isinstance(inspector.nudges.rows[0], NudgeCard)
    inspector.close()


# -- branches


def test_a_branch_begins_as_an_empty_line_that_asks_its_question(desk: Desk) -> None:
    starts = desk.panel.starts
    assert set(starts.buttons) == {"detection", "response", "recovery", "prevention"}
    QTest.mouseClick(starts.buttons["detection"], Qt.MouseButton.LeftButton)
    assert "noticing it sooner" in desk.view.editor.placeholderText()
    desk.type("Nobody watches the queue")
    desk.key(Key.Key_Return, Control)
    factor = desk.find("Nobody watches")
    assert (factor.branch, factor.parent_id) == ("detection", None)
    assert "detection" not in starts.buttons
    place = desk.panel.outline.row_of(factor.id)
    assert place is not None
    assert place.tag_words == "Detection"


def test_an_empty_analysis_offers_every_branch(qapp: QApplication) -> None:
    install(qapp)
    desk = Desk(without_factors())
    assert desk.panel.starts.isVisible()
    assert len(desk.panel.starts.buttons) == 5
    desk.close()


def test_branches_are_not_offered_where_nothing_may_be_written(qapp: QApplication) -> None:
    install(qapp)
    desk = Desk(read_only="This version is signed.")
    assert not desk.panel.starts.isVisible()
    desk.close()


# -- find


def test_find_walks_round_through_what_it_finds(desk: Desk) -> None:
    desk.panel.find_here()
    bar = desk.panel.find_bar
    QTest.keyClicks(bar.field, "ALERT")
    found = [desk.document.snapshot.factors[i].text for i in bar.found]
    assert len(found) > 2
    assert bar.count.text() == f"1 of {len(found)}"
    assert desk.current == found[0]
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert desk.current == found[1]
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert desk.current == found[-1]
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert desk.panel.outline.hasFocus()
    assert desk.current == found[-1]


def test_find_looks_through_folds_actions_and_says_when_there_is_nothing(desk: Desk) -> None:
    root = desk.select("Diagnosis spent")
    desk.panel.commands.folds.fold([root.id], True)
    action = desk.document.snapshot.actions[1]
    desk.panel.find_here()
    bar = desk.panel.find_bar
    bar.field.setText(action.key)
    assert desk.current.startswith("The hold-age")
    assert desk.panel.outline.row_of(desk.find("The hold-age").id) is not None
    bar.field.setText("zebra")
    assert bar.count.text() == "Nothing found"
    desk.panel.header.pill.setChecked(True)
    bar.field.setText("worker that")
    assert bar.count.text() == "Nothing found among the unaddressed"
