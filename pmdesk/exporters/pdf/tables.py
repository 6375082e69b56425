"""Tables as rows that are laid out when their page comes, with the head repeated on every page.

A general table widget splits what is left at every page break and so costs more for each row the
longer it is; here each row is measured once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.platypus import Flowable

from pmdesk.exporters.pdf import styles
from pmdesk.exporters.pdf.canvas import Sheet
from pmdesk.exporters.pdf.flow import Part
from pmdesk.exporters.pdf.structure import Element
from pmdesk.exporters.pdf.styles import Ink, Page, TextStyle
from pmdesk.exporters.pdf.typeset import Line, Look, Span, break_lines

# Draws a sign centred on (x, y).
Sign = Callable[[Sheet, float, float], None]
_ABOVE, _BELOW = 4.8, 5.4


class Para(NamedTuple):
    """One paragraph of a cell: its spans, size and indent, and a sign before its first line."""

    spans: tuple[Span, ...]
    style: TextStyle
    indent: float = 0.0
    gap: float = 0.0
    sign: Sign | None = None
    bullet: str = ""


def para(text: str, style: TextStyle = styles.TABLE, link: str = "") -> Para:
    """A paragraph in one look."""
    return Para((Span(text, Look(style.font, style.colour, link)),), style)


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column starts, how wide it is, and its head."""

    x: float
    width: float
    head: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, one per column; ``key`` names the place for links.

    A ``band`` row has one cell over the whole width.
    """

    cells: Sequence[Sequence[Para]]
    key: str = ""
    band: bool = False


class _Placed(NamedTuple):
    """One line of a cell with its top, counted down from the row's own top."""

    line: Line
    style: TextStyle
    indent: float
    top: float
    sign: Sign | None
    bullet: str


@dataclass(slots=True)
class _Laid:
    """A row with its lines placed; ``height`` includes the space above and below.

    ``shifts`` says for each cell how far its lines stand too low: what a torn row left behind.
    """

    cells: list[list[_Placed]]
    shifts: list[float]
    height: float
    key: str
    elements: list[Element]


@dataclass(slots=True)
class Source:
    """The rows of a table: how many, and how to make one; made rows are kept until drawn."""

    count: int
    make: Callable[[int], Row]
    columns: Sequence[Column]
    over: float = _ABOVE
    under: float = _BELOW
    laid: dict[int, _Laid] = field(default_factory=dict)
    element: Element = field(default_factory=lambda: Element("Table"))
    headed: bool = False

    def row(self, index: int) -> _Laid:
        """The row, laid out."""
        found = self.laid.get(index)
        if found is None:
            row = self.make(index)
            found = self.laid[index] = _lay(row, self)
        return found


def _lay(row: Row, source: Source) -> _Laid:
    columns = source.columns
    cells: list[list[_Placed]] = []
    tallest = 0.0
    for index, cell in enumerate(row.cells):
        width = sum(c.width for c in columns) if row.band else columns[index].width
        top = 0.0
        placed: list[_Placed] = []
        for spans, style, indent, gap, sign, bullet in cell:
            top += gap if placed else 0.0
            first = True
            for line in break_lines(spans, style.size, width - indent):
                mark = (sign, bullet) if first else (None, "")
                placed.append(_Placed(line, style, indent, top, *mark))
                top += style.leading
                first = False
        cells.append(placed)
        tallest = max(tallest, top)
    height = max(tallest, styles.TABLE.leading) + source.over + source.under
    line = Element("TR", source.element)
    if row.band:
        elements = [Element("TD", line, span=len(columns))]
    else:
        elements = [Element("TD", line) for _ in cells]
    return _Laid(cells, [0.0] * len(cells), height, row.key, elements)


