"""Lets an open postmortem follow its lock: signed text is read-only until it is reopened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from pmdesk.domain.signoff import Revision

if TYPE_CHECKING:
    from pmdesk.domain.change import Edit
    from pmdesk.views.editor import Editor


class LockWatch(QObject):
    """Makes the sections of an editor anew when the text was locked or let go.

    Fields ask whether they may be edited when they are made, and a lock changes all of them.
    """

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._locked = editor.document.read_only
        # Later, because the section that signs is still in its own click.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._on_lock_changed)
        editor.document.changed.connect(self._on_document_changed)

    def _on_document_changed(self, edit: Edit) -> None:
        if any(change.kind is Revision for change in edit.changes):
            self._soon.start()

    def _on_lock_changed(self) -> None:
        locked = self._editor.document.read_only
        if locked != self._locked:
            self._locked = locked
            renew(self._editor)


def renew(editor: Editor) -> None:
    """Make the sections and inspectors of an editor anew; the one in sight stays in sight."""
    section = editor.section or "report"
    editor.selection.clear()
    editor.column.forget()
    for panel in editor._panels.values():
        editor.stack.removeWidget(panel)
        panel.hide()
        panel.deleteLater()
    editor._panels.clear()
    if editor._digest is not None:
        editor._digest.hide()
        editor._digest.deleteLater()
        editor._digest = None
    editor.header.refresh()
    editor.timeline.header.add_button.setEnabled(not editor.document.read_only)
    editor.show_section(section)
    editor._tell_progress()


def follow_policies(editor: Editor) -> None:
    """Show what other policies ask for; the focus stays where it is."""
    review = editor._panels.get("review")
    if review is not None:
        review.refresh()  # type: ignore[attr-defined]
    editor.header.refresh()
    editor._tell_progress()
