"""Asking, deciding, publishing and reopening are single steps that undo takes back."""

from __future__ import annotations

import pytest

from pmdesk.domain.change import Edit
from pmdesk.domain.signoff import Approval, PhaseMove
from pmdesk.domain.sitting.agenda import USUAL
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import ApprovalDecision, Phase, Severity
from pmdesk.edits.actions import edit_action
from pmdesk.edits.approvals import (
    add_approver,
    approvals_of,
    approve,
    ask_again,
    decline,
    remove_approver,
)
from pmdesk.edits.meetings import begin_meeting
from pmdesk.edits.postmortems import move_phase, set_head
from pmdesk.edits.revisions import reopen, sign_off
from tests.fakes import SetClock, sample

NOW = SetClock().now()


def done(snapshot: Snapshot, edit: Edit) -> Snapshot:
    return snapshot.applied(edit.changes)


def published() -> Snapshot:
    snapshot = sample()
    snapshot = done(snapshot, move_phase(snapshot, Phase.REVIEW, NOW))
    return done(snapshot, move_phase(snapshot, Phase.PUBLISHED, NOW))


def test_an_approver_is_asked_last_and_with_the_time():
    snapshot = done(sample(), add_approver(sample(), "  Box  office lead ", NOW))
    last = approvals_of(snapshot)[-1]
    assert (last.role, last.decision, last.asked_at) == (
        "Box office lead", ApprovalDecision.ASKED, NOW,
    )  # fmt: skip


@pytest.mark.parametrize("role", ["", "   ", "incident COMMANDER"])
def test_nobody_is_asked_twice_and_nobody_without_a_role(role: str):
    with pytest.raises(RuleBroken):
        add_approver(sample(), role, NOW)


def test_a_decline_needs_a_comment():
    approval = approvals_of(sample())[1]
    with pytest.raises(RuleBroken):
        decline(sample(), approval.id, NOW, " ")
    said = done(sample(), decline(sample(), approval.id, NOW, "The order is wrong"))
    held = said.need(Approval, approval.id)
    assert (held.decision, held.comment) == (ApprovalDecision.DECLINED, "The order is wrong")


def test_asking_again_forgets_what_was_decided_and_undo_brings_it_back():
    snapshot = sample()
    approval = approvals_of(snapshot)[0]
    edit = ask_again(snapshot, approval.id, NOW)
    held = done(snapshot, edit).need(Approval, approval.id)
    assert (held.decision, held.decided_at) == (ApprovalDecision.ASKED, None)
    assert done(done(snapshot, edit), edit.inverse()) == snapshot


def test_asking_again_who_has_not_decided_changes_nothing():
    assert not ask_again(sample(), approvals_of(sample())[1].id, NOW)


def test_a_removed_approver_is_gone():
    approval = approvals_of(sample())[1]
    assert approval.id not in done(sample(), remove_approver(sample(), approval.id)).of(Approval)


def test_nothing_is_published_while_something_must_be_mended():
    snapshot = done(sample(), move_phase(sample(), Phase.REVIEW, NOW))
    with pytest.raises(RuleBroken, match="still missing"):
        sign_off(snapshot, NOW)


def test_a_small_incident_is_published_once_its_actions_are_mended():
    snapshot = done(sample(), move_phase(sample(), Phase.REVIEW, NOW))
    snapshot = done(snapshot, set_head(snapshot, "x", severity=Severity.SEV4))
    with pytest.raises(RuleBroken, match="still missing"):
        sign_off(snapshot, NOW)
    for action in snapshot.actions:
        due, owner = action.due or NOW.date(), action.owner_id or next(iter(snapshot.people))
        snapshot = done(snapshot, edit_action(snapshot, action.id, "x", due=due, owner_id=owner))
    assert done(snapshot, sign_off(snapshot, NOW, "Scribe")).postmortem.phase is Phase.PUBLISHED
    meeting = done(snapshot, begin_meeting(snapshot, USUAL.blocks, now=NOW))
    with pytest.raises(RuleBroken, match="A meeting is running"):
        sign_off(meeting, NOW)


def test_reopening_needs_a_reason_and_asks_every_approver_anew():
    snapshot = published()
    snapshot = done(snapshot, approve(snapshot, approvals_of(snapshot)[1].id, NOW, "Good"))
    with pytest.raises(RuleBroken):
        reopen(snapshot, NOW, "")
    edit = reopen(snapshot, NOW, "A log turned up", "Scribe")
    after = done(snapshot, edit)
    assert after.postmortem.phase is Phase.DRAFT
    assert {a.decision for a in approvals_of(after)} == {ApprovalDecision.ASKED}
    move = next(m for m in after.of(PhaseMove).values() if m.after is Phase.DRAFT)
    assert (move.reason, move.by) == ("A log turned up", "Scribe")
    assert done(after, edit.inverse()) == snapshot
