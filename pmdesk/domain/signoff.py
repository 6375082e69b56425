"""The records of sign-off: revisions, approvals and moves between phases."""

from __future__ import annotations

from datetime import datetime

from pmdesk.domain.record import Record, record
from pmdesk.domain.terms import ApprovalDecision, Phase, RevisionState


@record
class Revision(Record):
    """A named version (1.0) with its frozen canonical body and digest once it is signed."""

    name: str
    state: RevisionState = RevisionState.OPEN
    created_at: datetime | None = None
    signed_at: datetime | None = None
    digest: str = ""
    body: str = ""
    replaces_id: str | None = None
    note: str = ""


@record
class Approval(Record):
    """What one approver, named by role, said of a revision; times are UTC."""

    role: str
    person_id: str | None = None
    revision_id: str | None = None
    decision: ApprovalDecision = ApprovalDecision.ASKED
    asked_at: datetime | None = None
    decided_at: datetime | None = None
    comment: str = ""
    digest: str = ""
    position: float = 0.0


@record
class PhaseMove(Record):
    """Who moved the postmortem from one phase to another, when (UTC) and why."""

    before: Phase
    after: Phase
    at: datetime
    by: str = ""
    reason: str = ""
