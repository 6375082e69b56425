"""The keys of a running meeting, the same in both windows; every other printable key captures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.postmortem import Person
from pmdesk.domain.sitting.agenda import Step
from pmdesk.edits.meetings import toggle_heard, toggle_present
from pmdesk.edits.timeline import edit_event

Key, Held = Qt.Key, Qt.KeyboardModifier
# What is told of the keys, in the console and in the guide.
TOLD = (
    ("Any letter", "types into the line"),
    ("Right, Page Down", "next event, factor or idea"),
    ("Left, Page Up", "the one before"),
    ("Down / Up", "evidence; the next why"),
    ("Ctrl+Right / Left", "next step, step before"),
    ("Ctrl+Space", "hold the clock"),
    ("Ctrl+Up", "five minutes more"),
    ("F2", "another time for the event"),
    ("F3", "the event is a turning point, or is not"),
    ("F4", "zoom to the minutes around it"),
    ("F8", "parked ideas"),
    ("F9", "what others tell of the same minutes"),
    ("F10", "a factor that this event shows"),
    ("Ctrl+H", "hide the event at once"),
    ("Ctrl+G", "the room agrees on the timeline"),
    ("Alt+1 … Alt+0", "who is here; with Shift: who was heard"),
    ("Ctrl+Shift+D", "the wall's look"),
    ("Ctrl+Shift+B", "nothing on the wall"),
    ("F7", "swap the windows"),
    ("Shift+F5", "end the meeting"),
)


class MeetingKeys(QObject):
    """Does what a key asks for. ``end_wanted``, ``swap_wanted`` and ``look_wanted`` ask for what
    only the windows can do; ``told`` is a sentence for the facilitator."""

    end_wanted = Signal()
    swap_wanted = Signal()
    look_wanted = Signal()
    told = Signal(str)

    def __init__(self, session: MeetingSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._plain: dict[Qt.Key, Callable[[], object]] = {
            Key.Key_Right: session.next_item,
            Key.Key_PageDown: session.next_item,
            Key.Key_Left: lambda: session.next_item(-1),
            Key.Key_PageUp: lambda: session.next_item(-1),
            Key.Key_Down: session.down,
            Key.Key_Up: lambda: session.down(-1),
            Key.Key_F2: self._retime,
            Key.Key_F3: self._turn_point,
            Key.Key_F4: lambda: session.show(zoomed=not session.place.zoomed),
            Key.Key_F7: self.swap_wanted.emit,
            Key.Key_F8: self._parking,
            Key.Key_F9: lambda: session.show(accounts=not session.place.accounts),
            Key.Key_F10: lambda: self._begin_line("c "),
        }
        self._control: dict[Qt.Key, Callable[[], object]] = {
            Key.Key_Right: lambda: session.go_to_step(1),
            Key.Key_Left: lambda: session.go_to_step(-1),
            Key.Key_Space: session.pause,
            Key.Key_Up: lambda: session.extend(5),
            Key.Key_Down: lambda: session.extend(-5),
            Key.Key_H: self._hide,
            Key.Key_G: self._agree,
            Key.Key_Z: session.document.undo,
            Key.Key_Y: session.document.redo,
        }
        self._control_shift: dict[Qt.Key, Callable[[], object]] = {
            Key.Key_B: lambda: session.show(blank=not session.place.blank),
            Key.Key_D: self.look_wanted.emit,
            Key.Key_Z: session.document.redo,
        }

    def press(self, event: QKeyEvent, line: QLineEdit, in_line: bool = False) -> bool:
        """Do what a key asks for; printable ones go into ``line``. False for all others, and for
        those that the line itself takes when they came to it (``in_line``)."""
        held = event.modifiers() & ~Held.KeypadModifier
        key = Key(event.key())
        busy = bool(line.text())
        if held == Held.ShiftModifier and key == Key.Key_F5:
            self.end_wanted.emit()
        elif held & Held.AltModifier and self._person(event, bool(held & Held.ShiftModifier)):
            return True
        elif held == Held.ControlModifier | Held.ShiftModifier and key in self._control_shift:
            self._control_shift[key]()
        elif held == Held.ControlModifier and key in self._control and not self._edits(key, busy):
            self._control[key]()
        elif not held and key in self._plain and not self._edits(key, busy):
            self._plain[key]()
        elif key == Key.Key_Escape and busy:
            self.session.set_line("")
        elif key == Key.Key_Tab and not busy and not held:
            self._begin(line, "why ")
        else:
            return self._types(event, line, in_line)
        return True

    @staticmethod
    def _edits(key: Qt.Key, busy: bool) -> bool:
        """Whether a key moves within the line while there is something in it."""
        return busy and key in (
            Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Z, Key.Key_Y,
        )  # fmt: skip

    def _types(self, event: QKeyEvent, line: QLineEdit, in_line: bool) -> bool:
        text = event.text()
        if in_line or not text or not text.isprintable():
            return self._enter(event, line)
        if event.modifiers() & (Held.ControlModifier | Held.AltModifier | Held.MetaModifier):
            return False
        self._begin(line, line.text() + text)
        return True

    def _enter(self, event: QKeyEvent, line: QLineEdit) -> bool:
        if event.key() in (Key.Key_Return, Key.Key_Enter) and not line.text():
            if self.session.step is Step.AGREE:
                self._agree()
            return True
        return False

    def _begin(self, line: QLineEdit, text: str) -> None:
        self.session.set_line(text)
        line.setText(text)
        line.setCursorPosition(len(text))
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what keys do

    def _begin_line(self, text: str) -> None:
        if not self.session.place.line:
            self.session.set_line(text)

    def _retime(self) -> None:
        if self.session.step in (Step.WALK, Step.AGREE) and self.session.walk.event is not None:
            self.session.set_line("at ")

    def _parking(self) -> None:
        session = self.session
        if not session.is_agreed:
            self.told.emit("Parked ideas stay out of sight until the timeline is agreed.")
            return
        session.show(parking=not session.place.parking)

    def _turn_point(self) -> None:
        event = self.session.walk.event
        if event is not None and self.session.step in (Step.WALK, Step.AGREE):
            label = "Unmark turning point" if event.star else "Mark turning point"
            self.session.document.attempt(
                lambda s: edit_event(s, event.id, label, star=not event.star)
            )

    def _hide(self) -> None:
        event = self.session.walk.event
        if event is not None:
            self.session.document.attempt(
                lambda s: edit_event(s, event.id, "Hide event", hidden=True)
            )

    def _agree(self) -> None:
        if self.session.agree(name="The room agrees on the timeline"):
            self.told.emit("Agreed. What changes on the timeline from now on shows as different.")

    def _person(self, event: QKeyEvent, heard: bool) -> bool:
        number = digit_of(event)
        if number is None:
            return False
        people = present_order(self.session)
        place = (number or 10) - 1
        if place >= len(people):
            return False
        verb = toggle_heard if heard else toggle_present
        now = self.session.document.clock.now()
        self.session.document.attempt(
            lambda s: verb(s, self.session.meeting_id, people[place].id, now)
        )
        return True


def digit_of(event: QKeyEvent) -> int | None:
    """The digit that a key stands for, also where Shift or the layout make a sign of it."""
    number = event.key() - Key.Key_0.value
    if 0 <= number <= 9:
        return number
    if QGuiApplication.platformName() in ("xcb", "wayland"):
        # X11 counts keys by place: 10 to 19 are the row 1 to 0 of every layout.
        place = event.nativeScanCode() - 9
        return place % 10 if 1 <= place <= 10 else None
    number = event.nativeVirtualKey() - Key.Key_0.value
    return number if 0 <= number <= 9 else None


def present_order(session: MeetingSession) -> list[Person]:
    """The participants in the order of their keys."""
    people = [p for p in session.snapshot.people.values() if p.participant]
    return sorted(people, key=lambda p: (p.position, p.id))
