"""Title, day, severity and properties from front matter, first headings and label lines."""

from __future__ import annotations

import re
from datetime import date

from pmdesk.importers.days import Setting, day_of
from pmdesk.importers.headings import bare, use_of
from pmdesk.importers.outline import Line, Section
from pmdesk.importers.plain_words import words_in
from pmdesk.importers.stamps import find_day, leading_stamp

_PROPERTY = re.compile(r"^([A-Za-z][\w -]{0,40}):(?:\s+(.*))?$")
_PLACEHOLDER = re.compile(
    r"^(issue name|title|incident title|name|<.*>|\{\{.*\}\})?\s*:?\s*$", re.I
)
_NO_TITLE = re.compile(
    r"^(meta ?data|introduction|preface|status|(table of )?contents|document|details|"
    r"(incident )?(report|post-?mortem|review)|post-?mortem( report)?)$",
    re.IGNORECASE,
)
_TAG_NAMES = frozenset({"tags", "labels", "categories", "systems", "services", "keywords"})
_DAY_LABEL = re.compile(
    r"^[\s>|*_-]*(?:incident |start |event )?(?:date|day|started|start time|日付|datum|fecha|data"
    r"|発生日時?|発生日|日時|tag)"
    r"(?: of (?:the )?(?:incident|event|outage))?\s*[*_]*\s*[:：|]\s*[*_]*\s*(.{4,80})",
    re.IGNORECASE,
)
_SEVERITY_LABEL = re.compile(
    r"^[\s#>|*_-]*(?:incident )?(?:severity|priority|sev|impact level|sévérité|gravité"
    r"|schweregrad|severidad|gravedad|severidade|gravità|priorität|重要度|深刻度)"
    r"(?: level)?\s*[*_]*\s*[:：|]\s*[*_]*\s*(.{1,80})",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"[*_]{0,3}\b(critical|high|major|medium|moderate|low|minor)\b[*_]{0,3}[ -]severity"
    r"|深刻度[はが:：]?\s*[*_「]{0,3}(緊急|高|中|低)",
    re.IGNORECASE,
)
_NOT_SO = re.compile(r"\bno(?:n|ne|t)?[ -]+critical", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:sev|severity|p|s)(?:[\s:#-]|erity|level)*([0-4])\b", re.IGNORECASE)
_WORDS = (
    ("SEV-1", r"critical|catastroph|blocker|highest|緊急|kritisch|critique|crític|致命"),
    ("SEV-2", r"major|high|severe|élevée|hoch|haute|\balt[ao]\b|majeur|grave|高"),
    ("SEV-3", r"moderate|medium|moyenne|partial|mittel|media|中"),
    ("SEV-4", r"minor|low|trivial|informational|faible|低|gering|niedrig|baja|mineur"),
)


def split_front_matter(lines: list[Line]) -> tuple[dict[str, str], list[Line], list[Line]]:
    """Properties, the lines they stand on, and the lines of the document proper."""
    start = next((at for at, line in enumerate(lines) if not line.blank), 0)
    mark = lines[start].text.strip() if lines else ""
    if mark not in ("---", "+++"):
        return {}, [], lines
    for end in range(start + 1, min(len(lines), start + 300)):
        if lines[end].text.strip() == mark:
            block = lines[start + 1 : end]
            found: dict[str, str] = {}
            for line in block:
                match = _PROPERTY.match(line.text.replace(" = ", ": ", 1))
                if match and match[2]:
                    found.setdefault(match[1].lower().strip(), match[2].strip().strip("\"'"))
            return (found, block, lines[end + 1 :]) if found else ({}, [], lines)
    return {}, [], lines


def title_of(properties: dict[str, str], sections: list[Section], name: str) -> tuple[str, int]:
    """The title and the line of its heading (0 when it stands elsewhere)."""
    for at, section in enumerate(sections):
        if section.level != 1:
            continue
        words = re.sub(r"\{#[^}]*\}", "", section.heading).strip(" *_")
        said = re.sub(r"^title\s*:\s*", "", words, flags=re.IGNORECASE)
        if _PLACEHOLDER.match(words) and not said and at + 1 < len(sections):
            return sections[at + 1].heading.strip(" *_"), sections[at + 1].line
        whole = (use_of(words) and len(words.split()) <= 4) or _NO_TITLE.match(words)
        if not _PLACEHOLDER.match(words) and not whole:
            return properties.get("title") or said, section.line
        break
    if properties.get("title"):
        return properties["title"], 0
    stem = re.sub(
        r"(\.html)?\.(md|markdown|qmd|adoc|txt|rst)(\.erb)?$", "", name.rsplit("/", maxsplit=1)[-1]
    )
    return re.sub(r"[-_]+", " ", re.sub(r"^\d{4}-\d{2}-\d{2}[-_]?", "", stem)).strip() or stem, 0


def tags_of(front: list[Line]) -> tuple[str, ...]:
    """The tags that the properties of a document list, on one line or one below the other."""
    found: list[str] = []
    listing = False
    for line in front:
        head = _PROPERTY.match(line.text.replace(" = ", ": ", 1))
        if head:
            listing = head[1].strip().lower() in _TAG_NAMES
            if listing and head[2]:
                found += head[2].strip().strip("[]").split(",")
        elif listing and (item := re.match(r"\s*-\s+(.*)$", line.text)):
            found.append(item[1])
    words = (" ".join(tag.strip(" \"'#").split()) for tag in found)
    return tuple(dict.fromkeys(tag for tag in words if 0 < len(tag) <= 40))[:20]


def labelled_day(lines: list[Line], setting: Setting) -> date | None:
    """The day of a "Date: …" line among the first lines."""
    for line in lines[:60]:
        if found := _DAY_LABEL.match(line.text):
            stamp = leading_stamp(found[1]) or find_day(found[1])
            if stamp and stamp.has_day:
                day = day_of(stamp, setting, None)
                if day:
                    return day
    return None


def labels_said(
    lines: list[Line], day: date | None, severity: str | None
) -> list[tuple[int, str, str]]:
    """Label lines that say no more than the day or the severity: number, text, what it says."""
    found: list[tuple[int, str, str]] = []
    facts = ((_DAY_LABEL, day, "date"), (_SEVERITY_LABEL, severity, "severity"))
    for line in lines[:60]:
        if line.fenced or line.text.lstrip()[:1] in ("|", "#"):
            continue
        for pattern, fact, name in facts:
            match = pattern.match(line.text) if fact else None
            if match and words_in(match[1]) <= words_in(str(fact)):
                found.append((line.number, line.text.strip(" >*_-"), name))
    return found


def day_in(text: str, setting: Setting) -> date | None:
    """The first full day named in a text."""
    stamp = find_day(text)
    return day_of(stamp, setting, None) if stamp else None


def severity_of(lines: list[Line], properties: dict[str, str], title: str) -> str | None:
    """SEV-1 to SEV-4 from a label, a property or the title; None when not stated."""
    stated = properties.get("severity") or properties.get("priority") or ""
    for line in lines[:120]:
        if not stated and (found := _SEVERITY_LABEL.match(line.text)):
            stated = found[1]
    stated = stated or _under_heading(lines)
    if stated:
        return _severity_word(stated)
    found = re.search(r"\bSEV[\s-]?([0-4])\b", title, re.IGNORECASE)
    if found:
        return f"SEV-{max(1, int(found[1]))}"
    said = next((m for line in lines[:120] if (m := _SPOKEN.search(line.text[:400]))), None)
    return _severity_word(said[1] or said[2]) if said else None


def _severity_word(stated: str) -> str | None:
    if found := _LEVEL.search(stated) or re.match(r"\W*([0-4])\b", stated):
        return f"SEV-{max(1, int(found[1]))}"
    low = _NOT_SO.sub("", stated).lower()
    hits = [(m.start(), level) for level, words in _WORDS if (m := re.search(words, low))]
    return min(hits)[1] if hits else None


def _under_heading(lines: list[Line]) -> str:
    """The first words below a heading that is just "Severity"."""
    for at, line in enumerate(lines[:200]):
        if line.text.startswith("#") and bare(line.text) in (
            "severity",
            "severity level",
            "priority",
        ):
            return next((x.text for x in lines[at + 1 : at + 4] if not x.blank), "")[:80]
    return ""
