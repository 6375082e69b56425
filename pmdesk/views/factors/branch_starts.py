"""The ready branches that nobody has asked in yet, offered as empty starts under the factors."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from pmdesk.domain.analysis import Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.factors.branches import branches_left
from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.flow import FlowLayout
from pmdesk.views.controls.labels import PlainLabel, tooltip_of
from pmdesk.views.factors.commands import FactorCommands
from pmdesk.views.theme.theme import theme


class BranchStarts(QWidget):
    """A line of buttons, one a branch; each begins a contributing factor in it."""

    def __init__(self, commands: FactorCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Other branches to ask in")
        self._commands = commands
        self._flow = FlowLayout(self)
        self._flow.addWidget(PlainLabel("Ask about", "ui", "ink2"))
        self.buttons: dict[str, Button] = {}
        self._words: tuple[str, ...] = ()
        commands.document.changed.connect(self._on_document_changed)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.refresh()

    def _restyle(self) -> None:
        self._flow.setContentsMargins(theme().px(24), 4, theme().px(24), 6)

    def sizeHint(self) -> QSize:
        return QSize(400, super().sizeHint().height())

    @property
    def wanted(self) -> bool:
        """Whether there is a branch left to ask in, and somebody may write."""
        return bool(self.buttons) and self._commands.writable

    def refresh(self) -> None:
        """Offer the branches that are left."""
        left = branches_left(self._commands.document.snapshot)
        words = tuple(branch.word for branch in left)
        if words == self._words:
            return
        self._words = words
        for button in self.buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for branch in left:
            button = Button(branch.name, "ghost", "plus", parent=self, size="small")
            button.clicked.connect(
                lambda _on=False, w=branch.word: self._commands.begin_branch(w)
            )
            button.setToolTip(tooltip_of(branch.question))
            button.setAccessibleName(f"{branch.name}: {branch.question}")
            self._flow.addWidget(button)
            button.show()
            self.buttons[branch.word] = button

    def _on_document_changed(self, edit: Edit) -> None:
        if any(change.kind is Factor for change in edit.changes):
            self.refresh()
