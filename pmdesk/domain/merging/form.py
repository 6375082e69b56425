"""The form of a bundle and how large one may be: what its writer keeps and its reader holds it to.

A bundle is a zip file that carries one postmortem from desk to desk. The names of its parts are
fixed; the names of attached files are texts inside the record and never paths.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.snapshot import Snapshot

FORMAT = "pmdesk bundle"
VERSION = 1
SUFFIX = ".pmbundle"
MANIFEST, RECORD, STEPS, FILES = "manifest.json", "record.json", "steps.json", "attachments/"
DIGEST = re.compile(r"[0-9a-f]{64}")

_MB = 1024 * 1024
LARGEST = 256 * _MB
LARGEST_PARTS: Mapping[str, int] = MappingProxyType(
    {MANIFEST: 4 * _MB, RECORD: 80 * _MB, STEPS: 64 * _MB}
)
LARGEST_FILE = 64 * _MB
# All parts together, unpacked.
LARGEST_WHOLE = 384 * _MB
MOST_FILES = 2000
MOST_STATES = 20_000
# Beyond these the rules of the record would take long to check, and no postmortem has so many.
MOST_RECORDS = 250_000
MOST_OF: Mapping[str, int] = MappingProxyType(
    {"action_item": 3000, "factor": 5000, "mark": 20, "person": 20_000, "revision": 1000}
)
DEEPEST = 200


def too_much(counts: Mapping[str, int]) -> str:
    """Why so many records (by the name of their kind) are no bundle, or an empty text."""
    if sum(counts.values()) > MOST_RECORDS:
        return f"it holds more than {MOST_RECORDS:,} records"
    for name, most in MOST_OF.items():
        if counts.get(name, 0) > most:
            return f"it holds more than {most:,} records of the kind {name.replace('_', ' ')}"
    return ""


def too_deep(parents: Mapping[str, str | None]) -> bool:
    """Whether a tree, given by the parent of each node, is a circle or deeper than allowed."""
    depth: dict[str, int] = {}
    for start in parents:
        path: list[str] = []
        at: str | None = start
        while at is not None and at in parents and at not in depth:
            path.append(at)
            if len(path) > DEEPEST:
                return True
            at = parents[at]
        below = depth.get(at, 0) if at is not None else 0
        for step, node in enumerate(reversed(path), start=1):
            depth[node] = below + step
        if path and depth[path[0]] > DEEPEST:
            return True
    return False


def oversized(snapshot: Snapshot) -> str:
    """Why a postmortem does not fit into a bundle, or an empty text."""
    counts = {name: len(snapshot.of(kind)) for kind, name in KIND_NAMES.items()}
    parents = {factor.id: factor.parent_id for factor in snapshot.of(Factor).values()}
    deep = f"its factors are nested more than {DEEPEST} deep" if too_deep(parents) else ""
    return too_much(counts) or deep


def highest_number(snapshot: Snapshot) -> int:
    """The highest number of an action, 0 where there is none."""
    return max((action.number for action in snapshot.of(ActionItem).values()), default=0)
