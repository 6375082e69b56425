"""The column at the right that has one job at a time: the inspector of what is selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pmdesk.domain.record import Record
from pmdesk.views.theme.theme import theme

WIDTH = 348


class Inspector(Protocol):
    """What the column needs of an inspector."""

    left: Signal
    closed: Signal


class RightColumn(QWidget):
    """Holds one inspector a kind of record, each made when it is first needed.

    ``left`` asks to go back to the view, ``closed`` to hide the column.
    """

    left = Signal()
    closed = Signal()

    def __init__(
        self,
        makers: dict[type[Record], Callable[[], QWidget]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._makers = makers
        self._made: dict[type[Record], QWidget] = {}
        self.kind: type[Record] | None = None
        # May put something else in the place of the inspector that the selection asks for.
        self.instead: Callable[[type[Record] | None], type[Record] | None] = lambda kind: kind
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(1, 0, 0, 0)
        theme().changed.connect(self.update)
        self.hide()

    def allow(self, kind: type[Record], make: Callable[[], QWidget]) -> None:
        """Let the column show something else too, under the kind of record it is about."""
        self._makers[kind] = make

    def forget(self) -> None:
        """Hide, and make every inspector anew when it is next needed."""
        self.kind = None
        self.setFocusProxy(None)  # type: ignore[arg-type]
        self.hide()
        for inspector in self._made.values():
            self._stack.removeWidget(inspector)
            inspector.hide()
            inspector.deleteLater()
        self._made.clear()

    def show_kind(self, kind: type[Record] | None) -> None:
        """Show the inspector of a kind, or hide the column; an unknown kind hides it too."""
        kind = kind if kind in self._makers else None
        self.kind = kind
        if kind is not None:
            if kind not in self._made:
                inspector = self._makers[kind]()
                for name in ("left", "closed"):
                    getattr(inspector, name).connect(getattr(self, name))
                self._made[kind] = inspector
                self._stack.addWidget(inspector)
            self._stack.setCurrentWidget(self._made[kind])
            self.setFocusProxy(self._made[kind])
        self.setVisible(kind is not None)

    def wanted_width(self) -> int:
        """The width in pixels, 0 while hidden."""
        return 0 if self.kind is None else theme().px(WIDTH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("canvas"))
        painter.fillRect(0, 0, 1, self.height(), theme().colour("line2"))
