"""Turns an importer's draft into what the import sheet shows."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from pmdesk.domain.day_names import date_text
from pmdesk.domain.terms import Severity
from pmdesk.importers.draft import Draft, DraftEvent, ImportQuestion, all_factors
from pmdesk.importers.impact_figures import figure_of
from pmdesk.importers.plain_words import titled
from pmdesk.views.prompts.import_review import EntryPreview, FileReview, Question

_FREE = ("date", "zone")
_ASKED = {
    "date": "On which day did it happen?",
    "zone": "No zone is written. In which zone are the times?",
}


def review_of(name: str, draft: Draft, asked: tuple[Question, ...] | None = None) -> FileReview:
    """The review of one draft; ``asked`` keeps the questions of an earlier reading in sight,
    so that an answer can be changed."""
    questions = tuple(_question(question) for question in draft.questions)
    if asked is not None:
        known = {question.about for question in asked}
        questions = asked + tuple(q for q in questions if q.about not in known)
    return FileReview(
        name=name,
        draft=draft,
        title=draft.title,
        day=draft.date,
        zone=draft.zone or "",
        severity=_severity(draft.severity),
        counts=_counts(draft),
        entries=tuple(_entry(event) for event in draft.timeline),
        sections=tuple((use.heading, _used(use.used_as)) for use in draft.sections),
        questions=questions,
    )


def read_anew(review: FileReview, draft: Draft) -> FileReview:
    """The review after the same file was read again under new answers."""
    return replace(review_of(review.name, draft, review.questions), name=review.name)


def given_by(answers: Mapping[str, str]) -> dict[str, Any]:
    """What ``read_document`` is given for the answers so far: date, zone, day_first.

    An answer that is no date is left out, so that the question stays.
    """
    given: dict[str, Any] = {}
    if answers.get("date"):
        with suppress(ValueError):
            given["date"] = date.fromisoformat(answers["date"])
    if answers.get("zone"):
        given["zone"] = answers["zone"]
    if answers.get("date order"):
        given["day_first"] = answers["date order"] == "day first"
    return given


def _question(question: ImportQuestion) -> Question:
    words = question.text or _ASKED.get(question.about) or f"What is right for {question.about}?"
    choices = tuple((choice, _shown(question.about, choice)) for choice in question.choices)
    free = question.about if question.about in _FREE else ("" if choices else "text")
    return Question(question.about, words, choices, free)


def _shown(about: str, choice: str) -> str:
    """A choice as it is read: days with the name of their month."""
    if about == "date":
        with suppress(ValueError):
            return date_text(date.fromisoformat(choice))
    return choice[:1].upper() + choice[1:] if about == "date order" else choice


def _severity(written: str | None) -> Severity | None:
    return next((severity for severity in Severity if severity.value == written), None)


def _counts(draft: Draft) -> tuple[tuple[str, int], ...]:
    factors = sum(1 for _ in all_factors(draft.factors))
    lessons = sum(len(texts) for texts in draft.lessons.values())
    named = (
        ("event", len(draft.timeline)),
        ("impact figure", sum(1 for row in draft.impact if figure_of(*row)[0])),
        ("factor", factors),
        ("action", len(draft.actions)),
        ("lesson", lessons),
    )
    return tuple((name if number == 1 else f"{name}s", number) for name, number in named)


def _entry(event: DraftEvent) -> EntryPreview:
    title, _ = titled(event.text)
    return EntryPreview(event.written, title, event.at, event.end, event.precision)


def _used(used_as: str) -> str:
    return used_as.replace("_", " ").capitalize()
