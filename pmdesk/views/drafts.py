"""Lines that were typed and not entered yet, stored before the place that they stand in closes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def store_drafts(place: QWidget | None) -> None:
    """Ask every part of a place that has a line waiting (``store_draft``) to store it."""
    if place is None:
        return
    for part in place.findChildren(QWidget):
        store = getattr(part, "store_draft", None)
        if store is not None:
            store()
