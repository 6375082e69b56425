"""What an exported page says of its own standing: a draft, or a signed version."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from pmdesk.domain.revisions.content import content_digest
from pmdesk.domain.revisions.lock import signed_in
from pmdesk.domain.signoff import Revision
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import RevisionState


class PaperStanding(NamedTuple):
    """``version`` is the name of the signed version, or of the one being written (may be empty).

    ``signed_at`` (UTC) is None for a draft. ``reopened`` says that a version was signed before.
    """

    version: str = ""
    signed_at: datetime | None = None
    reopened: bool = False

    @property
    def is_signed(self) -> bool:
        """Whether the page shows exactly what was signed."""
        return self.signed_at is not None

    @property
    def words(self) -> str:
        """In a line: "version 1.0", "draft of version 1.1", "draft"."""
        if self.is_signed:
            return f"version {self.version}"
        return f"draft of version {self.version}" if self.version else "draft"


def paper_standing(snapshot: Snapshot) -> PaperStanding:
    """How a postmortem stands. Signed is only what still has the digest that was signed."""
    signed = signed_in(snapshot.tables)
    if signed is not None and signed.signed_at is not None:
        if content_digest(snapshot) == signed.digest:
            return PaperStanding(signed.name, signed.signed_at)
        return PaperStanding(f"{signed.name}, changed since", None, reopened=True)
    revisions = sorted(snapshot.of(Revision).values(), key=lambda r: (r.name, r.id))
    named = [r.name for r in revisions if r.state is RevisionState.OPEN and r.name.strip()]
    lapsed = any(r.state is RevisionState.LAPSED for r in revisions)
    return PaperStanding(named[-1] if named else "", None, lapsed)
