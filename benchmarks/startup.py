"""Start-up: from process start to the first useful picture, against a bare window of Qt (G6).

Both run in turns as processes of their own; the library holds 10,000 postmortems.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS, LIBRARY = 9, 10_000
GOAL = 1.5
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
app = QApplication(sys.argv)
window = Window()
window.setCentralWidget(QLabel("Hello"))
window.resize(1440, 900)
window.show()
app.exec()
"""
OURS = """
import sys
from pathlib import Path
from pmdesk import app
app._after_first_paint = lambda *_parts: print("painted", flush=True)
app.run_window(Path(sys.argv[1]))
"""


def until_painted(code: str, *arguments: str) -> float:
    """Milliseconds from the start of a process until it says that it has painted."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    spent = (time.perf_counter() - began) * 1000
    process.kill()
    process.wait()
    process.stdout.close()
    if line.strip() != "painted":
        raise RuntimeError(f"the window was not painted: {line!r}")
    return spent


def fill(path: Path) -> None:
    """A library of many small postmortems, written the way the window writes them."""
    from datetime import UTC, datetime, timedelta

    from pmdesk.domain.terms import Severity
    from pmdesk.edits.postmortems import begin_postmortem
    from pmdesk.store.library import open_library

    store = open_library(path)
    began = datetime(2025, 1, 1, tzinfo=UTC)
    for number in range(1, LIBRARY + 1):
        edit = begin_postmortem(
            number,
            f"Queue {number % 97} stood still",
            began + timedelta(hours=number),
            severity=list(Severity)[number % 4],
            summary="A worker had no work while its queue grew.",
        )
        store.append(edit.changes[0].record.pm_id, edit)
    store.close()


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        os.environ["PMDESK_HOME"] = home
        library = Path(home) / "library.pmdesk"
        fill(library)
        until_painted(BARE)
        until_painted(OURS, str(library))
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(until_painted(BARE))
            ours.append(until_painted(OURS, str(library)))
    floor, spent = statistics.median(bare), statistics.median(ours)
    print(f"bare window           {floor:7.0f} ms (median of {ROUNDS})")
    print(f"library of {LIBRARY:,}     {spent:7.0f} ms")
    print(f"G6 ratio {spent / floor:.2f} (goal {GOAL})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
