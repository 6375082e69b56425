"""The place of the seal: the box that names the certificate, and the field that is signed."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject, PDFString

from pmdesk.exporters.pdf import styles
from pmdesk.exporters.pdf.archive import LinkElement
from pmdesk.exporters.pdf.flow import Part
from pmdesk.exporters.pdf.structure import Element, page_reference
from pmdesk.exporters.pdf.styles import Ink, Page
from pmdesk.exporters.seal.wish import SealMark

_WORDS = "Seal over the whole file"
_LIMITS = (
    "One signature over the whole file, no change allowed after it. "
    "Whether it holds is for a PDF viewer or pmdesk to say."
)


class _Blank(PDFObject):  # type: ignore[misc]
    """The appearance of the field: empty, for the page itself says what there is to say."""

    __RefOnly__ = 1

    def __init__(self, width: float, height: float) -> None:
        self.size = (width, height)

    def format(self, _document: Any) -> bytes:
        return (
            b"<</Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources<<>>/Length 0>>\n"
            b"stream\n\r\nendstream\n" % self.size
        )


class _Field(PDFObject):  # type: ignore[misc]
    """A signature field and its place on the page, in one."""

    __RefOnly__ = 1

    def __init__(self, rect: tuple[float, float, float, float], page: int) -> None:
        self.rect, self.page, self.number = rect, page, 0
        self.look = _Blank(rect[2] - rect[0], rect[3] - rect[1])

    def format(self, document: Any) -> bytes:
        look = bytes(document.Reference(self.look).format(document))
        where = page_reference(document, self.page)
        words = PDFString(_WORDS).format(document)
        return b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/TU %s/F 132" % words + (
            b"/Rect[%.2f %.2f %.2f %.2f]" % self.rect
            + b"/P %s/StructParent %d/AP<</N %s>>>>" % (where, self.number, look)
        )


class _Form(PDFObject):  # type: ignore[misc]
    """The one field of the file."""

    def __init__(self, field: _Field) -> None:
        self.field = field

    def format(self, document: Any) -> bytes:
        return b"<</Fields[%s]/SigFlags 3>>" % document.Reference(self.field).format(document)


class SealBox(Part):
    """Whose certificate seals the file, and what that does not say."""

    def __init__(self, page: Page, mark: SealMark, moment: str) -> None:
        super().__init__(page)
        self.mark, self.moment, self.height = mark, moment, 92.0

    def wrap(self, _width: float, _room: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        sheet, top, mark = self.canv, self.height, self.mark
        sheet.box(0, 0, self.width, top - 6, fill=Ink.BOX)
        sheet.rule(0, top - 7, self.width, Ink.OK, 2)
        caption = styles.CAPTION._replace(size=7.4, leading=10)
        code = styles.CODE._replace(size=6.8, leading=11.6)
        left, inner = 13.0, self.width - 26
        groups = [mark.fingerprint[i : i + 8] for i in range(0, 64, 8)]
        with sheet.reading(Element("P")):
            sheet.words("Seal", left, top - 15, styles.TABLE_BOLD)
            issued = "made by its owner" if mark.is_self_made else f"issued by {mark.issuer}"
            sheet.words(f"{mark.name}, {self.moment}", left, top - 27, styles.TABLE, inner)
            sheet.words(f"Certificate {issued}, SHA-256", left, top - 40, caption, inner)
            sheet.words(" ".join(groups), left, top - 51, code, inner)
            sheet.block(_LIMITS, left, top - 66, caption, inner)
        self._field()

    def _field(self) -> None:
        sheet = self.canv
        x, y = sheet.absolutePosition(0, 0)
        page = sheet.getPageNumber()
        field = _Field((x, y, x + self.width, y + self.height - 6), page)
        element = LinkElement(None, page, "Form")
        element.note = field
        element.place(sheet.structure.top)
        sheet.structure.links.append(element)
        sheet._addAnnotation(field)
        sheet._doc.Catalog.AcroForm = _Form(field)
