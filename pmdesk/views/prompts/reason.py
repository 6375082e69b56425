"""A small popover that asks for one line: a reason, a date, a name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.theme.theme import theme


class ReasonPrompt(QWidget):
    """Opens beside what it is about. ``answered`` carries the line; Esc and a click away leave.

    ``check`` gives a sentence for a line that can't be taken; it stands under the field.
    """

    answered = Signal(str)

    def __init__(
        self,
        question: str,
        button: str,
        parent: QWidget,
        placeholder: str = "",
        text: str = "",
        check: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(question)
        self._check = check or (lambda line: "" if line.strip() else "A few words are needed.")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(PlainLabel(question, "ui_semibold"))
        self.field = QLineEdit(text)
        self.field.setFont(theme().font("ui"))
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(question)
        self.field.textChanged.connect(self._on_field_text_changed)
        column.addWidget(self.field)
        foot = QHBoxLayout()
        self.why = WrappedLabel("", "meta_regular", "ink2")
        foot.addWidget(self.why, 1)
        self.button = Button(button, "primary", on_click=self._answer)
        foot.addWidget(self.button)
        column.addLayout(foot)
        self.setFixedWidth(theme().px(340))
        self._on_field_text_changed(text)

    def open_at(self, anchor: QWidget, rect: QRect | None = None) -> None:
        """Show below a rectangle of ``anchor``, kept on the screen; returns at once."""
        rect = rect or anchor.rect()
        self.adjustSize()
        place = anchor.mapToGlobal(QPoint(rect.left(), rect.bottom() + 4))
        screen = anchor.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width() - 8)))
        if place.y() + self.height() > screen.bottom():
            place.setY(anchor.mapToGlobal(rect.topLeft()).y() - self.height() - 4)
        self.move(place)
        self.show()
        self._fit()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surface"))
        painter.setPen(QPen(theme().colour("line3"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _on_field_text_changed(self, text: str) -> None:
        problem = self._check(text)
        self.why.setText(problem)
        self.button.setEnabled(not problem)
        self._fit()

    def _fit(self) -> None:
        """As high as the sentence needs, which is longer for one text than for another."""
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _answer(self) -> None:
        text = self.field.text().strip()
        if not self._check(text):
            self.close()
            self.answered.emit(text)
