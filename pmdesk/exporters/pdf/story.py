"""The report's sections in their order, each from the facts; empty ones are left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reportlab.platypus import Flowable

from pmdesk.domain.analysis import Factor
from pmdesk.domain.factors.coverage import coverage
from pmdesk.domain.marks import span_text
from pmdesk.domain.terms import FactorKind, LessonKind, QuestionState, name_of
from pmdesk.exporters.editions import Edition
from pmdesk.exporters.extras import Extras
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import fonts, styles
from pmdesk.exporters.pdf.cover import Contents, Cover, KeyFigures
from pmdesk.exporters.pdf.drawings.factor_tree import tree_figures
from pmdesk.exporters.pdf.drawings.timeline_figure import timeline_figure
from pmdesk.exporters.pdf.flow import Gap, Text, paragraph, section, subhead, texts
from pmdesk.exporters.pdf.listings.actions import action_rows, runbook_rows
from pmdesk.exporters.pdf.listings.coverage import coverage_rows
from pmdesk.exporters.pdf.listings.events import event_rows, evidence_rows
from pmdesk.exporters.pdf.listings.factors import factor_rows
from pmdesk.exporters.pdf.listings.meeting import minutes
from pmdesk.exporters.pdf.listings.people import legend
from pmdesk.exporters.pdf.listings.pictures import pictures
from pmdesk.exporters.pdf.listings.signoff import signoff
from pmdesk.exporters.pdf.markup import Block, blocks_of
from pmdesk.exporters.pdf.styles import Ink, Page
from pmdesk.exporters.pdf.tables import Para, Row, Rows, Source, columns, para, table
from pmdesk.exporters.pdf.typeset import Look, Span
from pmdesk.exporters.standing import PaperStanding

Body = list[Flowable]
_SENTENCE = re.compile(r"[.!?][\"”’)]?\s+(?=[^a-z])")
_NUMBER_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def count_of(number: int, one: str, many: str) -> str:
    """A count in words up to nine, with its noun."""
    word = _NUMBER_WORDS[number] if number < len(_NUMBER_WORDS) else str(number)
    return f"{word} {one if number == 1 else many}"


def summary_body(page: Page, facts: Facts) -> Body:
    """The summary, its first sentence larger; the description where there is none."""
    blocks = blocks_of(facts.head.summary, styles.PROSE)
    if not blocks:
        return [paragraph(page, facts.head.description)] if facts.head.description.strip() else []
    first, rest = _first_sentence(blocks[0])
    lead = texts(page, [first], styles.LEAD) if first is not None else []
    body = texts(page, [rest] if rest is not None else [])
    return [*lead, *body, *texts(page, blocks[1:])]


def _first_sentence(block: Block) -> tuple[Block | None, Block | None]:
    """The first sentence of a paragraph as the lead, and what is left of it."""
    text = "".join(span.text for span in block.spans)
    match = _SENTENCE.search(text, 20)
    end = match.end() if match else len(text)
    if block.kind != "paragraph" or block.marker or end > 320:
        return None, block
    lead: list[Span] = []
    rest: list[Span] = []
    for words, look in block.spans:
        lead.append(Span(words[: max(end, 0)], look))
        rest.append(Span(words[max(end, 0) :], look))
        end -= len(words)
    kept = tuple(span for span in rest if span.text)
    return Block(tuple(lead)), Block(kept) if any(s.text.strip() for s in kept) else None


def impact_body(page: Page, facts: Facts) -> Body:
    """The measures of the impact, with the duration taken from the marks."""
    rows = [
        Row((
            [para(name_of(figure.area), styles.TABLE_BOLD)],
            [para(" ".join(t for t in (figure.value.strip(), figure.label.strip()) if t))],
            [para(figure.evidence, styles.TABLE_SOFT)] if figure.evidence.strip() else [],
        ))
        for figure in facts.snapshot.impact
        if figure.value.strip() or figure.label.strip()
    ]  # fmt: skip
    if facts.bounds is not None and facts.bounds[1] > facts.bounds[0]:
        start, end = facts.bounds
        text = f"{facts.clock.period(start, end)} {facts.zone_label}, {span_text(end - start)}"
        row = Row(([para("Duration", styles.TABLE_BOLD)], [para(text)], []))
        rows.insert(1 if rows else 0, row)
    if not rows:
        return []
    wide = page.text - 90
    shape = columns(
        (0, page.label - 8, "Area"),
        (page.label, wide, "Measure"),
        (page.label + wide + 12, 78, "Evidence" if any(r.cells[2] for r in rows) else ""),
    )
    body: Body = [table(page, shape, rows)]
    if len(facts.marks) > 1:
        text = "The duration is taken from the marks of the timeline, never typed."
        body.insert(0, paragraph(page, text))
    return body


def _timeline(page: Page, facts: Facts, figures: list[int]) -> Body:
    body: Body = list(texts(page, blocks_of(facts.head.narrative, styles.PROSE)))
    if not facts.events:
        return body
    figure = timeline_figure(page, facts, figures[0] + 1)
    if figure is not None:
        figures[0] += 1
        body.append(figure)
    body.append(event_rows(page, facts))
    return body


def _factors_text(roots: Sequence[Factor]) -> str:
    limiting = sum(root.kind is FactorKind.MITIGATING for root in roots)
    count = len(roots) - limiting
    text = count_of(count, "contributing factor is", "contributing factors are") + " named here"
    if limiting:
        thing = "one thing that limited" if limiting == 1 else f"{limiting} things that limited"
        text += f", and {thing} the damage"
    start = "There was no single cause. " if count > 1 else ""
    each = "Each factor was" if count > 1 else "It was"
    if not count:
        return f"{text}."
    reason = "followed with “why?” until something could be changed or there was a reason to stop."
    return f"{start}{text}. {each} {reason}"


def _factors(page: Page, facts: Facts, figures: list[int]) -> Body:
    roots = facts.tree.roots
    if not roots:
        return []
    body: Body = [paragraph(page, _factors_text(roots))]
    trees = tree_figures(page, facts, figures[0] + 1)
    figures[0] += len(trees)
    body += [*trees, Gap(page, 4), factor_rows(page, facts)]
    return body


_LESSONS = (
    (LessonKind.WELL, "What went well", Ink.OK),
    (LessonKind.BADLY, "What went badly", Ink.DANGER),
    (LessonKind.LUCKY, "Where we were lucky", Ink.WARN),
)


def _lessons(page: Page, facts: Facts) -> Body:
    lists = [(name, ink, facts.lessons(kind)) for kind, name, ink in _LESSONS]
    body: Body = []
    shown = [entry for entry in lists if entry[2]]
    if shown:
        gap = 11.0
        share = (page.measure - gap * (len(shown) - 1)) / len(shown)
        shape = columns(*((i * (share + gap) + 13, share - 22, "") for i in range(len(shown))))
        cells = [_lesson_cell(name, ink, found) for name, ink, found in shown]
        source = Source(1, lambda _: Row(cells), shape, over=9.0, under=10.0)
        text = "Written down by the participants and kept in their words."
        body.append(paragraph(page, text))
        body.append(Rows(page, source, boxed=[ink for _, ink, _ in shown]))
    if facts.runbooks:
        body += subhead(page, "Runbooks", "runbooks")
        body.append(runbook_rows(page, facts))
    return body


def _lesson_cell(name: str, ink: str, found: Sequence[str]) -> list[Para]:
    head = styles.TABLE_BOLD._replace(size=8.6, colour=ink)
    return [
        para(name, head),
        *(
            Para((Span(text, Look(fonts.SANS, Ink.INK)),), styles.TABLE, 10.0, 4.0, None, "•")
            for text in found
        ),
    ]


def _actions(page: Page, facts: Facts, as_of: str) -> Body:
    actions = facts.snapshot.actions
    if not actions:
        return []
    text = f"{count_of(len(actions), 'action was', 'actions were')} agreed. Status as of {as_of}."
    return [paragraph(page, text), action_rows(page, facts)]


def _questions(page: Page, facts: Facts) -> Body:
    body: Body = []
    for question in facts.questions(QuestionState.OPEN):
        body += bullet(page, question.text, "")
    for question in facts.questions(QuestionState.ANSWERED):
        body += bullet(page, question.text, question.answer)
    return body


def bullet(page: Page, text: str, answer: str) -> list[Text]:
    """A point of a list, with what answers it in softer ink."""
    look = Look(styles.PROSE.font, Ink.INK)
    spans = [Span(text, look)]
    if answer.strip():
        spans.append(Span(f" {answer}", look._replace(colour=Ink.INK2)))
    return texts(page, [Block(tuple(spans), depth=1, marker="•")])


def _evidence(page: Page, facts: Facts) -> Body:
    if not facts.evidence:
        return []
    return [
        paragraph(page, f"What shows that it happened so. Times {facts.zone_label}."),
        evidence_rows(page, facts),
    ]


def _coverage(page: Page, facts: Facts) -> Body:
    found = coverage(facts.snapshot)
    if not found.rows or not (found.actions or found.decided):
        return []
    left = len(found.factors_left)
    waits = count_of(left, "factor still waits", "factors still wait")
    text = (
        f"Which action answers which factor. {waits} for an action or a reason."
        if left
        else "Which action answers which factor. Every factor is answered or has a reason."
    )
    return [paragraph(page, text), coverage_rows(page, facts, found)]


@dataclass(frozen=True)
class Telling:
    """What the story needs to know beside the record."""

    standing: PaperStanding
    edition: Edition
    as_of: str
    extras: Extras = field(default_factory=Extras)
    with_record: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether it is the internal edition, of which nothing is left out."""
        return self.edition is Edition.INTERNAL


