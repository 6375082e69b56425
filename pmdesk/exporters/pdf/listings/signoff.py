"""The sign-off section: approvers by role, the digest of the content, the versions."""

from __future__ import annotations

from reportlab.platypus import Flowable

from pmdesk.domain.signoff import Approval, Revision
from pmdesk.domain.terms import ApprovalDecision, name_of
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import styles
from pmdesk.exporters.pdf.flow import Part, subhead
from pmdesk.exporters.pdf.listings.actions import status_para
from pmdesk.exporters.pdf.structure import Element
from pmdesk.exporters.pdf.styles import Ink, Page
from pmdesk.exporters.pdf.tables import Row, columns, para, table

_DECISION = {
    ApprovalDecision.ASKED: ("open", Ink.INK2, "Asked"),
    ApprovalDecision.APPROVED: ("done", Ink.OK, "Approved"),
    ApprovalDecision.DECLINED: ("stopped", Ink.DANGER, "Declined"),
}


def approval_rows(page: Page, facts: Facts) -> list[Flowable]:
    """Who was asked, and what they said."""
    approvals = sorted(facts.snapshot.of(Approval).values(), key=lambda a: (a.position, a.id))
    rows = []
    for approval in approvals:
        sign, ink, text = _DECISION[approval.decision]
        at = approval.decided_at or approval.asked_at
        role = approval.role.strip() or facts.roles.of(approval.person_id)
        rows.append(Row((
            [para(facts.roles.shown(role), styles.TABLE_BOLD)],
            [para(approval.comment, styles.TABLE_SOFT)],
            [status_para(sign, ink, text)],
            [para(facts.clock.moment(at), styles.TABLE_SOFT)] if at else [],
        )))  # fmt: skip
    shape = columns(
        (0, page.label - 8, "Role"),
        (page.label, page.text - 190, "Comment"),
        (page.measure - 178, 78, "Decision"),
        (page.measure - 94, 94, f"Time, {facts.zone_label}"),
    )
    return [table(page, shape, rows)] if rows else []


class DigestBox(Part):
    """The digest in eight groups, with what it is of."""

    def __init__(self, page: Page, digest: str) -> None:
        super().__init__(page)
        groups = [digest[i : i + 8] for i in range(0, 64, 8)]
        self.rows = [" ".join(groups[:4]), " ".join(groups[4:])]
        self.height = 78.0

    def wrap(self, _width: float, _room: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        sheet, top = self.canv, self.height
        sheet.box(0, 6, self.width, top - 6, fill=Ink.BOX)
        sheet.rule(0, top - 1, self.width, Ink.EDGE, 2)
        with sheet.reading(Element("P")):
            self._draw_words(top)

    def _draw_words(self, top: float) -> None:
        sheet = self.canv
        sheet.words("Content digest", 13, top - 9, styles.TABLE_BOLD)
        code = styles.CODE._replace(size=8, leading=11.6)
        for index, row in enumerate(self.rows):
            sheet.words(row, 13, top - 21 - index * 11.6, code)
        note = styles.CAPTION._replace(size=7.4, leading=10)
        text = "SHA-256 of the whole record. The same record in pmdesk has the same digest."
        sheet.block(text, 13, top - 47, note, self.width - 26)


def digest_box(page: Page, facts: Facts) -> DigestBox:
    """The digest of the whole record."""
    return DigestBox(page, facts.digest)


def revision_rows(page: Page, facts: Facts) -> list[Flowable]:
    """The versions so far."""
    revisions = sorted(
        facts.snapshot.of(Revision).values(),
        key=lambda r: (r.created_at.timestamp() if r.created_at else 0.0, r.name, r.id),
    )
    rows = []
    for revision in revisions:
        at = revision.signed_at or revision.created_at
        text = ". ".join(t for t in (name_of(revision.state), revision.note.strip()) if t)
        rows.append(Row((
            [para(revision.name, styles.TABLE_BOLD)],
            [para(facts.clock.moment(at), styles.TABLE_SOFT)] if at else [],
            [para(text)],
        )))  # fmt: skip
    if not rows:
        return []
    shape = columns(
        (0, page.label - 8, "Version"),
        (page.label, 110, "Date"),
        (page.label + 120, page.text - 120, "State and change"),
    )
    return [*subhead(page, "Versions", "versions"), table(page, shape, rows)]
