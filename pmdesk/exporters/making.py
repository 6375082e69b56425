"""Has an export made in another process, waits for it, and stops it when nobody wants it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from threading import Event

from pmdesk.domain.snapshot import Snapshot
from pmdesk.exporters.editions import Handout
from pmdesk.exporters.extras import Extras
from pmdesk.exporters.files import rendered
from pmdesk.exporters.worker import GOOD

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
) -> bytes:
    """The file's content; for a worker thread, which hardly costs the window anything.

    Raises GivenUp soon after ``give_up`` is set, NotMade where the export fails.
    """
    job = ((snapshot, form), {"now": now, "handout": handout, "extras": extras})
    words = [sys.executable, "-m", "pmdesk.exporters.worker"]
    if getattr(sys, "frozen", False):
        words = [sys.executable, "--make-export"]
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    # From a file: a pipe takes 64 KiB and would have to be fed while the answer is waited for.
    with tempfile.TemporaryFile() as asked:
        pickle.dump(job, asked)
        asked.seek(0)
        try:
            process = subprocess.Popen(
                words,
                stdin=asked,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
            )
        except OSError:
            # No second process here: slower for the window, but the same file.
            return rendered(snapshot, form, now=now, handout=handout, extras=extras)
        with process:
            answer = _answer(process, give_up)
    if answer[:1] == GOOD:
        return answer[1:]
    raise NotMade(answer[1:].decode("utf-8", "replace") or "the process ended without a word")


def _answer(process: subprocess.Popen[bytes], give_up: Event) -> bytes:
    while True:
        try:
            return process.communicate(timeout=_LOOK_AGAIN_S)[0]
        except subprocess.TimeoutExpired:
            if give_up.is_set():
                process.kill()
                process.communicate()
                raise GivenUp from None
