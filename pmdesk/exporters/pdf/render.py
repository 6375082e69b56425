"""Makes the PDF report of a postmortem."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate

from pmdesk.domain.codec import canonical, plain_snapshot
from pmdesk.domain.day_names import date_text
from pmdesk.domain.snapshot import Snapshot
from pmdesk.exporters.editions import Edition, Handout, redacted_for
from pmdesk.exporters.extras import Extras
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import fonts, styles
from pmdesk.exporters.pdf.attachments import Attached, attach
from pmdesk.exporters.pdf.canvas import Sheet, describe
from pmdesk.exporters.pdf.short_story import MEASURES, short_story
from pmdesk.exporters.pdf.story import Telling, story
from pmdesk.exporters.pdf.styles import MM, PAGES, Ink, Page
from pmdesk.exporters.seal.wish import SEALED_WORD
from pmdesk.exporters.standing import PaperStanding, paper_standing

_WHOLE, _NOTHING = Handout(), Extras()
_MOTTO = "Blameless by design: roles, not names."


def render_pdf(
    snapshot: Snapshot,
    *,
    now: datetime,
    page: str = "A4",
    handout: Handout = _WHOLE,
    extras: Extras = _NOTHING,
) -> bytes:
    """The report as a PDF file.

    ``now`` (aware) is the time that the file says it was made; a signed version says when it was
    signed instead. The same snapshot and time give the same bytes. ``page`` is A4 or Letter.
    ``handout`` says for whom it is: editions for others are made of a redacted record alone.
    Raises ValueError for another page.
    """
    if page not in PAGES:
        raise ValueError(f"No page size is called {page!r}: use one of {', '.join(PAGES)}.")
    if now.tzinfo is None:
        raise ValueError("The time of an export needs a zone.")
    standing = paper_standing(snapshot)
    redacted = redacted_for(snapshot, handout)
    if redacted is None:
        return _Report(snapshot, standing, now, PAGES[page], handout, extras).render()
    extras = Extras(seal=extras.seal)
    report = _Report(redacted.snapshot, standing, now, PAGES[page], handout, extras)
    return report.on_one_page() if handout.edition is Edition.EXTERNAL else report.render()


class _Report:
    """One report being made."""

    def __init__(
        self,
        snapshot: Snapshot,
        standing: PaperStanding,
        now: datetime,
        page: Page,
        handout: Handout,
        extras: Extras,
    ) -> None:
        self.facts = Facts(snapshot)
        self.now, self.page, self.handout, self.extras = now, page, handout, extras
        self.standing = standing
        self.edition = handout.edition
        # A signed version is of the moment it was signed, whenever it is printed.
        self.made_at = standing.signed_at or now
        self.pages = 0

    def render(self) -> bytes:
        """The finished file."""
        as_of = date_text(self.facts.clock.day(self.now))
        with_record = self.handout.with_record
        telling = Telling(self.standing, self.edition, as_of, self.extras, with_record)
        return self._built(story(self.page, self.facts, telling))

    def on_one_page(self) -> bytes:
        """The short summary: as much as one page holds, and a word on what it leaves out."""
        for measure in MEASURES:
            made = self._built(short_story(self.page, self.facts, self.standing, measure))
            if self.pages <= 1:
                break
        return made

    def _built(self, parts: Sequence[Flowable]) -> bytes:
        page = self.page
        stream = BytesIO()
        document = BaseDocTemplate(
            stream,
            pagesize=(page.width, page.height),
            leftMargin=0,
            rightMargin=0,
            topMargin=0,
            bottomMargin=0,
        )
        document.addPageTemplates(
            [
                PageTemplate("first", [self._frame(0)], onPage=self._first),
                PageTemplate("other", [self._frame(page.top)], onPage=self._other),
            ]
        )
        document.build([NextPageTemplate("other"), *parts], canvasmaker=self._sheet)
        self.pages = document.page
        return stream.getvalue()

    def _frame(self, top: float) -> Frame:
        page = self.page
        height = page.height - top - page.foot
        return Frame(page.side, page.foot, page.measure, height, 0, 0, 0, 0)

    def _sheet(self, stream: BytesIO, **_: Any) -> Sheet:
        facts = self.facts
        head = facts.head
        author = facts.roles.of(head.author_id) or facts.roles.of(head.facilitator_id)
        tags = ", ".join(head.tags)[:1000]
        words = [head.key, head.severity.value if head.severity else "", tags]
        return _Finishing(
            stream,
            self.page,
            self.made_at,
            self._files(),
            title=facts.title,
            author=author or "pmdesk",
            subject=f"Postmortem report {head.key}, {self.edition.words.lower()}, "
            f"{self.standing.words}",
            keywords=", ".join([w for w in words if w] + [f"sha256:{facts.digest}", *self._seal()]),
        )

    def _seal(self) -> list[str]:
        """A file that lost its seal still says that it had one."""
        return [SEALED_WORD] if self.extras.seal is not None else []

    def _files(self) -> list[Attached]:
        if self.edition is Edition.EXTERNAL or not self.handout.with_record:
            return []
        words = "The record that this report was made of; pmdesk opens it."
        content = canonical(plain_snapshot(self.facts.snapshot))
        return [Attached("postmortem.json", content, "application/json", "Source", words)]

    # Head and foot

    def _first(self, sheet: Sheet, _document: object) -> None:
        self._foot(sheet)

    def _other(self, sheet: Sheet, _document: object) -> None:
        page, head = self.page, self.facts.head
        y = page.height - 14.2 * MM + 8
        severity = head.severity.value if head.severity else ""
        draft = "" if self.standing.is_signed else "Draft"
        parts = [head.key, severity, self.edition.words, draft]
        right = styles.FURNITURE._replace(font=fonts.SANS_MEDIUM, colour=Ink.INK2)
        text = " · ".join(part for part in parts if part)
        edge = page.width - page.side
        used = sheet.words(text, edge, y, right, align="right")
        left = styles.FURNITURE._replace(colour=Ink.INK2)
        sheet.words(self.facts.title, page.side, y, left, page.measure - used - 20)
        sheet.rule(page.side, y - 13, page.measure, Ink.RULE, 0.6)
        self._foot(sheet)

    def _foot(self, sheet: Sheet) -> None:
        page, digest = self.page, self.facts.digest
        y = 13.6 * MM
        version = self.standing.words
        words = f"{_MOTTO}   {version[:1].upper()}{version[1:]}"
        if self.edition is not Edition.EXTERNAL:
            words += ", content"
        used = sheet.words(words, page.side, y, styles.FURNITURE, page.measure - 130)
        if self.edition is not Edition.EXTERNAL:
            mono = styles.FURNITURE._replace(font=fonts.MONO)
            groups = " ".join(digest[i : i + 4] for i in range(0, 16, 4))
            sheet.words(groups, page.side + used + 5, y, mono)
        number = sheet.getPageNumber()
        sheet.pages = number
        sheet.doForm(f"foot-{number}")


class _Finishing(Sheet):
    """A sheet that says what had to wait before it is written: numbers, title, keywords."""

    def __init__(
        self,
        stream: BytesIO,
        page: Page,
        now: datetime,
        files: Sequence[Attached] = (),
        **info: str,
    ) -> None:
        super().__init__(stream, page, now)
        self.info, self.files = info, files

    def save(self) -> None:
        self.finish()
        describe(self, **self.info)
        attach(self._doc, self.files, self.made_at)
        super().save()
