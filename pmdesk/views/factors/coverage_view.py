"""The coverage as a view: a cell joins a factor and an action, the last one says how it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
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

from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.factors.coverage import Coverage, CoverageRow, coverage
from pmdesk.edits.actions import add_action, link_action, link_actions, unlink_action
from pmdesk.views.controls.carried_actions import carried_actions
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.factors.commands import FactorCommands
from pmdesk.views.factors.coverage_paint import CoveragePainter, answer_words
from pmdesk.views.factors.coverage_plan import CoveragePlan, Place
from pmdesk.views.factors.menus import FactorMenus
from pmdesk.views.factors.rows import cut
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.theme.theme import theme

_Key = Qt.Key
_STEPS = {
    _Key.Key_Left: (-1, 0), _Key.Key_Right: (1, 0), _Key.Key_Up: (0, -1), _Key.Key_Down: (0, 1),
    _Key.Key_PageUp: (0, -10), _Key.Key_PageDown: (0, 10),
    _Key.Key_Home: (-10_000, 0), _Key.Key_End: (10_000, 0),
}  # fmt: skip
_PRESS = (_Key.Key_Space, _Key.Key_Return, _Key.Key_Enter)


class CoverageView(QAbstractScrollArea):
    """Factors down, actions across. ``said`` carries what the chosen cell tells, in a sentence;
    ``go_requested`` and ``left`` are those of the outline."""

    go_requested = Signal(object, str)
    left = Signal()
    said = Signal(str)

    def __init__(self, commands: FactorCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.commands, self.factors = commands, commands.model
        self.chosen = Place()
        self.hovered: Place | None = None
        self._found: Coverage | None = None
        self.prompt: ReasonPrompt | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Else the style draws a corner of its own between the scroll bars.
        self.setCornerWidget(QWidget())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Factors against actions")
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.menus = FactorMenus(commands, self.viewport())
        self.menus.go_requested.connect(self.go_requested)
        self.factors.refreshed.connect(self._renew)
        commands.selection.changed.connect(self._on_selection_changed)
        theme().changed.connect(self._renew)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.viewport().update)

    # -- what is shown

    @property
    def found(self) -> Coverage:
        """The coverage as it is now."""
        if self._found is None:
            self._found = coverage(self.commands.document.snapshot)
        return self._found

    def rows(self) -> list[CoverageRow]:
        """The rows in sight: all, or only those that wait."""
        only = self.factors.unaddressed
        return [row for row in self.found.rows if not only or row.is_left_over]

    def plan(self) -> CoveragePlan:
        """Where the cells lie now."""
        plan = CoveragePlan(self.found, self.rows(), self.viewport().width())
        plan.x = float(self.horizontalScrollBar().value())
        plan.y = float(self.verticalScrollBar().value())
        return plan

    def summary(self) -> str:
        """What is left over on either side, in a sentence."""
        found = self.found
        waiting, loose, decided = (
            len(found.factors_left), len(found.actions_left), len(found.decided),
        )  # fmt: skip
        parts = []
        if waiting:
            parts.append("1 factor waits" if waiting == 1 else f"{waiting} factors wait")
        if loose:
            answers = "action answers" if loose == 1 else "actions answer"
            parts.append(f"{loose} {answers} no factor")
        if not parts:
            parts.append("Nothing is left over")
        if decided:
            parts.append(f"{decided} decided not to act")
        return " · ".join(parts)

    def sentence(self) -> str:
        """What the chosen cell says, and what a press does there."""
        row, action = self._chosen()
        if row is None:
            return self.summary()
        name = row.factor.text or "Not written yet"
        if action is None:
            return f"{name}: {answer_words(row) or 'needs no action of its own'}"
        joined = "answers" if action.id in row.action_ids else "does not answer"
        return f"{action.key} {action.text} {joined}: {name}"

    def _chosen(self) -> tuple[CoverageRow | None, ActionItem | None]:
        row = next((r for r in self.found.rows if r.factor.id == self.chosen.factor_id), None)
        action = self.commands.document.snapshot.get(ActionItem, self.chosen.action_id or None)
        return row, action

    def choose(self, place: Place) -> None:
        """Put the keyboard on a cell and select its factor."""
        self.chosen = place
        self.commands.select(place.factor_id)
        self._show_chosen()

    def bring_into_view(self, factor_id: str) -> None:
        """Choose a factor's row and scroll to it."""
        self.choose(Place(factor_id, self.chosen.action_id))

    def _show_chosen(self) -> None:
        plan = self.plan()
        rect = plan.rect(self.chosen)
        if not rect.isEmpty():
            self._scroll_to(plan, rect.left(), rect.right(), rect.top(), rect.bottom())
        self._tell()

    def _scroll_to(
        self, plan: CoveragePlan, left: float, right: float, top: float, bottom: float
    ) -> None:
        up, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if top < plan.head:
            up.setValue(up.value() + round(top - plan.head))
        elif bottom > self.viewport().height():
            up.setValue(up.value() + round(bottom - self.viewport().height()))
        if not self.chosen.action_id:
            return
        if left < plan.cells:
            across.setValue(across.value() + round(left - plan.cells))
        elif right > plan.end:
            across.setValue(across.value() + round(right - plan.end))

    def _tell(self) -> None:
        text = self.sentence()
        self.setAccessibleDescription(text)
        self.said.emit(text)
        self.viewport().update()

    # -- what is done

    def press(self, place: Place) -> None:
        """Join or part a factor and an action; on the answer of a factor, ask why not."""
        snapshot = self.commands.document.snapshot
        if not self.commands.writable or place.factor_id not in snapshot.factors:
            return
        if not place.action_id:
            self.ask_reason()
            return
        row = next(r for r in self.found.rows if r.factor.id == place.factor_id)
        verb = unlink_action if place.action_id in row.action_ids else link_action
        self.commands.document.attempt(lambda s: verb(s, place.action_id, place.factor_id))

    def _anchor(self) -> QRect:
        return self.plan().rect(Place(self.chosen.factor_id)).toRect()

    def ask_reason(self) -> None:
        """Ask why nothing will be done about the chosen factor, and who decided."""
        if self.commands.current() is not None:
            self.menus.ask_reason(self._anchor())

    def ask_action(self) -> None:
        """Ask what will change about the chosen factor."""
        factor = self.commands.current()
        if factor is None or not self.commands.writable:
            return
        factor_id = factor.id
        self.prompt = ReasonPrompt(
            "What will change?", "Add the action", self.viewport(),
            placeholder="Begin with a verb; owner and date follow in Actions",
        )  # fmt: skip
        now = self.commands.document.clock.now()
        self.prompt.answered.connect(
            lambda text: self.commands.document.attempt(
                lambda s: add_action(s, text, now=now, factor_ids=(factor_id,))
            )
        )
        self.prompt.open_at(self.viewport(), self._anchor())

    # -- news

    def _renew(self) -> None:
        self._found = None
        if self.isVisible():
            self._fit()
            self._tell()

    def _fit(self) -> None:
        plan = self.plan()
        view = self.viewport()
        self.verticalScrollBar().setRange(0, max(0, round(plan.height - view.height())))
        self.verticalScrollBar().setPageStep(max(1, view.height() - plan.head))
        self.verticalScrollBar().setSingleStep(plan.line)
        self.horizontalScrollBar().setRange(0, round(plan.widest))
        self.horizontalScrollBar().setPageStep(max(1, round(plan.room)))
        self.horizontalScrollBar().setSingleStep(plan.cell)

    def _on_selection_changed(self) -> None:
        current = self.commands.selection.current_of(Factor) or ""
        if current != self.chosen.factor_id:
            self.chosen = Place(current, self.chosen.action_id if current else "")
            if self.isVisible():
                self._show_chosen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._renew()
        self._on_selection_changed()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.chosen.factor_id and self.rows() and event.reason() in (
            Qt.FocusReason.TabFocusReason, Qt.FocusReason.OtherFocusReason,
        ):  # fmt: skip
            self.choose(self.plan().beside(Place(), 0, 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # -- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = _Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == _Key.Key_Escape and self.commands.selection.kind is Factor:
            self.choose(Place())
        elif key == _Key.Key_Escape:
            self.left.emit()
        elif held:
            event.ignore()
        elif key in _STEPS:
            self.choose(self.plan().beside(self.chosen, *_STEPS[key]))
        elif key in _PRESS:
            self.press(self.chosen)
        elif key == _Key.Key_A:
            self.ask_action()
        elif key == _Key.Key_N:
            self.ask_reason()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.plan().at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is None:
            self.choose(Place())
        elif place is None or not place.factor_id:
            return
        elif event.button() == Qt.MouseButton.RightButton:
            self.choose(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        plan = self.plan()
        place = plan.at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or place is None:
            return
        if not place.factor_id:
            self.go_requested.emit(ActionItem, place.action_id)
            return
        self.choose(place)
        if not plan.is_name(event.position()):
            self.press(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.plan().at(event.position()), event.position())

    def _hover(self, place: Place | None, at: QPointF) -> None:
        usable = place is not None and not (place.factor_id and self.plan().is_name(at))
        usable = usable and (self.commands.writable or not (place and place.factor_id))
        shape = Qt.CursorShape.PointingHandCursor if usable else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        if place != self.hovered:
            self.hovered = place
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None, QPointF())
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - event.angleDelta().y() // 2)
            event.accept()
        else:
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        box = self._anchor()
        corner = self.viewport().mapToGlobal(box.bottomLeft())
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if self.commands.current() is not None:
            self.menus.open_menu(corner if by_key else event.globalPos(), box)

    # -- actions dropped from elsewhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drag_over(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._drag_over(event)

    def _drag_over(self, event: QDragMoveEvent) -> None:
        if not self.commands.writable or not carried_actions(event.mimeData()):
            event.ignore()
            return
        self.hovered = self.plan().at(QPointF(event.position()))
        self.viewport().update()
        event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.hovered = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        place = self.plan().at(QPointF(event.position()))
        ids = carried_actions(event.mimeData())
        if place is None or not place.factor_id or not self.commands.writable:
            event.ignore()
            return
        event.acceptProposedAction()
        held = self.commands.document.snapshot.of(ActionItem)
        ids = [i for i in ids if i in held]
        self.commands.document.attempt(lambda s: link_actions(s, ids, place.factor_id))

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().colour("canvas"))
        plan = self.plan()
        seen = CoveragePainter(painter, plan, self.chosen, self.hovered)
        seen.paint(self.viewport().height(), self.hasFocus())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self._tip(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tooltip_of(text), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip(self, at: QPointF) -> str:
        plan = self.plan()
        place = plan.at(at)
        if place is None:
            return ""
        action = self.commands.document.snapshot.get(ActionItem, place.action_id or None)
        number = next((n for n, r in enumerate(plan.rows) if r.factor.id == place.factor_id), -1)
        if number < 0:
            loose = action is not None and action in self.found.actions_left
            return "" if action is None else (
                f"{action.key} {action.text}" + (". Answers no factor yet" if loose else "")
            )
        row = plan.rows[number]
        if plan.is_name(at):
            role = "body_semibold" if row.depth == 0 else "ui"
            whole = cut(row.factor.text, role, plan.name(number).width())
            return "" if whole == row.factor.text else row.factor.text
        return answer_words(row) if action is None else f"{action.key} {action.text}"
