"""Asks what is to become of a chat, a table or a log that was dropped where no postmortem is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import WrappedLabel
from pmdesk.views.prompts.sheet import Sheet

Way = tuple[str, str, Callable[[], object]]


class FeedChoice(Sheet):
    """Shows the ways, each as a button with its words below; the one pressed is gone."""

    def __init__(self, window: QWidget, name: str, ways: Sequence[Way]) -> None:
        super().__init__(window, "What should become of it?", 520)
        self.ways: list[Button] = []
        words = f"{name} looks like a chat, a table or a log, not like a written postmortem."
        self.body.addWidget(WrappedLabel(words, "ui", "ink2"))
        for words, detail, act in ways:
            button = Button(words, "secondary", on_click=partial(self._go, act), size="dialog")
            button.setAccessibleDescription(detail)
            self.ways.append(button)
            way = QVBoxLayout()
            way.setSpacing(4)
            way.addWidget(button)
            way.addWidget(WrappedLabel(detail, "meta_regular", "ink2"))
            self.body.addLayout(way)

    def _go(self, act: Callable[[], object]) -> None:
        self.dismiss()
        act()
