"""The right side of the console: who is here, parked ideas, questions, gate, pulse, own notes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.meeting import Question
from pmdesk.domain.postmortem import Person
from pmdesk.domain.sitting.attendance import is_late, opened_at
from pmdesk.domain.sitting.gate import differences_since, latest_gate
from pmdesk.domain.terms import QuestionState
from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timescale import zone_of
from pmdesk.edits.meetings import (
    attendance_of,
    dispute,
    set_meeting,
    toggle_heard,
    toggle_present,
)
from pmdesk.edits.timeline import edit_event
from pmdesk.views.controls.buttons import Button, draw_keycap
from pmdesk.views.controls.fields import GrowingText
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.meeting.console_wording import ConsoleWording
from pmdesk.views.meeting.keys import present_order
from pmdesk.views.theme.glyphs import draw_check
from pmdesk.views.theme.theme import theme

_ROW = 30


class AttendanceRows(QWidget):
    """One row a person with the key that notes them; a click notes, at the right who was heard."""

    def __init__(self, session: MeetingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setAccessibleName("Who is here")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        session.moved.connect(self._on_news)
        theme().changed.connect(self._on_news)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(260), theme().px(_ROW) * len(self._people()))

    def _people(self) -> list[Person]:
        return present_order(self.session)

    def _on_news(self) -> None:
        self.updateGeometry()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() // theme().px(_ROW))
        people = self._people()
        if event.button() != Qt.MouseButton.LeftButton or not 0 <= row < len(people):
            return
        heard = event.position().x() > self.width() - theme().px(72)
        verb = toggle_heard if heard else toggle_present
        now, meeting_id = self.session.document.clock.now(), self.session.meeting_id
        self.session.document.attempt(lambda s: verb(s, meeting_id, people[row].id, now))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        opened = opened_at(self.session.snapshot, self.session.meeting)
        zone = zone_of(self.session.snapshot.postmortem.zone)
        for number, person in enumerate(self._people()):
            middle = (number + 0.5) * t.px(_ROW)
            row = attendance_of(self.session.snapshot, self.session.meeting_id, person.id)
            if row is not None:
                draw_check(painter, t.px(10), middle, t.px(16))
            else:
                painter.setPen(t.colour("line3"))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                radius = t.px(7)
                painter.drawEllipse(
                    QRectF(t.px(10) - radius, middle - radius, 2 * radius, 2 * radius)
                )
            x = float(t.px(28))
            if number < 10:
                x += draw_keycap(painter, str((number + 1) % 10), x, middle) + t.px(8)
            painter.setFont(t.font("ui"))
            painter.setPen(t.colour("ink1" if row is not None else "ink2"))
            came = row.arrived_at if row is not None else None
            late = row is not None and is_late(row, opened)
            side = t.px(104 if late else 68)
            room = QRectF(x, middle - t.px(12), self.width() - x - side, t.px(24))
            shown = person.role or person.team or "Participant"
            painter.drawText(
                room, Qt.AlignmentFlag.AlignVCenter, t.elided(shown, "ui", room.width())
            )
            painter.setFont(t.font("meta"))
            painter.setPen(t.colour("ok" if row is not None and row.heard else "ink3"))
            heard = "heard" if row is not None and row.heard else "not heard"
            if late and came is not None:
                heard = f"{clock_text(came, zone, False)} · {heard}"
            painter.drawText(
                QRectF(self.width() - side, middle - t.px(12), side, t.px(24)),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                heard,
            )
        painter.end()


class ConsoleSide(QWidget):
    """What only the facilitator sees, one part below the other."""

    def __init__(self, session: MeetingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.heard = PlainLabel("", "meta", "ink3")
        self.people = AttendanceRows(session)
        self.hidden = Button("Show the hidden event again", "ghost")
        self.hidden.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hidden.clicked.connect(self._on_unhide)
        self.ideas = WrappedLabel("", "ui", "ink2")
        self.questions = WrappedLabel("", "ui", "ink2")
        self.gate = WrappedLabel("", "ui", "ink2")
        self.agree = Button("The room agrees (Ctrl+G)")
        self.agree.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.agree.clicked.connect(self._on_agree)
        self.disputed = GrowingText("ui", "What is still seen differently", bare=False)
        self.disputed.committed.connect(self._on_disputed)
        self.notes = GrowingText("ui", "Only you see these notes", bare=False, lines=4)
        self.notes.committed.connect(self._on_notes)
        self.learned, self.again = QSpinBox(), QSpinBox()
        for title, parts in (
            ("Who is here", (self.people, self.heard, self.hidden)),
            ("Parked ideas", (self.ideas,)),
            ("Questions", (self.questions,)),
            ("The timeline", (self.gate, self.agree, self.disputed)),
            ("Hands up", (self._pulse(),)),
            ("Your notes", (self.notes,)),
        ):
            column.addWidget(PlainLabel(title, "section", "ink1"))
            for part in parts:
                column.addWidget(part)
            column.addSpacing(10)
        # Last: it comes and goes with what is in focus, and must not move the people above.
        self.wording = ConsoleWording(session)
        column.addWidget(self.wording)
        column.addStretch(1)
        session.moved.connect(self.refresh)
        self.refresh()

    def _pulse(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        for box, words in ((self.learned, "learned something"), (self.again, "would come again")):
            box.setRange(-1, 999)
            box.setSpecialValueText("–")
            box.setAccessibleName(f"Hands: {words}")
            box.valueChanged.connect(self._on_pulse)
            row = QHBoxLayout()
            row.addWidget(box)
            row.addWidget(PlainLabel(words, "meta", "ink2"))
            row.addStretch(1)
            column.addLayout(row)
        return holder

    def refresh(self) -> None:
        """Show the record as it is now."""
        session = self.session
        snapshot, meeting = session.snapshot, session.meeting
        rows = [attendance_of(snapshot, meeting.id, p.id) for p in present_order(session)]
        here = [row for row in rows if row is not None]
        self.heard.setText(f"{len(here)} here, {sum(row.heard for row in here)} heard")
        hidden = [e for e in snapshot.events.values() if e.hidden]
        self.hidden.setVisible(bool(hidden))
        ideas = session.ideas
        self.ideas.setText("\n".join(f"• {idea.text}" for idea in ideas) or "None waits.")
        asked = sorted(snapshot.of(Question).values(), key=lambda q: (q.position, q.id))
        waiting = [q.text for q in asked if q.state is QuestionState.OPEN]
        self.questions.setText("\n".join(f"• {text}" for text in waiting) or "None is open.")
        gate = latest_gate(snapshot)
        zone = zone_of(snapshot.postmortem.zone)
        if gate is None:
            self.gate.setText("Not agreed yet.")
        else:
            count = len(differences_since(snapshot, gate))
            since = f" {count} changed since." if count else ""
            self.gate.setText(f"Agreed at {clock_text(gate.agreed_at, zone, False)}.{since}")
        self.disputed.setVisible(gate is not None)
        self.disputed.show_text(gate.disputed if gate is not None else "")
        self.notes.show_text(meeting.notes)
        for box, value in (
            (self.learned, meeting.learned_count),
            (self.again, meeting.return_count),
        ):
            if not box.hasFocus():
                box.blockSignals(True)
                box.setValue(-1 if value is None else value)
                box.blockSignals(False)

    # -- what was done here

    def _on_unhide(self) -> None:
        hidden = [e.id for e in self.session.snapshot.events.values() if e.hidden]
        if hidden:
            self.session.document.attempt(
                lambda s: edit_event(s, hidden[-1], "Show event", hidden=False)
            )

    def _on_agree(self) -> None:
        self.session.agree(name="The room agrees on the timeline")

    def _on_disputed(self, text: str) -> None:
        gate = latest_gate(self.session.snapshot)
        if gate is not None:
            self.session.document.attempt(lambda s: dispute(s, gate.id, text))

    def _on_notes(self, text: str) -> None:
        self._note("Write notes", notes=text)

    def _on_pulse(self) -> None:
        counts = [None if box.value() < 0 else box.value() for box in (self.learned, self.again)]
        self._note("Count hands", learned_count=counts[0], return_count=counts[1])

    def _note(self, label: str, **values: object) -> None:
        session = self.session
        session.document.note(set_meeting(session.snapshot, session.meeting_id, label, **values))
        session.moved.emit()
