"""A postmortem as the command line prints it with ``--json``: one plain object, stable names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pmdesk.domain.analysis import Factor
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import LessonKind
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.exporters.clock_text import zone_of

Plain = dict[str, Any]
_WORD = re.compile(r"\w+")


def contract_json(
    snapshot: Snapshot,
    *,
    sections: Sequence[Mapping[str, Any]] = (),
    questions: Sequence[Mapping[str, Any]] = (),
) -> Plain:
    """One postmortem in the contract's form.

    Times are ISO 8601 with the offset of the zone they were written in; entries without one keep
    their place with ``at`` null. ``sections`` and ``questions`` are what an import found and asks;
    a stored postmortem has none.
    """
    head = snapshot.postmortem
    tree = FactorTree(snapshot)
    events = sorted(snapshot.events.values(), key=lambda e: (e.position, e.id))
    times = [event.at for event in events if event.at is not None]
    day = head.day or (min(times).astimezone(zone_of(head.zone)).date() if times else None)
    return {
        "id": head.id,
        "key": head.key,
        "title": head.title,
        "date": day.isoformat() if day else None,
        "severity": head.severity.value if head.severity else None,
        "zone": head.zone,
        "summary": head.summary,
        "timeline": [_entry(snapshot, event) for event in events],
        "factors": [_factor(tree, root) for root in tree.roots],
        "actions": [
            {
                "key": action.key,
                "text": action.text,
                "owner": _owner(snapshot, action.owner_id),
                "due": action.due.isoformat() if action.due else None,
                "tracker": action.tracker or None,
                "status": action.status.value,
            }
            for action in snapshot.actions
        ],
        "lessons": {
            kind.value: [x.text for x in snapshot.lessons if x.kind is kind] for kind in LessonKind
        },
        "sections": [dict(section) for section in sections],
        "questions": [dict(question) for question in questions],
    }


def _entry(snapshot: Snapshot, event: TimelineEvent) -> Plain:
    zone = zone_of(event.zone or snapshot.postmortem.zone)

    def written(at: datetime | None) -> str | None:
        return at.astimezone(zone).isoformat() if at else None

    lane = snapshot.get(Lane, event.lane_id)
    return {
        "at": written(event.at),
        "end": written(event.end),
        "written": event.written,
        "precision": event.precision.value,
        "lane": lane.name if lane else "",
        "kind": event.kind.value,
        "text": _text(event),
    }


def _text(event: TimelineEvent) -> str:
    """Title and text as one, the title only once where the text begins with the same words."""
    if not event.text or not event.title:
        return event.text or event.title
    title = _WORD.findall(event.title)
    if _WORD.findall(event.text[: 4 * len(event.title) + 200])[: len(title)] == title:
        return event.text
    return f"{event.title}\n{event.text}"


def _factor(tree: FactorTree, factor: Factor) -> Plain:
    """The factor with its whys, without recursion: a chain may be deeper than the stack."""
    top: Plain = {"text": factor.text, "kind": factor.kind.value, "children": []}
    pending = [(factor, top)]
    while pending:
        node, plain = pending.pop()
        for child in tree.children(node.id):
            row: Plain = {"text": child.text, "kind": child.kind.value, "children": []}
            plain["children"].append(row)
            pending.append((child, row))
    return top


def _owner(snapshot: Snapshot, owner_id: str | None) -> str | None:
    person = snapshot.people.get(owner_id or "")
    return (person.name or person.role) if person else None
