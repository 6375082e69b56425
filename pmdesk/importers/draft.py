"""What an importer understood of a document: plain records, nothing stored yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from pmdesk.domain.terms import MarkKind


class ImportProblem(Exception):
    """Says in one sentence why a file cannot be read at all."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, kw_only=True)
class ImportQuestion:
    """Something only a reader can decide; `chosen` is what was assumed meanwhile."""

    about: str
    choices: tuple[str, ...]
    text: str = ""
    chosen: str = ""


@dataclass(frozen=True, kw_only=True)
class SectionUse:
    """A heading of the source and where its text went."""

    heading: str
    used_as: str


@dataclass(frozen=True, kw_only=True)
class DraftEvent:
    """One timeline entry; `at` and `end` carry an offset only when a zone is stated or given."""

    text: str
    at: datetime | None = None
    end: datetime | None = None
    date: date | None = None
    written: str = ""
    precision: str = "unknown"
    lane: str = ""
    actor: str = ""
    kind: str = "observation"
    source_line: int = 0


@dataclass(frozen=True, kw_only=True)
class DraftFactor:
    """A node of the factor tree with its deeper whys."""

    text: str
    kind: str = "contributing"
    category: str | None = None
    children: tuple[DraftFactor, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DraftPerson:
    """Somebody whom the document names with a part in the incident or its record."""

    name: str
    role: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftAction:
    """An action item with what is said of its owner, due day and tracker."""

    text: str
    key: str | None = None
    owner: str | None = None
    due: date | None = None
    tracker: str | None = None
    status: str = "open"
    type: str | None = None
    priority: str | None = None


def _no_lessons() -> dict[str, tuple[str, ...]]:
    return {"well": (), "badly": (), "lucky": ()}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A document as understood; what was not understood is text in `narrative`.

    `name` is the file's name; `marks` are moments that label lines state.
    """

    name: str = ""
    title: str = ""
    date: date | None = None
    severity: str | None = None
    zone: str | None = None
    summary: str = ""
    impact: tuple[tuple[str, str], ...] = ()
    narrative: str = ""
    detection: str = ""
    tags: tuple[str, ...] = ()
    timeline: tuple[DraftEvent, ...] = ()
    marks: tuple[tuple[MarkKind, datetime], ...] = ()
    people: tuple[DraftPerson, ...] = ()
    factors: tuple[DraftFactor, ...] = ()
    actions: tuple[DraftAction, ...] = ()
    lessons: dict[str, tuple[str, ...]] = field(default_factory=_no_lessons)
    sections: tuple[SectionUse, ...] = ()
    questions: tuple[ImportQuestion, ...] = ()


def all_factors(factors: tuple[DraftFactor, ...]) -> Iterator[DraftFactor]:
    """Every node of the tree, parents first."""
    waiting = list(reversed(factors))
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def with_assumed_zone(draft: Draft) -> Draft:
    """The draft with UTC put on times whose zone nobody stated; a question says so already."""
    return replace(
        draft,
        timeline=tuple(
            replace(event, at=_aware(event.at), end=_aware(event.end)) for event in draft.timeline
        ),
        marks=tuple((kind, _aware(at) or at) for kind, at in draft.marks),
    )


def _aware(moment: datetime | None) -> datetime | None:
    if moment is not None and moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    return moment


def _iso(moment: datetime | None) -> str | None:
    known = _aware(moment)
    return known.isoformat() if known else None


def _factor_json(factor: DraftFactor) -> dict[str, Any]:
    children = [_factor_json(child) for child in factor.children]
    return {"text": factor.text, "kind": factor.kind, "children": children}


def _event_json(event: DraftEvent) -> dict[str, Any]:
    return {
        "at": _iso(event.at),
        "end": _iso(event.end),
        "written": event.written,
        "precision": event.precision,
        "lane": event.lane,
        "kind": event.kind,
        "text": event.text,
    }


def _action_json(action: DraftAction) -> dict[str, Any]:
    return {
        "key": action.key,
        "text": action.text,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due else None,
        "tracker": action.tracker,
        "status": action.status,
    }


def draft_as_json(draft: Draft) -> dict[str, Any]:
    """The draft as the command line prints it; `id` and `key` are filled in after storing."""
    return {
        "id": None,
        "key": None,
        "title": draft.title,
        "date": draft.date.isoformat() if draft.date else None,
        "severity": draft.severity,
        "zone": draft.zone,
        "summary": draft.summary,
        "timeline": [_event_json(event) for event in draft.timeline],
        "factors": [_factor_json(factor) for factor in draft.factors],
        "actions": [_action_json(action) for action in draft.actions],
        "lessons": {kind: list(texts) for kind, texts in draft.lessons.items()},
        "sections": [{"heading": s.heading, "used_as": s.used_as} for s in draft.sections],
        "questions": [{"about": q.about, "choices": list(q.choices)} for q in draft.questions],
    }
