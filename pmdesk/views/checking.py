"""Checking a report that came back against the library: asked for, read in the background, told."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pmdesk.domain.problems import StorageProblem

if TYPE_CHECKING:
    from pmdesk.document.desk_port import Desk
    from pmdesk.domain.revisions.checking import Finding
    from pmdesk.domain.snapshot import Snapshot
    from pmdesk.importers.report_check import ReturnedFile
    from pmdesk.views.main_window import MainWindow


def read_report(path: Path) -> ReturnedFile:
    """The record of a returned file; pure work for a worker thread.

    Raises StorageProblem with a sentence for a file that can't be checked.
    """
    from pmdesk.importers.report_check import Unreadable, read_returned

    try:
        return read_returned(path.read_bytes())
    except Unreadable as problem:
        raise StorageProblem(str(problem)) from problem
    except OSError as problem:
        why = (problem.strerror or type(problem).__name__).lower()
        raise StorageProblem(f"{path.name} can't be read: {why}.") from problem


def held_in(desk: Desk, pm_id: str) -> Snapshot | None:
    """The library's postmortem of an id, or None; raises StorageProblem."""
    return desk.load(pm_id) if desk.entry(pm_id) is not None else None


class Checking:
    """The way from the command to what was found."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def start(self) -> None:
        """Ask for a report and check it."""
        self._window.prompts.choose_report(self.check)

    def check(self, path: Path) -> None:
        """Check one file; what was found is shown in a sheet."""
        self._window.background.run(
            partial(read_report, path),
            partial(self._on_read, path.name),
            partial(self._on_failed, path.name),
        )

    def _on_read(self, name: str, returned: ReturnedFile) -> None:
        from pmdesk.domain.revisions.checking import checked

        load = partial(held_in, self._window.desk)
        try:
            found = checked(returned.record, load, returned.stated, returned.own)
        except StorageProblem as problem:
            self._on_failed(name, problem)
            return
        self._window.prompts.show_check(name, found)

    def _on_failed(self, name: str, problem: Exception) -> None:
        from pmdesk.domain.revisions.checking import Finding, Verdict

        if not isinstance(problem, StorageProblem):
            raise problem
        found: Finding = Finding(Verdict.UNKNOWN, str(problem))
        self._window.prompts.show_check(name, found)
