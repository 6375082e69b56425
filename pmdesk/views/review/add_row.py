"""A line to add something with: only Enter or its button adds, nothing saves itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.fields import LineField, Problem


class AddLine(LineField):
    """The field; ``added`` carries a line that was not refused."""

    added = Signal(str)

    def __init__(self, placeholder: str, check: Callable[[str], str]) -> None:
        super().__init__("ui", placeholder, check=check, rest=False)
        self._refuse = check
        self.textEdited.connect(lambda _text: self._mark_wrong(""))

    def commit(self) -> None:
        """What is half typed stays as it is until it is added."""

    def add(self) -> None:
        """Tell of the line and become empty, unless it is empty or refused."""
        text = " ".join(self.text().split())
        problem = self._refuse(text) if text else ""
        self._mark_wrong(problem)
        if text and not problem:
            self.clear()
            self.added.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add()
            return
        super().keyPressEvent(event)


class AddRow(QWidget):
    """A line with its button, and the sentence that says why a text is refused."""

    def __init__(self, placeholder: str, button: str, check: Callable[[str], str]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.field = AddLine(placeholder, check)
        self.button = Button(button, on_click=self.field.add)
        row.addWidget(self.field, 1)
        row.addWidget(self.button)
        column.addLayout(row)
        column.addWidget(Problem(self.field))
        self.setFocusProxy(self.field)

    def allow(self, writable: bool) -> None:
        """Be of use, or be gone where nothing can be changed."""
        self.setVisible(writable)
