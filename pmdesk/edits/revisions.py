"""Verbs of sign-off: sign the text as it is, and reopen it as the next version."""

from __future__ import annotations

from datetime import datetime

from pmdesk.domain.change import Change, Edit, became, born, edit
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.meeting import Meeting
from pmdesk.domain.readiness import is_ready, readiness
from pmdesk.domain.record import altered
from pmdesk.domain.revisions.content import body_digest, content_bytes
from pmdesk.domain.revisions.versions import (
    closed_revisions,
    current_approvals,
    lapsed_approvals,
    next_name,
    open_revision,
    signed_revision,
)
from pmdesk.domain.signoff import Approval, Revision
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import ApprovalDecision, Phase, RevisionState
from pmdesk.edits.postmortems import move_phase


def sign_off(snapshot: Snapshot, now: datetime, by: str = "", note: str = "") -> Edit:
    """Sign the text as it is, whole, and move to published; ``now`` is aware UTC.

    Raises RuleBroken while a check that must be met is not, and outside of review.
    """
    if any(m.started_at and not m.ended_at for m in snapshot.of(Meeting).values()):
        raise RuleBroken("A meeting is running: end it first, its minutes are signed too.")
    if not is_ready(readiness(snapshot)):
        raise RuleBroken("Something that must be there is still missing.")
    moved = move_phase(snapshot, Phase.PUBLISHED, now, by)
    if not moved:
        return moved
    name = next_name(snapshot)
    body = content_bytes(snapshot).decode("utf-8", "surrogatepass")
    begun = open_revision(snapshot)
    closed = closed_revisions(snapshot)
    base = begun or Revision(
        id=fresh_id(), pm_id=snapshot.pm_id, name=name, created_at=now,
        replaces_id=closed[-1].id if closed else None,
    )  # fmt: skip
    signed = altered(
        base, name=name, state=RevisionState.SIGNED, signed_at=now, body=body,
        digest=body_digest(body), note=note.strip() or base.note,
    )  # fmt: skip
    first = born(signed) if begun is None else Change(begun, signed)
    # What is still signed here was changed past the sign-off, and lapses with it.
    held = signed_revision(snapshot)
    lapsed = became(held, altered(held, state=RevisionState.LAPSED)) if held is not None else ()
    # Who approved other words has not approved these: they stand as asked.
    lapsed_ids = lapsed_approvals(snapshot)
    given = [
        became(row, altered(_asked(row, now) if row.id in lapsed_ids else row,
                            revision_id=signed.id))
        for row in current_approvals(snapshot)
    ]  # fmt: skip
    return edit(f"Sign off version {name}", lapsed, first, *given, moved.changes)


def reopen(snapshot: Snapshot, now: datetime, reason: str, by: str = "") -> Edit:
    """Go back to draft from published or archived as the next version; approvers are asked anew.

    What was signed stays as it is, with its approvals. Raises RuleBroken without a reason.
    """
    if not reason.strip():
        raise RuleBroken("Say why it is reopened.")
    moved = move_phase(snapshot, Phase.DRAFT, now, by, reason.strip())
    signed = signed_revision(snapshot)
    if signed is None:
        # Published before versions were signed: the same approvers, asked again.
        anew = [c for row in current_approvals(snapshot) for c in _asked_again(row, now)]
        return edit("Reopen", moved.changes, anew)
    following = Revision(
        id=fresh_id(), pm_id=snapshot.pm_id, name=next_name(snapshot), created_at=now,
        replaces_id=signed.id, note=reason.strip(),
    )  # fmt: skip
    asked = [
        born(
            Approval(
                id=fresh_id(), pm_id=row.pm_id, role=row.role, person_id=row.person_id,
                revision_id=following.id, asked_at=now, position=row.position,
            )
        )
        for row in current_approvals(snapshot)
    ]  # fmt: skip
    lapsed = became(signed, altered(signed, state=RevisionState.LAPSED))
    label = f"Reopen as version {following.name}"
    return edit(label, lapsed, born(following), asked, moved.changes)


def _asked_again(before: Approval, now: datetime) -> tuple[Change, ...]:
    is_asked = before.decision is ApprovalDecision.ASKED
    return () if is_asked else became(before, _asked(before, now))


def _asked(before: Approval, now: datetime) -> Approval:
    return altered(
        before, decision=ApprovalDecision.ASKED, asked_at=now, decided_at=None, comment="",
        digest="",
    )  # fmt: skip
