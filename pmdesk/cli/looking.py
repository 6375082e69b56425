"""The commands that look through the library: its list, and the search."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pmdesk.cli.base import library, say
from pmdesk.config import paths

if TYPE_CHECKING:
    from pmdesk.domain.library import Entry

_PAGE = 500


def list_all(options: argparse.Namespace) -> int:
    """List the postmortems."""
    from pmdesk.domain.library import Filter
    from pmdesk.exporters.listing import entry_json, entry_lines

    entries: list[Entry] = []
    # Before the first import your own library is empty rather than missing.
    if options.library or paths.default_library().exists():
        with library(options) as held:
            after: Entry | None = None
            while page := held.page(after, _PAGE, Filter()):
                entries += page
                after = page[-1]
    if options.json:
        say({"postmortems": [entry_json(entry) for entry in entries]})
    else:
        print("\n".join(entry_lines(entries)) or "The library is empty.")
    return 0


def search(options: argparse.Namespace) -> int:
    """Find postmortems by their words."""
    from pmdesk.domain.library import Filter
    from pmdesk.exporters.listing import entry_lines, hit_json

    words = " ".join(options.words)
    with library(options) as held:
        hits = held.search(words, Filter(), True, _PAGE)
    if options.json:
        say({"hits": [hit_json(hit) for hit in hits]})
        return 0
    for line, hit in zip(entry_lines([hit.entry for hit in hits]), hits, strict=True):
        print(line)
        print(f"    {' '.join(hit.snippet.split())}")
    if not hits:
        print(f"Nothing in the library holds “{words}”.")
    return 0
