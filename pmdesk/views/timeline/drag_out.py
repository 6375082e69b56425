"""Events on their way to another view, and how they look under the pointer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QWidget

from pmdesk.views.controls.carried_events import mime_of


def start(source: QWidget, event_ids: Sequence[str], picture: QPixmap) -> None:
    """Carry events until they are let go; where nothing takes them, nothing happens."""
    drag = QDrag(source)
    drag.setMimeData(mime_of(event_ids))
    drag.setPixmap(picture)
    drag.setHotSpot(QPoint(24, 12))
    drag.exec(Qt.DropAction.LinkAction | Qt.DropAction.CopyAction, Qt.DropAction.LinkAction)
