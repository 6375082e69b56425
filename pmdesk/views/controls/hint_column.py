"""The right column while the caret is on a wording hint: its card, and the others below it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pmdesk.document.document import Document
from pmdesk.domain.wording.review import PlacedHint
from pmdesk.edits.hints import keep_wording, use_rewording
from pmdesk.views.controls.buttons import IconButton, PaintedButton
from pmdesk.views.controls.hint_card import HintCard
from pmdesk.views.controls.hint_state import HintState
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel, tooltip_of
from pmdesk.views.controls.panels import Surface
from pmdesk.views.theme.theme import theme

WIDTH = 348
# So many other hints are listed; all of them are in Review.
LISTED = 12


class HintRow(PaintedButton):
    """Another hint in two lines: its pattern with the words, and what to ask."""

    def __init__(self, placed: PlacedHint) -> None:
        super().__init__()
        hint = placed.hint
        self.words = f"“{placed.place.text[hint.start : hint.end]}”"
        self.placed = placed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{hint.name} {self.words}. {hint.question}")
        self.setToolTip(tooltip_of(f"{hint.sentence}\n{hint.question}"))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("hover"))
            painter.drawRoundedRect(rect, 6, 6)
        left, line, middle = t.px(22), t.px(20), Qt.AlignmentFlag.AlignVCenter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("accent"))
        painter.drawEllipse(QRectF(t.px(8), t.px(3) + line / 2 - t.px(3), t.px(6), t.px(6)))
        room = rect.width() - left - t.px(8)
        name = self.placed.hint.name
        wide = t.fonts.metrics("ui_semibold", t.scale).horizontalAdvance(name) + t.px(8)
        painter.setPen(t.colour("ink1"))
        painter.setFont(t.font("ui_semibold"))
        painter.drawText(QRectF(left, t.px(3), room, line), middle, name)
        painter.setFont(t.font("ui"))
        painter.setPen(t.colour("ink2"))
        words = t.elided(self.words, "ui", room - wide)
        painter.drawText(QRectF(left + wide, t.px(3), room - wide, line), middle, words)
        painter.setFont(t.font("meta_regular"))
        asked = t.elided(self.placed.hint.question, "meta_regular", room)
        painter.drawText(QRectF(left, t.px(3) + line, room, line), middle, asked)
        self.draw_focus_ring(painter, rect, 6)


class HintColumn(QWidget):
    """Shows the current hint of a document; ``left`` and ``closed`` are those of an inspector."""

    left = Signal()
    closed = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.state = HintState.of(document)
        self.setAccessibleName("Wording")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(area)
        body = Surface("canvas")
        area.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 20)
        column.setSpacing(12)
        column.addLayout(self._build_head())
        self.card = HintCard()
        column.addWidget(self.card)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column.addLayout(self._rows)
        self.rows: list[HintRow] = []
        self.more = WrappedLabel("", "meta", "ink2")
        column.addWidget(self.more)
        column.addStretch(1)
        self.setFocusProxy(self.card)
        self.card.used.connect(self._on_used)
        self.card.kept.connect(self._on_kept)
        self.card.written.connect(self._on_written)
        self.card.left.connect(self.go_back)
        self.state.changed.connect(self.refresh)
        self.state.watch.changed.connect(self.refresh)
        self.refresh()

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.count = PlainLabel("", "meta", "ink2")
        self.switch = QCheckBox("Hints on")
        self.switch.setChecked(True)
        self.switch.setToolTip(tooltip_of("Off: nothing is pointed out. Settings has each pattern"))
        self.switch.toggled.connect(self.state.switched)
        head.addWidget(PlainLabel("Wording", "section"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.switch)
        head.addWidget(IconButton("x", "Close", self.go_back))
        return head

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDTH), 600)

    def refresh(self) -> None:
        """Show the current hint and those around it; without one nothing changes."""
        current = self.state.current
        listed = self.state.walked()
        self.count.setText(_counted(len(listed)))
        self.switch.blockSignals(True)
        self.switch.setChecked(self.state.watch.on)
        self.switch.blockSignals(False)
        if current is None:
            return
        at = listed.index(current) + 1 if current in listed else 0
        self.card.show_hint(current.hint, f"{at} of {len(listed)}" if at else "")
        others = [placed for placed in listed if placed != current]
        self._show_rows(others[:LISTED])
        left = len(others) - LISTED
        self.more.setText(f"and {left} more, listed in Review")
        self.more.setVisible(left > 0)

    def _show_rows(self, others: list[PlacedHint]) -> None:
        if [row.placed for row in self.rows] == others:
            return
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [HintRow(placed) for placed in others]
        for row in self.rows:
            self._rows.addWidget(row)
            row.clicked.connect(self._on_row_clicked)

    # -- answers

    def go_back(self) -> None:
        """Close the card and go back to the field it is about."""
        place = self.state.place
        self.state.leave()
        if place is not None:
            place.focus_field()
        else:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in (
            Qt.Key.Key_Down,
            Qt.Key.Key_Up,
        ):
            self.state.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _on_used(self, rewording: str) -> None:
        current = self.state.current
        if current is not None and self._document.attempt(
            lambda s: use_rewording(s, current, rewording)
        ):
            self.go_back()

    def _on_kept(self, reason: str) -> None:
        current = self.state.current
        if current is not None and self._document.attempt(
            lambda s: keep_wording(s, [current.hint], reason)
        ):
            self.go_back()

    def _on_written(self) -> None:
        current, place = self.state.current, self.state.place
        if current is not None and place is not None:
            self.state.leave()
            place.choose_sentence(current)

    def _on_row_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, HintRow):
            self.state.asked = True
            self.state.wanted.emit(row.placed)


def _counted(count: int) -> str:
    return "1 suggestion" if count == 1 else f"{count} suggestions"
