"""Actions on their way from one view to another: what the drag carries."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData

ACTIONS_MIME = "application/x-pmdesk-actions"


def mime_of_actions(action_ids: Sequence[str]) -> QMimeData:
    """The ids of actions, one a line, for views that can take them."""
    data = QMimeData()
    data.setData(ACTIONS_MIME, QByteArray("\n".join(action_ids).encode()))
    return data


def carried_actions(data: QMimeData) -> list[str]:
    """The ids of the actions that are dragged; none for anything else."""
    if not data.hasFormat(ACTIONS_MIME):
        return []
    text = data.data(ACTIONS_MIME).toStdString()
    return [line.strip() for line in text.splitlines() if line.strip()]
