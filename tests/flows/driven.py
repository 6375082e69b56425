"""The real program with somebody at it: run by tests and tools in a process of its own.

python -m tests.flows.driven MODE [SEED], with PMDESK_HOME set. ``edits`` changes the title again
and again and says ``ack N`` after each that was saved; ``typing`` types a title and waits;
``recover`` opens the newest backup where the library can't be opened; ``crash`` dies at once.
"""

from __future__ import annotations

import faulthandler
import os
import random
import sys
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk import app
from pmdesk.edits.postmortems import set_head
from pmdesk.views.main_window import MainWindow
from pmdesk.views.prompts.refusal import RefusalWindow

# The pause between two edits of a quick meeting, in milliseconds.
PACE = (5, 60)


def say(*words: object) -> None:
    """One line to whoever drives, in one piece."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class Editing:
    """Numbers the title up, at the pace of a meeting."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        assert window.editor is not None
        self.document = window.editor.document
        self.document.saved.connect(lambda _at: say("ack", self.document.snapshot.postmortem.title))
        self._random = random.Random(seed)
        held = self.document.snapshot.postmortem.title
        self._number = int(held) if held.isdecimal() else 0
        say("open", self._number)
        self.step()

    def step(self) -> None:
        """One edit, and the next after a pause."""
        self._number += 1
        say("try", self._number)
        title, words = str(self._number), "words " * self._random.randint(1, 400)
        self.document.attempt(
            lambda s: set_head(s, f"Edit {title}", title=title, narrative=words)
        )
        if self._number % 25 == 0:
            self._number -= 1
            say("try", self._number)
            self.document.undo()
        QTimer.singleShot(self._random.randint(*PACE), self.step)


def type_title(window: MainWindow) -> None:
    """Type a title and leave the keys alone, with the focus in the field."""
    assert window.editor is not None
    window.editor.header.edit_title()
    field = QApplication.focusWidget()
    assert field is not None
    field.selectAll()  # type: ignore[attr-defined]
    field._timer.setInterval(600_000)  # type: ignore[attr-defined]  # saved by nothing else
    QTest.keyClicks(field, "Typed to the end")
    say("typed")


def press_recover() -> None:
    """Open the newest backup from the window that says why the library can't be opened."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, RefusalWindow) and widget.isVisible():
            say("refused", widget.words.text())
            widget.open.click()
            return
    QTimer.singleShot(20, press_recover)


def after_first_paint(settle, mode: str, seed: int, running: app.Running, crashed: str) -> None:
    """What is done once the window is there."""
    settle(running, crashed)
    window = running.window
    if mode == "edits":
        window.open_sample()
        window._driver = Editing(window, seed)
    elif mode == "typing":
        window.open_sample()
        QTimer.singleShot(0, window, lambda: type_title(window))
    elif mode == "recover":
        say("size", running.store.size())
        QTimer.singleShot(0, window, window.close)
    elif mode == "crash":
        faulthandler._sigsegv()


def main(mode: str, seed: int) -> int:
    """Run the program; its exit code."""
    app._after_first_paint = partial(after_first_paint, app._after_first_paint, mode, seed)
    if mode == "recover":
        make = app.make_application

        def made(*arguments):
            held = make(*arguments)
            QTimer.singleShot(0, press_recover)
            return held

        app.make_application = made
    return app.run_window()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0))
