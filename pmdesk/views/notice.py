"""The bar on top of the window that says what holds for a while, with what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import WrappedLabel
from pmdesk.views.theme.icons import pixmap
from pmdesk.views.theme.theme import theme


class NoticeBar(QWidget):
    """A sentence that stays until its cause is gone; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._outer.setContentsMargins(24, 8, 20, 8)
        self._outer.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._outer.addLayout(row, 1)
        self._sign = QLabel()
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self.words = WrappedLabel("", "ui_medium", "ink1")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self.words, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self._outer.addLayout(self._row)
        self._acts: list[Callable[[], object]] = []
        self.buttons: list[Button] = []
        self.button = self._button(0)
        self._wrong = False
        theme().changed.connect(self._restyle)
        self.hide()

    def tell(
        self,
        text: str,
        button: str = "",
        act: Callable[[], object] | None = None,
        wrong: bool = False,
    ) -> None:
        """Show a sentence, calm or as something that is wrong; an empty one hides the bar."""
        self.offer(text, [] if act is None else [(button, act)], wrong)

    def offer(
        self, text: str, buttons: Sequence[tuple[str, Callable[[], object]]], wrong: bool = False
    ) -> None:
        """Show a sentence with several things to do."""
        self.words.setText(text)
        self._acts, self._wrong = [act for _, act in buttons], wrong
        for place, (words, _) in enumerate(buttons):
            self._button(place).setText(words)
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(buttons))
        self.setAccessibleName(text)
        self._restyle()
        self._arrange()
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The buttons go below the words where they would leave too little room for them."""
        shown = [b.sizeHint().width() + 8 for b in self.buttons if not b.isHidden()]
        narrow = sum(shown) > self.width() * 0.45
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._outer.setDirection(way)

    def _button(self, place: int) -> Button:
        while place >= len(self.buttons):
            at = len(self.buttons)
            button = Button("", size="compact", on_click=partial(self._on_pressed, at))
            self.buttons.append(button)
            self._row.addWidget(button)
        return self.buttons[place]

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.colour("danger_soft" if self._wrong else "warn_soft"))
        line = QRectF(0, self.height() - 1, self.width(), 1)
        painter.fillRect(line, t.colour("danger" if self._wrong else "line2"))

    def _on_pressed(self, place: int) -> None:
        self._acts[place]()

    def _restyle(self) -> None:
        size = theme().px(16)
        name, token = ("circle-alert", "danger") if self._wrong else ("info", "warn")
        self._sign.setPixmap(pixmap(name, token, size, self.devicePixelRatioF()))
        self.update()
