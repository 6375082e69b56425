"""The summary for readers outside: one page on what happened, why, and what will change."""

from __future__ import annotations

from typing import NamedTuple

from reportlab.platypus import Flowable

from pmdesk.domain.day_names import date_text
from pmdesk.domain.terms import ActionStatus, FactorKind, name_of
from pmdesk.exporters.editions import Edition
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import styles
from pmdesk.exporters.pdf.cover import Cover, KeyFigures
from pmdesk.exporters.pdf.flow import Gap, paragraph, section
from pmdesk.exporters.pdf.story import bullet, impact_body, summary_body
from pmdesk.exporters.pdf.styles import Page
from pmdesk.exporters.pdf.tables import Row, columns, para, table
from pmdesk.exporters.standing import PaperStanding


class Measure(NamedTuple):
    """How much of each part is told: factors, actions, and characters of one of them; with or
    without the table of the impact."""

    factors: int
    actions: int
    letters: int
    impact: bool = True
    summary: int = 100_000


# Tried one after the other until everything stands on one page.
MEASURES = (
    Measure(8, 10, 400),
    Measure(8, 10, 400, impact=False),
    Measure(6, 6, 220, impact=False),
    Measure(5, 5, 140, impact=False),
    Measure(3, 3, 100, impact=False, summary=900),
    Measure(1, 1, 60, impact=False, summary=300),
)


def short_story(
    page: Page, facts: Facts, standing: PaperStanding, measure: Measure
) -> list[Flowable]:
    """The page; ``facts`` are of a redacted record, nothing else may stand here."""
    result: list[Flowable] = [Cover(page, facts, standing, Edition.EXTERNAL.words)]
    figures = KeyFigures(page, facts)
    result.append(figures if figures.figures else Gap(page, 16))
    parts = [
        ("summary", "What happened", _summary(page, facts, measure)),
        ("impact", "Impact", impact_body(page, facts) if measure.impact else []),
        ("factors", "What contributed", _factors(page, facts, measure)),
        ("actions", "What will change", _actions(page, facts, measure)),
    ]
    made = [part for part in parts if part[2]]
    for number, (key, title, body) in enumerate(made, 1):
        result += section(page, number, title, key, body)
    return result


def _summary(page: Page, facts: Facts, measure: Measure) -> list[Flowable]:
    text = facts.head.summary
    if len(text) <= measure.summary:
        return list(summary_body(page, facts))
    return [paragraph(page, _cut(text, measure.summary))]


def _cut(text: str, letters: int) -> str:
    """The text at a word's end, with a sign where it goes on."""
    text = " ".join(text.split())
    if len(text) <= letters:
        return text
    return text[:letters].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def _factors(page: Page, facts: Facts, measure: Measure) -> list[Flowable]:
    roots = [r for r in facts.tree.roots if r.kind is not FactorKind.MITIGATING and r.text.strip()]
    body: list[Flowable] = []
    for root in roots[: measure.factors]:
        body += bullet(page, _cut(root.text, measure.letters), "")
    return body + _more(page, len(roots) - measure.factors, "factor", "factors")


def _actions(page: Page, facts: Facts, measure: Measure) -> list[Flowable]:
    kept = [
        a for a in facts.snapshot.actions if a.status is not ActionStatus.WONT_DO and a.text.strip()
    ]
    rows = [
        Row((
            [para(_cut(action.text, measure.letters))],
            [para(date_text(action.due), styles.TABLE_SOFT)] if action.due else [],
            [para(name_of(action.status), styles.TABLE_SOFT)],
        ))
        for action in kept[: measure.actions]
    ]  # fmt: skip
    if not rows:
        return []
    shape = columns(
        (page.label, page.text - 160, "Action"),
        (page.measure - 150, 76, "By"),
        (page.measure - 66, 66, "Status"),
    )
    more = _more(page, len(kept) - measure.actions, "action", "actions")
    return [table(page, shape, rows), *more]


def _more(page: Page, count: int, one: str, many: str) -> list[Flowable]:
    if count <= 0:
        return []
    words = f"and {count} more {one if count == 1 else many}"
    return [Gap(page, 5), paragraph(page, words, styles.CAPTION)]
