"""Search as one types: newest hits at once, ranked ones after a moment of rest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from pmdesk.document.library_port import Library
from pmdesk.domain.library import Filter, Hit
from pmdesk.views.background import Background, Task

RANK_AFTER_MS = 120
LIMIT = 50


class TypeAhead(QObject):
    """Asks the library in the worker thread; a newer question breaks off the older one.

    ``found`` carries the hits, ``failed`` a sentence.
    """

    found = Signal(object)
    failed = Signal(str)

    def __init__(
        self, library: Library, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._background = background
        self._task: Task | None = None
        self._asked: tuple[str, Filter] = ("", Filter())
        self._rest = QTimer(self, singleShot=True, interval=RANK_AFTER_MS)
        self._rest.timeout.connect(lambda: self._start(ranked=True))

    def ask(self, text: str, shown: Filter) -> None:
        """Look for a text; returns at once."""
        self._asked = (text, shown)
        self._start(ranked=False)
        self._rest.start()

    def forget(self) -> None:
        """Give up the question that runs."""
        self._rest.stop()
        if self._task is not None:
            self._task.cancel()
            self._library.interrupt()
            self._task = None

    def _start(self, ranked: bool) -> None:
        if self._task is not None:
            self._task.cancel()
            self._library.interrupt()
        text, shown = self._asked
        work = partial(self._library.search, text, shown, ranked, LIMIT)
        self._task = self._background.run(work, self._on_done, self._on_failed)

    def _on_done(self, hits: Sequence[Hit]) -> None:
        self._task = None
        self.found.emit(hits)

    def _on_failed(self, problem: Exception) -> None:
        self._task = None
        if not isinstance(problem, InterruptedError):
            self.failed.emit(str(problem) or "The search did not work.")
