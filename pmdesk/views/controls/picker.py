"""A list to pick from that narrows down while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pmdesk.views.controls.labels import WrappedLabel
from pmdesk.views.theme.glyphs import draw_avatar
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

_ROW = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: its value, words, a second line, and an icon or avatar."""

    value: object
    title: str
    detail: str = ""
    icon: str = ""
    avatar: bool = False


class _ChoiceDelegate(QStyledItemDelegate):
    """Paints a choice with its icon and detail."""

    def __init__(self, rows: QListWidget) -> None:
        super().__init__(rows)
        self._list = rows

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option
        choice: Choice = index.data(Qt.ItemDataRole.UserRole)
        return QSize(100, theme().px(_ROW if choice.detail else 32))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        t = theme()
        choice: Choice = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        current = self._list.currentRow() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("press" if t.tokens.is_dark else "hover"))
            painter.drawRoundedRect(QRectF(rect), 5, 5)
        left = rect.left() + 10
        if choice.avatar:
            draw_avatar(painter, choice.title, left + 11, rect.center().y() + 0.5, t.px(22))
            left += 32
        elif choice.icon:
            draw(painter, choice.icon, "ink2", left, rect.center().y() - t.px(7), t.px(15))
            left += 26
        text = QRectF(left, rect.top(), rect.right() - left - 8, rect.height())
        painter.setFont(t.font("ui_medium"))
        painter.setPen(t.colour("ink1"))
        if choice.detail:
            half = rect.height() / 2
            text = QRectF(left, rect.top() + 3, text.width(), half - 2)
            low = QRectF(left, rect.top() + half, text.width(), half - 3)
            title = t.elided(choice.title, "ui_medium", text.width())
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, title)
            painter.setFont(t.font("meta_regular"))
            painter.setPen(t.colour("ink2"))
            detail = t.elided(choice.detail, "meta_regular", low.width())
            painter.drawText(low, Qt.AlignmentFlag.AlignVCenter, detail)
        else:
            title = t.elided(choice.title, "ui_medium", text.width())
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()


class Picker(QWidget):
    """A popup with a filter field; ``picked`` carries the value, ``made`` a new text.

    ``explain`` may answer what is typed with a sentence; then Enter alone takes nothing.
    """

    picked = Signal(object)
    made = Signal(str)

    def __init__(
        self,
        choices: Sequence[Choice],
        parent: QWidget,
        placeholder: str = "Type to narrow down",
        new_words: str = "",
        explain: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choices = list(choices)
        self._new_words = new_words
        self._explain = explain
        self._upwards = False
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self.field = QLineEdit()
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        self.field.setFont(theme().font("ui"))
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._fill)
        self.list = QListWidget()
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(placeholder)
        self.list.setItemDelegate(_ChoiceDelegate(self.list))
        self.list.itemClicked.connect(lambda _item: self._take())
        self.list.itemEntered.connect(self.list.setCurrentItem)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.note = WrappedLabel("", "meta", "danger")
        self.note.hide()
        column.addWidget(self.note)
        self._fill("")

    def open_under(self, anchor: QWidget, rect: QRect | None = None) -> None:
        """Show below a rectangle of ``anchor`` (or all of it), kept on the screen."""
        rect = rect or anchor.rect()
        written = theme().fonts.metrics("meta_regular", theme().scale).horizontalAdvance
        details = max((written(c.detail) for c in self._choices if c.detail), default=0.0)
        width = max(theme().px(250), rect.width(), min(theme().px(380), round(details) + 52))
        self.setFixedSize(width, self._wanted_height())
        place = anchor.mapToGlobal(QPoint(rect.left(), rect.bottom() + 4))
        screen = anchor.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - width)))
        self._upwards = place.y() + self.height() > screen.bottom()
        if self._upwards:
            place.setY(anchor.mapToGlobal(rect.topLeft()).y() - self.height() - 4)
        self.move(place)
        self.show()
        self.field.setFocus()

    def _wanted_height(self) -> int:
        """As high as all rows and the one for a new text, but no more than a short list."""
        rows = sum(self.list.sizeHintForRow(i) for i in range(self.list.count()))
        new = theme().px(32) if self._new_words and not self.field.text().strip() else 0
        around = self.field.sizeHint().height() + 2 * 8 + 6 + 2
        if not self.note.isHidden():
            around += self.note.heightForWidth(self.width() - 16) + 6
        return min(theme().px(300), rows + new + around)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() != QEvent.Type.KeyPress:
                return False
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = (self.list.currentRow() + step) % max(1, self.list.count())
                self.list.setCurrentRow(row)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self._take()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surface"))
        painter.setPen(QPen(theme().colour("line2"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _fill(self, typed: str) -> None:
        self.list.clear()
        wanted = typed.casefold().split()
        shown = [c for c in self._choices if all(w in c.title.casefold() for w in wanted)]
        exact = any(c.title.casefold() == typed.strip().casefold() for c in shown)
        if self._new_words and typed.strip() and not exact:
            words = f"{self._new_words} “{typed.strip()}”"
            shown.append(Choice(None, words, icon="plus"))
        for choice in shown:
            item = QListWidgetItem(choice.title)
            item.setData(Qt.ItemDataRole.UserRole, choice)
            self.list.addItem(item)
        problem = self._explain(typed) if self._explain is not None else ""
        self.note.setText(problem)
        self.note.setVisible(bool(problem))
        self.list.setCurrentRow(-1 if problem else 0)
        if self.isVisible():
            bottom = self.geometry().bottom()
            self.setFixedHeight(self._wanted_height())
            if self._upwards:
                self.move(self.x(), bottom - self.height() + 1)

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        choice: Choice = item.data(Qt.ItemDataRole.UserRole)
        typed = self.field.text().strip()
        self.close()
        if choice.icon == "plus" and choice.value is None and typed:
            self.made.emit(typed)
        else:
            self.picked.emit(choice.value)
