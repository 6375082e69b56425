"""The list of open actions with its keys and the buttons on the chosen row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal, SignalInstance
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QWidget

from pmdesk.domain.library import OpenAction
from pmdesk.itemmodels.followthrough import FollowThroughModel, More
from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.followthrough.rows import WIDE, ActionDelegate
from pmdesk.views.theme.icons import icon
from pmdesk.views.theme.theme import theme

_Index = QModelIndex | QPersistentModelIndex


class RowTools(QWidget):
    """The buttons on the chosen row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.done = Button("Done", size="compact")
        self.new_date = Button("New date", size="compact")
        self.wont_do = Button("Won't do", size="compact")
        self._words = {b: b.text() for b in (self.new_date, self.done, self.wont_do)}
        self._narrow = False
        for button, words in (
            (self.new_date, "Give it another date (D)"),
            (self.done, "Say what shows that it is done (E)"),
            (self.wont_do, "Say why it won't be done (W)"),
        ):
            button.setToolTip(tooltip_of(words))
            button.setAccessibleName(button.text())
            # The keys of the row do the same; the list keeps the focus.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        self.hide()

    def set_narrow(self, narrow: bool) -> None:
        """Show icons in place of words."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        icons = ("calendar", "circle-check", "circle-minus")
        for (button, words), name in zip(self._words.items(), icons, strict=True):
            button.setText("" if narrow else words)
            button.setIcon(icon(name, "ink1") if narrow else QIcon())


class ActionList(QListView):
    """Enter and double click open, D asks for a date, E for what shows that it is done, W for the
    reason not to do it; on a row of more, a click and Enter bring it in."""

    opened = Signal(object)
    date_wanted = Signal(object)
    wont_do_wanted = Signal(object)
    done_wanted = Signal(object)
    undo_wanted = Signal()
    left_upwards = Signal()

    def __init__(self, model: FollowThroughModel) -> None:
        super().__init__()
        self._actions = model
        self.single_keys = True
        self.tools = RowTools(self.viewport())
        self.setModel(model)
        self.setItemDelegate(ActionDelegate(model, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Open actions")
        self.viewport().setAutoFillBackground(False)
        self.tools.new_date.clicked.connect(lambda: self._emit(self.date_wanted))
        self.tools.done.clicked.connect(lambda: self._emit(self.done_wanted))
        self.tools.wont_do.clicked.connect(lambda: self._emit(self.wont_do_wanted))
        self.doubleClicked.connect(lambda _index: self._emit(self.opened))
        self.clicked.connect(self._on_clicked)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.place_tools())
        model.modelReset.connect(self.place_tools)
        theme().changed.connect(self._on_theme_changed)

    def current(self) -> OpenAction | None:
        """The action that is chosen."""
        index = self.currentIndex()
        row = self._actions.row(index.row()) if index.isValid() else None
        return row if isinstance(row, OpenAction) else None

    def place_tools(self) -> None:
        """Put the buttons on the chosen row, or hide them."""
        index = self.currentIndex()
        if self.current() is None or not index.isValid():
            self.tools.hide()
            return
        rect = self.visualRect(index)
        self.tools.set_narrow(self.viewport().width() < theme().px(WIDE))
        size = self.tools.sizeHint()
        right = rect.right() - theme().px(24)
        top = rect.top() + (rect.height() - size.height()) // 2
        self.tools.setGeometry(right - size.width(), top, size.width(), size.height())
        self.tools.show()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.place_tools()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_tools()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = self.single_keys and event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 1:
            self.left_upwards.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._bring_in(self.currentIndex()):
                self._emit(self.opened)
        elif plain and key == Qt.Key.Key_E:
            self._emit(self.done_wanted)
        elif plain and key == Qt.Key.Key_D:
            self._emit(self.date_wanted)
        elif plain and key == Qt.Key.Key_W:
            self._emit(self.wont_do_wanted)
        elif plain and key in (Qt.Key.Key_R, Qt.Key.Key_F):
            # Of the place and not of a row; a list would look for a row with that letter.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._bring_in(index)

    def _bring_in(self, index: QModelIndex) -> bool:
        number = index.row()
        if not index.isValid() or not isinstance(self._actions.row(number), More):
            return False
        held = self.verticalScrollBar().value()
        self._actions.show_more(number)
        self.setCurrentIndex(self._actions.index(number))
        self.verticalScrollBar().setValue(held)
        return True

    def _emit(self, signal: SignalInstance) -> None:
        action = self.current()
        if action is not None:
            signal.emit(action)

    def _on_theme_changed(self) -> None:
        self.doItemsLayout()
        self.place_tools()
