"""Who was asked to approve, what they said, and the line to ask one more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.change import Edit
from pmdesk.domain.policy import policy_for
from pmdesk.domain.revisions.versions import lapsed_approvals
from pmdesk.domain.signoff import Approval
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import ApprovalDecision, name_of
from pmdesk.edits.approvals import (
    add_approver,
    approvals_of,
    approve,
    ask_again,
    ask_for_changes,
    decline,
    remove_approver,
)
from pmdesk.exporters.people import Roles
from pmdesk.views.controls.buttons import Button, IconButton
from pmdesk.views.controls.labels import ElidedLabel, WrappedLabel
from pmdesk.views.controls.panels import Tag
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.review.add_row import AddRow
from pmdesk.views.review.card import Card, Sign, sync_rows
from pmdesk.views.review.times import moment_text
from pmdesk.views.theme.glyphs import draw_avatar
from pmdesk.views.theme.icons import icon
from pmdesk.views.theme.theme import theme

# Narrower than this, the buttons stand under the words.
_BESIDE = 420


class Avatar(QWidget):
    """The initials of a role."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._role = ""
        theme().changed.connect(self.updateGeometry)

    def show_role(self, role: str) -> None:
        """Show another role."""
        self._role = role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(32), theme().px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        size = theme().px(32)
        draw_avatar(QPainter(self), self._role, self.width() / 2, self.height() / 2, size)


class ApproverRow(QWidget):
    """One approver: role, what was said and when, and what can be recorded now."""

    def __init__(self, card: ApproversCard, approval_id: str) -> None:
        super().__init__()
        self._card, self.approval_id = card, approval_id
        self._decision = ApprovalDecision.ASKED
        self._lapsed = False
        self.prompt: ReasonPrompt | None = None
        self.menu: QMenu | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 7, 0, 7)
        row.setSpacing(12)
        self._avatar = Avatar()
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        self.role = ElidedLabel("", "body_medium")
        self.state = ElidedLabel("", "meta_regular", "ink2")
        self.comment = WrappedLabel("", "ui", "ink2")
        for label in (self.role, self.state, self.comment):
            words.addWidget(label)
        row.addLayout(words, 1)
        self._buttons = QWidget()
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(6)
        self.approve = Button("Approve", size="compact", on_click=self._on_approve)
        self.changes = Button("Changes…", size="compact", on_click=self._on_changes)
        buttons.addWidget(self.approve)
        buttons.addWidget(self.changes)
        self._below, self._beside = words, QHBoxLayout()
        self._beside.setSpacing(6)
        self.tick = Sign("met")
        self.declined = Tag(parent=self)
        self.more = IconButton("ellipsis", "More", self._on_more)
        for part in (self._buttons, self.tick, self.declined, self.more):
            self._beside.addWidget(part)
        right = QVBoxLayout()
        right.addLayout(self._beside)
        right.addStretch(1)
        row.addLayout(right)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [self.approve, self.changes, self.more]

    def show_approval(self, approval: Approval, role: str, lapsed: bool = False) -> None:
        """Show what this approver has said."""
        held = any(part.hasFocus() for part in self.stops())
        self._decision = approval.decision
        document = self._card.document
        now, zone = document.clock.now(), document.snapshot.postmortem.zone
        self._lapsed = lapsed
        self._avatar.show_role(role or "?")
        self.role.setText(role or "No role")
        self.state.setText(state_text(approval, now, zone, lapsed))
        self.comment.setText(f"“{approval.comment}”" if approval.comment else "")
        self.comment.setVisible(bool(approval.comment))
        self.tick.setVisible(approval.decision is ApprovalDecision.APPROVED and not lapsed)
        said = {ApprovalDecision.DECLINED: "Declined", ApprovalDecision.CHANGES: "Changes"}
        self.declined.show_text(said.get(approval.decision, ""), "danger", "danger_soft")
        if lapsed:
            self.declined.show_text("Lapsed", "warn", "warn_soft")
        self.setAccessibleName(f"{role}. {self.state.text()}. {approval.comment}".strip())
        for part in self.stops():
            part.setAccessibleDescription(role)
        self.more.setAccessibleName(f"More for {role}")
        self._show_buttons()
        if held and not any(part.hasFocus() for part in self.stops()):
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_buttons()

    def _show_buttons(self) -> None:
        writable = not self._card.document.read_only
        asked = writable and (self._decision is ApprovalDecision.ASKED or self._lapsed)
        self._buttons.setVisible(asked)
        self.more.setVisible(writable)
        beside = self.width() >= theme().px(_BESIDE)
        if beside == (self._beside.indexOf(self._buttons) < 0):
            (self._below if beside else self._beside).removeWidget(self._buttons)
            if beside:
                self._beside.insertWidget(0, self._buttons)
            else:
                self._below.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignLeft)
            layout = self._buttons.layout()
            assert layout is not None
            layout.setContentsMargins(0, 0 if beside else 6, 0, 0)

    def _attempt(self, make: Callable[[Snapshot], Edit]) -> None:
        self._card.document.attempt(make)

    def _on_approve(self, comment: str = "") -> None:
        now = self._card.document.clock.now()
        self._attempt(lambda s: approve(s, self.approval_id, now, comment))

    def _on_changes(self) -> None:
        self._ask("What should change?", "Ask for changes", self._on_changes_answered)

    def _on_changes_answered(self, comment: str) -> None:
        now = self._card.document.clock.now()
        self._attempt(lambda s: ask_for_changes(s, self.approval_id, now, comment))

    def _on_decline(self) -> None:
        self._ask("Why is it declined?", "Decline", self._on_decline_answered)

    def _ask(self, question: str, button: str, then: Callable[[str], None]) -> None:
        self.prompt = ReasonPrompt(question, button, self, placeholder="It is kept with the answer")
        self.prompt.answered.connect(then)
        self.prompt.open_at(self.changes if self.changes.isVisible() else self.more)

    def _on_decline_answered(self, comment: str) -> None:
        now = self._card.document.clock.now()
        self._attempt(lambda s: decline(s, self.approval_id, now, comment))

    def _on_comment(self) -> None:
        self.prompt = ReasonPrompt(
            "Approve with a comment", "Approve", self, placeholder="It is kept with the answer"
        )
        self.prompt.answered.connect(self._on_approve)
        self.prompt.open_at(self.more)

    def _on_ask_again(self) -> None:
        now = self._card.document.clock.now()
        self._attempt(lambda s: ask_again(s, self.approval_id, now))

    def _on_remove(self) -> None:
        self._attempt(lambda s: remove_approver(s, self.approval_id))

    def _on_more(self) -> None:
        menu = self.menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._decision is ApprovalDecision.ASKED or self._lapsed:
            menu.addAction(icon("circle-check"), "Approve with a comment…", self._on_comment)
            menu.addAction(icon("circle-minus"), "Decline…", self._on_decline)
        else:
            menu.addAction(icon("rotate-ccw"), "Ask again", self._on_ask_again)
        menu.addSeparator()
        menu.addAction(icon("trash-2"), "Remove approver", self._on_remove)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))


