"""Verbs of the review: whom to ask, and what they said of the text as it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pmdesk.domain.change import Change, Edit, became, born, edit, gone
from pmdesk.domain.factor_tree import position_between
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.policy import policy_for
from pmdesk.domain.record import altered
from pmdesk.domain.revisions.content import content_digest
from pmdesk.domain.revisions.versions import current_approvals, open_revision
from pmdesk.domain.signoff import Approval
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import ApprovalDecision, Phase
from pmdesk.edits.postmortems import move_phase


def approvals_of(snapshot: Snapshot) -> list[Approval]:
    """Who was asked to approve the text as it stands, in their order."""
    return current_approvals(snapshot)


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
        revision_id=_begun_id(snapshot),
        position=position_between(rows, len(rows)),
    )
    return edit("Add approver", born(approval))


def approve(snapshot: Snapshot, approval_id: str, now: datetime, comment: str = "") -> Edit:
    """Record that an approver agrees to the text as it is: its digest stands in the approval."""
    return _decide(
        snapshot, approval_id, "Approve", decision=ApprovalDecision.APPROVED,
        decided_at=now, comment=comment.strip(), digest=content_digest(snapshot),
    )  # fmt: skip


def ask_for_changes(snapshot: Snapshot, approval_id: str, now: datetime, comment: str) -> Edit:
    """Record that an approver wants something changed first; raises RuleBroken without what."""
    if not comment.strip():
        raise RuleBroken("Say what should change.")
    return _decide(
        snapshot, approval_id, "Ask for changes", decision=ApprovalDecision.CHANGES,
        decided_at=now, comment=comment.strip(), digest=content_digest(snapshot),
    )  # fmt: skip


def decline(snapshot: Snapshot, approval_id: str, now: datetime, comment: str) -> Edit:
    """Record that an approver will not sign this; raises RuleBroken without a comment."""
    if not comment.strip():
        raise RuleBroken("Say why it is declined.")
    return _decide(
        snapshot, approval_id, "Decline", decision=ApprovalDecision.DECLINED,
        decided_at=now, comment=comment.strip(), digest=content_digest(snapshot),
    )  # fmt: skip


def ask_again(snapshot: Snapshot, approval_id: str, now: datetime) -> Edit:
    """Put a decision back to asked; what was said stays in the history."""
    return edit("Ask again", _asked_again(snapshot.need(Approval, approval_id), now))


def remove_approver(snapshot: Snapshot, approval_id: str) -> Edit:
    """Ask one role less."""
    return edit("Remove approver", gone(snapshot.need(Approval, approval_id)))


def ask_for_review(snapshot: Snapshot, now: datetime, by: str = "") -> Edit:
    """Move from draft to review, and ask the roles that the severity's policy names."""
    moved = move_phase(snapshot, Phase.REVIEW, now, by)
    if not moved:
        return moved
    rows = approvals_of(snapshot)
    asked = {_folded(row.role) for row in rows}
    wanted = [r for r in policy_for(snapshot.postmortem.severity).roles if _folded(r) not in asked]
    last = rows[-1].position if rows else 0.0
    added = [
        born(
            Approval(
                id=fresh_id(), pm_id=snapshot.pm_id, role=role, asked_at=now,
                revision_id=_begun_id(snapshot), position=last + number,
            )
        )
        for number, role in enumerate(wanted, start=1)
    ]  # fmt: skip
    return edit("Ask for review", moved.changes, added)


def _folded(role: str) -> str:
    return " ".join(role.casefold().split())


def _begun_id(snapshot: Snapshot) -> str | None:
    begun = open_revision(snapshot)
    return begun.id if begun is not None else None


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
