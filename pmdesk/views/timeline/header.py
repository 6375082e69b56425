"""The head of the timeline: its name, what the marks tell, adding, zoom and height."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pmdesk.domain.marks import durations_of, order_faults, span_text
from pmdesk.domain.timescale import width_text
from pmdesk.views.controls.buttons import Button, IconButton
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.icons import draw as draw_icon
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.scene import TimelineScene


class Figures(QWidget):
    """Time to detect, mitigate and resolve, computed from the marks; a wrong order is told."""

    def __init__(self, scene: TimelineScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self.parts: list[tuple[str, str]] = []
        self.fault = ""
        scene.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the marks."""
        # Of what is known: a walk has not heard of later marks.
        found = durations_of(self._scene.marks)
        rows = (("Detect", found.detect), ("Mitigate", found.mitigate), ("Resolve", found.resolve))
        parts = [(name, span_text(span)) for name, span in rows if span is not None]
        faults = order_faults(self._scene.marks)
        fault = faults[0] if faults else ""
        if (parts, fault) == (self.parts, self.fault) and self.accessibleName():
            return
        self.parts, self.fault = parts, fault
        self.setAccessibleName(", ".join(f"{a} {b}" for a, b in parts) + f" {fault}" or "No marks")
        told = [", ".join(f"{name} {text}" for name, text in parts), *faults]
        self.setToolTip(tooltip_of(". ".join(part for part in told if part)))
        self.updateGeometry()
        self.update()

    def _width(self) -> float:
        t = theme()
        meta, bold = t.fonts.metrics("meta", t.scale), t.fonts.metrics("meta_semibold", t.scale)
        width = 0.0
        for name, text in self.parts:
            width += meta.horizontalAdvance(name) + 6 + bold.horizontalAdvance(text) + 18
        return width + (bold.horizontalAdvance(self.fault) + 26 if self.fault else 0)

    def sizeHint(self) -> QSize:
        return QSize(round(self._width()) + 4, theme().px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(10, theme().px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        meta, bold = t.fonts.metrics("meta", t.scale), t.fonts.metrics("meta_semibold", t.scale)
        base = round(self.height() / 2 + meta.capHeight() / 2)
        x = 0.0
        for name, text in self.parts:
            wide = meta.horizontalAdvance(name) + 6 + bold.horizontalAdvance(text)
            if x + wide > self.width():
                return
            painter.setFont(t.font("meta"))
            painter.setPen(t.colour("ink2"))
            painter.drawText(QPointF(x, base), name)
            painter.setFont(t.font("meta_semibold"))
            painter.setPen(t.colour("ink1"))
            painter.drawText(QPointF(x + meta.horizontalAdvance(name) + 6, base), text)
            x += wide + 18
        if self.fault:
            draw_icon(painter, "triangle-alert", "danger", x, self.height() / 2 - 7, 14)
            painter.setFont(t.font("meta_semibold"))
            painter.setPen(t.colour("danger"))
            line = bold.elidedText(self.fault, Qt.TextElideMode.ElideRight, self.width() - x - 20)
            painter.drawText(QPointF(x + 20, base), line)


class ZoomControl(QWidget):
    """Less and more of the time, and how much is in view; a click on the words fits all."""

    def __init__(self, scene: TimelineScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 1, 2, 1)
        row.setSpacing(0)
        self.out_button = IconButton("minus", "Zoom out (-)", lambda: scene.zoom(1 / 1.5), side=26)
        self.in_button = IconButton("plus", "Zoom in (+)", lambda: scene.zoom(1.5), side=26)
        row.addWidget(self.out_button)
        row.addStretch(1)
        row.addWidget(self.in_button)
        self.setToolTip("Time in view. Double-click to show everything (0)")
        self._resize()
        theme().changed.connect(self._resize)
        scene.changed.connect(self.update)

    def _resize(self) -> None:
        self.setFixedHeight(theme().px(30))
        self.setMinimumWidth(theme().px(108))

    def text(self) -> str:
        """How much time is in view."""
        return width_text(self._scene.width * self._scene.scale.per_px)

    def mouseDoubleClickEvent(self, _event: object) -> None:
        self._scene.glide_to_fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.colour("line2"), 1))
        painter.setBrush(t.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setFont(t.font("meta_semibold"))
        painter.setPen(t.colour("ink1"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


# Narrower than this (at text size 1) the words of a button give way.
_ROOMY, _WITH_ZOOM = 860, 520
AS_TABLE = "Timeline as a table (Ctrl+Shift+T)"
AS_PICTURE = "Timeline as a picture (Ctrl+Shift+T)"


class Header(QWidget):
    """The row over the canvas; its signals are its wishes: a new event, another height, the menu
    of the lanes, and to see the events that have no time."""

    add_wanted = Signal()
    height_wanted = Signal()
    lanes_wanted = Signal()
    undated_wanted = Signal()
    filter_wanted = Signal()
    find_wanted = Signal()
    view_wanted = Signal()
    walk_wanted = Signal()

    def __init__(self, scene: TimelineScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._row = row = QHBoxLayout(self)
        row.setSpacing(8)
        self._title = _Title()
        self.figures = Figures(scene)
        self.add_button = Button("Add event", "ghost", "plus", self.add_wanted.emit, size="compact")
        self.add_button.setToolTip("Add an event (E)")
        self.add_button.setAccessibleName("Add event")
        self.undated = Button("", "ghost", "clock", self.undated_wanted.emit, size="compact")
        self.undated.setToolTip("Events that wait for a time")
        self.lanes = IconButton("layers", "Lanes: add, rename, hide, show", self.lanes_wanted.emit)
        self.filter_button = IconButton("list-filter", "Filter (F)", self.filter_wanted.emit)
        self.find_button = IconButton("search", "Find (Ctrl+F)", self.find_wanted.emit)
        self.view_button = IconButton("table", AS_TABLE, self.view_wanted.emit)
        self.walk = IconButton("play", "Walk forward (W)", self.walk_wanted.emit)
        self.zoom = ZoomControl(scene)
        self._shows_table = False
        self._room = 0
        self.expand = IconButton("maximize-2", "Change height (Ctrl+T)", self.height_wanted.emit)
        row.addWidget(self._title)
        row.addSpacing(8)
        row.addWidget(self.figures, 1)
        row.addWidget(self.undated)
        row.addWidget(self.add_button)
        row.addWidget(self.walk)
        row.addWidget(self.find_button)
        row.addWidget(self.filter_button)
        row.addWidget(self.lanes)
        row.addWidget(self.view_button)
        row.addWidget(self.zoom)
        row.addWidget(self.expand)
        theme().changed.connect(self._resize)
        scene.document.changed.connect(self._show_undated)
        self._resize()

    def _resize(self) -> None:
        t = theme()
        self._row.setContentsMargins(t.px(24), 0, t.px(16) + self._room, 0)
        self.setFixedHeight(t.px(44))

    def leave_room(self, width: int) -> None:
        """Keep clear of so many pixels at the right."""
        if width != self._room:
            self._room = width
            self._resize()
            self._show_words()

    def _show_undated(self) -> None:
        self.add_button.setEnabled(not self._scene.document.read_only)
        count = len(self._scene.index.undated)
        # The full height has its tray.
        self.undated.setVisible(count > 0 and self._scene.mode != "full")
        self.undated.setAccessibleName(f"{count} without a time")
        self._show_words()

    def show_mode(self, mode: str, table: bool = False) -> None:
        """Show what fits the height, and whether the events stand in a table."""
        self._shows_table = table
        self._show_undated()
        self.find_button.setVisible(mode == "full")
        self.view_button.setVisible(mode == "full")
        self._show_words()
        self.walk.setVisible(mode == "full" and not table)
        words = AS_PICTURE if table else AS_TABLE
        self.view_button.icon_name = "chart-gantt" if table else "table"
        self.view_button.setAccessibleName(words)
        self.view_button.setToolTip(tooltip_of(words))
        self.view_button.update()
        self.expand.icon_name = "minimize-2" if mode == "full" else "maximize-2"
        self.expand.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_words()

    def _show_words(self) -> None:
        """The figures are what one reads here: in little room buttons are known by their signs."""
        roomy = self.width() - self._room >= theme().px(_ROOMY)
        count = len(self._scene.index.undated)
        # Where there is least room, the zoom is left to the wheel and the keys.
        fits = self.width() - self._room >= theme().px(_WITH_ZOOM)
        self.zoom.setVisible(fits and not self._shows_table)
        self.add_button.setText("Add event" if roomy else "")
        self.undated.setText(f"{count} without a time" if roomy else str(count))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("canvas"))


class _Title(QWidget):
    """The word Timeline, which never gives way."""

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def sizeHint(self) -> QSize:
        t = theme()
        wide = t.fonts.metrics("section", t.scale).horizontalAdvance("Timeline")
        return QSize(round(wide) + 2, t.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme().font("section"))
        painter.setPen(theme().colour("ink1"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, "Timeline")
