"""Every command of the window, declared once: its words, key, icon and group."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class Command(NamedTuple):
    """What one command is. ``keys`` are portable key texts, the first one is shown.

    ``needs`` says what must be open: nothing, a postmortem ("document"), or one that can be
    changed ("writable").
    """

    id: str
    text: str
    group: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    needs: str = ""


COMMANDS: tuple[Command, ...] = (
    Command("new", "New postmortem", "File", "file-plus", ("Ctrl+N",)),
    Command("open", "Open a postmortem…", "File", "search", ("Ctrl+O",)),
    Command("import", "Import…", "File", "file-input", ("Ctrl+I",)),
    Command(
        "bring_in", "Bring in events…", "File", "clipboard-paste", ("Ctrl+Shift+I",), "writable"
    ),
    Command("paste_events", "Paste events", "File", "clipboard-paste", (), "writable"),
    Command("attach", "Attach files to the event…", "File", "paperclip", (), "writable"),
    Command(
        "paste_evidence",
        "Paste as evidence",
        "File",
        "clipboard-paste",
        ("Ctrl+Shift+V",),
        "writable",
    ),
    Command("export", "Export…", "File", "file-down", ("Ctrl+E", "Ctrl+P"), "document"),
    Command("preview", "Preview the report", "File", "eye", ("Ctrl+Alt+P",), "document"),
    Command("copy_report", "Copy the report as rich text", "File", "copy", (), "document"),
    Command("hand_out", "Hand out actions…", "File", "upload"),
    Command("check_list", "Copy actions as a check list", "File", "copy", (), "document"),
    Command("new_issue", "New issue for the chosen action", "File", "link", (), "document"),
    Command("tracker", "Tracker for new issues…", "File", "link"),
    Command("save", "Saved already", "File", "circle-check", ("Ctrl+S",), "document"),
    Command("delete_postmortem", "Delete this postmortem", "File", "trash-2", (), "writable"),
    Command("back_up", "Back up now", "File", "archive"),
    Command("backups", "Backups…", "File", "history"),
    Command("check_report", "Check a report…", "File", "badge-check"),
    Command("policies", "What each severity asks for…", "File", "list-checks"),
    Command("settings", "Settings…", "File", "settings", ("Ctrl+,",)),
    Command("quit", "Quit", "File", "log-out", ("Ctrl+Q",)),
    Command("undo", "Undo", "Edit", "undo-2", ("Ctrl+Z",), "document"),
    Command("redo", "Redo", "Edit", "redo-2", ("Ctrl+Shift+Z", "Ctrl+Y"), "document"),
    Command("add_event", "Add event", "Edit", "plus", ("Ctrl+Shift+E",), "writable"),
    Command("add_factor", "Add a contributing factor", "Edit", "workflow", (), "writable"),
    Command(
        "reuse_factor", "Reuse a factor of an earlier postmortem", "Edit", "history", (), "writable"
    ),
    Command("add_action", "Add action", "Edit", "square-check", (), "writable"),
    Command("add_approver", "Add approver", "Edit", "users", (), "writable"),
    Command("library", "Library", "Go to", "library", ("Ctrl+L",)),
    Command("followthrough", "Follow-through", "Go to", "list-checks", ("Ctrl+Shift+L",)),
    Command("monthly_review", "Monthly review of actions", "Go to", "presentation"),
    Command("report", "Report", "Go to", "file-text", ("Ctrl+1",), "document"),
    Command("timeline", "Timeline", "Go to", "chart-gantt", ("Ctrl+2",), "document"),
    Command("factors", "Factors", "Go to", "workflow", ("Ctrl+3",), "document"),
    Command("factors_outline", "Factors as an outline", "Go to", "list-tree", (), "document"),
    Command("factors_tree", "Factors as a tree", "Go to", "network", (), "document"),
    Command("factors_coverage", "Factors against actions", "Go to", "table", (), "document"),
    Command("actions", "Actions", "Go to", "square-check", ("Ctrl+4",), "document"),
    Command("review", "Review", "Go to", "badge-check", ("Ctrl+5",), "document"),
    Command("compare", "Compare versions", "Go to", "arrow-left-right", (), "document"),
    Command("next_gap", "Go to what is missing next", "Go to", "arrow-right", (), "document"),
    Command("find", "Find", "Go to", "search", ("Ctrl+F",)),
    Command("find_event", "Find in the timeline", "Go to", "search", (), "document"),
    Command("find_factor", "Find in the factors", "Go to", "search", (), "document"),
    Command("find_next", "Next match", "Go to", "arrow-down", ("F3",), "document"),
    Command("find_previous", "Previous match", "Go to", "arrow-up", ("Shift+F3",), "document"),
    Command("palette", "Search or run", "View", "search", ("Ctrl+K", "Ctrl+Shift+P")),
    Command("next_hint", "Next wording hint", "Go to", "eye", (), "writable"),
    Command("hints", "Wording hints on or off", "View", "eye", (), "document"),
    Command("spine", "Change timeline height", "View", "expand", ("Ctrl+T",), "document"),
    Command(
        "timeline_view", "Timeline as table or picture", "View", "table", ("Ctrl+Shift+T",),
        "document",
    ),
    Command(
        "filter_events", "Filter the timeline", "View", "list-filter", ("Ctrl+Shift+F",),
        "document",
    ),
    Command("lanes", "Lanes of the timeline", "View", "layers", (), "document"),
    Command("walk", "Walk the timeline forward", "View", "play", (), "document"),
    Command("accounts", "Accounts side by side", "View", "users", (), "document"),
    Command("second_zone", "Second zone of the timeline…", "Edit", "clock", (), "writable"),
    Command("shift_clock", "Shift a clock…", "Edit", "clock", (), "document"),
    Command("look", "Look at the evidence", "View", "image", (), "document"),
    Command("inspector", "Inspector", "View", "panel-left-open", ("Alt+Return",), "document"),
    Command("sidebar", "Show or hide the sidebar", "View", "panel-left-close", ("Ctrl+B",)),
    Command("next_pane", "Next pane", "View", "arrow-right", ("F6",)),
    Command("previous_pane", "Previous pane", "View", "arrow-left", ("Shift+F6",)),
    Command("text_larger", "Larger text", "View", "type", ("Ctrl+=", "Ctrl++")),
    Command("text_smaller", "Smaller text", "View", "type", ("Ctrl+-",)),
    Command("text_normal", "Normal text size", "View", "type", ("Ctrl+0",)),
    Command("theme_system", "Theme: follow the system", "View", "monitor"),
    Command("theme_light", "Theme: light", "View", "sun"),
    Command("theme_dark", "Theme: dark", "View", "moon"),
    Command("theme_contrast", "Theme: high contrast", "View", "eye"),
    Command("full_screen", "Full screen", "View", "maximize-2", ("F11",)),
    Command("meeting", "Start or resume the meeting", "Meeting", "play", ("F5",), "writable"),
    Command(
        "extend_meeting", "Give the meeting 5 minutes more", "Meeting", "clock", (), "writable"
    ),
    Command("end_meeting", "End the meeting", "Meeting", "square-check", ("Shift+F5",), "writable"),
    Command("keys", "Keyboard shortcuts", "Help", "keyboard", ("F1", "Ctrl+/")),
    Command("about", "About pmdesk", "Help", "info"),
)


class Actions(QObject):
    """The QAction of each command, by id; what it does is connected by the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        for command in COMMANDS:
            action = QAction(command.text, window)
            action.setObjectName(command.id)
            action.setShortcuts([QKeySequence(key) for key in command.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._actions[command.id] = action
            window.addAction(action)

    def __getitem__(self, command_id: str) -> QAction:
        return self._actions[command_id]

    def bind(self, command_id: str, slot: Callable[[], object]) -> None:
        """Let a command call ``slot`` without arguments."""
        self._actions[command_id].triggered.connect(lambda _checked=False: slot())

    def enable(self, has_document: bool, writable: bool) -> None:
        """Enable what the open postmortem, or the lack of one, allows."""
        allowed = {"": True, "document": has_document, "writable": writable}
        for command in COMMANDS:
            self._actions[command.id].setEnabled(allowed[command.needs])


def command(command_id: str) -> Command:
    """The command of an id; raises KeyError."""
    for found in COMMANDS:
        if found.id == command_id:
            return found
    raise KeyError(command_id)


def grouped(commands: Iterable[Command] = COMMANDS) -> dict[str, list[Command]]:
    """The commands by group, in the order of declaration."""
    groups: dict[str, list[Command]] = {}
    for found in commands:
        groups.setdefault(found.group, []).append(found)
    return groups
