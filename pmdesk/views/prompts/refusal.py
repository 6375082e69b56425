"""The small window that stands in for the program when its library can't be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.theme.theme import theme


class RefusalWindow(QWidget):
    """Says what happened, what is safe and where the files lie; its button closes it."""

    def __init__(self, sentence: str, folder: Path) -> None:
        super().__init__()
        self.setWindowTitle("pmdesk")
        self.setFixedWidth(theme().px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(10)
        column.addWidget(PlainLabel("The library can't be opened", "heading"))
        words = WrappedLabel(sentence, "body")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(words)
        place = WrappedLabel(f"Your files are in {folder}", "meta_regular", "ink2")
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(place)
        row = QHBoxLayout()
        row.addStretch(1)
        self.button = Button("Close", "primary", on_click=self.close)
        row.addWidget(self.button)
        column.addLayout(row)
        self.button.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("canvas"))
