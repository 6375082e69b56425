"""What was signed can't be altered through the library, and shows when it was altered past it."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace

import pytest

from pmdesk.domain.change import Change, Edit, born, gone
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.signoff import Approval, Revision
from pmdesk.domain.terms import RevisionState
from pmdesk.edits.postmortems import remove_postmortem, set_head
from tests.store.made import begun, push, signed

REVISION = "SELECT {} FROM revision WHERE id = 'rev'"
APPROVAL = "SELECT {} FROM approval WHERE id = 'app'"
_R = "id, pm_id, name, {}, created_at, signed_at, digest, {}, replaces_id, note"
_A = "{}, pm_id, role, person_id, revision_id, {}, asked_at, decided_at, comment, digest, position"
FORGED = REVISION.format(_R.format("state", "'forged'"))
OPEN_AGAIN = REVISION.format(_R.format("'open'", "body"))
DECLINED = APPROVAL.format(_A.format("id", "'declined'"))
ONE_MORE = APPROVAL.format(_A.format("'more'", "decision"))
# Thirteen statements that the guards stop; that a guard or a table is dropped is found.
STOPPED = [
    "UPDATE revision SET body = '{\"x\": 1}' WHERE id = 'rev'",
    "UPDATE revision SET state = 'open' WHERE id = 'rev'",
    "UPDATE revision SET id = 'other' WHERE id = 'rev'",
    "UPDATE OR REPLACE revision SET id = 'rev' WHERE id = 'free'",
    "DELETE FROM revision WHERE id = 'rev'",
    f"REPLACE INTO revision {FORGED}",
    f"INSERT INTO revision {OPEN_AGAIN} ON CONFLICT (id) DO UPDATE SET body = 'forged'",
    "UPDATE approval SET decision = 'declined' WHERE id = 'app'",
    "DELETE FROM approval WHERE id = 'app'",
    "UPDATE approval SET revision_id = NULL WHERE id = 'app'",
    "UPDATE approval SET revision_id = 'rev' WHERE id = 'loose'",
    f"REPLACE INTO approval {DECLINED}",
    f"INSERT INTO approval {ONE_MORE}",
]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TRIGGER guard_revision_update", "trigger guard_revision_update"),
        ("DROP TABLE approval", "approval"),
        ("DROP INDEX ix_event_pm_id_at", "index ix_event_pm_id_at"),
        ("ALTER TABLE revision RENAME COLUMN note TO remark", "guard|revision"),
        ("CREATE TRIGGER mine AFTER INSERT ON event BEGIN SELECT 1; END", "trigger mine"),
    ],
)
def test_a_guard_or_table_that_was_dropped_or_altered_is_found(held, statement, said):
    library, _ = held
    assert library.check() == ""
    library._main.execute("PRAGMA foreign_keys=0")
    library._main.execute(statement)
    told = library.check()
    assert "altered outside pmdesk" in told
    assert re.search(said, told)


@pytest.fixture
def held(library):
    """The library with a signed revision 'rev', its approval 'app', a free one of each beside."""
    snapshot, _, _ = signed(library)
    other = begun(library)
    free = Revision(id="free", pm_id=other.pm_id, name="0.1")
    loose = Approval(id="loose", pm_id=other.pm_id, role="Lead")
    push(library, other, Edit("Prepare", (born(free), born(loose))))
    return library, snapshot


@pytest.mark.parametrize("statement", STOPPED)
def test_a_statement_against_a_signed_revision_is_stopped(held, statement):
    library, snapshot = held
    with pytest.raises(sqlite3.IntegrityError, match="signed"):
        library._main.execute(statement)
    assert library.load(snapshot.pm_id) == snapshot


@pytest.mark.parametrize("number", range(len(STOPPED)))
def test_the_guards_are_what_stops_it(held, number):
    """Without them each of the statements gets through, so the test above can fail."""
    library, _ = held
    names = library._main.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in names.fetchall():
        library._main.execute(f"DROP TRIGGER {name}")
    library._main.execute("PRAGMA foreign_keys=0")
    assert library._main.execute(STOPPED[number]).rowcount > 0


def test_replace_gets_through_without_recursive_triggers(held):
    library, _ = held
    library._main.execute("PRAGMA recursive_triggers=0")
    library._main.execute("DROP TRIGGER guard_revision_insert")
    library._main.execute("PRAGMA foreign_keys=0")
    assert library._main.execute(STOPPED[5]).rowcount == 1


def test_an_edit_of_a_signed_revision_is_refused_in_words(held):
    library, snapshot = held
    before = snapshot.of(Revision)["rev"]
    for after in (replace(before, body="forged"), replace(before, state=RevisionState.OPEN)):
        with pytest.raises(StorageProblem, match="signed revision can't be changed"):
            library.append(snapshot.pm_id, Edit("Forge", (Change(before, after),)))
    approval = snapshot.of(Approval)["app"]
    with pytest.raises(StorageProblem, match="signed revision can't be changed"):
        library.append(snapshot.pm_id, Edit("Delete", (gone(approval),)))
    assert library.load(snapshot.pm_id) == snapshot


def test_everything_else_of_the_postmortem_can_still_change(held):
    library, snapshot = held
    snapshot = push(library, snapshot, set_head(snapshot, "Rename", title="Later"))
    assert library.load(snapshot.pm_id) == snapshot


def test_a_signed_revision_lapses_when_work_goes_on_and_that_can_be_undone(held):
    library, snapshot = held
    before = snapshot.of(Revision)["rev"]
    lapse = Edit("Open revision", (Change(before, replace(before, state=RevisionState.LAPSED)),))
    snapshot = push(library, snapshot, lapse)
    with pytest.raises(sqlite3.IntegrityError, match="signed"):
        library._main.execute(STOPPED[0])
    snapshot = push(library, snapshot, lapse.inverse())
    assert library.load(snapshot.pm_id) == snapshot


def test_a_revision_is_signed_together_with_its_approval(library):
    snapshot = begun(library)
    draft = Revision(id="r", pm_id=snapshot.pm_id, name="1.0")
    asked = Approval(id="a", pm_id=snapshot.pm_id, role="Lead", revision_id="r")
    snapshot = push(library, snapshot, Edit("Ask", (born(draft), born(asked))))
    done = Change(draft, replace(draft, state=RevisionState.SIGNED, digest="d"))
    agreed = Change(asked, replace(asked, digest="d"))
    snapshot = push(library, snapshot, Edit("Sign", (done, agreed)))
    assert library.load(snapshot.pm_id) == snapshot


def test_a_whole_postmortem_with_a_signed_revision_leaves_and_comes_back(held):
    library, snapshot = held
    removal = remove_postmortem(snapshot)
    library.append(snapshot.pm_id, removal)
    assert library.size() == 1
    library.append(snapshot.pm_id, removal.inverse())
    assert library.load(snapshot.pm_id) == snapshot
