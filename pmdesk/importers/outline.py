"""A document as sections of blocks, read line by line so that no line can be lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pmdesk.importers.headings import use_of
from pmdesk.importers.stamps import leading_stamp

ATX = re.compile(r"^ {0,3}(#{1,6})(?:\s+(.*?))?\s*#*\s*$")
_ADOC = re.compile(r"^(={1,6})\s+(\S.*?)\s*=*$")
_SETEXT = re.compile(r"^ {0,3}(=+|-{3,})\s*$")
FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
ITEM = re.compile(r"^(\s*)([-*+•–—‣◦]|\d{1,3}[.)](?!\d)|[a-h]\))(?:\s+|$)(.*)$")
LABEL = re.compile(
    r"^\s{0,3}(?:\*\*|__)\s*(?P<label>[^*_]{2,120}?)\s*(?P<c>[:：]?)\s*(?:\*\*|__)\s*(?P<c2>[:：]?)\s*(?P<rest>.*)$"
)
_BULLET_LABEL = re.compile(r"^[-*+]\s+(?:\*\*|__)([^*]{2,80}?):?\s*(?:\*\*|__)\s*:?\s*(.*)$")
_PLAIN_LABEL = re.compile(r"^(?P<label>[^\W\d][\w '/&().-]{2,60})[:：]\s*$")
_HTML_HEAD = re.compile(r"^\s*<h([1-6])[^>]*>(.*?)</h\1>\s*$", re.IGNORECASE)
_SUMMARY = re.compile(
    r"^\s*(?:<details[^>]*>\s*)?<summary[^>]*>(.{1,200}?)</summary>\s*$", re.IGNORECASE
)
_SPOKEN = re.compile(r"^(?P<label>[^\W\d][\w '/&-]{2,40})[:：]\s+(?P<rest>\S.*)$")
LABEL_LEVEL = 7


@dataclass(kw_only=True)
class Line:
    """A line of the source; `number` counts from 1."""

    number: int
    text: str
    fenced: bool = False

    @property
    def blank(self) -> bool:
        """Whether only white space stands on it."""
        return not self.text.strip()


@dataclass(kw_only=True)
class Section:
    """A heading with the lines up to the next heading."""

    heading: str
    level: int
    line: int
    lines: list[Line] = field(default_factory=list)
    use: str | None = None
    own_use: str | None = None
    path: tuple[str, ...] = ()
    label: bool = False
    used: bool = False


def sections_of(lines: list[Line]) -> list[Section]:
    """The document's sections in order; the first holds what stands before any heading."""
    mark_fences(lines)
    lines = _bullets_as_headings(lines)
    if not any(not line.fenced and _marked(lines, at) for at, line in enumerate(lines)):
        lines = _plain_headings(lines)
    sections = [Section(heading="", level=0, line=1)]
    skip = False
    for at, line in enumerate(lines):
        if skip:
            skip = False
            continue
        head = None if line.fenced else _heading(lines, at)
        if head is None:
            sections[-1].lines.append(line)
            continue
        level, text, rest, skip = head
        section = Section(heading=text, level=level, line=line.number, label=level >= LABEL_LEVEL)
        if rest:
            section.lines.append(Line(number=line.number, text=rest))
        sections.append(section)
    _classify(sections)
    return sections


def mark_fences(lines: list[Line]) -> None:
    """Mark what stands inside code fences; an unclosed fence is no fence."""
    at = 0
    while at < len(lines):
        found = FENCE.match(lines[at].text)
        if found:
            close = _fence_end(lines, at, found[1])
            for line in lines[at : close + 1]:
                line.fenced = True
            at = close
        at += 1


def _fence_end(lines: list[Line], at: int, mark: str) -> int:
    for end in range(at + 1, min(len(lines), at + 2000)):
        text = lines[end].text.strip()
        if text.startswith(mark) and not text.strip(mark[0]):
            return end
    return at


def _marked(lines: list[Line], at: int) -> bool:
    text = lines[at].text
    return bool(ATX.match(text) or _HTML_HEAD.match(text) or _ADOC.match(text)) or _underlined(
        lines, at
    )


def _plain_headings(lines: list[Line]) -> list[Line]:
    """A document without any mark of headings: lines that stand alone and name a part are some.

    The very first line, standing alone, is the title.
    """
    result: list[Line] = []
    titled = False
    for at, line in enumerate(lines):
        text = line.text.strip()
        before = at == 0 or lines[at - 1].blank
        after = at + 1 >= len(lines) or lines[at + 1].blank
        if line.fenced or not text or not before or ITEM.match(line.text):
            titled = titled or bool(text)
            result.append(line)
        elif not titled and after and len(text) <= 120 and not _SPOKEN.match(text):
            result.append(Line(number=line.number, text=f"# {text}"))
        elif (
            len(text.split()) <= 5
            and text[:1].isupper()
            and text[-1] not in ".,;!"
            and not leading_stamp(text)
            and use_of(text)
        ):
            result.append(Line(number=line.number, text=f"## {text.rstrip(':')}"))
        elif (said := _SPOKEN.match(text)) and len(said["label"].split()) <= 3:
            known = use_of(said["label"]) is not None
            result.append(
                Line(number=line.number, text=f"**{said['label']}:** {said['rest']}")
                if known
                else line
            )
        else:
            result.append(line)
        titled = True
    return result


