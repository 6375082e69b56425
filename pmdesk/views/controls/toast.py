"""The note at the foot of the window that says what has just happened and offers to undo it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.theme.shadows import Shadow
from pmdesk.views.theme.theme import theme

SHOWN_MS = 8000


class _Key(QWidget):
    """A key in the colours of the toast."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        t = theme()
        width = t.fonts.metrics("tick", t.scale).horizontalAdvance(self._text)
        return QSize(round(width) + t.px(10), t.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = t.colour("ontoast")
        edge.setAlphaF(0.35)
        painter.setPen(edge)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(t.colour("ontoast"))
        painter.setFont(t.font("tick"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


class Toast(QWidget):
    """One at a time, bottom centre of its parent; stays while the pointer is over it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 10, 12, 10)
        row.setSpacing(14)
        self._text = PlainLabel("", "ui_semibold", "ontoast")
        self._button = QPushButton("Undo")
        self._button.setObjectName("toast_button")
        self._button.setProperty("variant", "toast")
        self._button.setCursor(Qt.CursorShape.PointingHandCursor)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self._key = _Key("Ctrl Z", self)
        row.addWidget(self._key)
        self._act: Callable[[], object] | None = None
        self._button.clicked.connect(self._on_button_clicked)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._over = parent
        self._shadow = Shadow(parent)
        parent.installEventFilter(self)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def tell(self, text: str, button: str = "", act: Callable[[], object] | None = None) -> None:
        """Show a sentence, with a button when ``act`` is given; also said to screen readers."""
        self._text.setText(text)
        self._act = act
        self._button.setText(button)
        self._button.setVisible(act is not None)
        self._key.setVisible(act is not None and button == "Undo")
        self.setAccessibleName(text)
        self.adjustSize()
        self._place()
        self.show()
        self._shadow.raise_()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    @property
    def text(self) -> str:
        """The sentence that is or was shown last."""
        return self._text.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._place()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._shadow.show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._shadow.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("toast"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)

    def _place(self) -> None:
        room = self._over.size()
        width = min(max(self.sizeHint().width(), theme().px(320)), room.width() - 48)
        high = max(self.sizeHint().height(), theme().px(44))
        self.setGeometry((room.width() - width) // 2, room.height() - high - 24, width, high)
        self._shadow.lie_under(self.geometry())

    def _on_timeout(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _on_button_clicked(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    def _restyle(self) -> None:
        self._button.setFont(theme().font("ui_semibold"))
        self._place()
        self.update()
