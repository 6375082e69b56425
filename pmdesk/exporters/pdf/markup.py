"""The Markdown of summaries and narratives as blocks of spans; no HTML, no images, safe links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pmdesk.exporters.pdf import fonts
from pmdesk.exporters.pdf.styles import Ink, TextStyle
from pmdesk.exporters.pdf.typeset import Look, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

_SCHEMES = ("http", "https", "mailto")
_DEEPEST = 3
_LONGEST_LINK = 2000


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or block of code; ``depth`` is how far it stands in."""

    spans: tuple[Span, ...]
    kind: str = "paragraph"
    depth: int = 0
    marker: str = ""


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False, "maxNesting": 12})
    made.disable(["image", "html_block", "html_inline", "reference"])
    return made.enable("strikethrough")


def safe_link(target: str) -> str:
    """The address itself where it leads to the web or to mail, else an empty text."""
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return ""
    bad = any(char.isspace() or not char.isprintable() for char in target.strip())
    if bad or not target.isascii() or len(target) > _LONGEST_LINK:
        return ""
    if parts.scheme.lower() not in _SCHEMES:
        return ""
    return target.strip()


def _host(target: str) -> str:
    parts = urlsplit(target)
    return parts.hostname or parts.path


class _Walker:
    """Collects blocks while going through the tokens of a text."""

    def __init__(self, style: TextStyle) -> None:
        self.style = style
        self.blocks: list[Block] = []
        self.lists: list[int | None] = []
        self.quotes = 0
        self.marker = ""
        self.heading = False

    def walk(self, tokens: list[Token]) -> list[Block]:
        """The blocks of all tokens; an unknown token gives its text."""
        for token in tokens:
            self._take(token)
        return self.blocks

    def _take(self, token: Token) -> None:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            first = int(token.attrs.get("start", 1)) if kind.startswith("ordered") else None
            self.lists.append(first)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif kind == "list_item_open":
            self._start_item()
        elif kind in ("blockquote_open", "blockquote_close"):
            self.quotes += 1 if kind.endswith("open") else -1
        elif kind in ("heading_open", "heading_close"):
            self.heading = kind.endswith("open")
        elif kind == "inline":
            self._paragraph(self._spans(token.children or []))
        elif kind in ("fence", "code_block"):
            self._code(token.content)
        elif token.content:
            self._paragraph((Span(token.content, self._look()),))

    def _start_item(self) -> None:
        number = self.lists[-1]
        self.marker = "•"
        if number is not None:
            self.marker = f"{number}."
            self.lists[-1] = number + 1

    def _paragraph(self, spans: tuple[Span, ...]) -> None:
        kind = "heading" if self.heading else "quote" if self.quotes else "paragraph"
        self._add(Block(spans, kind))

    def _code(self, content: str) -> None:
        for line in content.splitlines() or [""]:
            self._add(Block((Span(line.expandtabs(4), Look(fonts.MONO, Ink.INK2)),), "code"))

    def _add(self, block: Block) -> None:
        depth = min(len(self.lists), _DEEPEST) + min(self.quotes, 1)
        self.blocks.append(replace(block, depth=depth, marker=self.marker))
        self.marker = ""

    def _look(self) -> Look:
        if self.heading:
            return Look(fonts.SANS_SEMI, Ink.INK)
        return Look(self.style.font, Ink.INK2 if self.quotes else self.style.colour)

    def _spans(self, tokens: list[Token]) -> tuple[Span, ...]:
        base = self._look()
        looks = [base]
        links: list[str] = []
        found: list[Span] = []
        for token in tokens:
            kind, now = token.type, looks[-1]
            if kind == "link_open":
                links.append(safe_link(str(token.attrs.get("href", ""))))
                ink = Ink.ACCENT if links[-1] else now.colour
                looks.append(now._replace(link=links[-1], colour=ink))
            elif kind == "link_close":
                looks.pop()
                self._say_host(found, links.pop(), looks[-1])
            elif kind.endswith("_open"):
                looks.append(_changed(now, kind))
            elif kind.endswith("_close"):
                looks.pop()
            elif kind == "code_inline":
                found.append(Span(token.content, now._replace(font=fonts.MONO, scale=0.86)))
            else:
                found.append(Span(token.content or " ", now))
        return tuple(found)

    def _say_host(self, found: list[Span], target: str, look: Look) -> None:
        host = _host(target) if target else ""
        if host and not (found and host in found[-1].text):
            found.append(Span(f" ({host})", look._replace(colour=Ink.INK3)))


def _changed(look: Look, kind: str) -> Look:
    if kind == "strong_open":
        return look._replace(font=fonts.BOLD_OF.get(look.font, look.font))
    if kind == "em_open":
        return look._replace(font=fonts.ITALIC_OF.get(look.font, look.font))
    if kind == "s_open":
        return look._replace(struck=True, colour=Ink.INK3)
    return look


def blocks_of(text: str, style: TextStyle) -> list[Block]:
    """The blocks of a Markdown text, in its order; text that is no Markdown is a paragraph."""
    if not text.strip():
        return []
    return _Walker(style).walk(_parser().parse(text))