def _heading(lines: list[Line], at: int) -> tuple[int, str, str, bool] | None:
    text = lines[at].text
    if found := ATX.match(text):
        return len(found[1]), (found[2] or "").strip(), "", False
    if found := (_HTML_HEAD.match(text)):
        return int(found[1]), re.sub(r"<[^>]*>", "", found[2]).strip(), "", False
    if found := _SUMMARY.match(text):
        return 6, re.sub(r"<[^>]*>", "", found[1]).strip(), "", False
    if found := _ADOC.match(text):
        return len(found[1]), found[2], "", False
    if _underlined(lines, at):
        return (1 if lines[at + 1].text.strip()[0] == "=" else 2), text.strip(), "", True
    return _label(lines, at)


def _underlined(lines: list[Line], at: int) -> bool:
    text = lines[at].text
    if at + 1 >= len(lines) or not text.strip() or ITEM.match(text) or "|" in text:
        return False
    if at and not lines[at - 1].blank:
        return False
    under = _SETEXT.match(lines[at + 1].text)
    return bool(under) and len(text.strip()) <= 200


def _label(lines: list[Line], at: int) -> tuple[int, str, str, bool] | None:
    text = lines[at].text
    if found := LABEL.match(text):
        label, rest = found["label"].strip(), found["rest"].strip()
        if leading_stamp(label):
            return None
        colon = found["c"] or found["c2"]
        if use_of(label) and (colon or not rest) and len(label) <= 80:
            return LABEL_LEVEL, label, rest, False
        return None
    alone = at == 0 or lines[at - 1].blank
    if alone and (found := _PLAIN_LABEL.match(text)) and use_of(found["label"]):
        words = len(found["label"].split())
        if words <= 5:
            return LABEL_LEVEL, found["label"].strip(), "", False
    listed = at + 1 < len(lines) and ITEM.match(lines[at + 1].text)
    if alone and listed and len(text.split()) <= 3 and text[:1].isupper() and use_of(text):
        return LABEL_LEVEL, text.strip(), "", False
    return None


def _bullets_as_headings(lines: list[Line]) -> list[Line]:
    """Top-level items that are bold section names become headings; what is nested moves out."""
    labels = [m[1] for x in lines if not x.fenced and (m := _BULLET_LABEL.match(x.text))]
    known = [label for label in labels if len(label.split()) <= 4 and use_of(label)]
    if len(known) < 2 or len(known) * 3 < len(labels):
        return lines
    result: list[Line] = []
    inside = False
    for line in lines:
        found = None if line.fenced else _BULLET_LABEL.match(line.text)
        if found and not leading_stamp(found[1]):
            result.append(Line(number=line.number, text=f"###### {found[1].strip()}"))
            if found[2].strip():
                result.append(Line(number=line.number, text=found[2]))
            inside = True
            continue
        if ATX.match(line.text) or (inside and ITEM.match(line.text) and line.text[0] != " "):
            inside = inside and not ATX.match(line.text)
        if inside and line.text.startswith("  "):
            result.append(Line(number=line.number, text=line.text[2:], fenced=line.fenced))
        else:
            result.append(line)
    return result


def _classify(sections: list[Section]) -> None:
    """Give every section its own use or that of the heading it stands under."""
    stack: list[Section] = []
    clocked = False
    for section in sections:
        section.own_use = use_of(section.heading) if section.heading else None
        stamp = leading_stamp(section.heading)
        timed = bool(stamp and stamp.clock)
        holder = next((s for s in reversed(stack) if s.use == "timeline"), None)
        if timed and (holder or clocked) and stack:
            clocked = True
            section.use = "timeline"
            section.own_use = None
            section.level = max(section.level, (holder.level + 1) if holder else 3)
        elif (stamp and stamp.has_day) or (holder and _tells_times(section)):
            # A part of the timeline ("Detection", "Day two"), whatever its words announce.
            section.own_use = section.own_use if not holder else None
        while stack and stack[-1].level >= section.level:
            stack.pop()
        if section.use is None:
            section.use = section.own_use or _inherited(stack)
        if section.level == 1 and len(sections) > 1 and sections[1] is section and not timed:
            section.use = section.own_use if _short(section.heading) else None
        section.path = tuple(s.heading for s in stack)
        if section.heading:
            stack.append(section)


def _tells_times(section: Section) -> bool:
    """Whether most items of a section, or its first line, begin with a time of day."""
    items = [m[3] for x in section.lines if (m := ITEM.match(x.text)) and not m[1]]
    stamps = [leading_stamp(text) for text in items]
    hits = sum(1 for stamp in stamps if stamp and stamp.clock)
    return hits > 0 and hits * 2 >= len(items)


def _short(heading: str) -> bool:
    return len(heading.split()) <= 4


def _inherited(stack: list[Section]) -> str | None:
    for section in reversed(stack):
        if section.use:
            return section.use if section.use not in ("summary", "detection") else None
    return None
