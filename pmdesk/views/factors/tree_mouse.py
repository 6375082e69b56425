"""The mouse on the tree: selecting, asking why, re-parenting by drag, panning, drops of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QMouseEvent

from pmdesk.domain.factor_tree import FactorTree
from pmdesk.views.controls.carried_actions import carried_actions
from pmdesk.views.controls.carried_events import carried_events
from pmdesk.views.factors.cards import nudge_box
from pmdesk.views.factors.dragging import LIFT, NOT_HERE
from pmdesk.views.factors.tree_target import TreeTarget, tree_target
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.views.factors.tree import TreeCanvas

Shape = Qt.CursorShape
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class TreeMouse(QObject):
    """What is pressed, held and aimed at."""

    def __init__(self, view: TreeCanvas) -> None:
        super().__init__(view)
        self._view, self._commands = view, view.commands
        self._press: tuple[QPointF, str] | None = None
        self._pan: tuple[QPointF, int, int] | None = None
        self.at = QPointF()
        self.held = ""
        self.target: TreeTarget | None = None

    @property
    def is_dragging(self) -> bool:
        """Whether a card or an event is held over the tree."""
        return bool(self.held) or self.target is not None

    @property
    def aimed(self) -> str | None:
        """The card under which something would land: its id, "" the incident's, or None."""
        return self.target.onto if self.target is not None else None

    def card_at(self, at: QPointF) -> str:
        """The factor whose card lies at a point of the viewport; "" where there is none."""
        return self._under(at) or ""

    def _under(self, at: QPointF) -> str | None:
        place = self._view.to_tree(at)
        return self._view.tree.at(place.x(), place.y())

    def _knob_at(self, at: QPointF) -> str:
        """The card whose round button lies at a point."""
        place = self._view.to_tree(at)
        current = self._commands.current()
        for box in self._view.tree.boxes.values():
            shown = box.hidden or (current is not None and current.id == box.id)
            centre = QPointF(box.x + box.width, box.middle)
            if box.id and shown and (place - centre).manhattanLength() <= theme().px(14):
                return box.id
        return ""

    def press(self, event: QMouseEvent) -> None:
        """Select a card, press its button, or begin to pan on empty space."""
        at = event.position()
        factor_id = self.card_at(at)
        if event.button() == Qt.MouseButton.RightButton:
            self.let_go()
            if factor_id not in self._commands.selected():
                self._commands.select(factor_id)
            return
        knob = self._knob_at(at)
        if event.button() == Qt.MouseButton.LeftButton and knob:
            if self._view.tree.boxes[knob].hidden:
                self._view.folds.fold([knob], False)
            else:
                self._commands.ask_why()
        elif event.button() == Qt.MouseButton.LeftButton and factor_id:
            if event.modifiers() & (_CONTROL | _SHIFT):
                self._select_more(factor_id, event.modifiers())
                return
            # One of several is pressed: they may be about to be dragged together.
            if factor_id not in self._commands.selected():
                self._commands.select(factor_id)
            self._press = (at, factor_id)
        else:
            bars = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
            self._pan = (at, bars[0].value(), bars[1].value())

    def _select_more(self, factor_id: str, mods: Qt.KeyboardModifier) -> None:
        if mods & _CONTROL:
            self._commands.toggle(factor_id)
        else:
            shown = self._view.tree.boxes
            order = [i for i in self._commands.model.walk() if i in shown]
            self._commands.select_range(factor_id, order)

    def move(self, event: QMouseEvent) -> None:
        """Lift and carry a card, or pan."""
        self.at = event.position()
        if self._pan is not None:
            start, x, y = self._pan
            moved = self.at - start
            self._view.viewport().setCursor(Shape.ClosedHandCursor)
            self._view.horizontalScrollBar().setValue(round(x - moved.x()))
            self._view.verticalScrollBar().setValue(round(y - moved.y()))
            return
        if self._press is not None and not self.held and self._commands.writable:
            far = (self.at - self._press[0]).manhattanLength() >= LIFT
            self.held = self._press[1] if far else ""
            self._view.bar.place()
        if self.held:
            self._aim()
        elif self._press is None:
            hand = self._knob_at(self.at) or self.card_at(self.at)
            shape = Shape.PointingHandCursor if hand else Shape.ArrowCursor
            self._view.viewport().setCursor(shape)

    def release(self, event: QMouseEvent) -> None:
        """Put a held card under the one it lies on; a click on empty space selects nothing."""
        held, target, pan, press = self.held, self.target, self._pan, self._press
        self.let_go()
        if held and target is not None:
            self._commands.move(held, target.onto or target.parent, target.index)
        elif held and self._under(event.position()) is not None:
            self._commands.document.refused.emit(f"{NOT_HERE}.")
        elif press is not None and not held:
            self._commands.select(press[1])
            self._click(press[1], event.position())
        elif pan is not None and (event.position() - pan[0]).manhattanLength() < LIFT:
            self._commands.select("")

    def _click(self, factor_id: str, at: QPointF) -> None:
        """Open what is worth asking where its sign was clicked."""
        row, rect = self._view.factors.row(factor_id), self._view.rect_of(factor_id)
        box = self._view.tree.boxes.get(factor_id)
        if row is None or box is None or rect is None or not row.nudges:
            return
        if nudge_box(box).contains(self._view.to_tree(at)):
            self._view.menus.open_nudges(rect.toRect())

    def double_click(self, event: QMouseEvent) -> None:
        """Type the text of a card; on empty space, a new factor."""
        if event.button() != Qt.MouseButton.LeftButton or self._knob_at(event.position()):
            return
        if self.card_at(event.position()):
            self._commands.edit()
        else:
            self._commands.add_last_root()

    def _aim(self) -> None:
        tree = FactorTree(self._commands.document.snapshot)
        moved = self._commands.carried(self.held) if self.held else []
        self.target = tree_target(self._view.tree, tree, self._view.to_tree(self.at), moved)
        allowed = self.target is not None or not self.held
        shape = Shape.ClosedHandCursor if allowed else Shape.ForbiddenCursor
        self._view.viewport().setCursor(shape)
        self._view.viewport().update()

    def let_go(self) -> None:
        """Forget what is pressed and held; nothing has changed."""
        self._press = self._pan = self.target = None
        self.held = ""
        self._view.bar.place()
        self._view.viewport().unsetCursor()
        self._view.viewport().update()

    def drag_over(self, event: QDragMoveEvent) -> None:
        """Show where events that come from elsewhere would land."""
        data = event.mimeData()
        if not self._commands.writable or not (carried_events(data) or carried_actions(data)):
            event.ignore()
            return
        self.at = QPointF(event.position())
        onto = self._under(self.at)
        if carried_actions(data) and not onto:
            # An action answers a factor, and the incident is none.
            onto = None
        self.target = TreeTarget(onto) if onto is not None else None
        self._view.viewport().update()
        event.acceptProposedAction()

    def drop(self, event: QDropEvent) -> None:
        """Link events to the card they are let go on, or grow a factor from each."""
        ids = carried_events(event.mimeData())
        actions = carried_actions(event.mimeData())
        onto = self.card_at(QPointF(event.position()))
        self.let_go()
        if actions and onto and self._commands.writable:
            event.acceptProposedAction()
            self._commands.take_actions(actions, onto)
        elif ids and self._commands.writable:
            event.acceptProposedAction()
            self._commands.take_events(ids, onto, None, None)
        else:
            event.ignore()
