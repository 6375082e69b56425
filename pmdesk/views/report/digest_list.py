"""The rows of the digest: factors with what answers them, actions with owner and date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.digest import FactorLine
from pmdesk.domain.terms import ActionStatus, name_of
from pmdesk.views.controls.focus import by_keyboard
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.controls.panels import draw_tag
from pmdesk.views.theme.glyphs import draw_avatar, draw_check, draw_status, draw_target
from pmdesk.views.theme.theme import theme

ROW = 30
PAD = 8
MOST_TAGS = 2


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with its owner's role and its date as words."""

    action: ActionItem
    owner: str
    due: str
    overdue: bool


Line = FactorLine | ActionLine
_LineT = TypeVar("_LineT", FactorLine, ActionLine)


def text_of_line(line: Line) -> str:
    """The words of a row."""
    if isinstance(line, FactorLine):
        return line.factor.text or "Untitled factor"
    return line.action.text or "Untitled action"


def spoken_line(line: Line) -> str:
    """A row as one sentence for screen readers."""
    if isinstance(line, FactorLine):
        state = f"{line.waiting} open" if line.waiting else "addressed"
        keys = [action.key for action in line.actions]
        return ", ".join([text_of_line(line), state, *keys])
    action = line.action
    owner = line.owner or "no owner"
    parts = [action.key, text_of_line(line), name_of(action.status), owner, line.due or "no date"]
    return ", ".join(parts)


class _Delegate(QStyledItemDelegate):
    """Paints a row; what is cut off is told on hover."""

    def __init__(self, rows: DigestList) -> None:
        super().__init__(rows)
        self._rows = rows

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index
        return QSize(100, theme().px(ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, box, index.row())
        right = box.right() - PAD
        if isinstance(line, FactorLine):
            right = self._factor(painter, line, box, right)
            token = "ink1"
        else:
            right = self._action(painter, line, box, right)
            closed = line.action.status in (ActionStatus.DONE, ActionStatus.WONT_DO)
            token = "ink3" if closed else "ink1"
        text = self._text_box(box, right)
        painter.setFont(theme().font("ui_medium"))
        painter.setPen(theme().colour(token))
        words = theme().elided(text_of_line(line), "ui_medium", text.width())
        self._rows.cut[record_of(line).id] = words != text_of_line(line)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _ground(self, painter: QPainter, box: QRectF, row: int) -> None:
        t = theme()
        rows = self._rows
        if rows.hovered_row == row:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("hover"))
            painter.drawRoundedRect(box, 6, 6)
        if rows.hasFocus() and rows.currentRow() == row and rows.ringed:
            painter.setPen(QPen(t.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)

    @staticmethod
    def _text_box(box: QRectF, right: float) -> QRectF:
        left = box.left() + PAD + theme().px(26)
        return QRectF(left, box.top(), max(8.0, right - left - 6), box.height())

    @staticmethod
    def _factor(painter: QPainter, line: FactorLine, box: QRectF, right: float) -> float:
        t = theme()
        middle = box.center().y()
        centre = box.left() + PAD + t.px(8)
        if line.is_settled:
            draw_check(painter, centre, middle, t.px(16), filled=False)
        else:
            draw_target(painter, False, centre, middle, t.px(16))
        metrics = t.fonts.metrics("meta_semibold", t.scale)
        keys = [action.key for action in line.actions[:MOST_TAGS]]
        more = len(line.actions) - len(keys)
        for key in reversed([*keys, *([f"+{more}"] if more else [])]):
            right -= metrics.horizontalAdvance(key) + t.px(12)
            draw_tag(painter, key, right, middle, "ink2", "hover")
            right -= 5
        if line.waiting:
            words = f"{line.waiting} open"
            wide = metrics.horizontalAdvance(words) + t.px(12)
            right -= wide
            pen = QPen(t.colour("danger"), 2 if t.tokens.flat else 1)
            pen.setDashPattern([3, 2.4])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            tag = QRectF(right, middle - t.px(10), wide, t.px(20)).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(tag, 4, 4)
            painter.setFont(t.font("meta_semibold"))
            painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)
            right -= 5
        return right

    @staticmethod
    def _action(painter: QPainter, line: ActionLine, box: QRectF, right: float) -> float:
        t = theme()
        middle = box.center().y()
        action = line.action
        draw_status(painter, action.status, box.left() + PAD + t.px(8), middle, t.px(16))
        closed = action.status in (ActionStatus.DONE, ActionStatus.WONT_DO)
        missing = not line.due and not closed
        words = line.due or ("" if closed else "No date")
        alarming = missing or line.overdue
        role = "meta_semibold" if alarming else "meta"
        wide = max(t.px(52), t.fonts.metrics(role, t.scale).horizontalAdvance(words))
        painter.setFont(t.font(role))
        painter.setPen(t.colour("danger" if alarming else "ink2"))
        date_box = QRectF(right - wide, box.top(), wide, box.height())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(date_box, align, words)
        size = t.px(20)
        centre = QPointF(date_box.left() - t.px(8) - size / 2, middle)
        if line.owner or not closed:
            draw_avatar(painter, line.owner, centre.x(), centre.y(), size)
        return centre.x() - size / 2

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        del option
        line: Line | None = index.data(Qt.ItemDataRole.UserRole)
        cut = line is not None and self._rows.cut.get(record_of(line).id, False)
        text = text_of_line(line) if line is not None and cut else ""
        if isinstance(line, ActionLine):
            text = spoken_line(line)
        QToolTip.showText(event.globalPos(), tooltip_of(text), view)
        return True


class DigestList(QListWidget):
    """Rows as high as they are many. ``chosen`` carries a record; ``stepped_out`` a direction
    (-1, 1) that leads out at an end; ``left`` follows Esc."""

    chosen = Signal(object)
    stepped_out = Signal(int)
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self.ringed = False
        self.cut: dict[str, bool] = {}
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Delegate(self))
        self.itemClicked.connect(self._choose)
        self.itemEntered.connect(lambda item: self._hover(self.row(item)))
        self.viewportEntered.connect(lambda: self._hover(-1))
        theme().changed.connect(self._fit)

    def show_lines(self, lines: list[_LineT]) -> None:
        """Show other rows; the current one stays current where it is still there."""
        held = self.current_id()
        self.clear()
        for line in lines:
            item = QListWidgetItem(text_of_line(line))
            item.setData(Qt.ItemDataRole.UserRole, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken_line(line))
            self.addItem(item)
            if record_of(line).id == held:
                self.setCurrentItem(item)
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        self._fit()

    def current_id(self) -> str:
        """The id of the current row's record, or an empty text."""
        item = self.currentItem()
        return record_of(item.data(Qt.ItemDataRole.UserRole)).id if item is not None else ""

    def _fit(self) -> None:
        self.setFixedHeight(self.count() * theme().px(ROW))
        self.scheduleDelayedItemsLayout()

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(record_of(item.data(Qt.ItemDataRole.UserRole)))

    def _hover(self, row: int) -> None:
        self.hovered_row = row
        self.viewport().update()

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.ringed = by_keyboard(event.reason())
        super().focusInEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Up and self.currentRow() <= 0:
            self.stepped_out.emit(-1)
        elif key == Qt.Key.Key_Down and self.currentRow() >= self.count() - 1:
            self.stepped_out.emit(1)
        else:
            self.ringed = True
            super().keyPressEvent(event)


def record_of(line: Line) -> Factor | ActionItem:
    """The record that a row shows."""
    return line.factor if isinstance(line, FactorLine) else line.action
