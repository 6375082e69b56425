"""Factors get an action or a reason in place, questions an answer, and the past can be read."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmdesk.domain.analysis import Factor
from pmdesk.domain.meeting import Question
from pmdesk.domain.terms import QuestionState, StopReason
from pmdesk.edits.postmortems import set_head
from pmdesk.edits.report import ask_question
from pmdesk.views.review.factors_left import FactorRow, factors_left, reason_text
from pmdesk.views.review.history import SHOWN
from pmdesk.views.review.times import moment_text
from tests.fakes import SetClock
from tests.views.review.desk import Desk


def waiting(desk: Desk) -> tuple[Factor, FactorRow]:
    factor = factors_left(desk.snapshot)[0][0]
    return factor, desk.panel.factors.rows[factor.id]


def test_a_reason_settles_a_factor_with_who_decided(desk: Desk):
    factor, row = waiting(desk)
    desk.click(row.reason)
    desk.answer(row.prompt, "The template is replaced in May")
    after = desk.snapshot.need(Factor, factor.id)
    assert (after.stop, after.stop_note) == (
        StopReason.ACCEPTED, "The template is replaced in May",
    )  # fmt: skip
    assert after.decided_by == desk.panel.foot.recorded_as.role != ""
    assert desk.document.undo_stack.undo_text == "Decide not to act"
    assert "The template is replaced in May" in row.words.accessibleName()
    assert desk.panel.factors.note.text() == "Each has its reason"
    desk.document.undo()
    assert desk.snapshot.need(Factor, factor.id) == factor


def test_an_action_settles_a_factor_and_its_row_is_gone(desk: Desk):
    factor, row = waiting(desk)
    desk.click(row.action)
    desk.answer(row.prompt, "Name the worker in the alert")
    made = desk.snapshot.actions_of(factor.id)
    assert [a.text for a in made] == ["Name the worker in the alert"]
    assert factor.id not in desk.panel.factors.rows


def test_a_reason_can_be_changed(desk: Desk):
    factor = factors_left(desk.snapshot)[1][0]
    row = desk.panel.factors.rows[factor.id]
    desk.click(row.reason)
    assert row.prompt is not None
    assert row.prompt.field.text() == factor.stop_note
    row.prompt.field.clear()
    desk.answer(row.prompt, "Another reason")
    assert desk.snapshot.need(Factor, factor.id).stop_note == "Another reason"


def test_a_factor_is_shown_in_its_section(desk: Desk):
    factor, row = waiting(desk)
    desk.click(row.show_factor)
    assert desk.gone == [("Factor", factor.id)]


def test_a_factor_outside_our_control_says_so(desk: Desk):
    outside = Factor(id="f", pm_id="p", stop=StopReason.OUTSIDE_CONTROL)
    assert reason_text(outside) == "Outside our control"


def test_a_question_is_answered_in_place_and_opened_again(desk: Desk, qtbot: QtBot):
    asked = ask_question(desk.snapshot, "Who <b>saw</b> it first?", "Scribe")
    desk.document.push(asked)
    question_id = asked.changes[0].record.id
    row = desk.panel.questions.rows[question_id]
    assert row.text.text() == "Who <b>saw</b> it first?"
    assert desk.panel.questions.note.text() == "1 open"
    desk.click(row.answer)
    QTest.keyClicks(row.answer, "The box office")
    desk.panel.setFocus()
    assert desk.snapshot.need(Question, question_id).state is QuestionState.ANSWERED
    assert desk.panel.questions.rows[question_id] is row
    assert desk.panel.questions.note.text() == "All answered"
    row.answer.selectAll()
    row.answer.setFocus()
    QTest.keyClick(row.answer, Qt.Key.Key_Delete)
    desk.panel.setFocus()
    assert desk.snapshot.need(Question, question_id).state is QuestionState.OPEN


def test_a_question_that_is_saved_while_it_is_typed_keeps_the_caret(desk: Desk):
    row = next(iter(desk.panel.questions.rows.values()))
    row.answer.setFocus()
    QTest.keyClick(row.answer, Qt.Key.Key_End)
    QTest.keyClicks(row.answer, " And")
    row.answer.commit()
    QTest.keyClicks(row.answer, " more")
    assert row.answer.toPlainText().endswith(" And more")
    assert row.answer.hasFocus()


def test_a_question_is_asked_and_deleted(desk: Desk):
    desk.panel.reveal_part("questions")
    line = desk.panel.questions.line
    assert line.field.hasFocus()
    QTest.keyClicks(line.field, "Was the pager quiet?")
    QTest.keyClick(line.field, Qt.Key.Key_Return)
    questions = desk.snapshot.of(Question).values()
    made = next(q for q in questions if q.text == "Was the pager quiet?")
    desk.click(desk.panel.questions.rows[made.id].delete)
    assert made.id not in desk.snapshot.of(Question)
    assert desk.document.undo_stack.undo_text == "Delete question"


def test_the_history_shows_the_last_steps_and_all_on_request(desk: Desk, qtbot: QtBot):
    card = desk.panel.history
    assert card.trail.row_count() == 3
    assert not card.more.isVisible()
    desk.steps = 20
    desk.document.push(set_head(desk.snapshot, "Rename postmortem", title="Other"))
    qtbot.waitUntil(lambda: card.trail.row_count() == SHOWN)
    assert card.more.text() == "Show all 20"
    desk.click(card.more)
    assert card.trail.row_count() == 20
    desk.click(card.more)
    assert card.trail.row_count() == SHOWN


def test_a_history_that_can_not_be_read_says_why(desk: Desk):
    desk.unreadable = True
    desk.panel.history.refresh()
    QApplication.processEvents()
    assert desk.panel.history.nothing.text().endswith("The disk does not answer.")
    assert desk.panel.history.trail.row_count() == 0


def test_times_are_said_as_people_say_them():
    now = SetClock().now()
    assert moment_text(now, now, "UTC") == "Today, 09:00"
    assert moment_text(now - timedelta(days=1), now, "UTC") == "Yesterday, 09:00"
    assert moment_text(now - timedelta(days=9), now, "UTC") == "15 Nov, 09:00"
    assert moment_text(now - timedelta(days=400), now, "UTC") == "20 Oct 2025, 09:00"
    assert moment_text(now, now, "Asia/Tokyo") == "Today, 18:00"
    assert moment_text(None, now, "UTC") == ""
