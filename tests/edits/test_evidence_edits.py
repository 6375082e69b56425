"""Files and quotes come to events and go again, with nothing left behind and nothing lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pmdesk.domain.snapshot import RuleBroken
from pmdesk.domain.terms import EvidenceKind
from pmdesk.edits.evidence import StoredFile, attach_files, event_with_files, quote, take_away
from pmdesk.edits.timeline import delete_events, duplicate_events
from tests.fakes import sample

GRAPH = StoredFile("a" * 64, "graph.png", "image/png", 900)
LOG = StoredFile("b" * 64, "trace.v2.log", "text/plain", 40)


@pytest.fixture
def held():
    """The sample with two files on one event: the snapshot, and the id of the event."""
    snapshot = sample()
    event_id = next(iter(snapshot.events))
    made = attach_files(snapshot, event_id, [GRAPH, LOG])
    return snapshot.applied(made.changes), event_id


def test_files_stand_at_the_end_in_their_order_with_a_label_that_counts(held):
    snapshot, event_id = held
    names = [
        snapshot.attachments[row.attachment_id].name
        for row in snapshot.evidence_of(event_id)
        if row.kind is EvidenceKind.ATTACHMENT
    ]
    assert names[-2:] == ["graph.png", "trace.v2.log"]
    assert attach_files(sample(), event_id, [GRAPH, LOG]).label == "Attach 2 files"
    assert attach_files(sample(), event_id, [GRAPH, GRAPH]).label == "Attach file"


def test_a_content_that_the_event_shows_already_is_left_out(held):
    snapshot, event_id = held
    with pytest.raises(RuleBroken, match="already"):
        attach_files(snapshot, event_id, [GRAPH])
    other = StoredFile("c" * 64, "more.png", "image/png", 1)
    assert len(attach_files(snapshot, event_id, [GRAPH, other]).changes) == 2


def test_a_new_event_is_named_after_its_first_file(held):
    snapshot, _ = held
    at = datetime(2026, 10, 14, 18, 20, tzinfo=UTC)
    made = event_with_files(snapshot, snapshot.lanes[0].id, at, [LOG, GRAPH])
    after = snapshot.applied(made.changes)
    event = after.events[made.changes[0].record.id]
    assert (event.title, event.at, made.label) == ("trace.v2", at, "Add event")
    assert len(after.evidence_of(event.id)) == 2


def test_an_attachment_goes_with_the_last_evidence_that_shows_it(held):
    snapshot, event_id = held
    doubled = duplicate_events(snapshot, [event_id])
    snapshot = snapshot.applied(doubled.changes)
    copy_id = doubled.changes[0].record.id
    for owner, left in ((event_id, 2), (copy_id, 1)):
        row = next(r for r in snapshot.evidence_of(owner) if r.attachment_id)
        snapshot = snapshot.applied(take_away(snapshot, row.id).changes)
        assert len(snapshot.attachments) == left


def test_deleting_an_event_takes_the_files_along_that_it_alone_shows(held):
    snapshot, event_id = held
    made = delete_events(snapshot, [event_id])
    assert not snapshot.applied(made.changes).attachments
    doubled = snapshot.applied(duplicate_events(snapshot, [event_id]).changes)
    assert len(doubled.applied(delete_events(doubled, [event_id]).changes).attachments) == 2


def test_words_are_quoted_with_their_indent_and_none_are_refused(held):
    snapshot, event_id = held
    row = quote(snapshot, event_id, "\n  at worker.run\n  at main\n\n").changes[0].record
    assert row.text == "  at worker.run\n  at main"
    with pytest.raises(RuleBroken, match="no words"):
        quote(snapshot, event_id, " \n")
