"""A library whose file goes away, or is written by another: nothing of it is lost."""

from __future__ import annotations

from contextlib import closing

import pytest

from pmdesk.domain.problems import StorageProblem
from pmdesk.edits.postmortems import set_head
from pmdesk.store import backups
from pmdesk.store.connection import connect
from pmdesk.store.library import open_library
from pmdesk.store.recovery import recover
from tests.store.made import begun, opened


def test_a_copy_takes_the_edits_that_the_library_could_not_take(library, tmp_path):
    snapshot = begun(library, "Held")
    library.path.rename(tmp_path / "elsewhere.pmdesk")
    edits = [(snapshot.pm_id, set_head(snapshot, "Rename", title="Typed since"))]
    library.save_copy(tmp_path / "copy.pmdesk", edits)
    copy = open_library(tmp_path / "copy.pmdesk", backups=tmp_path / "b", search=tmp_path / "s")
    assert copy.load(snapshot.pm_id).postmortem.title == "Typed since"
    assert copy.verify_journal() == copy.check(whole=True) == ""
    copy.close()


def test_a_copy_never_takes_the_place_of_the_library_itself(library):
    with pytest.raises(StorageProblem, match="the library itself"):
        library.save_copy(library.path)


def test_after_an_intruder_the_library_opens_again_with_all_it_holds(library):
    snapshot = begun(library, "Held")
    with closing(connect(library.path, writable=True)) as intruder:
        raised = "CAST(value AS INTEGER) + 1"
        intruder.execute(f"UPDATE meta SET value = {raised} WHERE name = 'generation'")
    edit = set_head(snapshot, "Rename", title="Later")
    with pytest.raises(StorageProblem):
        library.append(snapshot.pm_id, edit)
    library.reopen()
    assert library.read_only == ""
    library.append(library.load(snapshot.pm_id).pm_id, edit)
    assert library.load(snapshot.pm_id).postmortem.title == "Later"


def test_what_is_open_stays_open_while_there_is_nothing_to_open_again(library, tmp_path):
    snapshot = begun(library, "Held")
    library.path.rename(tmp_path / "elsewhere.pmdesk")
    with pytest.raises(StorageProblem, match="stays open"):
        library.reopen()
    assert library.load(snapshot.pm_id) == snapshot


def test_a_library_whose_file_is_gone_is_backed_up_as_it_closes(tmp_path):
    library = opened(tmp_path)
    snapshot = begun(library, "Held")
    library.path.unlink()
    library.close()
    newest = backups.in_folder(tmp_path / "backups")[0]
    recover(tmp_path / "lib" / "l.pmdesk", newest.path)
    again = opened(tmp_path)
    assert again.load(snapshot.pm_id) == snapshot
    again.close()
