"""The lock that lets one window write: an advisory lock on a small file beside the library."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        # flock and not lockf: it also keeps two windows of one process apart.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """Held from opening to closing; the system drops it when the process dies.

    The file beside the library is never the library itself: opening that one outside SQLite
    would drop SQLite's own locks.
    """

    def __init__(self, library: Path) -> None:
        self.path = library.with_name(library.name + ".lock")
        self._handle: int | None = None

    def take(self) -> bool:
        """Whether the lock is ours now; raises OSError where the folder can't be written."""
        while True:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                _take(handle)
            except OSError:
                os.close(handle)
                return False
            if self._is_current(handle):
                self._handle = handle
                return True
            # Its owner removed the file between our opening and locking it.
            os.close(handle)

    def _is_current(self, handle: int) -> bool:
        if sys.platform == "win32":
            return True
        try:
            return os.path.samestat(os.fstat(handle), self.path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let go and remove the file; a second call does nothing."""
        if self._handle is None:
            return
        if sys.platform != "win32":
            self.path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = None
        if sys.platform == "win32":
            try:
                self.path.unlink(missing_ok=True)
            except OSError:
                return  # the next window has it open already
