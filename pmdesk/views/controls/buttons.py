"""Buttons: primary, secondary, ghost, danger, icons alone, filter pills and segments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget

from pmdesk.views.controls.focus import by_keyboard
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.icons import draw, icon
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPaintEvent

    from pmdesk.views.controls.focus_ring import FocusRing

_ICON_TOKENS = {"primary": "onprimary", "danger": "danger", "missing": "danger", "link": "accent"}


class Button(QPushButton):
    """A button with words. ``variant`` is secondary, primary, ghost, link, danger or missing."""

    def __init__(
        self,
        text: str,
        variant: str = "secondary",
        icon_name: str = "",
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        size: str = "",
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("variant", variant)
        # Not "size": that is a property of every widget, and a text would be lost in it.
        self.setProperty("height_class", size)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        if icon_name:
            self.setIcon(icon(icon_name, _ICON_TOKENS.get(variant, "ink1")))
        self._ring: FocusRing | None = None
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())
        theme().changed.connect(self._restyle)
        self._restyle()

    def follow(self, action: QAction) -> None:
        """Be enabled, explained and triggered as the action is."""
        self.clicked.connect(action.trigger)
        keys = action.shortcut().toString()
        self.setToolTip(tooltip_of(f"{action.text()} ({keys})" if keys else action.text()))
        action.enabledChanged.connect(self.setEnabled)
        self.setEnabled(action.isEnabled())

    def _restyle(self) -> None:
        self.setFont(theme().font("ui_semibold"))
        self.setIconSize(QSize(theme().px(20), theme().px(16)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter presses the button that has the ring, never the main one of the sheet around it.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._ring is None and by_keyboard(event.reason()):
            from pmdesk.views.controls.focus_ring import FocusRing

            self._ring = FocusRing(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._ring is not None and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._ring.deleteLater()
            self._ring = None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.property("variant") == "missing":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(theme().colour("danger"), 2 if theme().tokens.flat else 1.2)
            pen.setDashPattern([3.4, 2.6])
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)


class PaintedButton(QAbstractButton):
    """A painted button that knows hover and keyboard focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hovered = False
        self._ringed = False
        theme().changed.connect(self._on_theme_changed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._ringed = by_keyboard(event.reason())
        super().focusInEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = False
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def draw_focus_ring(self, painter: QPainter, rect: QRectF, radius: float) -> None:
        """Draw the ring inside ``rect`` while the keyboard's focus is here."""
        if self.hasFocus() and self._ringed:
            painter.setPen(QPen(theme().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


class IconButton(PaintedButton):
    """An icon alone, with its words in the tooltip and for screen readers."""

    def __init__(
        self,
        icon_name: str,
        words: str,
        on_click: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        side: int = 28,
    ) -> None:
        super().__init__(parent)
        self.icon_name = icon_name
        self._side = side
        self._followed: QAction | None = None
        self.setAccessibleName(words)
        self.setToolTip(tooltip_of(words))
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())

    def follow(self, action: QAction) -> None:
        """Be enabled, explained and triggered as the action is."""
        self._followed = action
        self.clicked.connect(action.trigger)
        # A method and not a lambda: it lets go of the action when the button is gone.
        action.changed.connect(self._mirror)
        self._mirror()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._side), theme().px(self._side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if (self.hovered or self.isChecked()) and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour("press" if self.isDown() else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        size = theme().px(16)
        token = "ink2" if self.isEnabled() else "ink4"
        draw(
            painter,
            self.icon_name,
            token,
            rect.center().x() - size / 2 + 0.5,
            rect.center().y() - size / 2 + 0.5,
            size,
        )
        self.draw_focus_ring(painter, rect, 6)

    def _mirror(self) -> None:
        action = self._followed
        if action is None:
            return
        keys = action.shortcut().toString()
        words = f"{action.text()} ({keys})" if keys else action.text()
        self.setToolTip(tooltip_of(words))
        self.setAccessibleName(action.text())
        self.setEnabled(action.isEnabled())


class Pill(PaintedButton):
    """A filter that is on or off, with the count of what it shows."""

    def __init__(
        self,
        text: str,
        count: int | None = None,
        alarming: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setText(text)
        self._alarming = alarming
        self.set_count(count)

    def set_count(self, count: int | None) -> None:
        """Show another count, or none."""
        self._count = count
        words = self.text() if count is None else f"{self.text()}, {count:,}"
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def _widths(self) -> tuple[float, float]:
        t = theme()
        text = t.fonts.metrics("ui_semibold", t.scale).horizontalAdvance(self.text())
        if self._count is None:
            return text, 0
        return text, t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(f"{self._count:,}")

    def sizeHint(self) -> QSize:
        text, count = self._widths()
        width = text + (count + 7 if count else 0) + theme().px(24)
        return QSize(round(width), theme().px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        on = self.isChecked()
        fill = "primary" if on else ("hover" if self.hovered else "surface")
        painter.setPen(QPen(t.colour("primary" if on else "line2"), 1))
        painter.setBrush(t.colour(fill))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        text, count = self._widths()
        x = (self.width() - text - (count + 7 if count else 0)) / 2
        painter.setFont(t.font("ui_semibold"))
        painter.setPen(t.colour("onprimary" if on else "ink1"))
        painter.drawText(
            QRectF(x, 0, text + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        if self._count is not None:
            painter.setFont(t.font("meta_semibold"))
            token = "onprimary" if on else ("danger" if self._alarming and self._count else "ink3")
            painter.setPen(t.colour(token))
            box = QRectF(x + text + 7, 0, count + 2, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"{self._count:,}")
        if self.hasFocus() and self._ringed:
            painter.setPen(QPen(t.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                rect.adjusted(0.5, 0.5, -0.5, -0.5), rect.height() / 2, rect.height() / 2
            )


class _Segment(PaintedButton):
    """One choice of a segmented control."""

    def __init__(self, text: str, icon_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(text)
        self._icon = icon_name

    def sizeHint(self) -> QSize:
        t = theme()
        width = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(self.text())
        return QSize(round(width) + t.px(20 + (20 if self._icon else 0)), t.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if self.isChecked():
            painter.setPen(QPen(t.colour("line2"), 1))
            painter.setBrush(t.colour("surface"))
            painter.drawRoundedRect(rect, 5, 5)
        token = "ink1" if self.isChecked() else "ink2"
        left = rect.left() + t.px(9)
        if self._icon:
            draw(painter, self._icon, token, left, rect.center().y() - t.px(7), t.px(14))
            left += t.px(20)
        painter.setFont(t.font("meta_semibold"))
        painter.setPen(t.colour(token))
        painter.drawText(
            QRectF(left, 0, rect.right() - left + 2, self.height()),
            Qt.AlignmentFlag.AlignVCenter,
            self.text(),
        )
        self.draw_focus_ring(painter, rect, 5)


class Segments(QWidget):
    """A few choices of which one holds; ``chosen`` carries its value."""

    chosen = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[object, str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._values: list[object] = []
        for value, text, icon_name in choices:
            segment = _Segment(text, icon_name, self)
            self._group.addButton(segment, len(self._values))
            self._values.append(value)
            row.addWidget(segment)
        self._group.idClicked.connect(lambda i: self.chosen.emit(self._values[i]))
        theme().changed.connect(self.update)

    def choose(self, value: object) -> None:
        """Show a value as chosen without telling anybody; an unknown one shows none."""
        self._group.setExclusive(False)
        for index, held in enumerate(self._values):
            self._group.button(index).setChecked(held == value)
        self._group.setExclusive(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("line2"), 1))
        painter.setBrush(theme().colour("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def draw_keycap(painter: QPainter, text: str, x: float, cy: float) -> float:
    """Draw a key as a small cap with its left edge at ``x``; returns the width used."""
    t = theme()
    metrics = t.fonts.metrics("tick", t.scale)
    width = max(t.px(18), metrics.horizontalAdvance(text) + t.px(9))
    height = t.px(18)
    rect = QRectF(x + 0.5, cy - height / 2 + 0.5, width - 1, height - 1)
    painter.setPen(QPen(t.colour("line2"), 1))
    painter.setBrush(QColor(t.tokens.surface))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setFont(t.font("tick"))
    painter.setPen(t.colour("ink2"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    return width


class KeyHints(QWidget):
    """A row of keys and what they do, as at the foot of a section."""

    def __init__(self, hints: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints = hints
        self.setAccessibleName("; ".join(f"{keys}: {words}" for keys, words in hints))
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, theme().px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), t.colour("canvas"))
        painter.setPen(QPen(t.colour("line"), 1))
        painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
        metrics = t.fonts.metrics("meta", t.scale)
        x, cy = float(t.px(24)), self.height() / 2
        caps = t.fonts.metrics("tick", t.scale)
        for keys, words in self._hints:
            need = sum(max(t.px(18), caps.horizontalAdvance(k) + t.px(9)) + 3
                       for k in keys.split("+"))  # fmt: skip
            # Half a hint helps nobody: those that do not fit are left out.
            if x + need + 5 + metrics.horizontalAdvance(words) > self.width():
                break
            for key in keys.split("+"):
                x += draw_keycap(painter, key, x, cy) + 3
            painter.setFont(t.font("meta"))
            painter.setPen(t.colour("ink2"))
            width = metrics.horizontalAdvance(words)
            painter.drawText(
                QRectF(x + 5, 0, width + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, words
            )
            x += width + t.px(24)
