"""The top of page one: the band with title, tags and facts, the key figures, the contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pmdesk.domain.day_names import date_text
from pmdesk.domain.marks import durations, span_text
from pmdesk.domain.meeting import Attendance, Meeting
from pmdesk.domain.postmortem import ImpactFigure
from pmdesk.domain.terms import ImpactArea, name_of
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import fonts, styles
from pmdesk.exporters.pdf.canvas import Sheet
from pmdesk.exporters.pdf.flow import Part, lines_of
from pmdesk.exporters.pdf.structure import Element
from pmdesk.exporters.pdf.styles import MM, SEVERITIES, Ink, Page, TextStyle
from pmdesk.exporters.pdf.typeset import Line, Look, Span, break_lines, shown
from pmdesk.exporters.standing import PaperStanding

_NUMBER = re.compile(r"^([~<>≈]?\s*[\d.,\u00a0 ]*\d)\s*(.*)$", re.DOTALL)


class Tag(NamedTuple):
    """A small framed word: its text, ink, ground and edge."""

    text: str
    ink: str
    ground: str
    edge: str


def _balanced_title(text: str, room: float) -> tuple[list[Line], TextStyle]:
    """The title in a size at which it takes few lines, its lines about equally long."""
    for size, leading, most in ((28, 32, 3), (22, 26, 4), (16, 20, 6), (11, 14, 12)):
        style = styles.TITLE._replace(size=size, leading=leading)
        lines = lines_of(text, style, room, 15)
        if len(lines) <= most:
            break
    if 1 < len(lines) <= 4:
        for part in range(55, 100, 3):
            tried = lines_of(text, style, room * part / 100)
            if len(tried) == len(lines):
                return tried, style
    return lines[:14], style


class Cover(Part):
    """The warm band over the whole width of page one, with the severity's bar at its top."""

    def __init__(
        self, page: Page, facts: Facts, standing: PaperStanding, edition: str
    ) -> None:
        super().__init__(page)
        self.facts = facts
        self.version = f"{facts.head.key}, {standing.words}"
        self.title, self.title_style = _balanced_title(facts.title, page.measure)
        self.bar, self.tags = _tags(facts, standing, edition)
        self.facts_shown = _four_facts(facts)
        self.columns = _shares(page.measure, len(self.facts_shown))
        self.values = [
            break_lines(
                [Span(text, Look(fonts.SANS_SEMI, Ink.INK))], styles.TABLE.size, width - 12, 4
            )[:4]
            for (_, text), (_, width) in zip(self.facts_shown, self.columns, strict=True)
        ]
        self.tag_rows = _tag_rows(self.tags, page.measure)
        self.tallest = max((len(v) for v in self.values), default=0) * styles.TABLE.leading
        self.height = (
            13.4 * MM + 26 + len(self.title) * self.title_style.leading + 8
            + len(self.tag_rows) * 22 + 8 + 24 + self.tallest + 8
        )  # fmt: skip

    def wrap(self, _width: float, _room: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        sheet, page = self.canv, self.page
        top, side = self.height, page.side
        sheet.box(-side, 0, page.width, top, fill=Ink.BAND)
        sheet.box(-side, top - 5, page.width, 5, fill=self.bar)
        sheet.rule(-side, 0, page.width, Ink.RULE, 0.6)
        small = styles.TABLE._replace(font=fonts.SANS_SEMI, colour=Ink.INK2, size=8.4)
        y = top - 13.4 * MM + 3
        with sheet.reading(Element("P")):
            sheet.words("Postmortem report", 0, y, small)
            sheet.words(self.version, self.width, y, small, align="right")
        y -= 26
        sheet.bookmarkHorizontal("top", 0, top)
        with sheet.reading(Element("H1")):
            y -= sheet.lines(self.title, 0, y, self.title_style) + 10
        for row in self.tag_rows:
            x = 0.0
            for tag in row:
                with sheet.reading(Element("P")):
                    x += _draw_tag(sheet, tag, x, y) + 6
            y -= 22
        y -= 8
        sheet.rule(0, y, self.width, Ink.RULE, 0.6)
        y -= 6
        soft = styles.TABLE_SOFT._replace(size=7.6, colour=Ink.INK3)
        for (x, _), (name, _), lines in zip(
            self.columns, self.facts_shown, self.values, strict=True
        ):
            with sheet.reading(Element("P")):
                sheet.words(name, x, y, soft)
                sheet.lines(lines, x, y - 11.5, styles.TABLE_BOLD)


def _tags(facts: Facts, standing: PaperStanding, edition: str) -> tuple[str, list[Tag]]:
    bar, tags = Ink.INK3, []
    if facts.head.severity is not None:
        bar, ink, ground = SEVERITIES[facts.head.severity.value]
        kind = name_of(facts.head.kind).lower()
        tags.append(Tag(f"{facts.head.severity.value}, {kind}", ink, ground, bar))
    else:
        tags.append(Tag(name_of(facts.head.kind), Ink.INK2, Ink.BAND, Ink.EDGE))
    if standing.signed_at is not None:
        signed = f"Signed off {date_text(facts.clock.day(standing.signed_at))}"
        tags.append(Tag(signed, Ink.OK, Ink.OK_SOFT, Ink.OK_LINE))
    else:
        tags.append(Tag("Draft, not signed off", Ink.WARN, Ink.PAPER, Ink.EDGE))
    tags.append(Tag("Blameless review", Ink.INK2, Ink.BAND, Ink.EDGE))
    tags.append(Tag(edition, Ink.INK2, Ink.BAND, Ink.EDGE))
    return bar, tags


def _tag_width(tag: Tag) -> float:
    return fonts.width_of(tag.text, styles.TAG.font) * styles.TAG.size / 1000 + 14


def _tag_rows(tags: Sequence[Tag], room: float) -> list[list[Tag]]:
    rows: list[list[Tag]] = [[]]
    used = 0.0
    for tag in tags:
        if rows[-1] and used + _tag_width(tag) > room:
            rows.append([])
            used = 0.0
        rows[-1].append(tag)
        used += _tag_width(tag) + 6
    return rows


def _draw_tag(sheet: Sheet, tag: Tag, x: float, top: float) -> float:
    width = _tag_width(tag)
    sheet.box(x, top - 16.5, width, 16.5, fill=tag.ground, edge=tag.edge, thick=0.8, radius=2.5)
    sheet.words(tag.text, x + 7, top - 3.2, styles.TAG._replace(colour=tag.ink))
    return width


def _meeting(facts: Facts) -> str:
    held = [m for m in facts.snapshot.of(Meeting).values() if m.started_at is not None]
    if not held:
        return ""
    first = min(held, key=lambda m: (m.number, m.id))
    assert first.started_at is not None
    text = date_text(facts.clock.day(first.started_at))
    if first.ended_at is not None and first.ended_at > first.started_at:
        text += f", {span_text(first.ended_at - first.started_at)}"
    there = [a for a in facts.snapshot.of(Attendance).values() if a.arrived_at is not None]
    count = len({a.person_id for a in there if a.meeting_id == first.id})
    return f"{text}, {count} people" if count > 1 else text


def _occurred(facts: Facts) -> str:
    if facts.bounds is not None:
        return f"{facts.clock.period(*facts.bounds)} {facts.zone_label}"
    return date_text(facts.head.day) if facts.head.day else ""


def _four_facts(facts: Facts) -> list[tuple[str, str]]:
    head = facts.head
    found = [
        ("Occurred", _occurred(facts)),
        ("Tags", ", ".join(tag for tag in head.tags if tag.strip())),
        ("Review meeting", _meeting(facts)),
        ("Detected by", name_of(head.detection) if head.detection else ""),
        ("Facilitated by", facts.roles.of(head.facilitator_id)),
        ("Incident", ", ".join(head.incident_refs)),
        ("Written by", facts.roles.of(head.author_id)),
    ]
    return [(name, shown(text).strip()) for name, text in found if text.strip()][:4]


def _shares(width: float, count: int) -> list[tuple[float, float]]:
    """Start and width of each fact; the first, with two times in it, gets the most."""
    parts = [0.33, 0.25, 0.24, 0.18][:count] if count != 1 else [1.0]
    found, x = [], 0.0
    for part in parts:
        found.append((x, width * part))
        x += width * part
    return found


class KeyFigures(Part):
    """Up to five figures side by side: what was hit, for how long, how soon it was noticed."""

    def __init__(self, page: Page, facts: Facts) -> None:
        super().__init__(page)
        self.figures = _figures(facts)
        count = max(1, len(self.figures))
        self.share = page.measure / count
        self.values = [self._value(value) for value, _ in self.figures]
        soft = styles.TABLE_SOFT._replace(size=7.8, leading=10.8)
        self.labels = [lines_of(label, soft, self.share - 18, 4) for _, label in self.figures]
        rows = max((len(label) for label in self.labels), default=0)
        self.height = 18 + 29 + rows * soft.leading + 12 if self.figures else 0.0
        self.soft = soft

    def _value(self, text: str) -> Line:
        """Digits large and units small; a value in words takes the size at which it fits."""
        ink = Look(fonts.DISPLAY_SEMI, Ink.INK)
        unit = Look(fonts.SANS_MEDIUM, Ink.INK2, "", 0.42)
        spans = []
        for index, word in enumerate(text.split(" ")):
            match = _NUMBER.match(word)
            if index:
                spans.append(Span(" ", unit))
            if match is None:
                spans.append(Span(word, unit if spans else ink._replace(scale=0.6)))
            else:
                spans.append(Span(match[1], ink))
                if match[2]:
                    spans += [Span(" ", unit), Span(match[2], unit)]
        size = styles.KEY_FIGURE.size
        room = (self.share - 16) * 1000 / size
        line = break_lines(spans, size, 10_000)
        width = line[0].width if line else 0.0
        if width > room:
            scale = max(room / width, 0.3)
            spans = [Span(t, k._replace(scale=k.scale * scale)) for t, k in spans]
            line = break_lines(spans, size, self.share - 14)
        return line[0] if line else Line((), 0.0)

    def wrap(self, _width: float, _room: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        sheet, top = self.canv, self.height - 18
        for index, (value, label) in enumerate(zip(self.values, self.labels, strict=True)):
            x = index * self.share
            if index:
                sheet.setStrokeColor(styles.colour(Ink.RULE))
                sheet.setLineWidth(0.6)
                sheet.line(x, top + 2, x, 10)
                x += 11
            with sheet.reading(Element("P")):
                sheet.lines([value], x, top, styles.KEY_FIGURE)
                sheet.lines(label, x, top - 28, self.soft)


def _measure(figure: ImpactFigure) -> tuple[str, str]:
    label = figure.label.strip() or name_of(figure.area).lower()
    return shown(figure.value).strip(), label


def _figures(facts: Facts) -> list[tuple[str, str]]:
    spans = durations(facts.snapshot)
    times = [
        (spans.impact, "from impact to resolved" if spans.resolve else "from impact to mitigated"),
        (spans.detect, "to detect"),
        (spans.mitigate if spans.resolve else None, "to mitigate"),
    ]
    timed = [(span_text(span), label) for span, label in times if span is not None]
    impact = sorted(
        (f for f in facts.snapshot.impact if f.value.strip() and len(f.value) <= 24),
        key=lambda f: f.area is not ImpactArea.USERS,
    )
    measured = [_measure(figure) for figure in impact]
    found = measured[:1] + timed + measured[1:]
    return found[:5]


class Contents(Part):
    """The sections in three columns with their pages."""

    def __init__(self, page: Page, sections: Sequence[tuple[str, str]]) -> None:
        super().__init__(page)
        self.sections = sections
        self.rows = -(-len(sections) // 3)
        self.height = self.rows * 15.4 + 16

    def wrap(self, _width: float, _room: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        sheet = self.canv
        sheet.rule(0, self.height, self.width, Ink.RULE, 0.6)
        grey = styles.TABLE._replace(colour=Ink.INK3)
        contents = Element("TOC")
        for index, (key, title) in enumerate(self.sections):
            x = (index // self.rows) * self.width / 3
            y = self.height - 7 - (index % self.rows) * 15.4
            entry = Element("TOCI", contents)
            with sheet.reading(entry):
                used = sheet.words(str(index + 1), x, y, grey) + 5
                used += sheet.words(title, x + used, y, styles.TABLE) + 5
            sheet.await_page(key, x + used, y)
            with sheet.reading(entry):
                sheet.link(f"#{key}", (x, y - 13, x + used + 14, y + 1))
