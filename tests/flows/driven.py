"""The real program with somebody at it: run by tests and tools in a process of its own.

python -m tests.flows.driven MODE [SEED], with PMDESK_HOME set. ``edits`` changes the title again
and again and says ``ack N`` after each that was saved; ``typing`` types a title and waits;
``recover`` opens the newest backup where the library can't be opened; ``crash`` dies at once;
``meeting`` starts a meeting, walks to an event and types half a line, ``resume`` goes on with it
and says where it stands.
"""

from __future__ import annotations

import faulthandler
import os
import random
import sys
from functools import partial

from PySide6.QtCore import Qt, QTimer
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
        self.document.attempt(lambda s: set_head(s, f"Edit {title}", title=title, narrative=words))
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


def type_in_meeting(window: MainWindow) -> None:
    """Walk to the fourth event by keys, extend the step, and type half a line."""
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_F5)
    windows = window.meeting.windows
    assert windows is not None
    for _ in range(3):
        QTest.keyClick(windows.console, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(windows.console, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    for _ in range(3):
        QTest.keyClick(windows.console, Qt.Key.Key_Right)
    QTest.keyClicks(windows.console, "1")
    QTest.keyClicks(windows.console.line, "8:20 half a li")
    # The kill may come 0.3 s after the last letter.
    QTimer.singleShot(300, window, lambda: say("typed", *where(window)))


def where(window: MainWindow) -> list[str]:
    """Step, event, planned seconds and line of the meeting that runs."""
    windows = window.meeting.windows
    assert windows is not None
    session = windows.session
    event, block = session.walk.event, session.block
    assert event is not None
    assert block is not None
    return [session.step.value, event.id, str(block.planned_s), windows.console.line.text()]


def tell_of_meeting(window: MainWindow) -> None:
    """Go on with the meeting, say where it stands and how much time it used, and leave."""
    QTest.keyClick(window, Qt.Key.Key_F5)
    say("resumed", *where(window))
    windows = window.meeting.windows
    assert windows is not None
    say("used", round(windows.session.tempo.used, 3))
    window.close()


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
    elif mode == "meeting":
        window.open_sample()
        QTimer.singleShot(0, window, lambda: type_in_meeting(window))
    elif mode == "resume":
        window.open_postmortem(running.store.find("PM-1"))
        QTimer.singleShot(0, window, lambda: tell_of_meeting(window))
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
