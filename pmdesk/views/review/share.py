"""The ways to hand a signed version out, as rows that say what each gives."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pmdesk.views.actions import Actions
from pmdesk.views.controls.buttons import PaintedButton, draw_keycap
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.review.card import Card
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

# command, icon, words, what it gives
_WAYS = (
    ("export", "file-down", "Export", "PDF, wiki page or file, whole or redacted"),
    ("preview", "eye", "Preview", "The pages as they will be printed"),
    ("copy_report", "copy", "Copy as rich text", "For the wiki, a mail or a pull request"),
)
_Middle = Qt.AlignmentFlag.AlignVCenter


class ShareRow(PaintedButton):
    """One way: an icon, its name over what it gives, and its key."""

    def __init__(self, action: QAction, icon_name: str, words: str, detail: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon, self._detail = icon_name, detail
        self._keys = [key for key in action.shortcut().toString().split("+") if key]
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(detail)
        self.setToolTip(tooltip_of(detail))
        self.clicked.connect(action.trigger)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(220), theme().px(56))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(t.colour("line2"), 1))
        painter.setBrush(t.colour("hover" if self.hovered else "surface"))
        painter.drawRoundedRect(box, 8, 8)
        side, middle = t.px(18), self.height() / 2
        draw(painter, self._icon, "ink1", t.px(18), middle - side / 2, side)
        right = self.width() - t.px(16)
        for key in reversed(self._keys):
            metrics = t.fonts.metrics("tick", t.scale)
            right -= round(metrics.horizontalAdvance(key)) + t.px(14)
            draw_keycap(painter, key, right, middle)
        left = t.px(52)
        room = right - t.px(10) - left
        half = self.height() / 2 - t.px(7)
        for role, token, words, y in (
            ("body_medium", "ink1", self.text(), t.px(7)),
            ("ui", "ink2", self._detail, middle),
        ):
            painter.setFont(t.font(role))
            painter.setPen(t.colour(token))
            painter.drawText(
                QRectF(left, y, room, half), _Middle, t.elided(words, role, room)
            )
        self.draw_focus_ring(painter, box, 8)


class ShareCard(Card):
    """Rows for the commands that hand the report out; without any it is hidden."""

    def __init__(self, actions: Actions | None) -> None:
        super().__init__("Share")
        self.rows: dict[str, ShareRow] = {}
        self.body.setSpacing(8)
        for name, icon_name, words, detail in _WAYS if actions is not None else ():
            assert actions is not None
            row = ShareRow(actions[name], icon_name, words, detail)
            self.rows[name] = row
            self.body.addWidget(row)
        self.hide()

    def show_signed(self, signed: bool) -> None:
        """Be there while a version is signed."""
        self.setVisible(signed and bool(self.rows))

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order."""
        return [*self.rows.values()]
