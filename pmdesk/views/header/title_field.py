"""The title of the postmortem, typed where it stands; cut with an ellipsis while it is read."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionFrame, QWidget

from pmdesk.views.controls.fields import LineField
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.theme import theme

_EDGE = 6


class TitleField(LineField):
    """Saves itself; ``focus_changed`` tells that it was entered or left, so that it may grow."""

    focus_changed = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__("heading", placeholder, bare=True, parent=parent)

    def wanted_width(self) -> int:
        """The width that shows all of the title."""
        shown = self.text() or self.placeholderText()
        metrics = theme().fonts.metrics("heading", theme().scale)
        return round(metrics.horizontalAdvance(shown)) + 2 * _EDGE + 4

    def is_cut(self) -> bool:
        """Whether the title does not fit."""
        return bool(self.text()) and self.width() < self.wanted_width() - 4

    def sizeHint(self) -> QSize:
        return QSize(self.wanted_width(), theme().px(34))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        cut = self.is_cut()
        if cut != bool(self.toolTip()):
            self.setToolTip(tooltip_of(self.text()) if cut else "")
        if not cut or self.hasFocus():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        self.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self
        )
        painter.setFont(self.font())
        painter.setPen(theme().colour("ink1"))
        box = QRect(_EDGE, 0, self.width() - 2 * _EDGE, self.height())
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)
