"""The phases: what may be done from each, why not, and what is kept of every move."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.signoff import PhaseMove
from pmdesk.domain.terms import ApprovalDecision, Phase, Severity
from pmdesk.edits.approvals import approvals_of
from pmdesk.edits.postmortems import set_head
from pmdesk.views.review.phases import moves_of
from tests.views.review.desk import Desk


def shown(desk: Desk) -> list[str]:
    foot = desk.panel.foot
    buttons = [foot.ask, foot.sign, foot.back, foot.archive, foot.reopen]
    return [button.text() for button in buttons if button.isVisible()]


def test_a_draft_is_given_to_review_and_back(desk: Desk):
    assert shown(desk) == ["Ask for review"]
    desk.click(desk.panel.foot.ask)
    assert desk.phase is Phase.REVIEW
    assert shown(desk) == ["Sign off and lock", "Back to draft"]
    assert desk.panel.path.accessibleName() == "Phase: In review"
    desk.click(desk.panel.foot.back)
    assert desk.phase is Phase.DRAFT
    assert desk.document.undo_stack.count() == 2


def test_publishing_waits_for_what_must_be_met_and_says_so(desk: Desk):
    desk.click(desk.panel.foot.ask)
    assert not desk.panel.foot.sign.isEnabled()
    assert desk.panel.foot.why.text() == (
        "3 checks that must be met are still open. Signing locks version 1.0."
    )
    QTest.mouseClick(desk.panel.foot.sign, Qt.MouseButton.LeftButton)
    assert desk.phase is Phase.REVIEW


def test_what_should_be_met_does_not_keep_it_from_going_out(ready_desk: Desk):
    desk = ready_desk
    desk.document.push(set_head(desk.snapshot, "Set severity", severity=Severity.SEV3))
    for approval in approvals_of(desk.snapshot):
        row = desk.panel.approvers.rows[approval.id]
        row._on_ask_again()
    desk.click(desk.panel.foot.ask)
    assert desk.panel.foot.sign.isEnabled()
    assert desk.panel.foot.why.text() == "One check is still open. Signing locks version 1.0."


def test_a_ready_postmortem_is_published_archived_and_reopened(ready_desk: Desk):
    desk = ready_desk
    desk.click(desk.panel.foot.ask)
    assert desk.panel.foot.why.text() == "Every check is met. Signing locks version 1.0."
    desk.click(desk.panel.foot.sign)
    assert desk.phase is Phase.PUBLISHED
    assert shown(desk) == ["Archive", "Reopen…"]
    desk.click(desk.panel.foot.archive)
    assert shown(desk) == ["Reopen…"]
    desk.click(desk.panel.foot.reopen)
    desk.answer(desk.panel.foot.prompt, "A log turned up")
    assert desk.phase is Phase.DRAFT
    assert {a.decision for a in approvals_of(desk.snapshot)} == {ApprovalDecision.ASKED}
    desk.document.undo()
    assert desk.phase is Phase.ARCHIVED


def test_reopening_without_a_reason_does_nothing(ready_desk: Desk):
    desk = ready_desk
    desk.click(desk.panel.foot.ask)
    desk.click(desk.panel.foot.sign)
    desk.click(desk.panel.foot.reopen)
    desk.answer(desk.panel.foot.prompt, "")
    assert desk.phase is Phase.PUBLISHED
    desk.panel.foot.prompt.close()  # type: ignore[union-attr]


def test_every_move_keeps_who_when_and_why(ready_desk: Desk):
    desk = ready_desk
    desk.panel.foot.recorded_as.pick()
    picker = desk.panel.foot.recorded_as.picker
    assert picker is not None
    QTest.keyClicks(picker.field, "Scribe of the day")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    desk.click(desk.panel.foot.ask)
    move = moves_of(desk.snapshot)[0]
    assert (move.by, move.at) == ("Scribe of the day", desk.document.clock.now())
    card = desk.panel.moves
    assert card.isVisible()
    assert "Draft → In review" in card.trail.accessibleDescription()
    assert "Scribe of the day, Today, 09:00" in card.trail.accessibleDescription()


def test_the_role_recorded_is_the_facilitators_until_another_is_picked(desk: Desk):
    head = desk.snapshot.postmortem
    role = desk.snapshot.people[head.facilitator_id or ""].role
    assert role
    assert desk.panel.foot.recorded_as.role == role
    desk.click(desk.panel.foot.ask)
    assert next(iter(desk.snapshot.of(PhaseMove).values())).by == role


def test_without_moves_there_is_no_card_of_moves(desk: Desk):
    assert not desk.panel.moves.isVisible()


def test_after_a_move_the_focus_is_on_the_next_button(desk: Desk):
    desk.panel.foot.ask.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(desk.panel.foot.ask, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert desk.phase is Phase.REVIEW
    assert desk.panel.foot.back.hasFocus()
