"""Verbs on the parts of the report: impact figures, lessons, runbooks, people, questions."""

from __future__ import annotations

from typing import Any

from pmdesk.domain.change import Change, Edit, became, born, edit, gone
from pmdesk.domain.factor_tree import position_between
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.meeting import Attendance, Question
from pmdesk.domain.postmortem import ImpactFigure, Lesson, Person, Runbook
from pmdesk.domain.record import Record, RecordT, altered
from pmdesk.domain.signoff import Approval
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import ImpactArea, LessonKind, QuestionState, RunbookState, name_of

DUTIES = ("facilitator_id", "scribe_id", "author_id")


# -- the order of a list


def in_order(snapshot: Snapshot, kind: type[RecordT]) -> list[RecordT]:
    """The records of a kind that has a position, in their order."""
    return sorted(snapshot.of(kind).values(), key=lambda row: (_position(row), row.id))


def _position(row: Record) -> float:
    return float(getattr(row, "position"))  # noqa: B009 - not every record has one


def _place(rows: list[RecordT], after_id: str | None) -> int:
    """The index behind a record of ``rows``; the end without one."""
    for index, row in enumerate(rows):
        if row.id == after_id:
            return index + 1
    return len(rows)


def _moved(rows: list[RecordT], record: RecordT, index: int) -> list[Change]:
    """Put ``record`` at ``index`` among ``rows``, which do not hold it.

    All are numbered anew where there is no room left between two positions.
    """
    index = min(max(0, index), len(rows))
    position = position_between(rows, index)
    before = _position(rows[index - 1]) if index > 0 else None
    after = _position(rows[index]) if index < len(rows) else None
    if position not in (before, after) and (before is None or after is None or before < after):
        return [Change(record, altered(record, position=position))]
    wanted = [*rows[:index], record, *rows[index:]]
    return [
        change
        for number, row in enumerate(wanted, start=1)
        for change in became(row, altered(row, position=float(number)))
    ]


# -- impact figures


def add_impact(
    snapshot: Snapshot, value: str = "", label: str = "", after_id: str | None = None
) -> Edit:
    """A further impact figure, behind another one or at the end."""
    rows = snapshot.impact
    figure = ImpactFigure(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        area=ImpactArea.OTHER,
        value=value,
        label=label,
        position=position_between(rows, _place(rows, after_id)),
    )
    return edit("Add impact figure", born(figure))


def move_impact(snapshot: Snapshot, figure_id: str, index: int) -> Edit:
    """Put an impact figure at a place among the others."""
    figure = snapshot.need(ImpactFigure, figure_id)
    rows = snapshot.impact
    if rows.index(figure) == index:
        return Edit("Move impact figure")
    rows.remove(figure)
    return edit("Move impact figure", _moved(rows, figure, index))


# -- lessons


def lessons_of(snapshot: Snapshot, kind: LessonKind) -> list[Lesson]:
    """The lessons of one of the three lists, in their order."""
    return [lesson for lesson in snapshot.lessons if lesson.kind is kind]


def add_lesson(
    snapshot: Snapshot, kind: LessonKind, text: str = "", after_id: str | None = None
) -> Edit:
    """A further lesson, behind another one or at the end of its list."""
    rows = lessons_of(snapshot, kind)
    lesson = Lesson(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        kind=kind,
        text=text,
        position=position_between(rows, _place(rows, after_id)),
    )
    return edit("Add lesson", born(lesson))


def move_lesson(snapshot: Snapshot, lesson_id: str, kind: LessonKind, index: int) -> Edit:
    """Put a lesson at a place of one of the three lists."""
    before = snapshot.need(Lesson, lesson_id)
    rows = lessons_of(snapshot, kind)
    if before in rows:
        if rows.index(before) == index:
            return Edit("Move lesson")
        rows.remove(before)
        return edit("Move lesson", _moved(rows, before, index))
    index = min(max(0, index), len(rows))
    after = altered(before, kind=kind, position=position_between(rows, index))
    return edit(f"Move lesson to {name_of(kind).lower()}", Change(before, after))


# -- runbooks


