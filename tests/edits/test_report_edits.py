"""The verbs on the report's lists, checked on the snapshot that they lead to."""

from __future__ import annotations

import pytest

from pmdesk.domain.change import Edit
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.meeting import Question
from pmdesk.domain.postmortem import ImpactFigure, Lesson, Person, Runbook
from pmdesk.domain.record import altered
from pmdesk.domain.signoff import Approval
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import LessonKind, QuestionState
from pmdesk.edits import report
from tests.fakes import sample


def after(snapshot: Snapshot, edit: Edit) -> Snapshot:
    return snapshot.applied(edit.changes)


def words(snapshot: Snapshot, kind: LessonKind) -> list[str]:
    return [lesson.text for lesson in report.lessons_of(snapshot, kind)]


def test_a_lesson_is_added_behind_the_one_it_was_asked_from() -> None:
    held = sample()
    first = report.lessons_of(held, LessonKind.WELL)[0]
    then = after(held, report.add_lesson(held, LessonKind.WELL, "New", first.id))
    assert words(then, LessonKind.WELL)[:2] == [first.text, "New"]


def test_a_lesson_moves_within_its_list_and_back() -> None:
    held = sample()
    first, second = report.lessons_of(held, LessonKind.WELL)
    then = after(held, report.move_lesson(held, second.id, LessonKind.WELL, 0))
    assert words(then, LessonKind.WELL) == [second.text, first.text]
    assert not report.move_lesson(then, second.id, LessonKind.WELL, 0)


def test_a_lesson_moves_to_another_list_and_the_step_names_it() -> None:
    held = sample()
    lesson = report.lessons_of(held, LessonKind.WELL)[0]
    edit = report.move_lesson(held, lesson.id, LessonKind.LUCKY, 0)
    assert edit.label == "Move lesson to got lucky"
    assert words(after(held, edit), LessonKind.LUCKY)[0] == lesson.text


def test_a_list_without_room_between_two_positions_is_numbered_anew() -> None:
    held = sample()
    rows = held.impact
    squeezed = Edit("Squeeze", tuple(
        change
        for row in rows
        for change in report.change_part(held, "x", ImpactFigure, row.id, position=5.0).changes
    ))  # fmt: skip
    held = after(held, squeezed)
    last = held.impact[-1]
    then = after(held, report.move_impact(held, last.id, 1))
    assert [f.id for f in then.impact].index(last.id) == 1
    assert len({f.position for f in then.impact}) == len(rows)


def test_figures_stand_in_the_order_they_were_put_in() -> None:
    held = sample()
    last = held.impact[-1]
    then = after(held, report.move_impact(held, last.id, 0))
    assert then.impact[0].id == last.id
    third = after(then, report.add_impact(then, "9", "hours", last.id))
    assert [f.value for f in third.impact][:2] == [last.value, "9"]


def test_a_part_does_not_move_over_the_ends_of_its_list() -> None:
    held = sample()
    first, last = report.in_order(held, Runbook)[0], report.in_order(held, Runbook)[-1]
    assert not report.move_part(held, "Move runbook", Runbook, first.id, -1)
    assert not report.move_part(held, "Move runbook", Runbook, last.id, 1)
    then = after(held, report.move_part(held, "Move runbook", Runbook, first.id, 1))
    assert report.in_order(then, Runbook)[1].id == first.id


def test_an_answer_closes_a_question_and_no_answer_opens_it_again() -> None:
    held = after(sample(), report.ask_question(sample(), "What else?"))
    question = report.in_order(held, Question)[-1]
    assert question.state is QuestionState.OPEN
    then = after(held, report.answer_question(held, question.id, "Nothing"))
    assert then.need(Question, question.id).state is QuestionState.ANSWERED
    again = after(then, report.answer_question(then, question.id, "  "))
    assert again.need(Question, question.id).state is QuestionState.OPEN


def test_a_person_takes_one_duty_from_another_and_gives_up_only_their_own() -> None:
    held = sample()
    old = held.postmortem.facilitator_id
    other = next(p for p in held.people.values() if p.id != old)
    then = after(held, report.set_duty(held, "facilitator_id", other.id, True))
    assert then.postmortem.facilitator_id == other.id
    assert not report.set_duty(then, "facilitator_id", str(old), False)
    assert after(
        then, report.set_duty(then, "facilitator_id", other.id, False)
    ).postmortem.facilitator_id is None  # fmt: skip


def test_an_unknown_duty_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="unknown duty"):
        report.set_duty(sample(), "title", "x", True)


def test_a_person_who_owns_actions_is_not_removed_and_the_actions_are_named() -> None:
    held = sample()
    owner = next(a.owner_id for a in held.actions if a.owner_id)
    with pytest.raises(RuleBroken, match=r"owns AI-\d"):
        report.remove_person(held, str(owner))


def test_a_removed_person_leaves_their_duties_empty_in_the_same_step() -> None:
    held = sample()
    facilitator = str(held.postmortem.facilitator_id)
    held = after(held, Edit("Free", tuple(
        change
        for row in held.of(Approval).values()
        for change in report.change_part(held, "x", Approval, row.id, person_id=None).changes
    )))  # fmt: skip
    edit = report.remove_person(held, facilitator)
    then = after(held, edit)
    assert then.postmortem.facilitator_id is None
    assert facilitator not in then.people
    assert then.applied(edit.inverse().changes) == held


def test_a_person_who_was_asked_to_approve_is_not_removed() -> None:
    held = after(sample(), report.add_person(sample(), "Guest"))
    guest = report.in_order(held, Person)[-1]
    asked = Approval(id=fresh_id(), pm_id=held.pm_id, role="Guest", person_id=guest.id)
    held = held.applied((report.born(asked),))
    with pytest.raises(RuleBroken, match="asked to approve"):
        report.remove_person(held, guest.id)


def test_each_new_part_stands_last_in_its_list() -> None:
    held = sample()
    for edit, kind in (
        (report.add_runbook(held, "Group renamed"), Runbook),
        (report.add_person(held, "Vendor"), Person),
        (report.add_impact(held, "3", "tickets"), ImpactFigure),
    ):
        made = edit.changes[0].record
        assert report.in_order(after(held, edit), kind)[-1].id == made.id


def test_removing_a_lesson_is_taken_back_whole() -> None:
    held = sample()
    lesson = held.lessons[0]
    edit = report.remove_part(held, "Remove lesson", Lesson, lesson.id)
    assert after(after(held, edit), edit.inverse()) == held
    assert altered(lesson, text=lesson.text) == lesson
