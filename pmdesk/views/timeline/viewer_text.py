"""A text to read and to search: log lines in the even font, never changed here."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from pmdesk.views.theme.theme import theme

_MOST_SHOWN = 500
# A line of a million letters without a gap would take minutes to lay out, so it is cut.
_ENDLESS = re.compile(r"([^\n]{2000})(?=[^\n])")


class TextView(QPlainTextEdit):
    """``found`` carries which match is shown (from 1) and how many there are; ``key_pressed`` a key
    that means nothing to a text that is only read."""

    found = Signal(int, int)
    key_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setAccessibleName("Text of the evidence")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(20)
        self._words = ""
        self._places: list[int] = []
        self._at = -1
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_text(self, text: str, even: bool = True) -> None:
        """Show a text from its beginning; ``even`` asks for the font of log lines."""
        self._role = "mono" if even else "body"
        self._restyle()
        self.setPlainText(_ENDLESS.sub(r"\1\n", text))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.search(self._words)

    _role = "mono"

    def search(self, words: str) -> None:
        """Mark every place of some words, in small or capital letters, and go to the first."""
        self._words = words
        text, sought = self.toPlainText().casefold(), words.casefold()
        self._places = []
        if sought and len(text) == len(self.toPlainText()):
            at = text.find(sought)
            while at >= 0 and len(self._places) < 100_000:
                self._places.append(at)
                at = text.find(sought, at + len(sought))
        self._at = 0 if self._places else -1
        self._show_match()

    def step(self, by: int) -> None:
        """Go to the next or the previous place, round the ends."""
        if self._places:
            self._at = (self._at + by) % len(self._places)
            self._show_match()

    def _show_match(self) -> None:
        marks = []
        first = max(0, self._at - _MOST_SHOWN // 2)
        for number, place in enumerate(self._places[first : first + _MOST_SHOWN], start=first):
            mark = QTextEdit.ExtraSelection()
            held = QTextCursor(self.document())
            held.setPosition(place)
            held.setPosition(place + len(self._words), QTextCursor.MoveMode.KeepAnchor)
            form = QTextCharFormat()
            current = number == self._at
            form.setBackground(theme().colour("accent" if current else "warn_soft"))
            form.setForeground(theme().colour("onaccent" if current else "ink1"))
            form.setFontUnderline(theme().tokens.flat and not current)
            mark.cursor, mark.format = held, form
            marks.append(mark)
            if current:
                shown = QTextCursor(held)
                shown.setPosition(place)
                self.setTextCursor(shown)
                self.centerCursor()
        self.setExtraSelections(marks)
        self.found.emit(self._at + 1, len(self._places))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ours = (
            Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_F3,
            Qt.Key.Key_Slash, Qt.Key.Key_O, Qt.Key.Key_Home, Qt.Key.Key_End,
        )  # fmt: skip
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ours[:7] and held in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier,
        ) and not (held and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)):  # fmt: skip
            self.key_pressed.emit(event)
            return
        super().keyPressEvent(event)

    def _restyle(self) -> None:
        font = theme().font(self._role)
        self.setFont(font)
        self.viewport().setFont(font)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, theme().colour("sunken"))
        palette.setColor(palette.ColorRole.Text, theme().colour("ink1"))
        self.setPalette(palette)
