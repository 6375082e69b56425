"""A disk that is full or fails costs no acknowledged edit, and works again without restart."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pmdesk.domain.problems import StorageProblem
from pmdesk.edits.postmortems import set_head
from tests.store.made import begun, push

ROOT = Path(__file__).parents[2]


def run(folder: Path, *command: str, **more: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    done = subprocess.run(
        [sys.executable, *command, str(folder)],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_full_disk_is_told_and_the_next_edit_works_when_there_is_room(library):
    snapshot = begun(library)
    pages = library._main.execute("PRAGMA page_count").fetchone()[0]
    library._main.execute(f"PRAGMA max_page_count={pages + 20}")
    saved = 0
    with pytest.raises(StorageProblem, match="the disk is full"):  # noqa: PT012 - until it is
        for saved in range(100):
            edit = set_head(snapshot, "Write", narrative=f"{saved} " + "words " * 3000)
            snapshot = push(library, snapshot, edit)
    assert saved > 0
    assert library.load(snapshot.pm_id) == snapshot
    library._main.execute("PRAGMA max_page_count=1000000")
    snapshot = push(library, snapshot, set_head(snapshot, "Write", narrative="There is room"))
    assert library.load(snapshot.pm_id) == snapshot
    assert library.verify_journal() == ""


LIMITED = """
import resource, sys
from pathlib import Path
from pmdesk.domain.problems import StorageProblem
from pmdesk.edits.postmortems import set_head
from tests.store.made import begun, opened
library = opened(Path(sys.argv[1]))
snapshot = begun(library)
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (library.path.stat().st_size + 300_000, hard))
saved = 0
try:
    while True:
        edit = set_head(snapshot, "Write", narrative=f"{saved} " + "words " * 3000)
        library.append(snapshot.pm_id, edit)
        snapshot = snapshot.applied(edit.changes)
        saved += 1
except StorageProblem as problem:
    assert str(problem).startswith("Not saved: the disk"), problem
assert saved > 3 and library.load(snapshot.pm_id) == snapshot
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
edit = set_head(snapshot, "Write", narrative="There is room")
library.append(snapshot.pm_id, edit)
assert library.load(snapshot.pm_id) == snapshot.applied(edit.changes)
assert library.check(whole=True) == library.verify_journal() == ""
library.close()
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_file_that_may_not_grow_is_told_and_nothing_is_lost(tmp_path):
    run(tmp_path, "-c", LIMITED)


SMALL_DISK = """
import sys
from pathlib import Path
from pmdesk.domain.problems import StorageProblem
from pmdesk.edits.postmortems import set_head
from tests.store.made import begun, opened
folder = Path(sys.argv[1])
library = opened(folder / "disk", backups=folder / "backups")
snapshot = begun(library)
saved = 0
try:
    while saved < 1000:
        edit = set_head(snapshot, "Write", narrative=f"{saved} " + "words " * 3000)
        library.append(snapshot.pm_id, edit)
        snapshot = snapshot.applied(edit.changes)
        saved += 1
except StorageProblem as problem:
    assert "disk is full" in str(problem), problem
assert 3 < saved < 1000 and library.load(snapshot.pm_id) == snapshot
(folder / "disk" / "ballast").unlink()
edit = set_head(snapshot, "Write", narrative="There is room")
library.append(snapshot.pm_id, edit)
assert library.load(snapshot.pm_id) == snapshot.applied(edit.changes)
assert library.check(whole=True) == library.verify_journal() == ""
library.close()
"""


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root may mount")
def test_a_disk_of_two_megabytes_fills_up_without_loss(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(disk)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        (disk / "ballast").write_bytes(b"x" * 500_000)
        run(tmp_path, "-c", SMALL_DISK)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("gcc"), reason="needs gcc and LD_PRELOAD"
)
def test_every_call_to_the_disk_may_fail_once_or_for_good(tmp_path):
    shim = tmp_path / "faults.so"
    source = Path(__file__).with_name("faults.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True)
    folder = tmp_path / "under-faults"
    tried, refused = map(int, run(folder, "-m", "tests.store.faulty", LD_PRELOAD=str(shim)).split())
    assert tried > 300
    assert refused > 200
