"""A running meeting's two windows: opened on their screens, swapped, blanked, ended."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QScreen

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.sitting.minutes import minutes_of
from pmdesk.views.meeting.announcing import Announcer
from pmdesk.views.meeting.audience import AudienceWindow
from pmdesk.views.meeting.console import ConsoleWindow
from pmdesk.views.meeting.keys import MeetingKeys


def screen_name(screen: QScreen) -> str:
    """What a screen is remembered and chosen by."""
    return screen.name() or screen.model() or "Screen"


class MeetingWindows(QObject):
    """Opens the audience window and the console on one session.

    ``closed`` says that both are gone (the meeting ended, or was left to be resumed), with True
    when it ended. ``look_changed`` carries the wall's look to be remembered.
    """

    closed = Signal(bool)
    look_changed = Signal(str)

    def __init__(
        self,
        session: MeetingSession,
        screen: str = "",
        look: str = "light",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        session.setParent(self)
        self._screen = screen
        self._over = False
        self.keys = MeetingKeys(session, self)
        self.console = ConsoleWindow(session, self.keys)
        self.audience = AudienceWindow(session, look, self._press)
        self.announcer = Announcer(session, self.audience.focus_in_words, self.console)
        self.keys.end_wanted.connect(self.end)
        self.keys.swap_wanted.connect(self.swap)
        self.keys.look_wanted.connect(self._on_look)
        session.ended.connect(self._on_ended)
        self.console.closed.connect(self._on_closed)
        self.audience.closed.connect(self._on_closed)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenRemoved.connect(self._on_screen_removed)

    def _press(self, event: QKeyEvent, in_line: bool) -> bool:
        return self.keys.press(event, self.audience.line, in_line)

    # -- screens

    def open(self) -> None:
        """Show both: the audience full on its screen, the console on another where there is one."""
        screens = QGuiApplication.screens()
        wall = self._wanted(screens)
        desk = next((s for s in screens if s is not wall), wall)
        self.console.setGeometry(_inside(desk))
        self.audience.setScreen(wall)
        self.audience.setGeometry(wall.geometry())
        # What is shown last has the keyboard: on one screen the wall, on two the console.
        if wall is desk:
            self.console.show()
            self.audience.showFullScreen()
        else:
            self.audience.showFullScreen()
            self.console.show()
        # A window can only be made the active one once it is there: both are shown first.
        QTimer.singleShot(0, self, self._activate_first)

    def _activate_first(self) -> None:
        if self._over:
            return
        first = self.audience if self.on_one_screen else self.console
        first.raise_()
        first.activateWindow()
        first.setFocus()

    def _wanted(self, screens: list[QScreen]) -> QScreen:
        named = [s for s in screens if screen_name(s) == self._screen]
        primary = QGuiApplication.primaryScreen()
        others = [s for s in screens if s is not primary]
        return (named or others or [primary])[0]

    @property
    def on_one_screen(self) -> bool:
        """Whether both windows share a screen, so that one hides the other."""
        return self.audience.screen() is self.console.screen()

    def swap(self) -> None:
        """Bring the other window to the front; on two screens they change places."""
        if not self.on_one_screen:
            wall, desk = self.audience.screen(), self.console.screen()
            self.audience.showNormal()
            self.audience.setGeometry(desk.geometry())
            self.audience.showFullScreen()
            self.console.setGeometry(_inside(wall))
            self._screen = screen_name(desk)
            QTimer.singleShot(0, self, self._activate_first)
            return
        front = self.console if self.audience.isActiveWindow() else self.audience
        front.show()
        front.raise_()
        front.activateWindow()
        front.setFocus()

    def _on_screen_removed(self, screen: QScreen) -> None:
        """The projector was unplugged: the room's window comes back to the laptop, behind."""
        primary = QGuiApplication.primaryScreen()
        if primary is None or self._over or self.audience.screen() not in (screen, primary):
            return
        self.audience.showNormal()
        self.audience.setGeometry(primary.geometry())
        self.console.setGeometry(_inside(primary))
        self.console.raise_()
        self.console.activateWindow()
        self.session.told.emit("The projector is gone: the room's window waits behind this one.")

    # -- looks and the end

    def _on_look(self) -> None:
        self.audience.next_look()
        self.look_changed.emit(self.audience.look)

    def end(self) -> None:
        """End the meeting; its minutes are written from what was recorded."""
        session = self.session
        now = session.document.clock.now()
        session.keep()
        session.end(
            minutes_of(
                session.snapshot, session.meeting, session.blocks, session.added_so_far(), now
            )
        )

    def leave(self) -> None:
        """Close both windows and leave the meeting as it is, to be resumed."""
        if not self._over:
            self.session.keep()
            self.session.stop()
            self._close(False)

    def _on_ended(self) -> None:
        self._close(True)

    def _on_closed(self) -> None:
        self.leave()

    def _close(self, ended: bool) -> None:
        if self._over:
            return
        self._over = True
        for window in (self.audience, self.console):
            window.hide()
            window.deleteLater()
        self.closed.emit(ended)


def _inside(screen: QScreen) -> QRect:
    room = screen.availableGeometry()
    x, y = room.width() // 20, room.height() // 20
    return room.adjusted(x, y, -x, -y)
