"""What sign-off locks: the rule that the library's guards keep as well, in words for the user."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields

from pmdesk.domain.analysis import ActionItem, DueMove, Factor
from pmdesk.domain.change import Change
from pmdesk.domain.meeting import Meeting
from pmdesk.domain.postmortem import HintWaiver, Postmortem
from pmdesk.domain.record import Record
from pmdesk.domain.signoff import Approval, PhaseMove, Revision
from pmdesk.domain.terms import Phase, RevisionState

Tables = Mapping[type[Record], Mapping[str, Record]]
_CLOSED = (RevisionState.SIGNED, RevisionState.LAPSED)
_LOCKED_PHASES = (Phase.PUBLISHED, Phase.ARCHIVED)
# Fields that stay live after sign-off: how actions get on, deadlines, folds of the outline.
LIVE: Mapping[type[Record], frozenset[str]] = {
    Postmortem: frozenset({"phase", "meeting_due", "finish_due"}),
    ActionItem: frozenset(
        {
            "status", "due", "reason", "tracker", "closed_at", "verified_by", "verified_at",
            "reviewed_at",
        }
    ),
    Factor: frozenset({"folded", "waived"}),
    Meeting: frozenset({"state"}),
}  # fmt: skip
# Records that are no part of what is signed.
OUTSIDE: frozenset[type[Record]] = frozenset({Revision, Approval, PhaseMove, DueMove, HintWaiver})


def signed_in(tables: Tables) -> Revision | None:
    """The revision that is signed now, or None while the text is open."""
    for revision in tables.get(Revision, {}).values():
        if isinstance(revision, Revision) and revision.state is RevisionState.SIGNED:
            return revision
    return None


def locking_revision(tables: Tables) -> Revision | None:
    """The signed revision that keeps the text as it is, or None where it may be edited."""
    if not tables.get(Revision):
        return None
    for head in tables.get(Postmortem, {}).values():
        if isinstance(head, Postmortem) and head.phase in _LOCKED_PHASES:
            return signed_in(tables)
    return None


def lock_sentence(revision: Revision) -> str:
    """Why the text of a signed postmortem can't be edited, and what to do."""
    return (
        f"Version {revision.name} is signed, so its text stays as it is. "
        "Reopen it in Review to change it."
    )


def is_live(change: Change) -> bool:
    """Whether a change leaves the signed content as it is."""
    if change.kind in OUTSIDE:
        return True
    if change.before is None or change.after is None:
        return False
    live = LIVE.get(change.kind, frozenset())
    old, new = change.before, change.after
    names = (field.name for field in fields(change.kind))
    return all(name in live or getattr(old, name) == getattr(new, name) for name in names)


def broken_lock(before: Tables, after: Tables, changes: Iterable[Change]) -> str:
    """The sentence that says what a change would do to something signed, or an empty text."""
    revisions = before.get(Revision)
    if not revisions or not after.get(Postmortem):
        # Nothing was signed, or the whole postmortem leaves.
        return ""
    changes = tuple(changes)
    closed = {
        key: row
        for key, row in revisions.items()
        if isinstance(row, Revision) and row.state in _CLOSED
    }
    for change in changes:
        held = closed.get(_revision_of(change))
        if held is not None and not _only_lapses(change):
            return (
                f"Version {held.name} is signed and stays as it is. "
                "Reopen it in Review to go on with the next version."
            )
    locking = locking_revision(before)
    if locking is None or locking_revision(after) is None:
        return ""
    if any(not is_live(change) or change.kind is Approval for change in changes):
        return lock_sentence(locking)
    return ""


def _revision_of(change: Change) -> str:
    """The id of the revision that a change is about, or an empty text."""
    if change.kind is Revision:
        return change.record.id
    for row in (change.before, change.after):
        if isinstance(row, Approval) and row.revision_id:
            return row.revision_id
    return ""


def _only_lapses(change: Change) -> bool:
    old, new = change.before, change.after
    if not isinstance(old, Revision) or not isinstance(new, Revision) or new.state not in _CLOSED:
        return False
    return all(
        f.name == "state" or getattr(old, f.name) == getattr(new, f.name) for f in fields(Revision)
    )
