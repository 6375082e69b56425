"""A small popover that asks why nothing will be done, and who decided so."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.theme.theme import theme


class DecisionPrompt(ReasonPrompt):
    """Opens beside a factor. ``decided`` carries the reason and the role, which may be empty."""

    decided = Signal(str, str)

    def __init__(self, parent: QWidget, reason: str = "", decided_by: str = "") -> None:
        super().__init__(
            "Why will nothing be done about it?", "Decide", parent,
            "For example: rarer than the cost of guarding against it", reason,
        )  # fmt: skip
        self.by = QLineEdit(decided_by)
        self.by.setFont(theme().font("ui"))
        self.by.setPlaceholderText("Who decided, as a role")
        self.by.setAccessibleName("Who decided, as a role")
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(2, self.by)
        self.answered.connect(lambda text: self.decided.emit(text, self.by.text().strip()))
