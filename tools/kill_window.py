"""Kills the real program while its window is at work, N times, and says what was lost.

python tools/kill_window.py [N]
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pmdesk.store.library import LibraryStore, open_library  # noqa: E402
from tests.fakes import sample  # noqa: E402


class Lost(AssertionError):
    """What was acknowledged is not there, or the library is not whole."""


@dataclass
class Told:
    """What one killed program said: titles that it tried and that were saved, in order."""

    opened: bool
    tried: list[str]
    saved: list[str]


class Killer:
    """Starts the program on one home again and again, and looks at what each death left."""

    def __init__(self, home: Path, seed: int = 1) -> None:
        self.home, self._random = home, random.Random(seed)
        self.kills = self.acknowledged = self.kept_unasked = self.hot = self.early = 0
        self._title, self._entries = "", 0

    def round(self) -> None:
        """One life and death; raises Lost."""
        told = self._live()
        self.kills += 1
        self.early += not told.opened
        self.acknowledged += len(told.saved)
        library = self.home / "library.pmdesk"
        journal = library.with_name("library.pmdesk-journal")
        self.hot += journal.exists() and journal.stat().st_size > 0
        if not library.exists():
            if self._entries:
                raise Lost("the library is gone")
            return
        store = open_library(library)
        try:
            self._look(store, told)
        finally:
            # The look itself must not count as a tidy end.
            store._detach()

    def _live(self) -> Told:
        environment = {
            **os.environ, "PMDESK_HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen",
        }  # fmt: skip
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.flows.driven", "edits", str(self._random.random())[2:8]],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert program.stdout
        assert program.stderr
        told = Told(False, [], [])
        # One in five dies at some moment of its start, the others while they edit.
        if self._random.random() < 0.2:
            Timer(self._random.uniform(0.05, 1.0), program.kill).start()
        for words in (line.split() for line in program.stdout):
            if words[0] == "open":
                told.opened = True
                Timer(self._random.uniform(0.0, 1.2), program.kill).start()
            elif words[0] in ("try", "ack"):
                (told.tried if words[0] == "try" else told.saved).append(words[1])
        complaints = program.stderr.read()
        program.wait()
        for stream in (program.stdout, program.stderr):
            stream.close()
        if program.returncode != -9:
            raise Lost(f"the program ended by itself: {program.returncode} {complaints}")
        if "Traceback" in complaints:
            raise Lost(complaints)
        return told

    def _look(self, store: LibraryStore, told: Told) -> None:
        fault = store.read_only or store.check() or store.check(whole=True)
        if fault or store.verify_journal():
            raise Lost(fault or store.verify_journal())
        pm_id = store.find(sample().pm_id)
        if pm_id is None:
            if self._entries or told.saved:
                raise Lost("the postmortem is gone")
            return
        title = store.load(pm_id).postmortem.title
        entries = len(store.history(pm_id, 10**9))
        begun = 0 if self._entries else 1
        extra = entries - (self._entries + begun + len(told.saved))
        if extra not in (0, 1):
            raise Lost(f"{len(told.saved)} were saved, {extra} more entries are there")
        allowed = set(self._ends(told, extra))
        if title not in allowed:
            raise Lost(f"“{title}” is there instead of {sorted(allowed)}")
        self.kept_unasked += extra
        self._title, self._entries = title, entries

    def _ends(self, told: Told, extra: int) -> Iterator[str]:
        if extra:
            yield told.tried[-1]
        elif told.saved:
            yield told.saved[-1]
        else:
            yield self._title or sample().postmortem.title


def main() -> int:
    """Kill; 1 when something was lost."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        os.environ["PMDESK_HOME"] = name
        killer = Killer(home, seed=count)
        outcome = "nothing lost"
        try:
            for _ in range(count):
                killer.round()
        except Lost as problem:
            outcome = f"LOST: {problem}"
        print(
            f"{outcome}: {killer.kills} kills ({killer.early} before the window was at work), "
            f"{killer.acknowledged} edits acknowledged, {killer.kept_unasked} kept without "
            f"acknowledgement, {killer.hot} hot journals, in {time.monotonic() - begun:.0f} s"
        )
    return 0 if outcome == "nothing lost" else 1


if __name__ == "__main__":
    raise SystemExit(main())
