"""Ctrl+F in an open postmortem: the section in sight finds among its own, where it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmdesk.views.editor import Editor


def find_in(editor: Editor) -> bool:
    """Let the section in sight begin to find; False where it has no find of its own."""
    shown = editor.timeline if editor.section == "timeline" else editor.stack.currentWidget()
    find = getattr(shown, "find_here", None)
    if not callable(find):
        return False
    find()
    return True
