"""Contributing factors and whys as a tree, and lessons as lists."""

from __future__ import annotations

import re

from pmdesk.importers.blocks import Item, blocks_of, nested_items
from pmdesk.importers.draft import DraftFactor
from pmdesk.importers.outline import Section

_WHY = re.compile(r"^[\W_]*(\d+\.?\s*)?(why\b|pourquoi\b|なぜ)", re.IGNORECASE)
_DEEPEST = 40


def factors_in(section: Section, use: str) -> tuple[list[DraftFactor], set[int]]:
    """The factors of a section and the lines they use."""
    kind = "trigger" if use == "trigger" else "contributing"
    found: list[DraftFactor] = []
    used: set[int] = set()
    for block in blocks_of(section.lines):
        if block.kind == "list":
            items = _filled(block.items)
            whys = sum(1 for item in items if _WHY.match(item.text))
            if len(items) > 1 and (use == "whys" or whys * 2 > len(items)):
                found.append(_chain(items))
            else:
                found.extend(_node(item, kind, 0) for item in items)
            used.update(line.number for line in block.lines)
        elif (block.kind == "text" and not found and block.text.strip("*_ .…")) or (
            block.kind == "text" and found and use == "trigger"
        ):
            found.append(DraftFactor(text=block.text, kind=kind))
            used.update(line.number for line in block.lines)
    return found, used


def _filled(items: list[Item]) -> list[Item]:
    return [item for item in items if item.full.strip("*_- ")]


def _node(item: Item, kind: str, depth: int) -> DraftFactor:
    if depth >= _DEEPEST:
        return DraftFactor(text=item.full, kind=kind)
    inner, own = nested_items(item)
    children = tuple(_node(child, "why", depth + 1) for child in _filled(inner))
    return DraftFactor(text=own or item.full, kind=kind, children=children)


def _chain(items: list[Item]) -> DraftFactor:
    """A list of whys, each answering the one before, as a chain of at most 40."""
    extra = items[_DEEPEST:]
    node: DraftFactor | None = None
    for at in range(min(len(items), _DEEPEST) - 1, -1, -1):
        own = _node(items[at], "why" if at else "contributing", 0)
        below = (node,) if node else tuple(_node(item, "why", 0) for item in extra)
        node = DraftFactor(text=own.text, kind=own.kind, children=own.children + below)
    assert node is not None
    return node


def lessons_in(section: Section) -> tuple[list[str], set[int]]:
    """The lessons of a section: list items, or paragraphs where there is no list."""
    texts: list[str] = []
    used: set[int] = set()
    blocks = blocks_of(section.lines)
    listed = any(block.kind == "list" for block in blocks)
    for block in blocks:
        if block.kind == "list":
            texts.extend(item.full for item in _filled(block.items))
            used.update(line.number for line in block.lines)
        elif block.kind == "text" and not listed:
            texts.append(block.text)
            used.update(line.number for line in block.lines)
    return texts, used
