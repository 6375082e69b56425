"""Wording hints on what the room looks at: for the facilitator's eyes, never on the wall."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pmdesk.document.hint_watch import HintWatch
from pmdesk.document.meeting_session import MeetingSession
from pmdesk.domain.record import Record
from pmdesk.domain.sitting.agenda import Step
from pmdesk.domain.wording.review import PlacedHint
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel

_FIELDS = ("title", "text")


class ConsoleWording(QWidget):
    """How many hints there are on the event or factor in focus, and what to ask of each."""

    def __init__(self, session: MeetingSession) -> None:
        super().__init__()
        self.session = session
        self._watch = HintWatch.of(session.document)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(6)
        self.title = PlainLabel("", "section", "ink1")
        self.lines = WrappedLabel("", "ui", "ink2")
        column.addWidget(self.title)
        column.addWidget(self.lines)
        session.moved.connect(self.refresh)
        self._watch.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the hints on what is in focus now; nothing where there are none."""
        found = self._found()
        self.title.setText("1 wording hint" if len(found) == 1 else f"{len(found)} wording hints")
        self.lines.setText("\n".join(_line(placed) for placed in found))
        self.setVisible(bool(found))

    def _found(self) -> list[PlacedHint]:
        record = self._in_focus()
        if record is None:
            return []
        return [p for name in _FIELDS for p in self._watch.on_field(record.id, name)]

    def _in_focus(self) -> Record | None:
        session = self.session
        if session.step in (Step.WALK, Step.AGREE):
            return session.walk.event
        return session.factor if session.step is Step.FACTORS else None


def _line(placed: PlacedHint) -> str:
    hint = placed.hint
    return f"• {hint.name} “{placed.place.text[hint.start : hint.end]}”: {hint.question}"
