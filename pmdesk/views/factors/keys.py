"""The keys that outline and tree have in common."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from pmdesk.views.factors.commands import FactorCommands

Key, Mod = Qt.Key, Qt.KeyboardModifier


class FactorKeys:
    """Turns key presses into commands; what a view does itself it handles first."""

    def __init__(self, commands: FactorCommands) -> None:
        c = self._commands = commands
        self._plain: dict[Qt.Key, Callable[[], object]] = {
            Key.Key_Return: self._open,
            Key.Key_Enter: self._open,
            Key.Key_F2: self._open,
            Key.Key_Delete: c.delete,
            Key.Key_Backspace: c.delete,
            Key.Key_A: c.add_action,
            Key.Key_C: c.add_root,
            Key.Key_R: lambda: c.reuse_wanted.emit(""),
        }
        self._control: dict[Qt.Key, Callable[[], object]] = {
            Key.Key_D: c.duplicate,
            Key.Key_Period: c.toggle_actionable,
        }
        self._alt: dict[Qt.Key, Callable[[], object]] = {
            Key.Key_Up: lambda: c.shift(-1),
            Key.Key_Down: lambda: c.shift(1),
            Key.Key_Left: c.outdent,
            Key.Key_Right: c.indent,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; False where it stands for nothing here."""
        mods = event.modifiers() & ~Mod.KeypadModifier
        tables = {Mod.NoModifier: self._plain, Mod.ControlModifier: self._control,
                  Mod.AltModifier: self._alt}  # fmt: skip
        act = tables.get(mods, {}).get(Key(event.key()))
        if act is None:
            return False
        act()
        return True

    def tab(self, event: QKeyEvent) -> bool:
        """Tab asks why, Shift+Tab goes up a level; False where they lead to the next place."""
        factor = self._commands.current()
        tabs = (Key.Key_Tab, Key.Key_Backtab)
        if event.type() != QEvent.Type.KeyPress or event.key() not in tabs:
            return False
        if factor is None or event.modifiers() & ~Mod.ShiftModifier:
            return False
        if event.key() == Key.Key_Tab:
            self._commands.ask_why()
            return self._commands.writable
        if factor.parent_id is None:
            return False
        self._commands.select(factor.parent_id)
        return True

    def _open(self) -> None:
        """Edit the selected factor; with none selected the first one, or a new one."""
        if self._commands.current() is not None:
            self._commands.edit()
            return
        first = next(self._commands.model.walk(), "")
        if first:
            self._commands.select(first)
        else:
            self._commands.add_last_root()
