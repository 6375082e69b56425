"""Marked-up text as the plain words that a title, a factor or an action shows."""

from __future__ import annotations

import re

_LINK = re.compile(
    r"!?\[([^\[\]]*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)?)>?\s*\)"
)
_BARE = re.compile(r"<(https?://[^<>\s]+)>")
_BOLD = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|~~)(?=\S)(.{1,400}?)(?<=\S)\1(?!\w)", re.DOTALL)
_STAR = re.compile(r"\*{2,3}|`+")
_INSIDE = re.compile(r"(?<=\w)(?:\*{2,3}|`+|</?\w{1,6}\s*/?>)(?=\w)")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|code|p|br|sup|sub|small)\s*/?>", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_OWN_LINE = re.compile(r"^\s*(?:[-*+•>|#]|\d{1,3}[.)]\s|```|~~~|!\[)")
_SENTENCE = re.compile(r"[.!?。！？](?:[\"'”’)\]]*)(?:\s+|$)|\n")
_WORD = re.compile(r"\w+")
_NOBODY = re.compile(
    r"^\W*(?:tbd|tba|tbc|n/?a|none|nobody|unassigned|unknown|todo|\?+|[-–—]*)\W*$", re.IGNORECASE
)
TITLE_LENGTH = 120


def plain(text: str) -> str:
    """The text without emphasis, tags and link marks; a link's address follows its words."""
    text = _INSIDE.sub(" ", _LINK.sub(_linked, text))
    text = _TAG.sub("", _BARE.sub(r"\1", text))
    for _ in range(3):
        text, count = _BOLD.subn(r"\2", text)
        if not count:
            break
    return _STAR.sub("", text).strip()


def _linked(match: re.Match[str], *, with_address: bool = True) -> str:
    words, address = match[1].strip(), match[2]
    if words and not with_address:
        address = ""
    whole = f"{words} ({address})" if words and address and words != address else words or address
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    # Words that the marks kept apart stay apart.
    return (" " if before.isalnum() else "") + whole + (" " if after.isalnum() else "")


def unwrapped(text: str) -> str:
    """The text with the lines of each paragraph joined; lists, tables and quotes keep theirs."""
    parts: list[str] = []
    for line in text.split("\n"):
        joins = bool(parts) and bool(parts[-1].strip()) and bool(line.strip())
        open_end = joins and (not _OWN_LINE.match(parts[-1]) or _BULLET.match(parts[-1]))
        if open_end and not _OWN_LINE.match(line):
            parts[-1] = f"{parts[-1].rstrip()} {line.strip()}"
        else:
            parts.append(line)
    return "\n".join(parts).strip()


def titled(text: str) -> tuple[str, str]:
    """A title of at most 120 characters, and the text that the title does not say.

    The title ends with its first sentence where one fits; where it has to be cut, the whole
    text is given as well, so that no sentence is torn.
    """
    first, _, rest = unwrapped(text).partition("\n")
    first, links = _without_addresses(_BULLET.sub("", first))
    shown = " ".join(plain(first).split())
    rest = "\n".join(filter(None, (links, rest.strip("\n"))))
    if not shown:
        shown, rest = " ".join(plain(text).split()), ""
    if len(shown) <= TITLE_LENGTH:
        return shown, rest
    ends = [m.end() for m in _SENTENCE.finditer(shown[: TITLE_LENGTH + 1])]
    if ends and ends[-1] >= 24:
        tail = shown[ends[-1] :].strip()
        return shown[: ends[-1]].strip(), f"{tail}\n{rest}".strip("\n")
    return cut(shown), text.strip()


def _without_addresses(line: str) -> tuple[str, str]:
    """A line whose links are only their words, and the addresses that it had, one a line."""
    addresses = [m[2] for m in _LINK.finditer(line) if m[1].strip() and m[2]]
    return _LINK.sub(lambda m: _linked(m, with_address=False), line), "\n".join(addresses)


def cut(text: str, length: int = TITLE_LENGTH) -> str:
    """The text cut at a word, with an ellipsis, where it is longer than ``length``."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    space = head.rfind(" ")
    return (head[:space] if space > length // 2 else head).rstrip(" ,;:-–—") + "…"


def words_in(text: str) -> set[str]:
    """The words of a text in lower case, marks aside."""
    return set(_WORD.findall(text.replace("_", " ").casefold()))


def is_nobody(name: str) -> bool:
    """Whether what stands for an owner names nobody: "TBD", "n/a", a dash."""
    return bool(_NOBODY.match(name))
