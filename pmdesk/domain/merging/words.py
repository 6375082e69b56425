"""A conflict in words: where it is, and what stands on either side."""

from __future__ import annotations

from dataclasses import dataclass

from pmdesk.domain.merging.merge import Conflict, Merge, Side
from pmdesk.domain.merging.settle import Settled
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.record import Record
from pmdesk.domain.revisions.field_words import LABELS, naming, section_of, shown
from pmdesk.domain.snapshot import Snapshot

_LONGEST = 600
_REMOVED = "Removed"


@dataclass(frozen=True, slots=True)
class ConflictWords:
    """The section and record of a conflict, the field's name, and both sides as texts."""

    section: str
    record: str
    label: str
    ours: str
    theirs: str

    @property
    def place(self) -> str:
        """Where it is, in one line: "Action AI-3 Add a canary · Due date"."""
        return f"{self.record} · {self.label}" if self.label else self.record


def words_of(merged: Merge, conflict: Conflict) -> ConflictWords:
    """The words of one conflict."""
    if conflict.ours is not None:
        what, title = naming(merged.ours, conflict.ours)
    else:
        assert conflict.theirs is not None
        what, title = naming(merged.theirs, conflict.theirs)
    name = conflict.fields[0] if conflict.fields else ""
    label = LABELS.get(name) or name.replace("_", " ").capitalize()
    return ConflictWords(
        section_of(conflict.kind),
        what if conflict.kind is Postmortem else f"{what} “{title}”",
        label,
        _side(merged.ours, conflict, conflict.ours),
        _side(merged.theirs, conflict, conflict.theirs),
    )


def _side(snapshot: Snapshot, conflict: Conflict, record: Record | None) -> str:
    if record is None:
        return _REMOVED
    if not conflict.fields:
        return "Kept and changed"
    parts = [
        shown(snapshot, record, name, getattr(record, name))
        for name in conflict.fields
        if name == conflict.fields[0]
        or getattr(conflict.ours, name, None) != getattr(conflict.theirs, name, None)
    ]
    text = " · ".join(part for part in dict.fromkeys(parts) if part) or "Nothing"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def question_about(merged: Merge, conflict: Conflict, held: Side) -> str:
    """The question that is left where nobody decided; both sides stand in it."""
    words = words_of(merged, conflict)
    kept, other = (words.ours, words.theirs)
    if held is Side.THEIRS:
        kept, other = other, kept
    where = "In the copy" if held is Side.OURS else "Here before"
    return f"Two copies differ: {words.place}. Kept: {kept}. {where}: {other}. Which holds?"


def summary_of(merged: Merge, result: Settled) -> str:
    """How much comes in: "4 added, 2 changed, 1 removed; 3 conflicts"."""
    counts = (
        (sum(c.before is None for c in result.changes), "added"),
        (sum(c.before is not None and c.after is not None for c in result.changes), "changed"),
        (sum(c.after is None for c in result.changes), "removed"),
    )
    parts = ", ".join(f"{n} {word}" for n, word in counts if n) or "nothing new"
    n = len(merged.conflicts)
    return f"{parts}; {n} conflict{'s' if n != 1 else ''}" if n else parts
