"""The checks lead to what is missing, and follow it as it is mended."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.policy import Check
from pmdesk.domain.signoff import Approval
from pmdesk.domain.snapshot import empty
from pmdesk.domain.terms import Severity
from pmdesk.edits.actions import edit_action
from pmdesk.edits.postmortems import begin_postmortem, set_head
from pmdesk.edits.report import ask_question
from pmdesk.views.review.checks import gap_words
from pmdesk.views.theme.theme import install
from tests.fakes import SetClock, sample
from tests.views.review.desk import Desk


def order(desk: Desk) -> list[Check]:
    rows = desk.panel.checks.rows
    return sorted(rows, key=lambda check: rows[check].y())


def test_unmet_checks_stand_first_and_say_what_is_missing(desk: Desk):
    unmet = [check for check in order(desk) if not desk.panel.checks.rows[check].point.met]
    assert order(desk)[: len(unmet)] == unmet == [Check.ACTIONS, Check.ANSWERED, Check.APPROVALS]
    point = desk.panel.checks.rows[Check.ACTIONS].point
    assert gap_words(point) == "missing: an owner for AI-5, a date for AI-6"
    waiting = desk.panel.checks.rows[Check.APPROVALS].point
    assert gap_words(waiting) == "waiting for Incident commander, Platform lead"
    assert desk.panel.checks.note.text() == "5 of 8 met"


def test_fixing_goes_to_the_record_that_lacks_something(desk: Desk):
    desk.click(desk.panel.checks.rows[Check.ACTIONS].fix)
    action = next(a for a in desk.snapshot.actions if a.number == 5)
    assert desk.gone == [("ActionItem", action.id)]


def test_a_met_check_is_a_quiet_link_to_its_section(desk: Desk):
    row = desk.panel.checks.rows[Check.SUMMARY]
    assert not row.fix.isVisible()
    desk.click(row.link)
    assert desk.parts == ["summary"]
    desk.click(desk.panel.checks.rows[Check.MARKS].link)
    assert desk.parts == ["summary", "marks"]


def test_a_gap_without_a_record_asks_for_its_part(qapp: QApplication):
    install(qapp)
    begun = begin_postmortem(1, "New", SetClock().now())
    desk = Desk(empty(begun.changes[0].record.pm_id).applied(begun.changes))
    for check, part in ((Check.SUMMARY, "summary"), (Check.MARKS, "marks")):
        desk.click(desk.panel.checks.rows[check].fix)
        assert desk.parts[-1] == part
    desk.click(desk.panel.checks.rows[Check.FACTORS].fix)
    assert desk.parts == ["summary", "marks", "factors"]
    desk.click(desk.panel.checks.rows[Check.APPROVALS].fix)
    assert desk.panel.approvers.line.field.hasFocus()
    desk.panel.close()


def test_gaps_of_this_section_are_shown_below(desk: Desk):
    asked = ask_question(desk.snapshot, "Who saw it first?")
    desk.document.push(asked)
    desk.click(desk.panel.checks.rows[Check.QUESTIONS].fix)
    row = desk.panel.questions.rows[asked.changes[0].record.id]
    assert row.answer.hasFocus()
    desk.click(desk.panel.checks.rows[Check.APPROVALS].fix)
    waiting = desk.selection.current_of(Approval)
    assert waiting is not None
    assert desk.panel.approvers.rows[waiting].approve.hasFocus()
    desk.click(desk.panel.checks.rows[Check.ANSWERED].fix)
    first = next(iter(desk.panel.factors.rows.values()))
    assert first.reason.hasFocus()
    assert (desk.gone, desk.parts) == ([], [])


def test_a_mended_check_moves_down_and_the_focus_stays_in_its_row(desk: Desk):
    row = desk.panel.checks.rows[Check.ACTIONS]
    row.fix.setFocus()
    owner = min(desk.snapshot.people)
    for action in desk.snapshot.actions:
        values = {"owner_id": action.owner_id or owner, "due": SetClock().now().date()}
        desk.document.push(edit_action(desk.snapshot, action.id, "Set owner", **values))
    QApplication.processEvents()
    assert row.point.met
    assert order(desk)[0] is Check.ANSWERED
    assert row.link.hasFocus()
    desk.document.undo()
    assert not row.point.met


def test_must_and_should_are_said_in_words(desk: Desk):
    desk.document.push(set_head(desk.snapshot, "Set severity", severity=Severity.SEV3))
    rows = desk.panel.checks.rows
    assert rows[Check.IMPACT].level.text() == "Should"
    assert rows[Check.SUMMARY].level.text() == "Must"


def test_a_check_that_is_not_asked_for_is_not_shown(desk: Desk):
    desk.document.push(set_head(desk.snapshot, "Set severity", severity=Severity.SEV4))
    assert Check.APPROVALS not in desk.panel.checks.rows
    desk.document.undo()
    assert Check.APPROVALS in desk.panel.checks.rows


def test_many_gaps_are_counted(desk: Desk):
    for action in desk.snapshot.actions:
        cleared = {"owner_id": None, "due": None}
        desk.document.push(edit_action(desk.snapshot, action.id, "Clear", **cleared))
    assert desk.snapshot.of(ActionItem)
    words = gap_words(desk.panel.checks.rows[Check.ACTIONS].point)
    assert words == "missing: an owner for AI-1, a date for AI-1 and 9 more"


def test_tab_walks_from_the_top_down_over_what_can_be_pressed(desk: Desk):
    desk.panel.setFocus()
    checks = desk.panel.checks.rows
    assert checks[Check.ACTIONS].fix.hasFocus()
    seen = []
    for _ in range(7):
        focus = desk.panel.focusWidget()
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        seen.append(desk.panel.focusWidget())
    assert seen == [checks[check].button for check in order(desk)[1:]]


def test_escape_leads_out(desk: Desk):
    desk.panel.setFocus()
    QTest.keyClick(desk.panel.focusWidget(), Qt.Key.Key_Escape)
    assert desk.left == 1


def test_nothing_is_worked_out_while_another_section_is_shown(desk: Desk):
    desk.panel.hide()
    desk.document.push(set_head(desk.snapshot, "Edit summary", summary=""))
    assert desk.panel.checks.rows[Check.SUMMARY].point.met
    desk.panel.show()
    assert not desk.panel.checks.rows[Check.SUMMARY].point.met


@pytest.mark.parametrize(("width", "columns"), [(956, 2), (1216, 2), (1696, 2), (700, 1)])
def test_the_cards_fit_every_width(desk: Desk, width: int, columns: int, qtbot: QtBot):
    checks, approvers = desk.panel.checks, desk.panel.approvers
    desk.panel.resize(width, 848)
    qtbot.waitUntil(lambda: approvers.geometry().right() in range(width - 30, width - 23))
    beside = approvers.x() > checks.geometry().right()
    assert beside == (columns == 2)
    assert checks.x() == 24
    for row in checks.rows.values():
        assert row.geometry().right() <= checks.width()
        assert row.button.isVisible()


def test_reading_only_everything_can_be_looked_at_and_nothing_pressed(qapp: QApplication):
    install(qapp)
    desk = Desk(sample(), "Another window has it open.")
    panel = desk.panel
    assert panel.checks.rows[Check.ACTIONS].fix.text() == "Show in Actions"
    assert panel.foot.why.text() == "Another window has it open."
    assert not panel.foot.ask.isEnabled()
    rows = [*panel.approvers.rows.values(), *panel.factors.rows.values()]
    hidden = {"approve", "changes", "more", "reason", "action"}
    for row in rows:
        for name in hidden & set(vars(row)):
            assert not getattr(row, name).isVisible()
    assert all(row.answer.isReadOnly() for row in panel.questions.rows.values())
    assert not panel.approvers.line.isVisible()
    panel.close()
