"""The outline of the factors: rows with guides that are typed, folded, marked and dragged."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QToolTip, QTreeView, QWidget

from pmdesk.domain.analysis import Factor
from pmdesk.itemmodels.factors import FactorRow
from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.factors.commands import FactorCommands
from pmdesk.views.factors.dragging import Seen
from pmdesk.views.factors.geometry import RowLayout, text_role
from pmdesk.views.factors.keys import FactorKeys
from pmdesk.views.factors.menus import FactorMenus
from pmdesk.views.factors.mouse import OutlineMouse
from pmdesk.views.factors.rows import RowDelegate
from pmdesk.views.factors.signs import asked_of
from pmdesk.views.factors.tips import tip_of
from pmdesk.views.factors.typing import ACTION, FACTOR, RowEditor
from pmdesk.views.theme.theme import theme

_FOOT = 44
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_WALK = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)  # fmt: skip


class Outline(QTreeView):
    """Shows the factors as an outline. ``go_requested`` asks to see a record of another section,
    ``left`` tells that Esc leads out."""

    go_requested = Signal(object, str)
    left = Signal()

    def __init__(self, commands: FactorCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.commands, self.folds, self.factors = commands, commands.folds, commands.model
        self.hovered = ""
        self.add_button = Button("Add a factor", "ghost", "plus", commands.add_last_root)
        self.add_button.setParent(self.viewport())
        self.add_button.setToolTip("Add a contributing factor (C)")
        self.menus = FactorMenus(commands, self.viewport())
        self.keys = FactorKeys(commands)
        self.editor = RowEditor(commands, self.viewport(), self)
        self.mouse = OutlineMouse(self)
        self._set_up()
        self._connect()
        self._on_refreshed()

    def _set_up(self) -> None:
        self.setAccessibleName("Contributing factors")
        self.setModel(self.factors)
        self.delegate = RowDelegate(self)
        self.setItemDelegate(self.delegate)
        self.setHeaderHidden(True)
        # The section paints the ground.
        self.viewport().setAutoFillBackground(False)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.verticalScrollBar().setSingleStep(theme().px(33))

    def _connect(self) -> None:
        self.menus.go_requested.connect(self.go_requested)
        self.editor.placed.connect(self._place_editor)
        self.editor.closed.connect(self.viewport().update)
        self.commands.selection.changed.connect(self._show_selection)
        self.commands.typing_wanted.connect(self._on_typing_wanted)
        self.commands.action_wanted.connect(self._on_action_wanted)
        self.factors.refreshed.connect(self._on_refreshed)
        self.folds.changed.connect(self._on_refreshed)
        self.verticalScrollBar().valueChanged.connect(self._place_floating)
        theme().changed.connect(self._on_theme_changed)

    @property
    def read_only(self) -> bool:
        """Whether nothing may be edited."""
        return not self.commands.writable

    # -- what the delegate asks

    def layout_of(self, row: FactorRow, rect: QRectF) -> RowLayout:
        """Where the parts of a row lie that has a rectangle of the viewport."""
        return RowLayout(rect, row, bool(self.factors.children_of(row.factor.id)))

    def is_shown_selected(self, row: FactorRow) -> bool:
        """Whether a row is the selected one; while a new one is written, that one is."""
        if self.factors.draft is not None:
            return row.is_draft
        return row.factor.id in self.commands.selection.ids_of(Factor)

    def is_typed(self, factor_id: str) -> bool:
        """Whether the text of a factor is being typed."""
        return self.editor.what == FACTOR and self.editor.factor_id == factor_id

    def is_action_typed(self, factor_id: str) -> bool:
        """Whether an action for a factor is being typed."""
        return self.editor.what == ACTION and self.editor.factor_id == factor_id

    def lines_through(self, factor_id: str) -> list[bool]:
        """For each level above a factor, whether the line of that level goes on below it."""
        found: list[bool] = []
        row = self.factors.row(factor_id)
        while row is not None and row.factor.parent_id:
            siblings = self.factors.children_of(row.factor.parent_id)
            found.append(bool(siblings) and siblings[-1] != row.factor.id)
            row = self.factors.row(row.factor.parent_id)
        return found[::-1]

    # -- geometry

    def row_at(self, at: QPointF) -> RowLayout | None:
        """The row at a point of the viewport."""
        index = self.indexAt(at.toPoint())
        return self.row_of(self.factors.id_at(index))

    def row_of(self, factor_id: str) -> RowLayout | None:
        """The parts of a factor's row; None where it is not shown."""
        row = self.factors.row(factor_id)
        rect = QRectF(self.visualRect(self.factors.index_of(factor_id)))
        if row is None or rect.isEmpty():
            return None
        # As wide as the view: a scroll bar lies in the margin and moves no column.
        rect.setLeft(0)
        rect.setRight(self.width())
        return self.layout_of(row, rect)

    def seen(self) -> list[Seen]:
        """The rows in view and one above and below them, from top to bottom."""
        found: list[Seen] = []
        index = self.indexAt(QPoint(self.viewport().width() // 2, 0))
        above = self.indexAbove(index)
        index = above if above.isValid() else index
        high = self.viewport().height()
        while index.isValid():
            factor_id = self.factors.id_at(index)
            place, row = self.row_of(factor_id), self.factors.row(factor_id)
            if place is not None and row is not None:
                box = QRectF(place.rect)
                box.setTop(place.top)
                found.append(Seen(factor_id, row.depth, box))
                if place.top > high:
                    break
            index = self.indexBelow(index)
        return found

    def updateGeometries(self) -> None:
        super().updateGeometries()
        # Room after the last row for the button that adds one more.
        last = self._last_bottom() + self.verticalOffset()
        room = last + theme().px(_FOOT) - self.viewport().height()
        self.verticalScrollBar().setMaximum(max(0, round(room)))
        self._place_floating()

    def _last_bottom(self) -> float:
        last = ""
        children = self.factors.children_of()
        while children:
            last = children[-1]
            children = [] if self.folds.is_folded(last) else self.factors.children_of(last)
        return self.visualRect(self.factors.index_of(last)).bottom() + 1 if last else 0

    def _place_floating(self) -> None:
        t = theme()
        self.add_button.setVisible(not self.read_only and self.factors.rowCount() > 0)
        self.add_button.adjustSize()
        self.add_button.move(t.px(16), round(self._last_bottom()) + t.px(6))
        self._place_editor()

    def _place_editor(self) -> None:
        place = self.row_of(self.editor.factor_id) if self.editor.is_open else None
        if place is None:
            return
        box = place.text if self.editor.what == FACTOR else place.answer()
        self.editor.lie(box.toRect())

    # -- news

    def _on_refreshed(self) -> None:
        for factor_id in self.factors.walk():
            if self.factors.children_of(factor_id):
                index = self.factors.index_of(factor_id)
                wanted = not self.folds.is_folded(factor_id)
                if self.isExpanded(index) != wanted:
                    self.setExpanded(index, wanted)
        self.scheduleDelayedItemsLayout()
        self.editor.follow(self.factors.row(self.editor.factor_id))
        self._show_selection()
        self._place_floating()
        self.viewport().update()

    def _on_theme_changed(self) -> None:
        self.verticalScrollBar().setSingleStep(theme().px(33))
        self.scheduleDelayedItemsLayout()
        self.updateGeometries()

    def _show_selection(self) -> None:
        index = self.factors.index_of(self.commands.selection.current_of(Factor) or "")
        if index != self.currentIndex() or not index.isValid():
            self.setCurrentIndex(index)
        self.viewport().update()

    def _on_typing_wanted(self, factor_id: str, text: str) -> None:
        if not self.isVisible():
            return
        row = self.factors.row(factor_id)
        if row is None:
            return
        self.folds.show(factor_id)
        self.scrollTo(self.factors.index_of(factor_id))
        self.editor.open(FACTOR, factor_id, text, text_role(row), asked_of(row.factor))
        self.viewport().update()

    def _on_action_wanted(self, factor_id: str) -> None:
        if self.isVisible() and self.factors.row(factor_id) is not None:
            self.scrollTo(self.factors.index_of(factor_id))
            self.editor.open(ACTION, factor_id, "", "ui", "What will change? Enter adds it")
            self.viewport().update()

    # -- keys

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self.keys.tab(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            self._step_back()
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._fold_or_walk(key == Qt.Key.Key_Right)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() == _SHIFT:
            self._extend(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.commands.selection.select(Factor, *self.order())
        elif plain and key in _WALK:
            super().keyPressEvent(event)
            self.commands.select(self.factors.id_at(self.currentIndex()))
        elif not self.keys.press(event):
            # Letters do not search: a row is never left because something was typed.
            event.ignore()

    def order(self) -> list[str]:
        """The factors that no fold hides, from top to bottom, without one that is being written."""
        draft = self.factors.draft
        found: list[str] = []

        def walk(parent: str) -> None:
            for child in self.factors.children_of(parent):
                if draft is None or child != draft.id:
                    found.append(child)
                if not self.folds.is_folded(child):
                    walk(child)

        walk("")
        return found

    def _extend(self, step: int) -> None:
        """Take one more row into the selection, or the last one out again."""
        order = self.order()
        current = self.commands.selection.current_of(Factor)
        place = order.index(current) + step if current in order else 0
        if order and 0 <= place < len(order):
            self.commands.select_range(order[place], order)

    def _step_back(self) -> None:
        if self.mouse.is_dragging:
            self.mouse.let_go()
        elif self.commands.selection.kind is Factor:
            self.commands.select("")
        else:
            self.left.emit()

    def _fold_or_walk(self, forward: bool) -> None:
        current = self.commands.selection.current_of(Factor) or next(self.factors.walk(), "")
        row = self.factors.row(current)
        if row is None:
            return
        whys = self.factors.children_of(current)
        folded = self.folds.is_folded(current)
        if whys and folded is forward:
            self.fold(current, not forward)
        elif forward:
            self.commands.select(whys[0] if whys else current)
        else:
            self.commands.select(row.factor.parent_id or current)

    def fold(self, factor_id: str, folded: bool) -> None:
        """Hide or show the whys of a factor; a selected one among them gives way to it."""
        current = self.commands.selection.current_of(Factor)
        if folded and current in set(self.factors.walk(factor_id)):
            self.commands.select(factor_id)
        self.folds.fold([factor_id], folded)

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mouse.double_click(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.mouse.hover(None)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.row_of(self.commands.selection.current_of(Factor) or "")
        if not by_key and self.row_at(QPointF(event.pos())) is None:
            self.commands.select("")
            place = None
        box = place.text.toRect() if place is not None else QRect(20, 20, 1, 1)
        corner = self.viewport().mapToGlobal(box.bottomLeft())
        self.menus.open_menu(corner if by_key else event.globalPos(), box)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.mouse.drag_over(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.mouse.drag_over(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.mouse.let_go()

    def dropEvent(self, event: QDropEvent) -> None:
        self.mouse.drop(event)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.mouse.paint(QPainter(self.viewport()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = QPointF(event.pos())
            place = self.row_at(at)
            text = tip_of(place, place.part_at(at), self.folds) if place is not None else ""
            QToolTip.showText(event.globalPos(), tooltip_of(text), self.viewport())
            return True
        return super().viewportEvent(event)
