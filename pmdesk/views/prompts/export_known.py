"""Asks what to do with a record that comes back to a library that holds it already."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import WrappedLabel, tooltip_of
from pmdesk.views.prompts.sheet import Sheet


class KnownRecordSheet(Sheet):
    """``opened`` for the one that is there, ``copied`` for a second one, ``checked`` to compare
    the file with it; nothing on Cancel."""

    opened = Signal()
    copied = Signal()
    checked = Signal()

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
        self.check = Button("Check it", "secondary", "badge-check", on_click=self._check)
        self.check.setToolTip(tooltip_of("Say whether the file is as your library has it"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.check, 1)
        row.addWidget(self.copy, 1)
        self.body.addLayout(row)

    def act(self) -> None:
        self.dismiss()
        self.opened.emit()

    def _check(self) -> None:
        self.dismiss()
        self.checked.emit()

    def _copy(self) -> None:
        self.dismiss()
        self.copied.emit()
