"""The whole record as a JSON file that nothing is missing from."""

from __future__ import annotations

import json

from pmdesk.domain.codec import plain_snapshot
from pmdesk.domain.snapshot import Snapshot

FORMAT = "pmdesk record"
VERSION = 1


def render_json(snapshot: Snapshot) -> bytes:
    """The record with sorted keys, indented, in UTF-8: the same bytes for the same record."""
    value = {"format": FORMAT, "version": VERSION, "record": plain_snapshot(snapshot)}
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    # A lone surrogate is no UTF-8; as an escape it is still the same JSON.
    return (text + "\n").encode("utf-8", "backslashreplace")
