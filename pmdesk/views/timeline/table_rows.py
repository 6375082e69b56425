"""Paints the cells of an event in the table: time, lane, kind, words, evidence, star and marks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from pmdesk.domain.terms import Audience
from pmdesk.domain.time_text import spoken_time
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.itemmodels.timeline_events import Column, EventTableModel
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.glyphs import draw_lane
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.table_columns import margin

if TYPE_CHECKING:
    from pmdesk.views.timeline.table import EventTable

ROW = 38
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex
_ROLES = {Column.TIME: "ui_medium", Column.TEXT: "ui_medium"}


def draw_star(painter: QPainter, x: float, cy: float, on: bool) -> None:
    """A star with its left edge at ``x``: full where there is one, an outline where one may be."""
    t = theme()
    side = t.px(15)
    colour = t.colour("warn" if on else "ink3")
    points = []
    for n in range(10):
        reach = side * (0.5 if n % 2 == 0 else 0.22)
        turn = math.pi * n / 5
        points.append(
            QPointF(x + side / 2 + reach * math.sin(turn), cy + 0.5 - reach * math.cos(turn))
        )
    pen = QPen(colour, 1.2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour if on else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF(points))


class EventDelegate(QStyledItemDelegate):
    """Reads a row from the model directly; the table says which cell and row are pointed at."""

    def __init__(self, model: EventTableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option, index
        return QSize(100, theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        table: EventTable = option.widget  # type: ignore[assignment]
        rect, row, column = QRectF(option.rect), index.row(), Column(index.column())
        event = self._model.event_at(row)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = table.hover_row == row
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, column, selected, hovered, table)
        if row == table.first_undated and row:
            # What waits for a time is a group of its own, whatever the table is sorted by.
            left = rect.left() + (margin() if column is Column.TIME else 0)
            right = rect.right() - (margin() if column is table.last else 0)
            painter.fillRect(QRectF(left, rect.top(), right - left, 2), theme().colour("line3"))
        if not table.is_editing(event.id, column):
            self._cell(painter, table.inner(column, rect), event, column, selected or hovered)
        if table.shows_cursor(index):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().colour("accent"), 1.5))
            ring = table.inner(column, rect).adjusted(0, 5, 4, -5)
            ring.setLeft(rect.left() + (margin() - 6 if column is Column.TIME else -theme().px(6)))
            painter.drawRoundedRect(ring, 6, 6)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        if not index.isValid():
            return False
        table: EventTable = view  # type: ignore[assignment]
        room = table.inner(Column(index.column()), QRectF(option.rect)).width()
        words = self.tip(self._model.event_at(index.row()), Column(index.column()), room)
        QToolTip.showText(event.globalPos(), tooltip_of(words), view)
        return True

    def tip(self, event: TimelineEvent, column: Column, room: float) -> str:
        """What a cell with ``room`` pixels for its words tells on hover; empty where all shows."""
        t = theme()
        if column is Column.TIME:
            words = spoken_time(event, self._model.zone)
            return f"{words} {self._model.zone.key}" if event.at is not None else words
        if column is Column.STAR:
            return "In the short report" if event.star else "Star: goes in the short report (Space)"
        if column is Column.EVIDENCE:
            count = self._model.evidence_of(event.id)
            return f"{count} pieces of evidence" if count > 1 else ""
        words = self._model.text(event, column)
        if column is Column.LANE:
            room -= t.px(20)
        role = _ROLES.get(column, "ui")
        fits = t.fonts.metrics(role, t.scale).horizontalAdvance(words) <= room
        return "" if fits else words

    @staticmethod
    def _ground(
        painter: QPainter, rect: QRectF, column: Column, selected: bool, hovered: bool,
        table: EventTable,
    ) -> None:  # fmt: skip
        t = theme()
        if selected or hovered:
            painter.fillRect(rect, t.colour("accent_soft" if selected else "hover"))
        first, last = column is Column.TIME, column is table.last
        if selected and first:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), t.colour("accent"))
        if selected and t.tokens.flat:
            # Without tints a selected row is told by its edges.
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 2), t.colour("accent"))
            low = QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2)
            painter.fillRect(low, t.colour("accent"))
            return
        painter.setPen(QPen(t.colour("line"), 1))
        left = rect.left() + (margin() if first else 0)
        right = rect.right() - (margin() if last else 0)
        y = rect.bottom() - 0.5
        painter.drawLine(QPointF(left, y), QPointF(right, y))

    def _cell(
        self, painter: QPainter, box: QRectF, event: TimelineEvent, column: Column, near: bool
    ) -> None:
        if column is Column.TIME:
            words = self._model.text(event, column)
            ink = "ink1" if words else "ink3"
            self._words(painter, box, words or "No time yet", "ui_medium" if words else "ui", ink)
        elif column is Column.LANE:
            self._lane(painter, box, event)
        elif column is Column.TEXT:
            ink = "ink1" if event.title else "ink3"
            self._words(painter, box, event.title or "Untitled event", "ui_medium", ink)
        elif column is Column.EVIDENCE:
            self._evidence(painter, box, event, near)
        elif column is Column.AUDIENCE:
            outside = event.audience is Audience.EXTERNAL
            words = self._model.text(event, column)
            self._words(painter, box, words, "ui", "ink1" if outside else "ink3")
        elif column is Column.STAR:
            if event.star or near:
                draw_star(painter, box.left(), box.center().y(), event.star)
        elif column is Column.MARKS:
            self._marks(painter, box, event)
        else:
            self._words(painter, box, self._model.text(event, column), "ui", "ink2")

    @staticmethod
    def _words(painter: QPainter, box: QRectF, text: str, role: str, token: str) -> None:
        if not text:
            return
        painter.setFont(theme().font(role))
        painter.setPen(theme().colour(token))
        painter.drawText(box, _MIDDLE, theme().elided(text, role, box.width()))

    def _lane(self, painter: QPainter, box: QRectF, event: TimelineEvent) -> None:
        t = theme()
        lane = self._model.lanes.get(event.lane_id)
        if lane is None:
            return
        fill = QColor(t.tokens.lane(lane.colour, "fill"))
        draw_lane(painter, lane.shape, fill, box.left() + t.px(6), box.center().y(), t.px(11))
        self._words(painter, box.adjusted(t.px(20), 0, 0, 0), lane.name, "ui", "ink2")

    def _evidence(self, painter: QPainter, box: QRectF, event: TimelineEvent, near: bool) -> None:
        count = self._model.evidence_of(event.id)
        if not count and not near:
            return
        t = theme()
        side = t.px(13)
        draw(painter, "paperclip", "ink3", box.left(), box.center().y() - side / 2, side)
        words = str(count) if count else "Add"
        text = box.adjusted(t.px(19), 0, 0, 0)
        self._words(painter, text, words, "ui", "ink2" if count else "ink3")

    def _marks(self, painter: QPainter, box: QRectF, event: TimelineEvent) -> None:
        words = self._model.text(event, Column.MARKS)
        if not words:
            return
        t = theme()
        side = t.px(13)
        draw(painter, "flag", "ink2", box.left(), box.center().y() - side / 2, side)
        self._words(painter, box.adjusted(t.px(19), 0, 0, 0), words, "ui", "ink1")
