"""The line on the wall for those who listen: the words that the room sees, not those typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

if TYPE_CHECKING:
    from pmdesk.views.meeting.capture_line import SharedLine


class AccessibleSharedLine(QAccessibleWidget):
    """A field whose value names roles where people's names were typed."""

    def __init__(self, line: SharedLine) -> None:
        super().__init__(line, QAccessible.Role.EditableText, line.accessibleName())
        self._line: SharedLine | None = line
        line.destroyed.connect(self._on_line_gone)

    def _on_line_gone(self) -> None:
        self._line = None

    def text(self, kind: QAccessible.Text) -> str:
        """The value is what the room sees; everything else is as for any widget."""
        if self._line is None:
            return ""
        if kind == QAccessible.Text.Value:
            return self._line.shown()
        return super().text(kind)


class _Factory:
    """Whether Qt asks here."""

    installed = False


def _make(_name: str, target: QObject | None) -> QAccessibleInterface:
    from pmdesk.views.meeting.capture_line import SharedLine

    if not isinstance(target, SharedLine):
        # Qt takes "none" where the stubs say that there always is one.
        return cast("QAccessibleInterface", None)
    # Qt keeps no Python half alive: the line does.
    target.heard = AccessibleSharedLine(target)
    return target.heard


def install() -> None:
    """Let listening programs hear what the room sees, once."""
    if not _Factory.installed:
        _Factory.installed = True
        QAccessible.installFactory(_make)
