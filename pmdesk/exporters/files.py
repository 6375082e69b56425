"""The formats a postmortem is exported in, and writing one so that no half file is ever seen."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from pmdesk.domain.snapshot import Snapshot

# Format -> what a file dialog calls it.
FORMATS: Mapping[str, str] = MappingProxyType(
    {"pdf": "PDF report", "md": "Markdown", "json": "pmdesk record"}
)
_UNSAFE = re.compile(r"[^\w\- ]+")


def rendered(snapshot: Snapshot, form: str, *, now: datetime, page: str = "A4") -> bytes:
    """The file's content in a format of ``FORMATS``; ``now`` is an aware time.

    Pure, so that it can run in another process. Raises ValueError for another format.
    """
    # Each maker is loaded only when it is asked for: the PDF's is heavy.
    if form == "pdf":
        from pmdesk.exporters.pdf.render import render_pdf

        return render_pdf(snapshot, now=now, page=page)
    if form == "md":
        from pmdesk.exporters.markdown import render_markdown

        return render_markdown(snapshot).encode("utf-8", "replace")
    if form == "json":
        from pmdesk.exporters.record import render_json

        return render_json(snapshot)
    raise ValueError(f"No format is called {form!r}: use one of {', '.join(FORMATS)}.")


def suggested_name(snapshot: Snapshot, form: str) -> str:
    """A file name made of key and title that every system takes."""
    head = snapshot.postmortem
    title = " ".join(_UNSAFE.sub(" ", head.title).split())[:60].strip()
    return f"{head.key} {title}".strip() + f".{form}"


def write_file(path: Path, data: bytes) -> None:
    """Write a whole file or leave what was there; raises OSError.

    The content goes to a file beside it that takes its place when it is on disk.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
