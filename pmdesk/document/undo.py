"""Undo and redo, written once: every feature's undo is the inverse of its edit."""

from __future__ import annotations

from collections.abc import Callable

from pmdesk.domain.change import Edit


class UndoHistory:
    """The steps of one document, with their names for menus and buttons.

    A step is written first and the place moved after, so a step that the library would not take
    (a full disk) stays where it is and can be tried again. Qt's own stack is not used: its
    commands belong to Python and to Qt at once, and a collector that met them before the stack
    left it with what was gone.
    """

    def __init__(self, carry_out: Callable[[Edit], bool]) -> None:
        self._carry_out = carry_out
        self._edits: list[Edit] = []
        self._done = 0

    # -- what there is

    def count(self) -> int:
        """How many steps there are, undone ones too."""
        return len(self._edits)

    def index(self) -> int:
        """How many steps are done."""
        return self._done

    def text(self, at: int) -> str:
        """The name of a step; raises IndexError where there is none."""
        return self._edits[at].label

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._done > 0

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back that can be done again."""
        return self._done < len(self._edits)

    @property
    def undo_text(self) -> str:
        """The name of the step that undo takes back, or an empty text."""
        return self.text(self._done - 1) if self.can_undo else ""

    @property
    def redo_text(self) -> str:
        """The name of the step that redo does again, or an empty text."""
        return self.text(self._done) if self.can_redo else ""

    # -- what happens

    def record(self, edit: Edit) -> None:
        """Remember an edit that has been carried out; what was undone before it is forgotten."""
        self._edits[self._done :] = [edit]
        self._done += 1

    def undo(self) -> bool:
        """Carry out the inverse of the last step; False when there is none or it was refused."""
        if not self.can_undo or not self._carry_out(_taken_back(self._edits[self._done - 1])):
            return False
        self._done -= 1
        return True

    def redo(self) -> bool:
        """Carry out the step that was taken back last; False when there is none or refused."""
        if not self.can_redo or not self._carry_out(self._edits[self._done]):
            return False
        self._done += 1
        return True


def _taken_back(edit: Edit) -> Edit:
    """The inverse under a name of its own, so that the history tells the two apart."""
    return Edit(f"Undo {edit.label[:1].lower()}{edit.label[1:]}", edit.inverse().changes)
