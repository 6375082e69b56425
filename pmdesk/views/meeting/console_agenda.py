"""The agenda in the console: time planned, used and left per block, and when all of it ends."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.sitting.agenda import step_named, title_of
from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timescale import zone_of
from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.theme.theme import theme

_ROW = 44


class AgendaRows(QWidget):
    """One row a block, painted; a click goes there (``chosen`` with the block's id)."""

    chosen = Signal(str)

    def __init__(self, session: MeetingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setAccessibleName("Agenda")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        session.moved.connect(self._on_news)
        session.ticked.connect(self.update)
        theme().changed.connect(self._on_news)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(260), theme().px(_ROW) * len(self.session.blocks))

    def _on_news(self) -> None:
        self.updateGeometry()
        block = self.session.block
        if block is not None:
            self.setAccessibleDescription(title_of(step_named(block.step), block.title))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() // theme().px(_ROW))
        blocks = self.session.blocks
        if event.button() == Qt.MouseButton.LeftButton and 0 <= row < len(blocks):
            self.chosen.emit(blocks[row].id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self.session.block
        for number, block in enumerate(self.session.blocks):
            room = QRectF(0, number * t.px(_ROW), self.width(), t.px(_ROW))
            here = current is not None and block.id == current.id
            if here:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(t.colour("accent_soft"))
                painter.drawRoundedRect(room.adjusted(0, 2, 0, -2), 6, 6)
            tempo = self.session.tempo_of(block)
            inner = room.adjusted(t.px(12), 0, -t.px(12), 0)
            painter.setFont(t.font("ui_semibold" if here else "ui"))
            painter.setPen(t.colour("ink1" if here else "ink2"))
            side = t.px(96)
            title = t.elided(
                title_of(step_named(block.step), block.title),
                "ui_semibold" if here else "ui",
                inner.width() - side,
            )
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, title)
            left = tempo.text if here or tempo.used else f"{round(tempo.planned / 60)} min"
            painter.setFont(t.font("ui_semibold" if here else "ui"))
            ink = "danger" if tempo.is_over and tempo.used else "warn" if tempo.warns else "ink2"
            painter.setPen(t.colour(ink))
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, left)
            if tempo.used:
                bar = QRectF(inner.left(), room.bottom() - t.px(6), inner.width(), t.px(3))
                painter.fillRect(bar, t.colour("line2"))
                bar.setWidth(bar.width() * tempo.share)
                painter.fillRect(bar, t.colour("accent" if here else "ink3"))
        painter.end()


class ConsoleAgenda(QWidget):
    """The agenda with the clock's buttons and the new end time."""

    def __init__(self, session: MeetingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.left = PlainLabel("", "figure", "ink1")
        self.ends = PlainLabel("", "ui", "ink2")
        head.addWidget(self.left)
        head.addStretch(1)
        head.addWidget(self.ends)
        column.addLayout(head)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.hold = Button("Hold", icon_name="clock")
        self.more = Button("+5 min")
        self.less = Button("−5 min")
        for button in (self.hold, self.more, self.less):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.rows = AgendaRows(session, self)
        column.addWidget(self.rows)
        self.hold.clicked.connect(self._on_hold)
        self.more.clicked.connect(self._on_more)
        self.less.clicked.connect(self._on_less)
        self.rows.chosen.connect(session.go_to_block)
        session.moved.connect(self.refresh)
        session.ticked.connect(self.refresh)
        self.refresh()

    def _on_hold(self) -> None:
        self.session.pause()

    def _on_more(self) -> None:
        self.session.extend(5)

    def _on_less(self) -> None:
        self.session.extend(-5)

    def refresh(self) -> None:
        """Show the time left and the end anew."""
        tempo = self.session.tempo
        self.left.setText(tempo.text)
        self.left.set_token("warn" if tempo.warns or tempo.is_over else "ink1")
        zone = zone_of(self.session.snapshot.postmortem.zone)
        self.ends.setText(f"Ends {clock_text(self.session.ends_at, zone, False)} {zone.key}")
        self.hold.setText("Go on" if self.session.place.paused else "Hold")
