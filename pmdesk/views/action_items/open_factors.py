"""The factors that wait for an action, each with a way to add one or to say why none is needed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.analysis import ActionFactor, ActionItem, Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.edits.actions import link_actions
from pmdesk.edits.factors import decide_not_to_act
from pmdesk.views.action_items.columns import MARGIN
from pmdesk.views.action_items.pickers import path_text
from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.carried_actions import carried_actions
from pmdesk.views.controls.focus import by_keyboard
from pmdesk.views.controls.focus_ring import FocusRing
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, tooltip_of
from pmdesk.views.controls.panels import Surface
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.theme.glyphs import draw_target
from pmdesk.views.theme.theme import theme

CARD, CARD_GAP = 58, 10


class _Target(QWidget):
    """The dashed ring of a factor that nothing answers yet."""

    def sizeHint(self) -> QSize:
        return QSize(theme().px(20), theme().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        middle = self.rect().center()
        draw_target(QPainter(self), False, middle.x() + 0.5, middle.y() + 0.5, theme().px(18))


class FactorCard(Surface):
    """One factor; Enter or a click on its words shows it among the factors."""

    shown_wanted = Signal(str)
    action_wanted = Signal(str)
    none_wanted = Signal(str)
    dropped = Signal(str, object)

    def __init__(self, factor: Factor, path: str, writable: bool) -> None:
        super().__init__("surface", "line", 8)
        self.factor_id = factor.id
        self._over = False
        self.setAcceptDrops(writable)
        self._ring: FocusRing | None = None
        name = factor.text or "Untitled factor"
        self.setAccessibleName(f"{name}, no action yet. {path}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(theme().px(CARD))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(12)
        row.addWidget(_Target())
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        self.title = ElidedLabel(name, "body_semibold")
        words.addWidget(self.title)
        words.addWidget(ElidedLabel(path, "meta_regular", "ink2"))
        words.addStretch(1)
        row.addLayout(words, 1)
        self.none = Button("No action needed", "ghost", on_click=self._on_none)
        self.none.setToolTip(tooltip_of("Record why nothing will change here"))
        self.add = Button("Add action", "secondary", "plus", on_click=self._on_add)
        for button in (self.none, self.add):
            button.setEnabled(writable)
            button.setAccessibleDescription(name)
            row.addWidget(button)

    def _on_none(self) -> None:
        self.none_wanted.emit(self.factor_id)

    def _on_add(self) -> None:
        self.action_wanted.emit(self.factor_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.shown_wanted.emit(self.factor_id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.shown_wanted.emit(self.factor_id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carried_actions(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(False)
        ids = carried_actions(event.mimeData())
        if ids:
            event.acceptProposedAction()
            self.dropped.emit(self.factor_id, ids)

    def _show_over(self, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._over:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and self._ring is None:
            if by_keyboard(event.reason()):  # type: ignore[attr-defined]
                self._ring = FocusRing(self)
        elif event.type() == QEvent.Type.FocusOut and self._ring is not None:
            self._ring.deleteLater()
            self._ring = None
        return super().event(event)


class OpenFactors(Surface):
    """Hidden while every factor has an action or a reason.

    ``go_requested`` asks to show a factor, ``action_wanted`` to type an action for one.
    """

    go_requested = Signal(object, str)
    action_wanted = Signal(str)
    left = Signal()
    height_changed = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent=parent)
        self._document = document
        self._shown: object = None
        self.cards: list[FactorCard] = []
        self.prompt: ReasonPrompt | None = None
        self.setAccessibleName("Factors without an action")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(MARGIN, 14, MARGIN, 6)
        head.setSpacing(16)
        head.addWidget(PlainLabel("Factors without an action", "section"))
        head.addWidget(ElidedLabel("Add an action, or record why none is needed.", "ui", "ink2"), 1)
        column.addWidget(self._head)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = Surface("sunken")
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(MARGIN, 6, MARGIN, 18)
        self._rows.setSpacing(CARD_GAP)
        self._rows.addStretch(1)
        self._area.setWidget(inner)
        column.addWidget(self._area, 1)
        document.changed.connect(self._on_document_changed)
        theme().changed.connect(self._on_theme_changed)
        self.refresh()

    def refresh(self) -> None:
        """Show the factors that wait now."""
        tree = FactorTree(self._document.snapshot)
        waiting = [(factor, path_text(tree, factor)) for factor in tree.open_factors()]
        writable = not self._document.read_only
        key = ([(f.id, f.text, path) for f, path in waiting], writable, theme().scale)
        if key == self._shown:
            return
        self._shown = key
        for card in self.cards:
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for factor, path in waiting:
            card = FactorCard(factor, path, writable)
            card.action_wanted.connect(self.action_wanted)
            card.none_wanted.connect(self._ask_why_none)
            card.dropped.connect(self._on_dropped)
            card.shown_wanted.connect(lambda i: self.go_requested.emit(Factor, i))
            self._rows.insertWidget(len(self.cards), card)
            self.cards.append(card)
        self.setVisible(bool(waiting))
        self.height_changed.emit()

    def wanted_height(self) -> int:
        """The height in pixels that shows all cards, 0 without any."""
        if not self.cards:
            return 0
        cards = len(self.cards) * (theme().px(CARD) + CARD_GAP) - CARD_GAP
        return self._head.sizeHint().height() + cards + 6 + 18

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_dropped(self, factor_id: str, ids: list[str]) -> None:
        held = self._document.snapshot.of(ActionItem)
        kept = [i for i in ids if i in held]
        # Not from inside the drop: the card goes with the news, and Qt is not done with it yet.
        QTimer.singleShot(
            0, self, lambda: self._document.attempt(lambda s: link_actions(s, kept, factor_id))
        )

    def _ask_why_none(self, factor_id: str) -> None:
        card = next((c for c in self.cards if c.factor_id == factor_id), None)
        if card is None:
            return
        self.prompt = ReasonPrompt(
            "Why is no action needed?", "Record it", self,
            placeholder="The reason stands in the report",
        )  # fmt: skip
        self.prompt.answered.connect(
            lambda why: self._document.attempt(lambda s: decide_not_to_act(s, factor_id, why))
        )
        self.prompt.open_at(card.none)

    def _on_document_changed(self, edit: Edit) -> None:
        if any(change.kind in (Factor, ActionFactor, ActionItem) for change in edit.changes):
            self.refresh()

    def _on_theme_changed(self) -> None:
        self.refresh()
        self.height_changed.emit()
