"""Files that travel inside the report, each with what it is to it."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFCatalog, PDFObject, PDFString

# The library writes only the catalog entries that it knows.
if "AF" not in PDFCatalog.__NoDefault__:
    PDFCatalog.__NoDefault__ = [*PDFCatalog.__NoDefault__, "AF"]


class Attached(NamedTuple):
    """A file to carry: an ASCII name, its content, a media type, and how it relates to the page.

    ``relation`` is one of the standard's words: Source, Data, Supplement.
    """

    name: str
    content: bytes
    media_type: str
    relation: str
    words: str


class _File(PDFObject):  # type: ignore[misc]
    """The content, compressed the same way each time."""

    __RefOnly__ = 1

    def __init__(self, file: Attached, at: datetime) -> None:
        self.file, self.at = file, at

    def format(self, _document: Any) -> bytes:
        content = self.file.content
        packed = zlib.compress(content, 6)
        kind = self.file.media_type.replace("/", "#2F").encode("ascii")
        # The format asks for this sum; it protects nothing and is not meant to.
        sum_ = hashlib.md5(content, usedforsecurity=False).hexdigest().encode()
        time = self.at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ").encode()
        head = (
            b"<</Type/EmbeddedFile/Subtype/%s/Filter/FlateDecode/Length %d"
            b"/Params<</Size %d/ModDate(%s)/CheckSum<%s>>>>>\nstream\n"
        ) % (kind, len(packed), len(content), time, sum_)
        return head + packed + b"\r\nendstream\n"


class _FileSpec(PDFObject):  # type: ignore[misc]
    """The name of a file with what it is to the report."""

    __RefOnly__ = 1

    def __init__(self, file: Attached, at: datetime) -> None:
        self.file, self.content = file, _File(file, at)

    def format(self, document: Any) -> bytes:
        content = bytes(document.Reference(self.content).format(document))
        name = PDFString(self.file.name).format(document)
        words = PDFString(self.file.words).format(document)
        relation = self.file.relation.encode("ascii")
        return (
            b"<</Type/Filespec/F %s/UF %s/Desc %s/AFRelationship/%s/EF<</F %s/UF %s>>>>"
            % (name, name, words, relation, content, content)
        )  # fmt: skip


class _Names(PDFObject):  # type: ignore[misc]
    """The list of the files by name, in the order that the format asks for."""

    def __init__(self, specs: Sequence[_FileSpec]) -> None:
        self.specs = sorted(specs, key=lambda spec: spec.file.name)

    def format(self, document: Any) -> bytes:
        rows = b" ".join(
            b"%s %s"
            % (
                PDFString(spec.file.name).format(document),
                document.Reference(spec).format(document),
            )
            for spec in self.specs
        )
        return b"<</EmbeddedFiles<</Names[%s]>>>>" % rows


class _List(PDFObject):  # type: ignore[misc]
    """The files that belong to the whole document."""

    def __init__(self, specs: Sequence[_FileSpec]) -> None:
        self.specs = specs

    def format(self, document: Any) -> bytes:
        refs = b" ".join(document.Reference(spec).format(document) for spec in self.specs)
        return b"[%s]" % refs


def attach(document: Any, files: Sequence[Attached], at: datetime) -> None:
    """Hang files into a document of the library; ``at`` is the aware time they are from."""
    if not files:
        return
    specs = [_FileSpec(file, at) for file in files]
    for spec in specs:
        document.Reference(spec)
        document.Reference(spec.content)
    document.Catalog.Names = _Names(specs)
    document.Catalog.AF = _List(specs)
