"""The versions of a postmortem: which is current, what the next one is called, is one sound."""

from __future__ import annotations

from pmdesk.domain.revisions.content import body_digest, content_digest
from pmdesk.domain.revisions.lock import locking_revision, signed_in
from pmdesk.domain.signoff import Approval, Revision
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import ApprovalDecision, RevisionState

FIRST = "1.0"


def revisions_of(snapshot: Snapshot) -> list[Revision]:
    """The revisions, the oldest first."""
    return sorted(
        snapshot.of(Revision).values(),
        key=lambda r: (_numbers(r.name), r.created_at.timestamp() if r.created_at else 0.0, r.id),
    )


def closed_revisions(snapshot: Snapshot) -> list[Revision]:
    """The revisions that were signed, the oldest first."""
    return [r for r in revisions_of(snapshot) if r.state is not RevisionState.OPEN]


def open_revision(snapshot: Snapshot) -> Revision | None:
    """The revision that is being written, where one was begun."""
    found = [r for r in revisions_of(snapshot) if r.state is RevisionState.OPEN]
    return found[-1] if found else None


def signed_revision(snapshot: Snapshot) -> Revision | None:
    """The revision that is signed now."""
    return signed_in(snapshot.tables)


def lock_of(snapshot: Snapshot) -> Revision | None:
    """The signed revision that keeps the text as it is."""
    return locking_revision(snapshot.tables)


def next_name(snapshot: Snapshot) -> str:
    """What the next version to be signed is called: 1.0, then 1.1, 1.2 …"""
    begun = open_revision(snapshot)
    if begun is not None and _numbers(begun.name) >= (1, 0):
        return begun.name
    closed = closed_revisions(snapshot)
    if not closed:
        return FIRST
    major, minor = max(_numbers(revision.name) for revision in closed)
    return f"{max(major, 1)}.{minor + 1}" if major >= 1 else FIRST


def version_words(snapshot: Snapshot) -> str:
    """The version in a few words: "Version 1.0", "Version 1.1 draft", or an empty text."""
    locked = lock_of(snapshot)
    if locked is not None:
        return f"Version {locked.name}"
    if not closed_revisions(snapshot):
        return ""
    return f"Version {next_name(snapshot)} draft"


def changed_since(snapshot: Snapshot) -> Revision | None:
    """The last signed revision whose content is no longer that of the postmortem, or None."""
    closed = closed_revisions(snapshot)
    if not closed or closed[-1].digest == content_digest(snapshot):
        return None
    return closed[-1]


def fault_of(revision: Revision) -> str:
    """A sentence on a signed revision that is not what was signed, or an empty text."""
    if revision.state is RevisionState.OPEN:
        return ""
    if not revision.body:
        return f"The text of version {revision.name} is missing: it was taken out outside pmdesk."
    if body_digest(revision.body) != revision.digest:
        return (
            f"Version {revision.name} is not as it was signed: its text or its digest was altered "
            "outside pmdesk."
        )
    return ""


def fault_of_approval(approval: Approval, revision: Revision) -> str:
    """A sentence on an approval that was given to other words than a revision's."""
    if revision.state is RevisionState.OPEN or approval.revision_id != revision.id:
        return ""
    is_approved = approval.decision is ApprovalDecision.APPROVED
    if is_approved and approval.digest and approval.digest != revision.digest:
        return (
            f"The approval of {approval.role} belongs to another text than version "
            f"{revision.name}: it was altered outside pmdesk."
        )
    return ""


def faults(snapshot: Snapshot) -> list[str]:
    """What of the signed revisions is not as it was signed, a sentence each."""
    found = []
    for revision in closed_revisions(snapshot):
        problem = fault_of(revision)
        if problem:
            found.append(problem)
            continue
        for approval in snapshot.of(Approval).values():
            said = fault_of_approval(approval, revision)
            if said:
                found.append(said)
    signed = lock_of(snapshot)
    if signed is not None and not found and signed.digest != content_digest(snapshot):
        found.append(
            f"The text in the library is not that of version {signed.name}, which is signed: it "
            "was altered outside pmdesk. The signed version itself is whole; compare the two."
        )
    return found


def current_approvals(snapshot: Snapshot) -> list[Approval]:
    """Who was asked about the text as it stands, in their order.

    Approvals of earlier signed versions stay with those.
    """
    locked = lock_of(snapshot)
    closed = {revision.id for revision in closed_revisions(snapshot)}
    wanted = closed - {locked.id} if locked is not None else closed
    found = [a for a in snapshot.of(Approval).values() if a.revision_id not in wanted]
    return sorted(found, key=lambda a: (a.position, a.id))


def lapsed_approvals(snapshot: Snapshot) -> frozenset[str]:
    """The ids of current approvals that were given to other words than there are now."""
    given = [
        a
        for a in current_approvals(snapshot)
        if a.decision is ApprovalDecision.APPROVED and a.digest
    ]
    if not given:
        return frozenset()
    digest = content_digest(snapshot)
    return frozenset(a.id for a in given if a.digest != digest)


def _numbers(name: str) -> tuple[int, int]:
    major, _, minor = name.strip().partition(".")
    if major.isdecimal() and minor.isdecimal() and len(name) < 12:
        return int(major), int(minor)
    return (0, 0)
