"""Every write, sync, truncate, create and unlink of an edit fails in turn; run as a program.

The failure point moves on until a command meets none; printed is what was tried and came of it.

    LD_PRELOAD=faults.so python -m tests.store.faulty FOLDER [all]
"""

from __future__ import annotations

import ctypes
import errno
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from pmdesk.domain.change import Edit
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.edits.postmortems import set_head
from pmdesk.edits.timeline import add_event, delete_events, duplicate_events
from pmdesk.store.library import LibraryStore
from tests.store.made import NOW, opened, with_sample

SHIM = ctypes.CDLL(None)
# Once and from then on; the tests take the first and the last, ``all`` takes all four.
ALL = [(errno.EIO, 0), (errno.EIO, 1), (errno.ENOSPC, 0), (errno.ENOSPC, 1)]
Command = Callable[[Snapshot, int], Edit]
COMMANDS: dict[str, Command] = {
    "rename": lambda s, n: set_head(s, "Rename", title=f"T{n}"),
    "long": lambda s, n: set_head(s, "Write", narrative=f"{n} " + "words " * 4000),
    "add": lambda s, n: add_event(s, s.lanes[0].id, NOW, f"E{n}"),
    "copy": lambda s, n: duplicate_events(s, sorted(s.events)[:5]),
    "delete": lambda s, n: delete_events(s, sorted(s.events)[:3]) if len(s.events) > 9
    else duplicate_events(s, sorted(s.events)),
}  # fmt: skip


def one(library: LibraryStore, snapshot: Snapshot, edit: Edit, told: Counter[str]) -> Snapshot:
    """Try an edit under the fault that is armed; what is on disk must be what was said."""
    following = snapshot.applied(edit.changes)
    try:
        library.append(snapshot.pm_id, edit)
    except StorageProblem as problem:
        told["refused"] += 1
        assert str(problem).startswith("Not saved: "), problem  # noqa: PT017 - a program
        following = snapshot
    calls = SHIM.fault_calls()
    SHIM.fault_arm(0, 0, 0)
    found = library.load(snapshot.pm_id)
    assert found == following, "what is on disk is not what was said"
    assert library.read_only == "", library.read_only
    told["tried"] += 1
    told["calls"] = calls
    return found


def backups(library: LibraryStore, told: Counter[str]) -> None:
    """The same for a backup: whole, or told and nothing left of it."""
    for sticky in (0, 1):
        point = 1
        while True:
            before = {p.name for p in library.backups_folder.glob("*")}
            SHIM.fault_arm(point, sticky, errno.ENOSPC)
            try:
                library.back_up("under faults")
            except StorageProblem:
                told["refused"] += 1
            calls = SHIM.fault_calls()
            SHIM.fault_arm(0, 0, 0)
            told["tried"] += 1
            new = {p.name for p in library.backups_folder.glob("*.pmdesk")} - before
            assert all(info.postmortems == 1 for info in library.backups_list())
            for name in new:
                (library.backups_folder / name).unlink()
            if calls < point:
                break
            point += 1


def main(folder: Path, everything: bool) -> None:
    """Run every command under every fault."""
    library = opened(folder)
    snapshot = with_sample(library)
    library.back_up("now")
    SHIM.fault_folder(str(folder).encode())
    told: Counter[str] = Counter()
    for make in COMMANDS.values():
        for code, sticky in ALL if everything else ALL[::3]:
            point = 1
            while True:
                edit = make(snapshot, told["tried"])
                SHIM.fault_arm(point, sticky, code)
                snapshot = one(library, snapshot, edit, told)
                if told["calls"] < point:
                    break
                point += 1
    backups(library, told)
    fault = library.check(whole=True) or library.verify_journal()
    assert fault == "", fault
    library.close()
    print(told["tried"], told["refused"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), "all" in sys.argv)
