"""The list of postmortems with its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QListView, QWidget

from pmdesk.itemmodels.library import LibraryModel
from pmdesk.views.library.rows import EntryDelegate, RowState
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent


class EntryList(QListView):
    """Enter and double click open, Del deletes, the menu key asks for the menu."""

    open_requested = Signal(str)
    delete_requested = Signal(str)
    menu_requested = Signal(str, QPoint)
    left_upwards = Signal()

    def __init__(self, model: LibraryModel) -> None:
        super().__init__()
        # Made here, because the first widget that is not makes PySide load every kind of them.
        self.setViewport(QWidget())
        self._entries = model
        self._hovered = -1
        self.setModel(model)
        self.setItemDelegate(EntryDelegate(model, self._state_of, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Postmortems")
        self.viewport().setAutoFillBackground(False)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.viewportEntered.connect(lambda: self._hover(-1))
        model.modelReset.connect(lambda: self._hover(-1))
        self.doubleClicked.connect(self._on_double_clicked)
        theme().changed.connect(self._on_theme_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        key = event.key()
        if key == Qt.Key.Key_Up and index.row() <= 0:
            self.left_upwards.emit()
        elif not index.isValid():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_requested.emit(self._id(index))
        elif key == Qt.Key.Key_Delete:
            self.delete_requested.emit(self._id(index))
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            rect: QRect = self.visualRect(index)
            place = rect.center() if by_key else event.pos()
            self.menu_requested.emit(self._id(index), self.viewport().mapToGlobal(place))

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _state_of(self, row: int) -> RowState:
        return RowState(
            selected=any(index.row() == row for index in self.selectedIndexes()),
            hovered=row == self._hovered,
            focused=self.hasFocus() and self.currentIndex().row() == row,
        )

    def _id(self, index: QModelIndex) -> str:
        return self._entries.hit(index.row()).entry.id

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.open_requested.emit(self._id(index))

    def _on_theme_changed(self) -> None:
        self.doItemsLayout()
        self.viewport().update()
