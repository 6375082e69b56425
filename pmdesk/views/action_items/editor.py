"""Typing in a cell: one line over it that commits, reverts, and says what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from pmdesk.domain.analysis import ActionItem
from pmdesk.itemmodels.action_items import COLUMN_NAMES, Column
from pmdesk.views.action_items.pickers import day_field_text
from pmdesk.views.controls.fields import LineField
from pmdesk.views.controls.labels import PlainLabel
from pmdesk.views.controls.panels import Surface
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.views.action_items.table import ActionTable

TYPED_COLUMNS = (Column.TEXT, Column.DUE, Column.TRACKER)
_PLACEHOLDERS = {
    Column.TEXT: "What will change?",
    Column.DUE: "26 apr, fri, +2w",
    Column.TRACKER: "Ticket or address",
}


class _Line(LineField):
    """Hands its keys to the editor; saving on the way out goes through the editor too."""

    def __init__(self, editor: CellEditor) -> None:
        self._editor = editor
        super().__init__("ui", rest=False, parent=editor.table.viewport())

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


class CellEditor(QObject):
    """Edits the words, the date or the tracker of an action where they stand.

    Enter commits and goes down, Tab commits and goes on, Esc puts back. A wrong date keeps the
    line open with a sentence under it; leaving it then changes nothing and says why, and what was
    typed stands there again when the cell is opened the next time.
    """

    def __init__(self, table: ActionTable) -> None:
        super().__init__(table)
        self.table = table
        self.action_id = ""
        self.column = Column.TEXT
        self._ids: tuple[str, ...] = ()
        self._kept: dict[tuple[str, Column], str] = {}
        self.line = _Line(self)
        self.line.hide()
        self.line.textEdited.connect(lambda _text: self._say(""))
        self.bubble = Surface("surface", "danger", 6, table.parentWidget())
        row = QHBoxLayout(self.bubble)
        row.setContentsMargins(10, 6, 10, 6)
        self.problem = PlainLabel("", "meta", "danger")
        row.addWidget(self.problem)
        self.bubble.hide()

    @property
    def is_open(self) -> bool:
        """Whether a cell is being edited."""
        return bool(self.action_id)

    def open(self, action_id: str, column: Column, typed: str | None = None) -> None:
        """Edit a cell of an action; ``typed`` replaces what it holds."""
        action = self.table.commands.action(action_id)
        if action is None or not self.table.commands.writable:
            return
        self.leave()
        self._ids = self.table.acting_on(action_id) if column is Column.DUE else (action_id,)
        self.action_id, self.column = action_id, column
        self.table.rows.hold()
        line = self.line
        line.setFont(theme().font("body_medium" if column is Column.TEXT else "ui"))
        line.setPlaceholderText(_PLACEHOLDERS[column])
        line.setAccessibleName(f"{COLUMN_NAMES[column]} of {action.key}")
        line.show_text(self._held(action))
        kept = self._kept.pop((action_id, column), "") if typed is None else ""
        if typed is not None or kept:
            line.setText(typed or kept)
        if not typed:
            line.selectAll()
        self._say(self._check() if kept else "")
        self.place()
        line.show()
        line.setFocus()
        self.table.viewport().update()

    def _held(self, action: ActionItem) -> str:
        if self.column is Column.TEXT:
            return action.text
        if self.column is Column.TRACKER:
            return action.tracker
        return day_field_text(action.due, self.table.rows.today())

    def place(self) -> None:
        """Lie over the cell, wherever it has gone."""
        if not self.action_id:
            return
        rect = self.table.cell_rect(self.action_id, self.column)
        if rect is None:
            self.cancel()
            return
        t = theme()
        high = t.px(34)
        left = rect.left() - 10
        right = rect.right() - 4
        if right - left < t.px(124):
            right = left + t.px(124)
        right = min(right, self.table.viewport().width() - 4)
        self.line.setGeometry(QRect(left, rect.center().y() - high // 2, right - left, high))
        self._place_bubble()

    def finish(self, way: str = "") -> bool:
        """Commit and go "down", to the "next" or "previous" cell, or stay; False when wrong."""
        if not self.action_id:
            return True
        problem = self._check()
        if problem:
            self._say(problem)
            return False
        action_id, column, ids, text = self.action_id, self.column, self._ids, self.line.text()
        goal = self.table.neighbour(action_id, column, way)
        changed = text != self._shown()
        self._close()
        if changed:
            self._write(ids, column, text)
        self.table.rows.settle()
        self.table.go_to(*goal, fallback=action_id)
        return True

    def leave(self) -> None:
        """Commit on the way out; what is wrong is told and left as it was."""
        if not self.action_id:
            return
        problem = self._check()
        ids, column, text, changed = (
            self._ids, self.column, self.line.text(), self.line.text() != self._shown(),
        )  # fmt: skip
        self._close(stay=False)
        if problem:
            self._kept[ids[-1], column] = text
            self.table.commands.refuse(problem)
        elif changed:
            self._write(ids, column, text)
        self.table.rows.settle()

    def cancel(self) -> None:
        """Close and change nothing."""
        if self.action_id:
            self._close()
            self.table.rows.settle()

    def _shown(self) -> str:
        action = self.table.commands.action(self.action_id)
        return self._held(action) if action is not None else ""

    def _check(self) -> str:
        if self.column is not Column.DUE:
            return ""
        return self.table.commands.day_problem(self.line.text())

    def _write(self, ids: tuple[str, ...], column: Column, text: str) -> None:
        commands = self.table.commands
        if column is Column.TEXT:
            commands.set_field(ids, "Edit action", text=" ".join(text.split()))
        elif column is Column.TRACKER:
            commands.set_field(ids, "Set tracker", tracker=text.strip())
        else:
            commands.set_day(ids, text)

    def _close(self, stay: bool = True) -> None:
        self.action_id = ""
        self.bubble.hide()
        # Before hiding: a hidden field hands focus on as Tab does.
        if stay:
            self.table.setFocus()
        self.line.hide()
        self.table.viewport().update()

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
