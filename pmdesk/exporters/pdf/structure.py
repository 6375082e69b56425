"""The reading structure of the file: what is a heading, a table cell, a figure with words for it.

Screen readers and text export follow this tree; everything outside it is decoration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject, PDFPage, PDFString

# The library writes only the page entries that it knows.
if "StructParents" not in PDFPage.__NoDefault__:
    PDFPage.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]


class Element(PDFObject):  # type: ignore[misc]
    """One node of the tree, put under its parent when it is first drawn.

    ``role`` is a standard one (P, H2, Table …). ``alt`` are the words for a figure; ``scope``
    says which cells a heading cell heads, ``span`` how many columns a cell covers.
    """

    __RefOnly__ = 1

    def __init__(
        self,
        role: str,
        parent: Element | None = None,
        *,
        alt: str = "",
        scope: str = "",
        span: int = 1,
    ) -> None:
        self.role, self.parent, self.alt, self.scope = role, parent, alt, scope
        self.span = span
        self.children: list[Element | tuple[int, int]] = []
        self.box: tuple[float, float, float, float] | None = None
        self.placed = False

    def place(self, root: Element) -> None:
        """Stand under the parent (or the root), after all that was drawn before."""
        if self.placed or self is root:
            return
        self.placed = True
        if self.parent is None:
            self.parent = root
        self.parent.place(root)
        self.parent.children.append(self)

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def format(self, document: Any) -> bytes:
        """The element as PDF; the library calls this when the file is written."""
        parent = _ref(document, self.parent) if self.parent else b"/StructRoot"
        parts = [b"<</S/", self.role.encode(), b"/P ", parent]
        marks = [child for child in self.children if isinstance(child, tuple)]
        page = marks[0][0] if marks else 0
        if marks:
            parts += [b"/Pg ", page_reference(document, page)]
        parts.append(b"/K[" + b" ".join(self._kids(document, page)) + b"]")
        if self.alt:
            parts += [b"/Alt ", PDFString(self.alt).format(document)]
        if self.scope:
            parts.append(b"/A<</O/Table/Scope/%s>>" % self.scope.encode())
        elif self.span > 1:
            parts.append(b"/A<</O/Table/ColSpan %d>>" % self.span)
        elif self.box is not None:
            parts.append(b"/A<</O/Layout/BBox[%.2f %.2f %.2f %.2f]>>" % self.box)
        return b"".join([*parts, b">>"])

    def _kids(self, document: Any, page: int) -> Iterator[bytes]:
        for child in self.children:
            if isinstance(child, Element):
                yield _ref(document, child)
            elif child[0] == page:
                yield b"%d" % child[1]
            else:
                where = page_reference(document, child[0])
                yield b"<</Type/MCR/Pg %s/MCID %d>>" % (where, child[1])


def _ref(document: Any, element: PDFObject) -> bytes:
    return bytes(document.Reference(element).format(document))


def page_reference(document: Any, number: int) -> bytes:
    """The reference to a page, counted from 1."""
    return b"%d %d R" % document.idToObjectNumberAndVersion[f"Page{number}"]


class _Root(PDFObject):  # type: ignore[misc]
    """The root of the tree with the way back from each page's marks to their elements."""

    __RefOnly__ = 1

    def __init__(
        self, top: Element, pages: Sequence[Sequence[Element]], links: Sequence[Element]
    ) -> None:
        self.top, self.pages, self.links = top, pages, links

    def format(self, document: Any) -> bytes:
        rows = []
        for number, elements in enumerate(self.pages):
            refs = b" ".join(_ref(document, element) for element in elements)
            rows.append(b"%d [%s]" % (number, refs))
        for number, link in enumerate(self.links, len(self.pages)):
            rows.append(b"%d %s" % (number, _ref(document, link)))
        return b"<</Type/StructTreeRoot/K %s/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>" % (
            _ref(document, self.top),
            b"\n".join(rows),
            len(rows),
        )


class Structure:
    """The tree of one file while it is drawn."""

    def __init__(self) -> None:
        self.top = Element("Document")
        self.top.placed = True
        self.pages: list[list[Element]] = []
        self.links: list[Any] = []

    def mark(self, element: Element, page: int) -> str:
        """Give the next content of a page (from 1) to an element; the operator that begins it."""
        element.place(self.top)
        while len(self.pages) < page:
            self.pages.append([])
        marks = self.pages[page - 1]
        element.children.append((page, len(marks)))
        marks.append(element)
        return f"/{element.role} <</MCID {len(marks) - 1}>> BDC"

    def finish(self, document: Any, pages: int) -> None:
        """Hang the tree into the file; pages are numbered from 1."""
        while len(self.pages) < pages:
            self.pages.append([])
        root = _Root(self.top, self.pages, self.links)
        for number, link in enumerate(self.links, len(self.pages)):
            link.note.number = number
        self.top.parent = root
        catalog = document.Catalog
        catalog.StructTreeRoot = root
        catalog.MarkInfo = _Raw(b"<</Marked true>>")
        for number in range(1, pages + 1):
            page = document.idToObject[f"Page{number}"]
            page.StructParents, page.Tabs = number - 1, _Raw(b"/S")
        for element in self.top.walk():
            document.Reference(element)


class _Raw(PDFObject):  # type: ignore[misc]
    """A value as it stands."""

    def __init__(self, value: bytes) -> None:
        self.value = value

    def format(self, _document: Any) -> bytes:
        return self.value


def decorated(code: Sequence[str]) -> list[str]:
    """A page's operators with all that stands outside the tree marked as decoration."""
    result: list[str] = []
    loose: list[str] = []
    inside = False

    def close() -> None:
        if loose:
            result.extend(["/Artifact BMC", *loose, "EMC"])
            loose.clear()

    for part in code:
        if part.endswith(" BDC"):
            close()
            inside = True
        if inside:
            result.append(part)
        else:
            loose.append(part)
        if part == "EMC":
            inside = False
    close()
    return result
