"""What the palette offers: every command, the open postmortem's records, the library's entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pmdesk.document.desk_port import Desk
from pmdesk.document.document import Document
from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.library import Filter
from pmdesk.domain.record import Record
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.actions import COMMANDS, Actions
from pmdesk.views.palette.items import DO, GO, PaletteItem

if TYPE_CHECKING:
    from pmdesk.views.editor import Editor
    from pmdesk.views.main_window import MainWindow
    from pmdesk.views.palette.palette import CommandPalette

# Commands that make no sense in a list that is open itself.
_LEFT_OUT = {"palette", "save", "find"}
_NEWEST = 200


def command_items(
    actions: Actions, read_only: str, document: Document | None
) -> Iterator[PaletteItem]:
    """Every command with its key, and why it can't be used now."""
    for command in COMMANDS:
        if command.id in _LEFT_OUT:
            continue
        action = actions[command.id]
        reason = ""
        if not action.isEnabled():
            reason = "Open a postmortem first" if document is None else "Nothing to do"
            if read_only and document is not None:
                reason = "This library can only be looked at"
        yield PaletteItem(
            command.id,
            action.text(),
            action.trigger,
            icon=command.icon,
            shortcut=command.keys[0] if command.keys else "",
            group=GO if command.group == "Go to" else DO,
            enabled=action.isEnabled(),
            reason=reason,
        )


def record_items(editor: Editor | None) -> Iterator[PaletteItem]:
    """The events, factors and actions of the open postmortem."""
    if editor is None:
        return
    snapshot = editor.document.snapshot
    for event in snapshot.events.values():
        yield _record(editor, TimelineEvent, event.id, event.title, "Event", "clock")
    for factor in snapshot.factors.values():
        yield _record(editor, Factor, factor.id, factor.text, "Factor", "workflow")
    for action in snapshot.actions:
        yield _record(editor, ActionItem, action.id, action.text, action.key, "square-check")


def _record(
    editor: Editor, kind: type[Record], record_id: str, title: str, detail: str, icon: str
) -> PaletteItem:
    return PaletteItem(
        record_id,
        title or "Untitled",
        lambda: editor.go_to(kind, record_id),
        detail=detail,
        icon=icon,
        group="In this postmortem",
    )


def postmortem_items(desk: Desk, open_it: Callable[[str], object]) -> Iterator[PaletteItem]:
    """The newest postmortems of the library."""
    for entry in desk.page(None, _NEWEST, Filter()):
        yield PaletteItem(
            entry.id,
            entry.title or "Untitled",
            lambda pm_id=entry.id: open_it(pm_id),  # type: ignore[misc]
            detail=entry.key,
            icon="file-text",
            group="Postmortems",
        )


def make_palette(window: MainWindow) -> CommandPalette:
    """The palette of a window; what was used last stands first and is remembered."""
    from pmdesk.views.palette.palette import CommandPalette

    def commands() -> Iterator[PaletteItem]:
        document = window.editor.document if window.editor is not None else None
        return command_items(window.actions_, window.desk.read_only, document)

    palette = CommandPalette(
        window,
        [
            commands,
            lambda: record_items(window.editor),
            lambda: postmortem_items(window.desk, window.open_postmortem),
        ],
    )
    palette.recent = list(window.preferences.value.recent_commands)
    palette.recent_changed.connect(
        lambda ids: window.preferences.change("recent_commands", tuple(ids))
    )
    return palette
