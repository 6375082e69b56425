"""The rotating log, notes of crashes, and the one place where unforeseen problems end up."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from pmdesk.config import paths

_log = logging.getLogger("pmdesk")
LOG_BYTES, LOGS_KEPT = 512 * 1024, 4
# Equal problems are told again after this many seconds at the earliest.
QUIET_S = 60.0
Tell = Callable[[str], None]


class Problems:
    """Receives what nobody caught: writes it down first, then tells the user in one line.

    ``tell`` gets a sentence and may be called from any thread; it must not touch widgets itself.
    """

    def __init__(self, folder: Path, tell: Tell, clock: Callable[[], float] = time.monotonic):
        self.folder = folder
        self._tell = tell
        self._clock = clock
        self._told: dict[object, float] = {}
        self._held: IO[str] | None = None
        self._watched = False
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def install(self) -> None:
        """Take over the hooks of this process and write fatal stacks into the folder."""
        sys.excepthook = self.caught
        threading.excepthook = lambda args: (
            self.caught(args.exc_type, args.exc_value, args.exc_traceback)
            if args.exc_value is not None
            else None
        )
        sys.unraisablehook = lambda args: self.caught(
            args.exc_type, args.exc_value, args.exc_traceback
        )
        self._held = _private_file(self.folder / "fatal.txt", "a")
        self._watched = faulthandler.is_enabled()
        faulthandler.enable(self._held, all_threads=True)

    def remove(self) -> None:
        """Put the former hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        if self._held is not None:
            faulthandler.disable()
            # Whoever had it on before still wants to see a fatal end, only not in our file.
            if self._watched and sys.__stderr__ is not None:
                faulthandler.enable(sys.__stderr__, all_threads=True)
            self._held.close()
            self._held = None

    def caught(
        self,
        kind: type[BaseException],
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write a problem down and tell of it, equal ones once a minute."""
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, problem or kind(), trace)
            return
        text = "".join(traceback.format_exception(kind, problem, trace))
        now, alike = self._clock(), _alike(kind, problem, trace)
        if now - self._told.get(alike, -QUIET_S) < QUIET_S:
            return
        self._told[alike] = now
        _log.error("not foreseen\n%s", text)
        # At the very end there may be nobody left to tell.
        with suppress(RuntimeError):
            self._tell("Something went wrong here. What is shown as saved is safe.")

    def last_crash(self) -> str:
        """The stack of a former fatal end, or an empty text; it is then forgotten."""
        note = self.folder / "fatal.txt"
        try:
            text = note.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        if text.strip():
            note.replace(self.folder / "fatal-last.txt")
        return text.strip()


def _alike(
    kind: type[BaseException], problem: BaseException | None, trace: TracebackType | None
) -> object:
    """What equal problems have in common: where they come from, and their own words.

    Qt's bindings put "Error calling Python override of …: " before the words, now and then.
    """
    places = tuple((frame.f_code, line) for frame, line in traceback.walk_tb(trace))
    return kind, str(problem).rpartition("(): ")[2], places


def _private_file(path: Path, mode: str) -> IO[str]:
    paths.private_dir(path.parent)
    path.touch(mode=0o600)
    return path.open(mode, encoding="utf-8")


def log_file() -> Path:
    """The file that the log is written to."""
    return paths.logs_dir() / "pmdesk.log"


def start_log() -> logging.Handler:
    """Write the log of pmdesk into a rotating file; it never holds text of a report."""
    from logging.handlers import RotatingFileHandler

    path = log_file()
    paths.private_dir(path.parent)
    old = os.umask(0o077)
    try:
        handler = RotatingFileHandler(
            path, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8"
        )
    finally:
        os.umask(old)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    return handler
