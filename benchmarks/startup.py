"""Start-up: from process start to the first useful picture, against a bare window of Qt (G6).

    python benchmarks/startup.py [COUNT]

Both run in turns as processes of their own, after a round that isn't counted; the library holds
10,000 postmortems. Of each process the time that passes and its own CPU time are taken: while
other work runs beside, the second is the one to trust.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROUNDS, LIBRARY = 9, 10_000
GOAL = 1.5
TELL = """
import sys, time
def tell(*_parts):
    print("painted", time.process_time(), flush=True)
"""
BARE = TELL + """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        tell()
app = QApplication(sys.argv)
window = Window()
window.setCentralWidget(QLabel("Hello"))
window.resize(1440, 900)
window.show()
app.exec()
"""
# The program as it is started; only what follows the first picture is replaced.
OURS = TELL + """
from pmdesk import __main__ as program
load = program._load_window
def load_and_hook():
    run_window = load()
    from pmdesk import app
    app._after_first_paint = tell
    return run_window
program._load_window = load_and_hook
program.main([sys.argv[1]])
"""


class Spent(NamedTuple):
    """Milliseconds until something was painted: by the clock, and of the processor."""

    wall: float
    cpu: float


def until_painted(code: str, *arguments: str) -> Spent:
    """What a process needs until it says that it has painted."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
        cwd=Path(__file__).parents[1],
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    wall = (time.perf_counter() - began) * 1000
    process.kill()
    process.wait()
    process.stdout.close()
    if not line.startswith("painted"):
        raise RuntimeError(f"the window was not painted: {line!r}")
    return Spent(wall, float(line.split()[1]) * 1000)


def fill(folder: Path, count: int) -> Path:
    """A library of so many postmortems with events and actions; its file."""
    sys.path.insert(0, str(Path(__file__).parent))
    from libraries import filled

    began = time.perf_counter()
    library = filled(folder, count)
    library.close()
    print(f"library of {count:,} made in {time.perf_counter() - began:.1f} s")
    return library.path


def told(name: str, spent: list[Spent]) -> Spent:
    """Print and return the medians."""
    wall, cpu = (statistics.median(times) for times in zip(*spent, strict=True))
    print(f"{name:20} {wall:6.0f} ms, {cpu:6.0f} ms CPU (medians of {len(spent)})")
    return Spent(wall, cpu)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else LIBRARY
    with tempfile.TemporaryDirectory() as home:
        os.environ["PMDESK_HOME"] = home
        library = str(fill(Path(home), count))
        until_painted(BARE)
        until_painted(OURS, library)
        pairs = [(until_painted(BARE), until_painted(OURS, library)) for _ in range(ROUNDS)]
    floor = told("bare window", [bare for bare, _ in pairs])
    ours = told(f"library of {count:,}", [ours for _, ours in pairs])
    wall, cpu = ours.wall / floor.wall, ours.cpu / floor.cpu
    fit = "ok" if cpu <= GOAL else "OVER"
    print(f"G6 first useful picture: {wall:.2f} x, CPU {cpu:.2f} x (goal {GOAL} x) {fit}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
