"""Find among the factors: a line under the head that walks through what it finds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pmdesk.domain.factors.branches import branch_of
from pmdesk.itemmodels.factor_rows import FactorRow
from pmdesk.itemmodels.factors import FactorModel
from pmdesk.views.controls.buttons import IconButton
from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.theme.theme import theme


def searched(row: FactorRow) -> str:
    """The words of a factor that are looked through: its own, its tags and its actions."""
    factor = row.factor
    branch = branch_of(factor.branch)
    parts = [factor.text, factor.category, factor.stop_note, branch.name if branch else ""]
    parts += [f"{action.key} {action.text}" for action in row.actions]
    return " ".join(parts).casefold()


class _Line(QLineEdit):
    """The text to find; Enter, Shift+Enter and Esc go to the bar."""

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if back else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """Hidden until ``open``. ``show`` is called with each factor that is walked to; ``closed``
    tells that finding is over."""

    closed = Signal()

    def __init__(
        self, model: FactorModel, show: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._reach = model, show
        self.found: list[str] = []
        self.at = -1
        row = self._row = QHBoxLayout(self)
        row.setSpacing(6)
        self.field = _Line()
        self.field.setPlaceholderText("Find in factors, categories and actions")
        self.field.setAccessibleName("Find in factors")
        self.count = PlainLabel("", "ui", "ink2")
        self.back = IconButton("chevron-up", "Previous (Shift+Enter)", lambda: self.step(-1))
        self.forth = IconButton("chevron-down", "Next (Enter)", lambda: self.step(1))
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addWidget(self.back)
        row.addWidget(self.forth)
        row.addWidget(IconButton("x", "Close (Esc)", self.close_here))
        row.addStretch(1)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.stepped.connect(self.step)
        self.field.left.connect(self.close_here)
        model.refreshed.connect(self._on_refreshed)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def _restyle(self) -> None:
        side = theme().px(24)
        self._row.setContentsMargins(side, 0, side, 8)
        self.field.setFont(theme().font("ui"))
        self.field.setMaximumWidth(theme().px(420))
        self.field.setMinimumHeight(theme().px(32))

    def open(self) -> None:
        """Begin to find; what was typed last is selected."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search()

    def close_here(self) -> None:
        """Put the line away; what was found stays selected."""
        self.hide()
        self.closed.emit()

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) factor that was found, round and round."""
        if self.found:
            self.at = (self.at + by) % len(self.found)
            self._reach(self.found[self.at])
        self._tell()

    def _search(self) -> None:
        words = self.field.text().casefold().split()
        held = self.found[self.at] if 0 <= self.at < len(self.found) else ""
        rows = [self._model.row(i) for i in self._model.walk()] if words else []
        self.found = [
            row.factor.id
            for row in rows
            if row is not None and not row.is_draft and all(w in searched(row) for w in words)
        ]
        self.at = self.found.index(held) if held in self.found else -1
        self._tell()

    def _on_text_changed(self, _text: str) -> None:
        self._search()
        if self.found and self.at < 0:
            self.step(1)

    def _on_refreshed(self) -> None:
        if self.isVisible():
            self._search()

    def _tell(self) -> None:
        if not self.field.text().strip():
            text = ""
        elif not self.found:
            among = " among the unaddressed" if self._model.unaddressed else ""
            text = f"Nothing found{among}"
        else:
            text = f"{self.at + 1} of {len(self.found)}" if self.at >= 0 else str(len(self.found))
        self.count.setText(text)
        self.back.setEnabled(bool(self.found))
        self.forth.setEnabled(bool(self.found))
