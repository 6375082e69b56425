"""Pictures of every main screen, made from the real window: for the README and for the eye."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.timeline import TimelineEvent

if TYPE_CHECKING:
    from pmdesk.views.editor import Editor
    from pmdesk.views.main_window import MainWindow

SIZE = (1440, 900)
THEMES = ("light", "dark")


def shoot_all(window: MainWindow, folder: Path) -> Iterator[Path]:
    """Write a PNG of each screen in each theme into ``folder``; gives the paths as they are made.

    The window's library should be a new one: the sample is put into it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    window.resize(*SIZE)
    window.show()
    window.show_library()
    for theme in THEMES:
        window.preferences.change("theme", theme)
        yield _shot(window, folder / f"first-start-{theme}.png")
    window.open_sample()
    for theme in THEMES:
        window.preferences.change("theme", theme)
        for name, show in _screens(window).items():
            show()
            yield _shot(window, folder / f"{name}-{theme}.png")
            _tidy(window)
    yield from _meeting(window, folder)


def _meeting(window: MainWindow, folder: Path) -> Iterator[Path]:
    """The card that starts a meeting, then the wall and the console of one that runs."""
    _by_command(window, "meeting")
    yield _shot(window, folder / "start-meeting.png")
    _by_command(window, "meeting")
    windows = window.meeting.windows
    assert windows is not None
    session = windows.session
    windows.audience.showNormal()
    windows.audience.resize(1920, 1080)
    windows.console.resize(*SIZE)
    session.go_to_step(3)
    session.next_item(10)
    for theme in THEMES:
        window.preferences.change("theme", theme)
        windows.audience.set_look(theme)
        session.set_line("18:26 cache dashboards looked normal #response")
        yield _shot(window, folder / f"wall-timeline-{theme}.png", windows.audience)
        yield _shot(window, folder / f"console-{theme}.png", windows.console)
        session.set_line("")
        session.go_to_step(2)
        session.next_item(2)
        yield _shot(window, folder / f"wall-factors-{theme}.png", windows.audience)
        session.go_to_step(-2)
    windows.end()


def _screens(window: MainWindow) -> dict[str, Callable[[], object]]:
    assert window.editor is not None
    editor = window.editor
    return {
        "report": lambda: window.show_section("report"),
        "timeline": lambda: _timeline(window, editor),
        "factors": lambda: _selected(window, editor, Factor),
        "timeline-table": lambda: _by_command(window, "timeline_view"),
        "walk-forward": lambda: _walk(window, editor),
        "factors-tree": lambda: _by_command(window, "factors_tree"),
        "coverage": lambda: _by_command(window, "factors_coverage"),
        "actions": lambda: _selected(window, editor, ActionItem),
        "review": lambda: window.show_section("review"),
        "library": window.show_library,
        "follow-through": window.show_followthrough,
        "palette": lambda: _over(window, window.actions_["palette"].trigger),
        "keys": lambda: _over(window, window.show_keys),
        "settings": lambda: _over(window, window.actions_["settings"].trigger),
        "export": lambda: _over(window, window.export),
        "import": lambda: _import(window),
    }


def _timeline(window: MainWindow, editor: Editor) -> None:
    window.show_section("timeline")
    events = sorted(
        (e for e in editor.document.snapshot.events.values() if e.at is not None),
        key=lambda e: (e.at, e.id),
    )
    if events:
        editor.go_to(TimelineEvent, events[len(events) // 2].id)


def _by_command(window: MainWindow, command: str) -> None:
    window.actions_[command].trigger()


def _walk(window: MainWindow, editor: Editor) -> None:
    _by_command(window, "timeline_view")
    _timeline(window, editor)
    _by_command(window, "walk")


def _selected(
    window: MainWindow, editor: Editor, kind: type[Factor] | type[ActionItem]
) -> None:
    records = editor.document.snapshot.of(kind)
    window.show_section("factors" if kind is Factor else "actions")
    if records:
        editor.go_to(kind, min(records))


def _over(window: MainWindow, show: Callable[[], object]) -> None:
    window.show_section("report")
    show()


def _import(window: MainWindow) -> None:
    from pmdesk.config.paths import resources_dir
    from pmdesk.views.importing import read_files

    window.show_library()
    document = resources_dir() / "sample" / "import-example.md"
    reviews = read_files([document], window.desk.path)
    window.prompts.review_import(reviews, lambda _accepted: None)


def _tidy(window: MainWindow) -> None:
    if window.editor is not None:
        window.editor.selection.clear()
    if window.prompts.sheet is not None:
        window.prompts.sheet.dismiss()
    window.command_palette.dismiss()
    window.toast.hide()


def _shot(window: MainWindow, path: Path, part: QWidget | None = None) -> Path:
    for _ in range(6):
        QApplication.processEvents()
    window.toast.hide()
    (part or window).grab().save(str(path))
    return path
