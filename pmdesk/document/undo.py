"""Undo and redo, written once: every feature's undo is the inverse of its edit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack

from pmdesk.domain.change import Edit


class UndoHistory(QObject):
    """The steps of one document, in a QUndoStack that menus and buttons can watch.

    A step is written first and the stack moved after, so a step that the library would not
    take (a full disk) stays where it is and can be tried again. The stack's own commands do
    nothing: call ``undo`` and ``redo`` here, never on the stack.
    """

    def __init__(self, carry_out: Callable[[Edit], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._carry_out = carry_out
        self._edits: list[Edit] = []

    def record(self, edit: Edit) -> None:
        """Remember an edit that has been carried out; what was undone before it is forgotten."""
        del self._edits[self.stack.index() :]
        self._edits.append(edit)
        self.stack.push(QUndoCommand(edit.label))

    def undo(self) -> bool:
        """Carry out the inverse of the last step; False when there is none or it was refused."""
        index = self.stack.index()
        if index == 0 or not self._carry_out(_taken_back(self._edits[index - 1])):
            return False
        self.stack.undo()
        return True

    def redo(self) -> bool:
        """Carry out the step that was taken back last; False when there is none or refused."""
        index = self.stack.index()
        if index == len(self._edits) or not self._carry_out(self._edits[index]):
            return False
        self.stack.redo()
        return True


def _taken_back(edit: Edit) -> Edit:
    """The inverse under a name of its own, so that the history tells the two apart."""
    return Edit(f"Undo {edit.label[:1].lower()}{edit.label[1:]}", edit.inverse().changes)
