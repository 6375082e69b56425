"""A library that can't be opened is set aside, and its newest backup takes its place."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from pmdesk.domain.problems import StorageProblem
from pmdesk.edits.postmortems import set_head
from pmdesk.store.library import open_library
from pmdesk.store.recovery import backups_of, folder_of, recover
from tests.fakes import SetClock
from tests.store.made import NOW, begun, opened, push, with_sample


@pytest.fixture
def damaged(tmp_path):
    """A library in the usual places, with a backup, then destroyed; and what the backup holds."""
    library = open_library(tmp_path / "l.pmdesk", now=SetClock().now)
    snapshot = with_sample(library)
    library.close()
    (tmp_path / "l.pmdesk").write_bytes(b"\0" * 9000)
    (tmp_path / "l.pmdesk-journal").write_bytes(b"left")
    return tmp_path / "l.pmdesk", snapshot


def test_a_destroyed_library_is_told_with_the_backup_found_by_its_place(damaged):
    path, _ = damaged
    with pytest.raises(StorageProblem, match="newest backup is of 2026-11-24"):
        open_library(path)
    assert [info.postmortems for info in backups_of(path)] == [1]


def test_the_newest_backup_takes_the_place_and_the_damaged_file_is_kept(damaged):
    path, snapshot = damaged
    aside = recover(path, backups_of(path)[0].path, lambda: NOW)
    assert aside.read_bytes() == b"\0" * 9000
    assert aside.name == "l-20261124T090000Z-set-aside.pmdesk"
    assert aside.with_name(aside.name + "-journal.kept").read_bytes() == b"left"
    library = open_library(path)
    assert library.load(snapshot.pm_id) == snapshot
    assert library.read_only == library.check(whole=True) == ""
    assert path.stat().st_mode & 0o777 == 0o600
    library.close()


def test_a_library_that_was_deleted_comes_back(damaged):
    path, snapshot = damaged
    path.unlink()
    assert recover(path, backups_of(path)[0].path) is None
    library = open_library(path)
    assert library.load(snapshot.pm_id) == snapshot
    library.close()


def test_a_backup_that_is_damaged_itself_changes_nothing(damaged):
    path, _ = damaged
    backup = backups_of(path)[0].path
    os.truncate(backup, 5000)
    with pytest.raises(StorageProblem, match=r"can't be read|not whole"):
        recover(path, backup)
    assert path.read_bytes() == b"\0" * 9000
    assert backups_of(path)[0].postmortems is None


def test_a_library_that_is_open_elsewhere_is_not_replaced(tmp_path):
    library = opened(tmp_path)
    begun(library)
    backup = library.back_up("now")
    with pytest.raises(StorageProblem, match="Another pmdesk window"):
        recover(library.path, backup)
    library.close()


def test_a_place_where_no_library_was_has_no_backups(tmp_path):
    assert folder_of(tmp_path / "l.pmdesk") is None
    assert backups_of(tmp_path / "l.pmdesk") == []


def test_of_two_libraries_in_one_place_the_later_one_is_meant(tmp_path):
    clock = SetClock()
    ids = []
    for title in ("First", "Second"):
        library = open_library(tmp_path / "l.pmdesk", now=clock.now)
        snapshot = begun(library)
        push(library, snapshot, set_head(snapshot, "Rename", title=title))
        ids.append(library.library_id)
        library.close()
        library.path.unlink()
        clock.advance(timedelta(days=1))
    assert folder_of(tmp_path / "l.pmdesk").name == ids[1]
