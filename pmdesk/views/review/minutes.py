"""The minutes of the meetings that were held, to be read, copied and saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.meeting import Meeting
from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timescale import zone_of
from pmdesk.views.controls.buttons import Button, Segments
from pmdesk.views.controls.labels import WrappedLabel
from pmdesk.views.prompts.files import Files
from pmdesk.views.review.card import Card


def held_meetings(document: Document) -> list[Meeting]:
    """The meetings that ended with minutes, the first one first."""
    found = [m for m in document.snapshot.of(Meeting).values() if m.ended_at and m.minutes.strip()]
    return sorted(found, key=lambda meeting: (meeting.number, meeting.id))


class MinutesCard(Card):
    """Shows the minutes of one meeting, the last one first; hidden until there are any.

    ``files`` asks for a place to save; a test puts another in its place.
    """

    def __init__(self, document: Document) -> None:
        super().__init__("Minutes")
        self._document = document
        self.files = Files()
        self._number: int | None = None
        self._shown: Meeting | None = None
        self._choice: QWidget | None = None
        self._numbers: list[int] = []
        self.text = QWidget()
        self._column = QVBoxLayout(self.text)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._parts: list[WrappedLabel] = []
        self.body.addWidget(self.text)
        self.problem = WrappedLabel("", "ui", "danger")
        self.problem.hide()
        self.body.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 14, 0, 0)
        foot.setSpacing(8)
        self.copy = Button("Copy as Markdown", icon_name="copy", on_click=self._on_copy)
        self.save = Button("Save as Markdown…", icon_name="file-down", on_click=self._on_save)
        foot.addWidget(self.copy)
        foot.addWidget(self.save)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.refresh()

    def stops(self) -> list[QWidget]:
        """What Tab stops at, from top to bottom."""
        return [self.copy, self.save]

    def refresh(self) -> None:
        """Show the minutes as they are now."""
        held = held_meetings(self._document)
        self.setVisible(bool(held))
        if not held:
            self._shown = None
            return
        self._choose_among([meeting.number for meeting in held])
        chosen = [m for m in held if m.number == self._number]
        meeting = chosen[0] if chosen else held[-1]
        if self._shown is not meeting:
            self._shown = meeting
            self._show(meeting)

    def _choose_among(self, numbers: list[int]) -> None:
        if numbers == self._numbers:
            return
        # One more was held: it is the one to read.
        self._numbers, self._number = numbers, numbers[-1]
        if self._choice is not None:
            self._choice.hide()
            self._choice.deleteLater()
            self._choice = None
        if len(numbers) > 1:
            choice = Segments([(n, f"Sitting {n}", "") for n in numbers[-4:]], self)
            choice.choose(self._number)
            choice.chosen.connect(self._on_chosen)
            self.head.insertWidget(1, choice)
            self._choice = choice

    def _on_chosen(self, number: object) -> None:
        self._number = number if isinstance(number, int) else None
        self.refresh()

    def _show(self, meeting: Meeting) -> None:
        zone = zone_of(self._document.snapshot.postmortem.zone)
        if meeting.started_at is not None and meeting.ended_at is not None:
            day = day_month_text(meeting.started_at.astimezone(zone))
            hours = "–".join(
                clock_text(at, zone, False) for at in (meeting.started_at, meeting.ended_at)
            )
            self.note.setText(f"{day}, {hours}")
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [
            self._part(line) for line in meeting.minutes.splitlines()[1:] if line.strip()
        ]
        self.problem.hide()

    def _part(self, line: str) -> WrappedLabel:
        if line.startswith("## "):
            part = WrappedLabel(line[3:], "ui_semibold", "ink1", parent=self.text)
            part.setContentsMargins(0, 8, 0, 0)
        elif line.startswith("- "):
            part = WrappedLabel(f"•  {line[2:]}", "body", "ink1", parent=self.text)
        else:
            part = WrappedLabel(line, "ui", "ink2", parent=self.text)
        self._column.addWidget(part)
        return part

    # -- taking it along

    def _on_copy(self) -> None:
        if self._shown is not None:
            QGuiApplication.clipboard().setText(self._shown.minutes)

    def _on_save(self) -> None:
        if self._shown is not None:
            name = f"{self._document.snapshot.postmortem.key or 'postmortem'}-minutes.md"
            start = Path.home() / name
            self.files.save(self, "Save the minutes", start, "Markdown (*.md)", self._write)

    def _write(self, path: Path) -> None:
        if self._shown is None:
            return
        try:
            path.write_text(self._shown.minutes, encoding="utf-8")
        except OSError as reason:
            told = reason.strerror or "unknown reason"
            self.problem.setText(f"Not saved: {told}. Choose another place and try again.")
            self.problem.show()
            return
        self.problem.hide()
