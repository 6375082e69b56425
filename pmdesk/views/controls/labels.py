"""Labels that show user text as it is, in a role's font and a token's colour."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pmdesk.views.theme.theme import theme


def tooltip_of(text: str) -> str:
    """A tooltip that shows ``text`` literally and wraps when it is long."""
    # By hand: the standard module brings a table of two thousand names into the start-up.
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<qt>{shown}</qt>" if text else ""


class PlainLabel(QLabel):
    """Text in a role and colour, never read as markup."""

    def __init__(
        self, text: str = "", role: str = "ui", token: str = "ink1", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self._role = role
        self._token = token
        theme().changed.connect(self._restyle)
        self._restyle()

    def set_token(self, token: str) -> None:
        """Show the text in another colour."""
        self._token = token
        self._restyle()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        # The first polish puts back the palette of the theme in which the label was made.
        if event.type() == QEvent.Type.Polish:
            self._restyle()
        return done

    def _restyle(self) -> None:
        self.setFont(theme().font(self._role))
        palette = self.palette()
        palette.setColor(self.foregroundRole(), theme().colour(self._token))
        self.setPalette(palette)


class ElidedLabel(PlainLabel):
    """One line that ends in an ellipsis where the room ends; the tooltip has all of it."""

    def __init__(
        self, text: str = "", role: str = "ui", token: str = "ink1", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, role, token, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(
            QRect(0, 0, self.width(), self.height()),
            int(self.alignment() | Qt.AlignmentFlag.AlignVCenter),
            shown,
        )
        self.setToolTip(tooltip_of(self.text()) if shown != self.text() else "")


class WrappedLabel(PlainLabel):
    """Text of several lines."""

    def __init__(
        self, text: str = "", role: str = "ui", token: str = "ink1", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, role, token, parent)
        self.setWordWrap(True)
