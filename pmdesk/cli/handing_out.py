"""The commands that hand a postmortem out: written to a file, or printed."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmdesk.cli.base import Refusal, found, library, say

if TYPE_CHECKING:
    from pmdesk.domain.snapshot import Snapshot
    from pmdesk.exporters.editions import Handout
    from pmdesk.exporters.extras import Extras
    from pmdesk.store.lookup import LibraryLookup


_FORMS = ("pdf", "html", "docx", "md", "json", "upg", "bundle")


def export_options(out: argparse.ArgumentParser) -> None:
    """What can be said about an export."""
    out.add_argument("--format", choices=_FORMS, help="or by the name of the file")
    out.add_argument("--output", type=Path, required=True, metavar="FILE")
    out.add_argument(
        "--for", dest="edition", choices=("internal", "redacted", "external"), default="internal",
        help="everything (the default), a redacted record, or one page for readers outside",
    )  # fmt: skip
    out.add_argument(
        "--inside-events", action="store_true", help="redacted: events marked internal go out too"
    )
    out.add_argument(
        "--keep", action="append", default=[], metavar="WORD",
        help="redacted: leave in a host, address, ticket or name that would be taken out",
    )  # fmt: skip
    out.add_argument("--no-record", action="store_true", help="a PDF without the record inside")
    out.add_argument(
        "--seal", type=Path, metavar="KEY.p12",
        help="seal the PDF of a signed version with a certificate; asks for its passphrase",
    )  # fmt: skip
    out.add_argument(
        "--passphrase-fd", type=int, metavar="N",
        help="read the passphrase from this open file descriptor, up to the end of its first line",
    )  # fmt: skip
    out.add_argument("--page", choices=("A4", "Letter"), default="A4", help="the paper of a PDF")


def export(options: argparse.Namespace) -> int:
    """Write a postmortem to a file."""
    from pmdesk.exporters.files import rendered, write_file

    target: Path = options.output.expanduser()
    form = options.format or _form_of(target)
    if form not in _FORMS:
        raise Refusal(f"Say in which format: --format {' or '.join(_FORMS)}.")
    folder = target.resolve().parent
    if not folder.is_dir():
        raise Refusal(f"The folder {folder} does not exist. Make it first, or name another one.")
    if target.exists() and not target.is_file():
        raise Refusal(f"{target} is not a file, so it can't be replaced. Name a file.")
    with library(options) as held:
        if target.exists() and target.samefile(held.path):
            raise Refusal(f"{target} is the library itself. Name another file.")
        snapshot = found(held, options.key)
        extras = _extras(held, snapshot, form) if options.edition == "internal" else None
    if form == "bundle" and extras is None:
        raise Refusal("A bundle is the whole record. Leave --for out, or take another format.")
    handout, taken_out = _handout(options, snapshot)
    now = datetime.now(UTC)
    named: dict[str, Any] = {"now": now, "page": options.page, "handout": handout}
    if options.seal is not None:
        from pmdesk.cli.sealing import sealed

        data = sealed(options, form, snapshot, {**named, "extras": extras})
    else:
        try:
            data = rendered(snapshot, form, **named, extras=extras)
        except ValueError as problem:
            if form != "bundle":
                raise
            raise Refusal(str(problem)) from problem
    try:
        write_file(target.resolve(), data)
    except OSError as problem:
        raise Refusal(f"{target} can't be written: {problem.strerror or problem}.") from problem
    print(f"{snapshot.postmortem.key} was written to {target}.")
    for words in taken_out:
        print(f"Taken out: {words}")
    return 0


def _form_of(target: Path) -> str:
    name = target.name.lower()
    if name.endswith(".upg.json"):
        return "upg"
    return "bundle" if name.endswith(".pmbundle") else target.suffix.lower().lstrip(".")


def _handout(options: argparse.Namespace, snapshot: Snapshot) -> tuple[Handout, list[str]]:
    """The edition with everything taken out that looks like too much, and what that was."""
    from pmdesk.domain.redaction.leaks import LeakKind, leaks, stand_ins
    from pmdesk.domain.redaction.redact import redact
    from pmdesk.exporters.editions import Edition, Handout

    edition = Edition(options.edition)
    if edition is Edition.INTERNAL:
        return Handout(with_record=not options.no_record), []
    kept = {word.casefold() for word in options.keep}
    inside = options.inside_events
    seen = leaks(redact(snapshot, inside_events=inside).snapshot)
    out = [leak for leak in seen if leak.text.casefold() not in kept]
    # A secret is not repeated in full: what a terminal shows is often kept.
    rows = [
        f"{leak.text[:4] + '…' if leak.kind is LeakKind.SECRET else leak.text} ({leak.kind.value})"
        for leak in out
    ]
    handout = Handout(
        edition, dict(stand_ins(out)), inside_events=inside, with_record=not options.no_record
    )
    return handout, rows


def _extras(held: LibraryLookup, snapshot: Snapshot, form: str) -> Extras:
    from pmdesk.exporters.extras import Extras

    if form == "bundle":
        from pmdesk.exporters.bundle.gathering import bundle_extras

        return bundle_extras(snapshot, held)

    pictures = [a.sha256 for a in snapshot.attachments.values() if a.media_type[:6] == "image/"]
    files = {name: data for name in pictures if (data := held.get_file(name)) is not None}
    return Extras(files, held.journal_head())


def show(options: argparse.Namespace) -> int:
    """Print a postmortem."""
    with library(options) as held:
        snapshot = found(held, options.key)
    if options.json:
        from pmdesk.exporters.contract import contract_json

        say(contract_json(snapshot))
    else:
        from pmdesk.exporters.markdown import render_markdown

        print(render_markdown(snapshot), end="")
    return 0
