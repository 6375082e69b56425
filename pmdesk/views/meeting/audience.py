"""The window that the room sees: agenda, one question, one focus, and the line while it is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.meeting import AgendaBlock, Meeting
from pmdesk.domain.sitting.agenda import Step, prompt_of, step_named
from pmdesk.domain.snapshot import Snapshot
from pmdesk.views.meeting import agenda_bar, capture_line, shared_accessible
from pmdesk.views.meeting.board import Board, Written
from pmdesk.views.meeting.parking import RAIL, paint_parking
from pmdesk.views.meeting.stage_factors import FactorsStage
from pmdesk.views.meeting.stage_lists import ListStage
from pmdesk.views.meeting.stage_walk import WalkStage
from pmdesk.views.meeting.track_drag import TrackDrag
from pmdesk.views.meeting.wall import Wall
from pmdesk.views.theme.tokens import CONTRAST_LIGHT, DARK, LIGHT, Tokens

LOOKS: dict[str, Tokens] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST_LIGHT}
_EDGE, _BAR = 56, 104


class AudienceWindow(QWidget):
    """Paints what the room may see of the meeting; ``pressed`` decides what a key
    does, with True when it came to the line.

    No person's name, no hint, no private note stands here. ``closed`` says that the window was
    closed by hand.
    """

    closed = Signal()

    def __init__(
        self,
        session: MeetingSession,
        look: str = "light",
        pressed: Callable[[QKeyEvent, bool], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.session, self._pressed = session, pressed
        self.setWindowTitle("Review meeting")
        self.setAccessibleName("What the room sees")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # The settings are a file that anybody may write into.
        self.look = look if look in LOOKS else "light"
        self.board = Board(1080, LOOKS[self.look])
        self._walled: tuple[Snapshot, Wall] | None = None
        self._told = ""
        self._track: WalkStage | None = None
        self.drag = TrackDrag(session)
        self._kept: tuple[tuple[object, ...], QPixmap, object] | None = None
        shared_accessible.install()
        self.line = capture_line.SharedLine(session, self.board, self)
        self.line.pressed_first = self._press_in_line
        self.line.entered.connect(session.add)
        self.line.parked.connect(session.park)
        self.line.hide()
        session.moved.connect(self._on_moved)
        session.ticked.connect(self._on_ticked)
        session.line_changed.connect(self._on_line_changed)
        # A resumed meeting begins with the line that was being typed.
        self._on_line_changed(session.place.line)
        self._on_moved()

    def sizeHint(self) -> QSize:
        return QSize(1280, 720)

    @property
    def wall(self) -> Wall:
        """What may stand on the wall, of the record as it is now."""
        snapshot = self.session.snapshot
        if self._walled is None or self._walled[0] is not snapshot:
            self._walled = (snapshot, Wall(snapshot))
        return self._walled[1]

    def set_look(self, look: str) -> None:
        """Light, dark or high contrast, whatever the laptop shows."""
        self.look = look
        self._make_board()

    def next_look(self) -> None:
        """The next of the three looks."""
        names = list(LOOKS)
        self.set_look(names[(names.index(self.look) + 1) % len(names)])

    def _make_board(self) -> None:
        self.board = Board(self.height(), LOOKS[self.look], self.devicePixelRatioF())
        self.line.use(self.board)
        self._place_line()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_board()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.session.place.blank:
            self.drag.press(self._track, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.drag.move(
            event.position(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        ):
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.drag.is_on:
            self.drag.release()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.drag.is_on:
            self.drag.cancel()
            self.update()
            return
        taken = self._pressed is not None and self._pressed(event, False)
        event.setAccepted(taken or self.line.take(event))

    def _press_in_line(self, event: QKeyEvent) -> bool:
        return self._pressed is not None and self._pressed(event, True)

    # -- what changed

    def _on_moved(self) -> None:
        self._told = self.spoken()
        self.setAccessibleDescription(self._told)
        self.update()

    def _on_ticked(self) -> None:
        self.update(QRect(0, 0, self.width(), self.board.px(agenda_bar.HIGH)))

    def _on_line_changed(self, text: str) -> None:
        used = bool(text)
        if used == self.line.isHidden():
            had_focus = self.line.hasFocus()
            self.line.setVisible(used)
            if used:
                self._place_line()
            elif had_focus:
                self.setFocus()
        self.update(
            QRect(0, self.height() - self.board.px(_BAR), self.width(), self.board.px(_BAR))
        )

    def _place_line(self) -> None:
        board = self.board
        edge, high = board.px(_EDGE), board.px(capture_line.HIGH)
        top = self.height() - board.px(_BAR) + (board.px(_BAR) - high) // 2
        self.line.setGeometry(edge, top, round(self.width() * 0.66) - edge, high)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        self.paint_all(painter)
        painter.end()

    def paint_all(self, painter: QPainter, written: list[Written] | None = None) -> None:
        """Paint the whole wall; ``written`` collects every text on it."""
        board = self.board
        board.written = written
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), board.colour("canvas"))
        if self.session.place.blank:
            return
        if written is None:
            self._paint_kept(painter)
        else:
            self._paint_body(painter)
        self.drag.paint(painter)
        if self.session.place.line:
            self._paint_bar(painter, float(self.height() - board.px(_BAR)))
        agenda_bar.paint_agenda(painter, board, self.session, self.width())

    def _paint_kept(self, painter: QPainter) -> None:
        """The body from the picture of it, as long as it shows the same: letters and the clock
        change nothing there."""
        snapshot, key = self.session.snapshot, self._shown()
        if self._kept is None or self._kept[0] != key:
            ratio = self.devicePixelRatioF()
            picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            inner = QPainter(picture)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            inner.fillRect(self.rect(), self.board.colour("canvas"))
            self._paint_body(inner)
            inner.end()
            # The snapshot and the board stay with the picture, so that their numbers stay theirs.
            self._kept = (key, picture, (snapshot, self.board))
        painter.drawPixmap(0, 0, self._kept[1])

    def _shown(self) -> tuple[object, ...]:
        """What the body of the wall depends on."""
        session = self.session
        meeting, place = session.meeting, session.place
        own = (Meeting, AgendaBlock)
        tables = [id(t) for kind, t in session.snapshot.tables.items() if kind not in own]
        return (
            *tables,
            replace(place, line="x" if place.line else "", beat=None, paused=False),
            (meeting.ground_rules, meeting.learned_count, meeting.return_count),
            self.prompt(),
            session.step,
            self.size(),
            id(self.board),
        )

    def _paint_body(self, painter: QPainter) -> None:
        board = self.board
        top, bottom = board.px(agenda_bar.HIGH), self.height() - board.px(_BAR)
        rail = board.px(RAIL[self._shows_ideas()])
        floor = bottom if self.session.place.line else self.height()
        side = QRectF(self.width() - rail, top, rail, floor - top)
        paint_parking(painter, board, self.wall, self.session, side, self._shows_ideas())
        room = QRectF(board.px(_EDGE), top, 0, 0)
        room.setRight(side.left() - board.px(36))
        room.setBottom(bottom - board.px(20))
        self._paint_focus(painter, room)

    def _shows_ideas(self) -> bool:
        """Parked ideas stay out of sight until the timeline is agreed."""
        session = self.session
        return session.place.parking and session.is_agreed and session.step is not Step.IDEAS

    def _paint_focus(self, painter: QPainter, room: QRectF) -> None:
        board = self.board
        room.setTop(room.top() + board.px(32))
        y = board.write_lines(painter, "prompt", self.prompt(), room, most=2)
        room.setTop(y + board.px(28 if self.session.step is Step.WALK else 40))
        if self.session.step is Step.AGREE:
            whole = WalkStage(board, self.wall, self.session, whole=True)
            room.setTop(whole.paint_whole(painter, room) + board.px(36))
        stage = self._stage()
        stage.paint(painter, room)
        self._track = stage if isinstance(stage, WalkStage) else None

    def prompt(self) -> str:
        """The question on the wall: the one chosen, else that of the block or step."""
        session = self.session
        block = session.block
        if session.place.prompt:
            return self.wall.text(session.place.prompt)
        own = block.prompt if block and step_named(block.step) is session.step else ""
        return self.wall.text(prompt_of(session.step, own))

    def _stage(self) -> WalkStage | FactorsStage | ListStage:
        step = self.session.step
        if step is Step.WALK:
            return WalkStage(self.board, self.wall, self.session)
        if step is Step.FACTORS:
            return FactorsStage(self.board, self.wall, self.session)
        return ListStage(self.board, self.wall, self.session)

    def _paint_bar(self, painter: QPainter, top: float) -> None:
        board = self.board
        painter.fillRect(QRectF(0, top, self.width(), board.px(_BAR)), board.colour("window"))
        painter.fillRect(QRectF(0, top, self.width(), 1), board.colour("line2"))
        x = float(self.line.geometry().right() + board.px(32))
        y = top + (board.px(_BAR) - board.line("label")) / 2
        with board.on("window"):
            for keys, words in (("Enter", "adds it"), ("Ctrl+Enter", "parks it")):
                if x + board.width("small", keys) + board.width(
                    "label", words
                ) > self.width() - board.px(60):
                    break
                wide = board.width("small", keys) + board.px(24)
                board.box(
                    painter, QRectF(x, y - board.px(4), wide, board.px(40)), "surface", "line3", 8
                )
                with board.on("surface"):
                    board.write(painter, "small", keys, x + board.px(12), y + board.px(1))
                x += wide + board.px(12)
                x += board.write(painter, "label", words, x, y, "ink2") + board.px(32)

    def focus_in_words(self) -> str:
        """What stands in the middle of the wall, for those who listen."""
        return self._stage().spoken()

    def spoken(self) -> str:
        """The wall in words, for those who listen."""
        block = self.session.block
        title = agenda_bar.title_of(block) if block else ""
        return ". ".join(p for p in (title, self.prompt(), self._stage().spoken()) if p)
