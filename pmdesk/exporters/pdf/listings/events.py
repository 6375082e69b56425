"""The table of every event, and the table of the evidence."""

from __future__ import annotations

from functools import partial

from pmdesk.domain.day_names import date_text
from pmdesk.domain.postmortem import Attachment
from pmdesk.domain.terms import EventKind, HypothesisState, name_of
from pmdesk.domain.timeline import DecisionCard, Evidence, TimelineEvent
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import fonts, styles
from pmdesk.exporters.pdf.drawings.glyphs import lane_sign
from pmdesk.exporters.pdf.drawings.timeline_figure import lane_ink
from pmdesk.exporters.pdf.markup import safe_link
from pmdesk.exporters.pdf.styles import Ink, Page
from pmdesk.exporters.pdf.tables import Para, Row, Rows, Sign, Source, columns, para, table
from pmdesk.exporters.pdf.typeset import Look, Span

_BOLD = Look(fonts.SANS_SEMI, Ink.INK)
_PLAIN = Look(fonts.SANS, Ink.INK)
_SOFT = Look(fonts.SANS, Ink.INK2)
_CARD_FIELDS = (
    ("cues", "Cues"),
    ("belief", "Belief"),
    ("goal", "Goal"),
    ("options", "Options"),
    ("pressure", "Pressure"),
    ("normal", "Normal work"),
)


