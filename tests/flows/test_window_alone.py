"""Nothing but the one window ever appears while places and sections are walked through."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from pmdesk.domain.timeline import TimelineEvent


class Watcher(QObject):
    """Collects the widgets that are shown as windows of their own."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.window = window
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if shown and watched.isWindow() and watched is not self.window:
            self.found.append(type(watched).__name__)
        return False


def test_no_part_is_shown_as_a_window_of_its_own(desktop, qapp):
    window = desktop.window
    watcher = Watcher(window)
    qapp.installEventFilter(watcher)
    try:
        window.open_sample()
        for section in ("timeline", "factors", "actions", "review", "report"):
            window.show_section(section)
            QApplication.processEvents()
        window.editor.go_to(TimelineEvent, min(window.editor.document.snapshot.events))
        QApplication.processEvents()
        window.show_followthrough()
        window.show_library()
        window.actions_["new"].trigger()
        QApplication.processEvents()
    finally:
        qapp.removeEventFilter(watcher)
    assert watcher.found == []


def test_the_window_keeps_the_focus_while_a_postmortem_opens(sampled):
    assert sampled.window.isActiveWindow()
    assert sampled.window.isAncestorOf(QApplication.focusWidget())


def test_a_sheet_that_is_gone_takes_nothing_of_the_window_with_it(sampled):
    window = sampled.window
    window.show_library()
    parts = [window.library.list.viewport(), window.editor, window.sidebar, window.library.field]
    for name in ("settings", "about", "keys", "palette"):
        window.actions_[name].trigger()
        QApplication.processEvents()
        if window.prompts.sheet is not None:
            window.prompts.sheet.dismiss()
        window.command_palette.dismiss()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    assert all(isValid(part) for part in parts)
    assert not window.grab().isNull()
