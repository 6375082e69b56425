"""Whatever is done to a signed version past the program is stopped, or found when looked at."""

from __future__ import annotations

import sqlite3

import pytest

from pmdesk.domain.terms import Phase
from pmdesk.edits.approvals import approvals_of, approve
from pmdesk.edits.postmortems import move_phase, set_head
from pmdesk.edits.revisions import reopen, sign_off
from pmdesk.store.verify import library_faults
from tests.store.made import NOW, push
from tests.views.review.desk import ready

FORGED_DIGEST = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
# Thirteen statements. Each is tried with the guards in place, and again after they were dropped.
STATEMENTS = [
    "UPDATE revision SET body = replace(body, 'Buyers', 'Nobody')",
    f"UPDATE revision SET body = '{{}}', digest = '{FORGED_DIGEST}'",
    "UPDATE revision SET state = 'open'",
    "UPDATE revision SET name = '9.9'",
    "DELETE FROM revision",
    ("REPLACE INTO revision SELECT id, pm_id, name, state, created_at, signed_at, digest, 'x', "
    "replaces_id, note FROM revision"),
    "UPDATE approval SET decision = 'declined'",
    "UPDATE approval SET role = 'Somebody else'",
    "UPDATE approval SET comment = 'Only under protest'",
    "UPDATE approval SET revision_id = NULL",
    "DELETE FROM approval",
    f"UPDATE approval SET digest = '{FORGED_DIGEST}'",
    ("INSERT INTO approval SELECT 'more', pm_id, 'Board', person_id, revision_id, decision, "
    "asked_at, decided_at, comment, digest, position FROM approval LIMIT 1"),
]


@pytest.fixture
def signed(library):
    """The library with a postmortem that three roles approved and that is signed."""
    snapshot = ready()
    library.append(snapshot.pm_id, _birth(snapshot))
    snapshot = push(library, snapshot, move_phase(snapshot, Phase.REVIEW, NOW))
    for row in approvals_of(snapshot):
        snapshot = push(library, snapshot, approve(snapshot, row.id, NOW))
    snapshot = push(library, snapshot, sign_off(snapshot, NOW, "Scribe"))
    return library, snapshot


def _birth(snapshot):
    from tests.store.made import birth

    return birth(snapshot)


def _drop_guards(library):
    rows = library._main.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    held = rows.fetchall()
    for name, _ in held:
        library._main.execute(f"DROP TRIGGER {name}")
    library._main.execute("PRAGMA foreign_keys=0")
    return [sql for _, sql in held]


def test_an_honest_library_has_no_faults(signed):
    library, snapshot = signed
    assert library_faults(library.path) == []
    assert library.check() == ""
    again = push(library, snapshot, reopen(snapshot, NOW, "A log turned up"))
    push(library, again, set_head(again, "Rename", title="Later"))
    assert library_faults(library.path) == []
    assert library.check(whole=True) == ""


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_guards_stop_it(signed, statement):
    library, snapshot = signed
    with pytest.raises(sqlite3.IntegrityError, match="signed"):
        library._main.execute(statement)
    assert library.load(snapshot.pm_id) == snapshot


@pytest.mark.parametrize("statement", STATEMENTS)
def test_past_the_guards_it_is_found_even_when_they_are_put_back(signed, statement):
    library, _ = signed
    guards = _drop_guards(library)
    assert library._main.execute(statement).rowcount > 0
    for sql in guards:
        library._main.execute(sql)
    assert library_faults(library.path) != []
    assert library.check() != ""


@pytest.mark.parametrize(
    "statement",
    ["DROP TRIGGER guard_revision_update", "DROP TABLE approval", "DROP TABLE revision"],
)
def test_a_dropped_guard_or_table_is_found(signed, statement):
    library, _ = signed
    library._main.execute("PRAGMA foreign_keys=0")
    library._main.execute("PRAGMA recursive_triggers=0")
    if "TABLE" in statement:
        _drop_guards(library)
    library._main.execute(statement)
    assert library_faults(library.path) != []
    assert library.check() != ""


def test_text_altered_past_the_program_shows_against_the_signed_version(signed):
    from pmdesk.domain.revisions.versions import faults

    library, snapshot = signed
    assert faults(snapshot) == []
    library._main.execute("UPDATE postmortem SET summary = 'All was well'")
    [said] = faults(library.load(snapshot.pm_id))
    assert "not that of version 1.0" in said
