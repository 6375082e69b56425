"""Hands for the timeline's tests: a panel on the sample that is pressed, dragged and typed at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pmdesk.document.document import Document
from pmdesk.document.selection import Selection
from pmdesk.domain.kinds import referrers
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import Mark, TimelineEvent
from pmdesk.views.timeline.panel import TimelinePanel
from tests.fakes import MemoryStorage, SetClock, sample

Left, No = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Alt, Shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
Control = Qt.KeyboardModifier.ControlModifier


class Desk:
    """A panel on the sample with hands: press, drag, type."""

    def __init__(self, snapshot: Snapshot, mode: str = "full", locked: str = "") -> None:
        self.storage = MemoryStorage(snapshot)
        self.storage.read_only = locked
        self.document = Document(snapshot, self.storage, SetClock())
        self.selection = Selection(self.document)
        self.panel = TimelinePanel(self.document, self.selection)
        self.panel.set_height_mode(mode)
        self.panel.resize(1216, 760)
        self.panel.show()
        self.canvas, self.scene = self.panel.canvas, self.panel.scene
        self.canvas.setFocus()
        for _ in range(4):  # a scroll bar that is needed comes with a later round
            QApplication.processEvents()

    def event(self, start: str) -> TimelineEvent:
        held = self.document.snapshot.events.values()
        return next(e for e in held if e.title.startswith(start))

    def at(self, event: TimelineEvent) -> QPoint:
        rect = self.scene.rect_of(event.id)
        assert rect is not None
        corner = (rect.topLeft() + self.canvas.origin()).toPoint()
        return corner + QPoint(40, int(rect.height() / 2))

    def lane_y(self, name: str) -> int:
        band = next(b for b in self.scene.layout.bands if b.index.lane.name == name)
        return round(self.canvas.origin().y() + band.top + band.height / 2)

    def x_of(self, at: datetime) -> int:
        return round(self.scene.head + self.scene.scale.x(at.timestamp()))

    def press(self, at: QPoint, mods: Qt.KeyboardModifier = No) -> None:
        QTest.mousePress(self.canvas.viewport(), Left, mods, at)

    def move(self, at: QPoint, mods: Qt.KeyboardModifier = No) -> None:
        view = self.canvas.viewport()
        place = QPointF(at)
        moved = QMouseEvent(
            QEvent.Type.MouseMove, place, QPointF(view.mapToGlobal(at)), Qt.MouseButton.NoButton,
            Left, mods,
        )  # fmt: skip
        QApplication.sendEvent(view, moved)
        QApplication.processEvents()

    def release(self, at: QPoint, mods: Qt.KeyboardModifier = No) -> None:
        QTest.mouseRelease(self.canvas.viewport(), Left, mods, at)
        QApplication.processEvents()

    def drag(self, start: QPoint, end: QPoint, mods: Qt.KeyboardModifier = No) -> None:
        self.press(start, No)
        for step in range(1, 9):
            self.move(start + (end - start) * (step / 8), mods)
        self.release(end, mods)

    def key(self, key: Qt.Key, mods: Qt.KeyboardModifier = No) -> None:
        QTest.keyClick(self.canvas, key, mods)
        QApplication.processEvents()


def crowd(count: int) -> Snapshot:
    """So many events, evenly over a day."""
    base = sample()
    first = datetime(2026, 10, 14, 18, 0, tzinfo=UTC)
    lanes = [lane.id for lane in base.lanes]
    held = {
        f"x{n}": TimelineEvent(
            id=f"x{n}", pm_id=base.pm_id, lane_id=lanes[n % 4], title=f"Event {n}",
            at=first + timedelta(seconds=n * 86400 / count), position=n,
        )
        for n in range(count)
    }  # fmt: skip
    return Snapshot(base.pm_id, {**base.tables, TimelineEvent: held, **_without(base)})


def bare() -> Snapshot:
    """The sample with its lanes and nothing on them."""
    base = sample()
    return Snapshot(base.pm_id, {**base.tables, TimelineEvent: {}, Mark: {}, **_without(base)})


def _without(base: Snapshot) -> dict[type, dict[str, object]]:
    return {kind: {} for kind, _ in referrers(TimelineEvent) if kind is not TimelineEvent}
