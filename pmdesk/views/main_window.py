"""The window: sidebar, the places beside it, and what is said over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pmdesk.domain.problems import StorageProblem
from pmdesk.views.actions import Actions
from pmdesk.views.background import Background
from pmdesk.views.controls.panels import Hairline
from pmdesk.views.library.library_view import LibraryView
from pmdesk.views.preferences import Preferences, apply_preference
from pmdesk.views.sidebar.sidebar import Sidebar
from pmdesk.views.single_keys import SingleKeys
from pmdesk.views.theme.theme import theme
from pmdesk.views.window_parts import WindowParts

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QCloseEvent,
        QDragEnterEvent,
        QDropEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from pmdesk.document.desk_port import Desk
    from pmdesk.document.ports import Clock
    from pmdesk.views.editor import Editor
    from pmdesk.views.prompts.prompts import Prompts

SMALLEST = (960, 600)
# Narrower than this the sidebar is a rail of icons.
RAIL_BELOW = 1180
_TITLE_BAR = 40


def first_size(room: QSize) -> QSize:
    """The size of a first window on a screen: all of it is in sight, its title bar too."""
    wanted = QSize(1440, 900)
    if room.width() < SMALLEST[0] or room.height() - _TITLE_BAR < SMALLEST[1]:
        return wanted
    return wanted.boundedTo(room - QSize(0, _TITLE_BAR))


class MainWindow(WindowParts):
    """Holds one library and at most one open postmortem.

    ``painted`` is told once, after the first picture is on the screen.
    """

    painted = Signal()

    def __init__(
        self,
        desk: Desk,
        background: Background,
        preferences: Preferences,
        clock: Clock,
        prompts: Prompts | None = None,
    ) -> None:
        super().__init__()
        self.desk, self.background, self.preferences = desk, background, preferences
        self.clock = clock
        self.actions_ = Actions(self)
        self.editor: Editor | None = None
        if prompts is not None:
            self.prompts = prompts
        self._painted = False
        self.place = ""
        self._counting = QTimer(self, singleShot=True, interval=0)
        self.setWindowTitle("pmdesk")
        self.setMinimumSize(*SMALLEST)
        self.resize(first_size(self.screen().availableGeometry().size()))
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._restore()

    # -- building

    def _build(self) -> None:
        self.sidebar = Sidebar(self.actions_)
        self.places = QStackedWidget()
        self.library = LibraryView(self.desk, self.background, self.today)
        self.places.addWidget(self.library)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(Hairline(vertical=True, token="line"))
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        self.column.addWidget(self.places, 1)
        row.addLayout(self.column, 1)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.single_keys = SingleKeys(app)
        self.single_keys.allow(self.preferences.value.single_keys)

    def _connect(self) -> None:
        from pmdesk.views.window_commands import bind_commands

        bind_commands(self)
        library = self.library
        library.open_requested.connect(self.open_postmortem)
        library.new_requested.connect(self.new_postmortem)
        library.import_requested.connect(self.import_files)
        library.paste_requested.connect(self.import_text)
        library.export_requested.connect(self.export)
        library.delete_requested.connect(self.delete_postmortem)
        library.sample_requested.connect(self.open_sample)
        self.preferences.changed.connect(lambda name: apply_preference(self, name))
        theme().changed.connect(self.update)
        self._counting.timeout.connect(self._count)
        self._backup_timer = QTimer(self, interval=5 * 60 * 1000)
        self._backup_timer.timeout.connect(self._back_up_if_due)
        self._backup_timer.start()

    def _restore(self) -> None:
        held = self.preferences.value
        if held.geometry:
            with suppress(ValueError):
                self.restoreGeometry(bytes.fromhex(held.geometry))
        self.fit_sidebar()
        if self.desk.read_only:
            self.safety.show_read_only()
        self.show_saved()

    # -- places

    def today(self) -> date:
        """The day on this machine's calendar."""
        return self.clock.now().astimezone().date()

    def show_library(self) -> None:
        """Go to the library."""
        self._go("library", self.library)
        # The first picture doesn't wait for the figures: they are counted right after it.
        self.library.refresh(with_figures=self._painted)
        self.library.setFocus()

    def show_followthrough(self) -> None:
        """Go to the open actions of all postmortems."""
        self._go("followthrough", self.followthrough)
        self.followthrough.refresh()
        self.followthrough.setFocus()

    def show_section(self, section: str) -> None:
        """Go to a section of the open postmortem."""
        if self.editor is not None:
            self._go(section, self.editor)
            self.editor.show_section(section)

    def _go(self, place: str, widget: QWidget) -> None:
        self.commit()
        self.place = place
        self.places.setCurrentWidget(widget)
        self.sidebar.show_place(place)
        self._enable()

    def refresh_library(self) -> None:
        """Show the library, its size and its overdue actions as they are now."""
        self._count()
        if self.place == "library":
            self.library.refresh(with_figures=False)
        elif self.place == "followthrough":
            self.followthrough.refresh()

    def _count(self) -> None:
        from pmdesk.domain.metrics import spread

        today = self.today()
        figures = self.desk.figures(today)
        self.sidebar.show_library(self.desk.size(), spread(figures.open_dues, today).overdue)
        if self.place == "library":
            self.library.show_figures(figures)

    # -- postmortems

    def open_postmortem(self, pm_id: str, section: str = "report") -> None:
        """Open a postmortem, in place of the one that is open; tells when it can't be read."""
        if self.editor is None or self.editor.document.pm_id != pm_id:
            from pmdesk.views.opening import opened_editor

            words = "Leave without saving"
            if not self.safety.may_leave(words, lambda: self.open_postmortem(pm_id, section)):
                return
            try:
                editor = opened_editor(self, pm_id)
            except (KeyError, StorageProblem) as problem:
                gone = isinstance(problem, KeyError)
                self.toast.tell("That postmortem is not there any more." if gone else str(problem))
                self.refresh_library()
                return
            self.close_postmortem()
            self.editor = editor
            self.places.addWidget(editor)
            self.news.follow(editor.document)
            self.sidebar.show_document(editor.document.snapshot)
        self.show_section(section)

    def close_postmortem(self) -> None:
        """Close the open postmortem; everything in it is saved already."""
        if "meeting" in self.__dict__:
            self.meeting.leave()
        editor, self.editor = self.editor, None
        if editor is not None:
            self.commit()
            self.places.removeWidget(editor)
            editor.deleteLater()
            self.sidebar.show_document(None)
            self.news.follow(None)
            for name in ("undo", "redo"):
                self.actions_[name].setText(name.capitalize())
            self._enable()

    def new_postmortem(self) -> None:
        """Begin a postmortem and open it with its title ready to be typed."""
        pm_id = self.shelf.begin(zone=self.preferences.value.zone)
        if pm_id:
            self.open_postmortem(pm_id)
            if self.editor is not None:
                self.editor.header.edit_title()

    def open_sample(self) -> None:
        """Open the sample, which is put into the library when it isn't there."""
        from pmdesk.views.opening import sample_id

        pm_id = sample_id(self.desk, self.shelf)
        if pm_id:
            self.open_postmortem(pm_id)

    def delete_postmortem(self, pm_id: str = "") -> None:
        """Remove a postmortem (the open one by default); a toast takes it back."""
        pm_id = pm_id or (self.editor.document.pm_id if self.editor is not None else "")
        if not pm_id:
            return
        if self.editor is not None and self.editor.document.pm_id == pm_id:
            words = "Delete all the same"
            if not self.safety.may_leave(words, lambda: self.delete_postmortem(pm_id)):
                return
            self.close_postmortem()
            self.show_library()
        removed = self.shelf.remove(pm_id)
        if removed is not None:
            title = removed.postmortem.title or "Untitled"
            self.toast.tell(f"Deleted “{title}”", "Undo", self.shelf.put_back)

    def import_files(self, paths: Sequence[Path] = ()) -> None:
        """Import files, which are asked for when none are given.

        While a postmortem is open, chats and tables bring events into it instead.
        """
        from pmdesk.views.bringing_in import looks_like_feed

        in_editor = self.editor is not None and self.places.currentWidget() is self.editor
        if in_editor and paths and all(looks_like_feed(path) for path in paths):
            self.bringing_in.start(paths)
        elif paths and all(looks_like_feed(path) for path in paths):
            self.bringing_in.offer(paths)
        else:
            self.importing.start(paths)

    def import_text(self, text: str) -> None:
        """Import text that was pasted."""
        self.importing.paste(text)

    def export(self, pm_id: str = "") -> None:
        """Export a postmortem, the open one by default."""
        self.exporting.start(pm_id)

    def tell(self, sentence: str) -> None:
        """Say what has just happened, in one line."""
        self.toast.tell(sentence)

    def show_keys(self) -> None:
        """Show all keys."""
        self.prompts.shortcuts()

    def open_action(self, pm_id: str, action_id: str) -> None:
        """Open an action in its postmortem."""
        from pmdesk.domain.analysis import ActionItem

        self.open_postmortem(pm_id, "actions")
        if self.editor is not None:
            self.editor.go_to(ActionItem, action_id)

    def on_section_changed(self, section: str) -> None:
        """Follow the open postmortem to another section."""
        if self.editor is not None and self.places.currentWidget() is self.editor:
            self.place = section
            self.sidebar.show_place(section)

    def open_link(self, address: str) -> None:
        """Ask before an address of the report is handed to the browser; others are refused."""
        from pmdesk.views.opening import browse, host_of

        host = host_of(address)
        if host:
            self.toast.tell(f"Open {host} in the browser?", "Open", lambda: browse(address))
        else:
            self.toast.tell("Only web and mail addresses can be opened from here.")

    def show_saved(self) -> None:
        """Say at the foot of the sidebar that all is on disk, or that nothing can be changed."""
        reason = self.desk.read_only
        self.sidebar.show_saved("Looking only" if reason else "Saved on this laptop", bool(reason))

    def count_soon(self) -> None:
        """Count postmortems and overdue actions again, when there is time."""
        self._counting.start()

    def _enable(self) -> None:
        has = self.editor is not None
        self.actions_.enable(has, has and not self.desk.read_only)
        for name in ("new", "import"):
            self.actions_[name].setEnabled(not self.desk.read_only)
        if has:
            self.news.name_steps()

    # -- the window itself

    def commit(self) -> None:
        """Store what is being typed."""
        focus = QApplication.focusWidget()
        store = getattr(focus, "commit", None)
        if store is not None:
            store()

    def fit_sidebar(self) -> None:
        """Fold the sidebar where the window is narrow or the user wants it so."""
        narrow = self.width() < RAIL_BELOW
        self.sidebar.set_collapsed(narrow or self.preferences.value.sidebar_collapsed)

    def toggle_sidebar(self) -> None:
        """Fold the sidebar to a rail of icons, or open it."""
        folded = not self.preferences.value.sidebar_collapsed
        self.preferences.change("sidebar_collapsed", folded)

    def _back_up_if_due(self) -> None:
        try:
            self.desk.back_up_if_due()
        except StorageProblem as problem:
            self.toast.tell(str(problem))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_sidebar()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.commit()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        # An exception in here would close the window before the last word is stored.
        try:
            may = self.safety.may_leave("Close without saving", self.close)
            self.preferences.change(
                "geometry", bytes(self.saveGeometry().toHex().data()).decode()
            )
        except Exception as problem:
            event.setAccepted(self.safety.giving_up)
            self.safety.stay_open()
            raise problem
        if may and "meeting" in self.__dict__:
            self.meeting.leave()
        event.setAccepted(may)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.import_files(files)
