"""One postmortem as a bundle: a file that another desk opens, compares and merges.

The same postmortem gives the same bytes, but for the time that the manifest states.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import datetime
from typing import Any

from pmdesk.domain.codec import canonical, plain_changes, plain_snapshot, time_text
from pmdesk.domain.merging import form
from pmdesk.domain.merging.trail import state_of
from pmdesk.domain.revisions.content import content_digest
from pmdesk.domain.snapshot import Snapshot
from pmdesk.exporters.extras import Extras

# Zip files can't say an earlier time, and a real one would differ with each export.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def render_bundle(snapshot: Snapshot, extras: Extras, now: datetime) -> bytes:
    """The bundle with the record, its versions, the files it shows, and the trail of its states.

    Raises ValueError with a sentence for a postmortem that is larger than a reader takes.
    """
    problem = form.oversized(snapshot)
    if problem:
        raise ValueError(f"This postmortem can't go into a bundle: {problem}.")
    files = _files(snapshot, extras)
    states = extras.trail.states if extras.trail is not None else (state_of(snapshot),)
    steps = extras.trail.steps if extras.trail is not None else ()
    parts = {
        form.RECORD: _bytes(plain_snapshot(snapshot)),
        form.STEPS: _bytes(
            [{"label": step.label, "changes": plain_changes(step.changes)} for step in steps]
        ),
    }
    if len(parts[form.STEPS]) > form.LARGEST_PARTS[form.STEPS]:
        # Without them a copy is still merged; only some conflicts more are asked about.
        parts[form.STEPS] = b"[]"
    manifest = {
        "format": form.FORMAT,
        "version": form.VERSION,
        "made": time_text(now),
        "key": snapshot.postmortem.key,
        "title": snapshot.postmortem.title,
        "state": state_of(snapshot),
        "states": list(states[: form.MOST_STATES]),
        "content": content_digest(snapshot),
        "journal": extras.journal,
        "parts": {name: _noted(data) for name, data in parts.items()},
        "attachments": {name: len(data) for name, data in files.items()},
    }
    return _zipped({form.MANIFEST: _bytes(manifest), **parts}, files)


def _files(snapshot: Snapshot, extras: Extras) -> dict[str, bytes]:
    """The contents that are at hand, each once; one that is missing here is missing there."""
    wanted = sorted({attachment.sha256 for attachment in snapshot.attachments.values()})
    files = {name: extras.files[name] for name in wanted if name in extras.files}
    if len(files) > form.MOST_FILES:
        raise ValueError(f"A bundle takes {form.MOST_FILES:,} files; this one has {len(files):,}.")
    for data in files.values():
        if len(data) > form.LARGEST_FILE:
            most = form.LARGEST_FILE // (1024 * 1024)
            raise ValueError(f"A file of more than {most} MB can't go into a bundle.")
    return files


def _bytes(value: Any) -> bytes:
    # Half of a broken character is no UTF-8; as an escape it is still the same JSON.
    return canonical(value).decode("utf-8", "surrogatepass").encode("utf-8", "backslashreplace")


def _noted(data: bytes) -> dict[str, Any]:
    return {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def _zipped(parts: dict[str, bytes], files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as bundle:
        for name, data in parts.items():
            bundle.writestr(_entry(name, zipfile.ZIP_DEFLATED), data)
        for name, data in files.items():
            packed = data[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"RIFF")
            way = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            bundle.writestr(_entry(f"{form.FILES}{name}", way), data)
    whole = made.getvalue()
    unpacked = sum(map(len, parts.values())) + sum(map(len, files.values()))
    if len(whole) > form.LARGEST or unpacked > form.LARGEST_WHOLE:
        most = form.LARGEST // (1024 * 1024)
        raise ValueError(
            f"The bundle would be larger than {most} MB. Take out files that few will look at."
        )
    return whole


def _entry(name: str, way: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = way
    entry.external_attr = 0o600 << 16
    return entry


