"""Shifting a source whose clock was wrong: which, how far, why, and what was shifted so far."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.change import Edit
from pmdesk.domain.clock_shift import HOW_TO, Source, shifts_of, sources_of, typed_shift
from pmdesk.domain.day_names import day_month_text
from pmdesk.domain.time_text import clock_text, shift_text
from pmdesk.domain.timeline import ClockShift
from pmdesk.domain.timescale import moment, zone_of
from pmdesk.edits.clock_shifts import explain_shift, remove_shift, shift_source
from pmdesk.views.controls.buttons import Button, IconButton
from pmdesk.views.controls.fields import LineField
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Surface
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.prompts.sheet import Sheet
from pmdesk.views.theme.theme import theme

_FIELD = 320
_NO_SOURCES = "No event with a time names a source yet. Give events their source first."


class ClockShiftSheet(Sheet):
    """Shifts one source at a time and stays open, so that the result can be seen and taken back;
    everything it does is one step of undo."""

    def __init__(self, window: QWidget, document: Document, source: str = "") -> None:
        super().__init__(window, "Shift a clock", 620, "Shift", "clock", other="Close")
        self._document = document
        self._sources = sources_of(document.snapshot)
        names = [held.name for held in self._sources]
        self._name = source if source in names else (names[0] if names else "")
        words = "All events of a source move together, and why is kept with them."
        self.body.addWidget(WrappedLabel(words, "ui", "ink2"))
        self.source = Button("", icon_name="chevron-down", on_click=self._pick)
        self.row("Source", self.source)
        self.far = self._line("+4m, or 14:32 was really 14:36", "How far")
        self.row("How far", self.far)
        self.reason = self._line("For example: its host had no NTP", "Why its clock was off")
        self.row("Why", self.reason)
        self.preview = WrappedLabel("", "ui_medium", "ink1")
        self.body.addWidget(self.preview)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._title = PlainLabel("Shifted so far", "ui_semibold")
        self.body.addWidget(self._title)
        self.body.addLayout(self._list)
        self.rows: list[ShiftRow] = []
        document.changed.connect(self._on_document_changed)
        self._show_held()
        self._preview()

    def _line(self, placeholder: str, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setFont(theme().font("ui"))
        line.setPlaceholderText(placeholder)
        line.setAccessibleName(name)
        line.setFixedWidth(theme().px(_FIELD))
        line.textChanged.connect(lambda _text: self._preview())
        return line

    # -- the source

    def _pick(self) -> None:
        choices = [Choice(s.name, s.name, self._range(s), "clock") for s in self._sources]
        picker = Picker(choices, self.source, "Find a source")
        picker.picked.connect(self._on_picked)
        picker.open_under(self.source)

    def _on_picked(self, name: object) -> None:
        self._name = str(name)
        self._preview()
        self.far.setFocus(Qt.FocusReason.PopupFocusReason)

    def _range(self, source: Source) -> str:
        zone = zone_of(self._document.snapshot.postmortem.zone)
        first, last = source.first.astimezone(zone), source.last.astimezone(zone)
        times = f"{clock_text(first, zone)}–{clock_text(last, zone)}"
        if first.date() != last.date():
            times = f"{day_month_text(first)} – {day_month_text(last)}"
        elif source.count == 1:
            times = clock_text(first, zone)
        return f"{source.count} event{'' if source.count == 1 else 's'}, {times}"

    def _current(self) -> Source | None:
        return next((s for s in self._sources if s.name == self._name), None)

    # -- what it would do

    def _preview(self) -> None:
        source = self._current()
        room = theme().px(_FIELD) - theme().px(48)
        self.source.setText(theme().elided(self._name or "No source", "ui", room))
        self.source.setEnabled(bool(self._sources))
        self.preview.setText("")
        if self._document.read_only:
            self.allow(self._document.read_only)
        elif source is None:
            self.allow(_NO_SOURCES)
        else:
            self._preview_shift(source)
        self.place()

    def _preview_shift(self, source: Source) -> None:
        typed = typed_shift(self.far.text())
        if isinstance(typed, str):
            self.preview.setText(f"{source.name}: {self._range(source)}")
            self.allow(typed if self.far.text().strip() else HOW_TO)
            return
        zone = zone_of(self._document.snapshot.postmortem.zone)
        there = moment(source.first.timestamp() + typed)
        whole = "1 event is" if source.count == 1 else f"{source.count} events are"
        first = f"{clock_text(source.first, zone)} becomes {clock_text(there, zone)}"
        if there.astimezone(zone).date() != source.first.astimezone(zone).date():
            first = f"{first} on {day_month_text(there.astimezone(zone))}"
        self.preview.setText(f"{whole} shown {shift_text(typed)}: {first}.")
        self.allow("" if self.reason.text().strip() else "Say why, so that readers can trust it.")

    def act(self) -> None:
        """Shift, and be ready for another one."""
        source, typed = self._current(), typed_shift(self.far.text())
        if source is None or isinstance(typed, str):
            return
        name, reason = source.name, self.reason.text()
        if self._document.attempt(lambda s: shift_source(s, name, typed, reason)):
            self.far.clear()
            self.reason.clear()
            self.far.setFocus()

    # -- what was done

    def _on_document_changed(self, edit: Edit) -> None:
        self._sources = sources_of(self._document.snapshot)
        if any(change.kind is ClockShift for change in edit.changes):
            self._show_held()
        self._preview()

    def _show_held(self) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [
            ShiftRow(self._document, shift) for shift in shifts_of(self._document.snapshot)
        ]
        for row in self.rows:
            self._list.addWidget(row)
        self._title.setVisible(bool(self.rows))


class ShiftRow(Surface):
    """One recorded shift: its source, how far, why (which can be said anew), and its end."""

    def __init__(self, document: Document, shift: ClockShift) -> None:
        super().__init__("sunken", "line", 8)
        shift_id = shift.id
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 4, 4)
        line.setSpacing(12)
        line.addWidget(ElidedLabel(shift.source, "ui_semibold"), 2)
        line.addWidget(PlainLabel(shift_text(shift.seconds), "ui_medium", "ink2"))
        self.reason = LineField("ui", "Why its clock was off", bare=True)
        self.reason.show_text(shift.reason)
        self.reason.committed.connect(
            lambda text: document.attempt(lambda s: explain_shift(s, shift_id, text))
        )
        line.addWidget(self.reason, 3)
        self.remove = IconButton(
            "undo-2", f"Move {shift.source} back", lambda: self._remove(document, shift_id)
        )
        line.addWidget(self.remove)
        self.reason.setReadOnly(bool(document.read_only))
        self.remove.setEnabled(not document.read_only)

    @staticmethod
    def _remove(document: Document, shift_id: str) -> None:
        document.attempt(lambda s: remove_shift(s, shift_id))


def open_clock_shift(anchor: QWidget, document: Document, source: str = "") -> ClockShiftSheet:
    """Show the sheet over the window of ``anchor``, at a source where one is given."""
    sheet = ClockShiftSheet(anchor.window(), document, source)
    sheet.closed.connect(sheet.deleteLater)
    sheet.open(sheet.far)
    return sheet
