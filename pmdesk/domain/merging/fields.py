"""Which fields of a record are merged as one, which never ask, and which can hold both texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from types import MappingProxyType

from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.meeting import ParkedIdea, Question
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.record import Record
from pmdesk.domain.signoff import Approval, Revision
from pmdesk.domain.timeline import Evidence, Mark, TimelineEvent

# Fields that mean something only together; the first one gives the conflict its name.
_UNITS: Mapping[type[Record], tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        TimelineEvent: (
            ("at", "end", "precision", "zone", "written"),
            ("hypothesis", "revised_by"),
        ),
        ActionItem: (("status", "reason", "closed_at"), ("verified_by", "verified_at")),
        Factor: (("stop", "stop_note", "decided_by"),),
        Mark: (("at", "event_id"),),
        Evidence: (("kind", "attachment_id", "link"),),
        ParkedIdea: (("state", "reason", "action_id", "soak_until"),),
        Question: (("state", "answer"),),
        Revision: (("state", "signed_at", "digest", "body", "name", "note", "replaces_id"),),
        Approval: (("decision", "decided_at", "digest", "comment", "revision_id", "asked_at"),),
    }
)
# Where both changed these, ours hold without a question: order, folds, what each library counts.
_QUIET: frozenset[str] = frozenset({"position", "folded", "reviewed_at", "created_at", "number"})
_QUIET_OF: Mapping[type[Record], frozenset[str]] = MappingProxyType(
    {Postmortem: frozenset({"phase", "source"})}
)
# Texts of several lines, in which both can stand, one after the other.
_LONG = frozenset(
    {
        "summary", "narrative", "description", "text", "answer", "minutes", "notes", "done_test",
        "stop_note", "cues", "belief", "goal", "options", "pressure", "normal", "disputed",
    }
)  # fmt: skip
_SHORT = frozenset({"title", "label"})


def units_of(kind: type[Record]) -> Iterator[tuple[str, ...]]:
    """The fields of a kind as they are merged: alone, or several as one."""
    together = _UNITS.get(kind, ())
    yield from together
    taken = {name for unit in together for name in unit}
    for field in fields(kind):
        if field.name not in ("id", "pm_id") and field.name not in taken:
            yield (field.name,)


def is_quiet(kind: type[Record], unit: tuple[str, ...]) -> bool:
    """Whether a conflict of these fields is not worth a question."""
    return unit[0] in _QUIET or unit[0] in _QUIET_OF.get(kind, frozenset())


def both_texts(unit: tuple[str, ...], ours: object, theirs: object) -> str | None:
    """Both texts in one field, or None where the field can't hold two."""
    name = unit[0]
    if len(unit) > 1 or not isinstance(ours, str) or not isinstance(theirs, str):
        return None
    if name in _LONG:
        return f"{ours.rstrip()}\n\n{theirs.lstrip()}" if ours.strip() else theirs
    return f"{ours} / {theirs}" if name in _SHORT and ours.strip() else None
