"""The inspector shows the current action and saves each field by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.analysis import ActionItem, DueMove, Factor
from pmdesk.domain.terms import ActionStatus
from pmdesk.edits import actions as verbs
from pmdesk.views.action_items.inspector import ActionInspector
from pmdesk.views.controls.picker import Picker
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.theme.theme import install
from tests.views.action_items.desk import TODAY, Desk, Left

Key = Qt.Key


class InspectorDesk(Desk):
    """The section with the inspector beside it."""

    def __init__(self, read_only: str = "") -> None:
        super().__init__(read_only=read_only)
        self.inspector = ActionInspector(self.document, self.selection, lambda: TODAY)
        self.inspector.resize(348, 848)
        self.inspector.show()
        self.inspector.activateWindow()
        self.look_at(3)

    def look_at(self, number: int) -> None:
        self.selection.select(ActionItem, self.action(number).id)
        QApplication.processEvents()

    def close(self) -> None:
        self.inspector.close()
        self.inspector.deleteLater()
        super().close()


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[InspectorDesk]:
    install(qapp)
    made = InspectorDesk()
    yield made
    made.close()


def test_the_current_action_is_shown_with_its_history(desk: InspectorDesk) -> None:
    inspector = desk.inspector
    assert inspector.kicker.text() == "AI-3"
    assert inspector.text.toPlainText() == desk.action(3).text
    assert inspector.owner.text() == "Holds team lead"
    assert inspector.due.text() == "27 Nov"
    assert inspector.when.text() == (
        "Due in 3 days. Moved once: 13 Nov to 27 Nov (Broker upgrade comes first)"
    )


def test_words_save_themselves_when_left(desk: InspectorDesk) -> None:
    text = desk.inspector.text
    text.setFocus()
    text.selectAll()
    desk.type("Set all start positions", on=text)
    desk.inspector.tracker.setFocus()
    assert desk.action(3).text == "Set all start positions"
    assert desk.steps == ["Edit action"]


def test_what_is_being_typed_belongs_to_the_action_it_was_typed_for(desk: InspectorDesk) -> None:
    other = desk.action(1).done_test
    field = desk.inspector.done_test
    field.setFocus()
    desk.type("Seen twice", on=field)
    desk.look_at(1)
    assert desk.action(3).done_test == "Seen twice"
    assert desk.action(1).done_test == other
    assert field.toPlainText() == other


def test_a_new_date_leaves_its_history_and_a_wrong_one_a_sentence(desk: InspectorDesk) -> None:
    due = desk.inspector.due
    due.setFocus()
    due.selectAll()
    desk.type("asap", on=due)
    desk.key(Key.Key_Return, on=due)
    assert due.accessibleDescription().startswith("“asap” is no date")
    due.selectAll()
    desk.type("+2w", on=due)
    desk.key(Key.Key_Return, on=due)
    assert desk.action(3).due == date(2026, 12, 8)
    assert len(desk.document.snapshot.of(DueMove)) == 2
    assert "Moved twice" in desk.inspector.when.text()


def test_a_past_date_that_is_looked_at_is_not_moved(desk: InspectorDesk) -> None:
    desk.look_at(2)
    due = desk.inspector.due
    assert due.text() == "21 Oct 2026"
    due.setFocus()
    desk.key(Key.Key_Return, on=due)
    desk.inspector.tracker.setFocus()
    assert desk.steps == []


def test_an_owner_is_chosen_from_the_roles(desk: InspectorDesk) -> None:
    desk.look_at(5)
    assert desk.inspector.owner.text() == "Set an owner"
    QTest.mouseClick(desk.inspector.owner, Left)
    picker = desk.inspector.pickers.last
    assert isinstance(picker, Picker)
    desk.type("comms", on=picker.field)
    desk.key(Key.Key_Return, on=picker.field)
    assert desk.inspector.owner.text() == "Comms lead"


def test_wont_do_waits_for_its_reason(desk: InspectorDesk) -> None:
    QTest.mouseClick(desk.inspector.status.buttons[ActionStatus.WONT_DO], Left)
    assert desk.action(3).status is ActionStatus.OPEN
    assert desk.inspector.status.buttons[ActionStatus.OPEN].isChecked()
    prompt = desk.inspector.pickers.last
    assert isinstance(prompt, ReasonPrompt)
    desk.type("Groups go away", on=prompt.field)
    desk.key(Key.Key_Return, on=prompt.field)
    assert desk.action(3).status is ActionStatus.WONT_DO
    assert desk.inspector.reason.isVisible()
    assert desk.inspector.reason.toPlainText() == "Groups go away"


def test_a_done_action_can_be_verified_and_an_open_one_cannot(desk: InspectorDesk) -> None:
    verified = desk.inspector.verified
    assert not verified.isEnabled()
    desk.look_at(2)
    assert verified.isEnabled()
    verified.setFocus()
    desk.type("Facilitator", on=verified)
    desk.key(Key.Key_Return, on=verified)
    assert desk.action(2).verified_by == "Facilitator"
    assert desk.inspector.seen.text() == "Noted on 24 Nov"


def test_hints_are_quiet_sentences_that_go_when_they_are_met(desk: InspectorDesk) -> None:
    assert desk.inspector.hints.texts == ("How will we know that it is done? Add a done-test.",)
    snapshot = desk.document.snapshot
    desk.document.push(
        verbs.edit_action(snapshot, desk.action(3).id, "x", done_test="Seen in staging")
    )
    assert desk.inspector.hints.texts == ()
    assert desk.inspector.hints.isHidden()


def test_factors_are_shown_unlinked_and_gone_to(desk: InspectorDesk) -> None:
    from pmdesk.views.controls.buttons import IconButton

    asked: list[tuple[object, str]] = []
    desk.inspector.go_requested.connect(lambda kind, i: asked.append((kind, i)))
    factor = desk.document.snapshot.factors_of(desk.action(3).id)[0]
    buttons = desk.inspector.factors.findChildren(IconButton)
    QTest.mouseClick(next(b for b in buttons if b.accessibleName().startswith("Show")), Left)
    assert asked == [(Factor, factor.id)]
    QTest.mouseClick(next(b for b in buttons if b.accessibleName().startswith("Unlink")), Left)
    assert desk.document.snapshot.factors_of(desk.action(3).id) == []


def test_escape_in_an_untouched_field_leads_back(desk: InspectorDesk) -> None:
    left: list[bool] = []
    desk.inspector.left.connect(lambda: left.append(True))
    for field in (desk.inspector.text, desk.inspector.due, desk.inspector.tracker):
        desk.key(Key.Key_Escape, on=field)
    assert len(left) == 3


def test_where_nothing_may_be_written_fields_are_only_read(qapp: QApplication) -> None:
    desk = InspectorDesk(read_only="Signed")
    assert desk.inspector.text.isReadOnly()
    assert desk.inspector.due.isReadOnly()
    assert not desk.inspector.owner.isEnabled()
    assert not desk.inspector.status.isEnabled()
    desk.close()


def test_without_a_selected_action_nothing_can_be_edited(desk: InspectorDesk) -> None:
    desk.selection.clear()
    assert not desk.inspector.isEnabled()


def test_an_action_that_its_new_date_takes_out_of_the_filter_stays_in_the_inspector(
    desk: InspectorDesk,
) -> None:
    desk.panel.choose("no_date")
    desk.look_at(6)
    due = desk.inspector.due
    due.setFocus()
    desk.type("fri", on=due)
    desk.key(Key.Key_Return, on=due)
    assert desk.numbers() == []
    assert desk.inspector.kicker.text() == "AI-6"
    assert desk.selection.ids == (desk.action(6).id,)


def test_words_in_a_field_that_news_take_away_are_kept(desk: InspectorDesk) -> None:
    now, ids = desk.document.clock.now(), [desk.action(3).id]
    desk.document.push(
        verbs.set_status(desk.document.snapshot, ids, ActionStatus.DONE, now=now)
    )
    reason = desk.inspector.reason
    reason.setFocus()
    desk.type("Seen in staging", on=reason)
    desk.document.undo()
    assert reason.isHidden() or not reason.isVisible()
    QApplication.processEvents()
    assert desk.action(3).status is ActionStatus.OPEN
    assert desk.action(3).reason == "Seen in staging"
