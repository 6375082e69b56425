"""What the pages are filled with: text that splits over pages, heads in the label column, boxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from reportlab.platypus import CondPageBreak, Flowable

from pmdesk.exporters.pdf import fonts, styles
from pmdesk.exporters.pdf.canvas import Sheet
from pmdesk.exporters.pdf.markup import Block
from pmdesk.exporters.pdf.structure import Element
from pmdesk.exporters.pdf.styles import Ink, Page, TextStyle
from pmdesk.exporters.pdf.typeset import Line, Look, Span, break_lines


class Part(Flowable):  # type: ignore[misc]
    """A flowable of the report; ``page`` gives it its columns."""

    canv: Sheet

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.width = page.measure
        self.height = 0.0

    def lead(self) -> float:
        """How much of it should stand on the page of the heading above it."""
        return self.height

    def at_page_top(self, room: float) -> bool:
        """Whether so much room means an empty page."""
        return room >= self.page.room - 1


class Gap(Part):
    """Room between two things; none at the top of a page."""

    def __init__(self, page: Page, height: float) -> None:
        super().__init__(page)
        self.wanted = height

    def wrap(self, _width: float, room: float) -> tuple[float, float]:
        self.height = 0.0 if self.at_page_top(room) else min(self.wanted, room)
        return self.width, self.height

    def draw(self) -> None:
        """Nothing: room is left empty."""


class Text(Part):
    """Lines of one size in the text column (or the full width), split between lines.

    ``marker`` stands to the left of the first line (a bullet, a number).
    """

    def __init__(
        self,
        page: Page,
        rows: Sequence[Line],
        style: TextStyle,
        *,
        left: float | None = None,
        after: float = 0.0,
        marker: str = "",
        element: Element | None = None,
    ) -> None:
        super().__init__(page)
        self.rows, self.style, self.after, self.marker = rows, style, after, marker
        # The halves of a split paragraph are one paragraph to a reader.
        self.element = element or Element("H3" if style is styles.SUBHEADING else "P")
        self.left = page.label if left is None else left
        self.height = len(rows) * style.leading + after

    def lead(self) -> float:
        return min(self.height, 3 * self.style.leading)

    def wrap(self, _width: float, _room: float) -> tuple[float, float]:
        return self.width, self.height

    def split(self, _width: float, room: float) -> list[Flowable]:
        fits = int(room // self.style.leading)
        if fits >= len(self.rows):
            # Only the gap after the text does not fit: the text stays.
            return [self._piece(self.rows, 0.0, self.marker)]
        if len(self.rows) > 3:  # no line of a paragraph stands alone
            fits = min(fits, len(self.rows) - 2)
        if fits < 2 and not self.at_page_top(room):
            return []
        fits = max(fits, 1)
        return [
            self._piece(self.rows[:fits], 0.0, self.marker),
            self._piece(self.rows[fits:], self.after, ""),
        ]

    def _piece(self, rows: Sequence[Line], after: float, marker: str) -> Text:
        return Text(
            self.page,
            rows,
            self.style,
            left=self.left,
            after=after,
            marker=marker,
            element=self.element,
        )

    def draw(self) -> None:
        with self.canv.reading(self.element):
            if self.marker:
                style = self.style._replace(colour=Ink.INK3)
                self.canv.words(self.marker, self.left - 12, self.height, style)
            self.canv.lines(self.rows, self.left, self.height, self.style)


class Head(Part):
    """A section's rule, number and title in the label column, beside its first paragraph."""

    def __init__(
        self, page: Page, number: int, title: str, key: str, first: Text | None = None
    ) -> None:
        super().__init__(page)
        self.number, self.title, self.key, self.first = number, title, key, first
        look = Look(fonts.SANS_SEMI, Ink.INK)
        self.names = break_lines([Span(title, look)], styles.HEADING.size, page.label - 20)
        self.over = 11.0
        self.own = len(self.names) * styles.HEADING.leading + 4.0

    def _measure(self) -> float:
        beside = self.first.height if self.first else 0.0
        return self.over + max(self.own, beside)

    def wrap(self, _width: float, _room: float) -> tuple[float, float]:
        self.height = self._measure()
        return self.width, self.height

    def split(self, width: float, room: float) -> list[Flowable]:
        if self.first is None:
            return []
        parts = self.first.split(width, room - self.over)
        if len(parts) < 1:
            return []
        top = Head(self.page, self.number, self.title, self.key, parts[0])
        if top._measure() > room:
            return []
        return [top, *parts[1:]]

    def draw(self) -> None:
        sheet, top = self.canv, self.height
        sheet.place(self.key, f"{self.number} {self.title}", top + 4)
        sheet.rule(0, top, self.width, Ink.INK, 0.8)
        grey = styles.HEADING._replace(colour=Ink.INK3)
        indent = 5.0 + fonts.width_of(str(self.number), grey.font) * grey.size / 1000
        with sheet.reading(Element("H2")):
            sheet.words(str(self.number), 0, top - self.over, grey)
            sheet.lines(self.names, indent, top - self.over, styles.HEADING)
        if self.first is not None:
            self.first.canv = sheet
            sheet.saveState()
            sheet.translate(0, top - self.over - self.first.height)
            self.first.draw()
            sheet.restoreState()


