"""The Markdown of summaries and narratives as paragraphs of runs, for pages that are not paper."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from markdown_it.token import Token

_SCHEMES = ("http", "https", "mailto")
_LONGEST_LINK = 2000
_DEEPEST = 3


class Run(NamedTuple):
    """Words in one look; ``link`` is an address of the web or mail, or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""


class Prose(NamedTuple):
    """One block: ``kind`` is paragraph, bullet, number, quote, heading or code."""

    kind: str
    runs: tuple[Run, ...]
    depth: int = 0


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False, "maxNesting": 12})
    made.disable(["image", "html_block", "html_inline", "reference"])
    return made.enable("strikethrough")


def web_link(target: str) -> str:
    """The address itself where it leads to the web or to mail, else an empty text."""
    target = target.strip()
    bad = any(char.isspace() or not char.isprintable() for char in target)
    if bad or not target.isascii() or len(target) > _LONGEST_LINK:
        return ""
    try:
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        return ""
    return target if scheme in _SCHEMES else ""


def printable(text: str) -> str:
    """The text without characters that no page may hold; line ends and tabs stay."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c.isprintable() or c in "\n\t" or c in "\u200d\u200b\u00ad")


def prose(text: str) -> list[Prose]:
    """The blocks of a Markdown text; HTML in it is words, images and odd links are too."""
    found: list[Prose] = []
    lists: list[str] = []
    quotes = 0
    heading = False
    for token in _parser().parse(printable(text)):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists.append("bullet" if token.type.startswith("bullet") else "number")
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "heading_open" | "heading_close":
                heading = token.type == "heading_open"
            case "fence" | "code_block":
                found.append(Prose("code", (Run(token.content.rstrip("\n"), code=True),)))
            case "inline":
                kind = lists[-1] if lists else "quote" if quotes else "paragraph"
                kind = "heading" if heading else kind
                depth = min(max(len(lists) - 1, 0), _DEEPEST)
                runs = tuple(_runs(token.children or ()))
                if any(run.text.strip() for run in runs):
                    found.append(Prose(kind, runs, depth))
    return found


def _runs(tokens: list[Token] | tuple[Token, ...]) -> list[Run]:
    found: list[Run] = []
    look = Run("")
    for token in tokens:
        match token.type:
            case "text":
                found.append(look._replace(text=token.content))
            case "code_inline":
                found.append(look._replace(text=token.content, code=True))
            case "softbreak":
                found.append(look._replace(text=" "))
            case "hardbreak":
                found.append(look._replace(text="\n"))
            case "strong_open" | "strong_close":
                look = look._replace(bold=token.type == "strong_open")
            case "em_open" | "em_close":
                look = look._replace(italic=token.type == "em_open")
            case "s_open" | "s_close":
                look = look._replace(struck=token.type == "s_open")
            case "link_open":
                look = look._replace(link=web_link(str(token.attrs.get("href", ""))))
            case "link_close":
                look = look._replace(link="")
            case _:
                if token.content:
                    found.append(look._replace(text=token.content))
    return [run for run in found if run.text]
