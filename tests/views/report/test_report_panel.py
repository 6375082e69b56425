"""The page of the report: prose, facts, places to go to, focus and reading only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pmdesk.domain.analysis import Factor
from pmdesk.domain.postmortem import Lesson
from pmdesk.domain.prose import EventClocks
from pmdesk.domain.terms import Detection, LessonKind, PostmortemKind, Severity
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.postmortems import set_head
from pmdesk.edits.timeline import move_events
from pmdesk.views.controls.fields import LineField
from pmdesk.views.report.facts import past_day
from pmdesk.views.report.prose_field import ProseField
from tests.fakes import sample
from tests.views.report.desk import Control, Desk, Key, Left


def pick(desk: Desk, button: QWidget, typed: str) -> None:
    desk.click(button)
    picker = desk.panel.facts.last_picker
    assert picker is not None
    QTest.keyClicks(picker.field, typed)
    QTest.keyClick(picker.field, Key.Key_Return)


def caret_to(field: ProseField, words: str) -> None:
    cursor = field.textCursor()
    cursor.setPosition(field.toPlainText().index(words) + 1)
    field.setTextCursor(cursor)


# -- prose


def test_a_visit_to_the_summary_is_one_step_with_a_name(desk: Desk) -> None:
    desk.into(desk.panel.summary.field)
    desk.key(Key.Key_End, Control)
    desk.type(" All is well.")
    desk.key(Key.Key_Tab)
    assert desk.snapshot.postmortem.summary.endswith("All is well.")
    assert (desk.steps, desk.step) == (1, "Edit summary")
    desk.document.undo()
    assert desk.panel.summary.field.toPlainText() == sample().postmortem.summary


def test_esc_takes_back_what_was_typed_and_leaves_step_by_step(desk: Desk) -> None:
    left: list[bool] = []
    desk.panel.left.connect(lambda: left.append(True))
    field = desk.panel.summary.field
    desk.into(field)
    desk.type("Nonsense ")
    desk.key(Key.Key_Escape)
    assert field.toPlainText() == sample().postmortem.summary
    desk.key(Key.Key_Escape)
    assert desk.focus() is desk.panel.area
    assert not left
    desk.key(Key.Key_Return)
    assert desk.focus() is field
    desk.key(Key.Key_Escape)
    desk.key(Key.Key_Escape)
    assert left == [True]
    assert desk.steps == 0


def test_esc_on_a_button_goes_back_to_the_page_and_no_further(desk: Desk) -> None:
    left: list[bool] = []
    desk.panel.left.connect(lambda: left.append(True))
    desk.into(desk.panel.facts.severity)
    desk.key(Key.Key_Escape)
    assert desk.focus() is desk.panel.area
    assert not left


def test_more_than_three_sentences_are_counted_quietly(desk: Desk) -> None:
    assert desk.panel.summary.remark.text() == ""
    desk.into(desk.panel.summary.field)
    desk.key(Key.Key_End, Control)
    desk.type(" A fourth one.")
    assert desk.panel.summary.remark.text().startswith("4 sentences")


def test_a_click_on_a_time_goes_to_its_event_and_one_beside_it_does_not(desk: Desk) -> None:
    field = desk.panel.narrative.field
    event = EventClocks(desk.snapshot).event("18:15")
    assert event is not None
    box = field.chip_rect(event.id)
    assert box.width() > 30
    QTest.mouseClick(field.viewport(), Left, pos=box.center().toPoint())
    assert desk.gone == [(TimelineEvent, event.id)]
    beside = QPoint(round(box.right()) + 25, round(box.center().y()))
    QTest.mouseClick(field.viewport(), Left, pos=beside)
    assert len(desk.gone) == 1


def test_control_enter_goes_to_the_event_under_the_caret(desk: Desk) -> None:
    field = desk.panel.narrative.field
    event = EventClocks(desk.snapshot).event("18:29")
    assert event is not None
    desk.into(field)
    caret_to(field, "18:29")
    desk.key(Key.Key_Return, Control)
    assert desk.gone == [(TimelineEvent, event.id)]
    caret_to(field, "runbook")
    desk.key(Key.Key_Return, Control)
    assert len(desk.gone) == 1
    assert desk.steps == 0


def test_a_time_becomes_a_chip_when_an_event_moves_to_it(desk: Desk) -> None:
    field = desk.panel.narrative.field
    event = EventClocks(desk.snapshot).event("18:33")
    assert event is not None
    assert not field.chip_rect(event.id).isEmpty()
    before = field.looks.painted
    desk.document.push(move_events(desk.snapshot, [event.id], timedelta(days=2, hours=3)))
    assert field.chip_rect(event.id).isEmpty()
    assert field.looks.painted == before + 1, "one paragraph names that time"


def test_chips_stand_right_behind_signs_of_two_units(desk: Desk) -> None:
    text = "🚀" * 8 + " at 18:15"
    desk.document.push(set_head(desk.snapshot, "x", narrative=text))
    field = desk.panel.narrative.field
    event = EventClocks(desk.snapshot).event("18:15")
    assert event is not None
    cursor = field.cursorForPosition(field.chip_rect(event.id).center().toPoint())
    assert 20 <= cursor.positionInBlock() <= 25, "in Qt's units each rocket counts two"


def test_one_letter_in_a_long_story_styles_one_paragraph_and_builds_nothing(desk: Desk) -> None:
    paragraph = "At 18:09 the **alert** fired and people looked at the seat map. " * 4
    text = "\n\n".join([paragraph] * (200_000 // len(paragraph)))
    desk.document.push(set_head(desk.snapshot, "x", narrative=text))
    QApplication.processEvents()
    field = desk.panel.narrative.field
    desk.into(field)
    caret_to(field, "fired")
    widgets = set(map(id, desk.panel.findChildren(QWidget)))
    painted = field.looks.painted
    desk.type("x")
    assert field.looks.painted == painted + 1
    field.commit()
    QApplication.processEvents()
    assert set(map(id, desk.panel.findChildren(QWidget))) == widgets
    assert field.looks.painted == painted + 1


def test_pasted_markup_stays_plain_and_loads_nothing(desk: Desk) -> None:
    from PySide6.QtCore import QMimeData

    field = desk.panel.narrative.field
    desk.into(field)
    held = QMimeData()
    held.setHtml("<img src='http://a.example/x.png'><b>bold</b>")
    held.setText("bold")
    field.selectAll()
    field.insertFromMimeData(held)
    desk.key(Key.Key_Tab)
    assert desk.snapshot.postmortem.narrative == "bold"
    assert "<img" not in field.toHtml()


def test_a_link_opens_with_control_and_a_click_only(desk: Desk) -> None:
    desk.document.push(set_head(desk.snapshot, "x", narrative="See https://logs.example/1 now"))
    field = desk.panel.narrative.field
    caret_to(field, "logs.example")
    place = field.cursorRect().center()
    QTest.mouseClick(field.viewport(), Left, pos=place)
    assert desk.links == []
    QTest.mouseClick(field.viewport(), Left, Control, place)
    assert desk.links == ["https://logs.example/1"]


def test_the_field_keeps_control_z_only_while_it_has_something_to_take_back(desk: Desk) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    field = desk.panel.summary.field

    def wanted() -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Z, Control, "z")
        event.ignore()
        QApplication.sendEvent(field, event)
        return event.isAccepted()

    desk.into(field)
    assert not wanted()
    desk.type("x")
    assert wanted()


def test_the_prose_being_typed_can_be_stored_at_once(desk: Desk) -> None:
    desk.into(desk.panel.narrative.field)
    desk.type("Start. ")
    desk.panel.narrative.field.commit()
    assert desk.snapshot.postmortem.narrative.startswith("Start. ")


# -- facts


def test_facts_are_picked_from_lists(desk: Desk) -> None:
    facts = desk.panel.facts
    pick(desk, facts.severity, "SEV-1")
    pick(desk, facts.kind, "near")
    pick(desk, facts.detection, "customer")
    pick(desk, facts.zone, "new york")
    pick(desk, facts.second, "berlin")
    head = desk.snapshot.postmortem
    assert (head.severity, head.kind) == (Severity.SEV1, PostmortemKind.NEAR_MISS)
    assert head.detection is Detection.CUSTOMER_REPORT
    assert (head.zone, head.second_zone) == ("America/New_York", "Europe/Berlin")
    assert "leadership reviews" in facts.severity.accessibleDescription()


def test_a_zone_name_with_several_meanings_is_refused_with_a_sentence(desk: Desk) -> None:
    pick(desk, desk.panel.facts.zone, "IST")
    picker = desk.panel.facts.last_picker
    assert picker is not None
    assert "Asia/Kolkata" in picker.note.text()
    assert picker.isVisible()
    assert desk.steps == 0
    picker.close()


def test_a_day_is_typed_and_nonsense_is_told_what_to_type(desk: Desk) -> None:
    pick(desk, desk.panel.facts.day, "12 apr")
    assert desk.snapshot.postmortem.day == date(2026, 4, 12)
    pick(desk, desk.panel.facts.day, "31 feb")
    picker = desk.panel.facts.last_picker
    assert picker is not None
    assert picker.note.text().startswith("There is no 31 Feb")
    assert desk.snapshot.postmortem.day == date(2026, 4, 12)
    picker.close()


def test_a_day_without_a_year_is_the_last_one_that_was() -> None:
    today = date(2026, 11, 24)
    assert past_day("14 dec", today) == date(2025, 12, 14)
    assert past_day("24 nov", today) == today
    assert past_day("14 dec 2026", today) == date(2026, 12, 14)
    assert isinstance(past_day("29 feb", date(2026, 1, 5)), str)


def test_tags_are_added_by_typing_and_removed_by_key_and_cross(desk: Desk) -> None:
    tags = desk.panel.facts.tags
    desk.into(tags.field)
    desk.type("queue,")
    desk.type("HOLDS")
    desk.key(Key.Key_Return)
    assert desk.snapshot.postmortem.tags == ("holds", "deploy", "queue")
    assert desk.step == "Set tags"
    desk.key(Key.Key_Backspace)
    assert desk.snapshot.postmortem.tags == ("holds", "deploy")
    tag = tags.tags[0]
    desk.click(tag, QPoint(tag.width() - 6, tag.height() // 2))
    assert desk.snapshot.postmortem.tags == ("deploy",)
    desk.into(tags.tags[0])
    desk.key(Key.Key_Delete)
    assert desk.snapshot.postmortem.tags == ()
    assert desk.focus() is tags.field


# -- places and focus


def test_tab_walks_all_fields_in_reading_order(desk: Desk) -> None:
    desk.into(desk.panel.area)
    seen: list[QWidget] = []
    for _ in range(400):
        desk.key(Key.Key_Tab)
        focus = desk.focus()
        assert focus is not None
        if focus in seen or focus is desk.panel.area:
            break
        seen.append(focus)
    stops = [s for p in desk.panel.parts.values() for s in p.stops() if s.isVisible()]
    assert seen == stops


def test_a_new_row_takes_its_place_in_the_walk_of_tab(desk: Desk) -> None:
    held = desk.lessons(LessonKind.WELL)
    desk.into(held.draft.fields["text"])
    desk.type("New")
    desk.key(Key.Key_Return)
    new = list(held.rows.values())[-1]
    desk.into(new.fields["text"])
    desk.key(Key.Key_Tab)
    assert desk.focus() is held.draft.fields["text"]
    desk.key(Key.Key_Tab)
    badly = next(iter(desk.lessons(LessonKind.BADLY).rows.values()))
    assert desk.focus() is badly.fields["text"]


def test_reveal_selects_scrolls_to_and_focuses_a_record(desk: Desk) -> None:
    desk.panel.resize(800, 300)
    lesson = desk.snapshot.lessons[0]
    desk.panel.reveal(lesson.id)
    QApplication.processEvents()
    field = desk.panel.lessons.widget_of(lesson.id)
    assert desk.focus() is field
    assert field is not None
    view = desk.panel.area.viewport()
    assert view.rect().contains(field.mapTo(view, field.rect().center()))
    assert desk.selection.current_of(Lesson) == lesson.id
    desk.panel.reveal("nobody")
    assert desk.focus() is field


@pytest.mark.parametrize(
    "key", ["facts", "summary", "impact", "narrative", "lessons", "runbooks", "people", "questions"]
)
def test_every_part_can_be_gone_to_by_its_name(desk: Desk, key: str) -> None:
    desk.panel.resize(800, 300)
    desk.panel.reveal_part(key)
    QApplication.processEvents()
    part = desk.panel.parts[key]
    focus = desk.focus()
    assert focus is not None
    assert part.isAncestorOf(focus)
    view = desk.panel.area.viewport()
    assert view.rect().contains(part.mapTo(view, QPoint(5, 5)))


def test_a_library_that_is_only_read_offers_no_field_to_change(desk: Desk) -> None:
    looking = Desk(sample(), read_only="Another desk has it open.")
    panel = looking.panel
    fields = [*panel.findChildren(LineField), *panel.findChildren(ProseField)]
    assert fields
    assert all(f.isReadOnly() or f.isHidden() or not f.isVisible() for f in fields)
    looking.into(panel.summary.field)
    looking.type("x")
    looking.into(next(iter(looking.lessons(LessonKind.WELL).rows.values())).fields["text"])
    looking.key(Key.Key_Backspace, Control | Qt.KeyboardModifier.ShiftModifier)
    assert looking.snapshot == sample()
    assert not panel.facts.severity.isEnabled()
    panel.close()


def test_the_digest_stands_at_the_end_where_no_column_holds_it(desk: Desk) -> None:
    assert desk.panel.digest is None
    desk.panel.set_digest_at_end(True)
    QApplication.processEvents()
    digest = desk.panel.digest
    assert digest is not None
    assert digest.isVisible()
    desk.into(digest.factors.list)
    desk.key(Key.Key_Return)
    assert desk.gone[0][0] is Factor