class Subhead(Part):
    """A small heading inside a section, at the left margin, kept with what follows."""

    def __init__(self, page: Page, title: str, key: str = "", left: float = 0.0) -> None:
        super().__init__(page)
        self.title, self.key, self.left, self.height = title, key, left, 18.0

    def wrap(self, _width: float, _room: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        if self.key:
            self.canv.place(self.key, self.title, self.height, level=1)
        with self.canv.reading(Element("H3")):
            self.canv.words(self.title, self.left, self.height - 2, styles.SUBHEADING, self.width)


def subhead(page: Page, title: str, key: str) -> list[Flowable]:
    """A small heading with the room above it, on the page of what follows."""
    return [Gap(page, 12), CondPageBreak(90), Subhead(page, title, key)]


def lines_of(text: str, style: TextStyle, width: float, most: int = 1_000_000) -> list[Line]:
    """A user's text in one look, at most so many lines of it."""
    look = Look(style.font, style.colour)
    return break_lines([Span(text, look)], style.size, width, most)[:most]


def paragraph(page: Page, text: str, style: TextStyle = styles.PROSE, after: float = 8.0) -> Text:
    """A plain paragraph in the text column."""
    return Text(page, lines_of(text, style, page.text), style, after=after)


def texts(page: Page, blocks: Iterable[Block], style: TextStyle = styles.PROSE) -> list[Text]:
    """Markdown blocks as paragraphs of the text column."""
    found: list[Text] = []
    blocks = list(blocks)
    for block, following in zip_longest(blocks, blocks[1:]):
        own, after = style, 7.0
        if block.kind == "code":
            own = styles.CODE
            after = 0.0 if following is not None and following.kind == "code" else 8.0
        elif block.kind == "heading":
            own, after = styles.SUBHEADING, 3.0
        elif block.marker:
            after = 4.0
        if following is not None and following.kind == "heading":
            after += 5.0
        indent = 15.0 * block.depth
        rows = break_lines(block.spans, own.size, page.text - indent)
        if rows:
            left = page.label + indent
            found.append(Text(page, rows, own, left=left, after=after, marker=block.marker))
    return found


def section(
    page: Page, number: int, title: str, key: str, body: Sequence[Flowable]
) -> list[Flowable]:
    """A section with its head, which never stands at the foot of a page alone."""
    first = body[0] if body and isinstance(body[0], Text) else None
    rest = body[1:] if first is not None else body
    head = Head(page, number, title, key, first)
    need = 90.0
    gap = sum(part.wanted for part in rest[:1] if isinstance(part, Gap))
    shown = next((part for part in rest[:2] if not isinstance(part, Gap)), None)
    if isinstance(shown, Part):
        wanted = head.wrap(0, 0)[1] + gap + shown.lead() + 4
        # What fills a page anyway may as well begin on this one.
        need = max(need, wanted) if wanted < page.room else need
    return [Gap(page, 10), CondPageBreak(need), head, *rest]
