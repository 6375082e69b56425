"""One open postmortem: what it holds, how it changes, and who hears of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from pmdesk.document.ports import Clock, Storage, SystemClock
from pmdesk.document.undo import UndoHistory
from pmdesk.document.waiting import fitted, is_repeated
from pmdesk.domain.change import Edit
from pmdesk.domain.problems import StorageProblem, Unstorable
from pmdesk.domain.revisions.lock import lock_sentence, locking_revision
from pmdesk.domain.snapshot import RuleBroken, Snapshot, StaleChange


class Document(QObject):
    """Holds the snapshot and is the one way to change it.

    ``changed`` carries the Edit that was written (of undo and redo, the one that was applied);
    every view, the sender too, waits for it. ``refused`` carries a sentence for the user when an
    edit could not be taken: nothing has happened then. Where the library could not be written,
    ``not_saved`` carries the sentence instead, and the edit waits for ``try_again`` with those
    that follow it. ``saved`` carries the UTC time of the last write, after the undo step is made.
    """

    changed = Signal(object)
    refused = Signal(str)
    not_saved = Signal(str)
    saved = Signal(object)

    def __init__(
        self,
        snapshot: Snapshot,
        storage: Storage,
        clock: Clock | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._snapshot = snapshot
        self._storage = storage
        self.clock: Clock = clock or SystemClock()
        self._history = UndoHistory(self._carry_out)
        self.last_saved: datetime | None = None
        self._waiting: list[Edit] = []
        self._quiet: list[Edit] = []
        self._again: Callable[[], bool] | None = None
        self._announcing = False

    @property
    def snapshot(self) -> Snapshot:
        """The postmortem as it is now, and as it is on disk."""
        return self._snapshot

    @property
    def pm_id(self) -> str:
        """The id of the postmortem."""
        return self._snapshot.pm_id

    @property
    def read_only(self) -> str:
        """Why the text can't be changed, or an empty text: the library can't be written, or a
        signed version keeps the text as it is."""
        locked = locking_revision(self._snapshot.tables)
        return self._storage.read_only or (lock_sentence(locked) if locked is not None else "")

    @property
    def unwritable(self) -> str:
        """Why nothing at all can be written, how actions get on included, or an empty text."""
        return self._storage.read_only

    def keep_file(self, data: bytes) -> str:
        """Store a file's content for an edit that is to refer to it; returns its SHA-256.

        Raises StorageProblem. Content that nothing refers to does no harm.
        """
        return self._storage.put_file(data)

    def file(self, sha256: str) -> bytes | None:
        """A file's content, or None where it is missing or damaged; from any thread."""
        try:
            return self._storage.get_file(sha256)
        except StorageProblem:
            return None

    @property
    def is_announcing(self) -> bool:
        """Whether an edit is being told of just now: what wants to be pushed has to wait."""
        return self._announcing

    def push(self, edit: Edit) -> bool:
        """Write an edit, take it over and announce it; True when something changed.

        An edit without changes does nothing and makes no undo step. What can't be taken is told
        by ``refused`` and returns False. While others wait, those are written first. Raises
        RuntimeError from inside ``changed``.
        """
        if not edit:
            return False
        if self._waiting:
            if is_repeated(edit, self._waiting[-1]):
                del self._waiting[-1]
            self._waiting.append(edit)
            return self.try_again()
        return self._step(edit)

    def note(self, edit: Edit) -> bool:
        """Write and announce bookkeeping that is no step of work, so that undo passes it by.

        True when it is written. What can't be written waits as steps of work do; of one name
        only the last is kept.
        """
        if not edit:
            return False
        if self._waiting:
            self._wait_quietly(edit)
            return self.try_again()
        return self._write_quietly(edit)

    def _write_quietly(self, edit: Edit) -> bool:
        if not self._carry_out(edit, lambda: self._wait_quietly(edit, 0)):
            return False
        self.saved.emit(self.last_saved)
        return True

    def _wait_quietly(self, edit: Edit, place: int | None = None) -> None:
        """Let an edit that is no step wait, at a place or last, instead of one of its name."""
        waiting = [e for e in self._waiting if not (self._is_quiet(e) and e.label == edit.label)]
        waiting.insert(len(waiting) if place is None else place, edit)
        self._quiet = [e for e in self._quiet if any(e is kept for kept in waiting)]
        self._waiting = waiting
        if not self._is_quiet(edit):
            self._quiet.append(edit)

    def _is_quiet(self, edit: Edit) -> bool:
        return any(edit is quiet for quiet in self._quiet)

    @property
    def unsaved(self) -> Edit | None:
        """The last of the edits that wait to be written, or None where all is on disk."""
        return self._waiting[-1] if self._waiting else None

    @property
    def is_saved(self) -> bool:
        """Whether nothing is left to be tried again, be it an edit or an undo."""
        return not self._waiting and self._again is None

    def waiting(self) -> list[Edit]:
        """The edits that could not be written yet, each fitting the one before it."""
        found: list[Edit] = []
        snapshot = self._snapshot
        for edit in self._waiting:
            with suppress(StaleChange, RuleBroken):
                following = fitted(edit, snapshot)
                snapshot = snapshot.applied(following.changes)
                found.append(following)
        return found

    def forget_waiting(self) -> None:
        """Give up what could not be written."""
        self._waiting.clear()
        self._quiet.clear()
        self._again = None

    def try_again(self) -> bool:
        """Write what could not be written, in its order; True when all of it is written now."""
        again, self._again = self._again, None
        if not self._waiting:
            return again is not None and again()
        while self._waiting:
            edit = self._waiting.pop(0)
            write = self._write_quietly if self._is_quiet(edit) else self._step
            try:
                edit = fitted(edit, self._snapshot)
            except StaleChange:
                self.refused.emit(f"“{edit.label}” fits nothing any more. Please do it again.")
                continue
            if edit and not write(edit) and self._waiting[:1] == [edit]:
                return False
        return True

    def _step(self, edit: Edit) -> bool:
        if not self._carry_out(edit, lambda: self._waiting.insert(0, edit)):
            return False
        self._history.record(edit)
        self._again = None
        self.saved.emit(self.last_saved)
        return True

    def attempt(self, make: Callable[[Snapshot], Edit]) -> bool:
        """Push the edit that ``make`` gives for this snapshot; a rule it breaks is told.

        The same as ``push`` for verbs that raise RuleBroken themselves.
        """
        try:
            edit = make(self._snapshot)
        except RuleBroken as problem:
            self.refused.emit(str(problem))
            return False
        return self.push(edit)

    @property
    def undo_stack(self) -> UndoHistory:
        """The steps with their names; undo by ``undo`` and ``redo`` here."""
        return self._history

    def undo(self) -> bool:
        """Take back the last step; False when there is none or it could not be written."""
        return self._walk(self._history.undo, self.undo)

    def redo(self) -> bool:
        """Do the step that was taken back last again; False likewise."""
        return self._walk(self._history.redo, self.redo)

    def _walk(self, go: Callable[[], bool], again: Callable[[], bool]) -> bool:
        # What waits is the last thing that was done, so it comes before.
        if self._waiting and not self.try_again():
            return False
        self._again = again
        if not go():
            return False
        self._again = None
        self.saved.emit(self.last_saved)
        return True

    def _carry_out(self, edit: Edit, keep: Callable[[], object] = lambda: None) -> bool:
        if self._announcing:
            raise RuntimeError("an edit can't be pushed from inside the news of another")
        try:
            following = self._snapshot.applied(edit.changes)
            self._storage.append(self.pm_id, edit)
        except (RuleBroken, Unstorable) as problem:
            self.refused.emit(str(problem))
            return False
        except StorageProblem as problem:
            keep()
            self.not_saved.emit(str(problem))
            return False
        except StaleChange:
            self.refused.emit("That had changed meanwhile, so nothing was done. Please try again.")
            return False
        self._snapshot = following
        self.last_saved = self.clock.now()
        self._announcing = True
        try:
            self.changed.emit(edit)
        finally:
            self._announcing = False
        return True
