"""Files, pictures and words that are dropped on a row of the table: evidence of its event."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from pmdesk.views.timeline.drops import DropHint
from pmdesk.views.timeline.drops_door import Aim, EvidenceDoor, load_of, may_hold
from pmdesk.views.timeline.table import EventTable


class TableDrops(QObject):
    """Takes what is dropped on a row; beyond the last one nothing is taken."""

    def __init__(self, table: EventTable, door: EvidenceDoor) -> None:
        super().__init__(table)
        self._table, self._door = table, door
        self.hint = DropHint(table.viewport())
        table.viewport().setAcceptDrops(True)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        kind = event.type()
        if isinstance(event, QDropEvent) and kind in (
            QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop,
        ):  # fmt: skip
            return self._on_drag(event)
        if kind == QEvent.Type.DragLeave:
            self.hint.hide()
        return False

    def _on_drag(self, event: QDropEvent) -> bool:
        if not self._table.commands.writable or not may_hold(event.mimeData()):
            return False
        row = self._row_at(event.position())
        if row < 0:
            self.hint.hide()
            if isinstance(event, QDragEnterEvent):
                # Taken in, else no row further down would hear of it.
                event.accept()
            else:
                event.ignore()
            return True
        event.accept()
        if isinstance(event, (QDragEnterEvent, QDragMoveEvent)):
            self._show_hint(row)
            return True
        self.hint.hide()
        load = load_of(event.mimeData())
        if load:
            self._door.brought.emit(Aim(event_id=self._table.rows.event_at(row).id), load)
        return True

    def _row_at(self, at: QPointF) -> int:
        return self._table.rowAt(round(at.y()))

    def _show_hint(self, row: int) -> None:
        table = self._table
        place = QRectF(4, table.rowViewportPosition(row), table.viewport().width() - 8,
                       table.rowHeight(row))  # fmt: skip
        title = table.rows.event_at(row).title or "Untitled event"
        self.hint.tell(place, f"Evidence of “{title}”", True)
