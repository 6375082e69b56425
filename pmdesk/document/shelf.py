"""Whole postmortems coming and going: begun, imported, removed, each with a way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from pmdesk.document.ports import Clock, NumberedStorage, SystemClock
from pmdesk.domain.change import Edit
from pmdesk.domain.problems import StorageProblem
from pmdesk.domain.snapshot import Snapshot
from pmdesk.edits.postmortems import begin_postmortem, remove_postmortem


class Shelf(QObject):
    """Adds and removes postmortems of a library. ``changed`` carries the id of what came or went;
    ``refused`` carries a sentence where the library could not be written."""

    changed = Signal(str)
    refused = Signal(str)

    def __init__(
        self, storage: NumberedStorage, clock: Clock | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._clock = clock or SystemClock()
        self._removed: Edit | None = None

    def begin(self, title: str = "", zone: str = "UTC") -> str:
        """A new postmortem; its id, or an empty text where it could not be stored."""
        now = self._clock.now()
        return self.add(lambda number: begin_postmortem(number, title, now, zone=zone))

    def add(self, make: Callable[[int], Edit]) -> str:
        """Store the postmortem that ``make`` gives birth to under a number; its id, or nothing."""
        try:
            edit = make(self._storage.next_number())
            pm_id = edit.changes[0].record.pm_id
            self._storage.append(pm_id, edit)
        except StorageProblem as problem:
            self.refused.emit(str(problem))
            return ""
        self.changed.emit(pm_id)
        return pm_id

    def remove(self, pm_id: str) -> Snapshot | None:
        """Remove a postmortem; what it was, or None where that could not be done."""
        try:
            snapshot = self._storage.load(pm_id)
            edit = remove_postmortem(snapshot)
            self._storage.append(pm_id, edit)
        except KeyError:
            return None
        except StorageProblem as problem:
            self.refused.emit(str(problem))
            return None
        self._removed = edit
        self.changed.emit(pm_id)
        return snapshot

    def put_back(self) -> str:
        """Bring back what was removed last; its id, or an empty text."""
        edit = self._removed
        if edit is None:
            return ""
        pm_id = edit.changes[0].record.pm_id
        try:
            self._storage.append(pm_id, edit.inverse())
        except StorageProblem as problem:
            self.refused.emit(str(problem))
            return ""
        self._removed = None
        self.changed.emit(pm_id)
        return pm_id
