"""Asks what to do with a record that comes back to a library that holds it already."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import WrappedLabel
from pmdesk.views.prompts.sheet import Sheet


class KnownRecordSheet(Sheet):
    """``opened`` for the one that is there, ``copied`` for a second one; nothing on Cancel."""

    opened = Signal()
    copied = Signal()

    def __init__(self, window: QWidget, key: str, title: str) -> None:
        super().__init__(window, "Your library holds this postmortem", 520, "Open it", "book-open")
        words = f"It is {key} {title.strip()}".strip()
        self.body.addWidget(WrappedLabel(f"{words}.", "ui"))
        self.body.addWidget(
            WrappedLabel(
                "The file may be older or newer than what you have. A copy gets a number of its "
                "own and leaves what you have as it is.",
                "meta_regular",
                "ink2",
            )
        )
        self.copy = Button("Keep as a copy", "secondary", "copy", on_click=self._copy)
        self.body.addWidget(self.copy)

    def act(self) -> None:
        self.dismiss()
        self.opened.emit()

    def _copy(self) -> None:
        self.dismiss()
        self.copied.emit()
