"""Verbs on a whole postmortem: begin one, change its head, move it between phases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pmdesk.domain.change import Change, Edit, became, born, edit
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.record import altered
from pmdesk.domain.signoff import PhaseMove
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import PHASE_MOVES, LaneShape, Phase, name_of
from pmdesk.domain.timeline import Lane

STANDARD_LANES: tuple[tuple[str, LaneShape, str], ...] = (
    ("Detection", LaneShape.DIAMOND, "detection"),
    ("Response", LaneShape.CIRCLE, "response"),
    ("System", LaneShape.SQUARE, "system"),
    ("Communication", LaneShape.TRIANGLE, "communication"),
)


def begin_postmortem(number: int, title: str, now: datetime, **values: Any) -> Edit:
    """A new postmortem with the four standard lanes; ``now`` is aware UTC.

    Further ``values`` are fields of Postmortem. The edit belongs to an empty snapshot of the id
    that its first change carries.
    """
    pm_id = fresh_id()
    head = Postmortem(
        id=pm_id, pm_id=pm_id, number=number, title=title, created_at=now, **values
    )
    lanes = [
        born(
            Lane(id=fresh_id(), pm_id=pm_id, name=name, shape=shape, colour=colour, position=i)
        )
        for i, (name, shape, colour) in enumerate(STANDARD_LANES, start=1)
    ]
    return edit("New postmortem", born(head), lanes)


def remove_postmortem(snapshot: Snapshot) -> Edit:
    """Remove the postmortem with all its parts, children first."""
    changes: list[Change] = []
    for kind in reversed(tuple(KIND_NAMES)):
        changes.extend(Change(record, None) for record in snapshot.of(kind).values())
    return Edit("Delete postmortem", tuple(changes))


def set_head(snapshot: Snapshot, label: str, **values: Any) -> Edit:
    """Change fields of the head record (title, severity, summary, zone, tags, …)."""
    head = snapshot.postmortem
    return edit(label, became(head, altered(head, **values)))


def move_phase(
    snapshot: Snapshot, phase: Phase, now: datetime, by: str = "", reason: str = ""
) -> Edit:
    """Move to another phase and record who, when (UTC) and why.

    Raises RuleBroken for a move that the rules of phases do not allow.
    """
    head = snapshot.postmortem
    if phase == head.phase:
        return Edit("Move phase")
    if phase not in PHASE_MOVES[head.phase]:
        raise RuleBroken(
            f"{name_of(head.phase)} can't move to {name_of(phase).lower()} in one step."
        )
    move = PhaseMove(
        id=fresh_id(), pm_id=head.id, before=head.phase, after=phase, at=now, by=by, reason=reason
    )
    return edit(
        f"Move to {name_of(phase).lower()}", became(head, altered(head, phase=phase)), born(move)
    )
