"""Find in the timeline: a line under its head that walks through what it finds."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pmdesk.domain.change import Edit
from pmdesk.domain.timeline import Evidence, TimelineEvent
from pmdesk.domain.timeline_find import Finder, place_in_time
from pmdesk.domain.timescale import TimeScale
from pmdesk.views.controls.buttons import Button, IconButton
from pmdesk.views.controls.labels import ElidedLabel
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.accessible import announce
from pmdesk.views.timeline.scene import TimelineScene

# Of so many events each letter may be looked up at once; more wait for a short rest.
_AT_ONCE, _REST_MS = 2000, 120


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one was before finding: what was selected and which part of time was in view."""

    ids: tuple[str, ...]
    scale: TimeScale


class _Field(QLineEdit):
    """The text to find; its keys that are not typing go to the bar."""

    def __init__(self, bar: FindBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self.setPlaceholderText("Find in the timeline")
        self.setAccessibleName("Find in the timeline")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._bar.press(event):
            super().keyPressEvent(event)


class FindBar(QWidget):
    """Selects one match after the other; ``show`` brings an event into view and selects it.

    ``closed`` says that the bar has gone, ``clear_wanted`` asks to drop the filter that holds
    matches back.
    """

    closed = Signal()
    clear_wanted = Signal()

    def __init__(
        self, scene: TimelineScene, show: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._scene, self._show = scene, show
        self._finder = Finder()
        self._before: _Place | None = None
        self._missed = self._room = 0
        self._off_lanes = 0
        self._start: str | None = None
        self._all: list[str] = []
        self.found: list[str] = []
        self.at = -1
        self.field = _Field(self)
        self.count = ElidedLabel("", "ui", "ink2")
        self.show_all = Button("Show them", "link", on_click=self.clear_wanted.emit, size="compact")
        self.previous = IconButton("chevron-up", "Previous match (Shift+F3)", lambda: self.go(-1))
        self.next = IconButton("chevron-down", "Next match (F3)", lambda: self.go(1))
        self.stay = IconButton("x", "Close and stay here (Ctrl+Enter)", self.close_here)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addWidget(self.count, 1)
        row.addWidget(self.show_all)
        row.addWidget(self.stay)
        self._soon = QTimer(self, singleShot=True, interval=_REST_MS)
        self._soon.timeout.connect(self._look)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._look_again)
        self.field.textEdited.connect(self._on_text_edited)
        scene.document.changed.connect(self._on_document_changed)
        scene.filtered.connect(self._on_others_shown)
        scene.selection.changed.connect(self._on_others_shown)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def _restyle(self) -> None:
        t = theme()
        self._row.setContentsMargins(t.px(24), t.px(4), t.px(16) + self._room, t.px(4))
        self.field.setFont(t.font("ui"))
        self.field.setMinimumWidth(t.px(100))
        self.field.setMaximumWidth(t.px(300))
        self.setFixedHeight(t.px(42))

    def leave_room(self, width: int) -> None:
        """Keep clear of so many pixels at the right."""
        self._room = width
        self._restyle()

    # -- coming and going

    def open(self) -> None:
        """Come into sight with the text found last ready to be typed over."""
        if self.isHidden():
            self._before = _Place(self._scene.selected_events(), self._scene.scale)
            self._start = self._scene.selection.current_of(TimelineEvent)
            self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._look(move=False)

    def close_here(self) -> None:
        """Go, and stay with the match."""
        self.hide()
        self.closed.emit()

    def close_back(self) -> None:
        """Go back to the place before."""
        before, self._before = self._before, None
        self.hide()
        if before is not None:
            self._put_back(before)
        self.closed.emit()

    def _put_back(self, before: _Place) -> None:
        held = self._scene.index.by_id
        self._scene.selection.select(TimelineEvent, *(i for i in before.ids if i in held))
        self._scene.set_scale(before.scale)

    def press(self, event: QKeyEvent) -> bool:
        """The keys of the field that are not typing."""
        key, mods = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            self.close_back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if mods == Qt.KeyboardModifier.ControlModifier:
                self.close_here()
            else:
                self.go(-1 if mods == Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.go(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    # -- finding

    def _on_text_edited(self) -> None:
        if self._scene.sieve.total > _AT_ONCE:
            self._soon.start()
        else:
            self._look()

    def _look(self, move: bool = True) -> None:
        """Look the text up in all events; ``move`` goes to the first match from where one began."""
        scene = self._scene
        self._all = self._finder.find(scene.document.snapshot, self.field.text(), scene.zone)
        self._sort_out()
        if move and self.found:
            # While one types, each longer text is looked for from where one began.
            self._take(self._first_from(self._start))
        elif move and self._before is not None:
            self._put_back(self._before)
        self._tell()

    def _sort_out(self) -> None:
        """Part the matches that can be gone to from those out of sight."""
        held = self._scene.index.by_id
        lanes = {lane.id for lane in self._scene.lanes()}
        seen = [i for i in self._all if i in held]
        self.found = [i for i in seen if held[i].lane_id in lanes]
        self._missed, self._off_lanes = len(self._all) - len(seen), len(seen) - len(self.found)
        current = self._scene.selection.current_of(TimelineEvent)
        self.at = self.found.index(current) if current in self.found else -1

    def _first_from(self, event_id: str | None) -> int:
        """The first match at or after an event in time; the first of all where there is none."""
        index = self._scene.index.by_id
        start = index.get(event_id or "")
        if start is None:
            return 0
        place = place_in_time(start)
        later = (n for n, i in enumerate(self.found) if place_in_time(index[i]) >= place)
        return next(later, 0)

    def go(self, step: int) -> None:
        """Select the next (1) or previous (-1) match; beyond the last comes the first."""
        if self._soon.isActive():
            self._soon.stop()
            self._look()
            return
        if not self.field.text().strip():
            self.open()
            return
        if self.isHidden():
            self._look(move=False)
        self._sort_out()
        if not self.found:
            announce(self, self.count.text())
            return
        if self.at >= 0:
            self._take(self.at + step)
        else:
            current = self._scene.selection.current_of(TimelineEvent)
            first = self._first_from(current)
            self._take(first if step > 0 else first - 1)
        self._start = self.found[self.at]
        self._tell()

    def _take(self, at: int) -> None:
        self.at = at % len(self.found)
        self._show(self.found[self.at])

    def _tell(self) -> None:
        if not self.field.text().strip():
            words = ""
        elif not self.found:
            words = "Nothing found"
        elif self.at < 0:
            words = f"{len(self.found)} found"
        else:
            words = f"{self.at + 1} of {len(self.found)}"
        if self._missed:
            words += f" · {self._missed} more held back by the filter"
        if self._off_lanes:
            words += f" · {self._off_lanes} more in hidden lanes"
        changed = words != self.count.text()
        self.count.setText(words)
        lacking = words.startswith("Nothing")
        self.count.set_token("danger" if lacking else "ink2")
        self.show_all.setVisible(bool(self._missed))
        for button in (self.previous, self.next):
            button.setEnabled(bool(self.found))
        if changed and self.isVisible():
            announce(self, words)

    # -- news

    def _on_document_changed(self, edit: Edit) -> None:
        text, snapshot = self.field.text(), self._scene.document.snapshot
        if not self.isVisible() or not text.strip():
            return
        touched: dict[str, None] = {}
        for change in edit.changes:
            for row in (change.before, change.after):
                if isinstance(row, TimelineEvent | Evidence):
                    touched[row.event_id if isinstance(row, Evidence) else row.id] = None
        # Only what was touched is looked up anew, however many events there are.
        self._all = [i for i in self._all if i not in touched]
        held = [i for i in touched if i in snapshot.events]
        for event_id in self._finder.among(snapshot, held, text, self._scene.zone):
            insort(self._all, event_id, key=lambda i: place_in_time(snapshot.events[i]))
        self._again.start()

    def _on_others_shown(self) -> None:
        # Others are in sight, or another is selected: which of the matches it is may be new.
        if self.isVisible():
            self._again.start()

    def _look_again(self) -> None:
        self._sort_out()
        self._tell()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.colour("sunken"))
        painter.fillRect(0, 0, self.width(), 1, t.colour("line"))
