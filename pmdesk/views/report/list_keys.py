"""What a key means in a field of a list, beyond typing."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from pmdesk.views.controls.fields import GrowingText
from pmdesk.views.report.row import Field, text_of

_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_PAD = Qt.KeyboardModifier.KeypadModifier


class KeyMeaning(Enum):
    """What a list is asked to do."""

    NEXT = auto()
    ERASE = auto()
    REMOVE = auto()
    MENU = auto()
    UP = auto()
    DOWN = auto()
    MOVE_UP = auto()
    MOVE_DOWN = auto()
    MOVE_LEFT = auto()
    MOVE_RIGHT = auto()


_PLAIN = {
    Qt.Key.Key_Return: KeyMeaning.NEXT,
    Qt.Key.Key_Enter: KeyMeaning.NEXT,
    Qt.Key.Key_Menu: KeyMeaning.MENU,
}
_WITH_ALT = {
    Qt.Key.Key_Up: KeyMeaning.MOVE_UP,
    Qt.Key.Key_Down: KeyMeaning.MOVE_DOWN,
    Qt.Key.Key_Left: KeyMeaning.MOVE_LEFT,
    Qt.Key.Key_Right: KeyMeaning.MOVE_RIGHT,
}


def meaning_of(event: QKeyEvent, field: Field) -> KeyMeaning | None:
    """What a key means for the list, or None where the field has it."""
    key = Qt.Key(event.key())
    mods = event.modifiers() & ~_PAD
    if mods == _ALT:
        return _WITH_ALT.get(key)
    if mods == _SHIFT and key == Qt.Key.Key_F10:
        return KeyMeaning.MENU
    if mods == _CONTROL | _SHIFT and key == Qt.Key.Key_Backspace:
        return KeyMeaning.REMOVE
    if mods:
        return None
    if key == Qt.Key.Key_Backspace:
        return KeyMeaning.ERASE if not text_of(field) else None
    if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        up = key == Qt.Key.Key_Up
        if _can_step(field, up):
            return None
        return KeyMeaning.UP if up else KeyMeaning.DOWN
    return _PLAIN.get(key)


def _can_step(field: Field, up: bool) -> bool:
    """Whether the caret has a line to go to within the field."""
    if not isinstance(field, GrowingText):
        return False
    cursor = QTextCursor(field.textCursor())
    before = field.cursorRect(cursor).top()
    step = QTextCursor.MoveOperation.Up if up else QTextCursor.MoveOperation.Down
    return cursor.movePosition(step) and field.cursorRect(cursor).top() != before
