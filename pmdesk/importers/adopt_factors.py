"""The contributing factors and whys of a draft as records."""

from __future__ import annotations

import re

from pmdesk.domain.analysis import Factor
from pmdesk.domain.ids import fresh_id
from pmdesk.domain.terms import FactorKind
from pmdesk.importers.draft import DraftFactor
from pmdesk.importers.plain_words import cut, plain, titled, unwrapped

_LONGEST = 280
_DEEPEST = 200
_HUMAN = re.compile(
    r"\b(?:human|operator|user|pilot|manual) error\b|\berreur humaine\b"
    r"|\bmenschliches versagen\b|\berror humano\b|人的ミス|ヒューマンエラー",
    re.IGNORECASE,
)
HUMAN_ERROR = "human error"


def factor_records(roots: tuple[DraftFactor, ...], pm_id: str) -> tuple[list[Factor], str]:
    """The tree, parents first, and the text of factors that are too long for a node.

    A long paragraph gives the factor its first sentence and stays whole in the text.
    "Human error" is taken as the document says it, and is the category it stands under.
    """
    records: list[Factor] = []
    prose: list[str] = []
    waiting: list[tuple[DraftFactor, str | None, float, int]] = [
        (node, None, float(at), 0) for at, node in reversed(list(enumerate(roots, start=1)))
    ]
    while waiting:
        node, parent, position, depth = waiting.pop()
        words = unwrapped(plain(node.text))
        shown = words
        if len(words) > _LONGEST or words.count("\n") > 3:
            prose.append(node.text.strip())
            shown = _first_words(node.text)
        factor = Factor(
            id=fresh_id(),
            pm_id=pm_id,
            parent_id=parent,
            position=position,
            text=shown,
            kind=next((k for k in FactorKind if k.value == node.kind), FactorKind.CONTRIBUTING),
            category=_category(node),
        )
        records.append(factor)
        below = parent if depth >= _DEEPEST else factor.id
        children = [(c, below, float(at), depth + 1) for at, c in enumerate(node.children, start=1)]
        waiting.extend(reversed(children))
    joined = "\n\n".join(prose)
    return records, f"## Contributing factors\n\n{joined}" if prose else ""


def _first_words(text: str) -> str:
    title, _ = titled(text)
    return title or cut(plain(text), _LONGEST)


def _category(node: DraftFactor) -> str:
    if node.category:
        return node.category
    return HUMAN_ERROR if _HUMAN.search(node.text[:400]) else ""


def human_errors(roots: tuple[DraftFactor, ...]) -> int:
    """How many factors say "human error"; the importer's report flags them."""
    count = 0
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        count += _category(node).casefold() == HUMAN_ERROR
        waiting.extend(node.children)
    return count
