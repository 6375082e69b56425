"""The table of a feed's preview: it paints the rows and ticks them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pmdesk.views.controls.panels import draw_tag
from pmdesk.views.prompts.feed_rows import Column, FeedRows
from pmdesk.views.theme.glyphs import draw_lane
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

_Index = QModelIndex | QPersistentModelIndex
ROW = 34
_WIDTHS = {Column.TICK: 34, Column.TIME: 188, Column.WHO: 148, Column.LANE: 150}


class _RowDelegate(QStyledItemDelegate):
    """Paints a cell: the tick, the lane with its shape, texts cut to their room."""

    def __init__(self, rows: FeedRows, table: FeedTable) -> None:
        super().__init__(table)
        self._rows, self._table = rows, table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        t = theme()
        rect: QRect = option.rect
        number = self._rows.shown[index.row()]
        column = Column(index.column())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = self._table.selectionModel().isRowSelected(index.row(), QModelIndex())
        if selected and self._table.hasFocus():
            painter.fillRect(rect, t.colour("accent_soft"))
            if column is Column.TICK:
                painter.fillRect(
                    QRect(rect.left(), rect.top(), 3, rect.height()), t.colour("accent")
                )
        painter.setPen(QPen(t.colour("line"), 1))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        on = bool(self._rows.ticks[number])
        if column is Column.TICK:
            self._tick(painter, rect, on)
        elif column is Column.LANE:
            self._lane(painter, rect, number, on)
        elif column is Column.WHAT:
            self._what(painter, rect, index, number, on)
        else:
            quiet = column is Column.TIME and "no " in str(index.data()).lower()
            token = "warn" if quiet else "ink1" if on else "ink3"
            self._words(painter, QRectF(rect), str(index.data()), token)
        painter.restore()

    def _words(self, painter: QPainter, box: QRectF, text: str, token: str) -> None:
        t = theme()
        painter.setFont(t.font("ui"))
        painter.setPen(t.colour(token))
        room = box.adjusted(8, 0, -8, -1)
        shown = t.fonts.metrics("ui", t.scale).elidedText(
            text, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

    def _what(self, painter: QPainter, rect: QRect, index: _Index, number: int, on: bool) -> None:
        t = theme()
        box, sign = QRectF(rect), self._rows.sign(number)
        if sign:
            known = sign != "Notice"
            wide = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(sign) + t.px(12)
            box.setRight(box.right() - wide - 8)
            draw_tag(painter, sign, box.right(), rect.center().y() + 0.5,
                     "warn" if known else "ink2", "warn_soft" if known else "hover")  # fmt: skip
        self._words(painter, box, str(index.data()), "ink1" if on else "ink3")

    def _lane(self, painter: QPainter, rect: QRect, number: int, on: bool) -> None:
        t = theme()
        lane = self._rows.lane(number)
        if lane is None:
            return
        colour = t.tokens.lane(lane.colour, "fill")
        painter.setOpacity(1.0 if on else 0.45)
        at = rect.left() + 8 + t.px(6)
        draw_lane(painter, lane.shape, QColor(colour), at, rect.center().y() + 0.5, t.px(11))
        painter.setOpacity(1.0)
        box = QRectF(rect).adjusted(t.px(18), 0, 0, 0)
        self._words(painter, box, lane.name, "ink1" if on else "ink3")

    @staticmethod
    def _tick(painter: QPainter, rect: QRect, on: bool) -> None:
        t = theme()
        side = t.px(16)
        box = QRectF(rect.left() + 10.5, rect.center().y() - side / 2 + 0.5, side - 1, side - 1)
        painter.setPen(QPen(t.colour("accent" if on else "line3"), 1))
        painter.setBrush(t.colour("accent" if on else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            inner = t.px(12)
            draw(painter, "check", "onaccent", box.center().x() - inner / 2 + 0.5,
                 box.center().y() - inner / 2 + 0.5, inner)  # fmt: skip


class FeedTable(QTableView):
    """Ticks rows by click and Space; ``lane_wanted`` asks for another lane of the selected rows."""

    lane_wanted = Signal()

    def __init__(self, rows: FeedRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.setModel(rows)
        self.setItemDelegate(_RowDelegate(rows, self))
        self.setAccessibleName("Events of the feed")
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setWordWrap(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setHighlightSections(False)
        heads.setSectionsClickable(False)
        theme().changed.connect(self._restyle)
        self._restyle()

    def selected_rows(self) -> list[int]:
        """The rows of the table that are selected, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            rows = self.selected_rows() or [self.currentIndex().row()]
            rows = [row for row in rows if row >= 0]
            if rows:
                on = not all(self.rows.ticks[self.rows.shown[row]] for row in rows)
                self.rows.tick(rows, on)
            return
        if event.key() == Qt.Key.Key_L and not event.modifiers():
            self.lane_wanted.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
            return
        if event.text().isprintable() and event.text() and not event.modifiers():
            # Letters don't hunt for a row: there is a filter for that.
            event.ignore()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if index.column() == Column.TICK:
            self.rows.tick([index.row()], not self.rows.ticks[self.rows.shown[index.row()]])
        elif index.column() == Column.LANE and not event.modifiers():
            self.lane_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        t = theme()
        used = sum(t.px(width) for width in _WIDTHS.values())
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, t.px(width))
        self.setColumnWidth(Column.WHAT, max(t.px(160), self.viewport().width() - used))

    def _restyle(self) -> None:
        t = theme()
        self.verticalHeader().setDefaultSectionSize(t.px(ROW))
        self.horizontalHeader().setFont(t.font("meta"))
        self.horizontalHeader().setFixedHeight(t.px(30))
        self._fit()
        self.viewport().update()
