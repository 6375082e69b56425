"""The line under the table of events: type a time and what happened; Enter adds it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.table_columns import margin
from pmdesk.views.timeline.table_commands import EventCommands
from pmdesk.views.timeline.table_rows import ROW


class _Line(QLineEdit):
    """The line itself; its row draws the ground."""

    def __init__(self, row: NewEventRow) -> None:
        super().__init__(row)
        self._row = row
        self.setProperty("frameless", "true")
        self.setPlaceholderText("New event: 14:32 what happened")
        self.setAccessibleName("New event: a time and what happened")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._row.press(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._row.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._row.update()


class NewEventRow(QWidget):
    """Enter adds the event and stays for the next one; without a time it waits for one.

    ``added`` carries the new event's id; ``left`` says that Esc, and ``left_up`` that Up, leads
    out of the line.
    """

    added = Signal(str)
    left = Signal()
    left_up = Signal()

    def __init__(self, commands: EventCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line = _Line(self)
        self.setFocusProxy(self.line)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.show_writable()

    def sizeHint(self) -> QSize:
        return QSize(600, theme().px(ROW))

    def show_writable(self) -> None:
        """Take part only where events may be added."""
        self.setVisible(self._commands.writable)

    def press(self, event: QKeyEvent) -> bool:
        """The keys of the line that are not typing."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
        elif key == Qt.Key.Key_Escape:
            if self.line.text():
                self.line.clear()
            else:
                self.left.emit()
        elif key == Qt.Key.Key_Up:
            self.left_up.emit()
        else:
            return False
        return True

    def _add(self) -> None:
        if not self.line.text().strip():
            return
        event_id = self._commands.add(self.line.text())
        if event_id:
            self.line.clear()
            self.added.emit(event_id)

    def _restyle(self) -> None:
        self.line.setFont(theme().font("ui_medium"))
        self.setFixedHeight(theme().px(ROW))
        self._place()

    def _place(self) -> None:
        left = margin() + theme().px(24)
        self.line.setGeometry(left, 1, max(80, self.width() - left - margin()), self.height() - 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), t.colour("canvas"))
        focused = self.line.hasFocus()
        side = t.px(15)
        token = "accent" if focused else "ink3"
        draw(painter, "plus", token, margin(), self.height() / 2 - side / 2, side)
        painter.setPen(QPen(t.colour("accent" if focused else "line"), 2 if focused else 1))
        y = self.height() - (1 if focused else 0.5)
        painter.drawLine(QPointF(margin(), y), QPointF(self.width() - margin(), y))
