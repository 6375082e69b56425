"""The follow-through on made-up actions, with what it asked to be stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.views.background import Background
from pmdesk.views.followthrough.followthrough_view import FollowThroughView
from tests.views.fake_library import TODAY, FakeLibrary

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


class Follow:
    """A view; ``stored`` are the changes in order, ``taken_back`` the places of those undone."""

    def __init__(self, library: FakeLibrary, background: Background) -> None:
        self.library = library
        self.stored: list[tuple[str, str, dict]] = []
        self.taken_back: list[int] = []
        self.refuse = self.read_only = False
        self.view = FollowThroughView(
            library, background, lambda: TODAY, self._change,
            writable=lambda: not self.read_only,
        )  # fmt: skip
        self.view.resize(1216, 900)
        self.view.show()
        self.view.activateWindow()

    def _change(self, pm_id, action_id, values):
        if self.refuse:
            return None
        place = len(self.stored)
        self.stored.append((pm_id, action_id, dict(values)))
        return lambda: self.taken_back.append(place)

    def key(self, key, mods=Qt.KeyboardModifier.NoModifier, on=None) -> None:
        QTest.keyClick(on or QApplication.focusWidget() or self.view, key, mods)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)
        QApplication.processEvents()


@contextmanager
def following(qtbot, **library: object) -> Iterator[Follow]:
    background = Background()
    desk = Follow(FakeLibrary(**library), background)  # type: ignore[arg-type]
    qtbot.addWidget(desk.view)
    with qtbot.waitSignal(desk.view.read):
        desk.view.refresh()
    desk.view.setFocus()
    yield desk
    background.stop()
