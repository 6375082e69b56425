"""What became of a hypothesis, and the later one that took its place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.terms import EventKind, HypothesisState, name_of
from pmdesk.domain.time_text import clock_text, spoken_time
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timescale import zone_of
from pmdesk.edits.meaning import later_hypotheses, set_outcome
from pmdesk.views.controls.buttons import IconButton, Segments
from pmdesk.views.controls.labels import PlainLabel, tooltip_of
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.timeline.links import Chip

OPEN_LINK = "open-link"


class HypothesisPart(QWidget):
    """Shown where the event is a hypothesis; ``event_wanted`` carries the id of another event."""

    event_wanted = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._event: TimelineEvent | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.state = Segments([(s, name_of(s), "") for s in HypothesisState])
        self.state.setAccessibleName("What became of it")
        self.state.chosen.connect(self._on_state_chosen)
        column.addWidget(self.state)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(PlainLabel("Revised by", "meta", "ink2"))
        self.later = Chip("")
        self.later.setCheckable(False)
        self.later.clicked.connect(self._on_later_clicked)
        row.addWidget(self.later, 1)
        self.change = IconButton("pencil", "Pick another hypothesis", self.choose, side=28)
        row.addWidget(self.change)
        column.addWidget(self._row)

    def show_event(self, event: TimelineEvent) -> None:
        """Show what became of a hypothesis."""
        self._event = event
        self.setVisible(event.kind is EventKind.HYPOTHESIS)
        if event.kind is not EventKind.HYPOTHESIS:
            return
        self.state.choose(event.hypothesis or HypothesisState.OPEN)
        self._row.setVisible(event.hypothesis is HypothesisState.REVISED)
        later = self._document.snapshot.events.get(event.revised_by or "")
        words = "Pick the later hypothesis"
        if later is not None:
            zone = zone_of(self._document.snapshot.postmortem.zone)
            time = clock_text(later.at, zone) if later.at else "No time yet"
            words = f"{time}  {later.title or 'Untitled event'}"
        self.later.setText(words)
        self.later.setAccessibleName(f"Go to {words}" if later else words)
        self.later.setToolTip(tooltip_of(words))
        # With a goal the chip may be used even where nothing may be changed.
        self.later.setObjectName(OPEN_LINK if later is not None else "")
        self.change.setVisible(later is not None)

    def choose(self) -> None:
        """Pick the later hypothesis from a list."""
        event = self._event
        if event is None or self._document.read_only:
            return
        snapshot = self._document.snapshot
        zone = zone_of(snapshot.postmortem.zone)
        choices = [
            Choice(e.id, e.title or "Untitled event", spoken_time(e, zone))
            for e in later_hypotheses(snapshot, event.id)
        ]
        if not choices:
            self._document.refused.emit(
                "No later hypothesis is on the timeline yet. Add an event of that kind first."
            )
            return
        if event.revised_by:
            choices.append(Choice(None, "None of these", icon="x"))
        picker = Picker(choices, self, "Find a later hypothesis")
        picker.picked.connect(self._on_picked)
        picker.open_under(self.later)

    def _on_state_chosen(self, value: object) -> None:
        event = self._event
        assert isinstance(value, HypothesisState)
        if event is None:
            return
        held = event.revised_by
        self._document.attempt(lambda s: set_outcome(s, event.id, value, held))
        self.show_event(self._document.snapshot.events.get(event.id, event))
        if value is HypothesisState.REVISED and held is None and not self._document.read_only:
            self.choose()

    def _on_picked(self, value: object) -> None:
        event = self._event
        if event is not None:
            later = str(value) if value else None
            self._document.attempt(
                lambda s: set_outcome(s, event.id, HypothesisState.REVISED, later)
            )

    def _on_later_clicked(self) -> None:
        if self._event is not None and self._event.revised_by:
            self.event_wanted.emit(self._event.revised_by)
        else:
            self.choose()
