"""In which role the steps of the review are recorded."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.exporters.people import Roles
from pmdesk.views.controls.labels import PlainLabel, tooltip_of
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.review.card import Link


class RecordedAs(QWidget):
    """Holds the role until another one is picked: at first the facilitator's, or the author's."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._chosen: str | None = None
        self.picker: Picker | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(PlainLabel("Recorded as", "ui", "ink2"))
        self.link = Link(on_click=self.pick)
        row.addWidget(self.link)
        row.addStretch(1)

    @property
    def role(self) -> str:
        """The role that is recorded, or an empty text."""
        if self._chosen is not None:
            return self._chosen
        snapshot = self._document.snapshot
        head, roles = snapshot.postmortem, Roles(snapshot)
        return roles.of(head.facilitator_id) or roles.of(head.author_id)

    def refresh(self) -> None:
        """Show the role as it is now."""
        self.link.show_text(self.role or "choose a role")
        self.link.setAccessibleName(f"Recorded as {self.role or 'nobody yet'}")
        self.link.setToolTip(tooltip_of("Who moves the postmortem and gives reasons here"))
        self.setVisible(not self._document.unwritable)

    def pick(self) -> None:
        """Open the list of roles; another one can be typed."""
        roles = Roles(self._document.snapshot)
        people = sorted(self._document.snapshot.people.values(), key=lambda p: (p.position, p.id))
        names = list(dict.fromkeys(roles.of(person.id) for person in people))
        choices = [Choice(name, name, avatar=True) for name in names]
        self.picker = Picker(choices, self, "A role", new_words="Use")
        self.picker.picked.connect(self._on_picked)
        self.picker.made.connect(self._on_picked)
        self.picker.open_under(self.link)

    def _on_picked(self, role: object) -> None:
        if isinstance(role, str):
            self._chosen = role
            self.refresh()
