"""The appendix of pictures: screenshots kept as evidence, without what cameras write into them."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from pmdesk.domain.postmortem import Attachment
from pmdesk.domain.timeline import Evidence
from pmdesk.exporters.extras import Extras
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import styles
from pmdesk.exporters.pdf.flow import Gap, Part, lines_of
from pmdesk.exporters.pdf.structure import Element
from pmdesk.exporters.pdf.styles import Ink, Page

_MOST_PIXELS = 60_000_000
_WIDEST, _HIGHEST = 1500, 2000
_MOST_PICTURES = 60


def picture_of(data: bytes) -> Any | None:
    """The picture anew: its pixels on white, small enough for a page; None for anything else.

    Only the pixels survive: no place, no camera, no comment.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            source = Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP", "BMP"))
            if source.width * source.height > _MOST_PIXELS:
                return None
            source.thumbnail((_WIDEST, _HIGHEST))
            rich = source.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None
    ground = Image.new("RGB", rich.size, "white")
    ground.paste(rich, mask=rich.getchannel("A"))
    return ground


class Picture(Part):
    """One picture with its key and caption; it shrinks rather than leave its page."""

    def __init__(self, page: Page, image: Any, key: str, caption: str) -> None:
        super().__init__(page)
        self.image, self.key, self.caption = image, key, caption
        self.rows = lines_of(f"{key}  {caption}", styles.CAPTION, page.measure, 4)
        self.under = len(self.rows) * styles.CAPTION.leading + 12
        wide = min(page.measure, image.width * 0.6)
        high = wide * image.height / image.width
        most = page.room * 0.62
        if high > most:
            wide, high = wide * most / high, most
        self.wide, self.high = wide, high
        self.height = high + self.under

    def wrap(self, _width: float, _room: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        sheet = self.canv
        alt = f"Picture {self.key}: {self.caption}"[:1000]
        sheet.saveState()
        sheet.translate(0, self.under)
        with sheet.figure(Element("Figure", alt=alt), self.wide, self.high):
            sheet.drawImage(ImageReader(self.image), 0, 0, self.wide, self.high)
        sheet.restoreState()
        sheet.box(0, self.under, self.wide, self.high, edge=Ink.RULE)
        with sheet.reading(Element("Caption")):
            sheet.lines(self.rows, 0, self.under - 5, styles.CAPTION)


def pictures(page: Page, facts: Facts, extras: Extras) -> list[Flowable]:
    """The pictures among the evidence, in its order."""
    files = facts.snapshot.of(Attachment)
    body: list[Flowable] = []
    for number, evidence in enumerate(facts.evidence, 1):
        saved = files.get(evidence.attachment_id or "")
        if saved is None or len(body) >= 2 * _MOST_PICTURES:
            continue
        data = extras.files.get(saved.sha256)
        image = picture_of(data) if data else None
        if image is not None:
            picture = Picture(page, image, f"E-{number:02d}", _caption(facts, evidence, saved))
            body += [picture, Gap(page, 14)]
    return body


def _caption(facts: Facts, evidence: Evidence, saved: Attachment) -> str:
    words = evidence.title.strip() or saved.name.strip() or "Screenshot"
    event = facts.snapshot.events.get(evidence.event_id)
    if event is None:
        return words
    when = facts.clock.event(event)[0] if event.at else ""
    return ", ".join(part for part in (words, event.title.strip(), when) if part)

