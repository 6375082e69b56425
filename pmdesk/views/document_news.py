"""What the window says of the open document: saved or not, what was deleted, what undo would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmdesk.document.document import Document
    from pmdesk.domain.change import Edit
    from pmdesk.views.main_window import MainWindow

_TAKEN_AWAY = {"Delete": "Deleted", "Remove": "Removed"}


class DocumentNews:
    """Follows one document at a time and passes its news to sidebar, notice and toast."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._undoing = False
        self._offered = ""
        self.document: Document | None = None

    def follow(self, document: Document | None) -> None:
        """Follow another document, or none."""
        self._take_offer_back()
        self.document = document
        if document is not None:
            document.changed.connect(self._on_changed)
            document.refused.connect(self._window.toast.tell)
            document.not_saved.connect(self._window.safety.tell_not_saved)
            document.saved.connect(self._on_saved)
        self.name_steps()

    def undo(self) -> None:
        """Take back the last step, after what is being typed was stored."""
        self._window.commit()
        if self.document is not None:
            self._undoing = True
            try:
                self.document.undo()
            finally:
                self._undoing = False

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self.document is not None:
            self._undoing = True
            try:
                self.document.redo()
            finally:
                self._undoing = False

    def name_steps(self) -> None:
        """Let the commands Undo and Redo say what they would do."""
        stack = self.document.undo_stack if self.document is not None else None
        writable = stack is not None and not self._window.desk.read_only
        for name, text, can in (
            ("undo", stack.undo_text if stack else "", bool(stack and stack.can_undo)),
            ("redo", stack.redo_text if stack else "", bool(stack and stack.can_redo)),
        ):
            action = self._window.actions_[name]
            action.setText(f"{name.capitalize()} {text[:1].lower()}{text[1:]}".strip())
            action.setEnabled(writable and can)

    def _on_changed(self, edit: Edit) -> None:
        if self.document is None:
            return
        self._take_offer_back()
        self._window.sidebar.show_document(self.document.snapshot)
        verb, _, noun = edit.label.partition(" ")
        if verb in _TAKEN_AWAY and noun and not self._undoing:
            self._offered = f"{_TAKEN_AWAY[verb]} {noun}"
            self._window.toast.tell(self._offered, "Undo", self.undo)
        self._window.count_soon()

    def _take_offer_back(self) -> None:
        """After another step the button of the toast would undo something else."""
        if self._offered and self._window.toast.text == self._offered:
            self._window.toast.hide()
        self._offered = ""

    def _on_saved(self, _at: object) -> None:
        # Told after the step is made; the stack's own signals still come while it is destroyed.
        self.name_steps()
        self._window.safety.tell_saved()
