"""Verbs of the meeting: begin and end it, its clock, who is there, parked ideas, the gate, pulse.

Those that only keep a running meeting's place and clock are written without an undo step
(``Document.note``); what the room says is undone like any other edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from pmdesk.domain.change import Change, Edit, became, born, edit
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.meeting import (
    AgendaBlock,
    Attendance,
    Meeting,
    MeetingDecision,
    ParkedIdea,
    TimelineGate,
)
from pmdesk.domain.postmortem import Person
from pmdesk.domain.record import altered
from pmdesk.domain.sitting.agenda import PlannedBlock
from pmdesk.domain.sitting.gate import agreed_body
from pmdesk.domain.sitting.place import KEPT, Place, written
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import IdeaState
from pmdesk.edits.actions import add_action


def blocks_of(snapshot: Snapshot, meeting_id: str) -> list[AgendaBlock]:
    """The blocks of a meeting in their order."""
    found = [b for b in snapshot.of(AgendaBlock).values() if b.meeting_id == meeting_id]
    return sorted(found, key=lambda block: (block.position, block.id))


def running_meeting(snapshot: Snapshot) -> Meeting | None:
    """The meeting that was begun and not ended, the latest of them."""
    found = [m for m in snapshot.of(Meeting).values() if m.started_at and not m.ended_at]
    return max(found, key=lambda meeting: meeting.number, default=None)


def begin_meeting(
    snapshot: Snapshot,
    blocks: Sequence[PlannedBlock],
    *,
    now: datetime,
    preset: str = "",
    ground_rules: str = "",
) -> Edit:
    """Begin a sitting with these blocks; ``now`` is aware UTC.

    The meeting is the record of the first change. Raises RuleBroken without a block, or while
    another sitting runs.
    """
    if not blocks:
        raise RuleBroken("A meeting needs at least one step: add one, or choose an agenda.")
    if running_meeting(snapshot) is not None:
        raise RuleBroken("A meeting is running already: resume it, or end it first.")
    number = max((m.number for m in snapshot.of(Meeting).values()), default=0) + 1
    meeting_id = fresh_id()
    rows = [
        AgendaBlock(
            id=fresh_id(),
            pm_id=snapshot.pm_id,
            meeting_id=meeting_id,
            step=block.step.value,
            title=block.title,
            planned_s=max(1, block.minutes) * 60,
            prompt=block.prompt,
            position=float(at),
        )
        for at, block in enumerate(blocks, start=1)
    ]
    meeting = Meeting(
        id=meeting_id,
        pm_id=snapshot.pm_id,
        number=number,
        preset=preset,
        ground_rules=ground_rules,
        started_at=now,
        state=written(Place(block_id=rows[0].id, beat=now)),
    )
    return edit("Start meeting", born(meeting), [born(row) for row in rows])


def keep_place(
    snapshot: Snapshot, meeting_id: str, place: Place, used: Mapping[str, float] | None = None
) -> Edit:
    """Store where the room is; ``used`` are the seconds that blocks have used, by their ids."""
    meeting = snapshot.need(Meeting, meeting_id)
    changes: list[Change] = list(became(meeting, altered(meeting, state=written(place))))
    for block_id, seconds in (used or {}).items():
        block = snapshot.get(AgendaBlock, block_id)
        if block is not None:
            changes.extend(became(block, altered(block, used_s=round(seconds, 3))))
    return Edit(KEPT, tuple(changes))


def extend_block(snapshot: Snapshot, block_id: str, minutes: int) -> Edit:
    """Give a block more minutes, or fewer; never less than one minute in all."""
    block = snapshot.need(AgendaBlock, block_id)
    planned = max(60, block.planned_s + minutes * 60)
    return edit(f"Extend by {minutes} min", became(block, altered(block, planned_s=planned)))


def set_block(snapshot: Snapshot, block_id: str, **values: str) -> Edit:
    """Change the title or the prompt of a block."""
    block = snapshot.need(AgendaBlock, block_id)
    return edit("Change agenda", became(block, altered(block, **values)))


def set_meeting(snapshot: Snapshot, meeting_id: str, label: str, **values: object) -> Edit:
    """Change fields of a meeting: notes, ground rules, pulse counts, minutes, its end."""
    meeting = snapshot.need(Meeting, meeting_id)
    return edit(label, became(meeting, altered(meeting, **values)))


# -- who is there


def attendance_of(snapshot: Snapshot, meeting_id: str, person_id: str) -> Attendance | None:
    """The line of a person in a meeting's list."""
    return next(
        (
            row
            for row in snapshot.of(Attendance).values()
            if row.meeting_id == meeting_id and row.person_id == person_id
        ),
        None,
    )


def toggle_present(snapshot: Snapshot, meeting_id: str, person_id: str, now: datetime) -> Edit:
    """Note that a person is here since ``now`` (UTC), or that they are not."""
    snapshot.need(Person, person_id)
    row = attendance_of(snapshot, meeting_id, person_id)
    if row is not None:
        return Edit("Note as absent", (Change(row, None),))
    return edit(
        "Note as present",
        born(
            Attendance(
                id=fresh_id(),
                pm_id=snapshot.pm_id,
                meeting_id=meeting_id,
                person_id=person_id,
                arrived_at=now,
            )
        ),
    )


