"""The window's commands about wording hints: to the next one, and all of them on or off."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmdesk.views.editor import Editor
    from pmdesk.views.preferences import Preferences


def hint_commands(
    in_editor: Callable[[Callable[[Editor], object]], None], preferences: Preferences
) -> dict[str, Callable[[], object]]:
    """Command id to what it does, in the editor that ``in_editor`` hands over."""
    return {
        "next_hint": partial(in_editor, _next),
        "hints": lambda: preferences.change("hints", not preferences.value.hints),
    }


def _next(editor: Editor) -> None:
    # Not above: the commands are bound before the first picture, which shows no text.
    from pmdesk.views.hint_desk import HintDesk

    desk = editor.findChild(HintDesk)
    if desk is not None:
        editor.show_section("report")
        desk.go_to_next()
