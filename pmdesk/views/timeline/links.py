"""What an event hangs together with, as chips: its lane, the factors it shows, the marks on it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.terms import MarkKind, name_of
from pmdesk.domain.timeline import Lane, TimelineEvent
from pmdesk.edits.timeline import edit_event, link_factor, unlink_factor
from pmdesk.edits.timeline_lanes import clear_mark, mark_event, mark_of
from pmdesk.views.controls.buttons import IconButton
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, tooltip_of
from pmdesk.views.controls.panels import Surface
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.theme.glyphs import draw_lane
from pmdesk.views.theme.theme import theme


class Chip(QAbstractButton):
    """A small button that is on or off, with a lane's glyph where one is given."""

    def __init__(self, text: str, lane: Lane | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tooltip_of(text))
        self._lane = lane

    def sizeHint(self) -> QSize:
        t = theme()
        wide = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(self.text())
        return QSize(round(wide) + 20 + (17 if self._lane else 0), t.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, theme().px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, on = theme(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "accent" if on or self.hasFocus() else "line2"
        painter.setPen(QPen(t.colour(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(t.colour("accent_soft" if on else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        left = 9.0
        if self._lane is not None:
            fill = QColor(t.tokens.lane(self._lane.colour, "fill"))
            draw_lane(painter, self._lane.shape, fill, 15, self.height() / 2, 10)
            left += 17
        painter.setFont(t.font("meta_semibold"))
        painter.setPen(t.colour("ink1" if on else "ink2"))
        metrics = t.fonts.metrics("meta_semibold", t.scale)
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - left - 6)
        box = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)


class _Grid(QWidget):
    """Chips two in a row, made anew for each event."""

    columns = 2

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self.chips: dict[str, Chip] = {}

    def _fill(self, chips: dict[str, Chip]) -> None:
        for chip in self.chips.values():
            self._grid.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = chips
        for place, chip in enumerate(chips.values()):
            self._grid.addWidget(chip, place // self.columns, place % self.columns)


class LaneChips(_Grid):
    """The lanes, the event's own one chosen."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._lanes: list[Lane] = []
        self._id = ""

    def show_event(self, event: TimelineEvent) -> None:
        """Show the lane of an event."""
        self._id = event.id
        lanes = [lane for lane in self._document.snapshot.lanes if not lane.hidden]
        if lanes != self._lanes:
            self._lanes = lanes
            chips = {lane.id: Chip(lane.name, lane) for lane in lanes}
            for lane_id, chip in chips.items():
                chip.clicked.connect(lambda _on=False, i=lane_id: self._choose(i))
            self._fill(chips)
        for lane_id, chip in self.chips.items():
            chip.setChecked(lane_id == event.lane_id)

    def _choose(self, lane_id: str) -> None:
        event_id = self._id
        self._document.attempt(lambda s: edit_event(s, event_id, "Change lane", lane_id=lane_id))
        for held, chip in self.chips.items():
            chip.setChecked(held == self._document.snapshot.events[event_id].lane_id)


class MarkChips(_Grid):
    """The marks, those that stand on the event chosen."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._id = ""
        chips = {kind.value: Chip(name_of(kind)) for kind in MarkKind}
        for kind in MarkKind:
            chips[kind.value].clicked.connect(lambda _on=False, k=kind: self._toggle(k))
        self._fill(chips)

    def show_event(self, event: TimelineEvent) -> None:
        """Show what an event marks."""
        self._id = event.id
        held = {m.kind.value for m in self._document.snapshot.marks if m.event_id == event.id}
        for kind, chip in self.chips.items():
            chip.setChecked(kind in held)
            chip.setEnabled(event.at is not None)

    def _toggle(self, kind: MarkKind) -> None:
        event_id = self._id
        held = mark_of(self._document.snapshot, kind)
        if held is not None and held.event_id == event_id:
            self._document.attempt(lambda s: clear_mark(s, kind))
        else:
            self._document.attempt(lambda s: mark_event(s, kind, event_id))
        self.show_event(self._document.snapshot.events[event_id])


class FactorLinks(QWidget):
    """The factors that an event shows, each with a way to unlink it, and one to add more."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._event: TimelineEvent | None = None
        self._shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Supports these factors", "ui_semibold"))
        head.addStretch(1)
        self.add = IconButton("plus", "Link to a factor", self._on_add)
        head.addWidget(self.add)
        column.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column.addLayout(self._rows)

    def show_event(self, event: TimelineEvent) -> None:
        """Show the factors of an event."""
        factors = self._document.snapshot.factors_shown_by(event.id)
        self._event = event
        key = (event.id, tuple((f.id, f.text) for f in factors))
        if key == self._shown:
            return
        self._shown = key
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for factor in factors:
            row = Surface("surface", "line2", 6)
            line = QHBoxLayout(row)
            line.setContentsMargins(10, 2, 2, 2)
            line.addWidget(ElidedLabel(factor.text or "Untitled factor", "ui_medium"), 1)
            unlink = IconButton("x", f"Unlink {factor.text}", partial(self._unlink, factor.id))
            line.addWidget(unlink)
            self._rows.addWidget(row)

    def _unlink(self, factor_id: str) -> None:
        if self._event is not None:
            event_id = self._event.id
            self._document.attempt(lambda s: unlink_factor(s, event_id, factor_id))

    def _on_add(self) -> None:
        if self._event is None:
            return
        event_id = self._event.id
        snapshot = self._document.snapshot
        held = {f.id for f in snapshot.factors_shown_by(event_id)}
        choices = [
            Choice(f.id, f.text, name_of(f.kind))
            for f in snapshot.factors.values()
            if f.id not in held and f.text
        ]
        picker = Picker(choices, self, "Find a factor")

        def picked(value: object) -> None:
            self._document.attempt(lambda s: link_factor(s, event_id, str(value)))

        picker.picked.connect(picked)
        picker.open_under(self.add)
