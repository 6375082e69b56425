"""How a library opens: made for its owner alone, recognised, and writable or not with a reason."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pmdesk.domain.change import Edit
from pmdesk.domain.library import Filter
from pmdesk.domain.problems import StorageProblem
from pmdesk.edits.postmortems import set_head
from pmdesk.store import connection, opening, places
from pmdesk.store.connection import APPLICATION_ID, SETTINGS, connect, settle
from pmdesk.store.library import open_library
from tests.store.made import begun, opened, push, with_sample

ROOT = Path(__file__).parents[2]


def modes(folder: Path) -> dict[str, int]:
    return {p.relative_to(folder).as_posix(): p.stat().st_mode & 0o777 for p in folder.rglob("*")}


def test_every_setting_is_taken_and_read_back(library):
    wanted = {**SETTINGS, "journal_mode": "truncate", "application_id": APPLICATION_ID}
    found = {name: library._main.execute(f"PRAGMA {name}").fetchone() for name in wanted}
    assert {name: row[0] for name, row in found.items() if row} == {
        name: value for name, value in wanted.items() if found[name]
    }
    assert found["synchronous"][0] == 2
    assert found["recursive_triggers"][0] == found["foreign_keys"][0] == 1


def test_a_setting_that_is_not_taken_keeps_the_library_from_being_written(tmp_path, monkeypatch):
    opened(tmp_path).close()
    monkeypatch.setitem(connection.SETTINGS, "synchronous", 7)
    with pytest.raises(StorageProblem, match="synchronous=7"):
        opened(tmp_path)


def test_what_is_made_is_open_to_its_owner_alone(tmp_path):
    old = os.umask(0)
    try:
        library = opened(tmp_path)
        begun(library)
        library.put_file(b"x" * 300_000)
        library.search("outage", Filter(), False, 5)
        library.back_up("now")
        seen = modes(tmp_path)
        library.close()
    finally:
        os.umask(old)
    seen |= modes(tmp_path)
    assert {"lib/l.pmdesk", "search.index", "lib/l.pmdesk-journal"} <= set(seen)
    assert {p: m for p, m in seen.items() if m not in (0o600, 0o700)} == {}


def test_a_closed_library_is_one_file(tmp_path):
    library = opened(tmp_path)
    begun(library)
    library.close()
    library.close()
    assert [p.name for p in (tmp_path / "lib").iterdir()] == ["l.pmdesk"]


def test_a_library_whose_making_is_cut_off_is_no_library(tmp_path, monkeypatch):
    def cut_off(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(opening, "_into_place", cut_off)
    with pytest.raises(StorageProblem):
        opened(tmp_path)
    assert list((tmp_path / "lib").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"# Notes\n" * 200, "not a pmdesk library"), (b"", "not a pmdesk library")],
)
def test_a_file_of_something_else_is_refused_and_left_alone(tmp_path, content, said):
    path = tmp_path / "notes.md"
    path.write_bytes(content)
    with pytest.raises(StorageProblem, match=said):
        open_library(path, backups=tmp_path, search=tmp_path / "s")
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["notes.md"]


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE x (y)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StorageProblem, match="not a pmdesk library"):
        open_library(path)
    assert path.read_bytes() == before


def test_a_folder_in_place_of_a_library_is_told(tmp_path):
    with pytest.raises(StorageProblem, match="is a folder"):
        open_library(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageProblem, match=r"folder .* can't be made"):
        open_library(tmp_path / "file" / "l.pmdesk")


def test_reading_only_makes_no_library(tmp_path):
    with pytest.raises(StorageProblem, match="There is no library"):
        open_library(tmp_path / "l.pmdesk", read_only=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", [5000, 30_000])
def test_a_damaged_file_is_told_with_its_newest_backup(tmp_path, place):
    library = opened(tmp_path)
    with_sample(library)
    library.close()
    path = library.path
    raw = bytearray(path.read_bytes())
    raw[place : place + 60_000] = b"\xff" * 60_000
    path.write_bytes(raw)
    said = ""
    try:
        broken = opened(tmp_path)
        said = broken.check()
        # Closing would fail to back it up, and say so in the log.
        broken._is_kept = lambda _newest: True
        broken.close()
    except StorageProblem as problem:
        said = str(problem)
    assert "damaged" in said
    assert "newest backup is of 2026-11-24" in said
    assert path.read_bytes()[place : place + 10] == b"\xff" * 10


def test_a_sound_library_passes_its_check(library):
    with_sample(library)
    assert library.check() == library.check(whole=True) == ""


def test_a_second_window_may_look_but_not_write(library, tmp_path):
    snapshot = begun(library)
    second = opened(tmp_path)
    assert second.read_only.startswith("Another pmdesk window")
    assert second.load(snapshot.pm_id) == snapshot
    with pytest.raises(StorageProblem, match="Another pmdesk window"):
        second.append(snapshot.pm_id, set_head(snapshot, "Rename", title="x"))
    snapshot = push(library, snapshot, set_head(snapshot, "Rename", title="First goes on"))
    assert second.load(snapshot.pm_id) == snapshot
    second.close()
    library.close()
    third = opened(tmp_path)
    assert third.read_only == ""
    third.close()


def test_another_name_of_the_file_does_not_get_past_the_lock(library, tmp_path):
    link = tmp_path / "link.pmdesk"
    link.symlink_to(library.path)
    second = open_library(link, backups=tmp_path / "b", search=tmp_path / "s2.index")
    assert "Another pmdesk window" in second.read_only
    second.close()


CHILD = """
import sys
from pathlib import Path
from tests.store.made import opened, begun
library = opened(Path(sys.argv[1]))
print(library.read_only or "writable", flush=True)
sys.stdin.read()
"""


def child(folder: Path, code: str = CHILD) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(folder)],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin", "PYTHONDONTWRITEBYTECODE": "1"},
    )


def test_another_process_holds_the_lock_until_it_dies(tmp_path):
    with child(tmp_path) as other:
        assert other.stdout.readline() == "writable\n"
        here = opened(tmp_path)
        assert "Another pmdesk window" in here.read_only
        here.close()
        other.kill()
    again = opened(tmp_path)
    assert again.read_only == ""
    again.close()


def test_one_who_writes_past_the_lock_is_noticed_and_nothing_is_lost(library):
    snapshot = begun(library)
    intruder = connect(library.path, writable=True)
    settle(intruder, writable=True)
    intruder.execute("UPDATE meta SET value = value + 1 WHERE name = 'generation'")
    intruder.execute("UPDATE postmortem SET title = 'From outside'")
    intruder.close()
    with pytest.raises(StorageProblem, match="Another program has changed"):
        library.append(snapshot.pm_id, set_head(snapshot, "Rename", title="Ours"))
    assert library.read_only.startswith("Another program")
    assert library.load(snapshot.pm_id).postmortem.title == "From outside"


def test_a_network_drive_is_for_looking_only(tmp_path, monkeypatch):
    opened(tmp_path).close()
    monkeypatch.setattr(opening, "is_network", lambda _place: True)
    library = opened(tmp_path)
    assert "network drive" in library.read_only
    assert library.size() == 0
    library.close()


def test_the_kind_of_file_system_is_that_of_the_deepest_mount():
    mounts = (
        "22 1 254:0 / / rw - ext4 /dev/vda rw\n"
        "30 22 0:40 / /home/a\\040b rw - nfs4 host:/x rw\n"
        "31 30 0:41 / /home/a\\040b/disk rw - ext4 /dev/vdb rw\n"
        "32 22 0:42 / /mnt/c rw - 9p drvfs rw,aname=drvfs;path=C:\n"
        "33 22 0:43 / /work rw - 9p root rw,trans=fd\n"
    )
    kinds = {
        "/home/a b/lib": "nfs4",
        "/home/a b/disk/lib": "ext4",
        "/home/else": "ext4",
        "/mnt/c/Users": "drvfs",
        "/work/x": "9p",
    }
    assert {place: places.type_of(Path(place), mounts) for place in kinds} == kinds


NOBODY = """
import sys
from pathlib import Path
from tests.store.made import opened, begun
from pmdesk.domain.problems import StorageProblem
import os
# Root may write anywhere; its modules are loaded before it becomes somebody else.
import pmdesk.store.writing, pmdesk.edits.timeline
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
library = opened(Path(sys.argv[1]))
print(library.read_only, library.size(), sep="|")
library.close()
"""


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "said"),
    [(0o444, 0o755, "file is read-only"), (0o666, 0o555, "folder of the library is read-only")],
)
def test_read_only_files_and_folders_open_with_their_reason(file_mode, folder_mode, said):
    folder = Path("/tmp") / f"pmdesk-ro-{os.getpid()}-{file_mode:o}"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        library = opened(folder)
        begun(library)
        library.close()
        folder.chmod(0o777)
        library.path.chmod(file_mode)
        library.path.parent.chmod(folder_mode)
        with child(folder, NOBODY) as other:
            told = other.communicate(timeout=60)[0]
        assert said in told
        assert told.endswith("|1\n")
    finally:
        (folder / "lib").chmod(0o755)
        shutil.rmtree(folder)


LEAN = """
import sys
from pathlib import Path
from datetime import date
from pmdesk.domain.change import Edit
from pmdesk.domain.library import Filter
from pmdesk.store.library import open_library
library = open_library(Path(sys.argv[1]) / "lib" / "l.pmdesk")
entry = library.page(None, 50, Filter())[0]
library.load(entry.id)
library.search("worker", Filter(), True, 20)
library.tags(), library.open_actions(date.today()), library.figures(date.today())
library.history(entry.id), library.verify_journal(), library.check(), library.back_up("now")
print(sorted(m for m in sys.modules if m.partition(".")[0] in {"sqlalchemy", "PySide6"}))
library.warm_up()
print("sqlalchemy" in sys.modules)
library.close()
"""


def test_looking_and_searching_do_without_sqlalchemy(tmp_path):
    library = opened(tmp_path)
    with_sample(library)
    library.close()
    with child(tmp_path, LEAN) as other:
        assert other.communicate(timeout=60)[0] == "[]\nTrue\n"


def test_the_library_file_is_opened_by_sqlite_only(tmp_path):
    told: list[str] = []
    watching = True

    def hook(event: str, args: tuple) -> None:
        if watching and event in ("open", "os.open") and args and isinstance(args[0], str | Path):
            told.append(str(args[0]))

    sys.addaudithook(hook)
    library = opened(tmp_path)
    snapshot = with_sample(library)
    library.put_file(b"y" * 300_000)
    library.search("worker", Filter(), True, 5)
    library.restore(library.back_up("now"))
    library.check(whole=True)
    push(library, snapshot, set_head(snapshot, "Rename", title="Other"))
    library.close()
    opened(tmp_path).close()
    watching = False
    assert any(name.endswith(".lock") for name in told)
    assert [name for name in told if Path(name).name.startswith("l.pmdesk")
            and not name.endswith((".lock", ".files"))] == []  # fmt: skip


def test_reading_works_from_a_worker_thread(library):
    from concurrent.futures import ThreadPoolExecutor

    snapshot = with_sample(library)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(library.load, snapshot.pm_id).result() == snapshot
        assert pool.submit(library.size).result() == 1
        pool.submit(library.warm_up).result()
        assert pool.submit(library.back_up, "from a worker").result().exists()
    push(library, snapshot, set_head(snapshot, "Rename", title="Other"))


def test_a_closed_library_says_so(tmp_path):
    library = opened(tmp_path)
    library.close()
    with pytest.raises(StorageProblem, match="closed"):
        library.size()
    with pytest.raises(StorageProblem, match="closed"):
        library.append("x", Edit("Nothing"))


def test_a_file_that_is_moved_away_is_noticed_and_a_copy_can_be_saved(library, tmp_path):
    snapshot = with_sample(library)
    away = tmp_path / "away.pmdesk"
    library.path.rename(away)
    edit = set_head(snapshot, "Rename", title="Other")
    with pytest.raises(StorageProblem, match="no longer where it was"):
        library.append(snapshot.pm_id, edit)
    assert "no longer where" in library.check()
    library.save_copy(tmp_path / "copy.pmdesk")
    copy = open_library(tmp_path / "copy.pmdesk", backups=tmp_path / "b2", search=tmp_path / "s2")
    assert copy.load(snapshot.pm_id) == snapshot
    copy.close()
    away.rename(library.path)
    push(library, snapshot, edit)


def test_another_file_in_the_place_of_the_library_is_noticed(library):
    snapshot = begun(library)
    library.path.rename(library.path.with_name("old"))
    library.path.write_bytes(library.path.with_name("old").read_bytes())
    with pytest.raises(StorageProblem, match="no longer where it was"):
        push(library, snapshot, set_head(snapshot, "Rename", title="Other"))
    library.path.with_name("old").rename(library.path)


def test_a_folder_that_is_gone_is_told(tmp_path):
    library = opened(tmp_path)
    snapshot = begun(library)
    library.path.parent.rename(tmp_path / "elsewhere")
    with pytest.raises(StorageProblem, match="no longer where it was"):
        push(library, snapshot, set_head(snapshot, "Rename", title="Other"))
    (tmp_path / "elsewhere").rename(library.path.parent)
    push(library, snapshot, set_head(snapshot, "Rename", title="Other"))
    library.close()


def test_what_a_cut_off_making_left_is_swept_away_when_it_is_old(tmp_path):
    opened(tmp_path).close()
    old, fresh = (tmp_path / "lib" / f".l.pmdesk-{n}.new" for n in "ab")
    other = tmp_path / "lib" / ".other"
    for path in (old, fresh, other):
        path.touch()
    for path in (old, other):
        os.utime(path, (1, 1))
    opened(tmp_path).close()
    assert (old.exists(), fresh.exists(), other.exists()) == (False, True, True)


CUT_OFF = """
import os, sys
from pathlib import Path
from tests.store.made import opened
main = opened(Path(sys.argv[1]))._main
main.execute("PRAGMA cache_size=1")
main.execute("BEGIN IMMEDIATE")
main.execute("UPDATE event SET title = 'half', text = zeroblob(3000)")
print("cut", flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("read_only", [False, True])
def test_a_write_that_was_cut_off_is_taken_back_whoever_opens(tmp_path, read_only):
    library = opened(tmp_path)
    snapshot = with_sample(library)
    library.close()
    with child(tmp_path, CUT_OFF) as other:
        assert other.communicate(timeout=60)[0] == "cut\n"
    assert opening.has_hot_journal(library.path)
    again = opened(tmp_path, read_only=read_only)
    assert again._unclean
    assert again.load(snapshot.pm_id) == snapshot
    assert again.check() == again.verify_journal() == ""
    again.close()
