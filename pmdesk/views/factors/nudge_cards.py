"""Nudges as cards: what the trap is, why it is one, what to ask instead, and keeping it anyway."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.analysis import Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.factors.nudges import PlacedNudge, nudges
from pmdesk.edits.factor_learning import take_back_waiver, waive_nudge
from pmdesk.views.controls.buttons import Button, IconButton
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Surface
from pmdesk.views.factors.signs import NUDGE_ICON
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme


class _Sign(QWidget):
    """The quiet sign of a nudge."""

    def __init__(self) -> None:
        super().__init__()
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedSize(theme().px(16), theme().px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = theme().px(15)
        draw(QPainter(self), NUDGE_ICON, "warn", 0, (self.height() - side) / 2, side)


class NudgeCard(Surface):
    """One nudge of a factor. ``prompt`` is the question for a reason that was opened last."""

    def __init__(self, document: Document, placed: PlacedNudge) -> None:
        super().__init__("sunken", "line", 8)
        self._document, self.placed = document, placed
        self.prompt: ReasonPrompt | None = None
        self.setAccessibleName(f"{placed.name}. {placed.why}")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(_Sign())
        head.addWidget(PlainLabel(placed.name, "ui_semibold"), 1)
        column.addLayout(head)
        column.addWidget(WrappedLabel(placed.why, "meta_regular", "ink2"))
        column.addWidget(WrappedLabel(placed.question, "ui", "ink1"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.keep = Button("Keep it as it is…", "ghost", size="small", on_click=self._ask)
        self.keep.setEnabled(not document.read_only)
        foot.addWidget(self.keep)
        column.addLayout(foot)

    def _ask(self) -> None:
        placed = self.placed
        self.prompt = ReasonPrompt(
            "Why does it stay as it is?", "Keep it", self, "It is kept with the factor"
        )
        self.prompt.answered.connect(
            lambda reason: self._document.attempt(
                lambda s: waive_nudge(s, placed.factor.id, placed.nudge, reason)
            )
        )
        self.prompt.open_at(self.keep)


class KeptNudge(QWidget):
    """A nudge that was waived: its name, the reason, and a way to see it again."""

    def __init__(self, document: Document, placed: PlacedNudge) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(4)
        words = f"{placed.name}: kept. {placed.kept}"
        row.addWidget(ElidedLabel(words, "meta", "ink2"), 1)
        self.again = IconButton(
            "rotate-ccw", "Show this nudge again",
            lambda: document.attempt(
                lambda s: take_back_waiver(s, placed.factor.id, placed.nudge)
            ),
            side=26,
        )  # fmt: skip
        self.again.setEnabled(not document.read_only)
        row.addWidget(self.again)


class NudgesPart(QWidget):
    """The nudges of one factor; hidden while there are none."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(6)
        self.rows: list[QWidget] = []
        self._shown: object = None

    def show_factor(self, factor: Factor) -> None:
        """Show what is to be asked about a factor."""
        found = [n for n in nudges(self._document.snapshot) if n.factor.id == factor.id]
        key = (factor.id, self._document.read_only, [(n.nudge, n.kept) for n in found])
        self.setVisible(bool(found))
        if key == self._shown:
            return
        self._shown = key
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [
            NudgeCard(self._document, n) if n.kept is None else KeptNudge(self._document, n)
            for n in found
        ]
        for row in self.rows:
            self._column.addWidget(row)


class NudgePopover(QWidget):
    """The nudges of a factor beside its node; closes once nothing is left to say."""

    def __init__(self, document: Document, factor_id: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("What to ask here")
        self._document, self._id = document, factor_id
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        self.part = NudgesPart(document)
        column.addWidget(self.part)
        self.setFixedWidth(theme().px(348))
        document.changed.connect(self._on_document_changed)
        self._show()

    def open_at(self, anchor: QWidget, rect: QRect) -> None:
        """Show below a rectangle of ``anchor``, kept on the screen."""
        self._fit()
        place = anchor.mapToGlobal(QPoint(rect.left(), rect.bottom() + 4))
        screen = anchor.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width() - 8)))
        if place.y() + self.height() > screen.bottom():
            place.setY(anchor.mapToGlobal(rect.topLeft()).y() - self.height() - 4)
        self.move(place)
        self.show()
        card = next((row for row in self.part.rows if isinstance(row, NudgeCard)), None)
        if card is not None:
            card.keep.setFocus()

    def _fit(self) -> None:
        """As high as its words are when they wrap; by itself a popup takes them as one line."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def _show(self) -> bool:
        factor = self._document.snapshot.get(Factor, self._id)
        if factor is None:
            return False
        self.part.show_factor(factor)
        return any(isinstance(row, NudgeCard) for row in self.part.rows)

    def _on_document_changed(self, _edit: Edit) -> None:
        if self._show():
            self._fit()
        else:
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surface"))
        painter.setPen(QPen(theme().colour("line2"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


