"""Zip files that strangers may have made: names, sizes and overlaps are checked, bytes counted."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from pmdesk.importers.draft import ImportProblem

MOST_MEMBERS = 50_000
LARGEST_MEMBER = 64_000_000
LARGEST_WHOLE = 1_000_000_000
_CHUNK = 1 << 20
_LOCAL_HEADER = 30


class Archive:
    """The readable files of a zip. Raises ImportProblem with a sentence for one not to be trusted.

    Nothing is ever written to disk; what an entry claims of its size is not believed.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.read_so_far = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
            raise ImportProblem(f"{name} is damaged: it can't be opened as a zip.") from problem
        if len(members) > MOST_MEMBERS:
            raise ImportProblem(f"{name} holds more than {MOST_MEMBERS:,} files.")
        for member in members:
            self._check_name(member.filename)
        self._check_overlaps(members)
        self._members = {
            m.filename: m for m in members if not m.is_dir() and "__MACOSX" not in m.filename
        }
        for held in self._members.values():
            if held.flag_bits & 1:
                raise ImportProblem(f"{name} is locked with a password. Unpack it first.")

    def names(self) -> Iterator[str]:
        """The paths of the files, in the order of the archive."""
        yield from self._members

    def read(self, name: str) -> bytes:
        """A file's bytes; raises ImportProblem when it is too large or damaged."""
        found, size = [], 0
        try:
            with self._zip.open(self._members[name]) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self.read_so_far += len(chunk)
                    if size > LARGEST_MEMBER:
                        raise ImportProblem(
                            f"{name} in {self.name} is larger than {LARGEST_MEMBER // 1_000_000} MB"
                            " unpacked."
                        )
                    if self.read_so_far > LARGEST_WHOLE:
                        raise ImportProblem(f"{self.name} is larger than 1 GB unpacked.")
                    found.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError,
                RuntimeError) as problem:  # fmt: skip
            raise ImportProblem(f"{name} in {self.name} is damaged.") from problem
        return found[0] if len(found) == 1 else b"".join(found)

    def _check_name(self, path: str) -> None:
        parts = path.replace("\\", "/").split("/")
        if ".." in parts or not parts[0] or parts[0].endswith(":"):
            raise ImportProblem(
                f"{self.name} is not read: it names a place outside itself ({path[:60]})."
            )

    def _check_overlaps(self, members: list[zipfile.ZipInfo]) -> None:
        """Entries that share their bytes are how a small file unpacks to a huge one."""
        end = -1
        for member in sorted(members, key=lambda m: m.header_offset):
            if member.header_offset < end:
                raise ImportProblem(f"{self.name} is not read: its entries overlap.")
            end = member.header_offset + _LOCAL_HEADER + member.compress_size