def state_text(approval: Approval, now: datetime, zone: str, lapsed: bool = False) -> str:
    """What was said and when: "Approved 16 Apr, 11:04", "Asked today, 09:30 · waiting"."""
    if approval.decision is ApprovalDecision.ASKED:
        at = moment_text(approval.asked_at, now, zone)
        return f"Asked {_within(at)} · waiting" if at else "Waiting"
    word = name_of(approval.decision)
    at = moment_text(approval.decided_at, now, zone)
    said = f"{word} {_within(at)}" if at else word
    return f"{said} · the text has changed since" if lapsed else said


def _within(moment: str) -> str:
    """A moment inside of a sentence."""
    return moment.replace("Today", "today").replace("Yesterday", "yesterday")


class ApproversCard(Card):
    """The approvers of a document and a line to ask one more."""

    def __init__(self, document: Document) -> None:
        super().__init__("Approvers")
        self.document = document
        self.rows: dict[str, ApproverRow] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.nobody = WrappedLabel("", "ui", "ink2")
        self.body.addWidget(self.nobody)
        self.line = AddRow("Ask a role to approve", "Ask", self._problem)
        self.line.field.added.connect(self._on_added)
        self.body.addWidget(self.line)

    def refresh(self) -> None:
        """Show the approvers as they are now; a row keeps its focus."""
        snapshot = self.document.snapshot
        roles = Roles(snapshot)
        approvals = approvals_of(snapshot)
        lapsed = lapsed_approvals(snapshot)
        ids = [approval.id for approval in approvals]
        sync_rows(self._rows, self.rows, ids, lambda i: ApproverRow(self, i))
        for approval in approvals:
            role = approval.role.strip() or roles.of(approval.person_id)
            self.rows[approval.id].show_approval(
                approval, roles.shown(role), approval.id in lapsed
            )
        self._show_count(approvals, lapsed)
        self.line.allow(not self.document.read_only)

    def _show_count(self, approvals: list[Approval], lapsed: frozenset[str]) -> None:
        said = sum(
            a.decision is ApprovalDecision.APPROVED and a.id not in lapsed for a in approvals
        )
        self.note.setText(f"{said} of {len(approvals)} approved" if approvals else "")
        policy = policy_for(self.document.snapshot.postmortem.severity)
        self.nobody.setText(f"Nobody is asked yet. {policy.reviewers}.")
        self.nobody.setVisible(not approvals)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        order = [self.rows[a.id] for a in approvals_of(self.document.snapshot) if a.id in self.rows]
        return [*(part for row in order for part in row.stops()), self.line.field, self.line.button]

    def _problem(self, text: str) -> str:
        role, _ = self._person(text)
        taken = {a.role.casefold() for a in approvals_of(self.document.snapshot)}
        return f"{role} is asked already." if role.casefold() in taken else ""

    def _on_added(self, text: str) -> None:
        role, person_id = self._person(text)
        now = self.document.clock.now()
        self.document.attempt(lambda s: add_approver(s, role, now, person_id))

    def _person(self, text: str) -> tuple[str, str | None]:
        """The role for what was typed, and whose it is: a name is never kept as a role."""
        snapshot = self.document.snapshot
        roles = Roles(snapshot)
        role = roles.shown(text)
        for person in snapshot.people.values():
            if roles.of(person.id).casefold() == role.casefold():
                return roles.of(person.id), person.id
        return role, None
