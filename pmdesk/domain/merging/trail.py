"""Which states two copies of a postmortem have in common: their trails, read from the journals.

Every state has a name that is the same on every desk. A trail lists the names of all states that
led to a copy; the newest name that stands in both trails is where the two parted.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmdesk.domain.change import Change, Edit
from pmdesk.domain.codec import canonical, plain
from pmdesk.domain.kinds import KIND_NAMES
from pmdesk.domain.merging.form import MOST_STATES
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.record import Record
from pmdesk.domain.snapshot import Snapshot

MERGED = "Merge copy"
IMPORTED = "Import postmortem"
_MERGED = re.compile(rf"{MERGED} ([0-9a-f]{{12}})")
_ALL = 1 << 256
_NOTHING = "0" * 12
# Edits of the last moments may be in the journal and not yet in the snapshot that is exported.
_MOST_NEWER = 50


def merge_label(state: str) -> str:
    """The name of the step that merges a copy; the journal remembers by it which copy it was."""
    return f"{MERGED} {state}"


def _weight(record: Record) -> int:
    row = plain(record)
    if isinstance(record, Postmortem):
        # Each library counts for itself.
        del row["number"]
    # A place that was given as 1 comes back from a library or a file as 1.0.
    row = {name: float(value) if type(value) is int else value for name, value in row.items()}
    text = canonical([KIND_NAMES[type(record)], row])
    return int.from_bytes(hashlib.sha256(text).digest(), "big")


def _name(total: int) -> str:
    return f"{total:064x}"[:12]


def _total(snapshot: Snapshot) -> int:
    rows = (row for kind in KIND_NAMES for row in snapshot.of(kind).values())
    return sum(map(_weight, rows)) % _ALL


def state_of(snapshot: Snapshot) -> str:
    """The name of a state: the same wherever the same records are held, whatever their number."""
    return _name(_total(snapshot))


class Rewound:
    """A postmortem taken back edit by edit; a step costs what its edit changed."""

    def __init__(self, snapshot: Snapshot, edits: Sequence[Edit]) -> None:
        self._pm_id = snapshot.pm_id
        self._tables = {kind: dict(snapshot.of(kind)) for kind in KIND_NAMES}
        self._edits = list(edits)
        self._sum = _total(snapshot)

    @property
    def state(self) -> str:
        """The name of the state that is reached."""
        return _name(self._sum)

    def snapshot(self) -> Snapshot:
        """The state that is reached, to keep."""
        return Snapshot(self._pm_id, {k: dict(t) for k, t in self._tables.items() if t})

    def steps(self) -> Iterator[Edit]:
        """Go back to the beginning, or as far as the journal fits; before each step the edit
        that led to the state is given."""
        newer = 0
        fitted = False
        while self._edits:
            edit = self._edits.pop()
            if not self._fits(edit):
                newer += 1
                if fitted or newer > _MOST_NEWER:
                    return
                continue
            fitted = True
            yield edit
            for change in reversed(edit.changes):
                self._take_back(change)

    def _fits(self, edit: Edit) -> bool:
        """Whether the edit's results are what is held; of several to one record, the last."""
        last: dict[tuple[type[Record], str], Record | None] = {}
        for change in edit.changes:
            last[change.kind, change.record.id] = change.after
        return bool(last) and all(self._tables[k].get(i) == row for (k, i), row in last.items())

    def _take_back(self, change: Change) -> None:
        table = self._tables[change.kind]
        held = table.pop(change.record.id, None)
        if held is not None:
            self._sum = (self._sum - _weight(held)) % _ALL
        if change.before is not None:
            table[change.before.id] = change.before
            self._sum = (self._sum + _weight(change.before)) % _ALL


@dataclass(frozen=True, slots=True)
class Trail:
    """``states`` from the newest to the oldest, those of copies that were merged too; ``steps``
    are the edits since the postmortem came from another desk, oldest first."""

    states: tuple[str, ...]
    steps: tuple[Edit, ...] = ()


def trail_of(snapshot: Snapshot, edits: Sequence[Edit]) -> Trail:
    """The trail of a copy; ``edits`` are those of its journal, oldest first."""
    rewound = Rewound(snapshot, edits)
    states: list[str] = []
    since: list[Edit] = []
    came = False
    for edit in rewound.steps():
        states.append(rewound.state)
        states += _MERGED.findall(edit.label)
        came = came or edit.label == IMPORTED
        if not came:
            since.append(edit)
        if len(states) >= MOST_STATES:
            break
    else:
        if rewound.state != _NOTHING:
            states.append(rewound.state)
    return Trail(tuple(dict.fromkeys(states)), tuple(reversed(since)) if came else ())


def common_state(
    ours: Snapshot, edits: Sequence[Edit], theirs: Snapshot, trail: Trail
) -> Snapshot | None:
    """The state from which two copies parted, or None where none is known.

    ``edits`` are those of our journal, ``trail`` is that of the other copy. A state that this
    library only merged, and never held itself, is found by taking the other copy back.
    """
    there = set(trail.states) | {state_of(theirs)}
    own = Rewound(ours, edits)
    if own.state in there:
        return ours
    for edit in own.steps():
        if own.state in there:
            return own.snapshot()
        for state in _MERGED.findall(edit.label):
            found = _rewound_to(state, theirs, trail) if state in there else None
            if found is not None:
                return found
    return own.snapshot() if own.state in there else None


def _rewound_to(state: str, snapshot: Snapshot, trail: Trail) -> Snapshot | None:
    back = Rewound(snapshot, trail.steps)
    if back.state == state:
        return snapshot
    for _edit in back.steps():
        if back.state == state:
            return back.snapshot()
    return back.snapshot() if back.state == state else None
