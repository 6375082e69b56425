"""The legend of roles: who stands behind them in what they did, never by name."""

from __future__ import annotations

from reportlab.platypus import Flowable

from pmdesk.domain.postmortem import Person
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import styles
from pmdesk.exporters.pdf.flow import paragraph
from pmdesk.exporters.pdf.styles import Page
from pmdesk.exporters.pdf.tables import Row, columns, para, table


def legend(page: Page, facts: Facts) -> list[Flowable]:
    """Each role with its team and its part in this postmortem; nothing for fewer than two."""
    people = sorted(facts.snapshot.people.values(), key=lambda p: (p.position, p.id))
    if len(people) < 2:
        return []
    rows = [
        Row((
            [para(facts.roles.of(person.id), styles.TABLE_BOLD)],
            [para(person.team, styles.TABLE_SOFT)] if person.team.strip() else [],
            [para(part, styles.TABLE_SOFT)] if (part := _part(facts, person)) else [],
        ))
        for person in people
    ]  # fmt: skip
    has_teams = any(row.cells[1] for row in rows)
    shape = columns(
        (0, page.label - 8, "Role"),
        (page.label, 120, "Team" if has_teams else ""),
        (page.label + (130 if has_teams else 0), page.text - 130, "Part in it"),
    )
    text = "People stand here by their roles. One role is the same person wherever it is named."
    return [paragraph(page, text), table(page, shape, rows)]


def _part(facts: Facts, person: Person) -> str:
    head = facts.head
    parts = [
        words
        for words, person_id in (
            ("facilitated", head.facilitator_id),
            ("took the notes", head.scribe_id),
            ("wrote the report", head.author_id),
        )
        if person_id == person.id
    ]
    owned = [a.key for a in facts.snapshot.actions if a.owner_id == person.id]
    if owned:
        parts.append(f"owns {', '.join(owned)}")
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]
