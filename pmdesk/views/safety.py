"""What the window does for the safety of what was typed: kept, tried again, copied, restored."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pmdesk.domain.day_names import date_text
from pmdesk.domain.problems import StorageProblem
from pmdesk.views.drafts import store_drafts

if TYPE_CHECKING:
    from pmdesk.document.desk_port import Backup
    from pmdesk.document.document import Document
    from pmdesk.domain.change import Edit
    from pmdesk.views.main_window import MainWindow

_log = logging.getLogger(__name__)


class Safety:
    """One of the window's parts. What can't be saved stays with the open document until it can,
    until a copy holds it, or until the user gives it up."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._telling = False
        self._copied: list[Edit] = []
        self.giving_up = False

    # -- not saved

    def tell_not_saved(self, sentence: str) -> None:
        """Say that the last edit is not on disk, why, and what can be done."""
        self._window.sidebar.show_saved("Not saved", True)
        self._offer(sentence)

    def tell_saved(self) -> None:
        """Say that all is on disk, if it is."""
        document = self._document
        if document is not None and not document.is_saved:
            return
        self._window.show_saved()
        self._copied = []
        if self._telling:
            self.show_read_only()

    def tell_refused(self, sentence: str) -> None:
        """Say that something outside the open postmortem could not be stored."""
        if self._window.desk.read_only:
            self._offer(sentence)
        else:
            self._window.toast.tell(sentence)

    def show_read_only(self) -> None:
        """Say why nothing can be changed, if so, and nothing else any more."""
        self._telling = False
        reason = self._window.desk.read_only
        again = [("Open again", self._open_again)] if reason else []
        self._window.notice.offer(reason, again)

    def may_leave(self, words: str, then: Callable[[], object]) -> bool:
        """Whether the open postmortem may go: what is typed is stored, what waits tried again.

        If it stays, that is told, and a button with ``words`` gives up what waits and goes on
        with ``then``.
        """
        if self.giving_up:
            return True
        self._window.commit()
        store_drafts(self._window.editor)
        document = self._document
        if document is None or document.unsaved is None or document.try_again():
            return True
        waiting = document.waiting()
        if waiting == self._copied:
            return True
        what = "The last change is" if len(waiting) == 1 else f"{len(waiting)} changes are"
        self._offer(
            f"{what} not saved yet, so this postmortem stays open. Try again, or save a copy of "
            "the library elsewhere that holds everything.",
            (words, lambda: self._give_up(then)),
        )
        return False

    def stay_open(self) -> None:
        """Say that the window could not be closed in order, with the way to close it all the
        same."""
        self._tell(
            "The last words could not be stored, so the window stays open. Copy them, then close.",
            [("Close anyway", lambda: self._give_up(self._window.close, closing=True))],
        )

    def end(self) -> None:
        """Store what can be stored and let the window close without a question."""
        self.giving_up = True
        self._window.commit()
        store_drafts(self._window.editor)
        document = self._document
        if document is not None and document.unsaved is not None and not document.try_again():
            _log.warning("ended with %d changes that could not be saved", len(document.waiting()))

    @property
    def _document(self) -> Document | None:
        editor = self._window.editor
        return editor.document if editor is not None else None

    def _offer(self, sentence: str, *others: tuple[str, Callable[[], object]]) -> None:
        stuck = bool(self._window.desk.read_only)
        first = ("Open again", self._open_again) if stuck else ("Try again", self.try_again)
        self._tell(sentence, [first, ("Save a copy elsewhere", self.save_copy), *others])

    def _tell(self, sentence: str, buttons: list[tuple[str, Callable[[], object]]]) -> None:
        self._telling = True
        self._window.notice.offer(sentence, buttons, wrong=True)

    def try_again(self) -> bool:
        """Store what is typed and what waits; whether all is on disk now."""
        self._window.commit()
        document = self._document
        done = document is None or document.is_saved or document.try_again()
        if done:
            self.tell_saved()
        return done

    def _give_up(self, then: Callable[[], object], closing: bool = False) -> None:
        document = self._document
        if document is not None:
            document.forget_waiting()
        self.giving_up = closing
        self.show_read_only()
        then()

    # -- a copy elsewhere

    def save_copy(self) -> None:
        """Ask for a place and save a copy of the library there, with all that waits."""
        self._window.commit()
        held = self._window.desk.path
        start = held.with_name(f"{held.stem} copy{held.suffix}")
        self._window.prompts.choose_copy(start, self._save_copy_to)

    def _save_copy_to(self, target: Path) -> None:
        window, document = self._window, self._document
        waiting = document.waiting() if document is not None else []
        pm_id = document.pm_id if document is not None else ""
        try:
            window.desk.save_copy(target, [(pm_id, edit) for edit in waiting])
        except StorageProblem as problem:
            window.toast.tell(str(problem))
            return
        if target.absolute() == window.desk.path.absolute():
            # The file was gone; now it is back, with everything.
            if document is not None:
                document.forget_waiting()
            self._open_again()
            return
        self._copied = waiting
        window.toast.tell(f"A copy with everything is at {target}")

    # -- opened again, backups

    def _open_again(self) -> None:
        window, document = self._window, self._document
        waiting = document.waiting() if document is not None else []
        try:
            window.desk.reopen()
        except StorageProblem as problem:
            window.toast.tell(str(problem))
            return
        place, pm_id = window.place, document.pm_id if document is not None else ""
        self._begin_anew()
        if pm_id and window.desk.find(pm_id) is not None:
            section = window.show_section if place not in ("library", "followthrough") else None
            window.open_postmortem(pm_id, place if section else "report")
            self._carry_over(waiting)
        window.toast.tell("The library was opened again")

    def _carry_over(self, waiting: list[Edit]) -> None:
        document = self._document
        if document is not None:
            for edit in waiting:
                document.push(edit)

    def _begin_anew(self) -> None:
        """Close what is open and show the library as it is now."""
        window = self._window
        document = self._document
        if document is not None:
            document.forget_waiting()
        window.close_postmortem()
        self.show_read_only()
        window.show_saved()
        window.show_library()
        window.count_soon()

    def show_backups(self) -> None:
        """Show the backups of the library."""
        window = self._window
        window.prompts.backups(
            window.desk.backups_list, window.desk.read_only, self._back_up, self._restore
        )

    def _back_up(self) -> str:
        """Make a backup now; an empty text, or why there is none."""
        self._window.commit()
        try:
            self._window.desk.back_up("asked for")
        except StorageProblem as problem:
            return str(problem)
        return ""

    def back_up(self) -> None:
        """Make a backup now and say so."""
        problem = self._back_up()
        self._window.toast.tell(problem or "Backed up", *self._look(problem))

    def _look(self, problem: str) -> tuple[str, Callable[[], object]] | tuple[()]:
        return () if problem else ("Show backups", self.show_backups)

    def _restore(self, backup: Backup) -> None:
        window = self._window
        if not self.may_leave("Restore all the same", lambda: self._restore(backup)):
            return
        window.close_postmortem()
        before = {held.path for held in window.desk.backups_list()}
        try:
            window.desk.restore(backup.path)
        except StorageProblem as problem:
            window.toast.tell(str(problem))
            return
        finally:
            self._begin_anew()
        at = backup.at.astimezone()
        words = f"Restored as it was on {date_text(at)}, {at:%H:%M}"
        made = [held for held in window.desk.backups_list() if held.path not in before]
        if made:
            window.toast.tell(words, "Undo", lambda: self._restore(made[0]))
        else:
            window.toast.tell(words)
