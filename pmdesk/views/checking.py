"""Checking a report that came back against the library: asked for, read in the background, told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pmdesk.domain.problems import StorageProblem

if TYPE_CHECKING:
    from pmdesk.document.desk_port import Desk
    from pmdesk.domain.revisions.checking import Finding
    from pmdesk.domain.snapshot import Snapshot
    from pmdesk.exporters.seal.check import SealFinding
    from pmdesk.importers.report_check import ReturnedFile
    from pmdesk.views.main_window import MainWindow


def read_file(path: Path) -> bytes:
    """The content of a file; raises StorageProblem with a sentence."""
    try:
        return path.read_bytes()
    except OSError as problem:
        why = (problem.strerror or type(problem).__name__).lower()
        raise StorageProblem(f"{path.name} can't be read: {why}.") from problem


def read_returned_data(data: bytes) -> ReturnedFile:
    """The record of a returned file that was read already; raises StorageProblem."""
    from pmdesk.importers.report_check import Unreadable, read_returned

    try:
        return read_returned(data)
    except Unreadable as problem:
        raise StorageProblem(str(problem)) from problem


def read_with_seal(
    read: Callable[[], bytes],
) -> tuple[ReturnedFile | StorageProblem, SealFinding]:
    """The record of a returned file, or why there is none, and what its seal is like.

    For a worker thread; raises StorageProblem for a file that can't be read.
    """
    data = read()
    seal = look_at_seal(data)
    try:
        return read_returned_data(data), seal
    except StorageProblem as problem:
        return problem, seal


def look_at_seal(data: bytes) -> SealFinding:
    """What a look at a file's seal found; for a worker thread, the work is done elsewhere."""
    from pmdesk.exporters.making import NotMade, elsewhere
    from pmdesk.exporters.seal.check import SealFinding, SealState, may_be_sealed

    if not may_be_sealed(data):
        return SealFinding(SealState.NONE)
    try:
        found: SealFinding = elsewhere("check seal", (data,))
    except NotMade:
        words = "The seal is not intact: it can't be looked at."
        return SealFinding(SealState.BROKEN, words)
    return found


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
        self._run(path.name, partial(read_file, path))

    def check_data(self, name: str, data: bytes) -> None:
        """Check a file that was read already, as one that was dropped on the window."""
        self._run(name, partial(bytes, data))

    def _run(self, name: str, read: Callable[[], bytes]) -> None:
        self._window.background.run(
            partial(read_with_seal, read),
            partial(self._on_read, name),
            partial(self._on_failed, name),
            apart=True,
        )

    def _on_read(self, name: str, read: tuple[ReturnedFile | StorageProblem, SealFinding]) -> None:
        from pmdesk.domain.revisions.checking import with_seal
        from pmdesk.exporters.seal.check import SealState

        found, seal = self._held_against(read[0]), read[1]
        intact = seal.state is not SealState.BROKEN
        self._window.prompts.show_check(name, with_seal(found, seal.sentence, intact=intact))

    def _held_against(self, returned: ReturnedFile | StorageProblem) -> Finding:
        from pmdesk.domain.revisions.checking import Finding, Verdict, checked

        if isinstance(returned, StorageProblem):
            return Finding(Verdict.UNKNOWN, str(returned))
        load = partial(held_in, self._window.desk)
        try:
            return checked(returned.record, load, returned.stated, returned.own)
        except StorageProblem as problem:
            return Finding(Verdict.UNKNOWN, str(problem))

    def _on_failed(self, name: str, problem: Exception) -> None:
        from pmdesk.domain.revisions.checking import Finding, Verdict

        if not isinstance(problem, StorageProblem):
            raise problem
        found: Finding = Finding(Verdict.UNKNOWN, str(problem))
        self._window.prompts.show_check(name, found)
