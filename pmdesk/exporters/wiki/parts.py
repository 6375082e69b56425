"""A postmortem as sections of paragraphs, lists and tables, for every page that is not paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.day_names import date_text
from pmdesk.domain.marks import span_text
from pmdesk.domain.terms import EventKind, LessonKind, QuestionState, StopReason, name_of
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.exporters.editions import Edition
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.standing import PaperStanding
from pmdesk.exporters.wiki.runs import Prose, Run, printable, prose, web_link

Cell = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its heads, and rows with a cell for each of them."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it, in order."""

    title: str
    parts: tuple[Prose | Grid, ...]


@dataclass(frozen=True, slots=True)
class WikiPage:
    """The title, a line on what it is, facts with their names, and the sections."""

    title: str
    standing: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def _cell(text: str, link: str = "", *, bold: bool = False) -> Cell:
    words = printable(text.strip())
    return (Run(words, bold=bold, link=web_link(link)),) if words else ()


def _text(words: str, kind: str = "paragraph", depth: int = 0, *, bold: bool = False) -> Prose:
    return Prose(kind, _cell(words, bold=bold), depth)


def _grid(heads: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> list[Prose | Grid]:
    found = tuple(rows)
    return [Grid(tuple(heads), found)] if found else []


def wiki_page(facts: Facts, edition: Edition, standing: PaperStanding) -> WikiPage:
    """The whole page; ``facts`` are of the record that the edition may show."""
    sections: list[tuple[str, list[Prose | Grid]]] = [
        ("Summary", list(prose(facts.head.summary))),
        ("Impact", _impact(facts)),
        ("Timeline", [*prose(facts.head.narrative), *_timeline(facts)]),
        ("Contributing factors", [_factor(facts, d, f) for d, f in facts.factors()]),
        ("What we learned", _lessons(facts)),
        ("Actions", _actions(facts)),
        ("Questions", _questions(facts)),
        ("Evidence", _evidence(facts)),
    ]
    if edition is Edition.EXTERNAL:
        kept = ("Summary", "Impact", "Contributing factors", "Actions")
        sections = [(title, parts) for title, parts in sections if title in kept]
    words = f"{facts.head.key}, {standing.words}, {edition.words.lower()}"
    made = tuple(Section(title, tuple(parts)) for title, parts in sections if parts)
    return WikiPage(printable(facts.title), words, tuple(_facts(facts)), made)


def _facts(facts: Facts) -> list[tuple[str, str]]:
    head = facts.head
    found = [("Severity", head.severity.value if head.severity else "")]
    if facts.bounds is not None:
        when = f"{facts.clock.period(*facts.bounds)} {facts.zone_label}"
        found.append(("Occurred", when))
        if facts.bounds[1] > facts.bounds[0]:
            found.append(("Duration", span_text(facts.bounds[1] - facts.bounds[0])))
    elif head.day:
        found.append(("Occurred", date_text(head.day)))
    found += [
        ("Detected by", name_of(head.detection) if head.detection else ""),
        ("Tags", ", ".join(head.tags)),
        ("Facilitated by", facts.roles.of(head.facilitator_id)),
        ("Written by", facts.roles.of(head.author_id)),
    ]
    return [(name, printable(text)) for name, text in found if text.strip()]


def _impact(facts: Facts) -> list[Prose | Grid]:
    return _grid(
        ("Area", "Measure", "Evidence"),
        (
            (
                _cell(name_of(figure.area), bold=True),
                _cell(f"{figure.value.strip()} {figure.label.strip()}"),
                _cell(figure.evidence),
            )
            for figure in facts.snapshot.impact
            if figure.value.strip() or figure.label.strip()
        ),
    )


def _timeline(facts: Facts) -> list[Prose | Grid]:
    heads = (f"Time, {facts.zone_label}", "Lane", "What happened")
    rows, last = [], None
    days = {facts.clock.day(e.at) for e in facts.events if e.at}
    for event in facts.events:
        day = facts.clock.day(event.at) if event.at else None
        before = f"{date_text(day)}, " if day and day != last and len(days) > 1 else ""
        last = day
        time = " ".join(part for part in facts.clock.event(event) if part)
        rows.append((
            _cell(before + time, bold=True), _cell(facts.lane_of(event).name), _what(facts, event)
        ))  # fmt: skip
    return _grid(heads, rows)


def _what(facts: Facts, event: TimelineEvent) -> Cell:
    title, text = printable(event.title.strip()), printable(event.text.strip())
    runs = []
    if title:
        stop = "." if text and title[-1] not in ".!?:…" else ""
        runs.append(Run(title + stop, bold=bool(text)))
    if text:
        runs.append(Run((" " if title else "") + text))
    notes = [name_of(event.kind)] if event.kind is not EventKind.OBSERVATION else []
    if event.actor.strip():
        notes.append(facts.roles.shown(event.actor.strip()))
    notes += facts.evidence_keys(event.id)
    if notes:
        runs.append(Run(("\n" if runs else "") + printable(" · ".join(notes)), italic=True))
    return tuple(runs)


def _factor(facts: Facts, depth: int, factor: Factor) -> Prose:
    notes = [action.key for action in facts.actions_of(factor.id)]
    if factor.stop is not None and factor.stop is not StopReason.ACTIONABLE:
        note = factor.stop_note.strip()
        notes.append(f"{name_of(factor.stop)}: {note}" if note else name_of(factor.stop))
    text = printable(factor.text.strip()) or "Not written yet"
    key = facts.factor_keys[factor.id]
    runs = [Run(f"{key} "), Run(text, bold=depth == 0)]
    if notes:
        runs.append(Run(f" ({printable('; '.join(notes))})", italic=True))
    return Prose("bullet", tuple(runs), min(depth, 5))


def _lessons(facts: Facts) -> list[Prose | Grid]:
    found: list[Prose | Grid] = []
    for kind in LessonKind:
        lessons = facts.lessons(kind)
        if lessons:
            found.append(_text(name_of(kind), "heading"))
            found += [_text(lesson, "bullet") for lesson in lessons]
    for runbook in facts.runbooks:
        words = f"{name_of(runbook.state)}: {runbook.title.strip()}"
        found.append(Prose("bullet", _cell(words, runbook.link)))
    return found


def _actions(facts: Facts) -> list[Prose | Grid]:
    heads = ("ID", "Action", "Owner", "Due", "Status", "Ticket")
    return _grid(heads, (_action(facts, action) for action in facts.snapshot.actions))


def _action(facts: Facts, action: ActionItem) -> tuple[Cell, ...]:
    answers = ", ".join(facts.factor_keys[f.id] for f in facts.factors_of(action.id))
    what = _cell(action.text) or (Run("Not written yet"),)
    if answers:
        what = (*what, Run(f"\nAnswers {answers}", italic=True))
    return (
        _cell(action.key, bold=True),
        what,
        _cell(facts.roles.of(action.owner_id)),
        _cell(date_text(action.due) if action.due else ""),
        _cell(name_of(action.status)),
        _cell(action.tracker, action.tracker),
    )


def _questions(facts: Facts) -> list[Prose | Grid]:
    found: list[Prose | Grid] = []
    for question in facts.questions(QuestionState.OPEN):
        found.append(_text(f"{question.text.strip()} (open)", "bullet"))
    for question in facts.questions(QuestionState.ANSWERED):
        found.append(_text(f"{question.text.strip()} {question.answer.strip()}", "bullet"))
    return found


def _evidence(facts: Facts) -> list[Prose | Grid]:
    rows = []
    for number, evidence in enumerate(facts.evidence, 1):
        title = evidence.title.strip() or name_of(evidence.kind)
        runs = [*_cell(title, evidence.link)]
        who = facts.roles.shown(evidence.speaker.strip())
        for text in (f", {who}" if who else "", f"\n{evidence.text}" if evidence.text else ""):
            if text:
                runs.append(Run(printable(text)))
        rows.append((_cell(f"E-{number:02d}", bold=True), tuple(runs)))
    return _grid(("ID", "Source"), rows)
