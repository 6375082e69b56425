"""One running program for the flows: the real window on a real library, with a set clock."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.config.settings import Settings
from pmdesk.store.library import LibraryStore, open_library
from pmdesk.views.background import Background
from pmdesk.views.main_window import MainWindow
from pmdesk.views.preferences import Preferences
from tests.fakes import SetClock


class Desktop:
    """One running program: its window, store and worker, ended and begun again at will."""

    def __init__(self, library: Path, settings: str = "settings.json") -> None:
        self.library = library
        self.preferences = Preferences(Settings(), library.with_name(settings))
        self.clock = SetClock()
        self.store: LibraryStore
        self.window: MainWindow
        self.begin()

    def begin(self) -> None:
        self.background = Background()
        self.store = open_library(self.library)
        self.window = MainWindow(self.store, self.background, self.preferences, self.clock)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.window.show_library()
        QApplication.processEvents()

    def end(self) -> None:
        self.window.close()
        self.background.stop()
        self.window.close_postmortem()
        self.window.deleteLater()
        QApplication.processEvents()
        self.store.close()

    def reopen(self) -> None:
        self.end()
        self.begin()
