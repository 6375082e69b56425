"""The real window on a real library in a folder of its own, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pmdesk.views.main_window import MainWindow
from pmdesk.views.theme.theme import theme
from tests.flows.desktop import Desktop


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    theme().set_mode("light")
    made = Desktop(tmp_path / "library.pmdesk")
    yield made
    made.end()


@pytest.fixture
def window(desktop: Desktop) -> MainWindow:
    return desktop.window


@pytest.fixture
def sampled(desktop: Desktop) -> Desktop:
    desktop.window.open_sample()
    QApplication.processEvents()
    return desktop
