"""The minutes of the review meeting: who was there, what was agreed, decided and parked."""

from __future__ import annotations

from reportlab.platypus import Flowable

from pmdesk.domain.marks import span_text
from pmdesk.domain.meeting import (
    AgendaBlock,
    Attendance,
    Meeting,
    MeetingDecision,
    ParkedIdea,
    TimelineGate,
)
from pmdesk.domain.sitting.agenda import step_named, title_of
from pmdesk.domain.sitting.minutes import own_part
from pmdesk.domain.terms import name_of
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import styles
from pmdesk.exporters.pdf.flow import paragraph, subhead, texts
from pmdesk.exporters.pdf.markup import blocks_of
from pmdesk.exporters.pdf.styles import Page
from pmdesk.exporters.pdf.tables import Row, columns, para, table


def minutes(page: Page, facts: Facts) -> list[Flowable]:
    """Everything that the meetings left behind; nothing where none was held."""
    snapshot = facts.snapshot
    held = sorted(
        (m for m in snapshot.of(Meeting).values() if m.started_at is not None),
        key=lambda m: (m.number, m.id),
    )
    body: list[Flowable] = []
    for meeting in held:
        body.append(paragraph(page, _opening(facts, meeting)))
        body += texts(page, blocks_of(own_part(meeting.minutes), styles.PROSE))
        body += _gate(page, facts, meeting)
        body += _agenda(page, facts, meeting)
    after = [*_decisions(page, facts), *_ideas(page, facts)]
    if after and not body:
        body.append(paragraph(page, "No meeting has been held yet."))
    return [*body, *after]


def _opening(facts: Facts, meeting: Meeting) -> str:
    assert meeting.started_at is not None
    text = f"Held {facts.clock.moment(meeting.started_at)} {facts.zone_label}"
    if meeting.ended_at is not None and meeting.ended_at > meeting.started_at:
        text += f", {span_text(meeting.ended_at - meeting.started_at)}"
    there = [
        facts.roles.of(a.person_id)
        for a in facts.snapshot.of(Attendance).values()
        if a.meeting_id == meeting.id and a.arrived_at is not None
    ]
    sentences = [f"{text}."]
    if there:
        sentences.append(f"Present: {', '.join(sorted(set(filter(None, there))))}.")
    if meeting.learned_count is not None:
        sentences.append(f"{meeting.learned_count} said that they learned something.")
    if meeting.return_count is not None:
        sentences.append(f"{meeting.return_count} would come again.")
    return " ".join(sentences)


def _gate(page: Page, facts: Facts, meeting: Meeting) -> list[Flowable]:
    found: list[Flowable] = []
    for gate in facts.snapshot.of(TimelineGate).values():
        if gate.meeting_id != meeting.id:
            continue
        text = f"The timeline was agreed at {facts.clock.time(gate.agreed_at)}."
        if gate.disputed.strip():
            text += f" Still disputed: {gate.disputed.strip()}"
        found.append(paragraph(page, text))
    return found


def _agenda(page: Page, facts: Facts, meeting: Meeting) -> list[Flowable]:
    blocks = sorted(
        (b for b in facts.snapshot.of(AgendaBlock).values() if b.meeting_id == meeting.id),
        key=lambda b: (b.position, b.id),
    )
    rows = [
        Row((
            [para(title_of(step_named(block.step), block.title.strip()), styles.TABLE_BOLD)],
            [para(f"{round(block.planned_s / 60)} min planned")],
            [para(f"{round(block.used_s / 60)} min used")] if block.used_s else [],
        ))
        for block in blocks
    ]  # fmt: skip
    shape = columns(
        (0, page.label - 8, "Agenda"),
        (page.label, 110, "Planned"),
        (page.label + 120, 110, "Used"),
    )
    return [table(page, shape, rows)] if rows else []


def _decisions(page: Page, facts: Facts) -> list[Flowable]:
    found = [d for d in facts.snapshot.of(MeetingDecision).values() if d.text.strip()]
    rows = [
        Row((
            [para(facts.clock.time(decision.at))] if decision.at else [],
            [para(decision.text)],
            [para(facts.roles.shown(decision.decided_by.strip()), styles.TABLE_SOFT)],
        ))
        for decision in sorted(found, key=lambda d: (d.at.timestamp() if d.at else 0.0, d.id))
    ]  # fmt: skip
    if not rows:
        return []
    shape = columns(
        (0, page.label - 8, f"Time, {facts.zone_label}"),
        (page.label, page.text - 130, "Decision"),
        (page.measure - 120, 120, "Decided by"),
    )
    return [*subhead(page, "Decisions of the meeting", "decisions"), table(page, shape, rows)]


def _ideas(page: Page, facts: Facts) -> list[Flowable]:
    ideas = sorted(facts.snapshot.of(ParkedIdea).values(), key=lambda i: (i.position, i.id))
    keys = {action.id: action.key for action in facts.snapshot.actions}
    rows = []
    for idea in ideas:
        if not idea.text.strip():
            continue
        became = name_of(idea.state)
        if idea.action_id in keys:
            became += f", {keys[idea.action_id or '']}"
        words = [para(idea.text)]
        if idea.reason.strip():
            words.append(para(idea.reason, styles.TABLE_SOFT))
        rows.append(Row((words, [para(became, styles.TABLE_SOFT)])))
    if not rows:
        return []
    shape = columns(
        (page.label, page.text - 110, "Idea"), (page.measure - 100, 100, "What became of it")
    )
    return [*subhead(page, "Ideas that were parked", "parked"), table(page, shape, rows)]
