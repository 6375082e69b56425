"""The actions section on the sample, with hands: click a cell, press keys."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.itemmodels.action_items import Column
from pmdesk.views.action_items.panel import ActionsPanel
from pmdesk.views.controls.picker import Picker
from tests.fakes import MemoryStorage, SetClock, sample

Left, No = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Control, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Alt = Qt.KeyboardModifier.AltModifier
TODAY = date(2026, 11, 24)


class Desk:
    """A panel with a document; ``told`` collects what was refused."""

    def __init__(
        self, snapshot: Snapshot | None = None, read_only: str = "", width: int = 1216
    ) -> None:
        snapshot = snapshot or sample()
        self.storage = MemoryStorage(snapshot)
        self.storage.read_only = read_only
        self.document = Document(snapshot, self.storage, SetClock())
        self.selection = Selection(self.document)
        self.panel = ActionsPanel(self.document, self.selection, lambda: TODAY)
        self.panel.resize(width, 848)
        self.panel.show()
        self.panel.activateWindow()
        self.table, self.line = self.panel.table, self.panel.line
        self.model = self.panel.model
        self.told: list[str] = []
        self.document.refused.connect(self.told.append)
        QApplication.processEvents()

    def close(self) -> None:
        self.panel.close()
        self.panel.deleteLater()
        QApplication.processEvents()

    def action(self, number: int) -> ActionItem:
        return next(a for a in self.document.snapshot.actions if a.number == number)

    def numbers(self) -> list[int]:
        return [self.model.cells(row).action.number for row in range(self.model.rowCount())]

    def at(self, number: int, column: Column, dx: int = 6) -> QPoint:
        rect = self.table.cell_rect(self.action(number).id, column)
        assert rect is not None
        return QPoint(rect.left() + dx, rect.center().y())

    def click(
        self, number: int, column: Column, mods: Qt.KeyboardModifier = No, dx: int = 6
    ) -> None:
        QTest.mouseClick(self.table.viewport(), Left, mods, self.at(number, column, dx))
        QApplication.processEvents()

    def go(self, number: int, column: Column) -> None:
        self.table.go_to(self.action(number).id, column)
        self.table.setFocus()

    def key(
        self, key: Qt.Key, mods: Qt.KeyboardModifier = No, on: QWidget | None = None
    ) -> None:
        QTest.keyClick(on or self.table, key, mods)
        QApplication.processEvents()

    def type(self, text: str, on: QWidget | None = None) -> None:
        """Type on a widget; what begins on the table goes on where its first letter led."""
        for letter in text:
            QTest.keyClicks(on or self.table, letter)
            QApplication.processEvents()
            last = self.table.pickers.last
            if on is None and self.table.editor.is_open:
                on = self.table.editor.line
            elif on is None and isinstance(last, Picker):
                on = last.field

    def current(self) -> tuple[int, Column] | None:
        current = self.table.current()
        if current is None:
            return None
        action = self.document.snapshot.need(ActionItem, current[0])
        return action.number, current[1]

    @property
    def steps(self) -> list[str]:
        stack = self.document.undo_stack
        return [stack.text(i) for i in range(stack.count())]
