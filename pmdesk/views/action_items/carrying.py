"""Rows of actions on the clipboard and on the pointer: copied as a list, dragged onto a factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QDrag, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from pmdesk.domain.tracker_link import tracker_address
from pmdesk.views.controls.carried_actions import mime_of_actions
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.views.action_items.table import ActionTable

_WIDE, _HIGH = 300, 34
# A name is no longer than this; longer clips are no ticket.
_TICKET = 60


def copy_rows(table: ActionTable) -> None:
    """Put the selected actions on the clipboard as a check list."""
    from pmdesk.exporters.trackers.check_list import check_list
    from pmdesk.exporters.trackers.item import items_of

    ids = table.commands.selected()
    if ids:
        items = items_of(table.commands.document.snapshot, ids)
        QApplication.clipboard().setText(check_list(items))


def paste_link(table: ActionTable) -> bool:
    """Make what was copied from a tracker the current action's link: an address or a ticket's key.

    False where the clipboard holds nothing of the kind, which is told.
    """
    current = table.current()
    text = QApplication.clipboard().text().strip()
    if current is None or not table.commands.writable:
        return False
    ticket = len(text) <= _TICKET and len(text.split()) == 1
    if not tracker_address(text) and not ticket:
        table.commands.refuse("Copy the ticket's address in the tracker, then paste it here.")
        return False
    return table.commands.set_field([current[0]], "Set tracker", tracker=text)


def start_drag(table: ActionTable, ids: tuple[str, ...]) -> None:
    """Carry actions under the pointer until they are dropped; Esc puts them back."""
    drag = QDrag(table)
    drag.setMimeData(mime_of_actions(ids))
    first = table.commands.action(ids[-1])
    words = f"{first.key} {first.text}" if first is not None else ""
    drag.setPixmap(_picture(f"{len(ids)} actions" if len(ids) > 1 else words))
    drag.setHotSpot(QPoint(16, theme().px(_HIGH) // 2))
    drag.exec(Qt.DropAction.LinkAction | Qt.DropAction.CopyAction, Qt.DropAction.LinkAction)


def _picture(words: str) -> QPixmap:
    t = theme()
    picture = QPixmap(t.px(_WIDE), t.px(_HIGH))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(t.colour("accent"), 1.5))
    painter.setBrush(t.colour("surface"))
    box = QRectF(picture.rect()).adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(box, 6, 6)
    painter.setFont(t.font("ui_medium"))
    painter.setPen(t.colour("ink1"))
    inner = box.adjusted(t.px(12), 0, -t.px(12), 0)
    shown = t.elided(words, "ui_medium", inner.width())
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)
    painter.end()
    return picture
