"""What each command of the window does; every command is bound here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from pmdesk.config import paths
from pmdesk.views.theme.theme import LARGEST_SCALE, SMALLEST_SCALE

if TYPE_CHECKING:
    from pmdesk.views.editor import Editor
    from pmdesk.views.main_window import MainWindow

STEP = 0.1


def bind_commands(window: MainWindow) -> None:
    """Connect the window's commands."""
    commands = _Commands(window)
    for command_id, slot in commands.table().items():
        window.actions_.bind(command_id, slot)


class _Commands:
    """The slots that are more than one call on the window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def table(self) -> dict[str, Callable[[], object]]:
        """Command id to what it does."""
        from pmdesk.views.action_commands import action_commands
        from pmdesk.views.factor_commands import factor_commands
        from pmdesk.views.hint_commands import hint_commands
        from pmdesk.views.timeline_commands import timeline_commands

        window = self._window
        sections = ("report", "timeline", "factors", "actions", "review")
        return {
            "new": window.new_postmortem,
            "open": lambda: self._find("postmortems"),
            "import": window.import_files,
            "bring_in": self._bring_in,
            "paste_events": self._paste_events,
            **self._evidence_table(),
            "export": window.export,
            "preview": self._preview,
            "copy_report": self._copy_report,
            **action_commands(window),
            "save": self._saved,
            "delete_postmortem": window.delete_postmortem,
            "back_up": self._back_up,
            "backups": self._backups,
            "check_report": self._check_report,
            "policies": self._policies,
            "compare": self._compare,
            "settings": self._settings,
            "quit": window.close,
            "undo": self._undo,
            "redo": self._redo,
            "add_event": lambda: self._in_editor(lambda e: e.add_event()),
            "add_factor": lambda: self._in_editor(lambda e: e.add_in("factors")),
            "add_action": lambda: self._in_editor(lambda e: e.add_in("actions")),
            "add_approver": lambda: self._in_editor(lambda e: e.add_in("review")),
            "library": window.show_library,
            "followthrough": window.show_followthrough,
            **{name: partial(window.show_section, name) for name in sections},
            **hint_commands(self._in_editor, window.preferences),
            "next_gap": lambda: self._in_editor(lambda e: e.go_to_next_gap()),
            "find": self._find,
            **timeline_commands(self._in_editor),
            **factor_commands(self._in_editor),
            **self._view_table(),
            "meeting": self._meeting,
            "end_meeting": self._end_meeting,
            "extend_meeting": self._extend_meeting,
            "keys": window.show_keys,
            "about": self._about,
        }

    def _preview(self) -> None:
        self._window.exporting.preview()

    def _copy_report(self) -> None:
        self._window.exporting.copy()

    def _meeting(self) -> None:
        self._window.meeting.start()

    def _extend_meeting(self) -> None:
        self._window.meeting.extend()

    def _end_meeting(self) -> None:
        self._window.meeting.end()

    def _evidence_table(self) -> dict[str, Callable[[], object]]:
        """The same of evidence; what does it is loaded when it is first asked for."""
        return {"attach": self._attach, "paste_evidence": self._paste_evidence, "look": self._look}

    def _attach(self) -> None:
        self._window.attaching.choose_for_selected()

    def _paste_evidence(self) -> None:
        self._window.attaching.paste()

    def _look(self) -> None:
        self._window.attaching.look()

    def _view_table(self) -> dict[str, Callable[[], object]]:
        """The same of what changes the view alone."""
        window = self._window
        themes = ("system", "light", "dark", "contrast")
        return {
            "palette": self._open_palette,
            "spine": lambda: self._in_editor(lambda e: e.cycle_spine()),
            "inspector": lambda: self._in_editor(lambda e: e.toggle_inspector()),
            "sidebar": window.toggle_sidebar,
            "next_pane": lambda: self._step_pane(1),
            "previous_pane": lambda: self._step_pane(-1),
            "text_larger": lambda: self._scale(STEP),
            "text_smaller": lambda: self._scale(-STEP),
            "text_normal": lambda: window.preferences.change("text_scale", 1.0),
            **{
                f"theme_{name}": partial(window.preferences.change, "theme", name)
                for name in themes
            },
            "full_screen": self._full_screen,
        }

    def _undo(self) -> None:
        window = self._window
        if window.place == "followthrough":
            window.followthrough.undo_last()
        else:
            window.news.undo()

    def _redo(self) -> None:
        self._window.news.redo()

    def _in_editor(self, act: Callable[[Editor], object]) -> None:
        window = self._window
        if window.editor is not None:
            if window.place in ("library", "followthrough"):
                window.show_section(window.editor.section or "report")
            act(window.editor)

    def _find(self, what: str = "") -> None:
        window = self._window
        if window.place == "library" and not what:
            window.library.focus_search()
        elif window.place == "timeline" and window.editor is not None and not what:
            window.editor.timeline.finding.open()
        elif what or not self._find_here():
            window.command_palette.open_with(self._title(), "")

    def _find_here(self) -> bool:
        editor = self._window.editor
        if editor is None or self._window.place in ("library", "followthrough"):
            return False
        from pmdesk.views.finding import find_in

        return find_in(editor)

    def _open_palette(self) -> None:
        self._window.command_palette.open_with(self._title())

    def _title(self) -> str:
        editor = self._window.editor
        return editor.document.snapshot.postmortem.title if editor is not None else ""

    def _bring_in(self) -> None:
        self._window.bringing_in.start()

    def _paste_events(self) -> None:
        self._window.bringing_in.paste(QApplication.clipboard().text())

    def _saved(self) -> None:
        if not self._window.safety.try_again():
            return
        self._window.toast.tell("Saved already: every change is on disk as it is made")

    def _back_up(self) -> None:
        self._window.safety.back_up()

    def _backups(self) -> None:
        self._window.safety.show_backups()

    def _check_report(self) -> None:
        self._window.checking.start()

    def _policies(self) -> None:
        window = self._window
        editor = window.editor
        severity = editor.document.snapshot.postmortem.severity if editor is not None else None
        window.prompts.policies(severity, lambda text: window.preferences.change("policies", text))

    def _compare(self) -> None:
        window = self._window
        if window.editor is not None:
            window.show_section("review")
            window.editor._panel("review").compare_versions()  # type: ignore[attr-defined]

    def _settings(self) -> None:
        window = self._window
        window.prompts.settings(
            window.preferences.value,
            window.desk.path,
            paths.backups_dir(window.desk.library_id),
            window.preferences.change,
            window.safety.back_up,
            window.safety.show_backups,
        )

    def _about(self) -> None:
        window = self._window
        window.prompts.about(
            [
                ("Library", window.desk.path),
                ("Backups", paths.backups_dir(window.desk.library_id)),
                ("Log", paths.logs_dir()),
                ("Settings", paths.settings_file()),
            ]
        )

    def _scale(self, by: float) -> None:
        held = self._window.preferences.value.text_scale
        wanted = min(LARGEST_SCALE, max(SMALLEST_SCALE, round(held + by, 2)))
        self._window.preferences.change("text_scale", wanted)

    def _full_screen(self) -> None:
        window = self._window
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    def _step_pane(self, by: int) -> None:
        window = self._window
        editor = window.editor if window.places.currentWidget() is window.editor else None
        inner = editor.panes() if editor is not None else [window.places.currentWidget()]
        panes: list[QWidget] = [window.sidebar, *inner]
        focus = QApplication.focusWidget()
        held = [i for i, pane in enumerate(panes) if focus and pane.isAncestorOf(focus)]
        at = held[0] if held else 0
        panes[(at + by) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)
