"""What kind of place a library lies in: a network file system can't be trusted with locks."""

from __future__ import annotations

import sys
from pathlib import Path

NETWORK_TYPES = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "ncpfs",
        "afs", "ceph", "glusterfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse",
        "fuse.davfs2", "fuse.smbnetfs", "fuse.s3fs",
    }
)  # fmt: skip
_MOUNTS = Path("/proc/self/mountinfo")


def _unescaped(text: str) -> str:
    for code, char in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, char)
    return text


def type_of(place: Path, mounts: str) -> str:
    """The file system type that holds ``place``, read from Linux' list of mounts, or empty."""
    found, longest = "", -1
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        fields, kinds = left.split(" "), right.split(" ")
        if len(fields) < 5 or not kinds[0]:
            continue
        point = Path(_unescaped(fields[4]))
        # Of two mounts on one point the later one is seen.
        if place.is_relative_to(point) and len(point.parts) >= longest:
            found, longest = kinds[0], len(point.parts)
            # Folders of Windows under its Linux subsystem; other uses of 9p are local.
            if found == "9p" and "drvfs" in right:
                found = "drvfs"
    return found


def is_network(place: Path) -> bool:
    """Whether a folder lies on a network file system, as far as this system tells."""
    if sys.platform == "win32":
        import ctypes

        drive = place.resolve().drive
        if drive.startswith("\\\\"):
            return True
        return bool(ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == 4)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return type_of(place.resolve(), mounts) in NETWORK_TYPES | {"drvfs"}
