"""A table of records: cells by keyboard, whole rows selected, one selection for all views."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from pmdesk.domain.record import Record
from pmdesk.views.controls.cell_keys import CellKeys
from pmdesk.views.theme.theme import theme

_Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag


class RecordTable(QTableView):
    """What tables of records have in common; a subclass names its columns, its kind of record and
    its verbs (``commands`` with ``selected``, ``delete`` and ``selection``), and lays itself out.

    ``new_wanted`` asks for a new record; ``left`` and ``left_down`` say that the keyboard wants
    out. A cell is named by a record's id and a column.
    """

    new_wanted = Signal()
    left = Signal()
    left_down = Signal()

    columns: type[IntEnum]
    words: IntEnum
    kind: type[Record]
    row_height: int
    keys: CellKeys

    def __init__(self, rows: Any, commands: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows, self.commands = rows, commands
        self.hover_row = -1
        self.heads: QHeaderView
        self._syncing = False
        self._heir = -1

    def set_up(self, heads: QHeaderView) -> None:
        """Show the rows under their heads; what paints and edits them has to be there."""
        self.heads = heads
        self.setHorizontalHeader(heads)
        self.verticalHeader().hide()
        # Before the selection model hears of it and forgets which rows were selected.
        self.rows.rowsAboutToBeRemoved.connect(self._on_rows_leave)
        self.setModel(self.rows)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.viewport().setAutoFillBackground(False)

    def follow(self) -> None:
        """Begin to follow the model, the shared selection and the theme."""
        self.commands.selection.changed.connect(self.follow_selection)
        for signal in (self.rows.rowsInserted, self.rows.rowsRemoved):
            signal.connect(self._on_rows_changed)
        self.rows.settled.connect(self._on_settled)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme().changed.connect(self._restyle)
        self._restyle()

    # -- what a table has of its own

    def id_at(self, row: int) -> str:
        """The id of the record in a row."""
        raise NotImplementedError

    def inner(self, column: Any, rect: QRectF) -> QRectF:
        """The part of a cell that its words stand in."""
        raise NotImplementedError

    def edit_cell(self, record_id: str, column: Any, typed: str | None = None) -> None:
        """Edit a cell: on a line where it is typed, from a list else."""
        raise NotImplementedError

    def place_line(self) -> None:
        """Let the line that edits a cell lie over it, wherever it has gone."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Share the width between the columns."""
        raise NotImplementedError

    def follows(self) -> bool:
        """Whether the table keeps its selection that of all views."""
        return True

    def column_led_to(self, column: int) -> int:
        """The column that becomes current in a row that was selected elsewhere."""
        return column if column >= 0 else self.words

    def arranged(self) -> None:
        """Rows came, went or changed places."""
        self.place_line()

    # -- where things are

    def cell_rect(self, record_id: str, column: Any) -> QRect | None:
        """The inner part of a record's cell in the viewport, or None where it is not shown."""
        row = self.rows.row_of(record_id)
        if row < 0:
            return None
        return self.inner(column, QRectF(self.visualRect(self.rows.index(row, column)))).toRect()

    def shows_cursor(self, index: _Index) -> bool:
        """Whether a cell is ringed as the one that keys act on."""
        return self.hasFocus() and self.currentIndex() == index

    def current(self) -> tuple[str, Any] | None:
        """The record and column that keys act on."""
        index = self.currentIndex()
        if not index.isValid() or index.row() >= self.rows.rowCount():
            return None
        return self.id_at(index.row()), self.columns(index.column())

    def acting_on(self, record_id: str) -> tuple[str, ...]:
        """The records that an edit in a row is for: all selected ones when it is one of them."""
        ids = self.commands.selected()
        if record_id not in ids:
            return (record_id,)
        return (*(i for i in ids if i != record_id), record_id)

    def columns_shown(self) -> list[Any]:
        """The columns from left to right that have not given way."""
        return [column for column in self.columns if self.columnWidth(column)]

    # -- going

    def neighbour(self, record_id: str, column: Any, way: str) -> tuple[str, Any]:
        """The cell "down", "next" or "previous" of one; the same one at the end or without way."""
        row = self.rows.row_of(record_id)
        shown = self.columns_shown()
        at = shown.index(column) if column in shown else 0
        if way == "down":
            row += 1
        elif way == "next":
            row, at = (row, at + 1) if at + 1 < len(shown) else (row + 1, 0)
        elif way == "previous":
            row, at = (row, at - 1) if at else (row - 1, len(shown) - 1)
        if not 0 <= row < self.rows.rowCount():
            return record_id, column
        return self.id_at(row), shown[at]

    def go_to(self, record_id: str, column: Any = None, fallback: str = "") -> None:
        """Make a cell current and its row the selected one; unknown ids do nothing."""
        row = self.rows.row_of(record_id)
        if row < 0:
            row = self.rows.row_of(fallback)
        if row >= 0:
            index = self.rows.index(row, self.words if column is None else column)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def delete_selected(self) -> None:
        """Delete the selected records; the row below them becomes the current one."""
        current, ids = self.current(), set(self.commands.selected())
        if current is None or not ids:
            return
        row, count = self.rows.row_of(current[0]), self.rows.rowCount()
        order = (*range(row, count), *range(row - 1, -1, -1))
        heir = next((i for i in map(self.id_at, order) if i not in ids), None)
        if self.commands.delete(tuple(ids)) and heir is not None:
            self.go_to(heir, current[1])

    # -- one selection for all views

    def follow_selection(self) -> None:
        """Select the rows that are selected elsewhere."""
        ids = self.commands.selected()
        if self._syncing or not self.follows() or ids == self._selected_ids():
            return
        self._syncing = True
        chosen = QItemSelection()
        last = len(self.columns) - 1
        for record_id in ids:
            row = self.rows.row_of(record_id)
            if row >= 0:
                chosen.select(self.rows.index(row, 0), self.rows.index(row, last))
        model = self.selectionModel()
        row = self.rows.row_of(ids[-1]) if ids else -1
        if row >= 0:
            at = self.rows.index(row, self.column_led_to(self.currentIndex().column()))
            model.setCurrentIndex(at, _Flag.NoUpdate)
            self.scrollTo(at)
        model.select(chosen, _Flag.ClearAndSelect)
        self._syncing = False

    def _selected_ids(self) -> tuple[str, ...]:
        # By its ranges: a list of all selected indexes grows with the columns.
        chosen = self.selectionModel().selection()
        parts = [chosen.at(n) for n in range(chosen.count())]
        rows = sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})
        ids = [self.id_at(row) for row in rows]
        current = self.current()
        if current is not None and current[0] in ids:
            ids.remove(current[0])
            ids.append(current[0])
        return tuple(ids)

    def _tell_selection(self) -> None:
        # What follows nothing has nothing to tell.
        if self._syncing or not self.follows():
            return
        self._syncing = True
        ids = self._selected_ids()
        if ids or self.commands.selected():
            self.commands.selection.select(self.kind, *ids)
        self._syncing = False

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._tell_selection()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self._tell_selection()
        self.viewport().update()

    # -- following the model

    def _on_rows_leave(self, _parent: _Index, first: int, last: int) -> None:
        chosen = set(self.commands.selected())
        if any(self.id_at(row) in chosen for row in range(first, last + 1)):
            self._heir = first
        # Leaving the filter is no reason to be shown elsewhere as no longer selected.
        self._syncing = True

    def _on_rows_changed(self) -> None:
        self._syncing = False
        # When what was selected leaves a table that is being worked in, the row that takes its
        # place is selected; while another view has the keyboard it keeps what it works on.
        row = min(self._heir, self.rows.rowCount() - 1)
        self._heir = -1
        if row >= 0 and self.hasFocus() and not self.selectionModel().hasSelection():
            column = max(0, self.currentIndex().column())
            self.setCurrentIndex(self.rows.index(row, column))
        self.arranged()

    def _on_settled(self) -> None:
        self.follow_selection()
        self.heads.viewport().update()
        self.arranged()

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        return self.keys.step(following) or QWidget.focusNextPrevChild(self, following)

    def focusInEvent(self, event: QFocusEvent) -> None:
        by_hand = event.reason() == Qt.FocusReason.MouseFocusReason
        if not by_hand and not self.currentIndex().isValid() and self.rows.rowCount():
            # Before the view does, which would take the first column.
            self.setCurrentIndex(self.rows.index(0, self.words))
        super().focusInEvent(event)

    def hover(self, row: int) -> None:
        """Show a row as the one under the pointer; -1 for none."""
        if row != self.hover_row:
            self.hover_row = row
            self.viewport().update()

    def _on_scrolled(self) -> None:
        self.place_line()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    # -- sizes

    def wanted_height(self) -> int:
        """The height in pixels that shows all rows."""
        rows: int = self.rows.rowCount() * theme().px(self.row_height)
        return self.heads.sizeHint().height() + rows + 1

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.heads.sizeHint().height() + 2 * theme().px(self.row_height))

    def give_widths(self, widths: dict[Any, int]) -> None:
        """Hide the columns without a width, and give the others theirs."""
        for column, wide in widths.items():
            self.setColumnHidden(column, not wide)
            if wide:
                self.setColumnWidth(column, wide)
        self.place_line()

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(self.row_height))
        self.lay_out()
        self.viewport().update()
