"""Has an export made in another process, waits for it, and stops it when nobody wants it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any

from pmdesk.domain.snapshot import Snapshot
from pmdesk.exporters.editions import Handout
from pmdesk.exporters.extras import Extras
from pmdesk.exporters.seal.refusal import SealRefused
from pmdesk.exporters.seal.wish import SealWish
from pmdesk.exporters.worker import GOOD, REFUSED, job

_LOOK_AGAIN_S = 0.05


class GivenUp(Exception):
    """Nobody wants the export any more."""


class NotMade(Exception):
    """The export failed; the text says how."""


def made(
    snapshot: Snapshot,
    form: str,
    now: datetime,
    handout: Handout,
    extras: Extras,
    give_up: Event,
    wish: SealWish | None = None,
) -> bytes:
    """The file's content, sealed where there is a wish; for a worker thread.

    Raises GivenUp soon after ``give_up`` is set, NotMade where the export fails, SealRefused with
    a sentence where it can't be sealed.
    """
    named: dict[str, Any] = {"now": now, "handout": handout, "extras": extras}
    if wish is None:
        return bytes(elsewhere("export", (snapshot, form), named, give_up))
    return bytes(elsewhere("seal", (snapshot,), {**named, "wish": wish}, give_up))


def elsewhere(
    name: str,
    arguments: tuple[Any, ...],
    named: dict[str, Any] | None = None,
    give_up: Event | None = None,
) -> Any:
    """What the work of that name gives, done in another process.

    The calling thread hardly costs the window anything. Raises as ``made`` does.
    """
    words = [sys.executable, "-m", "pmdesk.exporters.worker"]
    if getattr(sys, "frozen", False):
        words = [sys.executable, "--make-export"]
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    asked = pickle.dumps((name, arguments, named or {}))
    try:
        process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
    except OSError:
        # No second process here: slower for the window, but the same file.
        return job(name)(*arguments, **(named or {}))
    with process:
        # By a thread of its own: a pipe takes 64 KiB, and then waits until it is read.
        feeder = Thread(target=_feed, args=(process.stdin, asked), daemon=True)
        process.stdin = None
        feeder.start()
        answer = _answer(process, give_up or Event())
        feeder.join()
    if answer[:1] == GOOD:
        return pickle.loads(memoryview(answer)[1:])
    words_of = answer[1:].decode("utf-8", "replace")
    if answer[:1] == REFUSED:
        raise SealRefused(words_of)
    raise NotMade(words_of or "the process ended without a word")


def _feed(pipe: IO[bytes] | None, asked: bytes) -> None:
    if pipe is None:
        return
    # A process that ended or was stopped takes no more.
    with suppress(OSError), pipe:
        pipe.write(asked)


def _answer(process: subprocess.Popen[bytes], give_up: Event) -> bytes:
    while True:
        try:
            return process.communicate(timeout=_LOOK_AGAIN_S)[0]
        except subprocess.TimeoutExpired:
            if give_up.is_set():
                process.kill()
                process.communicate()
                raise GivenUp from None
