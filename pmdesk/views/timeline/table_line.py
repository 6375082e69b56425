"""The line under the table of events: type a time and what happened; Enter adds it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.controls.panels import Surface
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
        self.bubble = Surface("surface", "danger", 6, parent or self)
        row = QHBoxLayout(self.bubble)
        row.setContentsMargins(10, 6, 10, 6)
        self.problem = PlainLabel("", "meta", "danger")
        row.addWidget(self.problem)
        self.bubble.hide()
        self.line.textEdited.connect(lambda _text: self._say(""))
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
                self._say("")
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
        problem = self._commands.line_problem(self.line.text())
        self._say(problem)
        if problem:
            return
        event_id = self._commands.add(self.line.text())
        if event_id:
            self.line.clear()
            self.added.emit(event_id)

    def _say(self, problem: str) -> None:
        """Show under the line, or over it where there is no room, what to type instead."""
        self.problem.setText(problem)
        self.line.setAccessibleDescription(problem)
        self.bubble.setVisible(bool(problem))
        self._place_bubble()

    def _place_bubble(self) -> None:
        over = self.bubble.parentWidget()
        if over is None or not self.problem.text():
            return
        self.bubble.adjustSize()
        at = self.mapTo(over, QPoint(self.line.x(), self.height() + 4))
        if at.y() + self.bubble.height() > over.height():
            at.setY(at.y() - self.height() - self.bubble.height() - 8)
        at.setX(max(8, min(at.x(), over.width() - self.bubble.width() - 8)))
        self.bubble.move(at)
        self.bubble.raise_()

    def _restyle(self) -> None:
        self.line.setFont(theme().font("ui_medium"))
        self.setFixedHeight(theme().px(ROW))
        self._place()

    def _place(self) -> None:
        left = margin() + theme().px(24)
        self.line.setGeometry(left, 1, max(80, self.width() - left - margin()), self.height() - 2)
        self._place_bubble()

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
