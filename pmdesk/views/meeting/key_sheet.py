"""The keys of a meeting as a sheet in the console: in sight while it is wanted, never modal."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Surface
from pmdesk.views.meeting.keys import TOLD


class KeySheet(Surface):
    """Every key with what it does, in two columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "line2", 10, parent)
        self.setAccessibleName("Keys of the meeting")
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for row, (keys, words) in enumerate(TOLD):
            grid.addWidget(PlainLabel(keys, "ui_semibold", "ink1"), row, 0)
            grid.addWidget(WrappedLabel(words, "ui", "ink2"), row, 1)
