"""Everything the program asks in a sheet, a file dialog or a small popover; none of it waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pmdesk.views.prompts.about_sheet import AboutSheet
from pmdesk.views.prompts.export_sheet import ExportSheet, FindLeaks
from pmdesk.views.prompts.files import EVIDENCE, FEEDS, Files
from pmdesk.views.prompts.import_review import FileReview
from pmdesk.views.prompts.import_sheet import ImportSheet
from pmdesk.views.prompts.reason import ReasonPrompt
from pmdesk.views.prompts.settings_sheet import SettingsShape, SettingsSheet
from pmdesk.views.prompts.sheet import Sheet
from pmdesk.views.prompts.shortcut_sheet import ShortcutSheet

if TYPE_CHECKING:
    from datetime import datetime

    from pmdesk.document.desk_port import Backup
    from pmdesk.domain.revisions.checking import Finding
    from pmdesk.domain.terms import Severity
    from pmdesk.domain.timeline import Lane
    from pmdesk.exporters.editions import Handout
    from pmdesk.exporters.trackers.item import Item
    from pmdesk.exporters.trackers.new_issue import TrackerPlace
    from pmdesk.importers.feeds.raw import RawEvent
    from pmdesk.views.prompts.feed_choice import Way
    from pmdesk.views.prompts.feed_review import FeedReview
    from pmdesk.views.prompts.feed_sheet import ReadAgain
    from pmdesk.views.prompts.merge_sheet import MergeView

Accepted = list[tuple[object, dict[str, str]]]


class Prompts:
    """Given to the window; a test gives a fake with the same methods that answers at once.

    One sheet is open at a time; opening another closes the first.
    """

    def __init__(self, window: QWidget, files: Files | None = None) -> None:
        self._window = window
        self._files = files or Files()
        self.sheet: Sheet | None = None

    def choose_files(self, then: Callable[[list[Path]], object]) -> None:
        """Ask for files to import."""
        self._files.open(self._window, "Import", then)

    def review_import(
        self,
        reviews: Sequence[FileReview],
        then: Callable[[Accepted], object],
        read_again: Callable[[FileReview, Mapping[str, str]], FileReview] | None = None,
    ) -> None:
        """Show what was understood; ``then`` gets (draft, answers) of each file to store."""
        sheet = ImportSheet(self._window, reviews, read_again)
        sheet.accepted.connect(then)
        self._show(sheet)

    def choose_feeds(self, then: Callable[[list[Path]], object]) -> None:
        """Ask for chats, alerts, tables or logs to bring events in from."""
        self._files.open(self._window, "Bring in events", then, FEEDS)

    def review_feed(
        self,
        review: FeedReview,
        lanes: Sequence[Lane],
        zone: str,
        then: Callable[[list[tuple[RawEvent, str]]], object],
        read_again: ReadAgain | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> None:
        """Show what was read of a feed; ``then`` gets (event, lane id or empty) of each choice."""
        from pmdesk.views.prompts.feed_sheet import FeedSheet

        sheet = FeedSheet(self._window, review, lanes, zone, read_again, answers)
        sheet.accepted.connect(then)
        self._show(sheet)

    def choose_way(self, name: str, ways: Sequence[Way]) -> None:
        """Ask what is to become of a chat, a table or a log."""
        from pmdesk.views.prompts.feed_choice import FeedChoice

        sheet = FeedChoice(self._window, name, ways)
        self._show(sheet, sheet.ways[0])

    def choose_evidence(self, then: Callable[[list[Path]], object]) -> None:
        """Ask for files to attach to an event."""
        self._files.open(self._window, "Attach files", then, EVIDENCE)

    def choose_save(self, name: str, then: Callable[[Path], object]) -> None:
        """Ask where to save a file that is kept as evidence."""
        self._files.save(self._window, "Save as", Path.home() / name, "All files (*)", then)

    def choose_export(
        self,
        folder: Path,
        name: str,
        then: Callable[[str, Path, Handout], object],
        find_leaks: FindLeaks | None = None,
        inside_events: int = 0,
    ) -> ExportSheet:
        """Ask for whom, in which format ("pdf", "md" …) and where; gives the sheet."""
        sheet = ExportSheet(self._window, self._files, folder, name, find_leaks, inside_events)
        sheet.accepted.connect(then)
        self._show(sheet)
        return sheet

    def known_record(
        self,
        key: str,
        title: str,
        open_it: Callable[[], object],
        copy: Callable[[], object],
        check: Callable[[], object],
    ) -> None:
        """Ask what to do with a record that the library holds already."""
        from pmdesk.views.prompts.export_known import KnownRecordSheet

        sheet = KnownRecordSheet(self._window, key, title)
        sheet.opened.connect(open_it)
        sheet.copied.connect(copy)
        sheet.checked.connect(check)
        self._show(sheet, sheet.button)

    def merge(
        self,
        view: MergeView,
        merged: Callable[[dict[str, str]], object],
        copied: Callable[[], object],
    ) -> None:
        """Show what a copy brings; ``merged`` gets the answers to its conflicts by their ids."""
        from pmdesk.views.prompts.merge_sheet import MergeSheet

        sheet = MergeSheet(self._window, view)
        sheet.merged.connect(merged)
        sheet.copied.connect(copied)
        self._show(sheet, sheet.button or sheet.other)

    def hand_out(
        self,
        scopes: Mapping[str, Sequence[Item]],
        folder: Path,
        name: str,
        now: datetime,
        then: Callable[[Sequence[Item], str, Path], object],
        copied: Callable[[int], object],
    ) -> None:
        """Ask which actions go out, in which form and where; or copy them to the clipboard."""
        from pmdesk.views.prompts.hand_out_sheet import HandOutSheet

        sheet = HandOutSheet(self._window, self._files, scopes, folder, name, now)
        sheet.accepted.connect(then)
        sheet.copied.connect(copied)
        self._show(sheet)

    def tracker(self, held: TrackerPlace, then: Callable[[TrackerPlace], object]) -> None:
        """Ask which tracker new issues go to."""
        from pmdesk.views.prompts.tracker_sheet import TrackerSheet

        sheet = TrackerSheet(self._window, held)
        sheet.accepted.connect(then)
        self._show(sheet, sheet.project)

    def choose_report(self, then: Callable[[Path], object]) -> None:
        """Ask for a report or a record that came back."""
        from pmdesk.views.prompts.files import REPORTS

        title = "Check a report"
        self._files.open(self._window, title, lambda paths: then(paths[0]), REPORTS)

    def show_check(self, name: str, found: Finding) -> None:
        """Tell what the check of a file found."""
        from pmdesk.views.prompts.check_sheet import CheckSheet

        self._show(CheckSheet(self._window, name, found))

    def policies(self, severity: Severity | None, chosen: Callable[[str], object]) -> None:
        """Show what each severity asks for; ``chosen`` gets each change as a text."""
        from pmdesk.views.prompts.policy_sheet import PolicySheet

        sheet = PolicySheet(self._window, severity)
        sheet.chosen.connect(chosen)
        self._show(sheet, sheet.kinds)

    def choose_copy(self, start: Path, then: Callable[[Path], object]) -> None:
        """Ask for the place of a copy of the library."""
        kinds = "pmdesk libraries (*.pmdesk)"
        self._files.save(self._window, "Save a copy", start, kinds, then)

    def backups(
        self,
        held: Callable[[], Sequence[Backup]],
        read_only: str,
        back_up: Callable[[], str],
        restore: Callable[[Backup], object],
    ) -> None:
        """Show the backups; ``back_up`` makes one and returns why not, ``restore`` gets one."""
        from pmdesk.views.prompts.backups_sheet import BackupsSheet

        sheet = BackupsSheet(self._window, held, read_only, back_up)
        sheet.restore_requested.connect(restore)
        self._show(sheet, sheet.list)

    def settings(
        self,
        held: SettingsShape,
        library: Path,
        backups: Path,
        chosen: Callable[[str, object], object],
        back_up: Callable[[], object],
        show_backups: Callable[[], object] = lambda: None,
    ) -> None:
        """Show the settings; ``chosen`` gets each new value at once."""
        sheet = SettingsSheet(self._window, held, library, backups, self._files)
        sheet.chosen.connect(chosen)
        sheet.back_up_requested.connect(back_up)
        sheet.backups_requested.connect(show_backups)
        self._show(sheet)

    def about(self, places: Sequence[tuple[str, Path]]) -> None:
        """Show versions, places and licences."""
        self._show(AboutSheet(self._window, places))

    def shortcuts(self) -> None:
        """Show the keys."""
        sheet = ShortcutSheet(self._window)
        self._show(sheet, sheet.field)

    def reason(
        self,
        anchor: QWidget,
        question: str,
        button: str,
        then: Callable[[str], object],
        placeholder: str = "",
    ) -> None:
        """Ask for one line beside what it is about."""
        prompt = ReasonPrompt(question, button, self._window, placeholder)
        prompt.answered.connect(then)
        prompt.open_at(anchor)

    def _show(self, sheet: Sheet, first: QWidget | None = None) -> None:
        if self.sheet is not None:
            self.sheet.dismiss()
        self.sheet = sheet
        sheet.closed.connect(lambda: self._on_sheet_closed(sheet))
        sheet.open(first)

    def _on_sheet_closed(self, sheet: Sheet) -> None:
        if self.sheet is sheet:
            self.sheet = None
        sheet.deleteLater()
