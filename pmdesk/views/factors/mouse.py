"""The mouse on the outline: clicks on parts of rows, drags of factors, drops of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QMouseEvent, QPainter

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.views.controls.carried_actions import carried_actions
from pmdesk.views.controls.carried_events import carried_events
from pmdesk.views.factors.dragging import (
    LIFT,
    NOT_HERE,
    Seen,
    Target,
    paint_held,
    paint_target,
    target_at,
)
from pmdesk.views.factors.geometry import RowLayout

if TYPE_CHECKING:
    from pmdesk.views.factors.outline import Outline

_EDGE, _SCROLL = 24, 9
_PARTS = ("row", "sign", "nudge", "category", "add", "arrow")
Shape = Qt.CursorShape


class OutlineMouse(QObject):
    """What is pressed, held and aimed at. A factor is lifted after four pixels; only on release
    is anything written."""

    def __init__(self, view: Outline) -> None:
        super().__init__(view)
        self._view = view
        self._commands = view.commands
        self._press: tuple[QPointF, str, str] | None = None
        self._at = QPointF()
        self.held = ""
        self.target: Target | None = None
        self._rows: list[Seen] = []
        self._edge_timer = QTimer(self, interval=30)
        self._edge_timer.timeout.connect(self._on_edge_timeout)

    @property
    def is_dragging(self) -> bool:
        """Whether a factor or an event is held over the outline."""
        return bool(self.held) or self.target is not None

    # -- the pointer

    def press(self, event: QMouseEvent) -> None:
        """Select the row; an arrow folds at once."""
        place = self._view.row_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            self.let_go()
            right = event.button() == Qt.MouseButton.RightButton
            if place is not None and right and not self._holds(place.row.factor.id):
                self._commands.select(place.row.factor.id)
            return
        if place is None:
            self._commands.select("")
            return
        factor_id, part = place.row.factor.id, place.part_at(event.position())
        if part == "arrow":
            self._view.fold(factor_id, not self._view.folds.is_folded(factor_id))
        elif place.row.is_draft:
            return
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._commands.select_range(factor_id, self._view.order())
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._commands.toggle(factor_id)
        else:
            # One of several is pressed: they may be about to be dragged together.
            if not self._holds(factor_id):
                self._commands.select(factor_id)
            self._press = (event.position(), factor_id, part)

    def _holds(self, factor_id: str) -> bool:
        """Whether a factor is one of several that are selected."""
        ids = self._commands.selected()
        return len(ids) > 1 and factor_id in ids

    def move(self, event: QMouseEvent) -> None:
        """Lift what is pressed, carry what is held, or show what lies under the pointer."""
        self._at = event.position()
        if self._press is not None and not self.held and not self._view.read_only:
            far = (self._at - self._press[0]).manhattanLength() >= LIFT
            if far:
                self.held = self._press[1]
                self._edge_timer.start()
        if self.held:
            self._aim(self.held)
        elif self._press is None:
            self.hover(self._view.row_at(self._at))

    def release(self, event: QMouseEvent) -> None:
        """Put down what is held, or do what the pressed part stands for."""
        press, held, target = self._press, self.held, self.target
        self.let_go()
        if event.button() != Qt.MouseButton.LeftButton or press is None:
            return
        if not held:
            self._commands.select(press[1])
            self._click(press[1], press[2])
        elif target is not None:
            self._commands.move(held, target.onto or target.parent, target.index)
        elif self._view.row_at(event.position()) is not None:
            self._commands.document.refused.emit(f"{NOT_HERE}.")

    def double_click(self, event: QMouseEvent) -> None:
        """Type the text of a row; on empty space, a new factor."""
        place = self._view.row_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if place is None:
            self._commands.add_last_root()
        elif place.part_at(event.position()) == "row":
            self._commands.edit()
        else:
            self.press(event)

    def _click(self, factor_id: str, part: str) -> None:
        place = self._view.row_of(factor_id)
        if place is None or part == "row":
            return
        if part == "sign":
            self._commands.toggle_actionable()
        elif part == "nudge":
            self._view.menus.open_nudges(place.nudge.toRect())
        elif part == "category":
            self._view.menus.pick_category(place.category.toRect())
        elif part == "add":
            self._commands.add_action()
        else:
            self._view.go_requested.emit(ActionItem, part)

    def hover(self, place: RowLayout | None) -> None:
        """Show the row under the pointer, and whether a click there does something."""
        part = place.part_at(self._at) if place is not None else "row"
        editable = part in ("sign", "category", "add") and not self._view.read_only
        usable = editable or part in ("arrow", "nudge") or part not in _PARTS
        self._view.viewport().setCursor(Shape.PointingHandCursor if usable else Shape.ArrowCursor)
        hovered = place.row.factor.id if place is not None else ""
        if hovered != self._view.hovered:
            self._view.hovered = hovered
            self._view.viewport().update()

    # -- drags

    def _aim(self, moved: str) -> None:
        tree = FactorTree(self._commands.document.snapshot)
        self._rows = self._view.seen()
        ids = self._commands.carried(moved) if moved else []
        self.target = target_at(self._at, self._rows, tree, ids)
        allowed = self.target is not None
        shape = Shape.ClosedHandCursor if allowed else Shape.ForbiddenCursor
        self._view.viewport().setCursor(shape)
        self._view.viewport().update()

    def let_go(self) -> None:
        """Forget what is pressed and held; nothing has changed."""
        self._press, self.held, self.target = None, "", None
        self._edge_timer.stop()
        self._view.viewport().unsetCursor()
        self._view.viewport().update()

    def _on_edge_timeout(self) -> None:
        bar, y = self._view.verticalScrollBar(), self._at.y()
        high = self._view.viewport().height()
        step = -_SCROLL if y < _EDGE else _SCROLL if y > high - _EDGE else 0
        if step and self.held:
            bar.setValue(bar.value() + step)
            self._aim(self.held)

    def drag_over(self, event: QDragMoveEvent) -> None:
        """Show where events that come from elsewhere would land."""
        data = event.mimeData()
        actions = carried_actions(data)
        if self._view.read_only or not (actions or carried_events(data)):
            event.ignore()
            return
        self._at = QPointF(event.position())
        self._aim("")
        if actions and (self.target is None or not self.target.onto):
            # An action answers a factor: between two there is nothing to answer.
            place = self._view.row_at(self._at)
            self.target = Target(onto=place.row.factor.id) if place is not None else None
        event.acceptProposedAction()

    def drop(self, event: QDropEvent) -> None:
        """Link events to the factor they are let go on, or grow a factor from each."""
        ids, actions = carried_events(event.mimeData()), carried_actions(event.mimeData())
        place = self._view.row_at(QPointF(event.position()))
        tree = FactorTree(self._commands.document.snapshot)
        target = target_at(QPointF(event.position()), self._view.seen(), tree)
        self.let_go()
        if actions and place is not None and not self._view.read_only:
            event.acceptProposedAction()
            self._commands.take_actions(actions, place.row.factor.id)
            return
        if not ids or target is None or self._view.read_only:
            event.ignore()
            return
        event.acceptProposedAction()
        self._commands.take_events(ids, target.onto, target.parent, target.index)

    def paint(self, painter: QPainter) -> None:
        """Draw where what is held would land, and the card that follows the pointer."""
        if self.target is not None:
            paint_target(painter, self.target, self._rows, self._view.width())
        row = self._view.factors.row(self.held)
        if row is not None:
            count = len(self._commands.carried(self.held))
            text = row.factor.text if count == 1 else f"{count} factors"
            paint_held(painter, self._at, text, self.target is not None)
