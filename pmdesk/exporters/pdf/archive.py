"""What makes the file fit for archives and assistive software: metadata, colour, links."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFCatalog, PDFObject, PDFStream, PDFString

from pmdesk.exporters.pdf.structure import Element, page_reference

# The library writes only the catalog entries that it knows.
if "OutputIntents" not in PDFCatalog.__NoDefault__:
    PDFCatalog.__NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents"]

_plain_format = PDFStream.format
_END = b"endstream\n"


def _with_line_end(stream: Any, document: Any) -> bytes:
    """A stream with a line end before ``endstream``, as archives ask for.

    CR and LF: after data that ends in CR a lone LF would be read as a part of that pair.
    """
    data = bytes(_plain_format(stream, document))
    if not data.endswith(_END) or data.endswith(b"\r\n" + _END):
        return data
    return data[: -len(_END)] + b"\r\n" + _END


PDFStream.format = _with_line_end

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdf:Keywords>{keywords}</pdf:Keywords><pdf:Producer>pmdesk</pdf:Producer>
<xmp:CreatorTool>pmdesk</xmp:CreatorTool>
<xmp:CreateDate>{time}</xmp:CreateDate><xmp:ModifyDate>{time}</xmp:ModifyDate>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class _Stream(PDFObject):  # type: ignore[misc]
    """Bytes with a dictionary, uncompressed, so that any tool can read them."""

    __RefOnly__ = 1

    def __init__(self, entries: bytes, content: bytes) -> None:
        self.entries, self.content = entries, content

    def format(self, _document: Any) -> bytes:
        size = len(self.content)
        head = b"<<%s/Length %d>>\nstream\n" % (self.entries, size)
        return head + self.content + b"\r\nendstream\n"


class _Intent(PDFObject):  # type: ignore[misc]
    """Says that the file's colours are sRGB, with the profile inside."""

    def __init__(self, profile: _Stream) -> None:
        self.profile = profile

    def format(self, document: Any) -> bytes:
        profile = document.Reference(self.profile).format(document)
        return (
            b"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
            b"/Info(sRGB IEC61966-2.1)/DestOutputProfile %s>>]" % profile
        )


class LinkNote(PDFObject):  # type: ignore[misc]
    """The clickable area of a link, with words that say where it leads."""

    def __init__(
        self, rect: tuple[float, ...], words: str, number: int, *, url: str = "", place: Any = None
    ) -> None:
        self.rect, self.words, self.number = rect, words, number
        self.url, self.place = url, place

    def format(self, document: Any) -> bytes:
        if self.place is not None:
            target = b"/Dest " + bytes(document.Reference(self.place).format(document))
        else:
            target = b"/A<</S/URI/URI %s>>" % PDFString(self.url).format(document)
        return b"<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]" % self.rect + (
            b"/Border[0 0 0]/F 4/StructParent %d/Contents %s%s>>"
            % (self.number, PDFString(self.words).format(document), target)
        )


class LinkElement(Element):
    """The place of a link, or of what else is laid over the page, in the reading structure."""

    def __init__(self, parent: Element | None, page: int, role: str = "Link") -> None:
        super().__init__(role, parent)
        self.page = page
        self.note: Any = None

    def format(self, document: Any) -> bytes:
        parent = document.Reference(self.parent).format(document)
        note = document.Reference(self.note).format(document)
        where = page_reference(document, self.page)
        kid = b"<</Type/OBJR/Obj %s/Pg %s>>" % (note, where)
        return b"<</S/%s/P %s/K[%s]>>" % (self.role.encode(), parent, kid)


@cache
def _colour_profile() -> bytes:
    """The sRGB profile without the date and id that would change from day to day."""
    from PIL import ImageCms

    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[24:36] = bytes(12)
    made[84:100] = bytes(16)
    return bytes(made)


def _words(text: str) -> str:
    return escape("".join(char for char in text if char.isprintable()))


def declare(catalog: Any, now: datetime, info: dict[str, str]) -> None:
    """Hang metadata and colour profile into the catalog; ``info`` is that of the properties."""
    time = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    values = {name: _words(info[name]) for name in ("title", "author", "subject", "keywords")}
    packet = _PACKET.format(time=time, **values).encode("utf-8")
    catalog.Metadata = _Stream(b"/Type/Metadata/Subtype/XML", packet)
    catalog.OutputIntents = _Intent(_Stream(b"/N 3", _colour_profile()))
