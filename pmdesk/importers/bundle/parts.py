"""Takes a bundle apart without trusting it: names, sizes and places are checked before unpacking.

Everything is counted while it is read, so that no file costs more than it may, and nothing is
ever written.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping

from pmdesk.domain.codec import BadForm
from pmdesk.domain.merging import form

_STEP = 256 * 1024
_TAKEN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MOST_ENTRIES = form.MOST_FILES + len(form.LARGEST_PARTS)
_LOCAL_HEADER = 30
_SMALL, _TIGHTEST = 1024 * 1024, 100


class BadBundle(BadForm):
    """A file that is no bundle, or a damaged or hostile one; the text says why."""


def is_bundle(data: bytes) -> bool:
    """Whether the bytes begin as a bundle of pmdesk does."""
    name = form.MANIFEST.encode()
    return data[:4] == b"PK\x03\x04" and data[_LOCAL_HEADER : _LOCAL_HEADER + len(name)] == name


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts by name; raises BadBundle for whatever is not as pmdesk writes it."""
    if len(data) > form.LARGEST:
        raise BadBundle(f"the bundle is larger than {form.LARGEST // (1024 * 1024)} MB")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            entries = bundle.infolist()
            _judge(entries, len(data))
            left = form.LARGEST_WHOLE
            found: dict[str, bytes] = {}
            for entry in entries:
                found[entry.filename] = _read(bundle, entry, left)
                left -= len(found[entry.filename])
            return found
    except BadBundle:
        raise
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError) as problem:
        raise BadBundle("the bundle is damaged: fetch or export it again") from problem
    except (OSError, ValueError, NotImplementedError, RuntimeError, OverflowError) as problem:
        # What the zip module says of forms that it does not know or can't follow.
        raise BadBundle("the bundle is damaged: fetch or export it again") from problem


def _judge(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > _MOST_ENTRIES:
        raise BadBundle(f"the bundle holds more than {_MOST_ENTRIES:,} parts")
    names = {entry.filename for entry in entries}
    if len(names) != len(entries):
        raise BadBundle("a part stands twice in the bundle")
    for name in form.LARGEST_PARTS:
        if name not in names:
            raise BadBundle(f"the bundle has no {name}")
    for entry in entries:
        _judge_entry(entry)
    if sum(entry.file_size for entry in entries) > form.LARGEST_WHOLE:
        most = form.LARGEST_WHOLE // (1024 * 1024)
        raise BadBundle(f"the bundle unpacks to more than {most} MB")
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            raise BadBundle("parts of the bundle lie over each other")
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
    if end > size:
        raise BadBundle("the bundle is cut off")


def _judge_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    if entry.orig_filename != name or not (name in form.LARGEST_PARTS or _is_file(name)):
        raise BadBundle("a part of the bundle has a name that is not allowed")
    if entry.flag_bits & 0x1:
        raise BadBundle("the bundle is encrypted, which pmdesk does not do")
    if entry.compress_type not in _TAKEN:
        raise BadBundle("the bundle is packed in a way that pmdesk does not use")
    if entry.file_size > _most(name):
        raise BadBundle(f"{_shown(name)} is larger than {_most(name) // (1024 * 1024)} MB")
    # Records are full of ids, which nothing packs so tightly.
    tight = entry.file_size > max(_SMALL, _TIGHTEST * entry.compress_size)
    if tight and name in form.LARGEST_PARTS:
        raise BadBundle(f"{name} unpacks to far more than a record would")


def _is_file(name: str) -> bool:
    return name.startswith(form.FILES) and bool(
        form.DIGEST.fullmatch(name.removeprefix(form.FILES))
    )


def _most(name: str) -> int:
    return form.LARGEST_PARTS.get(name, form.LARGEST_FILE)


def _shown(name: str) -> str:
    return name if name in form.LARGEST_PARTS else "an attached file"


def _read(bundle: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Read no more than what may be there, whatever the entry says of itself."""
    most = min(entry.file_size, _most(entry.filename), left)
    read, pieces = 0, []
    with bundle.open(entry) as file:
        while piece := file.read(min(_STEP, most - read + 1)):
            read += len(piece)
            if read > most:
                raise BadBundle("a part of the bundle is larger than it says")
            pieces.append(piece)
    if read != entry.file_size:
        raise BadBundle("a part of the bundle is smaller than it says")
    return b"".join(pieces)


def judge_files(parts: Mapping[str, bytes], sizes: Mapping[str, int]) -> dict[str, bytes]:
    """The attached files by their digest, each proven to be what its name says."""
    files = {
        name.removeprefix(form.FILES): data
        for name, data in parts.items()
        if name not in form.LARGEST_PARTS
    }
    if {name: len(data) for name, data in files.items()} != dict(sizes):
        raise BadBundle("the attached files are not those that the manifest names")
    for name, data in files.items():
        if hashlib.sha256(data).hexdigest() != name:
            raise BadBundle("an attached file was altered after the export")
    return files
