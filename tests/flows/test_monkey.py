"""Random mice and keys on the real window: nothing is raised or lost, all can be undone."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from shiboken6 import isValid

from pmdesk.views.actions import COMMANDS
from pmdesk.views.sections import SECTIONS
from pmdesk.views.theme.theme import theme
from tests.flows.desktop import Desktop

EVENTS = 600
# Two that get far; MONKEYS=20 lets twenty loose.
SEEDS = range(1, 1 + int(os.environ["MONKEYS"])) if "MONKEYS" in os.environ else (2, 7)
# What opens a native dialog or windows of its own, ends the window, starts another process, or
# takes the sample away for good.
LEFT_OUT = {
    "import", "export", "quit", "delete_postmortem", "full_screen", "back_up", "backups",
    "meeting", "end_meeting", "preview",
}  # fmt: skip
KEYS = [
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete,
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_F2, Qt.Key.Key_PageDown, Qt.Key.Key_Backspace,
    Qt.Key.Key_Menu,
]  # fmt: skip
MODIFIERS = [
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
]  # fmt: skip
WORDS = ["x", "14:05", "fri", "Wörter", "<b>bold</b>", "日本", "e", "a", "?", "  "]
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Monkey:
    """Presses, drags and types by chance, always at what is in front."""

    def __init__(self, window, seed: int) -> None:
        self.window = window
        self.random = random.Random(seed)
        self.done: list[str] = []
        for name in LEFT_OUT:
            window.actions_[name].setShortcuts([])
        # What edits comes three times as often as what only looks.
        self._commands = [
            command.id
            for command in COMMANDS
            if command.id not in LEFT_OUT
            for _ in range(3 if command.needs == "writable" else 1)
        ]

    def act(self) -> None:
        """One event at the popup, the focus or anywhere in the window."""
        acts = (self._click, self._click, self._key, self._key, self._type, self._drag,
                self._double, self._menu, self._command)  # fmt: skip
        act = self._home if self.random.random() < 0.03 else self.random.choice(acts)
        popup = QApplication.activePopupWidget()
        target = popup or self.window
        # By the name of the step, so that a failure can be told and done again.
        self.done.append(f"{act.__name__} on {type(target).__name__}")
        act(target)
        QApplication.processEvents()

    def _spot(self, target: QWidget) -> tuple[QWidget, QPoint]:
        point = QPoint(
            self.random.randrange(max(1, target.width())),
            self.random.randrange(max(1, target.height())),
        )
        child = target.childAt(point) or target
        self.done[-1] += f" {type(child).__name__}{point.toTuple()}"
        return child, child.mapFrom(target, point)

    def _focused(self, target: QWidget) -> QWidget:
        focus = QApplication.focusWidget()
        return focus if focus is not None and target.isAncestorOf(focus) else target

    def _click(self, target: QWidget) -> None:
        child, at = self._spot(target)
        QTest.mouseClick(child, LEFT, self.random.choice(MODIFIERS), at)

    def _double(self, target: QWidget) -> None:
        child, at = self._spot(target)
        QTest.mouseDClick(child, LEFT, pos=at)

    def _menu(self, target: QWidget) -> None:
        if target is self.window:
            child, at = self._spot(target)
            QTest.mouseClick(child, RIGHT, pos=at)

    def _drag(self, target: QWidget) -> None:
        child, at = self._spot(target)
        QTest.mousePress(child, LEFT, pos=at)
        for _ in range(3):
            by = QPoint(self.random.randint(-90, 90), self.random.randint(-60, 60))
            at = at + by
            if not isValid(child):
                return
            QTest.mouseMove(child, at)
            QApplication.processEvents()
        if isValid(child):
            QTest.mouseRelease(child, LEFT, pos=at)

    def _key(self, target: QWidget) -> None:
        key, modifier = self.random.choice(KEYS), self.random.choice(MODIFIERS)
        self.done[-1] += f" {key.name} {modifier.name}"
        QTest.keyClick(self._focused(target), key, modifier)

    def _type(self, target: QWidget) -> None:
        word = self.random.choice(WORDS)
        self.done[-1] += f" {word!r}"
        for letter in word:
            focused = self._focused(target)
            if letter.isascii():
                QTest.keyClick(focused, letter)
            else:
                # QTest knows no key for it and would end the process.
                event = QKeyEvent(QEvent.Type.KeyPress, 0, MODIFIERS[0], letter)
                QApplication.sendEvent(focused, event)

    def _home(self, target: QWidget) -> None:
        if target is self.window:
            if self.window.prompts.sheet is not None:
                self.window.prompts.sheet.dismiss()
            self.window.command_palette.dismiss()
            self.window.open_sample()
            self.window.show_section(self.random.choice(SECTIONS))
        else:
            target.close()

    def _command(self, target: QWidget) -> None:
        if target is self.window:
            choice = self.random.choice(self._commands)
            self.done[-1] += f" {choice}"
            self.window.actions_[choice].trigger()


@contextmanager
def qt_warnings() -> Iterator[list[str]]:
    """What Qt complains of meanwhile."""
    heard: list[str] = []

    def handle(_kind: QtMsgType, _context: object, message: str) -> None:
        # The offscreen screen says of itself what it cannot do.
        if not any(words in message for words in ("propagateSizeHints", "This plugin does not")):
            heard.append(message)

    before = qInstallMessageHandler(handle)
    try:
        yield heard
    finally:
        qInstallMessageHandler(before)


def no_dialogs(monkeypatch) -> None:
    """A file dialog or a browser that a click would open stays shut."""
    monkeypatch.setattr(QFileDialog, "open", lambda *_: None)
    monkeypatch.setattr("pmdesk.views.opening.browse", lambda _address: None)
    # Its windows cover the one that is tried, and what it notes down is no step to be undone.
    monkeypatch.setattr("pmdesk.views.meeting_desk.MeetingDesk.start", lambda _desk: None)
    monkeypatch.setattr("pmdesk.views.exporting.Exporting._preview", lambda *_: None)


@pytest.fixture
def jungle(sampled, monkeypatch) -> Iterator[Desktop]:
    """The window with the sample; the look is put back afterwards."""
    no_dialogs(monkeypatch)
    yield sampled
    theme().set_text_scale(1.0)
    theme().set_mode("light")


def let_loose(desktop: Desktop, seed: int, raised: list[object]) -> tuple[Monkey, dict]:
    """All events of a seed; the monkey, and each document that was open with its first state."""
    window = desktop.window
    monkey, firsts = Monkey(window, seed), {}
    document = window.editor.document
    firsts[document] = document.snapshot
    with qt_warnings() as warnings:
        for _ in range(EVENTS):
            monkey.act()
            document = window.editor.document if window.editor is not None else None
            if document is not None and document not in firsts:
                assert not document.undo_stack.count()
                firsts[document] = document.snapshot
            assert not raised, (raised, monkey.done[-12:])
            assert not warnings, (warnings, monkey.done[-12:])
        while QApplication.activePopupWidget() is not None:
            QApplication.activePopupWidget().close()
        window.commit()
        QApplication.processEvents()
    return monkey, firsts


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_is_pressed_or_typed_breaks_the_window(jungle, qtbot, seed):
    with qtbot.captureExceptions() as raised:
        monkey, firsts = let_loose(jungle, seed, raised)
    document = jungle.window.editor.document
    assert jungle.store.load(document.pm_id) == document.snapshot, monkey.done[-12:]
    assert document.unsaved is None
    assert jungle.store.check(whole=True) == jungle.store.verify_journal() == ""
    print(f"{document.undo_stack.count()} steps, {len(firsts)} documents")
    while document.undo():
        pass
    QApplication.processEvents()
    assert document.snapshot == firsts[document] == jungle.store.load(document.pm_id)
