"""One durable edit on a postmortem of 2,000 events through Document.push, against a bare save.

    python benchmarks/edit.py

The floor writes the same rows with the same settings by the driver alone, into a library of its
own on the same disk: one field, the time of the postmortem, generation, journal and payload.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from load import filled
from PySide6.QtCore import QCoreApplication

from pmdesk.document.document import Document
from pmdesk.edits.timeline import edit_event, move_events
from pmdesk.models.texts import stored_time
from pmdesk.store.library import LibraryStore

ROUNDS = 150


def floor_of(library: LibraryStore, pm_id: str) -> Callable[[int], None]:
    """A bare save into another library of the same content."""
    raw = library._main
    event_id = raw.execute("SELECT id FROM event WHERE pm_id = ?", (pm_id,)).fetchone()[0]
    seq = raw.execute("SELECT max(seq) FROM journal").fetchone()[0]
    body = "x" * 1500

    def save(n: int) -> None:
        now = stored_time(library._now())
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE meta SET value = ? WHERE name = 'generation'", (str(n + 10),))
        raw.execute("UPDATE event SET title = ? WHERE id = ?", (f"Floor {n}", event_id))
        raw.execute("UPDATE postmortem SET updated_at = ? WHERE id = ?", (now, pm_id))
        raw.execute(
            "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)",
            (seq + 1 + n, pm_id, now, "Rename", "0" * 64, "1" * 64),
        )
        raw.execute("INSERT INTO journal_payload VALUES (?, ?, ?)", (seq + 1 + n, "s" * 32, body))
        raw.execute("COMMIT")

    return save


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and CPU milliseconds of one call."""
    wall, cpu = time.perf_counter(), time.thread_time()
    work()
    return (time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000


def main() -> None:
    app = QCoreApplication([])
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        library, pm_id = filled(Path(one), 2000, 60, 40)
        floor_library, floor_pm = filled(Path(other), 2000, 60, 40)
        document = Document(library.load(pm_id), library)
        event_id = next(iter(document.snapshot.events))
        save = floor_of(floor_library, floor_pm)
        floor, renamed, moved = [], [], []
        for n in range(ROUNDS):
            floor.append(timed(lambda n=n: save(n)))
            edit = edit_event(document.snapshot, event_id, "Rename event", title=f"Title {n}")
            renamed.append(timed(lambda edit=edit: document.push(edit)))
            edit = move_events(document.snapshot, [event_id], timedelta(minutes=1))
            moved.append(timed(lambda edit=edit: document.push(edit)))
        base = [statistics.median(x) for x in zip(*floor, strict=True)]
        print(f"bare save: {base[0]:.2f} ms, {base[1]:.2f} ms CPU")
        for name, rows in (("rename", renamed), ("move", moved)):
            wall, cpu = (statistics.median(x) for x in zip(*rows, strict=True))
            p95 = statistics.quantiles([w for w, _ in rows], n=20)[-1]
            more = cpu - base[1]
            fit = "ok" if more <= 1 else "OVER"
            print(
                f"G10 {name}: {wall:.2f} ms (p95 {p95:.2f}), CPU {cpu:.2f} ms, "
                f"{more:+.2f} ms CPU over the floor (goal +1 ms) {fit}"
            )
        library.close()
        floor_library._generation = -1
        floor_library.close()
    del app


if __name__ == "__main__":
    main()
