"""The foot of the tree: what its signs mean, and how large it is drawn."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pmdesk.views.controls.buttons import IconButton
from pmdesk.views.factors.rows import words
from pmdesk.views.factors.tree import TreeCanvas
from pmdesk.views.theme.glyphs import draw_target
from pmdesk.views.theme.theme import theme

_SIGNS = ((True, "Actionable, answered"), (False, "Waits for an action or a reason"))


class _Legend(QWidget):
    """The two signs with their words."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("; ".join(text for _, text in _SIGNS))
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(420), theme().px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        x, cy = float(t.px(8)), self.height() / 2
        for addressed, text in _SIGNS:
            draw_target(painter, addressed, x, cy, t.px(15))
            wide = t.fonts.metrics("meta", t.scale).horizontalAdvance(text) + 2
            words(painter, QRectF(x + t.px(15), 0, wide, self.height()), text, "meta", "ink2")
            x += t.px(15) + wide + t.px(28)


class ZoomControl(QWidget):
    """Smaller, larger, and the zoom between them; a double click shows the whole tree."""

    def __init__(self, tree: TreeCanvas) -> None:
        super().__init__()
        self._tree = tree
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 1, 2, 1)
        row.setSpacing(0)
        self.smaller = IconButton("minus", "Smaller (-)", lambda: tree.set_zoom(tree.zoom / 1.25))
        self.larger = IconButton("plus", "Larger (+)", lambda: tree.set_zoom(tree.zoom * 1.25))
        row.addWidget(self.smaller)
        row.addStretch(1)
        row.addWidget(self.larger)
        self.setToolTip("Double-click to show the whole tree (0)")
        tree.zoom_changed.connect(self._on_zoom_changed)
        theme().changed.connect(self._restyle)
        self._restyle()
        self._on_zoom_changed()

    def _restyle(self) -> None:
        self.setFixedSize(theme().px(116), theme().px(32))

    def _on_zoom_changed(self) -> None:
        self.setAccessibleName(f"Zoom {self.text()}")
        self.update()

    def text(self) -> str:
        """The zoom in percent."""
        return f"{self._tree.zoom:.0%}"

    def mouseDoubleClickEvent(self, _event: object) -> None:
        self._tree.fit()

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


class TreeFoot(QWidget):
    """Legend and zoom, under the tree."""

    def __init__(self, tree: TreeCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 6)
        row.setSpacing(12)
        self.zoom = ZoomControl(tree)
        row.addStretch(1)
        row.addWidget(_Legend())
        row.addWidget(self.zoom)
