"""Signing, the lock it puts on the text, and the versions that follow."""

from __future__ import annotations

import pytest

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.change import Change, Edit, gone
from pmdesk.domain.record import altered
from pmdesk.domain.revisions.content import content_digest
from pmdesk.domain.revisions.versions import (
    changed_since,
    current_approvals,
    faults,
    lapsed_approvals,
    next_name,
    revisions_of,
    signed_revision,
    version_words,
)
from pmdesk.domain.signoff import Approval
from pmdesk.domain.snapshot import RuleBroken
from pmdesk.domain.terms import ActionStatus, ApprovalDecision, Phase, RevisionState, Severity
from pmdesk.edits.actions import follow_up
from pmdesk.edits.approvals import add_approver, approve, ask_for_changes, ask_for_review
from pmdesk.edits.postmortems import move_phase, remove_postmortem, set_head
from pmdesk.edits.revisions import reopen, sign_off
from tests.fakes import SetClock
from tests.views.review.desk import ready

NOW = SetClock().now()


def applied(snapshot, edit):
    return snapshot.applied(edit.changes)


def approved(snapshot):
    for row in current_approvals(snapshot):
        snapshot = applied(snapshot, approve(snapshot, row.id, NOW))
    return snapshot


def signed():
    snapshot = applied(ready(), ask_for_review(ready(), NOW, "Scribe"))
    snapshot = approved(snapshot)
    return applied(snapshot, sign_off(snapshot, NOW, "Scribe"))


def test_signing_keeps_the_whole_text_with_its_digest_and_approvals():
    snapshot = signed()
    revision = signed_revision(snapshot)
    assert (revision.name, snapshot.postmortem.phase) == ("1.0", Phase.PUBLISHED)
    assert revision.digest == content_digest(snapshot)
    for row in current_approvals(snapshot):
        assert (row.revision_id, row.digest) == (revision.id, revision.digest)
    assert faults(snapshot) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda s: set_head(s, "Rename", title="Other"),
        lambda s: add_approver(s, "Board", NOW),
        lambda s: Edit("x", (gone(next(iter(s.of(Approval).values()))),)),
        lambda s: Edit("x", (gone(signed_revision(s)),)),
        lambda s: Edit(
            "x", (Change(signed_revision(s), altered(signed_revision(s), body="forged")),)
        ),
    ],
)
def test_what_is_signed_is_not_changed_by_any_edit(make):
    snapshot = signed()
    with pytest.raises(RuleBroken, match="Reopen it in Review"):
        applied(snapshot, make(snapshot))


def test_actions_get_on_and_the_postmortem_is_archived_all_the_same():
    snapshot = signed()
    action = next(a for a in snapshot.actions if a.status is ActionStatus.OPEN)
    snapshot = applied(
        snapshot, follow_up(snapshot, action.id, {"status": ActionStatus.DONE}, now=NOW)
    )
    assert snapshot.of(ActionItem)[action.id].status is ActionStatus.DONE
    snapshot = applied(snapshot, move_phase(snapshot, Phase.ARCHIVED, NOW))
    assert version_words(snapshot) == "Version 1.0"
    assert faults(snapshot) == []


def test_the_whole_postmortem_leaves_and_comes_back():
    snapshot = signed()
    removal = remove_postmortem(snapshot)
    assert applied(applied(snapshot, removal), removal.inverse()) == snapshot


def test_reopening_begins_the_next_version_and_asks_everybody_anew():
    snapshot = signed()
    edit = reopen(snapshot, NOW, "A log turned up", "Scribe")
    after = applied(snapshot, edit)
    states = [(r.name, r.state) for r in revisions_of(after)]
    assert states == [("1.0", RevisionState.LAPSED), ("1.1", RevisionState.OPEN)]
    asked = current_approvals(after)
    assert {a.decision for a in asked} == {ApprovalDecision.ASKED}
    assert [a.role for a in asked] == [a.role for a in current_approvals(snapshot)]
    assert changed_since(after) is None
    assert version_words(after) == "Version 1.1 draft"
    assert applied(after, edit.inverse()) == snapshot


def test_versions_count_on_and_keep_what_was_signed_before():
    snapshot = signed()
    first = signed_revision(snapshot)
    for name in ("1.1", "1.2"):
        snapshot = applied(snapshot, reopen(snapshot, NOW, "More", "Scribe"))
        snapshot = applied(snapshot, set_head(snapshot, "x", summary=f"Summary of {name}"))
        assert changed_since(snapshot) is not None
        snapshot = approved(applied(snapshot, ask_for_review(snapshot, NOW)))
        snapshot = applied(snapshot, sign_off(snapshot, NOW))
        assert signed_revision(snapshot).name == name
    assert revisions_of(snapshot)[0].body == first.body
    assert next_name(snapshot) == "1.3"
    assert faults(snapshot) == []


def test_an_approval_holds_for_the_words_it_was_given_to():
    snapshot = approved(applied(ready(), ask_for_review(ready(), NOW)))
    assert lapsed_approvals(snapshot) == frozenset()
    changed = applied(snapshot, set_head(snapshot, "x", summary="Other words"))
    assert lapsed_approvals(changed) == {a.id for a in current_approvals(changed)}
    with pytest.raises(RuleBroken, match="still missing"):
        sign_off(changed, NOW)


def test_who_asks_for_changes_says_which_and_keeps_it_from_being_signed():
    snapshot = approved(applied(ready(), ask_for_review(ready(), NOW)))
    row = current_approvals(snapshot)[0]
    with pytest.raises(RuleBroken, match="what should change"):
        ask_for_changes(snapshot, row.id, NOW, "  ")
    snapshot = applied(snapshot, ask_for_changes(snapshot, row.id, NOW, "The order"))
    with pytest.raises(RuleBroken, match="still missing"):
        sign_off(snapshot, NOW)


def test_who_approved_other_words_stands_as_asked_in_what_is_signed():
    snapshot = approved(applied(ready(), ask_for_review(ready(), NOW)))
    changed = applied(snapshot, set_head(snapshot, "x", summary="Other", severity=Severity.SEV3))
    after = applied(changed, sign_off(changed, NOW))
    assert {a.decision for a in current_approvals(after)} == {ApprovalDecision.ASKED}
    assert faults(after) == []
