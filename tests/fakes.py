"""Stand-ins for what the program gets from outside: a library in memory, a clock that is set."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pmdesk.domain.change import Edit
from pmdesk.domain.codec import snapshot_from_plain
from pmdesk.domain.snapshot import Snapshot

SAMPLE = Path(__file__).parents[1] / "resources" / "sample" / "sample.json"


def sample() -> Snapshot:
    """The sample postmortem."""
    return snapshot_from_plain(json.loads(SAMPLE.read_text(encoding="utf-8")))


class MemoryStorage:
    """Keeps snapshots in memory; ``fail_with`` makes the next writes raise."""

    def __init__(self, *snapshots: Snapshot) -> None:
        self.held = {s.pm_id: s for s in snapshots}
        self.edits: list[Edit] = []
        self.read_only = ""
        self.fail_with: Exception | None = None
        self.files: dict[str, bytes] = {}

    def put_file(self, data: bytes) -> str:
        if self.fail_with is not None:
            raise self.fail_with
        name = hashlib.sha256(data).hexdigest()
        self.files[name] = data
        return name

    def get_file(self, sha256: str) -> bytes | None:
        return self.files.get(sha256)

    def load(self, pm_id: str) -> Snapshot:
        return self.held[pm_id]

    def append(self, pm_id: str, edit: Edit) -> int:
        if self.fail_with is not None:
            raise self.fail_with
        self.held[pm_id] = self.held[pm_id].applied(edit.changes)
        self.edits.append(edit)
        return len(self.edits)


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, span: timedelta) -> None:
        self._now += span
