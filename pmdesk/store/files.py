"""Attachments by the SHA-256 of their content: small ones in the library, large ones beside it."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path

from pmdesk.config.paths import private_dir

LARGEST_INSIDE = 256 * 1024


def sync_folder(folder: Path) -> None:
    """Make new names in a folder survive a power cut; Windows does so by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def name_of(data: bytes) -> str:
    """The SHA-256 of a content, in hex."""
    return hashlib.sha256(data).hexdigest()


def is_name(text: str) -> bool:
    """Whether a text is a SHA-256 in hex, and so a safe file name."""
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


class FolderBeside:
    """The folder of large attachments of a library, each under its SHA-256; ``named`` gives the
    folder itself."""

    def __init__(self, library: Path, *, named: bool = False) -> None:
        self.folder = library if named else library.with_name(library.name + ".files")

    def put(self, name: str, data: bytes) -> None:
        """Write a file durably; one that is there stays. Raises OSError."""
        target = self.folder / name
        if target.exists() and self.get(name) is not None:
            return
        private_dir(self.folder)
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".new", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        sync_folder(self.folder)

    def get(self, name: str) -> bytes | None:
        """The content, or None where it is missing or no longer what its name says."""
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        return data if name_of(data) == name else None
