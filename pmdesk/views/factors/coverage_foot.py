"""The foot of the coverage: what the chosen cell says, or what is left over."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pmdesk.views.controls.labels import ElidedLabel, PlainLabel
from pmdesk.views.factors.coverage_view import CoverageView
from pmdesk.views.theme.theme import theme


class CoverageFoot(QWidget):
    """Two lines of words under the coverage."""

    def __init__(self, view: CoverageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        row = self._row = QHBoxLayout(self)
        self.words = ElidedLabel("", "ui", "ink1")
        self.summary = PlainLabel("", "ui_medium", "ink2")
        row.addWidget(self.words, 1)
        row.addWidget(self.summary)
        view.said.connect(self._on_said)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        side = theme().px(24)
        self._row.setContentsMargins(side, 10, side, 10)
        self._row.setSpacing(side)

    def _on_said(self, text: str) -> None:
        summary = self._view.summary()
        self.words.setText(text if text != summary else "")
        self.summary.setText(summary)
