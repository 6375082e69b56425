"""The lists of the report under a real keyboard and mouse, checked against the document."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.meeting import Question
from pmdesk.domain.postmortem import ImpactFigure, Lesson, Person, Runbook
from pmdesk.domain.terms import (
    Audience,
    ImpactArea,
    LessonArea,
    LessonKind,
    QuestionState,
    RunbookState,
)
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.report import add_impact, change_part, in_order, lessons_of, remove_part
from pmdesk.views.report.impact import DurationFigure, FigureRow
from pmdesk.views.report.lessons import LessonRow
from tests.fakes import sample
from tests.views.report.desk import Alt, Control, Desk, Key, Left, Shift

WELL, BADLY, LUCKY = LessonKind


def test_enter_commits_a_lesson_and_makes_the_next_one_behind_it(desk: Desk) -> None:
    held = desk.lessons(WELL)
    first = next(iter(held.rows.values()))
    desk.into(first.fields["text"])
    desk.key(Key.Key_End)
    desk.type(" again")
    desk.key(Key.Key_Return)
    assert desk.focus() is held.draft.fields["text"]
    desk.type("Rollback rehearsed")
    desk.key(Key.Key_Return)
    assert desk.words(WELL)[:2] == ["Alerted within 3 minutes again", "Rollback rehearsed"]
    assert desk.step == "Add lesson"
    desk.type("Third")
    desk.key(Key.Key_Return)
    assert desk.words(WELL)[2] == "Third"


def test_a_draft_that_is_stored_while_typing_goes_on_as_the_lesson(desk: Desk) -> None:
    draft = desk.lessons(LUCKY).draft
    desk.into(draft.fields["text"])
    desk.type("Backups")
    draft.fields["text"].commit()
    desk.type(" were fresh")
    assert desk.focus() is draft.fields["text"]
    draft.fields["text"].commit()
    assert desk.words(LUCKY)[-1] == "Backups were fresh"
    assert len(desk.words(LUCKY)) == 2


def test_backspace_in_an_empty_lesson_removes_it_and_goes_to_the_one_above(desk: Desk) -> None:
    rows = list(desk.lessons(WELL).rows.values())
    desk.into(rows[1].fields["text"])
    desk.key(Key.Key_A, Control)
    desk.key(Key.Key_Backspace)
    assert len(desk.words(WELL)) == 2
    desk.key(Key.Key_Backspace)
    assert desk.words(WELL) == ["Alerted within 3 minutes"]
    assert desk.focus() is rows[0].fields["text"]
    assert desk.step == "Remove lesson"
    desk.document.undo()
    assert len(desk.words(WELL)) == 2


def test_a_lesson_left_empty_is_removed_in_a_step_of_its_own(desk: Desk) -> None:
    rows = list(desk.lessons(WELL).rows.values())
    desk.into(rows[0].fields["text"])
    desk.key(Key.Key_A, Control)
    desk.key(Key.Key_Delete)
    desk.key(Key.Key_Tab)
    assert desk.words(WELL) == ["Three clear status updates"]
    assert desk.step == "Remove lesson"


def test_an_empty_draft_is_left_without_a_trace(desk: Desk) -> None:
    desk.into(desk.lessons(BADLY).draft.fields["text"])
    desk.key(Key.Key_Tab)
    desk.key(Key.Key_Tab)
    assert desk.snapshot == sample()
    assert desk.steps == 0


def test_alt_and_arrows_reorder_and_move_to_the_list_beside(desk: Desk) -> None:
    row = list(desk.lessons(WELL).rows.values())[1]
    desk.into(row.fields["text"])
    desk.key(Key.Key_Up, Alt)
    assert desk.words(WELL)[0] == "Three clear status updates"
    desk.key(Key.Key_Right, Alt)
    assert desk.words(BADLY)[-1] == "Three clear status updates"
    assert desk.focus() is desk.panel.lessons.widget_of(row.record_id)
    desk.key(Key.Key_Left, Alt)
    assert "Three clear status updates" in desk.words(WELL)


def test_a_lesson_is_dragged_to_another_list_and_esc_puts_it_back(desk: Desk) -> None:
    row = next(iter(desk.lessons(WELL).rows.values()))
    target = next(iter(desk.lessons(LUCKY).rows.values()))
    above = target.mapToGlobal(QPoint(40, 2))
    desk.drag(row, above)
    assert desk.words(LUCKY)[0] == "Alerted within 3 minutes"
    assert desk.steps == 1
    desk.document.undo()
    row = next(iter(desk.lessons(WELL).rows.values()))
    QTest.mousePress(row.grip, Left, pos=QPoint(4, 4))
    QTest.mouseMove(row.grip, QPoint(60, 60))
    QApplication.processEvents()
    QTest.keyClick(row.grip, Key.Key_Escape)
    QTest.mouseRelease(row.grip, Left, pos=row.grip.mapFromGlobal(above))
    assert desk.snapshot == sample()


def test_a_lesson_dragged_down_lands_where_the_line_was(desk: Desk) -> None:
    held = desk.lessons(BADLY)
    desk.into(held.draft.fields["text"])
    desk.type("Third")
    desk.key(Key.Key_Return)
    before = desk.words(BADLY)
    first, second = list(held.rows.values())[:2]
    desk.drag(first, second.mapToGlobal(QPoint(40, second.height() - 4)))
    assert desk.words(BADLY) == [before[1], before[0], before[2]]


def test_the_menu_sets_the_area_and_goes_to_the_event(desk: Desk) -> None:
    lesson = lessons_of(desk.snapshot, WELL)[0]
    row = desk.lessons(WELL).rows[lesson.id]
    desk.into(row.fields["text"])
    desk.key(Key.Key_Menu)
    desk.act("Recovery")
    assert desk.snapshot.need(Lesson, lesson.id).area is LessonArea.RECOVERY
    assert isinstance(row, LessonRow)
    assert row.about.text().startswith("Recovery · ")
    desk.key(Key.Key_F10, Shift)
    desk.act("Go to the event")
    assert desk.gone == [(TimelineEvent, lesson.event_id)]


def test_a_lesson_is_linked_to_the_event_that_is_picked(desk: Desk) -> None:
    lesson = lessons_of(desk.snapshot, LUCKY)[0]
    held = desk.lessons(LUCKY)
    desk.into(held.rows[lesson.id].fields["text"])
    desk.key(Key.Key_Menu)
    desk.act("Known from an event…")
    assert held.last_picker is not None
    QTest.keyClicks(held.last_picker.field, "rollback")
    QTest.keyClick(held.last_picker.field, Key.Key_Return)
    event = desk.snapshot.get(TimelineEvent, desk.snapshot.need(Lesson, lesson.id).event_id)
    assert event is not None
    assert "rollback" in event.title.casefold()


def test_a_figure_is_edited_in_place_and_the_duration_is_not(desk: Desk) -> None:
    row = next(iter(desk.panel.impact.list.rows.values()))
    desk.into(row.fields["value"])
    desk.key(Key.Key_A, Control)
    desk.type("7,000")
    desk.key(Key.Key_Return)
    assert desk.snapshot.impact[0].value == "7,000"
    assert desk.step == "Edit impact"
    assert desk.focus() is row.fields["label"]
    duration = desk.panel.impact.list.duration
    assert isinstance(duration, DurationFigure)
    assert "56 min" in duration.accessibleName()
    desk.click(duration)
    assert desk.gone == [(TimelineEvent, "")]


def test_the_plus_beside_impact_opens_a_draft_that_becomes_a_figure(desk: Desk) -> None:
    held = desk.panel.impact.list
    assert held.draft.isHidden()
    desk.click(desk.panel.impact.add)
    assert desk.focus() is held.draft.fields["value"]
    desk.type("12")
    desk.key(Key.Key_Return)
    desk.type("refunds")
    desk.key(Key.Key_Tab)
    last = desk.snapshot.impact[-1]
    assert (last.value, last.label) == ("12", "refunds")
    assert held.draft.isHidden()


def test_a_figure_moves_by_key_and_by_drag(desk: Desk) -> None:
    held = desk.panel.impact.list
    first = next(iter(held.rows.values()))
    desk.into(first.fields["value"])
    desk.key(Key.Key_Right, Alt)
    assert [f.id for f in desk.snapshot.impact].index(first.record_id) == 1
    target = held.rows[desk.snapshot.impact[0].id]
    desk.drag(first, target.mapToGlobal(QPoint(2, 20)))
    assert desk.snapshot.impact[0].id == first.record_id


def test_the_menu_of_a_figure_sets_what_it_measures_and_who_reads_it(desk: Desk) -> None:
    figure = desk.snapshot.impact[0]
    row = desk.panel.impact.list.rows[figure.id]
    desk.click(row.more)
    desk.act("Revenue")
    desk.click(row.more)
    desk.act("Inside only")
    held = desk.snapshot.need(ImpactFigure, figure.id)
    assert (held.area, held.audience) == (ImpactArea.REVENUE, Audience.INTERNAL)
    desk.click(row.more)
    desk.act("Remove impact figure")
    assert desk.snapshot.get(ImpactFigure, figure.id) is None


def test_a_runbook_gets_its_state_and_opens_its_address(desk: Desk) -> None:
    held = desk.panel.runbooks.list
    runbook = in_order(desk.snapshot, Runbook)[0]
    row = held.rows[runbook.id]
    desk.click(row.stops()[1])
    assert held.last_picker is not None
    QTest.keyClicks(held.last_picker.field, "not followed")
    QTest.keyClick(held.last_picker.field, Key.Key_Return)
    assert desk.snapshot.need(Runbook, runbook.id).state is RunbookState.NOT_FOLLOWED
    desk.click(row.stops()[3])
    assert desk.links == [runbook.link]


def test_an_address_that_is_none_is_not_opened(desk: Desk) -> None:
    runbook = in_order(desk.snapshot, Runbook)[0]
    desk.document.push(
        change_part(desk.snapshot, "x", Runbook, runbook.id, link="javascript:alert(1)")
    )
    assert desk.panel.runbooks.list.rows[runbook.id].stops()[3].isHidden()


def test_a_person_who_owns_actions_stays_and_the_reason_is_told(desk: Desk) -> None:
    owner = next(a.owner_id for a in desk.snapshot.actions if a.owner_id)
    row = desk.panel.people.list.rows[str(owner)]
    desk.into(row.fields["role"])
    desk.key(Key.Key_Backspace, Control | Shift)
    assert "give that to somebody else first" in desk.refused[0]
    assert owner in desk.snapshot.people
    assert row.fields["role"].text() == desk.snapshot.people[str(owner)].role


def test_a_duty_is_given_in_the_menu_and_shown_in_the_row(desk: Desk) -> None:
    person = in_order(desk.snapshot, Person)[0]
    row = desk.panel.people.list.rows[person.id]
    desk.into(row.fields["name"])
    desk.key(Key.Key_Menu)
    desk.act("Scribe")
    assert desk.snapshot.postmortem.scribe_id == person.id
    assert "Scribe" in row.fields["role"].accessibleDescription()


def test_a_question_is_asked_and_answered_with_the_keyboard_alone(desk: Desk) -> None:
    held = desk.panel.questions.list
    desk.into(held.draft.fields["text"])
    desk.type("Who else noticed?")
    desk.key(Key.Key_Return)
    question = in_order(desk.snapshot, Question)[-1]
    assert (question.text, question.state) == ("Who else noticed?", QuestionState.OPEN)
    assert desk.panel.questions.remark.text() == "1 open"
    assert desk.focus() is held.rows[question.id].fields["answer"]
    desk.type("Two venues")
    desk.key(Key.Key_Tab)
    assert desk.snapshot.need(Question, question.id).state is QuestionState.ANSWERED
    assert desk.panel.questions.remark.text() == ""


def test_a_row_removed_elsewhere_takes_its_half_typed_words_along(desk: Desk) -> None:
    lesson = lessons_of(desk.snapshot, WELL)[0]
    desk.into(desk.lessons(WELL).rows[lesson.id].fields["text"])
    desk.type("half")
    desk.document.push(remove_part(desk.snapshot, "Remove lesson", Lesson, lesson.id))
    QApplication.processEvents()
    assert lesson.id not in desk.lessons(WELL).rows
    assert desk.steps == 1


def test_news_of_another_lesson_leaves_half_typed_words_alone(desk: Desk) -> None:
    first, second = lessons_of(desk.snapshot, WELL)
    field = desk.lessons(WELL).rows[first.id].fields["text"]
    desk.into(field)
    desk.type("half ")
    desk.document.push(change_part(desk.snapshot, "x", Lesson, second.id, text="Other words"))
    assert desk.focus() is field
    assert "half " in field.toPlainText()


def test_a_text_that_looks_like_markup_is_shown_as_it_is(desk: Desk) -> None:
    desk.into(desk.lessons(WELL).draft.fields["text"])
    desk.type("<b>&amp;</b>")
    desk.key(Key.Key_Return)
    assert desk.words(WELL)[-1] == "<b>&amp;</b>"
    row = list(desk.lessons(WELL).rows.values())[-1]
    assert row.fields["text"].toPlainText() == "<b>&amp;</b>"


def test_a_long_label_of_a_figure_ends_in_an_ellipsis_and_its_tooltip_has_all_of_it(desk):
    words = "of feature flag evaluation requests failed in the US region for two hours"
    desk.document.push(add_impact(desk.snapshot, "78%", words, None))
    row = next(r for r in desk.panel.findChildren(FigureRow) if r.label.text() == words)
    assert words in row.label.toolTip()
    QApplication.processEvents()
    short = row.label.grab().toImage()
    row.label.setText(words[:40])
    assert row.label.toolTip() == ""
    assert row.label.grab().toImage() != short
