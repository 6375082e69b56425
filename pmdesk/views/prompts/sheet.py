"""The frame of every sheet: title, a body that scrolls, a foot with its buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pmdesk.views.controls.buttons import Button, IconButton
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.prompts.overlay import Overlay
from pmdesk.views.theme.theme import theme

_HEAD, _FOOT = 64, 66


class Sheet(Overlay):
    """A card over the window. Subclasses fill ``body``; ``act`` is what the primary button does.

    The reason for a primary button that can't be pressed stands beside it.
    """

    def __init__(
        self,
        window: QWidget,
        title: str,
        width: int,
        button: str = "",
        icon_name: str = "",
        other: str = "Cancel",
    ) -> None:
        super().__init__(window, title)
        self._width = width
        outer = QVBoxLayout(self.card)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(self._head(title))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        held = self._held = QWidget()
        self.body = QVBoxLayout(held)
        self.body.setContentsMargins(24, 4, 24, 20)
        self.body.setSpacing(12)
        self.area.setWidget(held)
        held.setAutoFillBackground(False)
        outer.addWidget(self.area, 1)
        outer.addWidget(self._foot(button, icon_name, other))

    def act(self) -> None:
        """What the primary button does."""

    def allow(self, reason: str = "") -> None:
        """Let the primary button be pressed, or give the reason why not."""
        self.why.setText(reason)
        if self.button is not None:
            self.button.setEnabled(not reason)

    def section(self, title: str) -> None:
        """Add a heading to the body."""
        if self.body.count():
            self.body.addSpacing(6)
        self.body.addWidget(PlainLabel(title, "ui_semibold"))

    def row(self, name: str, control: QWidget, words: str = "") -> None:
        """Add a control with its name at the left and words below."""
        line = QHBoxLayout()
        line.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(1)
        label = PlainLabel(name, "ui_medium")
        label.setBuddy(control)
        left.addWidget(label)
        if words:
            left.addWidget(WrappedLabel(words, "meta_regular", "ink2"))
        line.addLayout(left, 1)
        line.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        if not control.accessibleName():
            control.setAccessibleName(name)
        self.body.addLayout(line)

    def card_size(self) -> tuple[int, int]:
        t = theme()
        inner = self._held
        width = t.px(self._width)
        layout = inner.layout()
        high = inner.sizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            high = layout.totalHeightForWidth(width - 2)
        return width, high + t.px(_HEAD) + t.px(_FOOT) + 2

    def open(self, first: QWidget | None = None) -> None:
        chain = self._chain()
        super().open(first or (chain[1] if len(chain) > 1 else None))

    def lines(self) -> list[int]:
        return [self.card.height() - theme().px(_FOOT)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.button is not None and self.button.isEnabled():
            self.act()
            return
        super().keyPressEvent(event)

    def _head(self, title: str) -> QWidget:
        head = QWidget()
        head.setFixedHeight(theme().px(_HEAD))
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 6, 18, 0)
        row.addWidget(PlainLabel(title, "heading"), 1)
        row.addWidget(IconButton("x", "Close", on_click=self.dismiss))
        return head

    def _foot(self, button: str, icon_name: str, other: str) -> QWidget:
        foot = QWidget()
        foot.setFixedHeight(theme().px(_FOOT))
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(10)
        self.why = WrappedLabel("", "meta_regular", "ink2")
        row.addWidget(self.why, 1)
        self.other: Button | None = None
        self.button: Button | None = None
        if other:
            variant = "secondary" if button else "primary"
            self.other = self._dialog_button(other, variant, "", self.dismiss)
            row.addWidget(self.other)
        if button:
            self.button = self._dialog_button(button, "primary", icon_name, self.act)
            row.addWidget(self.button)
        return foot

    @staticmethod
    def _dialog_button(
        words: str, variant: str, icon_name: str, act: Callable[[], object]
    ) -> Button:
        return Button(words, variant, icon_name, on_click=act, size="dialog")
