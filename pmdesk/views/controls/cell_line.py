"""Typing in a cell of a table: one line over it that commits, reverts and says what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout

from pmdesk.views.controls.fields import LineField
from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.controls.panels import Surface
from pmdesk.views.theme.theme import theme


class _Line(LineField):
    """Hands its keys to the editor; saving on the way out goes through the editor too."""

    def __init__(self, editor: CellLine, view: QAbstractItemView) -> None:
        self._editor = editor
        super().__init__("ui", rest=False, parent=view.viewport())

    def commit(self) -> None:
        self._editor.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._editor.cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._editor.finish("down")
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        self._editor.finish("next" if following else "previous")
        return True


class CellLine(QObject):
    """A line that lies over a cell of ``view``.

    ``check`` gives a sentence for a text that can't be taken: the line stays open then, and
    leaving it by ``leave`` hands the sentence to ``refuse``; what was typed stands there again
    when the same cell is opened the next time. ``take`` gets a text that is new, ``gone`` the way
    on ("down", "next", "previous", "out" by ``leave``, or nothing) after the line has closed.
    """

    def __init__(
        self,
        view: QAbstractItemView,
        check: Callable[[str], str],
        take: Callable[[str], object],
        refuse: Callable[[str], object],
        gone: Callable[[str], object],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._check, self._take, self._refuse, self._gone = check, take, refuse, gone
        self._shown = ""
        self._cell: object = None
        self._kept: dict[object, str] = {}
        self.is_open = False
        self.line = _Line(self, view)
        self.line.hide()
        self.line.textEdited.connect(lambda _text: self._say(""))
        self.bubble = Surface("surface", "danger", 6, view.parentWidget())
        row = QHBoxLayout(self.bubble)
        row.setContentsMargins(10, 6, 10, 6)
        self.problem = PlainLabel("", "meta", "danger")
        row.addWidget(self.problem)
        self.bubble.hide()

    def open(
        self,
        cell: object,
        text: str,
        typed: str | None,
        name: str,
        placeholder: str,
        role: str = "ui",
    ) -> None:
        """Begin with what the cell holds; ``typed`` replaces it. ``cell`` tells cells apart."""
        self.is_open = True
        self._cell, self._shown = cell, text
        kept = self._kept.pop(cell, "")
        line = self.line
        line.setFont(theme().font(role))
        line.setPlaceholderText(placeholder)
        line.setAccessibleName(name)
        line.show_text(text)
        line.setText(text)
        if typed is not None:
            line.setText(typed)
        elif kept:
            line.setText(kept)
        if not typed:
            line.selectAll()
        self._say(self._check(kept) if kept and typed is None else "")

    def show_over(self, cell: QRect, least: int = 124) -> None:
        """Lie over a cell (in pixels of the viewport), at least so wide at text size 1."""
        t = theme()
        high = t.px(34)
        left = cell.left() - 10
        right = max(cell.right() - 4, left + t.px(least))
        room = self._view.viewport().width() - 4
        if right > room:
            left, right = max(4, left - (right - room)), room
        self.line.setGeometry(QRect(left, cell.center().y() - high // 2, right - left, high))
        if not self.line.isVisible():
            self.line.show()
            self.line.setFocus()
        self._place_bubble()

    def finish(self, way: str = "") -> bool:
        """Commit and go on; False when what is typed is wrong."""
        if not self.is_open:
            return True
        text = self.line.text()
        problem = self._check(text) if text != self._shown else ""
        if problem:
            self._say(problem)
            return False
        self._close()
        if text != self._shown:
            self._take(text)
        self._gone(way)
        return True

    def leave(self) -> None:
        """Commit on the way out; what is wrong is told and left as it was."""
        if not self.is_open:
            return
        text = self.line.text()
        problem = self._check(text) if text != self._shown else ""
        self._close(stay=False)
        if problem:
            self._kept[self._cell] = text
            self._refuse(problem)
        elif text != self._shown:
            self._take(text)
        self._gone("out")

    def cancel(self) -> None:
        """Close and change nothing."""
        if self.is_open:
            self._close()
            self._gone("")

    def _close(self, stay: bool = True) -> None:
        self.is_open = False
        self.bubble.hide()
        # Before hiding: a hidden field hands focus on as Tab does, or holds it where nobody sees.
        if stay or self.line.hasFocus():
            self._view.setFocus()
        self.line.hide()
        self._view.viewport().update()

    def _say(self, problem: str) -> None:
        self.line._mark_wrong(problem)
        self.problem.setText(problem)
        self.bubble.setVisible(bool(problem))
        self._place_bubble()

    def _place_bubble(self) -> None:
        over = self.bubble.parentWidget()
        if over is None or not self.problem.text():
            return
        self.bubble.adjustSize()
        under = self.line.mapTo(over, QPoint(0, self.line.height() + 4))
        under.setX(max(8, min(under.x(), over.width() - self.bubble.width() - 8)))
        self.bubble.move(under)
        self.bubble.raise_()
