"""Puts the window together: the only module that knows every layer, and it holds no logic."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from pmdesk.config import paths
from pmdesk.config.logs import Problems
from pmdesk.config.settings import Settings
from pmdesk.document.ports import SystemClock
from pmdesk.domain.problems import StorageProblem
from pmdesk.store.library import LibraryStore, open_library
from pmdesk.views.background import Background
from pmdesk.views.preferences import Preferences
from pmdesk.views.theme.theme import install

if TYPE_CHECKING:
    from pmdesk.views.main_window import MainWindow


class _Teller(QObject):
    """Carries a sentence from any thread to the window's own."""

    told = Signal(str)


class Stillness(QObject):
    """Keeps the collector from walking an open postmortem, which would cost a drag some frames.

    What is there is set aside when a place has been in sight for a moment, from a timer and never
    from inside a signal; it is let go with the postmortem, so that nothing is kept for good.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.rest = QTimer(self, singleShot=True, interval=400)
        self.rest.timeout.connect(self._on_rested)
        window.places.currentChanged.connect(self._on_place_changed)
        window.places.widgetRemoved.connect(self._on_closed)

    def _on_place_changed(self) -> None:
        if self._window.editor is not None:
            self.rest.start()
        else:
            self.rest.stop()

    def _on_rested(self) -> None:
        gc.freeze()

    def _on_closed(self) -> None:
        gc.unfreeze()


class Running:
    """The parts of a running program, so that a test can look at them and end them."""

    def __init__(self, store: LibraryStore, window: MainWindow, background: Background) -> None:
        self.store, self.window, self.background = store, window, background

    def end(self) -> None:
        """Finish what runs, put the library in order and let go of it."""
        self.background.stop()
        self.store.close()


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The Qt application with its name, icon and theme."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    # Named here, because asking the application for its style loads all that a style knows.
    app = QApplication([sys.argv[0], "-style", "Fusion", *arguments])
    app.setApplicationName("pmdesk")
    app.setApplicationDisplayName("pmdesk")
    app.setDesktopFileName("pmdesk")
    install(app)
    return app


def assemble(library: Path | None = None, preferences: Preferences | None = None) -> Running:
    """Open a library and make its window, not yet shown; raises StorageProblem."""
    from pmdesk.views.main_window import MainWindow

    preferences = preferences or Preferences()
    look = install(QApplication.instance())  # type: ignore[arg-type]
    look.reduced_motion = preferences.value.reduced_motion
    look.set_text_scale(preferences.value.text_scale)
    look.set_mode(preferences.value.theme)
    store = open_library(library or paths.default_library())
    background = Background()
    window = MainWindow(store, background, preferences, SystemClock())
    return Running(store, window, background)


def run_window(
    library: Path | None = None,
    sample: bool = False,
    screens: Path | None = None,
    safe: bool = False,
) -> int:
    """Open the window and stay until it is closed; the exit code.

    ``sample`` opens the sample, ``screens`` only writes pictures of every main screen into a
    folder, ``safe`` starts with the usual layout and nothing open.
    """
    app = make_application()
    if screens is not None:
        return _shoot(screens)
    teller = _Teller()
    problems = Problems(paths.logs_dir(), teller.told.emit)
    crashed = problems.last_crash()
    problems.install()
    preferences = Preferences(Settings() if safe else None)
    running = _assembled(app, library or paths.default_library(), preferences)
    if running is None:
        problems.remove()
        return 2
    window = running.window
    teller.told.connect(window.tell)
    window.painted.connect(lambda: _after_first_paint(running, crashed))
    _show_first_place(window, sample)
    window.show()
    app.aboutToQuit.connect(running.end)
    code = app.exec()
    problems.remove()
    return code


def _show_first_place(window: MainWindow, sample: bool) -> None:
    if sample:
        window.open_sample()
    if window.editor is None:
        window.show_library()


def _after_first_paint(running: Running, crashed: str) -> None:
    """What can wait until something is on the screen: the log, SQLAlchemy, the file's check."""
    from pmdesk.config.logs import start_log
    from pmdesk.views.ending import Ending
    from pmdesk.views.first_moments import settle

    with suppress(OSError):
        start_log()
    settle(running.window, running.store.warm_up, running.store.check, crashed)
    # What is here by now stays; the collector need not look through it each time.
    gc.freeze()
    Stillness(running.window)
    gc.set_threshold(700, 10, 10)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.aboutToQuit.connect(Ending(running.window, app).remove)


def _assembled(app: QApplication, library: Path, preferences: Preferences) -> Running | None:
    """The program, after a backup took the library's place if need be; None if it was closed."""
    missing = not library.expanduser().exists()
    while True:
        sentence = _missing(library) if missing else ""
        try:
            if not sentence:
                return assemble(library, preferences)
        except StorageProblem as problem:
            sentence = str(problem)
        print(sentence, file=sys.stderr)  # noqa: T201 - a terminal may be all there is
        if not _cured(app, library, sentence, missing):
            return None
        missing = False


def _missing(library: Path) -> str:
    """A sentence on a library that was there before and is gone, or an empty text."""
    from pmdesk.store.recovery import backups_of

    if not backups_of(library):
        return ""
    return (
        f"There was a library at {library}, and now there is none. If you moved it, close this "
        "and open it where it is."
    )


def _cured(app: QApplication, library: Path, sentence: str, missing: bool) -> bool:
    """Show why the library can't be opened, with its backups; True to try once more."""
    from pmdesk.store.recovery import backups_of, recover
    from pmdesk.views.prompts.refusal import RefusalWindow

    window = RefusalWindow(sentence, paths.home_dir(), backups_of(library), missing)
    cured = False

    def go_on(backup: Path | None) -> None:
        nonlocal cured
        try:
            if backup is not None:
                recover(library, backup)
        except StorageProblem as problem:
            window.say(str(problem))
        else:
            cured = True
            window.close()

    window.recover_requested.connect(go_on)
    window.fresh_requested.connect(lambda: go_on(None))
    window.show()
    app.exec()
    window.deleteLater()
    return cured


def _shoot(folder: Path) -> int:
    """Pictures of every main screen, from a library of its own that is thrown away."""
    import tempfile

    from pmdesk.views.screens import shoot_all

    with tempfile.TemporaryDirectory() as home:
        running = assemble(Path(home) / "library.pmdesk", Preferences(Settings(), _nowhere(home)))
        try:
            for path in shoot_all(running.window, folder):
                print(path)  # noqa: T201 - the paths are what is asked for
        finally:
            running.window.close()
            running.end()
    return 0


def _nowhere(home: str) -> Path:
    return Path(home) / "settings.json"
