"""The verb behind the capture line: what was typed while people talked becomes a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pmdesk.domain.analysis import FactorEvidence
from pmdesk.domain.capture.line import CaptureContext, Captured, CaptureKind
from pmdesk.domain.change import Edit, born, edit
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.meeting import ParkedIdea
from pmdesk.domain.postmortem import Person
from pmdesk.domain.record import altered
from pmdesk.domain.sitting.asides import Aside, AsideKind, completed
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import EventKind, LessonKind
from pmdesk.domain.time_text import end_for
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.actions import add_action
from pmdesk.edits.factors import add_factor
from pmdesk.edits.meetings import decline_idea, park_idea, promote_idea, soak_idea
from pmdesk.edits.report import add_lesson, ask_question
from pmdesk.edits.timeline import add_event, set_time

_LESSONS = {
    CaptureKind.WELL: LessonKind.WELL,
    CaptureKind.BADLY: LessonKind.BADLY,
    CaptureKind.LUCKY: LessonKind.LUCKY,
}


@dataclass(frozen=True, slots=True)
class Focus:
    """What the room looks at while a line is typed. ``agreed`` is whether the timeline is agreed:
    before that, ideas for actions are parked. ``on_event`` says that the room talks about the event
    itself: a factor named and a question asked then are linked to it."""

    now: datetime
    event_id: str | None = None
    factor_id: str | None = None
    agreed: bool = True
    idea_id: str | None = None
    context: CaptureContext | None = None
    on_event: bool = False


def capture(snapshot: Snapshot, captured: Captured, focus: Focus) -> Edit:
    """Make what a line says; the record is that of the first change that is no person.

    Raises RuleBroken where there are no words, no lane, or nothing to ask why of.
    """
    if not captured.is_complete:
        raise RuleBroken("Type what happened or what was said; then Enter adds it.")
    kind = captured.kind
    if kind is CaptureKind.EVENT:
        return _event(snapshot, captured, focus)
    if kind in (CaptureKind.FACTOR, CaptureKind.WHY):
        return _factor(snapshot, captured, focus)
    if kind in _LESSONS:
        made = add_lesson(snapshot, _LESSONS[kind], captured.text)
        lesson = made.changes[0].record
        return edit(made.label, born(altered(lesson, event_id=_event_id(snapshot, focus))))
    if kind is CaptureKind.QUESTION:
        made = ask_question(snapshot, captured.text, _role(snapshot, captured.person_id))
        about = _event_id(snapshot, focus) if focus.on_event else None
        return edit(made.label, born(altered(made.changes[0].record, event_id=about)))
    if kind is CaptureKind.ACTION and focus.agreed:
        return add_action(
            snapshot,
            captured.text,
            now=focus.now,
            factor_ids=captured.factor_ids,
            owner_id=captured.person_id,
            due=captured.due,
        )
    tokens = [text for _, text in captured.typed_tokens]
    return park_idea(
        snapshot,
        " ".join([captured.text, *tokens]),
        now=focus.now,
        event_id=_event_id(snapshot, focus),
    )


def carry_out(snapshot: Snapshot, aside: Aside, focus: Focus) -> Edit:
    """Do what a line says about the event or idea in focus.

    Raises RuleBroken where neither is there, or a reason is missing.
    """
    if aside.kind is AsideKind.RETIME:
        event = snapshot.get(TimelineEvent, focus.event_id)
        if event is None or aside.time is None:
            raise RuleBroken("Choose an event first, then give it another time.")
        typed = aside.time
        return set_time(snapshot, event.id, typed.at, end_for(event, typed), typed.precision)
    idea = snapshot.get(ParkedIdea, focus.idea_id)
    if idea is None:
        raise RuleBroken("Every parked idea has its answer already.")
    if aside.kind is AsideKind.DECLINE:
        return decline_idea(snapshot, idea.id, aside.words)
    if aside.kind is AsideKind.KEEP:
        return soak_idea(snapshot, idea.id, aside.until)
    said = aside.captured
    parked = completed(idea.text, focus.context) if focus.context is not None else said
    if said is None or parked is None:
        raise RuleBroken("Type yes, then who will do it and by when.")
    return promote_idea(
        snapshot,
        idea.id,
        now=focus.now,
        owner_id=said.person_id or parked.person_id,
        due=said.due or parked.due,
        done_test=aside.done_test,
        text=aside.words or parked.text,
        factor_ids=said.factor_ids or parked.factor_ids,
    )


def _event_id(snapshot: Snapshot, focus: Focus) -> str | None:
    return focus.event_id if focus.event_id in snapshot.events else None


def _role(snapshot: Snapshot, person_id: str | None) -> str:
    person = snapshot.get(Person, person_id)
    return person.role if person is not None else ""


def _event(snapshot: Snapshot, captured: Captured, focus: Focus) -> Edit:
    near = snapshot.get(TimelineEvent, focus.event_id)
    lanes = [lane for lane in snapshot.lanes if not lane.hidden] or snapshot.lanes
    if not lanes:
        raise RuleBroken("The timeline has no lane yet: add one, then the line can be added.")
    lane_id = captured.lane_id or (near.lane_id if near is not None else lanes[0].id)
    typed = captured.time
    values = {"written": captured.time_text, "actor": _role(snapshot, captured.person_id)}
    if typed is None or typed.at is None:
        return add_event(snapshot, lane_id, None, captured.text, **values)
    return add_event(
        snapshot,
        lane_id,
        typed.at,
        captured.text,
        end=typed.end,
        precision=typed.precision,
        kind=EventKind.OBSERVATION,
        **values,
    )


def _factor(snapshot: Snapshot, captured: Captured, focus: Focus) -> Edit:
    parent = None
    if captured.kind is CaptureKind.WHY:
        parent = captured.factor_ids[0] if captured.factor_ids else focus.factor_id
        if parent is None:
            raise RuleBroken("Choose a contributing factor first, then ask why below it.")
    made = add_factor(snapshot, captured.text, parent)
    event_id = _event_id(snapshot, focus) if focus.on_event else None
    if event_id is None:
        return made
    link = FactorEvidence(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        factor_id=made.changes[0].record.id,
        event_id=event_id,
    )
    return edit(made.label, made.changes, born(link))
