"""One action of any postmortem changed from outside of it: stored, told, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pmdesk.document.document import Document
from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.change import Edit
from pmdesk.domain.problems import StorageProblem
from pmdesk.edits.actions import follow_up

if TYPE_CHECKING:
    from pmdesk.views.main_window import MainWindow


def change_action(
    window: MainWindow, pm_id: str, action_id: str, values: Mapping[str, Any], quiet: bool = False
) -> Callable[[], object] | None:
    """Give an action another date (``due``) or ``status`` with its ``reason``, in one step; without
    either it counts as looked at.

    Gives the way to take that back, or None where it was refused, which is told; ``quiet`` tells
    nothing else.
    """
    document = _document(window, pm_id)
    if document is None:
        return None
    if document.snapshot.get(ActionItem, action_id) is None:
        window.toast.tell("That action is not there any more.")
        window.refresh_library()
        return None
    now = window.clock.now()
    made: list[Edit] = []

    def make(snapshot: Any) -> Edit:
        made.append(follow_up(snapshot, action_id, values, now=now))
        return made[-1]

    if not document.attempt(make):
        return None
    window.refresh_library()

    def take_back() -> None:
        _take_back(window, pm_id, action_id, made[-1])

    if not quiet:
        key = document.snapshot.need(ActionItem, action_id).key
        window.toast.tell(f"{key} changed", "Undo", take_back)
    return take_back


def _document(window: MainWindow, pm_id: str) -> Document | None:
    """The document that is open, or a new one of a postmortem that is not."""
    if window.editor is not None and window.editor.document.pm_id == pm_id:
        return window.editor.document
    try:
        document = Document(window.desk.load(pm_id), window.desk, window.clock)
    except (KeyError, StorageProblem) as problem:
        gone = isinstance(problem, KeyError)
        window.toast.tell("That postmortem is not there any more." if gone else str(problem))
        window.refresh_library()
        return None
    document.refused.connect(window.toast.tell)
    document.not_saved.connect(window.toast.tell)
    return document


def _take_back(window: MainWindow, pm_id: str, action_id: str, done: Edit) -> None:
    """Undo one step whatever came after it, unless that touched the same action."""
    document = _document(window, pm_id)
    if document is None:
        return
    held = document.snapshot.get(ActionItem, action_id)
    left = next((c.after for c in done.changes if c.kind is ActionItem), None)
    if held is None or held != left:
        window.toast.tell("It was changed again since then, so it stays as it is now.")
    else:
        label = f"Take back {done.label[:1].lower()}{done.label[1:]}"
        document.push(Edit(label, done.inverse().changes))
    window.refresh_library()
