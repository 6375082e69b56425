"""One record of a list in the report: its fields, its handle to drag by and its menu button."""

from __future__ import annotations

from typing import Generic

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pmdesk.domain.record import RecordT
from pmdesk.views.controls.buttons import IconButton
from pmdesk.views.controls.fields import GrowingText, LineField
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

Field = LineField | GrowingText
# Left of all text lies a strip in which rows show their handle.
GUTTER = 16
LIFT = 4


class Grip(QWidget):
    """The handle that a row is dragged by; Esc puts the row back.

    ``dragged`` and ``dropped`` carry the pointer's place on the screen.
    """

    dragged = Signal(object)
    dropped = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._from: QPoint | None = None
        self._lifted = False
        self.shown = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName("Drag to move")
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(GUTTER, theme().px(24))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().toPoint()
            self._lifted = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        place = event.globalPosition().toPoint()
        if not self._lifted and (place - self._from).manhattanLength() >= LIFT:
            self._lifted = True
            self.grabKeyboard()
        if self._lifted:
            self.dragged.emit(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._end():
            self.dropped.emit(event.globalPosition().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._end():
            self.cancelled.emit()

    def _end(self) -> bool:
        lifted, self._lifted, self._from = self._lifted, False, None
        if lifted:
            self.releaseKeyboard()
        return lifted

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.shown:
            size = GUTTER - 2
            top = (self.height() - size) / 2
            draw(QPainter(self), "grip-vertical", "ink3", (self.width() - size) / 2, top, size)


class Row(QWidget, Generic[RecordT]):
    """Shows one record, or a draft that is none yet (``record_id`` is empty then).

    ``fields`` are its texts by the name of the record's field, in reading order. ``hovered``
    shows handle and menu button, as does focus in one of the fields.
    """

    def __init__(self) -> None:
        super().__init__()
        self.record_id = ""
        self.fields: dict[str, Field] = {}
        self.grip = Grip(self)
        self.more = IconButton("ellipsis", "More (menu key)", parent=self, side=24)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = self.more.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.more.setSizePolicy(policy)
        self.more.hide()
        self._over = False

    def show_record(self, record: RecordT) -> None:
        """Show what the record holds now."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """What Tab walks through, in reading order."""
        return list(self.fields.values())

    def texts(self) -> dict[str, str]:
        """What stands in the fields now, by the record's field."""
        return {name: text_of(field) for name, field in self.fields.items()}

    def is_empty(self) -> bool:
        """Whether nothing is written in the row."""
        return not any(text.strip() for text in self.texts().values())

    def has_focus(self) -> bool:
        """Whether one of the row's widgets has the focus."""
        focus = self.focusWidget()
        return focus is not None and focus.hasFocus()

    def forget(self) -> None:
        """Drop what is being typed, before the row goes."""
        for field in self.fields.values():
            field.revert()

    def set_read_only(self, on: bool) -> None:
        """Let the fields be read, but not changed."""
        for field in self.fields.values():
            field.setReadOnly(on)

    def show_tools(self) -> None:
        """Show handle and menu button while the pointer or the focus is here."""
        shown = bool(self.record_id) and (self._over or self.has_focus())
        writable = all(not field.isReadOnly() for field in self.fields.values())
        self.more.setVisible(shown and writable)
        self.grip.shown = shown and writable
        self.grip.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._over = True
        self.show_tools()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._over = False
        self.show_tools()


def text_of(field: Field) -> str:
    """The text that stands in a field now."""
    return field.text() if isinstance(field, LineField) else field.toPlainText()
