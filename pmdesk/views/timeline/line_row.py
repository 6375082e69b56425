"""A row that keeps the height of a bare field: of its own such a field gives way to anything."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pmdesk.views.theme.theme import theme

_HEIGHT = 26


class LineRow(QWidget):
    """Holds one field at the height of a line of text."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(field)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(_HEIGHT))
