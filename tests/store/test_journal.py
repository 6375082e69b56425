"""The journal tells every edit in order, and shows what was altered behind its back."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from pmdesk.domain.codec import changes_from_plain
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.snapshot import empty
from pmdesk.edits.postmortems import set_head
from pmdesk.edits.timeline import add_event
from pmdesk.store.journal import START
from tests.store.made import NOW, begun, push, with_sample


def renamed(library, snapshot, *titles):
    for title in titles:
        snapshot = push(library, snapshot, set_head(snapshot, f"Rename to {title}", title=title))
    return snapshot


def unguarded(library, statement):
    library._main.execute("DROP TRIGGER guard_journal_update")
    library._main.execute("DROP TRIGGER guard_journal_delete")
    library._main.execute("PRAGMA foreign_keys=0")
    library._main.execute(statement)


def test_the_history_lists_the_newest_edit_first(library, clock):
    snapshot = begun(library)
    begun(library, "Another")
    clock.advance(timedelta(minutes=5))
    renamed(library, snapshot, "One", "Two")
    lines = library.history(snapshot.pm_id)
    assert [line.label for line in lines] == ["Rename to Two", "Rename to One", "New postmortem"]
    assert [line.seq for line in lines] == [4, 3, 1]
    assert lines[0].at == clock.now()
    assert lines[0].digest == library.journal_head()
    assert len(library.history(snapshot.pm_id, limit=2)) == 2


def test_the_journal_alone_rebuilds_the_postmortem(library):
    snapshot = with_sample(library)
    snapshot = push(library, snapshot, add_event(snapshot, snapshot.lanes[0].id, NOW, "More"))
    rows = library._main.execute("SELECT body FROM journal_payload ORDER BY seq")
    replayed = empty(snapshot.pm_id)
    for (body,) in rows:
        replayed = replayed.applied(changes_from_plain(json.loads(body)))
    assert replayed == snapshot


def test_an_untouched_journal_verifies(library):
    assert library.journal_head() == START
    assert library.verify_journal() == ""
    renamed(library, begun(library), "One", "Two")
    assert library.verify_journal() == ""


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE journal SET label = 'Harmless' WHERE seq = 2", "entry 2 .“Harmless”. was altered"),
        ("UPDATE journal SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 2", "entry 2"),
        ("UPDATE journal SET pm_id = 'x' WHERE seq = 3", "entry 3"),
        ("UPDATE journal SET digest = payload_digest WHERE seq = 1", "entry 1"),
        ("UPDATE journal_payload SET body = '[]' WHERE seq = 2", "content of journal entry 2"),
        ("DELETE FROM journal_payload WHERE seq = 2", "content of journal entry 2"),
        ("DELETE FROM journal WHERE seq = 2", "lacks entry 2"),
        ("DELETE FROM journal WHERE seq = 1", "lacks entry 1"),
    ],
)
def test_an_altered_entry_is_named(library, statement, said):
    import re

    renamed(library, begun(library), "One", "Two")
    unguarded(library, statement)
    assert re.search(said, library.verify_journal())


def test_a_tail_that_was_cut_off_shows_by_the_head(library):
    snapshot = renamed(library, begun(library), "One")
    head = library.journal_head()
    renamed(library, snapshot, "Two")
    printed = library.journal_head()
    unguarded(library, "DELETE FROM journal WHERE seq = 3")
    assert library.verify_journal() == ""
    assert library.journal_head() == head != printed


def test_a_redacted_payload_still_verifies(library):
    renamed(library, begun(library), "Secret", "Two")
    library._main.execute("UPDATE journal_payload SET salt = '', body = '' WHERE seq = 2")
    assert library.verify_journal() == ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET label = 'x'",
        "DELETE FROM journal WHERE seq = 1",
        "REPLACE INTO journal SELECT seq, pm_id, at, 'x', payload_digest, digest FROM journal",
    ],
)
def test_the_journal_refuses_to_be_altered(library, statement):
    import sqlite3

    begun(library)
    with pytest.raises(sqlite3.IntegrityError, match="journal"):
        library._main.execute(statement)


def test_the_same_words_have_another_digest_each_time(library):
    snapshot = begun(library)
    renamed(library, snapshot, "One")
    rows = library._main.execute("SELECT payload_digest, salt FROM journal JOIN journal_payload "
                                 "USING (seq)").fetchall()  # fmt: skip
    assert len({salt for _, salt in rows}) == len(rows)


def test_a_failed_edit_leaves_no_entry(library):
    snapshot = begun(library)
    with pytest.raises(StorageProblem):
        library.append(snapshot.pm_id, set_head(snapshot, "Rename", number=2**63))
    assert library.verify_journal() == ""
    assert len(library.history(snapshot.pm_id)) == 1
