"""A postmortem as Markdown for a wiki or a repository, in a form that can be imported again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pmdesk.domain.analysis import Factor
from pmdesk.domain.marks import span_text
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import LessonKind, Precision, QuestionState, StopReason, name_of
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.exporters.facts import Facts

_SPECIAL = re.compile(r"([\\`*\[\]|~]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_]))")
_LEADING = re.compile(r"^(\s*)([#>+\-=]|\d{1,9}(?=[.)]))")
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?=\s)")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)")
_CODE_OR_TAG = re.compile(r"(`+)[^`]*\1(?!`)|<(?=[A-Za-z/!?])(?!(?:https?|mailto):)")
_PRECISION = {
    Precision.ABOUT: "about ",
    Precision.BEFORE: "before ",
    Precision.AFTER: "after ",
}
_LESSONS = {
    LessonKind.WELL: "What went well",
    LessonKind.BADLY: "What went badly",
    LessonKind.LUCKY: "Where we got lucky",
}


def _one_line(text: str) -> str:
    """A user's plain text as one line of Markdown that shows exactly its characters."""
    words = " ".join(text.split())
    escaped = _SPECIAL.sub(r"\\\1", words)
    match = _LEADING.match(escaped)
    if match is None:
        return escaped
    end = match.end()
    if match[2].isdigit():
        return f"{escaped[:end]}\\{escaped[end:]}"
    return f"{match[1]}\\{escaped[match.end(1) :]}"


def _tag_as_words(found: re.Match[str]) -> str:
    return "\\<" if found[0] == "<" else found[0]


def _demoted(text: str) -> str:
    """A Markdown text whose headings stand below those of the sections.

    Its HTML becomes words, as everywhere in pmdesk, and code that was left open is closed: the
    sections after it stay sections.
    """
    lines, fence = [], ""
    for line in text.strip().splitlines():
        match = _FENCE.match(line)
        if fence:
            closes = match and match[1].startswith(fence) and not match[2].strip()
            fence = "" if closes else fence
            lines.append(line)
            continue
        if match and not (match[1][0] == "`" and "`" in match[2]):
            fence = match[1]
            lines.append(line)
            continue
        lowered = _HEADING.sub(lambda found: ("##" + found[1])[:6], line)
        lines.append(_CODE_OR_TAG.sub(_tag_as_words, lowered))
    return "\n".join([*lines, fence] if fence else lines)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += [f"| {' | '.join(cell or ' ' for cell in row)} |" for row in rows]
    return lines


def _head(facts: Facts) -> list[str]:
    head = facts.head
    day = facts.clock.day(facts.bounds[0]) if facts.bounds else head.day
    fields = [
        ("Key", head.key),
        ("Date", day.isoformat() if day else ""),
        ("Severity", head.severity.value if head.severity else ""),
        ("Status", name_of(head.phase)),
        ("Time zone", head.zone),
        ("Detected by", name_of(head.detection) if head.detection else ""),
        ("Tags", ", ".join(head.tags)),
        ("Incident", ", ".join(head.incident_refs)),
        ("Facilitator", facts.roles.of(head.facilitator_id)),
        ("Author", facts.roles.of(head.author_id)),
    ]
    lines = [f"# {_one_line(facts.title)}", ""]
    return lines + [f"- **{name}:** {_one_line(text)}" for name, text in fields if text.strip()]


def _impact(facts: Facts) -> list[str]:
    lines = []
    for figure in facts.snapshot.impact:
        text = " ".join(t for t in (figure.value.strip(), figure.label.strip()) if t)
        if figure.evidence.strip():
            text += f" ({figure.evidence.strip()})"
        if text:
            lines.append(f"- **{name_of(figure.area)}:** {_one_line(text)}")
    if facts.bounds is not None and facts.bounds[1] > facts.bounds[0]:
        start, end = facts.bounds
        period = (
            f"{facts.clock.iso_minute(start)} to {facts.clock.iso_minute(end)} {facts.zone_label}"
        )
        lines.append(f"- **Duration:** {span_text(end - start)}, {period}")
    return lines


def _when(facts: Facts, event: TimelineEvent) -> str:
    if event.at is None:
        return _one_line(event.written)
    text = _PRECISION.get(event.precision, "") + facts.clock.iso_minute(event.at)
    if event.end is not None and event.end != event.at:
        same = facts.clock.day(event.end) == facts.clock.day(event.at)
        end = facts.clock.time(event.end) if same else facts.clock.iso_minute(event.end)
        text += f" to {end}"
    return text


