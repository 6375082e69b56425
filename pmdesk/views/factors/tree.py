"""The factors drawn as a tree from left to right, on the same rows and selection as the outline."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
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
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from pmdesk.domain.analysis import Factor
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.factors.cards import (
    card_height,
    draw_card,
    draw_incident,
    draw_knob,
    incident_height,
    is_card_in,
    is_cut,
    sizes,
)
from pmdesk.views.factors.commands import FactorCommands
from pmdesk.views.factors.dragging import paint_held
from pmdesk.views.factors.keys import FactorKeys
from pmdesk.views.factors.menus import FactorMenus
from pmdesk.views.factors.rows import words
from pmdesk.views.factors.signs import asked_of
from pmdesk.views.factors.tree_bar import TreeBar
from pmdesk.views.factors.tree_keys import TreeKeys
from pmdesk.views.factors.tree_layout import TreeLayout
from pmdesk.views.factors.tree_lines import draw_line, is_line_in
from pmdesk.views.factors.tree_mouse import TreeMouse
from pmdesk.views.factors.tree_target import paint_between
from pmdesk.views.factors.typing import ACTION, FACTOR, RowEditor
from pmdesk.views.theme.theme import theme

LEAST, MOST = 0.4, 1.6
_HEAD, _SIDE = 32, 24


class TreeCanvas(QAbstractScrollArea):
    """Shows the factors as a tree. ``zoom_changed`` tells of another zoom; ``go_requested`` and
    ``left`` are those of the outline."""

    go_requested = Signal(object, str)
    left = Signal()
    zoom_changed = Signal()

    def __init__(self, commands: FactorCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.commands, self.folds, self.factors = commands, commands.folds, commands.model
        self.zoom = 1.0
        self._layout: TreeLayout | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Else the style draws a corner of its own between the scroll bars.
        self.setCornerWidget(QWidget())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Contributing factors as a tree")
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.menus = FactorMenus(commands, self.viewport())
        self.keys = FactorKeys(commands)
        self.walk = TreeKeys(self)
        self.editor = RowEditor(commands, self.viewport(), self, framed=True)
        self.mouse = TreeMouse(self)
        self.bar = TreeBar(self)
        self.menus.go_requested.connect(self.go_requested)
        self.editor.placed.connect(self._place_editor)
        self.editor.closed.connect(self._on_scrolled)
        commands.selection.changed.connect(self._on_selection_changed)
        commands.typing_wanted.connect(self._on_typing_wanted)
        commands.action_wanted.connect(self._on_action_wanted)
        commands.document.changed.connect(self._renew)
        self.factors.refreshed.connect(self._renew)
        self.folds.changed.connect(self._renew)
        theme().changed.connect(self._renew)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)

    # -- geometry

    @property
    def tree(self) -> TreeLayout:
        """Where the cards stand now."""
        if self._layout is None:
            self._layout = TreeLayout(
                self.factors.children_of, self._height_of, self.folds.is_folded, sizes()
            )
        return self._layout

    def title(self) -> str:
        """What the card at the left says."""
        head = self.commands.document.snapshot.postmortem
        return head.title or "The incident"

    def _height_of(self, factor_id: str) -> float:
        row = self.factors.row(factor_id)
        return card_height(row) if row is not None else incident_height(self.title())

    def origin(self) -> QPointF:
        """Where the drawing's own 0, 0 lies in the viewport."""
        t = theme()
        x = t.px(_SIDE) - self.horizontalScrollBar().value()
        return QPointF(x, t.px(_HEAD) + t.px(8) - self.verticalScrollBar().value())

    def to_tree(self, at: QPointF) -> QPointF:
        """A point of the viewport in pixels of the drawing at zoom 1."""
        return (at - self.origin()) / self.zoom

    def rect_of(self, factor_id: str) -> QRectF | None:
        """The card of a factor in the viewport; None where it is not shown."""
        box = self.tree.boxes.get(factor_id)
        if box is None:
            return None
        o, z = self.origin(), self.zoom
        return QRectF(o.x() + box.x * z, o.y() + box.y * z, box.width * z, box.height * z)

    def _set_scroll_range(self) -> None:
        t = theme()
        wide = self.tree.width * self.zoom + 2 * t.px(_SIDE)
        high = self.tree.height * self.zoom + t.px(_HEAD) + 2 * t.px(16)
        for bar, need, room in (
            (self.horizontalScrollBar(), wide, self.viewport().width()),
            (self.verticalScrollBar(), high, self.viewport().height()),
        ):
            bar.setRange(0, max(0, round(need - room)))
            bar.setPageStep(max(1, room))
            bar.setSingleStep(t.px(40))

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom, keeping the point ``at`` of the viewport (or its middle) where it is."""
        centre = at if at is not None else QPointF(self.viewport().rect().center())
        fixed = self.to_tree(centre)
        self.zoom = max(LEAST, min(MOST, zoom))
        self._set_scroll_range()
        moved = self.origin() + fixed * self.zoom - centre
        self.horizontalScrollBar().setValue(
            self.horizontalScrollBar().value() + round(moved.x())
        )
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + round(moved.y()))
        self._on_scrolled()
        self.zoom_changed.emit()

    def fit(self) -> None:
        """Show the whole tree, but no larger than it is drawn."""
        t = theme()
        view = self.viewport()
        across = (view.width() - 2 * t.px(_SIDE)) / max(1.0, self.tree.width)
        down = (view.height() - t.px(_HEAD) - 2 * t.px(16)) / max(1.0, self.tree.height)
        self.set_zoom(min(1.0, across, down))

    def bring_into_view(self, factor_id: str) -> None:
        """Scroll so that a card is seen whole."""
        rect = self.rect_of(factor_id)
        if rect is None:
            return
        view, head = self.viewport(), theme().px(_HEAD)
        for bar, low, high, first, last in (
            (self.horizontalScrollBar(), rect.left(), rect.right(), 16, view.width() - 16),
            (self.verticalScrollBar(), rect.top(), rect.bottom(), head + 8, view.height() - 16),
        ):
            if low < first:
                bar.setValue(bar.value() + round(low - first))
            elif high > last:
                bar.setValue(bar.value() + round(high - last))

    # -- news

    def _renew(self) -> None:
        self._layout = None
        self.editor.follow(self.factors.row(self.editor.factor_id))
        if self.isVisible():
            self._set_scroll_range()
            self._place_editor()
            self.bar.place()
            self._describe()
            self.viewport().update()

    def _on_scrolled(self) -> None:
        self._place_editor()
        self.bar.place()
        self.viewport().update()

    def _on_selection_changed(self) -> None:
        if self.isVisible():
            current = self.commands.selection.current_of(Factor)
            if current:
                self.bring_into_view(current)
            self.bar.place()
            self._describe()
            self.viewport().update()

    def _describe(self) -> None:
        row = self.factors.row(self.commands.selection.current_of(Factor) or "")
        self.setAccessibleDescription(row.spoken() if row is not None else "Nothing selected")

    def _on_typing_wanted(self, factor_id: str, text: str) -> None:
        row = self.factors.row(factor_id)
        if self.isVisible() and row is not None:
            self.folds.show(factor_id)
            self.bring_into_view(factor_id)
            self.editor.open(FACTOR, factor_id, text, "ui", asked_of(row.factor))
            self.bar.place()

    def _on_action_wanted(self, factor_id: str) -> None:
        if self.isVisible() and self.factors.row(factor_id) is not None:
            self.bring_into_view(factor_id)
            self.editor.open(ACTION, factor_id, "", "ui", "What will change?")
            self.bar.place()

    def _place_editor(self) -> None:
        rect = self.rect_of(self.editor.factor_id) if self.editor.is_open else None
        if rect is None:
            return
        t = theme()
        text = t.fonts.metrics("ui", t.scale).horizontalAdvance(self.editor.text())
        wide = round(max(t.px(280), rect.width(), min(t.px(560), text + t.px(60))))
        left = min(round(rect.left()), self.viewport().width() - wide - 4)
        top = rect.top() if self.editor.what == FACTOR else rect.bottom() - t.px(6)
        self.editor.setGeometry(QRect(left, round(top), wide, t.px(36)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_scroll_range()
        self.bar.place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._renew()
        self._on_selection_changed()

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), t.colour("canvas"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.save()
        painter.translate(self.origin())
        painter.scale(self.zoom, self.zoom)
        self._paint_tree(painter)
        painter.restore()
        self._paint_heads(painter)
        held = self.factors.row(self.mouse.held)
        if held is not None:
            count = len(self.commands.carried(self.mouse.held))
            text = held.factor.text if count == 1 else f"{count} factors"
            paint_held(painter, self.mouse.at, text, self.mouse.target is not None)

    def _paint_tree(self, painter: QPainter) -> None:
        boxes, target = self.tree.boxes, self.mouse.aimed
        if not self.factors.children_of():
            return
        seen = self._seen()
        for box in boxes.values():
            if box.id and is_line_in(seen, boxes[box.parent], box):
                draw_line(painter, boxes[box.parent], box, seen)
        draw_incident(painter, boxes[""], self.title(), target == "")
        selected = self.commands.selection.ids_of(Factor)
        draft = self.factors.draft
        for box in boxes.values():
            row = self.factors.row(box.id)
            if row is None or not is_card_in(seen, box):
                continue
            on = row.is_draft if draft is not None else box.id in selected
            draw_card(painter, box, row, on, target == box.id)
            if box.hidden or (on and self.commands.writable and not self.editor.is_open):
                draw_knob(painter, box, box.hidden)
        aimed = self.mouse.target
        if aimed is not None and aimed.onto is None:
            paint_between(painter, aimed)

    def _seen(self) -> QRectF:
        """The part of the drawing in view, in its own pixels."""
        corner = self.to_tree(QPointF(0, 0))
        view = self.viewport()
        return QRectF(corner.x(), corner.y(), view.width() / self.zoom, view.height() / self.zoom)

    def _paint_heads(self, painter: QPainter) -> None:
        t = theme()
        high = t.px(_HEAD)
        painter.fillRect(QRectF(0, 0, self.viewport().width(), high), t.colour("canvas"))
        for depth in range(-1, self.tree.depth + 1):
            x = self.origin().x() + self.tree.x_of(depth) * self.zoom
            text = ("Incident", "Factor")[depth + 1] if depth < 1 else "Why?"
            words(painter, QRectF(x, 0, t.px(140), high), text, "meta", "ink2")

    # -- input

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self.keys.tab(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._step_back()
        elif not (self.walk.press(event) or self.keys.press(event) or self.walk.zoom(event)):
            event.ignore()

    def _step_back(self) -> None:
        if self.mouse.is_dragging:
            self.mouse.let_go()
        elif self.commands.selection.kind is Factor:
            self.commands.select("")
        else:
            self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * 1.15 ** (event.angleDelta().y() / 120), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mouse.double_click(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.mouse.drag_over(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.mouse.drag_over(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.mouse.let_go()

    def dropEvent(self, event: QDropEvent) -> None:
        self.mouse.drop(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if not by_key and not self.mouse.card_at(QPointF(event.pos())):
            self.commands.select("")
        rect = self.rect_of(self.commands.selection.current_of(Factor) or "")
        box = rect.toRect() if rect is not None else QRect(20, 20, 1, 1)
        corner = self.viewport().mapToGlobal(box.bottomLeft())
        self.menus.open_menu(corner if by_key else event.globalPos(), box)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self.factors.row(self.mouse.card_at(QPointF(event.pos())))
            text = row.factor.text if row is not None and is_cut(row) else ""
            QToolTip.showText(event.globalPos(), tooltip_of(text), self.viewport())
            return True
        return super().viewportEvent(event)
