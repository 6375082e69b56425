"""Actions on their way out: a file, the clipboard, or the form for a new issue in the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from pmdesk.domain.analysis import ActionItem
from pmdesk.domain.problems import StorageProblem
from pmdesk.exporters.trackers.check_list import check_list
from pmdesk.exporters.trackers.files import handed_out
from pmdesk.exporters.trackers.item import Item, items_of, items_of_open
from pmdesk.exporters.trackers.new_issue import (
    TRACKER_NAMES,
    Tracker,
    TrackerPlace,
    issue_link,
    place_problem,
)

if TYPE_CHECKING:
    from pmdesk.views.main_window import MainWindow


def write_items(items: Sequence[Item], form: str, path: Path, library: Path, now: datetime) -> Path:
    """Make the file and put it in its place; pure work for a worker thread.

    Raises StorageProblem with a sentence where it can't be written.
    """
    from pmdesk.exporters.files import write_file

    if path.exists() and library.exists() and path.samefile(library):
        raise StorageProblem("That is your library. Choose another name, and nothing is lost.")
    try:
        write_file(path, handed_out(items, form, now))
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise StorageProblem(f"{path.name} could not be written: {why}.") from problem
    return path


class HandingOut:
    """One of the window's parts."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._folder: Path | None = None

    # -- which actions

    def _scopes(self) -> Mapping[str, Sequence[Item]]:
        """What can be handed out from the place in sight, by name; the likeliest first."""
        window = self._window
        if window.place == "followthrough" or window.editor is None:
            return {"In sight": items_of_open(window.followthrough.in_sight())}
        items = items_of(window.editor.document.snapshot)
        chosen = set(window.editor.selection.ids_of(ActionItem))
        scopes = {
            "Selected": [item for item in items if item.uid in chosen],
            "Open": [item for item in items if item.is_open],
            "All": items,
        }
        # One selected row is hardly ever what is meant: the keyboard always selects one.
        if len(chosen) < 2:
            scopes["Selected"] = []
        return {name: rows for name, rows in scopes.items() if rows}

    def start(self) -> None:
        """Ask for form and place of the actions in sight."""
        from pmdesk.views.exporting import _documents

        window, scopes = self._window, self._scopes()
        window.commit()
        scopes = {name: rows for name, rows in scopes.items() if rows}
        if not scopes:
            window.toast.tell("There is no action to hand out yet.")
            return
        one = len({item.pm_key for rows in scopes.values() for item in rows}) == 1
        first = next(iter(scopes.values()))[0]
        name = f"{first.pm_key} actions" if one else "Open actions"
        window.prompts.hand_out(
            scopes, self._folder or _documents(), name, window.clock.now(), self._make, self._copied
        )

    def copy_check_list(self) -> None:
        """Put the selected or the open actions on the clipboard as a check list."""
        scopes = self._scopes()
        if not scopes:
            self._window.toast.tell("There is no action to copy yet.")
            return
        items = next(iter(scopes.values()))
        QApplication.clipboard().setText(check_list(items))
        self._copied(len(items))

    def _copied(self, count: int) -> None:
        noun = "action" if count == 1 else "actions"
        self._window.toast.tell(f"Copied {count} {noun}")

    # -- a file

    def _make(self, items: Sequence[Item], form: str, path: Path) -> None:
        window = self._window
        self._folder = path.parent
        work = partial(write_items, items, form, path, window.desk.path, window.clock.now())
        window.background.run(work, self._on_made, self._on_failed)

    def _on_made(self, path: Path) -> None:
        from pmdesk.views.exporting import _show_file

        self._window.toast.tell(f"Saved {path.name}", "Open", partial(_show_file, path))

    def _on_failed(self, problem: Exception) -> None:
        if not isinstance(problem, StorageProblem):
            raise problem
        self._window.toast.tell(str(problem))

    # -- a new issue

    @property
    def tracker(self) -> TrackerPlace:
        """The tracker of the settings; GitHub without a repository where none was chosen yet."""
        held = self._window.preferences.value
        kind = held.tracker if held.tracker in set(Tracker) else Tracker.GITHUB.value
        return TrackerPlace(Tracker(kind), held.tracker_address, held.tracker_project)

    def ask_tracker(self, then_new_issue: bool = False) -> None:
        """Ask which tracker new issues go to."""

        def chosen(place: TrackerPlace) -> None:
            change = self._window.preferences.change
            change("tracker", place.tracker.value)
            change("tracker_address", place.address)
            change("tracker_project", place.project)
            if then_new_issue:
                self.new_issue()
            else:
                self._window.toast.tell(f"New issues go to {TRACKER_NAMES[place.tracker]}")

        self._window.prompts.tracker(self.tracker, chosen)

    def new_issue(self) -> None:
        """Offer to open the tracker's form with the chosen action filled in."""
        window = self._window
        chosen = window.editor.selection.current_of(ActionItem) if window.editor else None
        if window.editor is None or chosen is None:
            window.toast.tell("Choose an action first: the issue is made from it.")
            return
        if place_problem(self.tracker):
            self.ask_tracker(then_new_issue=True)
            return
        window.commit()
        items = items_of(window.editor.document.snapshot, [chosen])
        link = issue_link(self.tracker, items[0])
        name = TRACKER_NAMES[self.tracker.tracker]
        words = f"Open a new issue for {items[0].key} in {name}? Paste its address on the row after"
        if link.was_cut:
            words = f"Open a new issue for {items[0].key} in {name}? Its text is cut to fit"
        from pmdesk.views.opening import browse

        window.toast.tell(words, "Open", partial(browse, link.address))
