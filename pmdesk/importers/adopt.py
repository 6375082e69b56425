"""Gives birth to a whole postmortem from what an importer understood of a document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pmdesk.domain.change import Edit, born
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.meeting import Question
from pmdesk.domain.postmortem import ImpactFigure, Lesson, Postmortem
from pmdesk.domain.record import Record, altered
from pmdesk.domain.terms import Detection, LessonKind, Severity
from pmdesk.domain.timeline import Lane
from pmdesk.edits.postmortems import begin_postmortem
from pmdesk.importers.adopt_actions import Owners, action_records
from pmdesk.importers.adopt_events import event_records
from pmdesk.importers.adopt_factors import factor_records
from pmdesk.importers.draft import Draft, with_assumed_zone
from pmdesk.importers.impact_figures import area_of, figure_of
from pmdesk.importers.plain_words import cut, plain, unwrapped
from pmdesk.importers.zones import iana_name

LABEL = "Import postmortem"
_DETECTED_BY = (
    (Detection.CUSTOMER_REPORT, ("customer", "client", "user report", "support ticket")),
    (Detection.ALERT, ("alert", "alarm", "paged", "pager")),
    (Detection.MONITORING, ("monitor", "dashboard", "metrics", "grafana", "probe")),
    (Detection.INTERNAL_REPORT, ("engineer", "colleague", "team member", "employee", "manually")),
)  # fmt: skip


def adopted(draft: Draft, number: int, now: datetime) -> Edit:
    """One edit that gives birth to the postmortem of a draft; ``now`` is aware UTC.

    Times without a zone are taken as UTC, and the question about it stays an open question of
    the postmortem. Never raises for a strange document: what no rule allows stays as words.
    """
    draft = with_assumed_zone(draft)
    head, *lanes = (change.after for change in begin_postmortem(number, "", now).changes)
    assert isinstance(head, Postmortem)
    rows = [lane for lane in lanes if isinstance(lane, Lane)]
    zone = iana_name(draft.zone, next((e.at for e in draft.timeline if e.at), None))
    narrative = [draft.narrative] if draft.narrative.strip() else []
    factors, prose = factor_records(draft.factors, head.id)
    timeline = list(event_records(draft, head.id, rows, zone))
    owners = Owners(head.id, draft.people)
    owners.see(event.actor for event in draft.timeline)
    actions, more = action_records(draft.actions, head.id, owners, now)
    figures, told = _impact(draft, head.id)
    before = (_under("Impact", told), _under("Detection", draft.detection), prose)
    narrative[:0] = [text for text in before if text]
    narrative += [text for text in (more,) if text]
    head = altered(
        head,
        title=_title(draft),
        severity=next((s for s in Severity if s.value == draft.severity), None),
        day=draft.date,
        zone=zone,
        summary=draft.summary.strip(),
        narrative="\n\n".join(narrative),
        tags=draft.tags,
        detection=_detection(draft.detection),
        source=draft.name,
        author_id=owners.having("Author") or owners.having("Postmortem owner"),
        facilitator_id=owners.having("Facilitator"),
        scribe_id=owners.having("Scribe"),
    )
    parts: list[Record] = [head, *owners.people, *timeline, *figures]
    parts += [*factors, *actions, *_lessons(draft, head.id), *_questions(draft, head.id)]
    return Edit(LABEL, tuple(born(part) for part in parts))


def _title(draft: Draft) -> str:
    words = " ".join(plain(draft.title).split())
    return words or draft.name or "Imported postmortem"


def _under(heading: str, text: str) -> str:
    return f"## {heading}\n\n{text.strip()}" if text.strip() else ""


def _detection(text: str) -> Detection | None:
    """How it came to notice, where the words speak for one way only."""
    low = text.casefold()
    hits = [kind for kind, words in _DETECTED_BY if any(word in low for word in words)]
    return hits[0] if len(hits) == 1 else None


def _impact(draft: Draft, pm_id: str) -> tuple[list[ImpactFigure], str]:
    """The figures, and as text the statements that have none."""
    figures: list[ImpactFigure] = []
    told: list[str] = []
    for label, text in draft.impact:
        value, words = figure_of(label, text)
        if not value:
            told.append(f"- {words}" if "\n" not in words else words)
            continue
        figures.append(
            ImpactFigure(
                id=fresh_id(),
                pm_id=pm_id,
                area=area_of(f"{label} {text}"),
                value=value,
                label=words,
                position=float(len(figures) + 1),
            )
        )
    return figures, "\n".join(told) if len(told) > 1 else "".join(told).removeprefix("- ")


def _lessons(draft: Draft, pm_id: str) -> Iterator[Lesson]:
    position = 0
    for kind in LessonKind:
        for text in draft.lessons.get(kind.value, ()):
            position += 1
            words = unwrapped(plain(text))
            yield Lesson(
                id=fresh_id(), pm_id=pm_id, kind=kind, text=words, position=float(position)
            )


def _questions(draft: Draft, pm_id: str) -> Iterator[Question]:
    for position, question in enumerate(draft.questions, start=1):
        words = question.text or f"What is right for {question.about}?"
        taken = f" Taken until then: {cut(question.chosen, 60)}." if question.chosen else ""
        yield Question(
            id=fresh_id(),
            pm_id=pm_id,
            text=f"{words}{taken}",
            asked_by="Import",
            position=float(position),
        )

