"""Accounts of the same minutes side by side under the timeline, each in its own words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pmdesk.domain.accounts import Account, accounts_of
from pmdesk.domain.terms import name_of
from pmdesk.domain.time_text import shift_text, spoken_time
from pmdesk.domain.timeline import Evidence, Lane, TimelineEvent
from pmdesk.views.controls.buttons import IconButton
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Surface
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.accessible import announce
from pmdesk.views.timeline.scene import TimelineScene

HEIGHT, ALONE = 244, 92
_COLUMN = 264
_MOST_EVENTS = 20
_ALONE = (
    "Nobody else tells of these minutes. Choose two events to see them side by side, "
    "or name their sources."
)


class AccountsFoot(QWidget):
    """Follows the selection: one event stands beside what others tell of its minutes, several
    stand beside each other. ``left`` closes it, ``chosen`` carries an event that was clicked."""

    left = Signal()
    chosen = Signal(str)

    def __init__(self, scene: TimelineScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._shown: object = None
        self.columns: list[AccountColumn] = []
        self.setAccessibleName("Accounts side by side")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        whole = QVBoxLayout(self)
        whole.setSpacing(4)
        self._whole = whole
        head = QHBoxLayout()
        self.title = ElidedLabel("Side by side", "section")
        head.addWidget(self.title, 1)
        self.close_button = IconButton("x", "Close (Esc)", self.left.emit)
        head.addWidget(self.close_button)
        whole.addLayout(head)
        self.alone = WrappedLabel(_ALONE, "ui", "ink2")
        whole.addWidget(self.alone)
        self._area = QScrollArea()
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = Surface("surface")
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._area.setWidget(inner)
        whole.addWidget(self._area, 1)
        theme().changed.connect(self._resize)
        scene.selection.changed.connect(self.refresh)
        scene.document.changed.connect(self._on_document_changed)
        self._resize()

    def _resize(self) -> None:
        t = theme()
        self.setFixedHeight(t.px(HEIGHT))
        self._whole.setContentsMargins(t.px(24), t.px(10), t.px(16), t.px(10))
        self._shown = None

    def _on_document_changed(self, _edit: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show the accounts of what is selected, when this is in sight."""
        if self.isHidden():
            return
        snapshot, part = self._scene.document.snapshot, self._scene.part
        if part is not None:
            snapshot = part.known(snapshot)
        ids = self._scene.selected_events()
        found = accounts_of(snapshot, ids[:6])
        evidence = [
            row for held in found for e in held.events for row in snapshot.evidence_of(e.id)
        ]
        key = (found, evidence, self._scene.zone, self._scene.second)
        if key == self._shown:
            return
        self._shown = key
        for old in self.columns:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        own = found[0].events[0] if found else None
        self.columns = [AccountColumn(self._scene, account, own) for account in found]
        for column in self.columns:
            column.chosen.connect(self.chosen)
            self._row.addWidget(column, 1)
        self.title.setText(self._heading(found))
        alone = len(found) < 2
        self.alone.setVisible(alone)
        self._area.setVisible(not alone)
        self.setFixedHeight(theme().px(ALONE if alone else HEIGHT))

    def _heading(self, found: list[Account]) -> str:
        count = len(found)
        if count < 2:
            return "Side by side"
        return f"{count} accounts side by side"

    def told(self) -> str:
        """What a listening program says when this opens."""
        tellers = ", ".join(column.account.teller for column in self.columns)
        return f"{self.title.text()}: {tellers}" if len(self.columns) > 1 else _ALONE

    def open(self) -> None:
        """Come into sight with what is selected now."""
        self.show()
        self.refresh()
        announce(self, self.told())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, theme().colour("line2"))


class AccountColumn(Surface):
    """What one teller says: each event with its time, its distance, its words and evidence."""

    chosen = Signal(str)

    def __init__(
        self, scene: TimelineScene, account: Account, own: TimelineEvent | None
    ) -> None:
        super().__init__("canvas", "line2", 8)
        self.account = account
        self._scene = scene
        self.setAccessibleName(account.teller)
        self.setMinimumWidth(theme().px(_COLUMN))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(ElidedLabel(account.teller or "No source", "meta_semibold", "ink2"))
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = Surface("canvas")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        for event in account.events[:_MOST_EVENTS]:
            rows.addWidget(self._row(event, own))
        more = len(account.events) - _MOST_EVENTS
        if more > 0:
            rows.addWidget(PlainLabel(f"and {more} more", "meta", "ink2"))
        rows.addStretch(1)
        area.setWidget(inner)
        column.addWidget(area, 1)

    def _row(self, event: TimelineEvent, own: TimelineEvent | None) -> QWidget:
        row = _Row(event.id)
        row.pressed.connect(self.chosen)
        lines = QVBoxLayout(row)
        lines.setContentsMargins(0, 0, 4, 0)
        lines.setSpacing(2)
        lines.addWidget(WrappedLabel(self._when(event, own), "meta", "ink2"))
        lines.addWidget(WrappedLabel(event.title or "Untitled event", "ui_semibold"))
        if event.text:
            lines.addWidget(WrappedLabel(event.text, "ui", "ink1"))
        for held in self._scene.document.snapshot.evidence_of(event.id)[:4]:
            lines.addWidget(WrappedLabel(_evidence_words(held), "meta_regular", "ink2"))
        row.setAccessibleName(f"{self._when(event, own)}, {event.title}")
        return row

    def _when(self, event: TimelineEvent, own: TimelineEvent | None) -> str:
        scene = self._scene
        lane = scene.document.snapshot.get(Lane, event.lane_id)
        shown = spoken_time(event, scene.zone)
        parts = [shown]
        if own is not None and event.id != own.id and event.at and own.at and event.at != own.at:
            parts.append(shift_text((event.at - own.at).total_seconds()))
        actor = event.actor if event.actor != self.account.teller else ""
        parts += [lane.name if lane is not None else "", actor, name_of(event.kind)]
        return " · ".join(part for part in parts if part)


def _evidence_words(row: Evidence) -> str:
    words = row.text or row.title or row.link or "Evidence"
    words = " ".join(words.split())
    said = f"{row.speaker}: " if row.speaker else ""
    return f"“{said}{words[:240]}”" if row.text else f"{said}{words[:240]}"


class _Row(QWidget):
    """One event of a column; a click, Enter or Space goes to it."""

    pressed = Signal(str)

    def __init__(self, event_id: str) -> None:
        super().__init__()
        self._id = event_id
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.pressed.emit(self._id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self._id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.fillRect(0, 0, 2, self.height(), theme().colour("accent"))
