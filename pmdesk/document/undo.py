"""The one undo command: every feature's undo is the inverse of its edit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from pmdesk.domain.change import Edit


class EditCommand(QUndoCommand):
    """An edit that has been carried out already; its first redo does nothing.

    A refusal while undoing leaves the command obsolete, so the stack drops a step that the
    library would not take back, instead of pretending it did.
    """

    def __init__(self, edit: Edit, carry_out: Callable[[Edit], bool]) -> None:
        super().__init__(edit.label)
        self._edit = edit
        self._carry_out = carry_out
        self._pushed = False

    def redo(self) -> None:
        """Carry the edit out again, except at the first call by the stack itself."""
        if not self._pushed:
            self._pushed = True
            return
        if not self._carry_out(self._edit):
            self.setObsolete(True)

    def undo(self) -> None:
        """Carry out the inverse."""
        if not self._carry_out(self._edit.inverse()):
            self.setObsolete(True)
