"""The Factors section on the sample, with hands: keys, clicks, drags, drops."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.analysis import Factor
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.snapshot import Snapshot
from pmdesk.edits.factors import delete_factor
from pmdesk.views.controls.carried_actions import mime_of_actions
from pmdesk.views.controls.carried_events import mime_of
from pmdesk.views.factors.panel import FactorsPanel
from pmdesk.views.factors.past import PastFactors
from tests.fakes import MemoryStorage, SetClock, sample

Left, No = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Alt, Shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
Control = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def without_factors() -> Snapshot:
    snapshot = sample()
    for root in FactorTree(snapshot).roots:
        snapshot = snapshot.applied(delete_factor(snapshot, root.id).changes)
    return snapshot


class Desk:
    """A panel of the size of a usual window; ``view`` is the outline or the tree."""

    def __init__(
        self,
        snapshot: Snapshot | None = None,
        read_only: str = "",
        form: str = "outline",
        past: PastFactors | None = None,
    ) -> None:
        held = snapshot or sample()
        self.storage = MemoryStorage(held)
        self.storage.read_only = read_only
        self.document = Document(held, self.storage, SetClock())
        self.selection = Selection(self.document)
        self.panel = FactorsPanel(self.document, self.selection, past)
        self.panel.resize(1216, 848)
        self.panel.show()
        self.panel.show_form(form)
        self.view = self.panel.views[form]
        self.told: list[str] = []
        self.document.refused.connect(self.told.append)
        self.panel.activateWindow()
        self.view.setFocus()
        QApplication.processEvents()

    # -- what is there

    def find(self, start: str) -> Factor:
        return next(f for f in self.document.snapshot.factors.values() if f.text.startswith(start))

    def texts(self, parent: Factor | None = None) -> list[str]:
        tree = FactorTree(self.document.snapshot)
        return [f.text for f in tree.children(parent.id if parent else None)]

    @property
    def chosen(self) -> list[str]:
        held = self.document.snapshot.factors
        return [held[i].text for i in self.panel.commands.selected()]

    @property
    def steps(self) -> list[str]:
        stack = self.document.undo_stack
        return [stack.text(i) for i in range(stack.index())]

    @property
    def current(self) -> str:
        factor = self.panel.commands.current()
        return factor.text if factor is not None else ""

    # -- hands

    def select(self, start: str) -> Factor:
        factor = self.find(start)
        self.panel.reveal(factor.id)
        QApplication.processEvents()
        return factor

    def key(self, key: Qt.Key, mods: Qt.KeyboardModifier = No) -> None:
        """Press a key where the focus is: in the line that is open, or in the view."""
        editor = getattr(self.view, "editor", None)
        typing = editor is not None and editor.is_open
        QTest.keyClick(editor if typing else self.view, key, mods)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        QTest.keyClicks(self.view.editor, text)

    def row(self, start: str) -> QPoint:
        place = self.panel.outline.row_of(self.find(start).id)
        assert place is not None
        return QPoint(round(place.text.left()) + 20, round(place.cy))

    def click(self, at: QPoint, mods: Qt.KeyboardModifier = No) -> None:
        QTest.mouseClick(self.view.viewport(), Left, mods, at)
        QApplication.processEvents()

    def double_click(self, at: QPoint) -> None:
        QTest.mouseDClick(self.view.viewport(), Left, No, at)
        QApplication.processEvents()

    def press(self, at: QPoint) -> None:
        QTest.mousePress(self.view.viewport(), Left, No, at)

    def move(self, at: QPoint) -> None:
        view = self.view.viewport()
        moved = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(at), QPointF(view.mapToGlobal(at)),
            Qt.MouseButton.NoButton, Left, No,
        )  # fmt: skip
        QApplication.sendEvent(view, moved)
        QApplication.processEvents()

    def release(self, at: QPoint) -> None:
        QTest.mouseRelease(self.view.viewport(), Left, No, at)
        QApplication.processEvents()

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.press(start)
        for step in range(1, 6):
            self.move(start + (end - start) * (step / 5))
        self.release(end)

    def drop_events(self, ids: list[str], at: QPoint, onto: QWidget | None = None) -> None:
        self.drop(mime_of(ids), at, onto)

    def drop_actions(self, ids: list[str], at: QPoint) -> None:
        self.drop(mime_of_actions(ids), at)

    def drop(self, data: QMimeData, at: QPoint, onto: QWidget | None = None) -> None:
        copy = Qt.DropAction.CopyAction
        view = onto or self.view.viewport()
        enter = QDragEnterEvent(at, copy, data, Left, No)
        QApplication.sendEvent(view, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(view, QDropEvent(QPointF(at), copy, data, Left, No))
        QApplication.processEvents()

    def menu_key(self) -> list[str]:
        """Press the menu key; the words of the menu that opens."""
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
        QApplication.sendEvent(self.view.viewport(), event)
        menu = self.view.menus.last
        assert menu is not None
        return [a.text().split("\t")[0] for a in menu.actions() if a.text()]

    def close(self) -> None:
        for popup in QApplication.topLevelWidgets():
            if popup is not self.panel and isinstance(popup, QWidget):
                popup.close()
        self.panel.close()
