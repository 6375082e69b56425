"""The signed content is the same for the same words, and knows nothing of what lives on."""

from __future__ import annotations

import hashlib

import pytest

from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.codec import canonical
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.revisions.content import (
    content_bytes,
    content_digest,
    content_of,
    plain_content,
    snapshot_of_body,
)
from pmdesk.domain.terms import ActionStatus, Phase
from pmdesk.edits.approvals import add_approver
from pmdesk.edits.postmortems import move_phase, set_head
from pmdesk.edits.report import change_part
from tests.fakes import SetClock, sample

NOW = SetClock().now()


def applied(snapshot, edit):
    return snapshot.applied(edit.changes)


def test_the_content_is_canonical_json_and_its_digest_that_of_the_bytes():
    snapshot = sample()
    made = content_bytes(snapshot)
    assert made == canonical(plain_content(snapshot))
    assert content_digest(snapshot) == hashlib.sha256(made).hexdigest()


def test_the_body_opens_again_as_the_same_content():
    snapshot = sample()
    again = snapshot_of_body(content_bytes(snapshot).decode())
    assert again == content_of(snapshot)
    assert content_digest(again) == content_digest(snapshot)


@pytest.mark.parametrize(
    "values",
    [{"status": ActionStatus.DONE}, {"due": NOW.date()}, {"tracker": "X-1"}, {"closed_at": NOW}],
)
def test_how_an_action_gets_on_is_no_part_of_it(values):
    snapshot = sample()
    action = snapshot.actions[0]
    after = applied(snapshot, change_part(snapshot, "x", ActionItem, action.id, **values))
    assert after != snapshot
    assert content_digest(after) == content_digest(snapshot)


def test_neither_are_phases_approvers_and_folds():
    snapshot = sample()
    after = applied(snapshot, move_phase(snapshot, Phase.REVIEW, NOW, "Scribe"))
    after = applied(after, add_approver(after, "Board", NOW))
    after = applied(after, change_part(after, "x", Factor, next(iter(after.factors)), folded=True))
    assert content_digest(after) == content_digest(snapshot)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Postmortem, {"summary": "Another"}),
        (ActionItem, {"text": "Another"}),
        (ActionItem, {"owner_id": None}),
        (Factor, {"text": "Another"}),
    ],
)
def test_every_word_counts(kind, values):
    snapshot = sample()
    record = min(snapshot.of(kind).values(), key=lambda r: r.id)
    after = applied(snapshot, change_part(snapshot, "x", kind, record.id, **values))
    assert content_digest(after) != content_digest(snapshot)


def test_a_table_that_stayed_is_not_made_anew(monkeypatch):
    from pmdesk.domain.revisions import content

    snapshot = sample()
    content_digest(snapshot)
    made, rows = [], content._rows

    def counted(kind, table):
        made.append(kind)
        return rows(kind, table)

    monkeypatch.setattr(content, "_rows", counted)
    after = applied(snapshot, set_head(snapshot, "x", summary="Another"))
    assert content_digest(after) != content_digest(snapshot)
    assert made == [Postmortem]
