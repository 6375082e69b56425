"""The sheet that everything is drawn on: lines of text, links, outline, and page x of y."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from pmdesk.exporters.pdf import fonts, styles
from pmdesk.exporters.pdf.archive import LinkElement, LinkNote, declare
from pmdesk.exporters.pdf.structure import Element, Structure, decorated
from pmdesk.exporters.pdf.styles import Page, TextStyle, colour
from pmdesk.exporters.pdf.typeset import Line, Look, Span, break_lines, one_line, shown
from pmdesk.exporters.pdf.writing import set_words

# Archives allow strings of 32,767 bytes; nobody reads a title that long.
_LONGEST_PROPERTY = 2000
rl_config.useA85 = 0  # plain streams: a fifth smaller


class _Stamp:
    """The time that the file says it was made, in UTC."""

    def __init__(self, at: datetime) -> None:
        at = at.astimezone(UTC)
        self.t = at.timestamp()
        self.YMDhms = (at.year, at.month, at.day, at.hour, at.minute, at.second)
        self.dhh = self.dmm = 0
        self.tzname = "UTC"
        self.lt = at.timetuple()
        self.datetime = at
        self.asctime = at.ctime()


class Sheet(Canvas):  # type: ignore[misc]
    """A canvas that speaks the report's own text.

    Positions are in points from the lower left corner. ``places`` collects the page of each
    section as it is reached; numbers that are known only at the end are drawn by ``finish``.
    """

    def __init__(self, stream: BytesIO, page: Page, now: datetime) -> None:
        fonts.font(fonts.SANS)
        super().__init__(
            stream,
            pagesize=(page.width, page.height),
            pageCompression=1,
            invariant=1,
            initialFontName=fonts.SANS,
            lang="en",
            pdfVersion=(1, 7),
        )
        self.sheet_page = page
        self.made_at = now
        self.places: dict[str, int] = {}
        self.awaited: list[tuple[str, str, float, float]] = []
        self.pages = 0
        self._doc._timeStamp = _Stamp(now)
        # The file's id would otherwise start from a time that the environment may set.
        start = str(self._doc._timeStamp.t).encode()
        self._doc.signature = hashlib.md5(start, usedforsecurity=False)
        self.structure = Structure()
        self.element: Element | None = None
        self.inside_figure = False
        self.setViewerPreference("DisplayDocTitle", "true")
        self.addPageLabel(0, style="ARABIC", start=1)
        self.showOutline()

    # Structure

    @contextmanager
    def reading(self, element: Element) -> Iterator[None]:
        """What is written meanwhile belongs to the element; outside, words are decoration."""
        before, self.element = self.element, element
        try:
            yield
        finally:
            self.element = before

    @contextmanager
    def figure(self, element: Element, width: float, height: float) -> Iterator[None]:
        """What is drawn meanwhile is one figure, up from here."""
        x, y = self.absolutePosition(0, 0)
        element.box = (x, y, x + width, y + height)
        self._code.append(self.structure.mark(element, self.getPageNumber()))
        self.inside_figure = True
        try:
            yield
        finally:
            self.inside_figure = False
            self._code.append("EMC")

    def showPage(self) -> None:
        self._code: list[str] = decorated(self._code)
        super().showPage()

    # Text

    def lines(
        self, rows: Sequence[Line], x: float, top: float, style: TextStyle, align: str = "left"
    ) -> float:
        """Draw lines downwards from ``top``; gives the height they take."""
        baseline = top - _ascent(style)
        marked = self.element is not None and not self.inside_figure and bool(rows)
        if marked and self.element is not None:
            self._code.append(self.structure.mark(self.element, self.getPageNumber()))
        text = self.beginText()
        current: tuple[str, float, str] = ("", 0.0, "")
        for index, line in enumerate(rows):
            y = baseline - index * style.leading
            text.setTextOrigin(_start(line, x, style, align), y)
            last = len(line.pieces) - 1
            for position, piece in enumerate(line.pieces):
                wanted = (piece.font, piece.look.scale, piece.look.colour)
                if current != wanted:
                    if current[:2] != wanted[:2]:
                        fonts.font(piece.font)
                        text.setFont(piece.font, style.size * piece.look.scale)
                    if current[2] != wanted[2]:
                        text.setFillColor(colour(piece.look.colour))
                    current = wanted
                # Without the space readers that gather words would join the last of a line to
                # the next one's first. Not by textOut: it measures again what is known.
                words = piece.text + " " if position == last else piece.text
                text._code.append(set_words(text, words, self._doc))
        self.drawText(text)
        if marked:
            self._code.append("EMC")
        if all(not p.look.link and not p.look.struck for line in rows for p in line.pieces):
            return len(rows) * style.leading
        for index, line in enumerate(rows):
            self._decorate(line, _start(line, x, style, align), baseline - index * style.leading,
                           style.size)  # fmt: skip
        return len(rows) * style.leading

    def _decorate(self, line: Line, x: float, y: float, size: float) -> None:
        for piece in line.pieces:
            width = piece.width * size / 1000
            target = piece.look.link
            if piece.look.struck:
                self.rule(x, y + size * 0.26, width, piece.look.colour, 0.6)
            rect = (x, y - size * 0.25, x + width, y + size * 0.85)
            if target:
                self.link(target, rect)
            x += width

    def link(self, target: str, rect: tuple[float, float, float, float]) -> None:
        """Make an area lead to an address or, by ``#key``, to a place in the report."""
        x1, y1 = self.absolutePosition(rect[0], rect[1])
        x2, y2 = self.absolutePosition(rect[2], rect[3])
        area = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        element = LinkElement(self.element, self.getPageNumber())
        if target.startswith("#"):
            place = self._bookmarkReference(target[1:])
            note = LinkNote(area, f"Go to {target[1:]}", 0, place=place)
        else:
            note = LinkNote(area, shown(target)[:500], 0, url=target)
        element.note = note
        element.place(self.structure.top)
        self.structure.links.append(element)
        self._addAnnotation(note)

    def words(
        self,
        text: str,
        x: float,
        top: float,
        style: TextStyle,
        width: float = 10_000.0,
        align: str = "left",
    ) -> float:
        """Draw one line, cut to ``width``; gives the width it takes."""
        line = one_line(text, Look(style.font, style.colour), style.size, width)
        self.lines([line], x, top, style, align)
        return line.width * style.size / 1000

    def block(self, text: str, x: float, top: float, style: TextStyle, width: float) -> float:
        """Draw text in as many lines as it takes; gives its height."""
        rows = break_lines([Span(text, Look(style.font, style.colour))], style.size, width)
        return self.lines(rows, x, top, style)

    # Lines and boxes

    def rule(self, x: float, y: float, width: float, ink: str, thick: float = 0.5) -> None:
        """A line to the right of (x, y)."""
        self.setLineCap(0)
        self.setDash()
        self.setStrokeColor(colour(ink))
        self.setLineWidth(thick)
        self.line(x, y, x + width, y)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        edge: str = "",
        thick: float = 0.5,
        radius: float = 0.0,
    ) -> None:
        """A rectangle from its lower left corner, filled, edged or both."""
        if fill:
            self.setFillColor(colour(fill))
        if edge:
            self.setStrokeColor(colour(edge))
            self.setLineWidth(thick)
        paint = {"stroke": int(bool(edge)), "fill": int(bool(fill))}
        if radius:
            self.roundRect(x, y, width, height, radius, **paint)
        else:
            self.rect(x, y, width, height, **paint)

    # Places

    def place(self, key: str, title: str, top: float, level: int = 0) -> None:
        """Name this height of this page, in the outline and for links."""
        self.places.setdefault(key, self.getPageNumber())
        self.bookmarkHorizontal(key, 0, top)
        self.addOutlineEntry(shown(title)[:200], key, level=level, closed=0)

    def await_page(self, key: str, x: float, top: float) -> None:
        """Leave room at (x, top) for the page number of a place that is yet to come."""
        name = f"page-of-{len(self.awaited)}"
        left, height = self.absolutePosition(x, top)
        self.awaited.append((name, key, left, height))
        self.saveState()
        self.show_form(name)
        self.restoreState()

    def show_form(self, name: str) -> None:
        """Show a form that is drawn in the page's own coordinates."""
        a, b, c, d, e, f = self._currentMatrix
        det = a * d - b * c
        self.transform(
            d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det
        )
        self.doForm(name)

    def finish(self) -> None:
        """Draw the numbers that had to wait: pages of the contents, page x of y."""
        self.structure.finish(self._doc, self.pages)
        grey = styles.TABLE._replace(colour=styles.Ink.INK3)
        for name, key, x, top in self.awaited:
            self.beginForm(name)
            self.words(str(self.places.get(key, "")), x, top, grey)
            self.endForm()
        page = self.sheet_page
        style = styles.FURNITURE._replace(font=fonts.SANS_MEDIUM, colour=styles.Ink.INK2)
        for number in range(1, self.pages + 1):
            self.beginForm(f"foot-{number}")
            text = f"{number} / {self.pages}"
            self.words(text, page.width - page.side, 13.6 * styles.MM, style, align="right")
            self.endForm()


def _start(line: Line, x: float, style: TextStyle, align: str) -> float:
    """Where a line begins that stands at ``x``."""
    share = {"right": 1.0, "middle": 0.5}.get(align, 0.0)
    return x - line.width * style.size / 1000 * share


def _ascent(style: TextStyle) -> float:
    """From the top of a line to its baseline."""
    return (style.leading - style.size) / 2 + style.size * 0.79


def describe(sheet: Sheet, **info: Any) -> None:
    """The document's properties; user text in them is cleaned and kept short here."""
    clean = {name: shown(str(text))[:_LONGEST_PROPERTY].strip() for name, text in info.items()}
    sheet.setTitle(clean["title"])
    sheet.setAuthor(clean["author"])
    sheet.setSubject(clean["subject"])
    sheet.setKeywords(clean["keywords"])
    sheet.setCreator("pmdesk")
    sheet.setProducer("pmdesk")
    declare(sheet._doc.Catalog, sheet.made_at, clean)
