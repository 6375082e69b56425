"""Timeline events on their way from one view to another: what the drag carries."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData

EVENTS_MIME = "application/x-pmdesk-events"


def mime_of(event_ids: Sequence[str]) -> QMimeData:
    """The ids of events, one a line, for views that can take them."""
    data = QMimeData()
    data.setData(EVENTS_MIME, QByteArray("\n".join(event_ids).encode()))
    return data


def carried_events(data: QMimeData) -> list[str]:
    """The ids of the events that are dragged; none for anything else."""
    if not data.hasFormat(EVENTS_MIME):
        return []
    text = data.data(EVENTS_MIME).toStdString()
    return [line.strip() for line in text.splitlines() if line.strip()]