def toggle_heard(snapshot: Snapshot, meeting_id: str, person_id: str, now: datetime) -> Edit:
    """Note that a person has been heard, or has not; who speaks is here."""
    row = attendance_of(snapshot, meeting_id, person_id)
    if row is not None:
        return edit("Note as heard", became(row, altered(row, heard=not row.heard)))
    born_row = toggle_present(snapshot, meeting_id, person_id, now).changes[0].record
    return edit("Note as heard", born(altered(born_row, heard=True)))


# -- parked ideas


def park_idea(snapshot: Snapshot, text: str, *, now: datetime, event_id: str | None = None) -> Edit:
    """Put a fix idea aside; ``event_id`` is the event that was talked about."""
    last = max((i.position for i in snapshot.of(ParkedIdea).values()), default=0.0)
    return edit(
        "Park idea",
        born(
            ParkedIdea(
                id=fresh_id(),
                pm_id=snapshot.pm_id,
                text=text,
                event_id=event_id,
                created_at=now,
                position=last + 1,
            )
        ),
    )


def promote_idea(
    snapshot: Snapshot,
    idea_id: str,
    *,
    now: datetime,
    owner_id: str | None = None,
    due: date | None = None,
    done_test: str = "",
    text: str = "",
    factor_ids: Sequence[str] = (),
) -> Edit:
    """Make an idea an action; ``text`` replaces its words where given.

    Raises RuleBroken when it was promoted before.
    """
    idea = snapshot.need(ParkedIdea, idea_id)
    if idea.state is IdeaState.PROMOTED:
        raise RuleBroken("This idea is an action already.")
    made = add_action(
        snapshot,
        text or idea.text,
        now=now,
        owner_id=owner_id,
        due=due,
        done_test=done_test,
        factor_ids=factor_ids,
    )
    action = made.changes[0].record
    after = altered(idea, state=IdeaState.PROMOTED, action_id=action.id, reason="")
    return edit("Promote idea", made.changes, became(idea, after))


def decline_idea(snapshot: Snapshot, idea_id: str, reason: str) -> Edit:
    """Decide against an idea; raises RuleBroken without a reason."""
    if not reason.strip():
        raise RuleBroken("Say in a few words why the idea is declined, so that it isn't lost.")
    idea = snapshot.need(ParkedIdea, idea_id)
    after = altered(idea, state=IdeaState.DECLINED, reason=reason.strip(), soak_until=None)
    return edit("Decline idea", became(idea, after))


def soak_idea(snapshot: Snapshot, idea_id: str, until: datetime | None) -> Edit:
    """Keep an idea for the action meeting, not to be decided before ``until`` (UTC)."""
    idea = snapshot.need(ParkedIdea, idea_id)
    return edit("Keep idea", became(idea, altered(idea, state=IdeaState.KEPT, soak_until=until)))


def reopen_idea(snapshot: Snapshot, idea_id: str) -> Edit:
    """Put a declined or kept idea back among the parked ones."""
    idea = snapshot.need(ParkedIdea, idea_id)
    after = altered(idea, state=IdeaState.PARKED, reason="", soak_until=None)
    return edit("Park idea again", became(idea, after))


# -- gate, decisions, end


def agree_timeline(
    snapshot: Snapshot, meeting_id: str, *, now: datetime, disputed: str = "", name: str = ""
) -> Edit:
    """The room agrees on the timeline as it is; who is present is noted by role.

    ``disputed`` says what stays seen differently. ``name`` names the agreed state.
    """
    people = snapshot.people
    present = tuple(
        sorted(
            people[row.person_id].role
            for row in snapshot.of(Attendance).values()
            if row.meeting_id == meeting_id and row.person_id in people
        )
    )
    body, digest = agreed_body(snapshot)
    gate = TimelineGate(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        meeting_id=meeting_id,
        agreed_at=now,
        present=present,
        disputed=disputed,
        digest=digest,
        body=body,
    )
    named = (
        [
            born(
                MeetingDecision(
                    id=fresh_id(), pm_id=snapshot.pm_id, meeting_id=meeting_id, text=name, at=now
                )
            )
        ]
        if name
        else []
    )
    return edit("Agree on the timeline", born(gate), named)


def dispute(snapshot: Snapshot, gate_id: str, disputed: str) -> Edit:
    """Note what the room still sees differently."""
    gate = snapshot.need(TimelineGate, gate_id)
    return edit("Note what is disputed", became(gate, altered(gate, disputed=disputed)))


def end_meeting(
    snapshot: Snapshot,
    meeting_id: str,
    *,
    now: datetime,
    minutes: str,
    used: Mapping[str, float],
    place: Place,
) -> Edit:
    """End a sitting with its minutes (Markdown); the line being typed stays kept."""
    kept = keep_place(snapshot, meeting_id, replace(place, paused=True, beat=now), used)
    after = altered(
        _meeting_after(kept.changes, snapshot, meeting_id), ended_at=now, minutes=minutes
    )
    others = [c for c in kept.changes if not isinstance(c.record, Meeting)]
    return edit("End meeting", became(snapshot.need(Meeting, meeting_id), after), others)


def _meeting_after(changes: Iterable[Change], snapshot: Snapshot, meeting_id: str) -> Meeting:
    for change in changes:
        if isinstance(change.after, Meeting):
            return change.after
    return snapshot.need(Meeting, meeting_id)
