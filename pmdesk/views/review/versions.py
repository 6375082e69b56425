"""The versions: what was signed and when, whether it still is what was signed, and comparing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pmdesk.document.document import Document
from pmdesk.domain.revisions.versions import (
    changed_since,
    closed_revisions,
    faults,
    lock_of,
    next_name,
    revisions_of,
    version_words,
)
from pmdesk.domain.signoff import Revision
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import RevisionState
from pmdesk.views.controls.labels import WrappedLabel
from pmdesk.views.review.card import Card, Link
from pmdesk.views.review.times import moment_text
from pmdesk.views.review.trail import Trail


class VersionsCard(Card):
    """``compare_requested`` asks for the comparison."""

    compare_requested = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__("Versions")
        self._document = document
        self.standing = WrappedLabel("", "ui", "ink2")
        self.fault = WrappedLabel("", "ui", "danger")
        self.trail = Trail("Versions")
        self.compare = Link("Compare versions", self.compare_requested.emit)
        for part in (self.standing, self.fault, self.trail):
            self.body.addWidget(part)
        self.head.addWidget(self.compare)

    def refresh(self) -> None:
        """Show the versions, the latest first."""
        snapshot = self._document.snapshot
        now, zone = self._document.clock.now(), snapshot.postmortem.zone
        rows = [
            (_title(r), f"Digest {r.digest[:16]}" if r.digest else r.note.strip(),
             moment_text(r.signed_at or r.created_at, now, zone))
            for r in reversed(revisions_of(snapshot))
        ]  # fmt: skip
        self.trail.show_rows(rows)
        self.trail.setVisible(bool(rows))
        self.standing.setText(standing_words(snapshot))
        found = faults(snapshot)
        self.fault.setText("\n".join(found))
        self.fault.setVisible(bool(found))
        self.compare.setVisible(bool(closed_revisions(snapshot)))

    def stops(self) -> list[QWidget]:
        """What Tab comes to."""
        return [self.compare]


def _title(revision: Revision) -> str:
    words = {
        RevisionState.OPEN: "draft",
        RevisionState.SIGNED: "signed",
        RevisionState.LAPSED: "signed, since reopened",
    }[revision.state]
    return f"{revision.name}  {words}"


def standing_words(snapshot: Snapshot) -> str:
    """How the text stands to what was signed, in one sentence."""
    closed = closed_revisions(snapshot)
    if not closed:
        return f"No version is signed yet. Signing makes version {next_name(snapshot)}."
    locked = lock_of(snapshot)
    if locked is not None:
        return f"Version {locked.name} is signed and stays as it is."
    changed = changed_since(snapshot)
    if changed is None:
        return f"{version_words(snapshot)}: nothing changed since {closed[-1].name} was signed."
    return f"{version_words(snapshot)}: changed since {changed.name} was signed."
