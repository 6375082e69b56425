"""The canonical content of a postmortem: what approvers sign, and its digest.

Outside stands what goes on after sign-off (how actions get on), what sign-off itself writes down
(revisions, approvals, moves between phases), and how somebody likes to look at things.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from pmdesk.domain.codec import BadForm, canonical, plain, snapshot_from_plain
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.record import Record
from pmdesk.domain.revisions.lock import LIVE, OUTSIDE
from pmdesk.domain.snapshot import Snapshot

_KEPT = 96
# Tables are never changed, so what was made of one holds for as long as there is that very table.
_made: OrderedDict[int, tuple[Mapping[str, Record], bytes]] = OrderedDict()


def plain_content(snapshot: Snapshot) -> dict[str, list[dict[str, Any]]]:
    """The content as JSON values: by kind, each list in the order of its ids."""
    return {
        KIND_NAMES[kind]: _rows(kind, snapshot.of(kind))
        for kind in KIND_NAMES
        if kind not in OUTSIDE and snapshot.of(kind)
    }


def content_bytes(snapshot: Snapshot) -> bytes:
    """The canonical form of the content: sorted keys, no spaces, UTF-8.

    Only tables that changed since the last call are made anew.
    """
    parts = {
        KIND_NAMES[kind]: _table_bytes(kind, snapshot.of(kind))
        for kind in KIND_NAMES
        if kind not in OUTSIDE and snapshot.of(kind)
    }
    joined = b",".join(b'"%s":%s' % (name.encode(), parts[name]) for name in sorted(parts))
    return b"{" + joined + b"}"


def content_digest(snapshot: Snapshot) -> str:
    """SHA-256 of the canonical content, in hex."""
    return hashlib.sha256(content_bytes(snapshot)).hexdigest()


def body_digest(body: str) -> str:
    """SHA-256 of a stored body, in hex."""
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def content_of(snapshot: Snapshot) -> Snapshot:
    """The content alone as a snapshot: live fields have their defaults, outside is nothing."""
    return snapshot_from_plain(plain_content(snapshot))


def snapshot_of_body(body: str) -> Snapshot:
    """The content that a revision holds; raises BadForm where it can't be read."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as problem:
        raise BadForm("the body is not JSON") from problem
    if not isinstance(value, dict):
        raise BadForm("the body holds no record")
    return snapshot_from_plain(value)


def _rows(kind: type[Record], table: Mapping[str, Record]) -> list[dict[str, Any]]:
    live = LIVE.get(kind, frozenset())
    made = (plain(table[key]) for key in sorted(table))
    if not live:
        return list(made)
    return [{name: value for name, value in row.items() if name not in live} for row in made]


def _table_bytes(kind: type[Record], table: Mapping[str, Record]) -> bytes:
    held = _made.get(id(table))
    if held is not None and held[0] is table:
        return held[1]
    made = canonical(_rows(kind, table))
    _made[id(table)] = (table, made)
    while len(_made) > _KEPT:
        _made.popitem(last=False)
    return made


