"""The meeting as the window knows it: prepared, begun or resumed, its two windows, its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.sitting.agenda import PlannedBlock
from pmdesk.edits.meetings import begin_meeting, running_meeting
from pmdesk.views.meeting.prepare import PrepareMeeting
from pmdesk.views.meeting.windows import MeetingWindows
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.document.document import Document
    from pmdesk.views.main_window import MainWindow


class MeetingDesk(QObject):
    """Holds the card that starts a meeting and the windows of the one that runs."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.card: PrepareMeeting | None = None
        self.windows: MeetingWindows | None = None

    @property
    def document(self) -> Document | None:
        """The open document, if there is one."""
        editor = self._window.editor
        return editor.document if editor is not None else None

    def start(self) -> None:
        """Show the card, start with it when it is shown, or go on with the meeting that runs."""
        document = self.document
        if document is None:
            return
        if self.windows is not None:
            self.windows.swap()
        elif document.read_only:
            # Neither its place nor its end could be written.
            self._window.toast.tell(document.read_only)
        elif self.card is not None and self.card.isVisible():
            self.card.begin()
        elif running_meeting(document.snapshot) is not None:
            self._open()
        else:
            self._show_card(document)

    def end(self) -> None:
        """End the meeting that runs."""
        if self.windows is not None:
            self.windows.end()

    def extend(self) -> None:
        """Give the step that runs five minutes more."""
        if self.windows is not None:
            self.windows.session.extend(5)
        else:
            self._window.toast.tell("No meeting runs: F5 starts one or goes on with it.")

    def leave(self) -> None:
        """Leave the meeting as it is: the window closes or another postmortem is opened."""
        self._drop_card()
        if self.windows is not None:
            self.windows.leave()

    # -- the card

    def _show_card(self, document: Document) -> None:
        self._drop_card()
        chosen = self._window.preferences.value
        card = PrepareMeeting(
            document, chosen.wall_screen, chosen.wall_look, chosen.agenda, self._window
        )
        card.start_wanted.connect(self._on_start)
        card.closed.connect(self._drop_card)
        self.card = card
        high = min(self._window.height() - theme().px(72), theme().px(820))
        card.setFixedHeight(high)
        card.move(self._window.width() - card.width() - theme().px(20), theme().px(56))
        card.show()
        card.raise_()
        card.start.setFocus()

    def _drop_card(self) -> None:
        if self.card is not None:
            card, self.card = self.card, None
            card.hide()
            card.deleteLater()

    def _on_start(self, blocks: Sequence[PlannedBlock], rules: str) -> None:
        document, card = self.document, self.card
        if document is None or card is None:
            return
        change = self._window.preferences.change
        change("wall_screen", card.screen_chosen)
        change("wall_look", card.look_chosen)
        if card.own_agenda:
            change("agenda", card.own_agenda)
        made = begin_meeting(
            document.snapshot, blocks, now=document.clock.now(), ground_rules=rules
        )
        if document.note(made):
            self._drop_card()
            self._open()

    # -- the windows

    def _open(self) -> None:
        document = self.document
        meeting = running_meeting(document.snapshot) if document is not None else None
        if document is None or meeting is None:
            return
        desk, pm_id = self._window.desk, document.pm_id
        session = MeetingSession(document, meeting.id, lambda at: desk.edits_since(pm_id, at))
        chosen = self._window.preferences.value
        self.windows = MeetingWindows(session, chosen.wall_screen, chosen.wall_look, self)
        self.windows.closed.connect(self._on_closed)
        self.windows.look_changed.connect(self._on_look_changed)
        self.windows.open()

    def _on_look_changed(self, look: str) -> None:
        self._window.preferences.change("wall_look", look)

    def _on_closed(self, ended: bool) -> None:
        if self.windows is not None:
            windows, self.windows = self.windows, None
            windows.deleteLater()
        if ended:
            self._window.toast.tell("The meeting is over; its minutes are in Review.")
        else:
            self._window.toast.tell("The meeting waits: F5 goes on with it.")
        self._window.activateWindow()
