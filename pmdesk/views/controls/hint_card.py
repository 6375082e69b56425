"""The card about one wording hint: its pattern, why, what could stand there, and two answers."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pmdesk.domain.wording.hint import Hint
from pmdesk.views.controls.buttons import Button, PaintedButton
from pmdesk.views.controls.fields import LineField
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Surface
from pmdesk.views.theme.theme import theme

_WRAP = Qt.TextFlag.TextWordWrap.value


class RewordingOption(PaintedButton):
    """One rewording, as high as its words; checked it is the one that Enter takes. ``taken``
    follows a double click."""

    taken = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setText(text)
        self.setAccessibleName(f"Write instead: {text}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), self._high(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.height() != self._high(self.width()):
            self.setFixedHeight(self._high(self.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter takes it, arrows go to the other one: that is for the card to do.
        if event.key() in (
            Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down
        ):  # fmt: skip
            event.ignore()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.taken.emit()

    def _high(self, width: int) -> int:
        t = theme()
        room = QRect(0, 0, max(40, width - 2 * t.px(12)), 10_000)
        words = t.fonts.metrics("ui_medium", t.scale).boundingRect(QRectF(room), _WRAP, self.text())
        return round(words.height()) + 2 * t.px(9)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        on = self.isChecked()
        edge = "accent_line" if on else "line2"
        ground = "accent_soft" if on else ("hover" if self.hovered else "surface")
        painter.setPen(QPen(t.colour("accent" if on and t.tokens.flat else edge), 2 if on else 1))
        painter.setBrush(t.colour(ground))
        painter.drawRoundedRect(rect, 6, 6)
        painter.setFont(t.font("ui_medium"))
        painter.setPen(t.colour("ink1"))
        inner = QRectF(self.rect()).adjusted(t.px(12), t.px(9), -t.px(12), -t.px(9))
        painter.drawText(inner, _WRAP, self.text())
        self.draw_focus_ring(painter, rect, 6)


class HintCard(Surface):
    """``used`` carries the chosen rewording, ``kept`` the reason for keeping the sentence (often
    none), ``written`` the wish to write it anew, ``left`` Esc."""

    used = Signal(str)
    kept = Signal(str)
    written = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "accent_line", 8, parent)
        self.hint: Hint | None = None
        self.options: list[RewordingOption] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.name = PlainLabel("", "ui_semibold", "accent")
        self.count = PlainLabel("", "meta", "ink2")
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(self.count)
        column.addLayout(head)
        self.why = WrappedLabel("", "ui", "ink2")
        self.question = WrappedLabel("", "ui_medium", "ink1")
        column.addWidget(self.why)
        column.addWidget(self.question)
        self._options = QVBoxLayout()
        self._options.setSpacing(8)
        column.addLayout(self._options)
        self.reason = LineField("ui", "Why it stays, if you like", rest=False)
        self.reason.hide()
        self.reason.left.connect(self._on_reason_left)
        column.addWidget(self.reason)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.use = Button("Use first", "primary", on_click=self._on_use)
        self.keep = Button("Keep mine", "ghost", on_click=self._on_keep)
        self.esc = PlainLabel("Esc closes", "meta_regular", "ink2")
        foot.addWidget(self.use)
        foot.addWidget(self.keep)
        foot.addStretch(1)
        foot.addWidget(self.esc)
        column.addLayout(foot)

    def show_hint(self, hint: Hint, count: str = "") -> None:
        """Show a hint; ``count`` says which one of how many it is."""
        self.count.setText(count)
        if hint == self.hint:
            return
        self.hint = hint
        self._on_reason_left(focus=False)
        self.name.setText(hint.name)
        self.why.setText(hint.why)
        self.question.setText(hint.question)
        self.setAccessibleName(f"{hint.name}. {hint.why} {hint.question}")
        for option in self.options:
            self._options.removeWidget(option)
            option.hide()
            option.deleteLater()
        self.options = [RewordingOption(text) for text in hint.rewordings]
        for option in self.options:
            self._options.addWidget(option)
            option.toggled.connect(self._name_use)
            option.taken.connect(self._on_use)
        if self.options:
            self.options[0].setChecked(True)
        self._name_use()
        self.setFocusProxy(self.options[0] if self.options else self.use)
        stops: list[QWidget] = [*self.options, self.reason, self.use, self.keep]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.reason.isVisible() or self.keep.hasFocus():
                self._on_keep()
            else:
                self._on_use()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.options:
            self._choose(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _on_keep(self) -> None:
        if self.reason.isVisible():
            self.kept.emit(self.reason.text().strip())
            return
        self.reason.show()
        self.keep.setText("Keep it")
        self.use.hide()
        self.reason.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_reason_left(self, focus: bool = True) -> None:
        if focus:
            self.keep.setFocus(Qt.FocusReason.TabFocusReason)
        self.reason.clear()
        self.reason.hide()
        self.use.show()
        self.keep.setText("Keep mine")

    def _choose(self, by: int) -> None:
        at = self._chosen()
        wanted = self.options[max(0, min(len(self.options) - 1, at + by))]
        wanted.setChecked(True)
        wanted.setFocus(Qt.FocusReason.TabFocusReason)

    def _chosen(self) -> int:
        return next((i for i, option in enumerate(self.options) if option.isChecked()), 0)

    def _name_use(self) -> None:
        if not self.options:
            self.use.setText("Write it anew")
        else:
            self.use.setText(("Use first", "Use second")[min(self._chosen(), 1)])

    def _on_use(self) -> None:
        if self.options:
            self.used.emit(self.options[self._chosen()].text())
        else:
            self.written.emit()
