"""Backups to choose one from: when, why, how many postmortems, how large."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pmdesk.domain.day_names import long_day_text
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.document.desk_port import Backup

_ROW, _MOST = 48, 7
_REASONS = {
    "at close": "When pmdesk was closed",
    "asked for": "Made by hand",
    "each half hour": "After half an hour of work",
    "before restore": "Before another backup was restored",
    "file was gone": "When the library file was gone",
}


def when_of(backup: Backup) -> str:
    """The time of a backup on this machine's clock."""
    at = backup.at.astimezone()
    return f"{long_day_text(at)}, {at:%H:%M}"


def why_of(backup: Backup) -> str:
    """Why it was made."""
    found = _REASONS.get(backup.reason, backup.reason)
    return found[:1].upper() + found[1:]


def holds_of(backup: Backup) -> str:
    """How many postmortems it holds."""
    if backup.postmortems is None:
        return "Can’t be read"
    return "1 postmortem" if backup.postmortems == 1 else f"{backup.postmortems} postmortems"


def size_of(backup: Backup) -> str:
    """Its size in the unit that reads best."""
    size = float(backup.size)
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit != "MB" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


class _Delegate(QStyledItemDelegate):
    """Paints a backup in two lines."""

    def __init__(self, rows: QListWidget) -> None:
        super().__init__(rows)
        self._list = rows

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index
        return QSize(200, theme().px(_ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        t = theme()
        backup: Backup = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._list.currentRow() == index.row():
            focused = self._list.hasFocus()
            painter.setPen(
                QPen(t.colour("accent"), 2) if focused or t.tokens.flat else Qt.PenStyle.NoPen
            )
            painter.setBrush(t.colour("accent_soft"))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 5, 5)
        side = t.px(120)
        left, half = rect.left() + t.px(12), rect.height() / 2
        right = QRectF(rect.right() - side - t.px(12), rect.top(), side, rect.height())
        main = QRectF(left, rect.top(), right.left() - left - 8, rect.height())
        bad = "danger" if backup.postmortems is None else "ink1"
        align = Qt.AlignmentFlag.AlignLeft
        for box, words, low, token in (
            (main, when_of(backup), why_of(backup), "ink1"),
            (right, holds_of(backup), size_of(backup), bad),
        ):
            high = box.adjusted(0, t.px(5), 0, -half)
            self._line(painter, high, align, words, "ui_medium", token)
            deep = box.adjusted(0, half, 0, -t.px(5))
            self._line(painter, deep, align, low, "meta_regular", "ink2")
            align = Qt.AlignmentFlag.AlignRight
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, box: QRectF, align: Qt.AlignmentFlag, text: str, role: str,
              token: str) -> None:  # fmt: skip
        t = theme()
        painter.setFont(t.font(role))
        painter.setPen(t.colour(token))
        shown = t.elided(text, role, box.width())
        painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, shown)


class BackupList(QListWidget):
    """``chosen`` tells that another one is current, ``taken`` that one was double-clicked or
    Enter pressed."""

    chosen = Signal()
    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = _MOST
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Backups")
        self.currentRowChanged.connect(lambda _row: self.chosen.emit())
        self.itemActivated.connect(lambda _item: self.taken.emit())
        theme().changed.connect(self._restyle)

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """List these, the first one current, or the one that was if it is still there."""
        before = self.current()
        self.clear()
        for backup in backups:
            item = QListWidgetItem(self)
            item.setData(Qt.ItemDataRole.UserRole, backup)
            words = [when_of(backup), why_of(backup), holds_of(backup), size_of(backup)]
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(words))
        rows = [i for i, b in enumerate(backups) if before is not None and b.path == before.path]
        self.setCurrentRow(rows[0] if rows else 0)
        self._restyle()

    def current(self) -> Backup | None:
        """The one that is chosen."""
        item = self.currentItem()
        found: Backup | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found

    def fit(self, room: int) -> None:
        """Take no more height than ``room`` (px), but always that of three rows."""
        self._most = max(3, min(_MOST, room // theme().px(_ROW)))
        self._restyle()

    def _restyle(self) -> None:
        rows = max(1, min(self._most, self.count()))
        self.setFixedHeight(rows * theme().px(_ROW) + 2)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
