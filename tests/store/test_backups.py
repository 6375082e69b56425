"""Backups are whole, found again, thinned with care, and put back without loss."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pmdesk.domain.problems import StorageProblem
from pmdesk.edits.postmortems import set_head
from pmdesk.store import backups
from pmdesk.store.backups import BackupInfo
from tests.store.made import NOW, begun, opened, push, with_sample


def test_a_backup_is_a_whole_library_of_its_own(library, tmp_path):
    snapshot = with_sample(library)
    path = library.back_up("Before lunch")
    info = library.backups_list()[0]
    assert (info.path, info.at, info.reason) == (path, NOW, "before lunch")
    assert (info.postmortems, info.size) == (1, path.stat().st_size)
    assert path.stat().st_mode & 0o777 == 0o600
    copy = tmp_path / "copy" / "lib"
    copy.mkdir(parents=True)
    (copy / "l.pmdesk").write_bytes(path.read_bytes())
    opened_copy = opened(tmp_path / "copy")
    assert opened_copy.load(snapshot.pm_id) == snapshot
    assert opened_copy.verify_journal() == opened_copy.check(whole=True) == ""
    assert opened_copy.journal_head() == library.journal_head()
    opened_copy.close()


def names(folder: Path) -> list[str]:
    """What lies in a folder of backups beside the note of whose they are."""
    return sorted(p.name for p in folder.iterdir() if p.name != "library-path.txt")


def test_two_backups_of_one_second_keep_both(library):
    begun(library)
    assert len({library.back_up("now") for _ in range(3)}) == 3
    assert len(library.backups_list()) == 3


@pytest.mark.parametrize("fault", ["cut", "other"])
def test_a_backup_that_is_not_like_the_library_is_not_kept(library, monkeypatch, fault):
    with_sample(library)
    whole = backups.verify

    def spoilt(path: Path, like=None):
        if fault == "cut":
            os.truncate(path, 8192)
        else:
            with sqlite3.connect(path) as other:
                other.execute("PRAGMA foreign_keys=0")
                other.execute("DELETE FROM lesson")
            other.close()
        whole(path, like)

    monkeypatch.setattr(backups, "verify", spoilt)
    with pytest.raises(StorageProblem, match=r"not whole|can't be read"):
        library.back_up("now")
    assert names(library.backups_folder) == []
    monkeypatch.undo()


def test_a_backup_on_a_full_disk_is_told_and_leaves_nothing(library, monkeypatch):
    import shutil
    from types import SimpleNamespace

    begun(library)
    monkeypatch.setattr(shutil, "disk_usage", lambda _p: SimpleNamespace(free=10))
    with pytest.raises(StorageProblem, match="disk of the backups is full"):
        library.back_up("now")
    monkeypatch.undo()
    assert names(library.backups_folder) == []


def test_what_a_cut_off_backup_left_is_swept_away_at_opening(tmp_path):
    opened(tmp_path).close()
    (tmp_path / "backups").mkdir(exist_ok=True)
    for name in ("20261124T090000Z-000000001-now.pmdesk.x.tmp", "y.tmp-journal"):
        (tmp_path / "backups" / name).write_bytes(b"half")
    (tmp_path / "backups" / "mine.txt").touch()
    opened(tmp_path).close()
    assert names(tmp_path / "backups") == ["mine.txt"]


def test_closing_backs_up_what_has_changed_and_only_that(tmp_path):
    for expected in (0, 1, 1, 2):
        library = opened(tmp_path)
        if expected == 1 and not library.size():
            snapshot = begun(library)
        if expected == 2:
            push(library, library.load(snapshot.pm_id), set_head(snapshot, "Edit", title="More"))
        library.close()
        assert len(backups.in_folder(tmp_path / "backups")) == expected


def test_a_backup_is_due_after_half_an_hour_of_changed_work(library, clock):
    snapshot = begun(library)
    assert library.back_up_if_due() is None
    clock.advance(timedelta(minutes=30))
    assert library.back_up_if_due() is not None
    clock.advance(timedelta(minutes=31))
    assert library.back_up_if_due() is None
    snapshot = push(library, snapshot, set_head(snapshot, "Edit", title="More"))
    assert library.back_up_if_due() is not None
    push(library, snapshot, set_head(snapshot, "Edit", summary="More"))
    clock.advance(timedelta(minutes=29))
    assert library.back_up_if_due() is None


def test_a_failing_backup_does_not_keep_the_library_from_closing(tmp_path, caplog):
    (tmp_path / "file").touch()
    library = opened(tmp_path, backups=tmp_path / "file" / "x")
    begun(library)
    library.close()
    assert "no backup at close" in caplog.text
    caplog.clear()
    again = opened(tmp_path)
    assert again.size() == 1
    again.close()


def test_restoring_brings_the_old_state_and_keeps_the_new_one(library):
    first = with_sample(library)
    backup = library.back_up("now")
    second = push(library, first, set_head(first, "Rename", title="Later"))
    library.restore(backup)
    assert library.load(first.pm_id) == first
    assert library.read_only == library.verify_journal() == library.check(whole=True) == ""
    kept = next(info for info in library.backups_list() if info.reason == "before restore")
    library.restore(kept.path)
    assert library.load(first.pm_id) == second
    push(library, second, set_head(second, "Rename", title="Work goes on"))


def test_a_window_that_looked_sees_the_restored_library(library, tmp_path):
    first = with_sample(library)
    backup = library.back_up("now")
    push(library, first, set_head(first, "Rename", title="Later"))
    library.restore(backup)
    second = opened(tmp_path)
    assert second.load(first.pm_id) == first
    second.close()


def test_the_newest_backup_after_a_restore_is_not_taken_for_the_present(library):
    first = begun(library)
    backup = library.back_up("now")
    push(library, first, set_head(first, "Edit", title="A"))
    library.restore(backup)
    push(library, first, set_head(first, "Edit", title="B"))
    library.close()
    newest = backups.in_folder(library.backups_folder)[0]
    assert newest.reason == "at close"


@pytest.mark.parametrize("fault", ["another", "cut", "garbage", "missing", "newer"])
def test_what_is_no_backup_of_this_library_is_refused_with_nothing_changed(
    library, tmp_path, fault
):
    snapshot = with_sample(library)
    backup = library.back_up("now")
    if fault == "another":
        other = opened(tmp_path / "other")
        begun(other)
        backup = other.back_up("now")
        other.close()
    elif fault == "cut":
        os.truncate(backup, 20_000)
    elif fault == "garbage":
        backup.write_bytes(b"x" * 9000)
    elif fault == "newer":
        with sqlite3.connect(backup) as other:
            other.execute("PRAGMA user_version=99")
        other.close()
    else:
        backup.unlink()
    with pytest.raises(StorageProblem):
        library.restore(backup)
    snapshot = push(library, snapshot, set_head(snapshot, "Rename", title="Still here"))
    assert library.load(snapshot.pm_id) == snapshot
    assert sorted(p.name for p in library.path.parent.iterdir()) == [
        "l.pmdesk", "l.pmdesk-journal", "l.pmdesk.lock"
    ]  # fmt: skip


def info(at: datetime, seq: int, reason: str = "at close") -> BackupInfo:
    return BackupInfo(Path(f"{seq}"), at, seq, reason, 1)


def test_thinning_keeps_days_weeks_and_months():
    start = NOW - timedelta(days=500)
    every_six_hours = [info(start + timedelta(hours=6 * n), n) for n in range(2001)]
    kept = backups.kept(every_six_hours, NOW)
    ages = [(NOW - i.at).days for i in every_six_hours if i.path in kept]
    assert sum(age < 2 for age in ages) in (8, 9)
    assert sum(2 <= age < 7 for age in ages) in (5, 6, 7)
    assert sum(7 <= age < 35 for age in ages) in (4, 5)
    assert sum(age >= 35 for age in ages) in (11, 12)
    assert max(ages) <= 366


def test_thinning_keeps_three_and_those_before_a_new_schema_however_old():
    old = [info(NOW - timedelta(days=900 + n), 100 - n) for n in range(9)]
    old.append(info(NOW - timedelta(days=2000), 1, "before schema 2"))
    assert {p.name for p in backups.kept(old, NOW)} == {"100", "99", "98", "1"}


def test_a_clock_that_was_wrong_costs_no_backup():
    ahead = [info(datetime(2090, 1, 1, tzinfo=UTC) + timedelta(days=n), n) for n in range(9)]
    now = [info(NOW - timedelta(minutes=n), 100 - n) for n in range(9)]
    assert len(backups.kept([*ahead, *now], NOW)) == 18


def test_thinning_touches_no_file_that_is_not_a_backup(library):
    begun(library)
    library.back_up("now")
    (library.backups_folder / "notes.pmdesk").touch()
    backups.thin(library.backups_folder, NOW + timedelta(days=4000))
    assert len(names(library.backups_folder)) == 2
