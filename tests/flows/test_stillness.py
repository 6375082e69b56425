"""The collector leaves an open postmortem alone, and gets it back when it is closed."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from pmdesk.app import Stillness
from tests.flows.desktop import Desktop


@pytest.fixture
def quiet(desktop: Desktop) -> Iterator[Stillness]:
    gc.unfreeze()
    made = Stillness(desktop.window)
    yield made
    made.rest.stop()
    gc.unfreeze()


def test_an_open_postmortem_is_set_aside_after_a_moment_and_let_go_with_it(quiet, desktop, qtbot):
    desktop.window.open_sample()
    assert quiet.rest.isActive()
    assert gc.get_freeze_count() == 0
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 1000, timeout=5000)
    desktop.window.close_postmortem()
    assert gc.get_freeze_count() == 0


def test_nothing_is_set_aside_while_only_the_library_is_shown(quiet, desktop):
    desktop.window.open_sample()
    desktop.window.close_postmortem()
    desktop.window.show_library()
    QApplication.processEvents()
    assert not quiet.rest.isActive()
