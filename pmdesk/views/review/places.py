"""Where a record is seen that has no row of its own: at the event, factor or action it is of."""

from __future__ import annotations

from collections.abc import Mapping

from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor, FactorEvidence
from pmdesk.domain.postmortem import Attachment, Postmortem, RelatedPostmortem
from pmdesk.domain.record import Record
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import ClockShift, DecisionCard, Evidence, Lane, TimelineEvent

_SEEN_AT: Mapping[type[Record], tuple[str, type[Record]]] = {
    Evidence: ("event_id", TimelineEvent),
    DecisionCard: ("event_id", TimelineEvent),
    FactorEvidence: ("factor_id", Factor),
    ActionFactor: ("action_id", ActionItem),
}
_PARTS: Mapping[type[Record], str] = {
    Postmortem: "summary",
    RelatedPostmortem: "summary",
    Lane: "timeline",
    ClockShift: "timeline",
    Attachment: "timeline",
}


def seen_at(snapshot: Snapshot, kind: type[Record], record_id: str) -> tuple[type[Record], str]:
    """The record, or the one it belongs to, by class and id."""
    if kind not in _SEEN_AT:
        return kind, record_id
    field, owner = _SEEN_AT[kind]
    record = snapshot.of(kind).get(record_id)
    return owner, str(getattr(record, field, "") or "")


def part_of(kind: type[Record]) -> str:
    """The part of the record that a kind without a row is seen in, or an empty text."""
    return _PARTS.get(kind, "")
