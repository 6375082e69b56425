"""Makes the PDF report of a postmortem."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageTemplate

from pmdesk.domain.codec import canonical, plain_snapshot
from pmdesk.domain.day_names import date_text
from pmdesk.domain.signoff import Revision
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import RevisionState
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import fonts, styles
from pmdesk.exporters.pdf.attachments import Attached, attach
from pmdesk.exporters.pdf.canvas import Sheet, describe
from pmdesk.exporters.pdf.story import story
from pmdesk.exporters.pdf.styles import MM, PAGES, Ink, Page

_EDITIONS = {"internal": "Internal edition"}
_MOTTO = "Blameless by design: roles, not names."


def render_pdf(
    snapshot: Snapshot, *, now: datetime, page: str = "A4", edition: str = "internal"
) -> bytes:
    """The report as a PDF file.

    ``now`` (aware) is the time that the file says it was made: the same snapshot and time give
    the same bytes. ``page`` is A4 or Letter. Raises ValueError for another page or edition, so
    that nothing is handed out as an edition that does not exist.
    """
    if page not in PAGES:
        raise ValueError(f"No page size is called {page!r}: use one of {', '.join(PAGES)}.")
    if edition not in _EDITIONS:
        raise ValueError(f"No edition is called {edition!r}: use {', '.join(_EDITIONS)}.")
    if now.tzinfo is None:
        raise ValueError("The time of an export needs a zone.")
    return _Report(snapshot, now, PAGES[page], _EDITIONS[edition]).render()


class _Report:
    """One report being made."""

    def __init__(self, snapshot: Snapshot, now: datetime, page: Page, edition: str) -> None:
        self.facts = Facts(snapshot)
        self.now, self.page, self.edition = now, page, edition

    def render(self) -> bytes:
        """The finished file."""
        page, facts = self.page, self.facts
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
        as_of = date_text(facts.clock.day(self.now))
        parts = story(page, facts, self.edition, as_of, self._state())
        document.build(
            [NextPageTemplate("other"), *parts],
            canvasmaker=self._sheet,
        )
        return stream.getvalue()

    def _frame(self, top: float) -> Frame:
        page = self.page
        height = page.height - top - page.foot
        return Frame(page.side, page.foot, page.measure, height, 0, 0, 0, 0)

    def _state(self) -> str:
        revisions = [
            r for r in self.facts.snapshot.of(Revision).values() if r.state is RevisionState.OPEN
        ]
        named = [r.name for r in sorted(revisions, key=lambda r: r.name) if r.name.strip()]
        return f"draft of version {named[-1]}" if named else "draft"

    def _sheet(self, stream: BytesIO, **_: Any) -> Sheet:
        facts = self.facts
        head = facts.head
        author = facts.roles.of(head.author_id) or facts.roles.of(head.facilitator_id)
        tags = ", ".join(head.tags)[:1000]
        words = [head.key, head.severity.value if head.severity else "", tags]
        return _Finishing(
            stream,
            self.page,
            self.now,
            self._files(),
            title=facts.title,
            author=author or "pmdesk",
            subject=f"Postmortem report {head.key}, {self.edition.lower()}, {self._state()}",
            keywords=", ".join([w for w in words if w] + [f"sha256:{facts.digest}"]),
        )

    def _files(self) -> list[Attached]:
        words = "The record that this report was made of; pmdesk opens it."
        content = canonical(plain_snapshot(self.facts.snapshot))
        return [Attached("postmortem.json", content, "application/json", "Source", words)]

    # Head and foot

    def _first(self, sheet: Sheet, _document: object) -> None:
        self._foot(sheet)

    def _other(self, sheet: Sheet, _document: object) -> None:
        page, head = self.page, self.facts.head
        y = page.height - 14.2 * MM + 8
        parts = [head.key, head.severity.value if head.severity else "", self.edition, "Draft"]
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
        used = sheet.words(f"{_MOTTO}   Content", page.side, y, styles.FURNITURE)
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
