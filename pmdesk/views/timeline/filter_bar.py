"""The filter of the timeline: chips with counts under its head, or one line that says it is on."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from pmdesk.domain.change import Edit
from pmdesk.domain.terms import Audience, EventKind, name_of
from pmdesk.domain.timeline import Lane
from pmdesk.domain.timeline_filter import Tally, TimelineFilter
from pmdesk.views.controls.buttons import Button, IconButton, Pill
from pmdesk.views.controls.flow import FlowLayout
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel
from pmdesk.views.controls.panels import Hairline
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.accessible import announce
from pmdesk.views.timeline.scene import TimelineScene

_REST_MS = 120
_EVIDENCE = ((("evidence", True), "With evidence"), (("evidence", False), "Without evidence"))
_OTHERS = ("star", Audience.INTERNAL, Audience.EXTERNAL)


def filter_words(wanted: TimelineFilter, lanes: dict[str, str]) -> str:
    """A filter in words, "System, Response; with evidence"; ``lanes`` are names by id."""
    parts = [
        ", ".join(lanes[i] for i in lanes if i in wanted.lanes),
        ", ".join(name_of(kind).lower() for kind in EventKind if kind in wanted.kinds),
    ]
    if wanted.evidence is not None:
        parts.append("with evidence" if wanted.evidence else "without evidence")
    if wanted.starred:
        parts.append("starred")
    if wanted.audience is not None:
        parts.append(name_of(wanted.audience).lower())
    if wanted.text:
        parts.append(f"“{wanted.text}”")
    return "; ".join(part for part in parts if part)


class _Field(QLineEdit):
    """Words that events must have; Enter and Esc go back to the events."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Sets what the scene shows. While closed it takes no room unless a filter is on.

    ``left`` says that the keyboard goes back to the events, ``height_changed`` that it is of
    another height; ``changed`` carries the filter.
    """

    left = Signal()
    height_changed = Signal()
    changed = Signal(object)

    def __init__(self, scene: TimelineScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._tally: Tally | None = None
        self.is_open = False
        self._allowed = True
        self._room = 0
        self.pills: dict[Hashable, Pill] = {}
        self.field = _Field(self)
        self.field.setPlaceholderText("Only events with these words")
        self.field.setAccessibleName("Only events with these words")
        self.field.setClearButtonEnabled(True)
        self.count = PlainLabel("", "ui_semibold", "ink1")
        self.words = ElidedLabel("", "ui", "ink2")
        self.change = Button("Change", "link", on_click=self.open, size="compact")
        self.clear_button = Button("Clear", "link", on_click=self.clear, size="compact")
        self.close_button = IconButton("x", "Close the filter (Esc)", self.fold)
        self._line = line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.field, 1)
        line.addWidget(self.count)
        line.addWidget(self.words, 1)
        line.addWidget(self.change)
        line.addWidget(self.clear_button)
        line.addWidget(self.close_button)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._chips.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self._chips)
        self._soon = QTimer(self, singleShot=True, interval=_REST_MS)
        self._soon.timeout.connect(self._read_text)
        self.field.textChanged.connect(lambda _text: self._soon.start())
        self.field.done.connect(self._on_field_done)
        scene.document.changed.connect(self._on_document_changed)
        scene.filtered.connect(self.refresh)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.refresh()

    @property
    def wanted(self) -> TimelineFilter:
        """What is asked for now."""
        return self._scene.sieve.wanted

    # -- coming and going

    def open(self) -> None:
        """Show all chips, with the words ready to be typed."""
        if not self.is_open:
            self.is_open = True
            self._tally = Tally(self._scene.document.snapshot)
            self.refresh()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def fold(self) -> None:
        """Put the chips away; a filter stays on, and one line says so."""
        had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._read_text()
        self.is_open, self._tally = False, None
        if had_focus:
            self.left.emit()
        self.refresh()

    def show_in(self, allowed: bool) -> None:
        """Whether there is room for it: over the strip there is none."""
        self._allowed = allowed
        self.refresh()

    def leave_room(self, width: int) -> None:
        """Keep clear of so many pixels at the right."""
        if width != self._room:
            self._room = width
            self._restyle()

    def toggle(self) -> None:
        """Open or put away."""
        if self.is_open:
            self.fold()
        else:
            self.open()

    def clear(self) -> None:
        """Show all events again."""
        self.set(TimelineFilter())
        if not self.is_open:
            self.left.emit()

    def set(self, wanted: TimelineFilter) -> None:
        """Show the events that are like that; lanes that are gone are left out."""
        held = self._scene.document.snapshot.of(Lane)
        wanted = replace(wanted, lanes=frozenset(i for i in wanted.lanes if i in held))
        if self.field.text().strip() != wanted.text:
            self.field.setText(wanted.text)
        self._soon.stop()
        if wanted == self.wanted:
            return
        self._scene.show_only(wanted)
        announce(self, self.count.text() or "All events shown")
        self.changed.emit(wanted)

    def _read_text(self) -> None:
        self._soon.stop()
        text = " ".join(self.field.text().split())
        if text != self.wanted.text:
            self.set(replace(self.wanted, text=text))

    def _on_field_done(self) -> None:
        self._read_text()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.fold()
        else:
            super().keyPressEvent(event)

    # -- the chips

    def _toggle(self, facet: Hashable) -> None:
        wanted = self.wanted
        if isinstance(facet, EventKind):
            wanted = replace(wanted, kinds=wanted.kinds ^ {facet})
        elif isinstance(facet, Audience):
            wanted = replace(wanted, audience=None if wanted.audience is facet else facet)
        elif facet == "star":
            wanted = replace(wanted, starred=not wanted.starred)
        elif isinstance(facet, tuple):
            wanted = replace(wanted, evidence=None if wanted.evidence is facet[1] else facet[1])
        else:
            wanted = replace(wanted, lanes=wanted.lanes ^ {str(facet)})
        self.set(wanted)

    def _is_on(self, facet: Hashable) -> bool:
        wanted = self.wanted
        if isinstance(facet, tuple):
            return wanted.evidence is not None and ("evidence", wanted.evidence) == facet
        if facet == "star":
            return wanted.starred
        return facet in wanted.lanes or facet in wanted.kinds or facet is wanted.audience

    def _offered(self) -> list[list[tuple[Hashable, str]]]:
        """The chips by group: lanes, kinds that occur, evidence, the rest."""
        assert self._tally is not None
        count = self._tally.of
        lanes = [(lane.id, lane.name or "Unnamed lane") for lane in self._scene.lanes()]
        kinds = [(k, name_of(k)) for k in EventKind if count[k] > 0 or k in self.wanted.kinds]
        others = [(f, "Starred" if f == "star" else name_of(Audience(f))) for f in _OTHERS]
        return [[*lanes], [*kinds], [*_EVIDENCE, *others]]

    def _show_chips(self) -> None:
        if self._tally is None:
            return
        groups = self._offered()
        facets = [facet for group in groups for facet, _ in group]
        if facets != list(self.pills):
            self._build(groups)
        for group in groups:
            for facet, words in group:
                pill = self.pills[facet]
                if pill.text() != words:
                    pill.setText(words)
                pill.set_count(self._tally.of[facet])
                pill.setChecked(self._is_on(facet))

    def _build(self, groups: list[list[tuple[Hashable, str]]]) -> None:
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.pills = {}
        for number, group in enumerate(groups):
            if number and group:
                line = Hairline(vertical=True, token="line2", parent=self._chips)
                line.setFixedHeight(theme().px(20))
                self._flow.addWidget(line)
                line.show()
            for facet, words in group:
                pill = Pill(words, 0, parent=self._chips)
                pill.clicked.connect(lambda _on=False, f=facet: self._toggle(f))
                self._flow.addWidget(pill)
                pill.show()
                self.pills[facet] = pill

    # -- showing

    def refresh(self) -> None:
        """Show counts, chips and words as they are now."""
        sieve = self._scene.sieve
        on = bool(sieve.wanted)
        self._show_chips()
        shown = f"{sieve.shown:,} of {sieve.total:,} shown" if on else ""
        self.count.setText(shown)
        self.count.setVisible(on)
        lanes = {lane.id: lane.name for lane in self._scene.document.snapshot.lanes}
        self.words.setText(filter_words(sieve.wanted, lanes) if on else "")
        self.field.setVisible(self.is_open)
        self._chips.setVisible(self.is_open)
        self.change.setVisible(not self.is_open)
        self.clear_button.setVisible(on)
        self.close_button.setVisible(self.is_open)
        high = self.wanted_height()
        seen = high > 0 and self._allowed
        if self.height() != high or self.isHidden() == seen:
            self.setVisible(seen)
            self.setFixedHeight(high)
            self.height_changed.emit()

    def wanted_height(self) -> int:
        """The height in pixels; 0 where there is nothing to show."""
        t = theme()
        if not self.is_open:
            return t.px(36) if self.wanted else 0
        return t.px(40) + self._flow.heightForWidth(max(248, self.width()))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        if self.is_open and self.height() != self.wanted_height():
            QTimer.singleShot(0, self, self.refresh)

    def sizeHint(self) -> QSize:
        return QSize(600, self.wanted_height())

    def _restyle(self) -> None:
        t = theme()
        self._line.setContentsMargins(t.px(24), t.px(4), t.px(16) + self._room, t.px(4))
        self._flow.setContentsMargins(t.px(24), 0, t.px(24) + self._room, t.px(10))
        self.field.setFont(t.font("ui"))
        self.field.setMinimumWidth(t.px(100))
        self.field.setMaximumWidth(t.px(260))
        self.refresh()

    def _on_document_changed(self, edit: Edit) -> None:
        if self._tally is not None:
            self._tally.update(edit, self._scene.document.snapshot)
        if self.is_open or self.wanted:
            self.refresh()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.colour("sunken"))
        painter.fillRect(0, 0, self.width(), 1, t.colour("line"))
