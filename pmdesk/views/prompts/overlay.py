"""A card over a dimmed window: the ground of the palette and of every sheet."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from pmdesk.views.theme.theme import theme

RADIUS = 14
_BLUR, _DROP = 40, 18


@lru_cache(maxsize=8)
def _shadow(width: int, height: int) -> QPixmap:
    """A soft shadow made once per size: rounded rectangles that fade outwards."""
    pixmap = QPixmap(width + 2 * _BLUR, height + 2 * _BLUR)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 2))
    for grow in range(_BLUR, 0, -2):
        edge = _BLUR - grow
        rect = QRectF(pixmap.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(rect, RADIUS + grow, RADIUS + grow)
    painter.end()
    return pixmap


class Overlay(QWidget):
    """Covers its window; holds the focus until it is closed and then gives it back.

    Subclasses place their parts on ``card``. ``closed`` is told after it went away.
    """

    closed = Signal()

    def __init__(self, window: QWidget, name: str, top_share: float = 0.0) -> None:
        super().__init__(window)
        self._window, self._top_share = window, top_share
        self._before: QWidget | None = None
        self.setAccessibleName(name)
        self.card = QWidget(self)
        self.hide()
        theme().changed.connect(self._on_theme_changed)

    def open(self, first: QWidget | None = None) -> None:
        """Show over the window, with the focus in ``first``; returns at once."""
        if not self.isVisible():
            # Of this window: what has the focus now may sit in a dialog that is about to go.
            self._before = self._window.window().focusWidget()
            self._window.installEventFilter(self)
        self.setGeometry(self._window.rect())
        self.place()
        self.show()
        self.raise_()
        chain = self._chain()
        aim = first or (chain[0] if chain else None)
        if aim is not None:
            aim.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Go away and give the focus back; told once."""
        if self.isHidden():
            return
        self.hide()
        self._window.removeEventFilter(self)
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def card_size(self) -> tuple[int, int]:
        """The wished width and height of the card; kept within the window by ``place``."""
        hint = self.card.sizeHint()
        return hint.width(), hint.height()

    def place(self) -> None:
        """Put the card into the middle, or below a share of the height."""
        width, height = self.card_size()
        width, height = min(width, self.width() - 48), min(height, self.height() - 48)
        top = (self.height() - height) // 2
        if self._top_share:
            top = min(round(self.height() * self._top_share), self.height() - height - 24)
        self.card.setGeometry((self.width() - width) // 2, max(24, top), width, height)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
            self.place()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        chain = self._chain()
        if not chain:
            return True
        now = QApplication.focusWidget()
        step = 1 if forward else -1
        at = chain.index(now) + step if now in chain else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        chain[at % len(chain)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.on_outside_pressed()
        event.accept()

    def on_outside_pressed(self) -> None:
        """What a press beside the card does: nothing, unless a subclass knows better."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(t.tokens.scrim))
        card: QRect = self.card.geometry()
        if not t.tokens.flat:
            shadow = _shadow(card.width(), card.height())
            painter.drawPixmap(card.topLeft() + QPoint(-_BLUR, _DROP - _BLUR), shadow)
        painter.setPen(QPen(t.colour("line2"), 2 if t.tokens.flat else 1))
        painter.setBrush(t.colour("surface"))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        for y in self.lines():
            at = card.top() + y + 0.5
            painter.setPen(QPen(t.colour("line"), 1))
            painter.drawLine(QPointF(card.left() + 1, at), QPointF(card.right(), at))

    def lines(self) -> list[int]:
        """Hairlines across the card, as heights from its top."""
        return []

    def _chain(self) -> list[QWidget]:
        # Not by nextInFocusChain: PySide takes what it returns for a child of the widget asked,
        # and half the window would lose its Python side when the sheet is deleted.
        return [
            widget
            for widget in self.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isEnabled()
            and widget.focusProxy() is None
            and widget.isVisibleTo(self)
        ]

    def _on_theme_changed(self) -> None:
        if self.isVisible():
            self.place()
