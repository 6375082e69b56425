"""The keys of the tree that outline and tree do not share: walking, folding, zooming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from pmdesk.domain.analysis import Factor

if TYPE_CHECKING:
    from pmdesk.views.factors.tree import TreeCanvas

Key, Mod = Qt.Key, Qt.KeyboardModifier
_STEPS = {Key.Key_Up: -1, Key.Key_Down: 1}


class TreeKeys:
    """Walks along the lines and columns of a tree, folds below a card, and zooms."""

    def __init__(self, view: TreeCanvas) -> None:
        self._view, self._commands = view, view.commands

    def press(self, event: QKeyEvent) -> bool:
        """Walk or fold; False where a key stands for nothing here."""
        key = Key(event.key())
        mods = event.modifiers() & ~Mod.KeypadModifier
        if mods == Mod.ShiftModifier and key in _STEPS:
            return self._extend(_STEPS[key])
        if mods == Mod.ShiftModifier and key in (Key.Key_Left, Key.Key_Right):
            return self._fold(key == Key.Key_Left)
        if mods == Mod.ControlModifier and key == Key.Key_A:
            self._commands.selection.select(Factor, *self._order())
            return True
        return not mods and self._walk(key)

    def _order(self) -> list[str]:
        shown = self._view.tree.boxes
        return [i for i in self._commands.model.walk() if i in shown]

    def _extend(self, step: int) -> bool:
        """Take the next card of the column into the selection."""
        current = self._commands.selection.current_of(Factor) or ""
        if current in self._view.tree.boxes and current:
            following = self._view.tree.beside(current, step)
            ids = [i for i in self._commands.selected() if i != following]
            self._commands.selection.select(Factor, *ids, following)
        return True

    def _fold(self, folded: bool) -> bool:
        current = self._commands.selection.current_of(Factor) or ""
        if self._commands.model.children_of(current) and current:
            self._commands.folds.fold([current], folded)
        return True

    def _walk(self, key: Qt.Key) -> bool:
        view = self._view
        roots = view.factors.children_of()
        current = self._commands.selection.current_of(Factor) or ""
        if key in (Key.Key_Home, Key.Key_End) and roots:
            self._commands.select(roots[0 if key == Key.Key_Home else -1])
        elif key not in (*_STEPS, Key.Key_Left, Key.Key_Right) or not roots:
            return False
        elif current not in view.tree.boxes or not current:
            self._commands.select(roots[0])
        elif key in _STEPS:
            self._commands.select(view.tree.beside(current, _STEPS[key]))
        elif key == Key.Key_Left:
            self._commands.select(view.tree.boxes[current].parent or current)
        elif whys := view.factors.children_of(current):
            if view.folds.is_folded(current):
                view.folds.fold([current], False)
            self._commands.select(whys[0])
        return True

    def zoom(self, event: QKeyEvent) -> bool:
        """Larger, smaller, or the whole tree; False for other keys."""
        if event.modifiers() & Mod.ControlModifier:
            return False
        text = event.text()
        if text in ("+", "=", "-"):
            self._view.set_zoom(self._view.zoom * (1 / 1.25 if text == "-" else 1.25))
        elif text == "0":
            self._view.fit()
        else:
            return False
        return True
