"""A postmortem document in Markdown or plain text as a draft; nothing of it is dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from pmdesk.domain.terms import MarkKind
from pmdesk.importers.blocks import blocks_of
from pmdesk.importers.causes import factors_in, lessons_in
from pmdesk.importers.days import Setting, days_first, order_shown
from pmdesk.importers.decoding import decoded
from pmdesk.importers.dialects import from_dialect
from pmdesk.importers.draft import (
    Draft,
    DraftFactor,
    ImportProblem,
    SectionUse,
)
from pmdesk.importers.entries import Found
from pmdesk.importers.followups import actions_in
from pmdesk.importers.head import labels_said, severity_of, split_front_matter, tags_of, title_of
from pmdesk.importers.headings import is_lesson_kind
from pmdesk.importers.html_page import is_page, page_as_markdown
from pmdesk.importers.html_parts import as_markdown
from pmdesk.importers.incident_day import incident_day
from pmdesk.importers.losses import draft_words, words_lost, words_of
from pmdesk.importers.marks_stated import marks_in_lines
from pmdesk.importers.outline import Line, Section, sections_of
from pmdesk.importers.people_named import people_named
from pmdesk.importers.questions import questions_about
from pmdesk.importers.stamps import leading_stamp
from pmdesk.importers.timeline import entries_in, events_of
from pmdesk.importers.zones import zone_in_heading, zone_in_text

__all__ = ["ImportProblem", "read_document", "words_lost"]

_ERB = re.compile(r"<%=?\s*(.*?)\s*-?%>")


@dataclass(kw_only=True)
class _Reading:
    """What is gathered while a document is read."""

    text: str
    lines: list[Line]
    sections: list[Section]
    properties: dict[str, str]
    front: list[Line]
    title: str
    title_line: int
    setting: Setting
    used: set[int] = field(default_factory=set)
    uses: dict[int, str] = field(default_factory=dict)
    columns: list[tuple[str, str]] = field(default_factory=list)


def read_document(
    data: bytes,
    name: str,
    *,
    date: date | None = None,
    zone: str | None = None,
    day_first: bool | None = None,
) -> Draft:
    """The draft of a file's bytes; `date`, `zone` and `day_first` answer what the text leaves open.

    Times are aware when a zone is stated or given, else naive. Raises ImportProblem.
    """
    source = decoded(data, name)
    text = page_as_markdown(source) if is_page(source) else source
    reading = _opened(text, name, zone, day_first)
    found = _timeline(reading)
    begun = incident_day(
        reading.lines, reading.sections, reading.properties, reading.title, name, found,
        reading.setting, date,
    )  # fmt: skip
    zone_said = _zone_said(reading, found)
    # What the document states wins over what was given: the answer is for what it leaves open.
    setting = replace(reading.setting, day=begun.day, zone=zone_said or zone)
    marks = marks_in_lines(reading.lines, setting)
    setting = replace(setting, start=dict(marks).get(MarkKind.IMPACT_START))
    reading.setting = setting
    reading.used |= found.used
    reading.columns += [(title, "timeline columns") for title in found.columns if title]
    draft = replace(_draft_of(reading, found, name), marks=marks)
    asked = questions_about(
        draft,
        found.entries,
        begun=begun,
        day_first=setting.day_first,
        answered=day_first is not None or order_shown(text) is not None,
    )
    return _with_leftovers(replace(draft, questions=asked), reading.text)


def _draft_of(reading: _Reading, found: Found, name: str) -> Draft:
    """Every part of a document but its marks and questions."""
    draft = Draft(
        name=name.rsplit("/", maxsplit=1)[-1],
        title=reading.title,
        date=reading.setting.day,
        severity=severity_of(reading.lines, reading.properties, reading.title),
        zone=reading.setting.zone,
        timeline=events_of(found.entries, reading.setting),
        tags=tags_of(reading.front),
        people=people_named(reading.lines),
    )
    for line, label, used_as in labels_said(reading.lines, draft.date, draft.severity):
        reading.used.add(line)
        reading.columns.append((label, used_as))
    draft = _with_parts(draft, reading)
    return replace(draft, narrative=_narrative(reading), sections=_section_uses(reading))


def _opened(text: str, name: str, zone: str | None, day_first: bool | None) -> _Reading:
    lines = [Line(number=n, text=t) for n, t in enumerate(text.split("\n"), start=1)]
    properties, front, body = split_front_matter(lines)
    body = [Line(number=x.number, text=_ERB.sub(r"\1", x.text)) for x in body]
    sections = sections_of(as_markdown(from_dialect(body)))
    title, title_line = title_of(properties, sections, name)
    return _Reading(
        text=text, lines=body, sections=sections, properties=properties, front=front,
        title=title, title_line=title_line,
        setting=Setting(zone=zone, day_first=days_first(text) if day_first is None else day_first),
    )  # fmt: skip


def _timeline(reading: _Reading) -> Found:
    """The entries of the sections called a timeline, else of the likeliest other section."""
    named = [s for s in reading.sections if s.use == "timeline"]
    found = entries_in(named)
    if found.real and not found.timed:
        tried = entries_in(named, trailing=True)
        found = tried if tried.timed * 2 >= len(tried.real) else found
    for section in named:
        reading.uses[section.line] = "timeline"
    if found.real:
        return found
    return _likeliest(reading)


def _likeliest(reading: _Reading) -> Found:
    best, where = Found(), list[Section]()
    for at, section in enumerate(reading.sections):
        if section.use in ("actions", "well", "badly", "lucky"):
            continue
        group = [section, *_days_below(reading.sections, at)]
        for trailing in (False, True):
            tried = entries_in(group, trailing=trailing)
            if tried.timed > max(1, best.timed) and tried.timed * 2 >= len(tried.real):
                best, where = tried, group
    for section in where:
        reading.uses[section.line] = "timeline"
    return best


def _days_below(sections: list[Section], at: int) -> list[Section]:
    """The sections right below one when their headings all name days."""
    below: list[Section] = []
    for section in sections[at + 1 :]:
        if section.level <= sections[at].level:
            break
        below.append(section)
    stamps = [leading_stamp(s.heading) for s in below]
    return below if all(s and s.has_day for s in stamps) else []


def _zone_said(reading: _Reading, found: Found) -> str | None:
    named = [s for s in reading.sections if reading.uses.get(s.line) == "timeline"]
    for section in named:
        intro = "\n".join(x.text for x in section.lines if x.number not in found.used)
        for stated in (zone_in_heading(section.heading), zone_in_text(intro)):
            if stated:
                return stated
    days = [e.stamp.zone for e in found.entries if e.day_only and e.stamp and e.stamp.zone]
    if days:
        return days[0]
    zones = [e.stamp.zone for e in found.real if e.stamp and e.stamp.clock]
    known = [z for z in zones if z]
    if known and (zones[0] or len(known) * 2 >= len(zones)):
        return known[0]
    return zone_in_text("\n".join(line.text for line in reading.lines))


def _with_parts(draft: Draft, reading: _Reading) -> Draft:
    factors: list[DraftFactor] = []
    lessons: dict[str, list[str]] = {"well": [], "badly": [], "lucky": []}
    texts: dict[str, list[str]] = {"summary": [], "detection": []}
    impact: list[tuple[str, str]] = []
    acting = [s for s in reading.sections if s.use == "actions" and s.line not in reading.uses]
    taken = actions_in(acting, reading.setting)
    actions, used = taken.actions, taken.used
    reading.used |= used
    reading.columns += [(title, "action columns") for title in taken.columns if title]
    for section in reading.sections:
        use = section.use
        if use is None or section.line == reading.title_line or section.line in reading.uses:
            continue
        lines: set[int] = set()
        if is_lesson_kind(use):
            more, lines = lessons_in(section)
            lessons[use].extend(more)
        elif use in ("factors", "whys", "trigger"):
            nodes, lines = factors_in(section, use)
            factors.extend(nodes)
        elif use == "impact":
            more_impact, lines = _impact(section)
            impact.extend(more_impact)
        elif use in texts and section.own_use == use:
            body = "\n".join(x.text for x in section.lines).strip()
            if body:
                texts[use].append(body)
            lines = {x.number for x in section.lines}
        elif use == "actions":
            lines = used & {x.number for x in section.lines}
        reading.used |= lines
        if lines:
            reading.uses[section.line] = use
    return replace(
        draft, actions=tuple(actions), factors=tuple(factors), impact=tuple(impact),
        lessons={kind: tuple(kept) for kind, kept in lessons.items()},
        summary="\n\n".join(texts["summary"]), detection="\n\n".join(texts["detection"]),
    )  # fmt: skip


def _impact(section: Section) -> tuple[list[tuple[str, str]], set[int]]:
    rows: list[tuple[str, str]] = []
    used: set[int] = set()
    for block in blocks_of(section.lines):
        if block.kind == "list":
            texts = [item.full for item in block.items]
        elif block.kind == "text":
            texts = [block.text]
        else:
            continue
        for text in texts:
            pair = re.match(r"^[*_]*([^:：*_|\n\d(]{2,40}?)[*_]*[:：]\s*[*_]*\s*(\S[\s\S]*)$", text)
            if pair and not pair[2].startswith("//"):
                rows.append((pair[1].strip(), pair[2].strip()))
            elif text.strip():
                rows.append(("Impact", text))
        used.update(line.number for line in block.lines)
    return rows, used


def _narrative(reading: _Reading) -> str:
    """What no other field took, each stretch under its heading."""
    parts: list[str] = []
    waiting: list[Section] = []
    for section in reading.sections:
        left = [
            x for x in section.lines if x.number not in reading.used or section.line == x.number
        ]
        if section.line in reading.used:
            continue
        body = "\n".join(x.text for x in left).strip("\n")
        waiting = [s for s in waiting if s.level < section.level]
        waiting.append(section)
        if not body.strip() or (section.label and reading.uses.get(section.line)):
            continue
        for holder in waiting:
            if holder.heading and holder.line != reading.title_line:
                parts.append(f"{'#' * min(6, max(2, holder.level))} {holder.heading}")
        waiting = []
        parts.append(re.sub(r"\n{3,}", "\n\n", body))
        reading.uses.setdefault(section.line, "narrative")
    kept = [x.text for x in reading.front if not re.match(r"title\s*[:=]", x.text, re.IGNORECASE)]
    if any(text.strip() for text in kept):
        parts.append("## Document properties\n\n" + "\n".join(f"    {text}" for text in kept))
    return "\n\n".join(parts)


def _section_uses(reading: _Reading) -> tuple[SectionUse, ...]:
    uses = []
    for section in reading.sections:
        if not section.heading:
            continue
        if section.line == reading.title_line:
            used_as = "title"
        elif section.line in reading.used and section.use == "timeline":
            used_as = "timeline"
        else:
            used_as = reading.uses.get(section.line, "heading")
        uses.append(SectionUse(heading=section.heading, used_as=used_as))
    uses += [SectionUse(heading=title, used_as=used_as) for title, used_as in reading.columns]
    return tuple(uses)


def _with_leftovers(draft: Draft, source: str) -> Draft:
    """Lines with a word that is nowhere in the draft are kept as text at the end."""
    kept = draft_words(draft)
    left = [line for line in source.split("\n") if any(word not in kept for word in words_of(line))]
    if not left:
        return draft
    body = "## Also in the document\n\n" + "\n".join(left)
    return replace(draft, narrative=f"{draft.narrative}\n\n{body}".strip())
