"""Approvers are asked, answer, and are asked again; each is one step that undo takes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmdesk.domain.signoff import Approval
from pmdesk.domain.terms import ActionStatus, ApprovalDecision
from pmdesk.edits.actions import edit_action
from pmdesk.edits.approvals import approvals_of
from pmdesk.edits.postmortems import set_head
from pmdesk.views.review.approvers import ApproverRow
from tests.views.review.desk import Desk


def row_of(desk: Desk, role: str) -> ApproverRow:
    rows = desk.panel.approvers.rows.values()
    return next(row for row in rows if row.role.text() == role)


def held(desk: Desk, row: ApproverRow) -> Approval:
    return desk.snapshot.need(Approval, row.approval_id)


def choose(desk: Desk, row: ApproverRow, words: str) -> None:
    desk.click(row.more)
    assert row.menu is not None
    action = next(a for a in row.menu.actions() if a.text() == words)
    row.menu.setActiveAction(action)
    QTest.keyClick(row.menu, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_each_approver_says_what_and_when(desk: Desk):
    assert row_of(desk, "Holds team lead").state.text() == "Approved 19 Oct, 11:04"
    assert row_of(desk, "Platform lead").state.text() == "Asked 19 Oct, 09:30 · waiting"
    assert desk.panel.approvers.note.text() == "1 of 3 approved"


def test_approving_is_one_press(desk: Desk):
    row = row_of(desk, "Incident commander")
    desk.click(row.approve)
    assert held(desk, row).decision is ApprovalDecision.APPROVED
    assert held(desk, row).decided_at == desk.document.clock.now()
    assert row.state.text() == "Approved today, 09:00"
    assert row.tick.isVisible()
    assert desk.panel.approvers.note.text() == "2 of 3 approved"
    assert row.more.hasFocus()
    desk.document.undo()
    assert row.approve.isVisible()


def test_asking_for_changes_asks_which(desk: Desk):
    row = row_of(desk, "Incident commander")
    desk.click(row.changes)
    desk.answer(row.prompt, "The order is wrong")
    assert held(desk, row).decision is ApprovalDecision.CHANGES
    assert row.comment.text() == "“The order is wrong”"
    assert row.declined.isVisible()


def test_asking_for_changes_without_words_is_not_taken(desk: Desk):
    row = row_of(desk, "Incident commander")
    desk.click(row.changes)
    desk.answer(row.prompt, "  ")
    assert held(desk, row).decision is ApprovalDecision.ASKED
    assert row.prompt is not None
    row.prompt.close()


def test_an_approval_may_have_a_comment(desk: Desk):
    row = row_of(desk, "Platform lead")
    choose(desk, row, "Approve with a comment…")
    desk.answer(row.prompt, "Well told")
    assert held(desk, row).comment == "Well told"
    assert held(desk, row).decision is ApprovalDecision.APPROVED


def test_who_has_decided_can_be_asked_again(desk: Desk):
    row = row_of(desk, "Holds team lead")
    choose(desk, row, "Ask again")
    assert held(desk, row).decision is ApprovalDecision.ASKED
    assert row.state.text() == "Asked today, 09:00 · waiting"


def test_an_approver_is_removed_and_undo_brings_back_what_was_said(desk: Desk):
    row = row_of(desk, "Holds team lead")
    choose(desk, row, "Remove approver")
    assert len(desk.panel.approvers.rows) == 2
    assert desk.document.undo_stack.undo_text == "Remove approver"
    desk.document.undo()
    assert row_of(desk, "Holds team lead").state.text() == "Approved 19 Oct, 11:04"


@pytest.mark.parametrize("by_mouse", [True, False])
def test_a_role_is_asked_by_enter_or_the_button(desk: Desk, by_mouse: bool):
    desk.panel.add()
    line = desk.panel.approvers.line
    assert line.field.hasFocus()
    QTest.keyClicks(line.field, "Head of support")
    if by_mouse:
        desk.click(line.button)
    else:
        QTest.keyClick(line.field, Qt.Key.Key_Return)
    last = approvals_of(desk.snapshot)[-1]
    assert (last.role, last.asked_at) == ("Head of support", desk.document.clock.now())
    assert line.field.text() == ""
    QApplication.processEvents()
    assert row_of(desk, "Head of support").isVisible()


def test_a_half_typed_role_is_not_asked_when_focus_leaves(desk: Desk):
    line = desk.panel.approvers.line
    line.field.setFocus()
    QTest.keyClicks(line.field, "Head of")
    line.field.commit()
    desk.panel.setFocus()
    assert len(approvals_of(desk.snapshot)) == 3
    assert line.field.text() == "Head of"


def test_a_role_that_is_asked_already_is_refused_in_words(desk: Desk):
    line = desk.panel.approvers.line
    QTest.keyClicks(line.field, "platform LEAD")
    QTest.keyClick(line.field, Qt.Key.Key_Return)
    assert "is asked already" in line.field.accessibleDescription()
    assert line.field.text() == "platform LEAD"
    assert len(approvals_of(desk.snapshot)) == 3


def test_a_name_that_is_typed_is_kept_as_the_role_of_that_person(desk: Desk):
    taken = {a.person_id for a in approvals_of(desk.snapshot)}
    free = [p for p in desk.snapshot.people.values() if p.id not in taken and p.role]
    person = min(free, key=lambda p: p.position)
    line = desk.panel.approvers.line
    QTest.keyClicks(line.field, person.name or person.role)
    QTest.keyClick(line.field, Qt.Key.Key_Return)
    last = approvals_of(desk.snapshot)[-1]
    assert last.person_id == person.id
    assert last.role.startswith(person.role)


def test_nobody_asked_says_who_reviews(desk: Desk):
    for approval in approvals_of(desk.snapshot):
        choose(desk, desk.panel.approvers.rows[approval.id], "Remove approver")
    assert desk.panel.approvers.nobody.isVisible()
    assert "The team reviews" in desk.panel.approvers.nobody.text()


def test_in_a_narrow_window_the_buttons_stand_under_the_words(desk: Desk, qtbot: QtBot):
    row = row_of(desk, "Incident commander")

    def below() -> bool:
        return row.approve.mapTo(row, QPoint()).y() > row.state.geometry().bottom()

    desk.panel.resize(1696, 848)
    qtbot.waitUntil(lambda: not below())
    assert row.changes.isVisible()
    desk.panel.resize(956, 848)
    qtbot.waitUntil(below)
    assert row.changes.isVisible()
    assert row.role.width() >= row.role.sizeHint().width()


def test_a_search_for_an_approver_ends_in_its_row(desk: Desk):
    approval = approvals_of(desk.snapshot)[1]
    desk.panel.reveal(approval.id)
    assert desk.selection.current_of(Approval) == approval.id
    assert desk.panel.approvers.rows[approval.id].approve.hasFocus()
    desk.panel.reveal("nothing of the kind")
    assert desk.selection.current_of(Approval) == approval.id


def test_declining_is_in_the_menu_and_asks_why(desk: Desk):
    row = row_of(desk, "Incident commander")
    desk.click(row.more)
    assert row.menu is not None
    [decline] = [a for a in row.menu.actions() if a.text() == "Decline…"]
    row.menu.close()
    decline.trigger()
    desk.answer(row.prompt, "Not mine to sign")
    assert held(desk, row).decision is ApprovalDecision.DECLINED
    assert row.state.text() == "Declined today, 09:00"


def test_an_approval_lapses_in_sight_when_the_text_changes_and_comes_back_with_undo(desk: Desk):
    row = row_of(desk, "Incident commander")
    desk.click(row.approve)
    assert row.tick.isVisible()
    desk.document.push(set_head(desk.snapshot, "Edit summary", summary="Another text"))
    assert "the text has changed since" in row.state.text()
    assert not row.tick.isVisible()
    assert row.approve.isVisible()
    assert desk.panel.approvers.note.text() == "1 of 3 approved"
    desk.document.undo()
    assert row.tick.isVisible()


def test_what_actions_do_lets_no_approval_lapse(desk: Desk):
    row = row_of(desk, "Incident commander")
    desk.click(row.approve)
    action = next(a for a in desk.snapshot.actions if a.status is ActionStatus.OPEN)
    edit = edit_action(desk.snapshot, action.id, "Set status", status=ActionStatus.IN_PROGRESS)
    assert desk.document.push(edit)
    assert row.tick.isVisible()
