"""Pure work off the GUI thread: one worker, results handed over in the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from PySide6.QtWidgets import QWidget

_T = TypeVar("_T")


class Task:
    """Work that was handed in; after ``cancel`` nothing of it is heard any more."""

    def __init__(self) -> None:
        self._cancelled = Event()

    def cancel(self) -> None:
        """Give it up: it doesn't start if it waits, and its result is dropped if it runs."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was given up; long work may look at this now and then."""
        return self._cancelled.is_set()


def touches_widgets(work: Callable[..., Any]) -> bool:
    """Whether a function holds a widget by its object, its arguments or its closure."""
    if isinstance(work, partial):
        held = (*work.args, *work.keywords.values())
        return any(isinstance(x, QWidget) for x in held) or touches_widgets(work.func)
    if isinstance(getattr(work, "__self__", None), QWidget):
        return True
    cells = getattr(work, "__closure__", None) or ()
    return any(isinstance(cell.cell_contents, QWidget) for cell in cells)


class _Runnable(QRunnable):
    def __init__(self, task: Task, work: Callable[[], Any], tell: Callable[..., None]) -> None:
        super().__init__()
        self._task, self._work, self._tell = task, work, tell

    def run(self) -> None:
        if self._task.cancelled:
            self._tell(self._task, None, None)
            return
        try:
            result = self._work()
        except Exception as problem:  # handed to whoever asked, in the GUI thread
            self._tell(self._task, None, problem)
        else:
            self._tell(self._task, result, None)


class Background(QObject):
    """Runs functions one after the other in a worker thread; long ones apart, in a second one."""

    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._apart = QThreadPool(self)
        self._apart.setMaxThreadCount(1)
        self._waiting: dict[Task, tuple[Callable[..., Any], Callable[..., Any] | None]] = {}
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], _T],
        done: Callable[[_T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        apart: bool = False,
    ) -> Task:
        """Start ``work``; one of ``done`` and ``failed`` is called later in the GUI thread.

        What may take seconds runs ``apart``, so that short work needn't wait for it. Raises
        TypeError for a function that holds a widget. Without ``failed`` a problem is raised in the
        GUI thread, where the program's own hook meets it.
        """
        if touches_widgets(work):
            raise TypeError("work in the background must not hold a widget")
        task = Task()
        self._waiting[task] = (done, failed)
        pool = self._apart if apart else self._pool
        pool.start(_Runnable(task, work, self._finished.emit))
        return task

    def stop(self) -> None:
        """Give up everything and wait for what runs; for the moment the window closes."""
        for task in self._waiting:
            task.cancel()
        self._pool.waitForDone()
        self._apart.waitForDone()
        self._waiting.clear()

    @Slot(object, object, object)
    def _on_finished(self, task: Task, result: object, problem: Exception | None) -> None:
        done, failed = self._waiting.pop(task, (None, None))
        if task.cancelled or done is None:
            return
        if problem is None:
            done(result)
        elif failed is not None:
            failed(problem)
        else:
            raise problem
