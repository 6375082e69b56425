"""The inspector holds what an event meant then: beliefs, decisions, questions; each field saves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.meeting import Question
from pmdesk.domain.snapshot import RuleBroken
from pmdesk.domain.terms import EventKind, HypothesisState, QuestionState
from pmdesk.domain.timeline import DecisionCard, TimelineEvent
from pmdesk.edits.evidence import quote
from pmdesk.edits.meaning import later_hypotheses, set_decision, set_kind, set_outcome
from pmdesk.edits.timeline import edit_event
from pmdesk.views.controls.fields import LineField
from pmdesk.views.controls.picker import Picker
from pmdesk.views.timeline.inspector import EventInspector


@pytest.fixture
def side(desk):
    """The inspector of the first event that has a time."""
    made = EventInspector(desk.document, desk.selection, desk.panel.door)
    made.resize(348, 1400)
    made.show()
    desk.selection.select(TimelineEvent, desk.event("On-call acknowledges").id)
    QApplication.processEvents()
    yield made
    made.close()


def shown_event(desk) -> TimelineEvent:
    return desk.document.snapshot.events[desk.selection.current_of(TimelineEvent)]


def become(desk, kind: EventKind) -> TimelineEvent:
    event = shown_event(desk)
    desk.document.attempt(lambda s: set_kind(s, event.id, kind))
    return shown_event(desk)


def type_into(field, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)
    field.commit()


def test_a_decision_has_six_fields_and_each_saves_itself(desk, side):
    assert not side.decision.isVisible()
    event = become(desk, EventKind.DECISION)
    assert side.decision.isVisible()
    assert not side.question.isVisible()
    for name, field in side.decision.fields.items():
        type_into(field, f"the {name} then")
    (card,) = (
        c for c in desk.document.snapshot.of(DecisionCard).values() if c.event_id == event.id
    )
    for name in ("cues", "belief", "goal", "options", "pressure", "normal"):
        assert getattr(card, name) == f"the {name} then"
    assert desk.document.undo_stack.undo_text == "Edit decision"
    for _ in side.decision.fields:
        desk.document.undo()
    assert side.decision.fields["cues"].toPlainText() == ""
    assert not any(c.event_id == event.id for c in desk.document.snapshot.of(DecisionCard).values())


def test_words_still_being_typed_belong_to_the_event_that_was_left(desk, side):
    event = become(desk, EventKind.DECISION)
    field = side.decision.fields["goal"]
    field.setFocus()
    QTest.keyClicks(field, "free the seats")
    other = desk.event("Cache flushed")
    desk.selection.select(TimelineEvent, other.id)
    cards = {c.event_id: c.goal for c in desk.document.snapshot.of(DecisionCard).values()}
    assert cards[event.id] == "free the seats"
    assert other.id not in cards


def test_a_decision_card_that_says_nothing_any_more_goes(desk):
    event_id = desk.event("On-call acknowledges").id
    before = desk.document.snapshot
    desk.document.attempt(lambda s: set_decision(s, event_id, goal="x"))
    desk.document.attempt(lambda s: set_decision(s, event_id, goal=" "))
    assert desk.document.snapshot == before


def test_a_question_is_open_in_the_room_until_its_answer_is_typed(desk, side):
    event = become(desk, EventKind.QUESTION)
    type_into(side.question.fields["asked_by"], "Support lead")
    (asked,) = (q for q in desk.document.snapshot.of(Question).values() if q.event_id == event.id)
    assert (asked.state, asked.text) == (QuestionState.OPEN, event.title)
    type_into(side.question.fields["answer"], "Nobody was told")
    asked = desk.document.snapshot.of(Question)[asked.id]
    assert (asked.state, asked.answer, asked.asked_by) == (
        QuestionState.ANSWERED, "Nobody was told", "Support lead",
    )  # fmt: skip


def test_a_line_for_who_said_it_keeps_the_height_of_its_words(desk, side):
    event = become(desk, EventKind.QUESTION)
    desk.document.attempt(lambda s: quote(s, event.id, "retry 3 of 3"))
    QApplication.processEvents()
    fields = [f for f in side.findChildren(LineField) if f.isVisible()]
    names = {f.accessibleName() for f in fields}
    assert {"Asked by", "Who said it, as a role"} <= names
    assert all(f.height() >= f.fontMetrics().height() for f in fields)


def test_a_belief_is_revised_by_a_later_one_which_the_chip_goes_to(desk, side):
    event = become(desk, EventKind.HYPOTHESIS)
    assert shown_event(desk).hypothesis is HypothesisState.OPEN
    later = later_hypotheses(desk.document.snapshot, event.id)
    assert later
    assert all(other.at is None or other.at >= event.at for other in later)
    side.outcome.state.chosen.emit(HypothesisState.REVISED)
    (picker,) = side.outcome.findChildren(Picker)
    picker.picked.emit(later[0].id)
    assert shown_event(desk).revised_by == later[0].id
    assert desk.document.undo_stack.undo_text == "Set outcome"
    QTest.mouseClick(side.outcome.later, Qt.MouseButton.LeftButton)
    assert desk.selection.current_of(TimelineEvent) == later[0].id


def test_a_belief_can_not_be_revised_by_one_that_it_revised(desk):
    one, other = desk.event("On-call acknowledges"), desk.event("Cache flushed")
    for event in (one, other):
        desk.document.attempt(lambda s, i=event.id: set_kind(s, i, EventKind.HYPOTHESIS))
    revised = HypothesisState.REVISED
    desk.document.attempt(lambda s: set_outcome(s, one.id, revised, other.id))
    for later in (one.id, other.id):
        with pytest.raises(RuleBroken, match="itself revised"):
            set_outcome(desk.document.snapshot, other.id, revised, later)


def test_what_became_of_a_belief_goes_with_its_kind_and_its_state(desk):
    one, other = desk.event("On-call acknowledges"), desk.event("Cache flushed")
    for kind in (EventKind.HYPOTHESIS, EventKind.ALERT):
        desk.document.attempt(lambda s, k=kind: set_kind(s, one.id, k))
        if kind is EventKind.HYPOTHESIS:
            desk.document.attempt(
                lambda s: set_outcome(s, one.id, HypothesisState.REVISED, other.id)
            )
    held = desk.document.snapshot.events[one.id]
    assert (held.hypothesis, held.revised_by) == (None, None)


def test_words_dropped_on_the_inspector_ask_for_evidence_of_its_event(desk, side):
    told = []
    desk.panel.door.brought.connect(lambda aim, load: told.append((aim.event_id, load.text)))
    data = QMimeData()
    data.setText("retry 3 of 3")
    side.dropEvent(
        QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                   Qt.KeyboardModifier.NoModifier)
    )  # fmt: skip
    assert told == [(shown_event(desk).id, "retry 3 of 3")]


def test_where_nothing_may_be_changed_the_meaning_is_read_only(desk, side):
    become(desk, EventKind.DECISION)
    desk.storage.read_only = "Signed"
    side.refresh()
    before = desk.document.snapshot
    field = side.decision.fields["goal"]
    field.setFocus()
    QTest.keyClicks(field, "x")
    assert field.isReadOnly()
    assert desk.document.snapshot == before


def test_where_an_event_stood_in_its_source_is_shown_under_the_source(desk, side):
    event = shown_event(desk)
    assert not side.source_line.isVisible()
    desk.document.attempt(lambda s: edit_event(s, event.id, "Set", source_line="line 12"))
    assert side.source_line.isVisible()
    assert side.source_line.text() == "There: line 12"
