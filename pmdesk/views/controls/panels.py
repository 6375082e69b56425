"""Plain surfaces: cards, hairlines, tags, the empty state and the readiness meter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from pmdesk.domain.terms import Severity
from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.theme.icons import pixmap
from pmdesk.views.theme.theme import theme


def paint_ground(widget: QWidget, token: str) -> None:
    """Fill a widget with a colour, for its paint event.

    As a rectangle: before it fills with a colour PySide looks whether that is a gradient, and
    makes all of their names for it.
    """
    painter = QPainter(widget)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour(token))
    painter.drawRect(widget.rect())


class Surface(QWidget):
    """A background in a token's colour; with an edge it is a card of radius 8."""

    def __init__(
        self,
        token: str = "surface",
        edge: str = "",
        radius: int = 0,
        parent: QWidget | None = None,
        dashed: bool = False,
    ) -> None:
        super().__init__(parent)
        self._token, self._edge, self._radius, self._dashed = token, edge, radius, dashed
        theme().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme().colour(self._token))
        if not self._edge:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(self.rect()), self._radius, self._radius)
            return
        pen = QPen(theme().colour(self._edge), 1)
        if self._dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, self._radius, self._radius)


class Hairline(QWidget):
    """A line of one pixel between parts."""

    def __init__(
        self, vertical: bool = False, token: str = "line", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._token = token
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        theme().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_ground(self, self._token)


SEVERITY_TOKENS = {
    Severity.SEV1: ("danger", "danger_soft"),
    Severity.SEV2: ("warn", "warn_soft"),
    Severity.SEV3: ("system", "system_soft"),
    Severity.SEV4: ("ink2", "hover"),
}


def draw_tag(painter: QPainter, text: str, x: float, cy: float, ink: str, fill: str) -> float:
    """Draw a squared tag with its left edge at ``x``; returns the width used."""
    t = theme()
    width = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(text) + t.px(12)
    rect = QRectF(x, cy - t.px(10), width, t.px(20))
    if t.tokens.flat:
        rect.adjust(1, 1, -1, -1)
    painter.setPen(QPen(t.colour(ink), 2) if t.tokens.flat else Qt.PenStyle.NoPen)
    painter.setBrush(t.colour(fill))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setFont(t.font("meta_semibold"))
    painter.setPen(t.colour(ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    return width


class Tag(QWidget):
    """A squared tag: a severity, a phase, a system."""

    def __init__(
        self, text: str = "", ink: str = "ink2", fill: str = "hover", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_text(text, ink, fill)
        theme().changed.connect(self.updateGeometry)

    def show_text(self, text: str, ink: str = "ink2", fill: str = "hover") -> None:
        """Show another text; an empty one hides the tag."""
        self._text, self._ink, self._fill = text, ink, fill
        self.setAccessibleName(text)
        self.setVisible(bool(text) and self.parent() is not None)
        self.updateGeometry()
        self.update()

    def show_severity(self, severity: Severity | None) -> None:
        """Show a severity in its colours, or nothing."""
        if severity is None:
            self.show_text("")
        else:
            self.show_text(severity.value, *SEVERITY_TOKENS[severity])

    def sizeHint(self) -> QSize:
        t = theme()
        width = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(self._text)
        return QSize(round(width) + t.px(12) + 1, t.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_tag(painter, self._text, 0, self.height() / 2, self._ink, self._fill)


class EmptyState(QWidget):
    """What a place is for while there is nothing in it, with the one thing to do."""

    def __init__(
        self,
        icon_name: str,
        title: str,
        words: str,
        button: str = "",
        act: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(8)
        self._icon_name = icon_name
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._icon)
        for text, role, token in ((title, "body_semibold", "ink1"), (words, "ui", "ink2")):
            label = PlainLabel(text, role, token)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        self.button: Button | None = None
        if button:
            self.button = Button(button, on_click=act)
            column.addSpacing(4)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        size = theme().px(22)
        self._icon.setPixmap(pixmap(self._icon_name, "ink2", size, self.devicePixelRatioF()))


class Meter(QWidget):
    """How many of a few checks are met, as segments."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._met, self._all = 0, 8
        self.setFixedHeight(5)
        theme().changed.connect(self.update)

    def show_share(self, met: int, of: int) -> None:
        """Show ``met`` of ``of``."""
        self._met, self._all = met, of
        self.setAccessibleName(f"{met} of {of} checks met")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        count = max(1, self._all)
        width = (self.width() - 3 * (count - 1)) / count
        for i in range(count):
            met = i < self._met
            # In high contrast lines are ink, so a check to come is thinner as well.
            high = 5 if met or not theme().tokens.flat else 1
            painter.setBrush(theme().colour("ok" if met else "line2"))
            box = QRectF(i * (width + 3), (5 - high) / 2, width, high)
            painter.drawRoundedRect(box, high / 2, high / 2)