class Rows(Part):
    """The rows from ``start`` on, of which a page takes as many as fit.

    ``head`` draws the columns' names above the first row of each page; ``boxed`` gives each cell
    the ground and the top edge of a box instead of a rule below the row.
    """

    def __init__(
        self,
        page: Page,
        source: Source,
        *,
        start: int = 0,
        stop: int | None = None,
        carried: _Laid | None = None,
        head: bool = True,
        boxed: Sequence[str] = (),
    ) -> None:
        super().__init__(page)
        self.source, self.start, self.carried = source, start, carried
        self.stop = source.count if stop is None else stop
        self.boxed = boxed
        self.has_head = head and any(column.head for column in source.columns)
        self.head_height = 17.0 if self.has_head else 0.0

    def _row(self, index: int) -> _Laid:
        if index == self.start and self.carried is not None:
            return self.carried
        return self.source.row(index)

    def lead(self) -> float:
        rows = range(self.start, min(self.start + 2, self.stop))
        return self.head_height + sum(min(self._row(i).height, 200.0) for i in rows)

    def wrap(self, _width: float, room: float) -> tuple[float, float]:
        self.height = self.head_height
        for index in range(self.start, self.stop):
            self.height += self._row(index).height
            if self.height > room:
                break
        return self.width, self.height

    def split(self, _width: float, room: float) -> list[Flowable]:
        used, index = self.head_height, self.start
        while index < self.stop and used + self._row(index).height <= room:
            used += self._row(index).height
            index += 1
        left = self.stop - index
        if left == 0:
            return [self]
        tall = self._row(index).height > self.page.room * 0.6
        taken = index - self.start
        if tall or (taken == 0 and self.at_page_top(room)):
            return self._torn(index, room - used)
        if taken < 2 and not self.at_page_top(room):
            return []
        if left == 1 and taken > 2:  # no row stands alone on a page
            index -= 1
        return [self._part(self.start, index, self.carried), self._part(index, self.stop, None)]

    def _part(self, start: int, stop: int, carried: _Laid | None) -> Rows:
        return Rows(
            self.page,
            self.source,
            start=start,
            stop=stop,
            carried=carried,
            head=self.has_head,
            boxed=self.boxed,
        )

    def _torn(self, index: int, room: float) -> list[Flowable]:
        """A row taller than a page goes on where the page ends."""
        torn = _tear(self._row(index), room - self.source.over - self.source.under)
        if torn is None:
            taken = index - self.start
            if taken == 0:
                return []
            first = self._part(self.start, index, self.carried)
            return [first, self._part(index, self.stop, None)]
        upper, lower = torn
        parts: list[Flowable] = []
        if index > self.start:
            parts.append(self._part(self.start, index, self.carried))
        top = self._part(index, index + 1, upper)
        if parts:
            top.has_head, top.head_height = False, 0.0
        return [*parts, top, self._part(index, self.stop, lower)]

    def draw(self) -> None:
        sheet, top = self.canv, self.height
        if self.has_head:
            self._draw_head(top)
            top -= self.head_height
        for index in range(self.start, self.stop):
            row = self._row(index)
            if self.boxed:
                self._draw_boxes(row, top)
            self._draw_row(row, top)
            top -= row.height
            if not self.boxed:
                sheet.rule(0, top, self.width, Ink.RULE, 0.5)
            self.source.laid.pop(index, None)

    def _draw_head(self, top: float) -> None:
        source = self.source
        row = Element("TR", source.element)
        for column in source.columns:
            place = (column.x, top - 1, styles.TABLE_HEAD, column.width)
            if source.headed:
                # A head that is repeated on the next page is not read again.
                self.canv.words(column.head, *place)
                continue
            cell = Element("TH", row, scope="Column") if column.head else Element("TD", row)
            cell.place(self.canv.structure.top)
            with self.canv.reading(cell):
                self.canv.words(column.head, *place)
        source.headed = True
        self.canv.rule(0, top - self.head_height, self.width, Ink.EDGE, 0.8)

    def _draw_boxes(self, row: _Laid, top: float) -> None:
        for column, ink in zip(self.source.columns, self.boxed, strict=False):
            x, width = column.x - 13, column.width + 22
            self.canv.box(x, top - row.height, width, row.height, fill=Ink.BOX)
            self.canv.rule(x, top - 1, width, ink, 2)

    def _draw_row(self, row: _Laid, top: float) -> None:
        sheet = self.canv
        if row.key:
            sheet.bookmarkHorizontal(row.key, 0, top)
        top -= self.source.over
        for element in row.elements:  # an empty cell counts as a cell too
            element.place(sheet.structure.top)
        for column, cell, shift, element in zip(
            self.source.columns, row.cells, row.shifts, row.elements, strict=False
        ):
            up = top + shift
            for placed in cell:
                x, y = column.x + placed.indent, up - placed.top
                if placed.sign is not None:
                    placed.sign(sheet, x - 7.5, y - placed.style.leading * 0.5)
                if placed.bullet:
                    sheet.words(placed.bullet, x - 9, y, placed.style)
            with sheet.reading(element):
                _draw_cell(sheet, cell, column.x, up)


def _draw_cell(sheet: Sheet, cell: list[_Placed], x: float, top: float) -> None:
    """Neighbouring lines of one style and indent go out together."""
    start = 0
    while start < len(cell):
        first = cell[start]
        stop = start + 1
        while (
            stop < len(cell)
            and cell[stop].style == first.style
            and cell[stop].indent == first.indent
            and abs(cell[stop].top - first.top - (stop - start) * first.style.leading) < 0.01
        ):
            stop += 1
        rows = [placed.line for placed in cell[start:stop]]
        sheet.lines(rows, x + first.indent, top - first.top, first.style)
        start = stop


def _tear(row: _Laid, room: float) -> tuple[_Laid, _Laid] | None:
    """The row in two, the upper one at most ``room`` high; None where no line would fit."""
    upper: list[list[_Placed]] = []
    lower: list[list[_Placed]] = []
    shifts: list[float] = []
    for cell, shift in zip(row.cells, row.shifts, strict=True):
        fits = bisect_right(cell, room + shift, key=_bottom_of)
        upper.append(cell[:fits])
        lower.append(cell[fits:])
        shifts.append(cell[fits].top if fits < len(cell) else 0.0)
    if not any(upper) or not any(lower):
        return None
    least = styles.TABLE.leading
    pad = row.height - max(_bottom(row.cells, row.shifts), least)
    return (
        _Laid(upper, row.shifts, _bottom(upper, row.shifts) + pad, row.key, row.elements),
        _Laid(lower, shifts, max(_bottom(lower, shifts), least) + pad, "", row.elements),
    )


def _bottom_of(placed: _Placed) -> float:
    return placed.top + placed.style.leading


def _bottom(cells: list[list[_Placed]], shifts: list[float]) -> float:
    pairs = zip(cells, shifts, strict=True)
    return max((_bottom_of(cell[-1]) - shift for cell, shift in pairs if cell), default=0.0)


def table(page: Page, columns: Sequence[Column], rows: Sequence[Row]) -> Rows:
    """A table of rows that are all at hand."""
    return Rows(page, Source(len(rows), rows.__getitem__, columns))


def columns(*parts: tuple[float, float, str]) -> list[Column]:
    """Columns by start, width and head."""
    return [Column(x, width, head) for x, width, head in parts]
