"""Paints the palette's rows: icon, title with the typed letters bold, detail and key caps."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pmdesk.views.controls.buttons import draw_keycap
from pmdesk.views.palette.items import Found
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

HEADING, ROW, FOOT = 36, 40, 44
_HINTS = (
    ("↑ ↓", "choose"), ("Enter", "run"), ("Tab", "fill in"), ("Esc", "close")
)  # fmt: skip
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def runs(text: str, places: tuple[int, ...]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it was typed."""
    typed = set(places)
    pieces: list[tuple[str, bool]] = []
    for i, ch in enumerate(text):
        if pieces and pieces[-1][1] == (i in typed):
            pieces[-1] = (pieces[-1][0] + ch, pieces[-1][1])
        else:
            pieces.append((ch, i in typed))
    return pieces


def key_parts(shortcut: str) -> list[str]:
    """The caps of a key text: "Ctrl++" is Ctrl and +."""
    parts = [part for part in shortcut.split("+") if part]
    return [*parts, "+"] if shortcut.endswith("+") else parts


class FoundDelegate(QStyledItemDelegate):
    """Rows hold a heading (a text) or a Found under the user role."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option
        heading = isinstance(index.data(Qt.ItemDataRole.UserRole), str)
        return QSize(100, theme().px(HEADING if heading else ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        t = theme()
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        row = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, str):
            painter.setFont(t.font("meta_semibold"))
            painter.setPen(t.colour("ink2"))
            painter.drawText(rect.adjusted(t.px(13), 6, 0, 0), _MIDDLE, row)
        else:
            current = bool(state & QStyle.StateFlag.State_Selected)
            if current:
                edge = QPen(t.colour("accent"), 2) if t.tokens.flat else Qt.PenStyle.NoPen
                painter.setPen(edge)
                painter.setBrush(t.colour("accent_soft"))
                painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            self._words(painter, rect, row, current)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRectF, found: Found, current: bool) -> None:
        t = theme()
        item = found.item
        end = self._keys(painter, rect, item.shortcut)
        x = rect.left() + t.px(13)
        if item.icon:
            token = "ink4" if not item.enabled else ("accent" if current else "ink2")
            draw(painter, item.icon, token, x, rect.center().y() - t.px(8), t.px(16))
        x += t.px(31)
        painter.setPen(t.colour("ink1" if item.enabled else "ink3"))
        for text, typed in runs(item.title, found.places):
            role = "body_semibold" if typed else "body_medium"
            metrics = t.fonts.metrics(role, t.scale)
            room = end - x
            if room < 12:
                break
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.setFont(t.font(role))
            width = metrics.horizontalAdvance(shown)
            painter.drawText(QRectF(x, rect.top(), width + 3, rect.height()), _MIDDLE, shown)
            if typed:
                self._underline(painter, x, width, rect)
            x += width
        detail = item.detail if item.enabled else (item.reason or item.detail)
        x += t.px(10)
        if detail and end - x > 30:
            metrics = t.fonts.metrics("meta_regular", t.scale)
            painter.setFont(t.font("meta_regular"))
            painter.setPen(t.colour("ink2" if item.enabled else "ink3"))
            shown = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, end - x)
            painter.drawText(QRectF(x, rect.top() + 1, end - x, rect.height()), _MIDDLE, shown)

    @staticmethod
    def _underline(painter: QPainter, x: float, width: float, rect: QRectF) -> None:
        """Bold alone is faint beside medium, so typed letters get a thin line as well."""
        pen = painter.pen()
        painter.setPen(QPen(theme().colour("accent"), 1.2))
        y = rect.center().y() + theme().px(9)
        painter.drawLine(round(x), round(y), round(x + width), round(y))
        painter.setPen(pen)

    @staticmethod
    def _keys(painter: QPainter, rect: QRectF, shortcut: str) -> float:
        """Draw the key caps at the right; returns where they begin."""
        t = theme()
        x = rect.right() - t.px(13)
        metrics = t.fonts.metrics("tick", t.scale)
        for part in reversed(key_parts(shortcut)):
            x -= max(t.px(18), metrics.horizontalAdvance(part) + t.px(9))
            draw_keycap(painter, part, x, rect.center().y())
            x -= 3
        return x - t.px(10)


class PaletteFoot(QWidget):
    """The keys of the palette, on the ground of its card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("; ".join(f"{keys}: {words}" for keys, words in _HINTS))
        theme().changed.connect(self._restyle)
        self._restyle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, cy = float(t.px(19)), self.height() / 2
        for keys, words in _HINTS:
            for key in keys.split():
                x += draw_keycap(painter, key, x, cy) + 3
            painter.setFont(t.font("meta"))
            painter.setPen(t.colour("ink2"))
            width = t.fonts.metrics("meta", t.scale).horizontalAdvance(words)
            painter.drawText(QRectF(x + 5, 0, width + 4, self.height()), _MIDDLE, words)
            x += width + t.px(24)

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(FOOT))
        self.update()
