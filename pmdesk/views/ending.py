"""How the window ends when the system asks: the field being typed is stored, then all is closed."""

from __future__ import annotations

import signal
import socket
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from pmdesk.views.main_window import MainWindow

_ASKED = ("SIGTERM", "SIGINT", "SIGHUP")


def _noted(_number: int, _frame: FrameType | None) -> None:
    """Nothing: the byte that Python writes to the socket is what wakes Qt."""


class Ending(QObject):
    """Ends the program in order on a signal and at the end of the user's session.

    Qt's loop does not let Python run while it waits, so a signal comes in through a socket.
    """

    def __init__(self, window: MainWindow, app: QApplication) -> None:
        super().__init__(app)
        self._window, self._app = window, app
        self._ours, self._theirs = socket.socketpair()
        for end in (self._ours, self._theirs):
            end.setblocking(False)
        kind = QSocketNotifier.Type.Read
        self._notifier = QSocketNotifier(self._ours.fileno(), kind, self)
        self._notifier.activated.connect(self._on_signal)
        self._before = {
            number: signal.signal(number, _noted)
            for name in _ASKED
            if (number := getattr(signal, name, None)) is not None
        }
        self._wakeup = signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        app.commitDataRequest.connect(self._on_session_end)

    def remove(self) -> None:
        """Let signals do again what they did before."""
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._ours.close()
        self._theirs.close()

    def _on_signal(self, *_: object) -> None:
        self._ours.recv(64)
        try:
            self._window.safety.end()
        finally:
            self._app.quit()

    def _on_session_end(self, _manager: object) -> None:
        self._window.safety.try_again()
