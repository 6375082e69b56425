"""The line that catches what is said: typed anywhere, read as it grows, shown in its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessibleInterface, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.capture.line import Captured, CaptureKind, Part
from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.sitting.asides import Aside, AsideKind
from pmdesk.domain.terms import Precision
from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timeline import Lane
from pmdesk.domain.timescale import zone_of
from pmdesk.views.meeting.board import Board
from pmdesk.views.meeting.wall import Wall

HIGH = 64
_PAD, _SIGN, _CHIP_GAP = 24, 44, 12
_KINDS = {
    CaptureKind.EVENT: "Event",
    CaptureKind.FACTOR: "Contributing factor",
    CaptureKind.WHY: "Why",
    CaptureKind.WELL: "Went well",
    CaptureKind.BADLY: "Went badly",
    CaptureKind.LUCKY: "Got lucky",
    CaptureKind.ACTION: "Action",
    CaptureKind.PARKED: "Parked",
    CaptureKind.QUESTION: "Question",
}
CYCLE = tuple(_KINDS)


@dataclass(frozen=True, slots=True)
class Chip:
    """What a part of the line was understood as: its words, ink and ground (colour tokens)."""

    text: str
    ink: str = "ink1"
    fill: str = "hover"


def chips_of(captured: Captured, session: MeetingSession, board: Board, wall: Wall) -> list[Chip]:
    """What the line will become, part by part."""
    snapshot = session.snapshot
    zone = zone_of(snapshot.postmortem.zone)
    chips: list[Chip] = []
    if captured.time is not None and captured.time.at is not None:
        at = clock_text(captured.time.at, zone)
        end = clock_text(captured.time.end, zone) if captured.time.end else ""
        about = "~" if captured.time.precision is Precision.ABOUT else ""
        chips.append(Chip(about + at + (f"–{end}" if end else "")))
    lane = snapshot.get(Lane, captured.lane_id)
    if lane is not None:
        soft = "canvas" if board.tokens.flat else board.tokens.lane(lane.colour, "soft")
        chips.append(Chip(wall.text(lane.name), board.tokens.lane(lane.colour), soft))
    if captured.person_id is not None:
        chips.append(Chip(wall.of(captured.person_id)))
    if captured.due is not None:
        chips.append(Chip(day_month_text(captured.due)))
    if captured.kind is not CaptureKind.EVENT or lane is None:
        chips.append(Chip(_told(captured, session, wall), "accent", "accent_soft"))
    return chips


_ASIDES = {
    AsideKind.RETIME: "Another time",
    AsideKind.PROMOTE: "Make it an action",
    AsideKind.DECLINE: "Decline",
    AsideKind.KEEP: "Keep for later",
}


def aside_chips(aside: Aside, session: MeetingSession, wall: Wall) -> list[Chip]:
    """What a line does to the event or the idea in focus, part by part."""
    zone = zone_of(session.snapshot.postmortem.zone)
    chips: list[Chip] = []
    if aside.time is not None and aside.time.at is not None:
        chips.append(Chip(clock_text(aside.time.at, zone)))
    if aside.kind is AsideKind.PROMOTE and aside.captured is not None:
        if aside.captured.person_id is not None:
            chips.append(Chip(wall.of(aside.captured.person_id)))
        if aside.captured.due is not None:
            chips.append(Chip(day_month_text(aside.captured.due)))
    if aside.until is not None:
        chips.append(Chip(day_month_text(aside.until.astimezone(zone).date())))
    return [*chips, Chip(_ASIDES[aside.kind], "accent", "accent_soft")]


def _told(captured: Captured, session: MeetingSession, wall: Wall) -> str:
    kind = captured.kind
    if kind is CaptureKind.WHY:
        ids = captured.factor_ids
        factor = session.snapshot.factors.get(ids[0]) if ids else session.factor
        if factor is not None:
            words = wall.text(factor.text)
            return f"Why under “{words[:24].rstrip()}{'…' if len(words) > 24 else ''}”"
    if kind is CaptureKind.ACTION and not session.is_agreed:
        return "Parked until agreed"
    if kind is CaptureKind.EVENT and captured.time is None:
        return "Event without a time"
    return _KINDS[kind]


class CaptureLine(QLineEdit):
    """The line itself; both windows have one and show the same words.

    ``entered`` asks to add it, ``parked`` to park it as typed. Tab turns to the next kind, Up
    brings back what was added before, Esc empties the line.
    """

    entered = Signal(object)
    parked = Signal()

    def __init__(
        self, session: MeetingSession, board: Board, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.board, self.wall = board, Wall(session.snapshot)
        self.kind: CaptureKind | None = None
        # Keys of the meeting come first: those that it takes never reach the line.
        self.pressed_first: Callable[[QKeyEvent], bool] = lambda _event: False
        self._recalled = 0
        self.setFrame(False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        self.setAccessibleName("Capture what is said")
        self.setText(session.place.line)
        self.textEdited.connect(self._on_edited)
        session.line_changed.connect(self._on_line_changed)

    def use(self, board: Board) -> None:
        """Draw with another board: the screen or its colours changed."""
        self.board = board
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Text, board.colour("ink1"))
        self.setPalette(palette)
        self.setFont(board.font("body"))
        self.update()

    @property
    def captured(self) -> Captured:
        """What the line says now."""
        return self._session.read(self.text(), self.kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.pressed_first(event):
            event.accept()
            return
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control:
                self.parked.emit()
            else:
                self.entered.emit(self.kind)
        elif key == Qt.Key.Key_Tab and self.text():
            self._turn()
        elif key == Qt.Key.Key_Up and self._session.recalled:
            self._recall()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def take(self, event: QKeyEvent) -> bool:
        """Have a key that came to the window, while something stands in the line."""
        if not self.text():
            return False
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keyPressEvent(event)
        return True

    def focusNextPrevChild(self, _forward: bool) -> bool:
        return False

    def _turn(self) -> None:
        current = self.captured.kind
        self.kind = CYCLE[(CYCLE.index(current) + 1) % len(CYCLE)]
        self.update()

    def _recall(self) -> None:
        lines = self._session.recalled
        self._recalled = min(self._recalled + 1, len(lines))
        self.setText(lines[-self._recalled])
        self._session.set_line(self.text())
        self.update()

    def _on_edited(self, text: str) -> None:
        self._recalled = 0
        self._session.set_line(text)

    def _on_line_changed(self, text: str) -> None:
        if text != self.text():
            at, was_at_end = self.cursorPosition(), self.cursorPosition() == len(self.text())
            self.setText(text)
            self.setCursorPosition(len(text) if was_at_end else min(at, len(text)))
        if not text:
            self.kind, self._recalled = None, 0
        self.update()

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        board = self.board
        self.wall = Wall(self._session.snapshot)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        board.box(
            painter, room, "surface", "accent" if self.hasFocus() or self.text() else "line3", 12, 3
        )
        with board.on("surface"):
            plus = board.px(_PAD)
            top = room.center().y() - board.line("body") / 2
            board.write(painter, "body", "+", room.left() + plus, top, "accent")
            right = self._paint_chips(painter, room)
            left = room.left() + board.px(_PAD + _SIGN)
            self._paint_line(
                painter, QRectF(left, top, right - left - board.px(16), board.line("body"))
            )
        painter.end()

    def _paint_chips(self, painter: QPainter, room: QRectF) -> float:
        board = self.board
        right = room.right() - board.px(_CHIP_GAP)
        if not self.text():
            return right
        aside = self._session.aside(self.text()) if self.kind is None else None
        if aside is not None:
            chips = aside_chips(aside, self._session, self.wall)
        else:
            chips = chips_of(self.captured, self._session, board, self.wall)
        for chip in reversed(chips):
            wide = board.width("small", chip.text) + 2 * board.px(16)
            if right - wide < room.center().x():
                break
            high = board.line("small") + board.px(10)
            board.tag(
                painter, chip.text, right - wide, room.center().y() - high / 2, chip.ink, chip.fill
            )
            right -= wide + board.px(_CHIP_GAP)
        return right

    def _paint_line(self, painter: QPainter, room: QRectF) -> None:
        board, text = self.board, self.text()
        painter.save()
        painter.setClipRect(room)
        cursor = board.width("body", text[: self.cursorPosition()])
        shift = max(0.0, cursor - room.width() + board.px(8))
        if self.hasSelectedText():
            start = board.width("body", text[: self.selectionStart()])
            wide = board.width("body", text[: self.selectionEnd()]) - start
            painter.fillRect(
                QRectF(room.left() + start - shift, room.top(), wide, room.height()),
                board.colour("accent_soft"),
            )
        for words, x, ink in self._stretches(text):
            board.write(
                painter, "body", self._shown(words), room.left() + x - shift, room.top(), ink
            )
        if self.hasFocus():
            x = room.left() + cursor - shift
            painter.fillRect(
                QRectF(x, room.top() + 2, max(2, board.px(3)), room.height() - 4),
                board.colour("accent"),
            )
        painter.restore()

    def _shown(self, words: str) -> str:
        return words

    def _stretches(self, text: str) -> list[tuple[str, float, str]]:
        """Words, where they begin, and their ink."""
        board = self.board
        captured = self._session.read(text)
        inks = [""] * len(text)
        for stretch in captured.stretches:
            if stretch.part is not Part.WORDS:
                for at in range(stretch.start, min(stretch.end, len(text))):
                    inks[at] = "accent"
        found: list[tuple[str, float, str]] = []
        start = 0
        for at in range(1, len(text) + 1):
            if at == len(text) or inks[at] != inks[start]:
                x = board.width("body", text[:start])
                found.append((text[start:at], x, inks[start] or "ink1"))
                start = at
        return found


class SharedLine(CaptureLine):
    """The line as the room sees it: a name that is typed shows as the role.

    ``heard`` is what a listening program is told of it, once one has asked.
    """

    heard: QAccessibleInterface | None = None

    def shown(self) -> str:
        """The words as the room sees them."""
        return self._shown(self.text()) if self.text() else ""

    def _shown(self, words: str) -> str:
        return self.wall.text(words) or words
