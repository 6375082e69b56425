"""Verbs on the parts of the report: impact figures, lessons, questions."""

from __future__ import annotations

from typing import Any

from pmdesk.domain.change import Edit, became, born, edit, gone
from pmdesk.domain.factor_tree import position_between
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.meeting import Question
from pmdesk.domain.postmortem import ImpactFigure, Lesson
from pmdesk.domain.record import Record, RecordT, altered
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import ImpactArea, LessonKind, QuestionState


def add_impact(snapshot: Snapshot, value: str = "", label: str = "") -> Edit:
    """A further impact figure at the end."""
    row = snapshot.impact
    figure = ImpactFigure(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        area=ImpactArea.OTHER,
        value=value,
        label=label,
        position=position_between(row, len(row)),
    )
    return edit("Add impact figure", born(figure))


def add_lesson(snapshot: Snapshot, kind: LessonKind, text: str = "") -> Edit:
    """A further lesson at the end of its list."""
    row = [lesson for lesson in snapshot.lessons if lesson.kind is kind]
    lesson = Lesson(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        kind=kind,
        text=text,
        position=position_between(row, len(row)),
    )
    return edit("Add lesson", born(lesson))


def ask_question(snapshot: Snapshot, text: str, asked_by: str = "") -> Edit:
    """A question of the room that keeps the postmortem open until it is answered."""
    rows = sorted(snapshot.of(Question).values(), key=lambda q: q.position)
    question = Question(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        text=text,
        asked_by=asked_by,
        position=position_between(rows, len(rows)),
    )
    return edit("Ask question", born(question))


def answer_question(snapshot: Snapshot, question_id: str, answer: str) -> Edit:
    """Answer a question; an empty answer opens it again."""
    before = snapshot.need(Question, question_id)
    state = QuestionState.ANSWERED if answer.strip() else QuestionState.OPEN
    return edit("Answer question", became(before, altered(before, answer=answer, state=state)))


def change_part(
    snapshot: Snapshot, label: str, kind: type[RecordT], record_id: str, **values: Any
) -> Edit:
    """Change fields of one impact figure, lesson or question."""
    before = snapshot.need(kind, record_id)
    return edit(label, became(before, altered(before, **values)))


def remove_part(snapshot: Snapshot, label: str, kind: type[Record], record_id: str) -> Edit:
    """Remove a part that nothing else refers to."""
    return edit(label, gone(snapshot.need(kind, record_id)))
