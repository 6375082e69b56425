"""What every test starts from: no display, a home of its own, nothing left behind."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_STYLE_OVERRIDE"] = "fusion"
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["PMDESK_FROZEN_RECORDS"] = "1"


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the library of the person who runs it."""
    monkeypatch.setenv("PMDESK_HOME", str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def _no_warning_in_the_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning that the test did not take (``caplog.clear()``) fails it."""
    yield
    bad = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    told = [f"{r.name}: {r.getMessage()}" for r in bad if r.name.startswith("pmdesk")]
    assert not told, f"The log holds warnings: {told}"


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """A thread that the test started has ended with it."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in left:
        thread.join(2)
    still = [t.name for t in left if t.is_alive()]
    assert not still, f"Threads are still running: {still}"


@pytest.fixture(autouse=True)
def _no_widget_left() -> Iterator[None]:
    """What a test showed is gone after it: thousands of widgets would hear every new theme."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets is not None else None
    if not isinstance(app, getattr(widgets, "QApplication", ())):
        return
    from PySide6.QtCore import QEvent

    left = app.topLevelWidgets()
    for widget in left:
        widget.deleteLater()
    if left:
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True, scope="session")
def _clipboard_let_go() -> Iterator[None]:
    """The clipboard of the offscreen platform outlives Python and would end what Python made."""
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and isinstance(gui.QGuiApplication.instance(), gui.QGuiApplication):
        gui.QGuiApplication.clipboard().clear()
