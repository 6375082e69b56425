"""A whole HTML page, such as a wiki's export, as Markdown text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_PAGE = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_ITEM_HEAD = re.compile(r"^\s*(?:-|1\.) ")
_HIDDEN = frozenset({"style", "script", "head", "noscript", "template", "svg"})
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "header", "footer", "main", "blockquote", "dl", "dd", "dt",
     "figure", "form", "details", "aside", "nav", "address"}
)  # fmt: skip
_MARKS = {"b": "**", "strong": "**", "em": "_", "i": "_", "code": "`"}


def is_page(text: str) -> bool:
    """Whether a text is a page of HTML rather than text with some tags in it."""
    return bool(_PAGE.match(text[:4000]))


def page_as_markdown(text: str) -> str:
    """The page's words with headings, lists, tables, links and emphasis in Markdown."""
    reader = _PageReader()
    reader.feed(text)
    reader.close()
    return reader.result()


class _PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.line = ""
        self.hidden = 0
        self.title = ""
        self.in_title = False
        self.lists: list[str] = []
        self.cell: list[str] | None = None
        self.row: list[str] = []
        self.ruled = False
        self.pre = 0
        self.link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self.in_title = True
        elif tag in _HIDDEN:
            self.hidden += 1
        elif tag in ("table", "tr", "td", "th"):
            self._open_table(tag)
        elif re.fullmatch(r"h[1-6]", tag):
            self._break()
            self._add(f"{'#' * int(tag[1])} ")
        elif tag == "summary":
            self._break()
            self._add("###### ")
        elif tag in ("ul", "ol"):
            self._break(blank=not self.lists)
            self.lists.append(tag)
        elif tag == "li":
            self._open_item(dict(attrs))
        elif tag == "pre" and self.cell is None:
            self._break()
            self.pre += 1
            self.out.append("```")
        elif tag in _MARKS and not self.pre:
            self._add(_MARKS[tag])
        else:
            self._start_other(tag, dict(attrs))

    def _start_other(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag == "a":
            address = attrs.get("href") or ""
            self.link = address if address.startswith(("http://", "https://")) else ""
            self._add("[" if self.link else "")
        elif tag == "br":
            self._break(blank=False)
        elif tag == "img" and attrs.get("alt"):
            self._add(f" {attrs['alt']} ")
        elif tag in _BLOCKS:
            self._block()

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.in_title = False
        elif tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in ("td", "th") and self.cell is not None:
            self._close_cell()
        elif tag in ("tr", "table"):
            self._close_row()
        elif tag in ("ul", "ol"):
            self._break(blank=len(self.lists) <= 1)
            del self.lists[-1:]
        elif tag == "pre" and self.pre:
            self._break(blank=False)
            self.pre -= 1
            self.out += ["```", ""]
        elif tag in _MARKS and not self.pre:
            self._add(_MARKS[tag])
        elif tag == "a" and self.link:
            self._add(f"]({self.link})")
            self.link = ""
        elif re.fullmatch(r"h[1-6]", tag) or tag == "summary":
            self._break()
        elif tag in _BLOCKS:
            self._block()

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title += data
        elif self.hidden:
            return
        elif self.pre:
            first, *rest = data.split("\n")
            self.line += first
            for part in rest:
                self.out.append(self.line)
                self.line = part
        else:
            self._add(re.sub(r"\s+", " ", data))

    def _add(self, text: str) -> None:
        if self.hidden or not text:
            return
        if self.cell is not None:
            self.cell.append(text)
        elif not self.line:
            self.line = text.lstrip()
        else:
            self.line += text[1:] if self.line.endswith(" ") and text[0] == " " else text

    def _block(self) -> None:
        if self.cell is not None:
            self._add(" ")
        elif self.lists and re.fullmatch(r"\s*(?:-|1\.) (?:\[.\] )?", self.line):
            return
        else:
            self._break(blank=not self.lists)

    def _break(self, *, blank: bool = True) -> None:
        if self.cell is not None:
            self._add(" ")
            return
        if self.line.strip():
            inner = bool(self.lists) and not _ITEM_HEAD.match(self.line)
            self.out.append(f"{'   ' * len(self.lists) if inner else ''}{self.line.rstrip()}")
        self.line = ""
        if blank and self.out and self.out[-1]:
            self.out.append("")

    def _open_item(self, attrs: dict[str, str | None]) -> None:
        self._break(blank=False)
        mark = "1." if self.lists[-1:] == ["ol"] else "-"
        done = "checked" in (attrs.get("class") or "").split()
        box = "[x] " if done else "[ ] " if "data-inline-task-id" in attrs else ""
        indent = "   " * max(0, len(self.lists) - 1)
        self._add(f"{indent}{mark} {box}" if self.cell is None else " ")

    def _open_table(self, tag: str) -> None:
        if tag == "table":
            self._break()
            self.ruled = False
        elif tag == "tr":
            self._close_row()
        else:
            if self.cell is not None:
                self._close_cell()
            self.cell = []

    def _close_cell(self) -> None:
        words = " ".join("".join(self.cell or []).split())
        self.row.append(words.replace("|", "\\|"))
        self.cell = None

    def _close_row(self) -> None:
        if self.cell is not None:
            self._close_cell()
        if self.row:
            self.out.append(f"| {' | '.join(self.row)} |")
            if not self.ruled:
                self.out.append("|" + " --- |" * len(self.row))
                self.ruled = True
        self.row = []

    def result(self) -> str:
        """The text; the page's own title stands on top where no heading says it."""
        self._close_row()
        self._break()
        body = "\n".join(self.out).strip()
        title = " ".join(self.title.split())
        if title and not any(line.startswith("# ") for line in self.out):
            return f"# {title}\n\n{body}\n"
        return f"{body}\n\n{title}\n" if title and title not in body else f"{body}\n"