def add_runbook(
    snapshot: Snapshot,
    title: str = "",
    state: RunbookState = RunbookState.PRODUCED,
    after_id: str | None = None,
) -> Edit:
    """A further runbook."""
    rows = in_order(snapshot, Runbook)
    runbook = Runbook(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        state=state,
        title=title,
        position=position_between(rows, _place(rows, after_id)),
    )
    return edit("Add runbook", born(runbook))


# -- people


def add_person(
    snapshot: Snapshot, role: str = "", name: str = "", team: str = "", after_id: str | None = None
) -> Edit:
    """A further person or team."""
    rows = in_order(snapshot, Person)
    person = Person(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        name=name,
        role=role,
        team=team,
        position=position_between(rows, _place(rows, after_id)),
    )
    return edit("Add person", born(person))


def set_duty(snapshot: Snapshot, duty: str, person_id: str, on: bool) -> Edit:
    """Make a person facilitator, scribe or author (a name of ``DUTIES``), or nobody."""
    if duty not in DUTIES:
        raise ValueError(f"unknown duty {duty!r}")
    head = snapshot.postmortem
    held = getattr(head, duty)
    after = person_id if on else (None if held == person_id else held)
    label = f"Set {duty.removesuffix('_id')}"
    return edit(label, became(head, altered(head, **{duty: after})))


def remove_person(snapshot: Snapshot, person_id: str) -> Edit:
    """Remove a person; what they were in charge of in the head stays empty.

    Raises RuleBroken where they own actions, were asked to approve or came to a meeting: that
    would be lost in silence.
    """
    person = snapshot.need(Person, person_id)
    name = person.role or person.name or "This person"
    keys = [action.key for action in snapshot.actions if action.owner_id == person_id]
    if keys:
        shown = ", ".join(keys[:3]) + (" and more" if len(keys) > 3 else "")
        raise RuleBroken(f"{name} owns {shown}: give that to somebody else first.")
    if any(row.person_id == person_id for row in snapshot.of(Approval).values()):
        raise RuleBroken(f"{name} was asked to approve: remove the approver first.")
    if any(row.person_id == person_id for row in snapshot.of(Attendance).values()):
        raise RuleBroken(f"{name} took part in a meeting, and its record keeps them.")
    head = snapshot.postmortem
    lost = {duty: None for duty in DUTIES if getattr(head, duty) == person_id}
    return edit("Remove person", became(head, altered(head, **lost)), gone(person))


# -- questions


def ask_question(
    snapshot: Snapshot, text: str, asked_by: str = "", after_id: str | None = None
) -> Edit:
    """A question of the room that keeps the postmortem open until it is answered."""
    rows = in_order(snapshot, Question)
    question = Question(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        text=text,
        asked_by=asked_by,
        position=position_between(rows, _place(rows, after_id)),
    )
    return edit("Ask question", born(question))


def answer_question(snapshot: Snapshot, question_id: str, answer: str) -> Edit:
    """Answer a question; an empty answer opens it again."""
    before = snapshot.need(Question, question_id)
    state = QuestionState.ANSWERED if answer.strip() else QuestionState.OPEN
    return edit("Answer question", became(before, altered(before, answer=answer, state=state)))


# -- any part


def move_part(snapshot: Snapshot, label: str, kind: type[Record], record_id: str, by: int) -> Edit:
    """Move a part ``by`` places in its list; over its ends nothing happens."""
    rows = in_order(snapshot, kind)
    record = snapshot.need(kind, record_id)
    index = rows.index(record) + by
    if not 0 <= index < len(rows):
        return Edit(label)
    rows.remove(record)
    return edit(label, _moved(rows, record, index))


def change_part(
    snapshot: Snapshot, label: str, kind: type[RecordT], record_id: str, /, **values: Any
) -> Edit:
    """Change fields of one impact figure, lesson, runbook, person or question.

    The first four go by place only, since a figure has a field named "label" too.
    """
    before = snapshot.need(kind, record_id)
    return edit(label, became(before, altered(before, **values)))


def remove_part(snapshot: Snapshot, label: str, kind: type[Record], record_id: str) -> Edit:
    """Remove a part that nothing else refers to."""
    return edit(label, gone(snapshot.need(kind, record_id)))
