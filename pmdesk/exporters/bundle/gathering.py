"""Gathers what a bundle holds beside the record: files, the journal's head, the trail of states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

from pmdesk.domain.change import Edit
from pmdesk.domain.merging.trail import trail_of
from pmdesk.domain.snapshot import Snapshot
from pmdesk.exporters.extras import Extras

EVER = datetime(1970, 1, 1, tzinfo=UTC)


class Held(Protocol):
    """What is asked of a library; from any thread."""

    def get_file(self, sha256: str) -> bytes | None: ...
    def edits_since(self, pm_id: str, at: datetime) -> Sequence[Edit]: ...
    def journal_head(self) -> str: ...


def bundle_extras(snapshot: Snapshot, held: Held) -> Extras:
    """All files of a postmortem and the trail that led to it; raises StorageProblem."""
    names = {attachment.sha256 for attachment in snapshot.attachments.values()}
    files = {name: data for name in sorted(names) if (data := held.get_file(name)) is not None}
    trail = trail_of(snapshot, held.edits_since(snapshot.pm_id, EVER))
    return Extras(files, held.journal_head(), trail=trail)
