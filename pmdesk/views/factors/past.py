"""Asks the library about factors of other postmortems, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from pmdesk.document.factor_history_port import FactorHistory
from pmdesk.domain.analysis import Factor
from pmdesk.domain.day_names import month_text
from pmdesk.domain.factors.past import PastAction, PastFactor
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.terms import ActionStatus
from pmdesk.views.background import Background, Task

_CLOSED = (ActionStatus.DONE, ActionStatus.WONT_DO)
Found = Callable[[Sequence[PastFactor]], object]


class PastFactors:
    """One search and one look back at a time: a newer one takes the place of the one before.

    ``owner`` is who asks: once it is gone, nobody is told.
    """

    def __init__(self, history: FactorHistory, background: Background) -> None:
        self._history, self._background = history, background
        self._searching: Task | None = None
        self._looking: Task | None = None

    def search(
        self, owner: QObject, text: str, own: str, done: Found, failed: Callable[[str], object]
    ) -> None:
        """The factors of other postmortems that hold all words of a text, the newest first."""
        if self._searching is not None:
            self._searching.cancel()
        work = partial(self._history.past_factors, text, own)
        self._searching = self._run(owner, work, done, failed)

    def seen_before(
        self, owner: QObject, factor: Factor, done: Found, failed: Callable[[str], object]
    ) -> None:
        """Where else a factor came up."""
        if self._looking is not None:
            self._looking.cancel()
        work = partial(self._history.seen_before, factor)
        self._looking = self._run(owner, work, done, failed)

    def _run(
        self,
        owner: QObject,
        work: Callable[[], Sequence[PastFactor]],
        done: Found,
        failed: Callable[[str], object],
    ) -> Task:
        told = partial(_told, _while_there(owner, failed))
        return self._background.run(work, _while_there(owner, done), told)


def _while_there(owner: QObject, act: Callable[[Any], object]) -> Callable[[Any], object]:
    """What is told only while ``owner`` is there: a list may be closed before it is answered."""
    return lambda value: act(value) if isValid(owner) else None


def _told(failed: Callable[[str], object], problem: Exception) -> None:
    if not isinstance(problem, StorageProblem):
        raise problem
    failed(str(problem))


def fate_of(actions: Sequence[PastAction]) -> str:
    """What became of the actions of an earlier factor, in a few words."""
    if not actions:
        return "no action"
    done = sum(action.status is ActionStatus.DONE for action in actions)
    dropped = sum(action.status is ActionStatus.WONT_DO for action in actions)
    waiting = sum(action.status not in _CLOSED for action in actions)
    parts = []
    if done:
        parts.append(f"{done} of {len(actions)} done" if len(actions) > 1 else "its action done")
    if waiting:
        parts.append(f"{waiting} still open")
    if dropped:
        parts.append(f"{dropped} dropped")
    return ", ".join(parts)


def place_of(past: PastFactor) -> str:
    """The postmortem of an earlier factor and when that was."""
    when = f" · {month_text(past.day)} {past.day.year}" if past.day is not None else ""
    return f"{past.pm_key} {past.pm_title or 'Untitled'}{when}"
