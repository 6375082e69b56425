"""Verbs on what an event meant to people then: beliefs and what became of them, decisions,
questions."""

from __future__ import annotations

from dataclasses import fields

from pmdesk.domain.change import Edit, became, born, edit, gone
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.meeting import Question
from pmdesk.domain.record import altered
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import EventKind, HypothesisState, QuestionState
from pmdesk.domain.timeline import DecisionCard, TimelineEvent
from pmdesk.edits.timeline import edit_event

DECISION_PARTS = tuple(
    field.name for field in fields(DecisionCard) if field.name not in ("id", "pm_id", "event_id")
)


def set_kind(snapshot: Snapshot, event_id: str, kind: EventKind) -> Edit:
    """Say what sort of thing an event is; what a hypothesis came to goes with its kind."""
    values: dict[str, object] = {"kind": kind}
    if kind is EventKind.HYPOTHESIS:
        values["hypothesis"] = HypothesisState.OPEN
    else:
        values["revised_by"] = None
    if snapshot.need(TimelineEvent, event_id).kind is kind:
        return Edit("Set kind")
    return edit_event(snapshot, event_id, "Set kind", **values)


def set_outcome(
    snapshot: Snapshot, event_id: str, state: HypothesisState, revised_by: str | None = None
) -> Edit:
    """What became of a hypothesis; ``revised_by`` is the later one that took its place.

    Raises RuleBroken for one that would revise itself, over any number of steps.
    """
    if state is not HypothesisState.REVISED:
        revised_by = None
    seen, step = {event_id}, revised_by
    while step is not None:
        if step in seen:
            raise RuleBroken("That hypothesis was itself revised by this one.")
        seen.add(step)
        step = snapshot.need(TimelineEvent, step).revised_by
    return edit_event(snapshot, event_id, "Set outcome", hypothesis=state, revised_by=revised_by)


def later_hypotheses(snapshot: Snapshot, event_id: str) -> list[TimelineEvent]:
    """The hypotheses that may have taken the place of one: those not before it, in time."""
    event = snapshot.need(TimelineEvent, event_id)
    found = [
        other
        for other in snapshot.events.values()
        if other.kind is EventKind.HYPOTHESIS
        and other.id != event_id
        and (other.at is None or event.at is None or other.at >= event.at)
    ]
    return sorted(found, key=lambda e: (e.at is None, e.at.timestamp() if e.at else 0, e.position))


def decision_of(snapshot: Snapshot, event_id: str) -> DecisionCard | None:
    """The decision card of an event, or None."""
    cards = snapshot.of(DecisionCard).values()
    return next((card for card in cards if card.event_id == event_id), None)


def set_decision(snapshot: Snapshot, event_id: str, **values: str) -> Edit:
    """Write parts of the decision card of an event; one that says nothing any more goes."""
    snapshot.need(TimelineEvent, event_id)
    before = decision_of(snapshot, event_id)
    base = before or DecisionCard(id=fresh_id(), pm_id=snapshot.pm_id, event_id=event_id)
    after = altered(base, **values)
    empty = not any(getattr(after, name).strip() for name in DECISION_PARTS)
    label = "Edit decision"
    if before is None:
        return Edit(label) if empty else edit(label, born(after))
    return edit(label, gone(before)) if empty else edit(label, became(before, after))


def question_of(snapshot: Snapshot, event_id: str) -> Question | None:
    """The question of the room that belongs to an event, or None."""
    asked = [q for q in snapshot.of(Question).values() if q.event_id == event_id]
    return min(asked, key=lambda q: q.position, default=None)


def set_question(
    snapshot: Snapshot, event_id: str, *, answer: str | None = None, asked_by: str | None = None
) -> Edit:
    """Say who asked the question of an event, as a role, or what the answer is.

    From then on it counts among the questions of the room: open until it is answered.
    """
    event = snapshot.need(TimelineEvent, event_id)
    before = question_of(snapshot, event_id)
    last = max((q.position for q in snapshot.of(Question).values()), default=0.0)
    base = before or Question(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        text=event.title,
        event_id=event_id,
        asked_by=event.actor,
        position=last + 1,
    )
    said = base.answer if answer is None else answer
    after = altered(
        base,
        answer=said,
        asked_by=base.asked_by if asked_by is None else asked_by,
        state=QuestionState.ANSWERED if said.strip() else QuestionState.OPEN,
    )
    label = "Answer question" if answer is not None else "Set who asked"
    if before is None:
        return edit(label, born(after))
    return edit(label, became(before, after))
