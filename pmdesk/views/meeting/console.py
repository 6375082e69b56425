"""The facilitator's window: the agenda, what is in focus, and what nobody else sees."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel
from pmdesk.views.controls.panels import Hairline, Surface
from pmdesk.views.meeting import capture_line
from pmdesk.views.meeting.board import Board
from pmdesk.views.meeting.console_agenda import ConsoleAgenda
from pmdesk.views.meeting.console_focus import ConsoleFocus
from pmdesk.views.meeting.console_side import ConsoleSide
from pmdesk.views.meeting.key_sheet import KeySheet
from pmdesk.views.meeting.keys import MeetingKeys
from pmdesk.views.theme.theme import theme


class ConsoleWindow(QWidget):
    """Everything that the facilitator needs and the room does not see. ``closed`` says that the
    window was closed by hand: the meeting is left as it is."""

    closed = Signal()

    def __init__(
        self, session: MeetingSession, keys: MeetingKeys, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.session, self.keys = session, keys
        self.setWindowTitle(f"Console: {session.snapshot.postmortem.title}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(960, 600)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(Hairline())
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        self.agenda = ConsoleAgenda(session)
        self.focus = ConsoleFocus(session)
        self.side = ConsoleSide(session)
        self.sheet = KeySheet()
        self.sheet.hide()
        self._before_focus = QWidget()
        above = QVBoxLayout(self._before_focus)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.sheet)
        above.addWidget(self.focus)
        middle.addWidget(_scrolled(self.agenda, 300))
        middle.addWidget(Hairline(vertical=True))
        middle.addWidget(_scrolled(self._before_focus), 1)
        middle.addWidget(Hairline(vertical=True))
        middle.addWidget(_scrolled(self.side, 340))
        column.addLayout(middle, 1)
        column.addWidget(Hairline())
        column.addWidget(self._foot())
        session.told.connect(self.told.setText)
        keys.told.connect(self.told.setText)
        session.document.refused.connect(self.told.setText)
        session.added.connect(self._on_added)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def sizeHint(self) -> QSize:
        return QSize(1280, 760)

    def _head(self) -> QWidget:
        head = Surface("window")
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 10, 24, 10)
        self.title = ElidedLabel(self.session.snapshot.postmortem.title, "heading", "ink1")
        row.addWidget(self.title, 1)
        self.swap = Button("Swap (F7)", icon_name="monitor")
        self.blank = Button("Blank the wall", icon_name="eye-off")
        self.end = Button("End meeting", icon_name="square-check")
        self.swap.clicked.connect(self.keys.swap_wanted)
        self.blank.clicked.connect(self._on_blank)
        self.end.clicked.connect(self.keys.end_wanted)
        for button in (self.swap, self.blank, self.end):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        return head

    def _foot(self) -> QWidget:
        foot = Surface("window")
        column = QVBoxLayout(foot)
        column.setContentsMargins(24, 10, 24, 10)
        column.setSpacing(6)
        self.line = capture_line.CaptureLine(self.session, Board(560, theme().tokens))
        self.line.pressed_first = lambda event: self.keys.press(event, self.line, True)
        self.line.entered.connect(self.session.add)
        self.line.parked.connect(self.session.park)
        column.addWidget(self.line)
        row = QHBoxLayout()
        self.told = ElidedLabel("", "ui", "ink2")
        row.addWidget(self.told, 1)
        row.addWidget(PlainLabel("Type anything: it is caught. F1 shows the keys.", "meta", "ink3"))
        column.addLayout(row)
        return foot

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.sheet.setVisible(not self.sheet.isVisible())
        elif event.key() == Qt.Key.Key_Escape and self.sheet.isVisible():
            self.sheet.hide()
        elif not (self.keys.press(event, self.line) or self.line.take(event)):
            event.ignore()
            return
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def _on_blank(self) -> None:
        self.session.show(blank=not self.session.place.blank)

    def _on_added(self, _kind: object, _id: str, label: str) -> None:
        self.told.setText(f"Done: {label[:1].lower()}{label[1:]}. Ctrl+Z takes it back.")

    def _on_theme_changed(self) -> None:
        self.line.use(Board(560 * theme().scale, theme().tokens))
        self.line.setMinimumHeight(theme().px(44))


def _scrolled(widget: QWidget, width: int = 0) -> QScrollArea:
    """A part that scrolls by itself, of a fixed width where one is given."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(24, 20, 24, 20)
    layout.addWidget(widget)
    layout.addStretch(1)
    area.setWidget(holder)
    if width:
        area.setFixedWidth(theme().px(width))
    return area
