"""What a listening program is told while a meeting runs: steps, captures, time that runs out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.sitting.agenda import step_named, title_of

# At how many seconds left it is told that a step runs out.
_SOON = 120.0


class Announcer(QWidget):
    """Tells of the meeting in the window it is a child of; it is never seen itself.

    ``focus`` says in words what the room looks at. ``said`` carries every sentence.
    """

    said = Signal(str)

    def __init__(
        self, session: MeetingSession, focus: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.hide()
        self._session, self._focus = session, focus
        self._block_id = session.place.block_id
        self._left = session.tempo.left
        self._seen = focus()
        session.moved.connect(self._on_moved)
        session.ticked.connect(self._on_ticked)
        session.added.connect(self._on_added)

    def _say(self, words: str) -> None:
        if words:
            told = self.parentWidget() or self
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(told, words))
            self.said.emit(words)

    def _on_moved(self) -> None:
        block, seen = self._session.block, self._focus()
        if block is not None and block.id != self._block_id:
            self._block_id, self._left = block.id, self._session.tempo.left
            title = title_of(step_named(block.step), block.title)
            self._say(f"{title}, {round(block.planned_s / 60)} minutes")
        elif seen != self._seen:
            self._say(seen)
        self._seen = seen

    def _on_ticked(self) -> None:
        before, self._left = self._left, self._session.tempo.left
        if before > _SOON >= self._left:
            self._say("2 minutes left in this step")
        elif before > 0 >= self._left:
            self._say("The time of this step is over")

    def _on_added(self, _kind: object, _id: str, label: str) -> None:
        self._say(f"Done: {label[:1].lower()}{label[1:]}")
