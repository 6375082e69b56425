"""What the window does just after it is first seen, without anybody noticing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from pmdesk.views.main_window import MainWindow

_LEVELS = {
    QtMsgType.QtInfoMsg: "info",
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "error",
    QtMsgType.QtFatalMsg: "error",
}


def settle(
    window: MainWindow,
    warm_up: Callable[[], None],
    check: Callable[[], str],
    crashed: str,
) -> None:
    """Count what the sidebar shows, load what writing needs, look whether the file is sound.

    ``warm_up`` and ``check`` run in the worker thread. ``crashed`` is the note of a former end
    that was not wanted, or an empty text.
    """
    _log_what_qt_says()
    window.count_soon()
    window.background.run(warm_up, lambda _nothing: None)
    window.background.run(check, lambda sentence: _on_checked(window, sentence))
    if crashed:
        _tell_of_crash(window, crashed)


def _tell_of_crash(window: MainWindow, crashed: str) -> None:
    words = "pmdesk ended unexpectedly last time. What was shown as saved is here."
    if window.desk.read_only:
        window.toast.tell(words, "Copy the note", lambda: _copy(crashed))
        return

    def copy() -> None:
        _copy(crashed)
        window.notice.tell("")
        window.toast.tell("Copied. It names functions of the program, never your words.")

    away = ("Dismiss", lambda: window.notice.tell(""))
    window.notice.offer(words, [("Copy the note", copy), away])


def _on_checked(window: MainWindow, sentence: str) -> None:
    if sentence:
        safety = window.safety
        acts = [("Backups…", safety.show_backups), ("Save a copy elsewhere", safety.save_copy)]
        window.notice.offer(sentence, acts, wrong=True)


def _copy(text: str) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(text)


def _log_what_qt_says() -> None:
    import logging

    log = logging.getLogger("pmdesk.qt")

    def handle(kind: QtMsgType, _context: object, message: str) -> None:
        level = _LEVELS.get(kind)
        if level is not None:
            getattr(log, level)("%s", message)

    qInstallMessageHandler(handle)
