"""Lets single letters be commands, or not: some people dictate, some lean on the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


class SingleKeys(QObject):
    """While switched off, a letter alone does nothing outside of text fields."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.on = True

    def allow(self, on: bool) -> None:
        """Switch single-letter commands on or off."""
        if on == self.on:
            return
        self.on = on
        # A filter in Python sees every event of the program, so it is there only when needed.
        if on:
            self._app.removeEventFilter(self)
        else:
            self._app.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(event, QKeyEvent) or not event.text().isalpha():
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if held or _is_typed_into(QApplication.focusWidget()):
            return False
        return event.type() == QEvent.Type.KeyPress


def _is_typed_into(widget: QWidget | None) -> bool:
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit)
