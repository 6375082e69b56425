"""The patterns of wording hints in the settings, each of them to switch off."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from pmdesk.domain.wording.hint import PATTERNS, Pattern
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.theme import theme

_COLUMNS = 2


class HintPatterns(QWidget):
    """``changed`` carries the values of the patterns that are off, in the order of the list."""

    changed = Signal(object)

    def __init__(self, off: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Patterns of wording hints")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        self.boxes: dict[Pattern, QCheckBox] = {}
        for number, (pattern, (name, words)) in enumerate(PATTERNS.items()):
            box = QCheckBox(name)
            box.setFont(theme().font("ui"))
            box.setChecked(pattern.value not in off)
            box.setToolTip(tooltip_of(words))
            box.setAccessibleDescription(words)
            box.toggled.connect(self._on_toggled)
            self.boxes[pattern] = box
            grid.addWidget(box, number // _COLUMNS, number % _COLUMNS)

    def _on_toggled(self) -> None:
        self.changed.emit(tuple(p.value for p, box in self.boxes.items() if not box.isChecked()))
