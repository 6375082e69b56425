"""The other steps on the wall: opening, reading, background, agreeing, lessons, ideas, closing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.marks import Durations, durations, span_text
from pmdesk.domain.meeting import Attendance, Question
from pmdesk.domain.prose import marks_in
from pmdesk.domain.sitting.agenda import GROUND_RULES, Step
from pmdesk.domain.sitting.gate import differences_since, latest_gate
from pmdesk.domain.terms import LessonKind, QuestionState, name_of
from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timescale import zone_of
from pmdesk.views.meeting.board import Board
from pmdesk.views.meeting.wall import Wall

_GAP = 40


class ListStage:
    """Paints what a step without a picture of its own shows."""

    def __init__(self, board: Board, wall: Wall, session: MeetingSession) -> None:
        self.board, self.wall, self.session = board, wall, session
        self._painters = {
            Step.OPEN: self._open,
            Step.READ: self._read,
            Step.BACKGROUND: self._background,
            Step.AGREE: self._agree,
            Step.LESSONS: self._lessons,
            Step.IDEAS: self._ideas,
            Step.ACTIONS: self._actions,
            Step.CLOSE: self._close,
        }

    def paint(self, painter: QPainter, room: QRectF) -> None:
        """What the running step shows."""
        self._painters.get(self.session.step, self._background)(painter, room)

    def spoken(self) -> str:
        """What the picture says in words."""
        idea = self.session.idea
        if self.session.step is Step.IDEAS and idea is not None:
            return self.wall.text(idea.text)
        return ""

    # -- parts

    def _rows(
        self, painter: QPainter, rows: Sequence[str], room: QRectF, mark: str = "", most: int = 3
    ) -> float:
        """Texts below each other, as many as there is room for; returns where they end."""
        board = self.board
        y = room.top()
        side = board.px(44) if mark else 0
        for text in rows:
            high = board.height_of("body", text, room.width() - side, most)
            if y + high > room.bottom():
                break
            if mark:
                board.write(painter, "body", mark, room.left(), y, "ink2")
            inner = QRectF(room.left() + side, y, room.width() - side, high)
            board.write_lines(painter, "body", text, inner, most=most)
            y += high + board.px(14)
        return y

    def _titled(self, painter: QPainter, title: str, count: str, room: QRectF) -> QRectF:
        board = self.board
        wide = board.write(painter, "heading", title, room.left(), room.top())
        board.write(painter, "label", count, room.left() + wide + board.px(16), room.top(), "ink2")
        return room.adjusted(0, board.px(52), 0, 0)

    def _columns(self, room: QRectF, count: int) -> list[QRectF]:
        gap = self.board.px(_GAP)
        wide = (room.width() - gap * (count - 1)) / count
        return [
            QRectF(room.left() + i * (wide + gap), room.top(), wide, room.height())
            for i in range(count)
        ]

    def _open_questions(self) -> list[str]:
        found = sorted(
            self.session.snapshot.of(Question).values(), key=lambda q: (q.position, q.id)
        )
        return [self.wall.text(q.text) for q in found if q.state is QuestionState.OPEN]

    def _present(self) -> list[str]:
        rows = sorted(
            (
                row
                for row in self.session.snapshot.of(Attendance).values()
                if row.meeting_id == self.session.meeting_id
            ),
            key=lambda row: (row.arrived_at is None, row.arrived_at, row.id),
        )
        return [self.wall.of(row.person_id) for row in rows if self.wall.of(row.person_id)]

    # -- steps

    def _open(self, painter: QPainter, room: QRectF) -> None:
        left, right = self._columns(room, 2)
        rules = self.session.meeting.ground_rules or GROUND_RULES
        inner = self._titled(painter, "How we talk", "", left)
        self._rows(
            painter, [self.wall.text(r) for r in rules.splitlines() if r.strip()], inner, "•"
        )
        present = self._present()
        inner = self._titled(painter, "Here", str(len(present)), right)
        inner.setTop(
            self._rows(
                painter,
                present,
                QRectF(inner.left(), inner.top(), inner.width(), inner.height() / 2),
            )
        )
        questions = self._open_questions()
        inner.setTop(inner.top() + self.board.px(24))
        inner = self._titled(painter, "The room asks", str(len(questions)), inner)
        self._rows(painter, questions, inner, "?")
        if not questions:
            board = self.board
            said = "Every question is taken down, and stays until it is answered."
            board.write_lines(painter, "body", said, inner, "ink2", most=3)

    def _read(self, painter: QPainter, room: QRectF) -> None:
        snapshot = self.session.snapshot
        head = snapshot.postmortem
        board = self.board
        y = board.write_lines(painter, "event", self.wall.text(head.title), room, most=2)
        inner = QRectF(
            room.left(), y + board.px(24), room.width(), room.bottom() - y - board.px(24)
        )
        inner.setTop(
            board.write_lines(painter, "body", self.wall.text(head.summary), inner, most=6)
            + board.px(28)
        )
        told = [line for line in head.narrative.splitlines() if line.strip()]
        self._rows(painter, [self.wall.text(_bare(line)) for line in told], inner, most=6)

    def _background(self, painter: QPainter, room: QRectF) -> None:
        snapshot = self.session.snapshot
        board = self.board
        board.write_lines(
            painter, "body", self.wall.text(snapshot.postmortem.summary), room, most=4
        )
        y = room.top() + 4 * board.line("body") + board.px(40)
        figures = [(f.value, f.label or name_of(f.area)) for f in snapshot.impact if f.value]
        found = durations(snapshot)
        if found.impact is not None:
            figures.insert(0, (span_text(found.impact), "from impact to the end of it"))
        high = board.line("event") + 3 * board.line("label") + board.px(40)
        for row in (figures[:4], _times(found)[:4]):
            below = QRectF(room.left(), y, room.width(), room.bottom() - y)
            if row and below.height() >= high - board.px(40):
                self._figures(painter, row, below)
                y += high

    def _figures(self, painter: QPainter, figures: Sequence[tuple[str, str]], room: QRectF) -> None:
        board = self.board
        for (value, label), cell in zip(figures, self._columns(room, 4), strict=False):
            shown = board.elided("event", self.wall.text(value), cell.width())
            board.write(painter, "event", shown, cell.left(), cell.top())
            below = cell.adjusted(0, board.line("event") + board.px(6), 0, 0)
            board.write_lines(painter, "label", self.wall.text(label), below, "ink2", most=3)

    def _agree(self, painter: QPainter, room: QRectF) -> None:
        snapshot, board = self.session.snapshot, self.board
        gate = latest_gate(snapshot)
        timed = sum(event.at is not None and not event.hidden for event in snapshot.events.values())
        lines = [f"{timed} events on the timeline, {len(snapshot.events) - timed} without a time."]
        if gate is None:
            lines.append("Not agreed yet.")
        else:
            zone = zone_of(snapshot.postmortem.zone)
            who = f" by {len(gate.present)} of us" if gate.present else ""
            lines.append(f"Agreed at {clock_text(gate.agreed_at, zone)}{who}.")
            since = differences_since(snapshot, gate)
            if since:
                lines.append(f"{len(since)} changed since.")
        y = self._rows(painter, lines, room)
        disputed = self.wall.text(gate.disputed) if gate is not None else ""
        if disputed:
            inner = QRectF(room.left(), y + board.px(16), room.width(), room.bottom() - y)
            inner = self._titled(painter, "Still seen differently", "", inner)
            self._rows(painter, [s for s in disputed.splitlines() if s.strip()], inner, "•")

    def _lessons(self, painter: QPainter, room: QRectF) -> None:
        lessons = self.session.snapshot.lessons
        for kind, cell in zip(LessonKind, self._columns(room, 3), strict=True):
            rows = [self.wall.text(x.text) for x in lessons if x.kind is kind and x.text]
            inner = self._titled(painter, name_of(kind), str(len(rows)), cell)
            self._rows(painter, rows, inner)

    def _ideas(self, painter: QPainter, room: QRectF) -> None:
        board = self.board
        ideas, idea = self.session.ideas, self.session.idea
        if idea is None:
            self._rows(painter, ["Every parked idea has its answer."], room)
            return
        card = QRectF(room.left(), room.top(), room.width(), min(room.height(), board.px(290)))
        board.box(painter, card)
        inner = card.adjusted(board.px(40), board.px(32), -board.px(40), -board.px(24))
        with board.on("surface"):
            count = f"{ideas.index(idea) + 1} of {len(ideas)}"
            board.write(painter, "label", count, inner.left(), inner.top(), "ink2")
            inner.setTop(inner.top() + board.line("label") + board.px(12))
            read = self.session.idea_read(idea)
            words = self.wall.text(read.text or idea.text)
            y = board.write_lines(painter, "event", words, inner, most=3) + board.px(10)
            parts = [self.wall.of(read.person_id)]
            parts.append(f"by {day_month_text(read.due)}" if read.due else "")
            zone = zone_of(self.session.snapshot.postmortem.zone)
            if idea.soak_until is not None:
                until = day_month_text(idea.soak_until.astimezone(zone).date())
                parts.append(f"kept until {until}")
            event = self.session.snapshot.events.get(idea.event_id or "")
            if event is not None and not event.hidden:
                parts.append(f"parked at “{self.wall.text(event.title)}”")
            said = " · ".join(part for part in parts if part)
            if said and y + board.line("label") < inner.bottom():
                said = said[0].upper() + said[1:]
                board.write(
                    painter,
                    "label",
                    board.elided("label", said, inner.width()),
                    inner.left(),
                    y,
                    "ink2",
                )
        below = QRectF(room.left(), card.bottom() + board.px(28), room.width(), 0)
        below.setBottom(room.bottom())
        later = ideas[ideas.index(idea) + 1 :][:8]
        rest = [self.wall.text(self.session.idea_read(i).text or i.text) for i in later]
        self._rows(painter, rest, below, "•", most=1)

    def _actions(self, painter: QPainter, room: QRectF) -> None:
        rows = []
        for action in self.session.snapshot.actions:
            owner = self.wall.of(action.owner_id) or "no owner"
            due = day_month_text(action.due) if action.due else "no date"
            rows.append(f"{action.key}  {self.wall.text(action.text)} — {owner}, {due}")
        self._rows(painter, rows or ["No action yet."], room, most=2)

    def _close(self, painter: QPainter, room: QRectF) -> None:
        left, right = self._columns(room, 2)
        counts = self.session.added_so_far().told()
        inner = self._titled(painter, "This hour added", "", left)
        self._rows(painter, counts or ["Nothing new yet."], inner)
        meeting = self.session.meeting
        pulse = [
            f"{_count(meeting.learned_count)} learned something",
            f"{_count(meeting.return_count)} would come again",
        ]
        inner = self._titled(painter, "Hands up", "", right)
        inner.setTop(self._rows(painter, pulse, inner) + self.board.px(24))
        questions = self._open_questions()
        inner = self._titled(painter, "Still open", str(len(questions)), inner)
        self._rows(painter, questions, inner, "?", most=2)


def _bare(line: str) -> str:
    """A line of the narrative without the signs of its markup."""
    signs = [m for m in marks_in(line) if m.look == "sign"]
    hidden = {at for m in signs for at in range(m.start, m.start + m.length)}
    return "".join(letter for at, letter in enumerate(line) if at not in hidden).strip()


def _times(found: Durations) -> list[tuple[str, str]]:
    """What the marks tell of the response, as figures."""
    pairs = (
        (found.detect, "until it was detected"),
        (found.identify, "until we knew what it was"),
        (found.mitigate, "until it was mitigated"),
        (found.resolve, "until it was resolved"),
    )
    return [(span_text(span), words) for span, words in pairs if span is not None]


def _count(hands: int | None) -> str:
    return "–" if hands is None else str(hands)