_ABOUT = (
    "About this edition. People stand by their roles; internal events and figures, evidence, "
    "tickets and the minutes are left out. What is here is otherwise complete."
)


def _summary_of(page: Page, facts: Facts, telling: Telling) -> Body:
    body = summary_body(page, facts)
    if body and not telling.is_whole:
        body.append(paragraph(page, _ABOUT, styles.CAPTION))
    return body


def story(page: Page, facts: Facts, telling: Telling) -> Body:
    """Everything from the cover to the sign-off, in reading order."""
    figures = [0]
    open_questions = facts.questions(QuestionState.OPEN)
    whole = telling.is_whole
    parts: list[tuple[str, str, Callable[[], Body]]] = [
        ("summary", "Summary", lambda: _summary_of(page, facts, telling)),
        ("impact", "Impact", lambda: impact_body(page, facts)),
        ("timeline", "Timeline", lambda: _timeline(page, facts, figures)),
        ("factors", "Contributing factors", lambda: _factors(page, facts, figures)),
        ("learned", "What we learned", lambda: _lessons(page, facts)),
        ("actions", "Actions", lambda: _actions(page, facts, telling.as_of)),
        ("coverage", "Factors and actions", lambda: _coverage(page, facts)),
        (
            "questions",
            "Open questions" if open_questions else "Questions answered",
            lambda: _questions(page, facts),
        ),
        ("minutes", "Review meeting", lambda: minutes(page, facts) if whole else []),
        ("evidence", "Evidence", lambda: _evidence(page, facts)),
        ("pictures", "Pictures", lambda: pictures(page, facts, telling.extras) if whole else []),
        ("roles", "Roles", lambda: legend(page, facts)),
        ("signoff", "Sign-off", lambda: signoff(page, facts, telling.standing, telling.extras,
                                                whole=whole, attached=telling.with_record)),
    ]  # fmt: skip
    made = [(key, title, body) for key, title, make in parts if (body := make())]
    result: Body = [Cover(page, facts, telling.standing, telling.edition.words)]
    figures_row = KeyFigures(page, facts)
    if figures_row.figures:
        result.append(figures_row)
    else:
        result.append(Gap(page, 16))
    if len(made) > 1:
        result.append(Contents(page, [(key, title) for key, title, _ in made]))
    for number, (key, title, body) in enumerate(made, 1):
        result += section(page, number, title, key, body)
    return result