class _EventRows:
    """Makes the row of an event, or the band of a new day, when its page comes."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.entries: list[TimelineEvent | str] = []
        days = [facts.clock.day(e.at) if e.at else None for e in facts.events]
        several = len({day for day in days if day}) > 1
        last: object = ""
        for event, day in zip(facts.events, days, strict=True):
            if day != last and (several or not day):
                self.entries.append(date_text(day) if day else "Time not known")
            last = day
            self.entries.append(event)
        precise = any(e.at is not None and e.at.second for e in facts.events)
        self._time = styles.TABLE_BOLD._replace(size=7.4) if precise else styles.TABLE_BOLD
        self._lanes = {lane.id: _lane_para(facts, lane.id) for lane in facts.lanes.values()}

    def make(self, index: int) -> Row:
        """The row at an index."""
        entry = self.entries[index]
        if isinstance(entry, str):
            return Row([[para(entry, styles.TABLE_BOLD)]], band=True)
        time, more = self.facts.clock.event(entry)
        when = [para(time, self._time)]
        if more:
            when.append(para(more, styles.TABLE_SOFT._replace(size=self._time.size)))
        keys = self.facts.evidence_keys(entry.id)
        spans: list[Span] = []
        for position, key in enumerate(keys):
            spans.append(Span(", " if position else "", _SOFT))
            spans.append(Span(key, _SOFT._replace(link=f"#{key}")))
        evidence = [Para(tuple(spans), styles.TABLE_SOFT)] if keys else []
        return Row((when, [self._lanes[entry.lane_id]], _what(self.facts, entry), evidence))


def _lane_para(facts: Facts, lane_id: str) -> Para:
    lane = facts.lanes[lane_id]
    ink = lane_ink(lane.colour)
    style = styles.TABLE._replace(font=fonts.SANS_MEDIUM, colour=ink.text)
    sign: Sign = partial(_draw_lane, lane.shape.value, ink.fill)
    look = Look(style.font, style.colour)
    return Para((Span(lane.name, look),), style, 12.0, 0.0, sign)


def _draw_lane(shape: str, ink: str, sheet: object, x: float, y: float) -> None:
    lane_sign(sheet, shape, x, y, 7.0, ink)  # type: ignore[arg-type]


def _what(facts: Facts, event: TimelineEvent) -> list[Para]:
    title, text = event.title.strip(), event.text.strip()
    spans: list[Span] = []
    if title:
        stop = "" if title[-1] in ".!?:…" or not text else "."
        spans.append(Span(title + stop, _BOLD if text else _PLAIN))
    paragraphs = [part for part in text.split("\n") if part.strip()]
    if paragraphs:
        spans.append(Span((" " if title else "") + paragraphs[0], _PLAIN))
    found = [Para(tuple(spans), styles.TABLE)] if spans else []
    found += [para(part) for part in paragraphs[1:]]
    note = _note(facts, event)
    if note:
        found.append(para(note, styles.TABLE_SOFT))
    card = facts.cards.get(event.id)
    if card is not None:
        found += _card(card)
    return found


def _note(facts: Facts, event: TimelineEvent) -> str:
    parts = []
    if event.kind is EventKind.HYPOTHESIS and event.hypothesis is not None:
        state = event.hypothesis
        text = f"Hypothesis, {name_of(state).lower()}"
        later = facts.snapshot.events.get(event.revised_by or "")
        if state is HypothesisState.REVISED and later is not None and later.at is not None:
            text += f" at {facts.clock.time(later.at)}"
        parts.append(text)
    elif event.kind is not EventKind.OBSERVATION:
        parts.append(name_of(event.kind))
    if event.actor.strip():
        parts.append(facts.roles.shown(event.actor.strip()))
    if event.at is None and event.written.strip():
        parts.append(f"Time as written: {event.written.strip()}")
    return " · ".join(parts)


def _card(card: DecisionCard) -> list[Para]:
    found: list[Para] = []
    for field, name in _CARD_FIELDS:
        text = str(getattr(card, field)).strip()
        if text:
            spans = (Span(f"{name}: ", Look(fonts.SANS_MEDIUM, Ink.INK2)), Span(text, _SOFT))
            found.append(Para(spans, styles.TABLE_SOFT, 8.0, 0.0 if found else 3.0))
    return found


def event_rows(page: Page, facts: Facts) -> Rows:
    """Every event with its time, lane, words and evidence."""
    made = _EventRows(facts)
    evidence = 66.0 if facts.evidence else 0.0
    shape = columns(
        (0, 37, facts.zone_label),
        (38, page.label - 40, "Lane"),
        (page.label, page.text - evidence - 8, "What happened"),
        (page.measure - evidence, evidence, "Evidence" if evidence else ""),
    )
    return Rows(page, Source(len(made.entries), made.make, shape))


def evidence_rows(page: Page, facts: Facts) -> Rows:
    """Every piece of evidence with its source, time and fingerprint."""
    files = facts.snapshot.of(Attachment)
    rows = []
    for number, evidence in enumerate(facts.evidence, 1):
        key = f"E-{number:02d}"
        event = facts.snapshot.events.get(evidence.event_id)
        at = evidence.at or (event.at if event else None)
        saved = files.get(evidence.attachment_id or "")
        mark = " ".join(saved.sha256[i : i + 4] for i in (0, 4, 8)) if saved else ""
        when = f"{facts.clock.moment(at)}" if at else ""
        cells = (
            [para(key, styles.TABLE_BOLD)],
            _source(facts, evidence, saved),
            [para(when, styles.TABLE_SOFT)],
            [para(mark, styles.CODE._replace(leading=11.6))] if mark else [],
        )
        rows.append(Row(cells, key=key))
    has_marks = any(row.cells[3] for row in rows)
    source = page.text - (170 if has_marks else 100)
    shape = columns(
        (0, page.label - 8, "ID"),
        (page.label, source - 12, "Source"),
        (page.label + source, 96, "Time"),
        (page.measure - 72, 72, "Fingerprint" if has_marks else ""),
    )
    return table(page, shape, rows)


def _source(facts: Facts, evidence: Evidence, saved: Attachment | None) -> list[Para]:
    name = evidence.title.strip() or (saved.name if saved else "") or name_of(evidence.kind)
    spans = [Span(name, _PLAIN)]
    if evidence.speaker.strip():
        speaker = facts.roles.shown(evidence.speaker.strip())
        spans.append(Span(f", {speaker}", _SOFT))
    found = [Para(tuple(spans), styles.TABLE)]
    quoted = styles.CODE._replace(leading=10.6, colour=Ink.INK2)
    lines = [line for line in evidence.text.split("\n") if line.strip()]
    found += [para(line, quoted) for line in lines]
    if evidence.link.strip():
        target = safe_link(evidence.link)
        style = styles.TABLE_SOFT._replace(size=7.4, leading=10.6)
        ink = Ink.ACCENT if target else Ink.INK2
        span = Span(evidence.link.strip(), Look(style.font, ink, target))
        found.append(Para((span,), style))
    return found
