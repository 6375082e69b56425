"""Events on their way to another view: what is carried, and how it looks under the pointer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QPixmap
from PySide6.QtWidgets import QWidget

EVENTS_MIME = "application/x-pmdesk-events"


def mime_of(event_ids: Sequence[str]) -> QMimeData:
    """The ids of events, one a line, for views that can take them."""
    data = QMimeData()
    data.setData(EVENTS_MIME, QByteArray("\n".join(event_ids).encode()))
    return data


def start(source: QWidget, event_ids: Sequence[str], picture: QPixmap) -> None:
    """Carry events until they are let go; where nothing takes them, nothing happens."""
    drag = QDrag(source)
    drag.setMimeData(mime_of(event_ids))
    drag.setPixmap(picture)
    drag.setHotSpot(QPoint(24, 12))
    drag.exec(Qt.DropAction.LinkAction | Qt.DropAction.CopyAction, Qt.DropAction.LinkAction)
