"""Rows and list items written in HTML, as the Markdown lines they stand for."""

from __future__ import annotations

import re

from pmdesk.importers.outline import Line, mark_fences

_ROW = re.compile(r"^\s*(?:<table[^>]*>)?\s*(?:<t(?:head|body)[^>]*>)?\s*<tr[\s>]", re.IGNORECASE)
_CELL = re.compile(r"<t[dh][^>]*>(.*?)(?=<t[dh][\s>]|</t[dh]>|</tr>|$)", re.IGNORECASE | re.DOTALL)
_ITEM = re.compile(r"^\s*<li[^>]*>(.*?)(?:</li>)?\s*$", re.IGNORECASE)
_SHELL = re.compile(
    r"^\s*(?:</?(?:table|thead|tbody|ul|ol|li|tr)(?:\s[^<>]*)?>\s*)+$", re.IGNORECASE
)
_LONGEST_ROW = 60


def as_markdown(lines: list[Line]) -> list[Line]:
    """The lines with HTML rows and items in Markdown; everything else unchanged."""
    if not any("<tr" in line.text.lower() or "<li" in line.text.lower() for line in lines):
        return lines
    mark_fences(lines)
    result: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.fenced and _ROW.match(line.text):
            row, at = _row(lines, at)
            result.append(row)
        elif not line.fenced and (item := _ITEM.match(line.text)):
            result.append(Line(number=line.number, text=f"- {item[1]}"))
        elif line.fenced or not _SHELL.match(line.text):
            result.append(line)
        else:
            result.append(Line(number=line.number, text=""))
        at += 1
    return result


def _row(lines: list[Line], at: int) -> tuple[Line, int]:
    parts = [lines[at].text]
    end = at
    while (
        "</tr>" not in lines[end].text.lower() and end + 1 < len(lines) and end - at < _LONGEST_ROW
    ):
        end += 1
        parts.append(lines[end].text.strip())
    cells = [cell.strip().replace("|", "\\|") for cell in _CELL.findall(" ".join(parts))]
    if not cells:
        return Line(number=lines[at].number, text=lines[at].text), at
    return Line(number=lines[at].number, text=f"| {' | '.join(cells)} |"), end
