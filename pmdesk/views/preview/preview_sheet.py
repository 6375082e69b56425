"""The report as it will be, over the window: the real file's pages, before it is saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from pmdesk.views.background import Background
from pmdesk.views.controls.buttons import Button, IconButton
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel
from pmdesk.views.preview.page_view import PageView
from pmdesk.views.prompts.overlay import Overlay
from pmdesk.views.theme.theme import theme

_BAR = 56
_STEP = 1.2


class PreviewSheet(Overlay):
    """``saved`` asks to save what is shown; ``cancelled`` is told when it closes while waiting."""

    saved = Signal()
    cancelled = Signal()

    def __init__(self, window: QWidget, background: Background, title: str) -> None:
        super().__init__(window, "Preview")
        self.data = b""
        self.view = PageView(background)
        outer = QVBoxLayout(self.card)
        outer.setContentsMargins(1, 1, 1, 12)
        outer.setSpacing(0)
        outer.addWidget(self._bar(title))
        self._stack = QStackedLayout()
        waiting = QWidget()
        middle = QVBoxLayout(waiting)
        self.words = PlainLabel("Making the report…", "heading", "ink2")
        middle.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.words)
        row.addStretch(1)
        middle.addLayout(row)
        middle.addStretch(2)
        self._stack.addWidget(waiting)
        self._stack.addWidget(self.view)
        outer.addLayout(self._stack, 1)
        self.view.moved.connect(self._on_moved)
        self.view.zoomed.connect(self._on_zoomed)
        self._judge()

    def show_file(self, data: bytes, sizes: Sequence[tuple[float, float]]) -> None:
        """Show the finished file."""
        self.data = data
        self._stack.setCurrentWidget(self.view)
        self.view.show_pages(data, sizes)
        self.view.setFocus()
        self._judge()

    def show_problem(self, words: str) -> None:
        """Say in its place why there is nothing to see."""
        self.words.setText(words)

    def card_size(self) -> tuple[int, int]:
        return min(self.width() - 48, theme().px(1100)), self.height() - 40

    def dismiss(self) -> None:
        if not self.isHidden() and not self.data:
            self.cancelled.emit()
        super().dismiss()

    def lines(self) -> list[int]:
        return [theme().px(_BAR)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.data and event.text() in ("+", "=", "-"):
            self.view.zoom_by(1 / _STEP if event.text() == "-" else _STEP)
            return
        super().keyPressEvent(event)

    def _bar(self, title: str) -> QWidget:
        bar = QWidget()
        bar.setFixedHeight(theme().px(_BAR))
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, 0, 14, 0)
        row.setSpacing(6)
        row.addWidget(ElidedLabel(title, "heading"), 1)
        self.page = PlainLabel("", "ui", "ink2")
        self.back = IconButton(
            "chevron-up", "Page before", on_click=lambda: self.view.go_to(self.view.current - 1)
        )
        self.next = IconButton(
            "chevron-down", "Next page", on_click=lambda: self.view.go_to(self.view.current + 1)
        )
        self.smaller = IconButton(
            "zoom-out", "Smaller", on_click=lambda: self.view.zoom_by(1 / _STEP)
        )
        self.percent = PlainLabel("", "ui", "ink2")
        self.larger = IconButton("zoom-in", "Larger", on_click=lambda: self.view.zoom_by(_STEP))
        self.whole = IconButton("maximize-2", "Whole page", on_click=lambda: self.view.fit("page"))
        self.wide = IconButton("expand", "Fit the width", on_click=lambda: self.view.fit("width"))
        self.save = Button("Save…", "primary", "file-down", on_click=self._save)
        for part in (self.back, self.page, self.next, self.smaller, self.percent, self.larger,
                     self.whole, self.wide):  # fmt: skip
            row.addWidget(part)
        row.addSpacing(10)
        row.addWidget(self.save)
        row.addWidget(IconButton("x", "Close", on_click=self.dismiss))
        return bar

    def _save(self) -> None:
        self.saved.emit()

    def _judge(self) -> None:
        for part in (self.back, self.next, self.smaller, self.larger, self.whole, self.wide,
                     self.save):  # fmt: skip
            part.setEnabled(bool(self.data))

    def _on_moved(self, number: int) -> None:
        self.page.setText(f"{number + 1} of {self.view.pages}")
        self.back.setEnabled(bool(self.data) and number > 0)
        self.next.setEnabled(bool(self.data) and number < self.view.pages - 1)

    def _on_zoomed(self, zoom: float) -> None:
        self.percent.setText(f"{round(zoom * 100)} %")
