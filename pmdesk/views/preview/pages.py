"""Pages of a PDF as pixels: pure work for a worker thread."""

from __future__ import annotations

from typing import NamedTuple

from pmdesk.importers.pdf_record import PDF_LOCK

_MOST_PIXELS = 16_000_000


class Pixels(NamedTuple):
    """A page drawn: its size in pixels and its rows of four bytes each, blue first."""

    number: int
    width: int
    height: int
    data: bytes


def page_sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points."""
    import pypdfium2

    with PDF_LOCK:
        document = pypdfium2.PdfDocument(data)
        try:
            return [document.get_page_size(n) for n in range(len(document))]
        finally:
            document.close()


def drawn(data: bytes, number: int, scale: float) -> Pixels:
    """One page (from 0) at ``scale`` pixels to the point; a scale beyond reason is lowered."""
    import pypdfium2

    with PDF_LOCK:
        document = pypdfium2.PdfDocument(data)
        try:
            page = document[number]
            width, height = page.get_size()
            scale = min(scale, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
            bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
            made = Pixels(number, bitmap.width, bitmap.height, bytes(bitmap.buffer))
            bitmap.close()
            page.close()
            return made
        finally:
            document.close()
