"""What stands under an event's time in the inspector: the other zone, the shifted clock, others."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.accounts import accounts_of
from pmdesk.domain.clock_shift import shift_sentence
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import WrappedLabel
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.second_zone import second_time

# Counting who else tells of the same minutes looks at all events.
_MOST_EVENTS = 5000


class TimeNotes(QWidget):
    """Shows what there is to say of an event's time; takes no room where there is nothing."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._source = ""
        column = QVBoxLayout(self)
        # Under the fields, beside their names.
        column.setContentsMargins(theme().px(66) + 8, 0, 0, 2)
        column.setSpacing(2)
        self.second = WrappedLabel("", "meta", "ink2")
        self.shift = WrappedLabel("", "meta", "warn")
        self.others = WrappedLabel("", "meta", "ink2")
        self.open_shifts = Button("Clock…", "link", on_click=self._open, size="compact")
        self.open_shifts.setToolTip("Shift the clock of this source, or move it back")
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.shift, 1)
        line.addWidget(self.open_shifts)
        for part in (self.second, self._line, self.others):
            column.addWidget(part)

    def show_event(self, event: TimelineEvent) -> None:
        """Show what is to be said of an event."""
        snapshot = self._document.snapshot
        self._source = event.source
        self.second.setText(second_time(snapshot, event.at))
        self.shift.setText(shift_sentence(snapshot, event))
        few = len(snapshot.events) <= _MOST_EVENTS
        count = len(accounts_of(snapshot, [event.id])) - 1 if few and event.at else 0
        words = "1 other tells" if count == 1 else f"{count} others tell"
        self.others.setText(f"{words} of these minutes: S shows them" if count > 0 else "")
        self.second.setVisible(bool(self.second.text()))
        self._line.setVisible(bool(self.shift.text()))
        self.others.setVisible(bool(self.others.text()))
        self.setVisible(any(w.text() for w in (self.second, self.shift, self.others)))

    def _open(self) -> None:
        from pmdesk.views.prompts.clock_shift_sheet import open_clock_shift

        open_clock_shift(self, self._document, self._source)
