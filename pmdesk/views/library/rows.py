"""Paints one postmortem of the library: severity, title, words found, tags, status, date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate

from pmdesk.domain.day_names import date_text
from pmdesk.domain.library import Entry, Hit
from pmdesk.domain.terms import Phase, PostmortemKind, name_of
from pmdesk.itemmodels.library import LibraryModel
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.controls.panels import SEVERITY_TOKENS, draw_tag
from pmdesk.views.library.columns import columns_of
from pmdesk.views.theme.glyphs import draw_check
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

ROW = 62
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def draw_snippet(painter: QPainter, hit: Hit, box: QRectF) -> None:
    """One line of text with the found words on a soft ground, cut where the room ends."""
    t = theme()
    plain, bold = (t.fonts.metrics(role, t.scale) for role in ("ui", "ui_semibold"))
    x, place = box.left(), 0
    pieces: list[tuple[str, bool]] = []
    for start, end in hit.marks:
        pieces += [(hit.snippet[place:start], False), (hit.snippet[start:end], True)]
        place = end
    pieces.append((hit.snippet[place:], False))
    for text, found in pieces:
        metrics = bold if found else plain
        room = box.right() - x
        if not text or room < 8:
            continue
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(shown)
        if found:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("warn_soft"))
            ground = QRectF(x - 2, box.center().y() - t.px(10), width + 4, t.px(20))
            if t.tokens.flat:
                painter.setPen(QPen(t.colour("warn"), 1))
            painter.drawRoundedRect(ground, 4, 4)
        painter.setFont(t.font("ui_semibold" if found else "ui"))
        painter.setPen(t.colour("ink1" if found else "ink2"))
        painter.drawText(QRectF(x, box.top(), width + 3, box.height()), _MIDDLE, shown)
        x += width
        if shown != text:
            break


def draw_phase(painter: QPainter, phase: Phase, x: float, cy: float) -> None:
    """The sign of a phase: ring for a draft, dot in review, tick when published."""
    t = theme()
    size = t.px(14)
    if phase is Phase.PUBLISHED:
        draw_check(painter, x + size / 2, cy, size)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    token = "accent" if phase is Phase.REVIEW else "ink3"
    painter.setPen(QPen(t.colour(token), 1.5))
    painter.drawEllipse(QPointF(x + size / 2, cy), size / 2 - 0.8, size / 2 - 0.8)
    if phase is Phase.REVIEW:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colour(token))
        painter.drawEllipse(QPointF(x + size / 2, cy), size / 4.4, size / 4.4)


class RowState(NamedTuple):
    """Whether a row is chosen, under the pointer, and has the focus."""

    selected: bool = False
    hovered: bool = False
    focused: bool = False


class EntryDelegate(QStyledItemDelegate):
    """Reads the hit from the model directly; the row height is fixed.

    ``state_of`` tells the state of a row: asking the option for it would load every name that a
    style knows before the first picture.
    """

    def __init__(
        self, model: LibraryModel, state_of: Callable[[int], RowState], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._state_of = state_of

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index
        return QSize(100, theme().px(ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        hit = self._model.hit(index.row())
        rect = QRectF(option.rect)
        state = self._state_of(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, state)
        self._words(painter, rect, hit, state.selected or state.hovered)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        from PySide6.QtWidgets import QToolTip

        if not index.isValid():
            return False
        entry = self._model.hit(index.row()).entry
        c = columns_of(QRectF(option.rect).width())
        room = c.title_end - c.title
        words = [
            text
            for text, role in ((entry.title, "body_semibold"), (entry.summary, "ui"))
            if theme().elided(" ".join(text.split()), role, room) != " ".join(text.split())
        ]
        if c.tags >= c.phase or len(entry.tags) > 2:
            words.append(", ".join(entry.tags))
        QToolTip.showText(event.globalPos(), tooltip_of("  ·  ".join(filter(None, words))), view)
        return True

    def _ground(self, painter: QPainter, rect: QRectF, state: RowState) -> None:
        t = theme()
        c = columns_of(rect.width())
        inner = rect.adjusted(t.px(12), 1, -t.px(12), -2)
        selected = state.selected
        if selected or state.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.colour("accent_soft" if selected else "hover"))
            if selected and t.tokens.flat:
                painter.setPen(QPen(t.colour("accent"), 2))
            painter.drawRoundedRect(inner, 8, 8)
        else:
            painter.setPen(QPen(t.colour("line"), 1))
            y = rect.bottom() - 0.5
            painter.drawLine(QPointF(c.severity, y), QPointF(c.right, y))
        if selected and state.focused:
            painter.setPen(QPen(t.colour("accent_line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _words(self, painter: QPainter, rect: QRectF, hit: Hit, raised: bool) -> None:
        t = theme()
        entry = hit.entry
        c = columns_of(rect.width())
        cy = rect.center().y()
        if entry.severity is not None:
            ink, fill = SEVERITY_TOKENS[entry.severity]
            draw_tag(painter, entry.severity.value, c.severity, cy, ink, fill)
        room = c.title_end - c.title
        title = QRectF(c.title, rect.top() + t.px(9), room, t.px(22))
        low = QRectF(c.title, rect.top() + t.px(31), room, t.px(22))
        name = entry.title or "Untitled"
        if entry.kind is PostmortemKind.NEAR_MISS:
            name += " (near miss)"
        painter.setFont(t.font("body_semibold"))
        painter.setPen(t.colour("ink1" if entry.title else "ink3"))
        painter.drawText(title, _MIDDLE, theme().elided(name, "body_semibold", room))
        shown = hit if hit.snippet else Hit(entry, " ".join(entry.summary.split()))
        if not shown.snippet:
            shown = Hit(entry, f"{entry.key}, no summary yet")
        draw_snippet(painter, shown, low)
        if c.tags < c.phase:
            self._tags(painter, entry, c.tags, c.phase - 8, cy, raised)
        draw_phase(painter, entry.phase, c.phase, cy)
        painter.setFont(t.font("ui_medium"))
        painter.setPen(t.colour("ink1"))
        x = c.phase + t.px(21)
        box = QRectF(x, rect.top(), c.actions - x, rect.height())
        painter.drawText(box, _MIDDLE, name_of(entry.phase))
        self._actions(painter, entry, c.actions, rect)
        painter.setFont(t.font("ui"))
        painter.setPen(t.colour("ink2"))
        box = QRectF(c.right - t.px(110), rect.top(), t.px(110), rect.height())
        painter.drawText(box, _MIDDLE | Qt.AlignmentFlag.AlignRight, date_text(entry.day))

    @staticmethod
    def _tags(
        painter: QPainter, entry: Entry, x: float, end: float, cy: float, raised: bool
    ) -> None:
        t = theme()
        metrics = t.fonts.metrics("meta_semibold", t.scale)
        for i, tag in enumerate(entry.tags):
            rest = len(entry.tags) - i
            width = metrics.horizontalAdvance(tag) + t.px(12)
            last_room = end - t.px(30) if rest > 1 else end
            if x + width > last_room:
                if i == 0 and rest == 1:
                    draw_tag(painter, theme().elided(tag, "meta_semibold", end - x - 14), x, cy,
                             "ink2", "surface" if raised else "hover")  # fmt: skip
                else:
                    painter.setFont(t.font("meta"))
                    painter.setPen(t.colour("ink3"))
                    painter.drawText(QRectF(x, cy - 10, 40, 20), _MIDDLE, f"+{rest}")
                return
            fill = "surface" if raised else "hover"
            x += draw_tag(painter, tag, x, cy, "ink2", fill) + t.px(5)

    @staticmethod
    def _actions(painter: QPainter, entry: Entry, x: float, rect: QRectF) -> None:
        t = theme()
        parts: list[tuple[str, str, str]] = []
        if entry.open_actions:
            parts.append((f"{entry.open_actions} open", "ui_semibold", "ink1"))
        else:
            parts.append(("None open", "ui", "ink3"))
        if entry.overdue:
            parts.append((f"{entry.overdue} overdue", "ui_semibold", "danger"))
        for text, role, token in parts:
            painter.setFont(t.font(role))
            painter.setPen(QColor(t.colour(token)))
            painter.drawText(QRectF(x, rect.top(), 150, rect.height()), _MIDDLE, text)
            x += t.fonts.metrics(role, t.scale).horizontalAdvance(text) + t.px(9)
