"""What is done most with the selected card of the tree, on a small bar beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pmdesk.views.controls.buttons import IconButton, PaintedButton, draw_keycap
from pmdesk.views.controls.panels import Hairline
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.views.factors.tree import TreeCanvas

_WORDS = "Ask why"


class _AskWhy(PaintedButton):
    """Words and the key that does the same."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(f"{_WORDS} (Tab)")

    def _wide(self) -> float:
        t = theme()
        return t.fonts.metrics("ui_semibold", t.scale).horizontalAdvance(_WORDS)

    def sizeHint(self) -> QSize:
        t = theme()
        key = t.fonts.metrics("tick", t.scale).horizontalAdvance("Tab") + t.px(14)
        return QSize(round(self._wide() + key + t.px(22)), t.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("hover"))
            painter.drawRoundedRect(rect, 5, 5)
        painter.setFont(t.font("ui_semibold"))
        painter.setPen(t.colour("ink1"))
        painter.drawText(rect.adjusted(t.px(6), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, _WORDS)
        draw_keycap(painter, "Tab", self._wide() + t.px(14), rect.center().y())


class TreeBar(QWidget):
    """Stands at the right of a selected card that nobody asked further below yet.

    The keyboard has keys for all of it, so Tab does not stop here.
    """

    def __init__(self, view: TreeCanvas) -> None:
        super().__init__(view.viewport())
        self._view, commands = view, view.commands
        self.setAccessibleName("Selected factor")
        row = QHBoxLayout(self)
        row.setContentsMargins(5, 5, 5, 5)
        row.setSpacing(2)
        self.why = _AskWhy()
        self.why.clicked.connect(lambda _on=False: commands.ask_why())
        self.act = IconButton("target", "We can act on this (Ctrl+.)", commands.toggle_actionable)
        self.action = IconButton("square-check", "Add an action (A)", commands.add_action)
        self.tag = IconButton("tag", "Category", self._pick_category)
        self.more = IconButton("ellipsis", "More", self._open_menu)
        row.addWidget(self.why)
        row.addSpacing(4)
        row.addWidget(Hairline(vertical=True, token="line2"))
        row.addSpacing(4)
        for button in (self.act, self.action, self.tag, self.more):
            row.addWidget(button)
        buttons: tuple[QWidget, ...] = (self.why, self.act, self.action, self.tag, self.more)
        for each in buttons:
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        theme().changed.connect(self.place)
        self.hide()

    def place(self) -> None:
        """Stand beside the selected card, or be gone where that would cover something."""
        view, commands = self._view, self._view.commands
        ids = commands.selected()
        alone = len(ids) == 1 and not view.factors.children_of(ids[0])
        rect = view.rect_of(ids[0]) if alone else None
        wanted = rect is not None and commands.writable and not view.editor.is_open
        if not wanted or rect is None or view.mouse.is_dragging or view.factors.draft is not None:
            self.hide()
            return
        size = self.sizeHint()
        left = round(rect.right()) + theme().px(22)
        top = round(rect.center().y() - size.height() / 2)
        room = view.viewport().rect().adjusted(0, theme().px(32), 0, 0)
        if left + size.width() > room.right() or top < room.top() or top > room.bottom():
            self.hide()
            return
        self.setGeometry(left, top, size.width(), size.height())
        self.show()

    def _pick_category(self) -> None:
        self._view.menus.pick_category(self.geometry())

    def _open_menu(self) -> None:
        corner = self._view.viewport().mapToGlobal(self.geometry().bottomLeft())
        self._view.menus.open_menu(corner, self.geometry())

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), t.colour("canvas"))
        painter.setPen(QPen(t.colour("line2"), 1))
        painter.setBrush(t.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
