"""The sign-off section: approvers by role, the digest of the content, the versions."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from pmdesk.domain.signoff import Approval, Revision
from pmdesk.domain.terms import ApprovalDecision, name_of
from pmdesk.exporters.extras import Extras
from pmdesk.exporters.facts import Facts
from pmdesk.exporters.pdf import styles
from pmdesk.exporters.pdf.flow import Gap, Part, paragraph, subhead
from pmdesk.exporters.pdf.listings.actions import status_para
from pmdesk.exporters.pdf.seal_field import SealBox
from pmdesk.exporters.pdf.structure import Element
from pmdesk.exporters.pdf.styles import Ink, Page
from pmdesk.exporters.pdf.tables import Para, Row, columns, para, table
from pmdesk.exporters.standing import PaperStanding

_DECISION = {
    ApprovalDecision.ASKED: ("open", Ink.INK2, "Asked"),
    ApprovalDecision.APPROVED: ("done", Ink.OK, "Approved"),
    ApprovalDecision.CHANGES: ("open", Ink.DANGER, "Asked for changes"),
    ApprovalDecision.DECLINED: ("stopped", Ink.DANGER, "Declined"),
}


def approval_rows(page: Page, facts: Facts, *, named: bool = False) -> list[Flowable]:
    """Who was asked, and what they said; ``named`` also prints who decided."""
    approvals = sorted(facts.snapshot.of(Approval).values(), key=lambda a: (a.position, a.id))
    rows = []
    for approval in approvals:
        sign, ink, text = _DECISION[approval.decision]
        at = approval.decided_at or approval.asked_at
        role = approval.role.strip() or facts.roles.of(approval.person_id)
        rows.append(Row((
            [
                para(facts.roles.shown(role), styles.TABLE_BOLD),
                *_name(facts, approval, role, named=named),
            ],
            [para(approval.comment, styles.TABLE_SOFT)],
            [status_para(sign, ink, text)],
            [para(facts.clock.moment(at), styles.TABLE_SOFT)] if at else [],
        )))  # fmt: skip
    has_comments = any(approval.comment.strip() for approval in approvals)
    shape = columns(
        (0, page.label - 8, "Role"),
        (page.label, page.text - 190, "Comment" if has_comments else ""),
        (page.measure - 178, 78, "Decision"),
        (page.measure - 94, 94, f"Time, {facts.zone_label}"),
    )
    return [table(page, shape, rows)] if rows else []


def _name(facts: Facts, approval: Approval, role: str, *, named: bool) -> list[Para]:
    """The name of whoever decided: a signature is worth little without it."""
    person = facts.snapshot.people.get(approval.person_id or "")
    if not named or person is None or approval.decision is ApprovalDecision.ASKED:
        return []
    name = person.name.strip()
    return [para(name, styles.TABLE_SOFT)] if name and name != role else []


class DigestBox(Part):
    """The digest in eight groups, with what it is of; beside it the head of the journal."""

    def __init__(self, page: Page, digest: str, words: str, journal: str, *, signed: bool) -> None:
        super().__init__(page)
        self.rows = _groups(digest)
        self.note, self.edge, self.journal = words, Ink.OK if signed else Ink.EDGE, journal
        self.height = 84.0

    def wrap(self, _width: float, _room: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        share = self.width * 0.56 if self.journal else self.width
        self._box(0, share, "Content digest", self.rows, self.note)
        if self.journal:
            text = "The newest entry of the journal; each entry holds the digest of the one before."
            left = share + 10
            self._box(left, self.width - left, "Journal head", _groups(self.journal), text)

    def _box(self, x: float, width: float, title: str, rows: Sequence[str], note: str) -> None:
        sheet, top = self.canv, self.height
        sheet.box(x, 6, width, top - 6, fill=Ink.BOX)
        sheet.rule(x, top - 1, width, self.edge, 2)
        small = bool(self.journal)
        code = styles.CODE._replace(size=6.8 if small else 8, leading=11.6)
        caption = styles.CAPTION._replace(size=7.4, leading=10)
        with sheet.reading(Element("P")):
            sheet.words(title, x + 13, top - 9, styles.TABLE_BOLD)
            for index, row in enumerate(rows):
                sheet.words(row, x + 13, top - 21 - index * 11.6, code)
            sheet.block(note, x + 13, top - 48, caption, width - 26)


def _groups(digest: str) -> list[str]:
    groups = [digest[i : i + 8] for i in range(0, 64, 8)]
    return [" ".join(groups[:4]), " ".join(groups[4:])]


_MEANING = (
    "Approvers confirm that this is a fair account, that the actions are accepted, and that "
    "contributing factors are named here, not people. "
)


def _opening(facts: Facts, standing: PaperStanding, *, whole: bool) -> str:
    if standing.signed_at is not None:
        when = f"{facts.clock.moment(standing.signed_at)} {facts.zone_label}"
        text = f"Version {standing.version} was signed off {when}. {_MEANING}"
        if not whole:
            return f"{text}This edition is made of what they signed."
        return f"{text}Reopening it starts a new version; actions stay live."
    if not whole:
        return "Draft, not signed off. What stands here may still change."
    since = "It was signed before and has changed since. " if standing.reopened else ""
    text = f"Draft, not signed off. {since}{_MEANING}"
    return f"{text}An approval holds for the content that was approved."


def signoff(
    page: Page,
    facts: Facts,
    standing: PaperStanding,
    extras: Extras,
    *,
    whole: bool,
    attached: bool,
) -> list[Flowable]:
    """The section: what approval means, who gave it, the digests, the versions."""
    body: list[Flowable] = [paragraph(page, _opening(facts, standing, whole=whole))]
    body += approval_rows(page, facts, named=whole)
    record = "the whole record" if whole else "the redacted record that this edition was made of"
    words = f"SHA-256 of {record}. The same record has the same digest."
    if attached:
        words = f"SHA-256 of postmortem.json, {record}, which is attached and opens in pmdesk."
    journal = extras.journal if whole else ""
    box = DigestBox(page, facts.digest, words, journal, signed=standing.is_signed)
    body += [Gap(page, 8), box]
    if extras.seal is not None:
        at = extras.seal.at.replace(second=0, microsecond=0)
        moment = f"{facts.clock.moment(at)} {facts.zone_label}"
        body.append(SealBox(page, extras.seal, moment))
    return body + revision_rows(page, facts)


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
            [para(revision.digest[:16], styles.CODE._replace(leading=11.6))]
            if revision.digest
            else [],
        )))  # fmt: skip
    if not rows:
        return []
    shape = columns(
        (0, page.label - 8, "Version"),
        (page.label, 110, "Date"),
        (page.label + 120, page.text - 210, "State and change"),
        (page.measure - 82, 82, "Digest" if any(row.cells[3] for row in rows) else ""),
    )
    return [*subhead(page, "Versions", "versions"), table(page, shape, rows)]
