"""A desk that shows its timeline as a table, with hands for cells."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.domain.timeline import TimelineEvent
from pmdesk.itemmodels.timeline_events import Column
from tests.views.timeline.hands import Desk, Left, No

Key = Qt.Key


class Rows:
    """A desk that shows its table, with hands for cells."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.panel.show_view("table")
        spin()
        view = desk.panel.views.table
        assert view is not None
        self.view, self.table, self.model = view, view.table, view.model
        self.table.setFocus()
        self.document, self.selection = desk.document, desk.selection

    def event(self, start: str) -> TimelineEvent:
        return self.desk.event(start)

    def go(self, start: str, column: Column) -> TimelineEvent:
        event = self.event(start)
        self.table.go_to(event.id, column)
        return event

    def key(self, key: Qt.Key, mods: Qt.KeyboardModifier = No) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.table, key, mods)
        spin()

    def type(self, text: str) -> None:
        for char in text:
            QTest.keyClicks(QApplication.focusWidget() or self.table, char)
        spin()

    def click(self, event: TimelineEvent, column: Column, mods: Qt.KeyboardModifier = No) -> None:
        cell = self.table.cell_rect(event.id, column)
        assert cell is not None
        QTest.mouseClick(
            self.table.viewport(), Left, mods, QPoint(cell.left() + 4, cell.center().y())
        )
        spin()

    def pick(self, words: str) -> None:
        picker = self.table.cells.pickers.last
        assert picker is not None
        picker.field.setText(words)
        QTest.keyClick(picker.field, Key.Key_Return)
        spin()


def spin() -> None:
    for _ in range(3):
        QApplication.processEvents()
