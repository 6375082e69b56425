"""The other steps on the wall: opening, reading, background, agreeing, lessons, ideas, closing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.marks import durations, span_text
from pmdesk.domain.meeting import Attendance, Question
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

    def _read(self, painter: QPainter, room: QRectF) -> None:
        snapshot = self.session.snapshot
        head = snapshot.postmortem
        board = self.board
        y = board.write_lines(painter, "event", self.wall.text(head.title), room, most=2)
        inner = QRectF(
            room.left(), y + board.px(24), room.width(), room.bottom() - y - board.px(24)
        )
        board.write_lines(painter, "body", self.wall.text(head.summary), inner, most=7)

    def _background(self, painter: QPainter, room: QRectF) -> None:
        snapshot = self.session.snapshot
        board = self.board
        board.write_lines(
            painter, "body", self.wall.text(snapshot.postmortem.summary), room, most=4
        )
        y = room.top() + 4 * board.line("body") + board.px(40)
        figures = [(f.value, f.label or name_of(f.area)) for f in snapshot.impact if f.value]
        impact = durations(snapshot).impact
        if impact is not None:
            figures.insert(0, (span_text(impact), "from impact to the end of it"))
        for (value, label), cell in zip(
            figures[:4], self._columns(QRectF(room.left(), y, room.width(), room.bottom() - y), 4),
            strict=False,
        ):  # fmt: skip
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
        card = QRectF(room.left(), room.top(), room.width(), min(room.height(), board.px(330)))
        board.box(painter, card)
        inner = card.adjusted(board.px(40), board.px(32), -board.px(40), -board.px(24))
        with board.on("surface"):
            count = f"{ideas.index(idea) + 1} of {len(ideas)}"
            board.write(painter, "label", count, inner.left(), inner.top(), "ink2")
            inner.setTop(inner.top() + board.line("label") + board.px(12))
            y = board.write_lines(painter, "event", self.wall.text(idea.text), inner, most=3)
            event = self.session.snapshot.events.get(idea.event_id or "")
            if event is not None and y + board.line("label") < inner.bottom():
                said = f"Parked at: {self.wall.text(event.title)}"
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
        rest = [self.wall.text(i.text) for i in ideas[ideas.index(idea) + 1 :]]
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


def _count(hands: int | None) -> str:
    return "–" if hands is None else str(hands)
