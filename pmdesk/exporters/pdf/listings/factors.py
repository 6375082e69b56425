"""The list of contributing factors: the whole text of every one, with what shows and answers it."""

from __future__ import annotations

from pmdesk.domain.analysis import Factor
from pmdesk.domain.terms import FactorKind, StopReason, name_of
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import fonts, styles
from pmdesk.exporters.pdf.drawings.factor_tree import target_sign
from pmdesk.exporters.pdf.styles import Ink, Page
from pmdesk.exporters.pdf.tables import Para, Row, Rows, Source, columns, para
from pmdesk.exporters.pdf.typeset import Look, Span

_STEP = 11.0
_DEEPEST = 8


def _details(facts: Facts, factor: Factor) -> str:
    parts = []
    if factor.kind not in (FactorKind.CONTRIBUTING, FactorKind.WHY):
        parts.append(name_of(factor.kind))
    if factor.category.strip():
        parts.append(factor.category.strip().capitalize())
    if factor.confidence is not None:
        parts.append(name_of(factor.confidence))
    if factor.stop is not None and factor.stop is not StopReason.ACTIONABLE:
        text = name_of(factor.stop)
        if factor.stop_note.strip():
            text += f": {factor.stop_note.strip()}"
        if factor.decided_by.strip():
            text += f" (decided by {facts.roles.shown(factor.decided_by.strip())})"
        parts.append(text)
    return " · ".join(parts)


def _row(facts: Facts, depth: int, factor: Factor) -> Row:
    root = depth == 0
    indent = _STEP * min(depth, _DEEPEST)
    style = styles.TABLE_BOLD if root else styles.TABLE
    look = Look(style.font, Ink.INK)
    sign = None
    if factor.stop is StopReason.ACTIONABLE or facts.actions_of(factor.id):
        sign, indent = target_sign, indent + 12.0
    words = factor.text.strip() or "Not written yet"
    cell = [Para((Span(words, look),), style, indent, 0.0, sign)]
    details = _details(facts, factor)
    if details:
        small = styles.TABLE_SOFT._replace(size=7.4, leading=10.6)
        cell.append(para(details, small)._replace(indent=indent))
    key = facts.factor_keys[factor.id]
    label = styles.TABLE_BOLD if root else styles.TABLE_SOFT
    return Row(([para(key, label)], cell, _shown(facts, factor), _answers(facts, factor)), key=key)


def _shown(facts: Facts, factor: Factor) -> list[Para]:
    times = [
        facts.clock.time(event.at) if event.at else "no time"
        for event in facts.events_showing(factor.id)
    ]
    return [para(", ".join(times), styles.TABLE_SOFT)] if times else []


def _answers(facts: Facts, factor: Factor) -> list[Para]:
    actions = facts.actions_of(factor.id)
    look = Look(fonts.SANS_SEMI, Ink.OK)
    if not actions:
        if factor.stop is StopReason.ACTIONABLE:
            return [para("No action yet", styles.TABLE._replace(colour=Ink.WARN))]
        return []
    spans: list[Span] = []
    for index, action in enumerate(actions):
        spans.append(Span(", " if index else "", look))
        spans.append(Span(action.key, look._replace(link=f"#{action.key}")))
    return [Para(tuple(spans), styles.TABLE)]


def factor_rows(page: Page, facts: Facts) -> Rows:
    """Every factor and why, indented by its depth."""
    entries = list(facts.factors())
    shown = any(facts.events_showing(factor.id) for _, factor in entries)
    shape = columns(
        (0, 46, "ID"),
        (52, page.measure - 52 - 158, "Contributing factors and whys"),
        (page.measure - 146, 72, "Shown by" if shown else ""),
        (page.measure - 66, 66, "Actions"),
    )
    return Rows(page, Source(len(entries), lambda i: _row(facts, *entries[i]), shape))
