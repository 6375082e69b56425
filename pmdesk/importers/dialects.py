"""Headings, lists and tables of other markups (wikis, RST, AsciiDoc) as Markdown lines."""

from __future__ import annotations

import re
from collections.abc import Callable

from pmdesk.importers.outline import Line, mark_fences

_JIRA_HEAD = re.compile(r"^\s*h([1-6])\.\s+(.*)$")
_JIRA_ROW = re.compile(r"^\s*\|\|.*\|\|\s*$")
_JIRA_LIST = re.compile(r"^\s*([*#-]+)\s+(.*)$")
_JIRA_MARKS = re.compile(
    r"\{(?:color|panel|info|note|tip|warning|quote|anchor)(?::[^}\n]{0,200})?\}"
)
_JIRA_LINK = re.compile(r"\[([^|\]\n]{1,300})\|([^|\]\s]{1,600})\]")
_JIRA_FENCE = re.compile(r"^\s*\{(?:code|noformat)(?::[^}\n]*)?\}\s*$")
_WIKI_HEAD = re.compile(r"^(={1,6})\s*([^=\s].*?)\s*\1\s*$")
_WIKI_LIST = re.compile(r"^([*#:]+)\s*(.*)$")
_WIKI_BOLD = re.compile(r"'''(.+?)'''")
_ADOC_HEAD = re.compile(r"^={1,6}\s+\S")
_ADOC_ITEM = re.compile(r"^\s*(\.{1,5})\s+(\S.*)$")
_ADOC_DEEP = re.compile(r"^\s*(\*{2,5})\s+(\S.*)$")
_RST_RULE = re.compile(r"^([~^\"'+`#*.:_])\1{2,}\s*$")
_RST_FIELD = re.compile(r"^:(?=\d)")


def from_dialect(lines: list[Line]) -> list[Line]:
    """The lines in Markdown, their numbers kept; Markdown itself comes back unchanged."""
    mark_fences(lines)
    texts = [line.text for line in lines if not line.fenced]
    if any(re.match(r" {0,3}#{1,6}\s+\S", text) for text in texts) and not any(
        _JIRA_HEAD.match(text) for text in texts
    ):
        return lines
    if any(_JIRA_HEAD.match(text) for text in texts):
        return _each(_jira_fences(lines), _jira)
    if any(text.startswith("==") and _WIKI_HEAD.match(text) for text in texts):
        return _each(_wiki_tables(lines), _wiki)
    if any(_ADOC_HEAD.match(text) for text in texts):
        return _each(lines, _adoc)
    return _each(_rst(lines), lambda text: _RST_FIELD.sub("", text))


def _each(lines: list[Line], turned: Callable[[str], str]) -> list[Line]:
    return [
        line if line.fenced else Line(number=line.number, text=turned(line.text)) for line in lines
    ]


def _jira_fences(lines: list[Line]) -> list[Line]:
    turned = []
    for line in lines:
        fence = _JIRA_FENCE.match(line.text)
        turned.append(Line(number=line.number, text="```") if fence else line)
    mark_fences(turned)
    return turned


def _jira(text: str) -> str:
    if head := _JIRA_HEAD.match(text):
        return f"{'#' * int(head[1])} {head[2]}"
    text = _JIRA_LINK.sub(r"[\1](\2)", _JIRA_MARKS.sub("", text))
    if _JIRA_ROW.match(text):
        return text.replace("||", "|")
    return _nested(text, _JIRA_LIST)


def _nested(text: str, pattern: re.Pattern[str]) -> str:
    """A list item whose depth is told by how many marks it has."""
    found = pattern.match(text)
    if not found or (found[1][0] == "-" and len(found[1]) > 1):
        return text
    mark = "1." if found[1][-1] in "#." else "-"
    return f"{'   ' * (len(found[1]) - 1)}{mark} {found[2]}"


def _wiki(text: str) -> str:
    if head := _WIKI_HEAD.match(text):
        return f"{'#' * len(head[1])} {head[2]}"
    return _WIKI_BOLD.sub(r"**\1**", _nested(text, _WIKI_LIST))


def _wiki_tables(lines: list[Line]) -> list[Line]:
    """Tables of MediaWiki, whose cells may stand on lines of their own, as rows."""
    turned: list[Line] = []
    cells: list[str] = []
    inside = False
    for line in lines:
        text = line.text.strip()
        if line.fenced or (not inside and not text.startswith("{|")):
            turned.append(line)
            continue
        if text.startswith(("{|", "|}", "|-", "|+")):
            if cells:
                turned.append(Line(number=line.number, text=f"| {' | '.join(cells)} |"))
            kept = text.lstrip("{|+-}").strip() if text.startswith("|+") else ""
            turned += [Line(number=line.number, text=kept)] if kept else []
            cells, inside = [], not text.startswith("|}")
        elif text[:1] in ("|", "!"):
            cells += [cell.strip() for cell in re.split(r"\|\||!!", text[1:])]
        elif cells:
            cells[-1] = f"{cells[-1]} {text}".strip()
    if cells:
        turned.append(Line(number=lines[-1].number, text=f"| {' | '.join(cells)} |"))
    return turned


def _adoc(text: str) -> str:
    if text.startswith("="):
        return text
    return _nested(_nested(text, _ADOC_ITEM), _ADOC_DEEP)


def _rst(lines: list[Line]) -> list[Line]:
    """Headings underlined with other marks than = and -, as RST has them."""
    turned: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        under = lines[at + 1].text if at + 1 < len(lines) else ""
        alone = at == 0 or lines[at - 1].blank
        head = (
            alone
            and not line.fenced
            and 2 <= len(line.text.strip()) <= 120
            and line.text[:1] not in "#>|-*+ "
            and _RST_RULE.match(under)
            and abs(len(under.strip()) - len(line.text.strip())) <= 4
        )
        if head:
            turned.append(Line(number=line.number, text=f"### {line.text.strip()}"))
            turned.append(Line(number=lines[at + 1].number, text=""))
            at += 2
            continue
        turned.append(line)
        at += 1
    return turned
