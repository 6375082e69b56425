"""What the benchmark of the timeline works on: a crowd of events, and what it is held against."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QWidget

from pmdesk.domain.change import Edit
from pmdesk.domain.postmortem import Postmortem
from pmdesk.domain.record import Record
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import LaneShape, MarkKind
from pmdesk.domain.timeline import Lane, Mark, TimelineEvent

START = datetime(2026, 10, 14, tzinfo=UTC)
WIDTH, HEIGHT = 1600, 900
COLOURS = ("detection", "response", "system", "communication")


def made(count: int) -> Snapshot:
    """A postmortem of so many events over a day, the same each time."""
    dice = random.Random(count)
    tables: dict[type[Record], dict[str, Record]] = {}

    def add(record: Record) -> None:
        tables.setdefault(type(record), {})[record.id] = record

    add(Postmortem(id="pm", pm_id="pm", number=1, title="Crowd"))
    shapes = list(LaneShape)
    for n in range(8):
        add(Lane(id=f"l{n}", pm_id="pm", name=f"Lane {n}", colour=COLOURS[n % 4],
                 shape=shapes[n % len(shapes)], position=float(n)))  # fmt: skip
    for n in range(count):
        burst = dice.random() < 0.7
        seconds = dice.uniform(36_000, 57_600) if burst else dice.uniform(0, 86_400)
        at = START + timedelta(seconds=round(seconds, 1))
        end = at + timedelta(seconds=dice.uniform(30, 1_800)) if dice.random() < 0.2 else None
        add(TimelineEvent(
            id=f"e{n:06}", pm_id="pm", lane_id=f"l{dice.randrange(8)}", at=at, end=end,
            title=f"Event {n:06} of a crowd of many", position=float(n),
        ))  # fmt: skip
    for n, kind in enumerate(MarkKind):
        at = START + timedelta(hours=10 + n)
        add(Mark(id=f"m{n}", pm_id="pm", kind=kind, at=at))
    return Snapshot("pm", tables)


class Storage:
    """Takes every edit and keeps none."""

    read_only = ""

    def load(self, pm_id: str) -> Snapshot:
        raise KeyError(pm_id)

    def append(self, _pm_id: str, _edit: Edit) -> int:
        return 1


class Floor(QWidget):
    """Copies one ready picture: nothing that paints a window can be faster."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.picture = QPixmap(WIDTH, HEIGHT)
        self.picture.fill(Qt.GlobalColor.white)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(0, 0, self.picture)


class Box(QGraphicsItem):
    """An event as most would write it: an item with its own paint."""

    def __init__(self, text: str, width: float) -> None:
        super().__init__()
        self._text, self._rect = text, QRectF(0, 0, max(60.0, width), 24)

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, _option: object, _widget: object = None) -> None:
        painter.setBrush(QColor("#fff"))
        painter.drawRoundedRect(self._rect, 6, 6)
        painter.drawText(self._rect, Qt.AlignmentFlag.AlignCenter, self._text)
