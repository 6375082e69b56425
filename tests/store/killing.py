"""A library that is written by one process and killed by another, again and again.

The child says ``try n`` before and ``ack n`` after each edit over a pipe, so what was acknowledged
is known outside the library and outside the killed process. Run as a program, this module is the
nursery: it imports everything once and forks a child for each round.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from pmdesk.domain.change import Edit, born, gone
from pmdesk.domain.postmortem import Lesson
from pmdesk.domain.terms import LessonKind
from pmdesk.edits.postmortems import set_head
from pmdesk.store import backups
from pmdesk.store.library import LibraryStore
from tests.store.made import begun, opened

ROOT = Path(__file__).parents[2]
HELD = 5


class Lost(AssertionError):
    """What was acknowledged is not there, or something is there by half."""


def say(*words: object) -> None:
    """One line to the parent, in one piece."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def step(pm_id: str, number: int) -> tuple[list[Lesson], list[Lesson]]:
    """The lessons that come and go with edit ``number``: the last five are there."""

    def lesson(n: int) -> Lesson:
        return Lesson(
            id=f"l{n}", pm_id=pm_id, kind=LessonKind.WELL, text=f"{n} " + "words " * (n % 400)
        )

    return [lesson(number)], [lesson(number - HELD)] if number > HELD else []


def live(folder: Path, fault: str) -> None:
    """The life of a child: open, then edit without end, with a backup now and then."""
    library = opened(folder)
    if library.read_only:
        say("refused", library.read_only)
        return
    pm_id = library.find("1")
    snapshot = library.load(pm_id) if pm_id else begun(library, "0")
    say("open")
    if fault == "no_begin":
        library._ready_writer()._begin = lambda _connection: None
        from sqlalchemy import event

        writer = library._ready_writer()
        event.remove(writer._engine, "begin", type(writer)._begin)
    number = int(snapshot.postmortem.title)
    while True:
        number += 1
        add, remove = step(snapshot.pm_id, number)
        head = set_head(snapshot, "Count", title=str(number))
        edit = Edit(f"Edit {number}", (*head.changes, *map(born, add), *map(gone, remove)))
        say("try", number)
        if fault == "early_ack":
            say("ack", number)
        library.append(snapshot.pm_id, edit)
        if fault != "early_ack":
            say("ack", number)
        snapshot = snapshot.applied(edit.changes)
        if number % 40 == 0:
            library.back_up("while editing")
            say("backup", number)


def nursery(folder: Path, fault: str) -> None:
    """Fork a child for each line that comes in; say its number and when it has died."""
    import pmdesk.store.writing

    assert pmdesk.store.writing
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                live(folder, fault)
            except BaseException as problem:
                say("broken", type(problem).__name__, str(problem).replace("\n", " "))
            os._exit(0)
        say("pid", pid)
        os.waitpid(pid, 0)
        say("dead", pid)


@dataclass
class Killer:
    """Starts and kills children on one library and looks at what they leave."""

    folder: Path
    fault: str = ""
    seed: int = 1
    kills: int = 0
    acknowledged: int = 0
    kept_unasked: int = 0
    hot: int = 0
    seen_backups: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.store.killing", str(self.folder), self.fault],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Killer:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._nursery.stdin
        assert self._nursery.stdout
        self._nursery.stdin.close()
        self._nursery.stdout.close()
        self._nursery.wait()

    def _words(self) -> list[str]:
        assert self._nursery.stdout
        words = self._nursery.stdout.readline().split()
        if not words or words[0] in ("broken", "refused"):
            raise Lost(f"the child could not work: {' '.join(words)}")
        return words

    def round(self) -> None:
        """One life and death, and a look at the library; raises Lost."""
        assert self._nursery.stdin
        self._nursery.stdin.write("go\n")
        self._nursery.stdin.flush()
        pid = int(self._until("pid")[1])
        # One in five dies while it opens or makes the library, the others while they edit.
        if self._random.random() < 0.8:
            for _ in range(self._random.randint(1, 12)):
                self._until("try")
        # The moment is random, not waited for: a kill has to meet every stage of a write.
        time.sleep(self._random.random() * 0.004)
        os.kill(pid, signal.SIGKILL)
        self._until("dead")
        self.kills += 1
        self._look()

    def _until(self, wanted: str) -> list[str]:
        while True:
            words = self._words()
            if words[0] == "ack":
                self.acknowledged = int(words[1])
            if words[0] == wanted:
                return words

    def _look(self) -> None:
        path = self.folder / "lib" / "l.pmdesk"
        journal = path.with_name("l.pmdesk-journal")
        self.hot += journal.exists() and journal.stat().st_size > 0
        if not path.exists():
            if self.acknowledged:
                raise Lost("the library is gone")
            return
        library = opened(self.folder)
        try:
            self._compare(library)
        finally:
            # The look itself must not count as a tidy end.
            library._detach()

    def _compare(self, library: LibraryStore) -> None:
        told = library.read_only or library.check(whole=True) or library.verify_journal()
        if told:
            raise Lost(told)
        pm_id = library.find("1")
        if pm_id is None:
            if self.acknowledged:
                raise Lost("the postmortem is gone")
            return
        snapshot = library.load(pm_id)
        number = int(snapshot.postmortem.title)
        if number not in (self.acknowledged, self.acknowledged + 1):
            raise Lost(f"{self.acknowledged} was acknowledged, {number} is there")
        held = {f"l{n}" for n in range(max(1, number - HELD + 1), number + 1)}
        if set(snapshot.of(Lesson)) != held:
            raise Lost(f"edit {number} is there by half")
        if library.history(pm_id)[0].label != (f"Edit {number}" if number else "New postmortem"):
            raise Lost("the journal says something else")
        self.kept_unasked += number > self.acknowledged
        self.acknowledged = number
        for info in backups.in_folder(self.folder / "backups"):
            if info.path not in self.seen_backups:
                backups.verify(info.path)
                self.seen_backups.add(info.path)


def told(killer: Killer) -> str:
    """What a run came to, in one line."""
    return (
        f"{killer.kills} kills, {killer.acknowledged} edits, {killer.hot} hot journals, "
        f"{killer.kept_unasked} kept without acknowledgement, {len(killer.seen_backups)} backups"
    )


if __name__ == "__main__":
    nursery(Path(sys.argv[1]), sys.argv[2])
