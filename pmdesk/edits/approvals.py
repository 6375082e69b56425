"""Verbs of the review: whom to ask, what they said, publishing and reopening."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pmdesk.domain.change import Change, Edit, became, born, edit, gone
from pmdesk.domain.factor_tree import position_between
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.readiness import is_ready, readiness
from pmdesk.domain.record import altered
from pmdesk.domain.signoff import Approval
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import ApprovalDecision, Phase
from pmdesk.edits.postmortems import move_phase


def approvals_of(snapshot: Snapshot) -> list[Approval]:
    """Who was asked to approve, in their order."""
    return sorted(snapshot.of(Approval).values(), key=lambda a: (a.position, a.id))


def add_approver(
    snapshot: Snapshot, role: str, now: datetime, person_id: str | None = None
) -> Edit:
    """Ask one more role to approve; ``now`` is aware UTC.

    Raises RuleBroken without a role, and for one that is asked already.
    """
    role = " ".join(role.split())
    if not role:
        raise RuleBroken("Say which role should approve.")
    rows = approvals_of(snapshot)
    if any(row.role.casefold() == role.casefold() for row in rows):
        raise RuleBroken(f"{role} is asked already.")
    approval = Approval(
        id=fresh_id(),
        pm_id=snapshot.pm_id,
        role=role,
        person_id=person_id,
        asked_at=now,
        position=position_between(rows, len(rows)),
    )
    return edit("Add approver", born(approval))


def approve(snapshot: Snapshot, approval_id: str, now: datetime, comment: str = "") -> Edit:
    """Record that an approver agrees."""
    return _decide(
        snapshot, approval_id, "Approve", decision=ApprovalDecision.APPROVED,
        decided_at=now, comment=comment.strip(),
    )  # fmt: skip


def decline(snapshot: Snapshot, approval_id: str, now: datetime, comment: str) -> Edit:
    """Record that an approver does not agree; raises RuleBroken without a comment."""
    if not comment.strip():
        raise RuleBroken("Say what would have to change.")
    return _decide(
        snapshot, approval_id, "Decline", decision=ApprovalDecision.DECLINED,
        decided_at=now, comment=comment.strip(),
    )  # fmt: skip


def ask_again(snapshot: Snapshot, approval_id: str, now: datetime) -> Edit:
    """Put a decision back to asked; what was said stays in the history."""
    return edit("Ask again", _asked_again(snapshot.need(Approval, approval_id), now))


def remove_approver(snapshot: Snapshot, approval_id: str) -> Edit:
    """Ask one role less."""
    return edit("Remove approver", gone(snapshot.need(Approval, approval_id)))


def publish(snapshot: Snapshot, now: datetime, by: str = "") -> Edit:
    """Move to published; raises RuleBroken while a check that must be met is not."""
    if not is_ready(readiness(snapshot)):
        raise RuleBroken("Something that must be there is still missing.")
    return move_phase(snapshot, Phase.PUBLISHED, now, by)


def reopen(snapshot: Snapshot, now: datetime, reason: str, by: str = "") -> Edit:
    """Go back to draft from published or archived; every approver is asked anew.

    Raises RuleBroken without a reason.
    """
    if not reason.strip():
        raise RuleBroken("Say why it is reopened.")
    moved = move_phase(snapshot, Phase.DRAFT, now, by, reason.strip())
    lapsed = [change for row in approvals_of(snapshot) for change in _asked_again(row, now)]
    return edit("Reopen", moved.changes, lapsed)


def _decide(snapshot: Snapshot, approval_id: str, label: str, **values: Any) -> Edit:
    before = snapshot.need(Approval, approval_id)
    return edit(label, became(before, altered(before, **values)))


def _asked_again(before: Approval, now: datetime) -> tuple[Change, ...]:
    if before.decision is ApprovalDecision.ASKED:
        return ()
    return became(
        before,
        altered(
            before, decision=ApprovalDecision.ASKED, asked_at=now, decided_at=None, comment="",
            digest="",
        ),
    )  # fmt: skip
