"""Paints the cells of an action: state, words, factors, owner, date, type and tracker."""

from __future__ import annotations

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
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from pmdesk.domain.terms import ActionStatus
from pmdesk.domain.tracker_link import tracker_address
from pmdesk.itemmodels.action_items import ActionCells, ActionTableModel, Column
from pmdesk.views.action_items.columns import MARGIN
from pmdesk.views.action_items.tips import tip_of
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.glyphs import draw_avatar, draw_status, draw_target
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.views.action_items.table import ActionTable

ROW = 48
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


def draw_missing(painter: QPainter, box: QRectF, icon_name: str, words: str) -> None:
    """The dashed outline in the place of what is missing, with what a click does."""
    t = theme()
    metrics = t.fonts.metrics("meta_semibold", t.scale)
    wide = min(box.width(), metrics.horizontalAdvance(words) + t.px(42))
    high = t.px(28)
    rect = QRectF(box.left() - t.px(8), box.center().y() - high / 2, wide, high)
    pen = QPen(t.colour("danger"), 2 if t.tokens.flat else 1.2)
    pen.setDashPattern([3.4, 2.6])
    painter.setPen(pen)
    painter.setBrush(t.colour("danger_soft"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    draw(painter, icon_name, "danger", rect.left() + t.px(8), rect.center().y() - t.px(7), t.px(14))
    painter.setFont(t.font("meta_semibold"))
    painter.setPen(t.colour("danger"))
    text = rect.adjusted(t.px(28), 0, -t.px(4), 0)
    painter.drawText(text, _MIDDLE, theme().elided(words, "meta_semibold", text.width()))


class ActionDelegate(QStyledItemDelegate):
    """Reads a row from the model directly; the table says which cell and row are pointed at."""

    def __init__(self, model: ActionTableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._may = True

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option, index
        return QSize(100, theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        table: ActionTable = option.widget  # type: ignore[assignment]
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        cells = self._model.cells(index.row())
        column = Column(index.column())
        self._may = table.commands.may_edit(column)
        hovered = table.hover_row == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, column, selected, hovered, table)
        if not table.is_editing(cells.action.id, column):
            # What is missing is outlined a little beyond the words.
            painter.setClipRect(rect.adjusted(-theme().px(9), 0, 0, 0))
            box = table.inner(column, rect)
            if table.shows_cursor(index) and table.commands.locked and not self._may:
                box = self._lock(painter, box)
            self._cell(painter, box, cells, column, selected or hovered)
            painter.setClipping(False)
        if table.shows_cursor(index):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().colour("accent" if self._may else "line3"), 1.5))
            left = MARGIN - 6 if column is Column.STATUS else -theme().px(8)
            ring = table.inner(column, rect).adjusted(0, 7, 4, -7)
            ring.setLeft(rect.left() + left)
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
        table: ActionTable = view  # type: ignore[assignment]
        column = Column(index.column())
        room = table.inner(column, QRectF(option.rect)).width()
        commands = table.commands
        locked = "" if commands.may_edit(column) else commands.locked
        words = tip_of(self._model, self._model.cells(index.row()), column, room, locked)
        QToolTip.showText(event.globalPos(), tooltip_of(words), view)
        return True

    @staticmethod
    def _lock(painter: QPainter, box: QRectF) -> QRectF:
        """Say at the end of the current cell that it stays as it is; gives the room left."""
        side = theme().px(14)
        left = box.right() - side - 1
        draw(painter, "lock", "ink2", left, box.center().y() - side / 2, side)
        return box.adjusted(0, 0, -side - theme().px(7), 0)

    @staticmethod
    def _ground(
        painter: QPainter, rect: QRectF, column: Column, selected: bool, hovered: bool,
        table: ActionTable,
    ) -> None:  # fmt: skip
        t = theme()
        if selected or hovered:
            painter.fillRect(rect, t.colour("accent_soft" if selected else "hover"))
        first, last = column is Column.STATUS, column is table.last
        if selected and first:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), t.colour("accent"))
        painter.setPen(QPen(t.colour("line"), 1))
        y = rect.bottom() - 0.5
        if selected and t.tokens.flat:
            # Without tints a selected row is told by its edges.
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 2), t.colour("accent"))
            low = QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2)
            painter.fillRect(low, t.colour("accent"))
            return
        left = rect.left() + (MARGIN if first else 0)
        right = rect.right() - (MARGIN if last else 0)
        painter.drawLine(QPointF(left, y), QPointF(right, y))

    def _cell(
        self, painter: QPainter, box: QRectF, cells: ActionCells, column: Column, near: bool
    ) -> None:
        t = theme()
        if column is Column.STATUS:
            draw_status(
                painter, cells.action.status, box.left() + t.px(8.5), box.center().y(), t.px(17)
            )
        elif column is Column.KEY:
            self._key(painter, box, cells)
        elif column is Column.TEXT:
            self._text(painter, box, cells)
        elif column is Column.FACTORS:
            self._factors(painter, box, cells)
        elif column is Column.OWNER:
            self._owner(painter, box, cells)
        elif column is Column.DUE:
            self._due(painter, box, cells)
        elif column is Column.TYPE:
            words = self._model.text(cells, column)
            faint = "Add type" if near and not words and self._may else ""
            ink = "ink3" if cells.is_closed or faint else "ink2"
            self._words(painter, box, words or faint, "ui", ink)
        else:
            self._tracker(painter, box, cells)

    @staticmethod
    def _words(painter: QPainter, box: QRectF, text: str, role: str, token: str) -> None:
        painter.setFont(theme().font(role))
        painter.setPen(theme().colour(token))
        painter.drawText(box, _MIDDLE, theme().elided(text, role, box.width()))

    def _key(self, painter: QPainter, box: QRectF, cells: ActionCells) -> None:
        t = theme()
        key = cells.action.key
        self._words(painter, box, key, "ui_medium", "ink2")
        if cells.action.verified_by:
            wide = t.fonts.metrics("ui_medium", t.scale).horizontalAdvance(key)
            x, side = box.left() + wide + t.px(3), t.px(13)
            draw(painter, "badge-check", "ok", x, box.center().y() - side / 2, side)

    def _lack(
        self, painter: QPainter, box: QRectF, icon_name: str, words: str, plain: str
    ) -> None:
        """What is missed: an invitation to mend it, or plain words where nothing can be."""
        if self._may:
            draw_missing(painter, box, icon_name, words)
        else:
            self._words(painter, box, plain, "ui_semibold", "danger")

    def _text(self, painter: QPainter, box: QRectF, cells: ActionCells) -> None:
        t = theme()
        text = cells.action.text.strip()
        if not text:
            self._words(painter, box, "Say what will change", "body_medium", "danger")
            return
        token = "ink3" if cells.is_closed else ("ink1" if self._may else "ink2")
        self._words(painter, box, text, "body_medium", token)
        if cells.action.status is ActionStatus.WONT_DO:
            wide = t.fonts.metrics("body_medium", t.scale).horizontalAdvance(
                theme().elided(text, "body_medium", box.width())
            )
            y = round(box.center().y()) + 0.5
            painter.setPen(QPen(t.colour("ink3"), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.left() + wide, y))

    def _factors(self, painter: QPainter, box: QRectF, cells: ActionCells) -> None:
        t = theme()
        if not cells.factors:
            self._offer(painter, box, "workflow", "Link a factor")
            return
        draw_target(painter, True, box.left() + t.px(7), box.center().y(), t.px(15))
        more = f"+{len(cells.factors) - 1}" if len(cells.factors) > 1 else ""
        room = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(more)
        text = box.adjusted(t.px(24), 0, -(room + 8 if more else 0), 0)
        ink = "ink3" if cells.is_closed else "ink2"
        self._words(painter, text, cells.factors[0] or "Untitled factor", "ui", ink)
        if more:
            end = QRectF(box.right() - room, box.top(), room + 2, box.height())
            self._words(painter, end, more, "meta_semibold", "ink2")

    def _owner(self, painter: QPainter, box: QRectF, cells: ActionCells) -> None:
        t = theme()
        if cells.action.owner_id is None:
            if cells.lacks_owner:
                self._lack(painter, box, "user", "Set an owner", "No owner")
            return
        draw_avatar(painter, cells.owner, box.left() + t.px(11), box.center().y(), t.px(22))
        text = box.adjusted(t.px(30), 0, 0, 0)
        token = "ink3" if cells.is_closed else ("ink1" if self._may else "ink2")
        self._words(painter, text, cells.owner, "ui", token)

    def _due(self, painter: QPainter, box: QRectF, cells: ActionCells) -> None:
        t = theme()
        words = self._model.text(cells, Column.DUE)
        if not words:
            if cells.lacks_date:
                self._lack(painter, box, "calendar-plus", "Set a date", "No date")
            return
        late = cells.is_overdue(self._model.today())
        role = "ui_semibold" if late else "ui"
        ink = "danger" if late else ("ink3" if cells.is_closed else "ink1")
        self._words(painter, box, words, role, ink)
        if cells.moves:
            # A small clock that runs backwards: this date was another one before.
            x = box.left() + t.fonts.metrics(role, t.scale).horizontalAdvance(words) + t.px(8)
            draw(painter, "history", "ink3", x, box.center().y() - t.px(6), t.px(12))
            if len(cells.moves) > 1:
                count = QRectF(x + t.px(15), box.top(), t.px(24), box.height())
                self._words(painter, count, str(len(cells.moves)), "tick", "ink3")

    def _tracker(self, painter: QPainter, box: QRectF, cells: ActionCells) -> None:
        t = theme()
        words = self._model.text(cells, Column.TRACKER)
        if not words:
            self._offer(painter, box, "link", "Add link")
            return
        if not tracker_address(cells.action.tracker):
            self._words(painter, box, words, "ui", "ink3" if cells.is_closed else "ink2")
            return
        room = box.adjusted(0, 0, -t.px(18), 0)
        shown = theme().elided(words, "ui_medium", room.width())
        self._words(painter, room, shown, "ui_medium", "accent")
        x = box.left() + t.fonts.metrics("ui_medium", t.scale).horizontalAdvance(shown) + t.px(4)
        draw(painter, "arrow-up-right", "accent", x, box.center().y() - t.px(6), t.px(14))

    def _offer(self, painter: QPainter, box: QRectF, icon_name: str, words: str) -> None:
        """What may be added here but is not missed."""
        if not self._may:
            return
        t = theme()
        draw(painter, icon_name, "ink3", box.left(), box.center().y() - t.px(7), t.px(14))
        self._words(painter, box.adjusted(t.px(20), 0, 0, 0), words, "ui", "ink3")
