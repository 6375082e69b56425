"""What is shown of a signed version: that the text is locked, and that its actions live on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.revisions.versions import lock_of, next_name
from pmdesk.domain.terms import ActionStatus
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Hairline, Meter
from pmdesk.views.review.card import Card
from pmdesk.views.review.times import moment_text
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme


class _Badge(QWidget):
    """A lock in a round field, in the colour of what is done."""

    def __init__(self) -> None:
        super().__init__()
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedSize(theme().px(44), theme().px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        flat = t.tokens.flat
        painter.setPen(QPen(t.colour("ok"), 2) if flat else Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("ok_soft"))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        side = t.px(20)
        at = (self.width() - side) / 2
        draw(painter, "lock", "ok", at, at, side)


class SignedCard(Card):
    """Hidden while the text may be edited."""

    def __init__(self, document: Document) -> None:
        super().__init__("Signed off", "heading")
        self._document = document
        self.head.setSpacing(14)
        self.head.insertWidget(0, _Badge())
        self.when = WrappedLabel("", "body", "ink2")
        self.body.addWidget(self.when)
        self.digest = WrappedLabel("", "mono", "ink2")
        self.body.addSpacing(8)
        self.body.addWidget(self.digest)
        self.body.addSpacing(14)
        self.body.addWidget(Hairline())
        self.body.addSpacing(14)
        row = QHBoxLayout()
        row.addWidget(PlainLabel("Actions stay live", "body_semibold"))
        row.addStretch(1)
        self.done = PlainLabel("", "ui", "ink2")
        row.addWidget(self.done)
        self.body.addLayout(row)
        self.body.addSpacing(8)
        self.meter = Meter()
        self.body.addWidget(self.meter)
        self.body.addSpacing(8)
        words = (
            "Status and dates of actions go on and show in Follow-through. The signed text does "
            "not change."
        )
        self.body.addWidget(WrappedLabel(words, "ui", "ink2"))

    def refresh(self) -> None:
        """Show the signed version, or be gone."""
        snapshot = self._document.snapshot
        revision = lock_of(snapshot)
        self.setVisible(revision is not None)
        if revision is None:
            return
        now, zone = self._document.clock.now(), snapshot.postmortem.zone
        self.title.setText(f"Signed off as version {revision.name}")
        self.when.setText(
            f"{moment_text(revision.signed_at, now, zone)} {zone}. The text is locked; reopening "
            f"starts version {next_name(snapshot)} and asks the approvers again."
        )
        digest = revision.digest
        groups = [digest[i : i + 8] for i in range(0, len(digest), 8)]
        self.digest.setText("SHA-256 " + " ".join(groups))
        actions = [a for a in snapshot.actions if a.status is not ActionStatus.WONT_DO]
        done = sum(a.status is ActionStatus.DONE for a in actions)
        self.done.setText(f"{done} of {len(actions)} done" if actions else "No actions")
        self.meter.show_share(done, len(actions))
        self.meter.setAccessibleName(f"{done} of {len(actions)} actions done")
        self.meter.setVisible(bool(actions))
