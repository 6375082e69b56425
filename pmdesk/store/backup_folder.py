"""What is put in order in the folder of a library's backups each time the library is opened."""

from __future__ import annotations

import os
from pathlib import Path

from pmdesk.config.paths import private_dir

NONE = "There is no backup of it on this computer."
NOTE = "library-path.txt"


def sweep(folder: Path) -> None:
    """Remove what a backup that was cut off left behind."""
    for path in folder.glob("*.tmp*") if folder.is_dir() else ():
        path.unlink(missing_ok=True)


def remember(folder: Path, library: Path) -> None:
    """Note in the folder of the backups which library they are of.

    A damaged library can't say its id any more; its place is what is left to look by. A note
    that can't be written is done without.
    """
    note = folder / NOTE
    wanted = str(library).encode("utf-8", "surrogateescape")
    try:
        if note.exists() and note.read_bytes() == wanted:
            return
        private_dir(folder)
        handle = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(handle, wanted)
        finally:
            os.close(handle)
    except OSError:
        return
