"""How the focus came to a widget: what the keyboard brought has to be seen."""

from __future__ import annotations

from PySide6.QtCore import Qt


def by_keyboard(reason: Qt.FocusReason) -> bool:
    """Whether focus came other than by the pointer, so that it has to be seen."""
    return reason not in (
        Qt.FocusReason.MouseFocusReason,
        Qt.FocusReason.ActiveWindowFocusReason,
    )