def _event(facts: Facts, event: TimelineEvent) -> Sequence[str]:
    title, text = event.title.strip(), event.text.strip()
    if title and text:
        title += "" if title[-1] in ".!?:…" else "."
    words = " ".join(part for part in (title, text) if part)
    who = facts.roles.shown(event.actor.strip())
    keys = ", ".join(facts.evidence_keys(event.id))
    lane = facts.lane_of(event).name
    return (
        _when(facts, event),
        _one_line(lane),
        name_of(event.kind),
        _one_line(words),
        _one_line(who),
        keys,
    )


def _timeline(facts: Facts) -> list[str]:
    if not facts.events:
        return []
    time = f"Time ({_one_line(facts.head.zone)})"
    heads = (time, "Lane", "Kind", "What happened", "Who", "Evidence")
    return _table(heads, [_event(facts, event) for event in facts.events])


def _factor(facts: Facts, depth: int, factor: Factor) -> str:
    text = _one_line(factor.text) or "Not written yet"
    notes = [action.key for action in facts.actions_of(factor.id)]
    if factor.stop is not None and factor.stop is not StopReason.ACTIONABLE:
        note = factor.stop_note.strip()
        notes.append(f"{name_of(factor.stop)}{': ' + _one_line(note) if note else ''}")
    return f"{'  ' * depth}- {text}" + (f" ({'; '.join(notes)})" if notes else "")


def _actions(facts: Facts) -> list[str]:
    rows = []
    for action in facts.snapshot.actions:
        rows.append((
            action.key,
            _one_line(action.text),
            _one_line(facts.roles.of(action.owner_id)),
            action.due.isoformat() if action.due else "",
            name_of(action.status),
            name_of(action.type) if action.type else "",
            _one_line(action.tracker),
        ))  # fmt: skip
    heads = ("ID", "Action", "Owner", "Due", "Status", "Type", "Ticket")
    return _table(heads, rows) if rows else []


def _lessons(facts: Facts) -> list[str]:
    lines: list[str] = []
    for kind, name in _LESSONS.items():
        found = facts.lessons(kind)
        if found:
            lines += ["", f"### {name}", "", *(f"- {_one_line(text)}" for text in found)]
    return lines[1:]


def _questions(facts: Facts) -> list[str]:
    lines = [f"- {_one_line(q.text)}" for q in facts.questions(QuestionState.OPEN)]
    for question in facts.questions(QuestionState.ANSWERED):
        lines.append(f"- {_one_line(question.text)} Answer: {_one_line(question.answer)}")
    return lines


def _evidence(facts: Facts) -> list[str]:
    return [_evidence_line(facts, n, evidence) for n, evidence in enumerate(facts.evidence, 1)]


def _evidence_line(facts: Facts, number: int, evidence: Evidence) -> str:
    parts = [evidence.title, facts.roles.shown(evidence.speaker), evidence.text, evidence.link]
    text = ", ".join(_one_line(part) for part in parts if part.strip())
    return f"- **E-{number:02d}:** {text or name_of(evidence.kind)}"


def _runbooks(facts: Facts) -> list[str]:
    lines = []
    for runbook in facts.runbooks:
        parts = [_one_line(t) for t in (runbook.title, runbook.link) if t.strip()]
        lines.append(f"- **{name_of(runbook.state)}:** {', '.join(parts)}")
    return lines


def render_markdown(snapshot: Snapshot) -> str:
    """The postmortem as CommonMark with tables; persons stand by their roles.

    Times are in the incident's zone, which the head of the timeline names.
    """
    facts = Facts(snapshot)
    sections = [
        ("Summary", [_demoted(facts.head.summary)] if facts.head.summary.strip() else []),
        ("Impact", _impact(facts)),
        ("Narrative", [_demoted(facts.head.narrative)] if facts.head.narrative.strip() else []),
        ("Timeline", _timeline(facts)),
        ("Contributing factors", [_factor(facts, d, f) for d, f in facts.factors()]),
        ("Lessons learned", _lessons(facts)),
        ("Runbooks", _runbooks(facts)),
        ("Action items", _actions(facts)),
        ("Open questions", _questions(facts)),
        ("Evidence", _evidence(facts)),
    ]
    lines = _head(facts)
    for title, body in sections:
        if body:
            lines += ["", f"## {title}", "", *body]
    return "\n".join(lines) + "\n"
