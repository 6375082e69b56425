"""The list items, tables, paragraphs and fences of a section."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pmdesk.importers.outline import ITEM, Line

_RULE = re.compile(r"^\s*\|?\s*:?-{1,}:?\s*(\|\s*:?-{1,}:?\s*)*\|?\s*$")
_CELLS = re.compile(r"(?<!\\)\|")


@dataclass(kw_only=True)
class Item:
    """A list item; `body` are its lines below the first, as written."""

    indent: int
    marker: str
    text: str
    line: int
    body: list[Line] = field(default_factory=list)

    @property
    def full(self) -> str:
        """The item's words with what is nested in it."""
        return "\n".join([self.text, *(line.text for line in self.body)]).strip()


@dataclass(kw_only=True)
class Block:
    """One of: list (items), table (rows of cells, first the titles), text, fence."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    ruled: bool = False

    @property
    def text(self) -> str:
        """The block as written."""
        return "\n".join(line.text for line in self.lines).strip()


def blocks_of(lines: list[Line]) -> list[Block]:
    """The blocks of some lines, in order; every line that is not blank is in one."""
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.blank:
            at += 1
        elif line.fenced:
            at = _fence(blocks, lines, at)
        elif ITEM.match(line.text) and not _ruler(line.text):
            at = _list(blocks, lines, at)
        elif _is_table(lines, at):
            at = _table(blocks, lines, at)
        else:
            at = _paragraph(blocks, lines, at)
    return blocks


def _fence(blocks: list[Block], lines: list[Line], at: int) -> int:
    block = Block(kind="fence")
    while at < len(lines) and lines[at].fenced:
        block.lines.append(lines[at])
        at += 1
    blocks.append(block)
    return at


def _ruler(text: str) -> bool:
    return len(text.strip()) >= 3 and not text.strip().strip("-*_ ")


def _is_table(lines: list[Line], at: int) -> bool:
    if "|" not in lines[at].text:
        return False
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    if _RULE.match(following) and "-" in following and "|" in following + lines[at].text:
        return True
    return lines[at].text.lstrip().startswith("|") and lines[at].text.count("|") >= 3


def _cells(text: str) -> list[str]:
    text = text.strip()
    text = text.removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _CELLS.split(text)]


def _table(blocks: list[Block], lines: list[Line], at: int) -> int:
    block = Block(kind="table")
    while at < len(lines) and not lines[at].blank and "|" in lines[at].text:
        block.lines.append(lines[at])
        if _RULE.match(lines[at].text) and "-" in lines[at].text:
            block.ruled = block.ruled or len(block.lines) == 2
        else:
            block.rows.append((lines[at].number, _cells(lines[at].text)))
        at += 1
    blocks.append(block)
    return at


def _paragraph(blocks: list[Block], lines: list[Line], at: int) -> int:
    block = Block(kind="text")
    while at < len(lines) and not lines[at].blank and not lines[at].fenced:
        if block.lines and ((ITEM.match(lines[at].text) and _starts_list(lines[at].text))
                            or _is_table(lines, at)):  # fmt: skip
            break
        block.lines.append(lines[at])
        at += 1
    blocks.append(block)
    return at


def _starts_list(text: str) -> bool:
    found = ITEM.match(text)
    return bool(found and len(found[1]) <= 3 and not _ruler(text))


def _list(blocks: list[Block], lines: list[Line], at: int) -> int:
    block = Block(kind="list")
    base = len(lines[at].text) - len(lines[at].text.lstrip())
    blank = False
    while at < len(lines):
        line = lines[at]
        found = None if line.fenced else ITEM.match(line.text)
        if line.blank:
            blank = True
        elif found and len(found[1]) <= base + 1 and not _ruler(line.text):
            base = min(base, len(found[1]))
            block.items.append(
                Item(indent=len(found[1]), marker=found[2], text=found[3], line=line.number)
            )
            blank = False
        elif (
            (blank and not line.fenced and len(line.text) - len(line.text.lstrip()) <= base)
            or (blank and line.fenced and not line.text.startswith(" " * (base + 1)))
            or not block.items
        ):
            break
        else:
            block.items[-1].body.append(line)
            blank = False
        if not line.blank:
            block.lines.append(line)
        at += 1
    blocks.append(block)
    return at


def nested_items(item: Item) -> tuple[list[Item], str]:
    """The items nested in an item, and the rest of its words."""
    own: list[str] = [item.text]
    inner: list[Item] = []
    for block in blocks_of(item.body):
        if block.kind == "list":
            inner.extend(block.items)
        elif inner:
            inner[-1].body.extend(block.lines)
        else:
            own.append(block.text)
    return inner, "\n".join(own).strip()
