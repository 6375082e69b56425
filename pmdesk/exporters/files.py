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
from pmdesk.exporters.editions import Handout, redacted_for
from pmdesk.exporters.extras import Extras
from pmdesk.exporters.standing import PaperStanding, paper_standing

# Format -> what a file dialog calls it.
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "PDF report",
        "html": "Web page",
        "docx": "Word document",
        "md": "Markdown",
        "json": "pmdesk record",
        "upg": "Product graph",
        "bundle": "pmdesk bundle",
    }
)
_UNSAFE = re.compile(r"[^\w\- ]+")


def rendered(
    snapshot: Snapshot,
    form: str,
    *,
    now: datetime,
    page: str = "A4",
    handout: Handout | None = None,
    extras: Extras | None = None,
) -> bytes:
    """The file's content in a format of ``FORMATS``; ``now`` is an aware time.

    Every format obeys the edition that ``handout`` names: what is for others is made of a
    redacted record. Pure, so that it can run in another process. Raises ValueError for another
    format.
    """
    handout, extras = handout or Handout(), extras or Extras()
    # Each maker is loaded only when it is asked for: the PDF's is heavy.
    if form == "pdf":
        from pmdesk.exporters.pdf.render import render_pdf

        return render_pdf(snapshot, now=now, page=page, handout=handout, extras=extras)
    if form == "bundle":
        return _bundle(snapshot, extras, now, handout)
    held = redacted_for(snapshot, handout)
    record = snapshot if held is None else held.snapshot
    if form == "md":
        from pmdesk.exporters.markdown import render_markdown

        return render_markdown(record).encode("utf-8", "replace")
    if form in ("html", "docx"):
        return _wiki(record, form, handout, paper_standing(snapshot))
    if form == "upg":
        from pmdesk.exporters.product_graph import render_graph

        return render_graph(record)
    if form == "json":
        from pmdesk.exporters.record import render_json

        return render_json(record)
    raise ValueError(f"No format is called {form!r}: use one of {', '.join(FORMATS)}.")


# The end of a file's name where it is not the format's own.
_SUFFIXES = {"upg": "upg.json", "bundle": "pmbundle"}


def suffix_of(form: str) -> str:
    """The end of a file's name in a format, with its dot."""
    return f".{_SUFFIXES.get(form, form)}"


def _bundle(snapshot: Snapshot, extras: Extras, now: datetime, handout: Handout) -> bytes:
    from pmdesk.exporters.bundle.writing import render_bundle
    from pmdesk.exporters.editions import Edition

    if handout.edition is not Edition.INTERNAL:
        # Merged back, roles would take the place of names everywhere.
        raise ValueError("A bundle is the whole record; hand out a PDF or JSON to others.")
    return render_bundle(snapshot, extras, now)


def _wiki(record: Snapshot, form: str, handout: Handout, standing: PaperStanding) -> bytes:
    from pmdesk.exporters.facts import Facts
    from pmdesk.exporters.wiki.docx import docx_file
    from pmdesk.exporters.wiki.html import html_file
    from pmdesk.exporters.wiki.parts import wiki_page

    page = wiki_page(Facts(record), handout.edition, standing)
    return docx_file(page) if form == "docx" else html_file(page).encode("utf-8", "replace")


def rich_text(snapshot: Snapshot, handout: Handout) -> tuple[str, str]:
    """The page for the clipboard: as HTML for a wiki, and as Markdown for plain text."""
    from pmdesk.exporters.facts import Facts
    from pmdesk.exporters.markdown import render_markdown
    from pmdesk.exporters.wiki.html import html_fragment
    from pmdesk.exporters.wiki.parts import wiki_page

    held = redacted_for(snapshot, handout)
    record = snapshot if held is None else held.snapshot
    page = wiki_page(Facts(record), handout.edition, paper_standing(snapshot))
    return html_fragment(page), render_markdown(record)


def suggested_name(snapshot: Snapshot, form: str) -> str:
    """A file name made of key and title that every system takes."""
    head = snapshot.postmortem
    title = " ".join(_UNSAFE.sub(" ", head.title).split())[:60].strip()
    return f"{head.key} {title}".strip() + suffix_of(form)


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
