"""How a row of the outline is painted: guides, arrow, sign, words, category, actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from pmdesk.itemmodels.factors import FactorRow, RowAction
from pmdesk.views.controls.panels import draw_tag
from pmdesk.views.factors.geometry import RowLayout, columns_of, guide_x, height_of, text_role
from pmdesk.views.factors.signs import NUDGE_ICON, category_icon, draw_sign, shown, stop_words
from pmdesk.views.theme.glyphs import draw_avatar, draw_status
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

if TYPE_CHECKING:
    from pmdesk.views.factors.outline import Outline

_Index = QModelIndex | QPersistentModelIndex
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def cut(text: str, role: str, room: float) -> str:
    """One line of a text that ends in an ellipsis where the room ends."""
    return theme().elided(" ".join(text.split()), role, room)


def words(painter: QPainter, box: QRectF, text: str, role: str, token: str) -> None:
    """Draw one line in the middle of a box, cut where it ends."""
    painter.setFont(theme().font(role))
    painter.setPen(theme().colour(token))
    painter.drawText(box, _MIDDLE | Qt.TextFlag.TextSingleLine, cut(text, role, box.width()))


def draw_add(painter: QPainter, box: QRectF, missing: bool) -> None:
    """The button that adds an action: dashed where one is missing, quiet else."""
    t = theme()
    token = "danger" if missing else "ink3"
    if missing:
        pen = QPen(t.colour("danger"), 2 if t.tokens.flat else 1.2)
        pen.setDashPattern([3.4, 2.6])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    size = t.px(14)
    draw(painter, "plus", token, box.left() + t.px(9), box.center().y() - size / 2, size)
    room = box.adjusted(t.px(29), 0, 0, 0)
    words(painter, room, "Add an action", "meta_semibold", token)


def draw_action(painter: QPainter, box: QRectF, action: RowAction) -> None:
    """An action in its line: state and key in a tag, words, and who owns it."""
    t = theme()
    cy = box.center().y()
    wide = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(action.key)
    tag = QRectF(box.left(), cy - t.px(11), wide + t.px(36), t.px(22))
    painter.setPen(QPen(t.colour("line2"), 1))
    painter.setBrush(t.colour("surface"))
    painter.drawRoundedRect(tag.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    draw_status(painter, action.status, tag.left() + t.px(14), cy, t.px(14))
    key = tag.adjusted(t.px(26), 0, 0, 0)
    words(painter, key, action.key, "meta_semibold", "ink1")
    right = box.right()
    if action.owner:
        draw_avatar(painter, action.owner, right - t.px(10), cy, t.px(20))
        right -= t.px(32)
    else:
        none = "No owner"
        wide = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(none)
        place = QRectF(right - wide - 1, box.top(), wide + 2, box.height())
        words(painter, place, none, "meta_semibold", "danger")
        right -= wide + t.px(12)
    left = tag.right() + t.px(11)
    if right - left >= t.px(60):
        room = QRectF(left, box.top(), right - left, box.height())
        words(painter, room, action.text or "Not written yet", "ui", "ink2")


class RowDelegate(QStyledItemDelegate):
    """Paints the rows of an outline; the view says what is hovered, selected and typed."""

    def __init__(self, view: Outline) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option
        row: FactorRow = index.data(Qt.ItemDataRole.UserRole)
        first = index.row() == 0
        return QSize(100, height_of(row, first))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: FactorRow = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        rect.setLeft(0)
        rect.setRight(self._view.width())
        place = self._view.layout_of(row, rect)
        hovered = self._view.hovered == row.factor.id
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, place, self._view.is_shown_selected(row), hovered)
        self._guides(painter, place)
        self._node(painter, place)
        self._category(painter, place, hovered)
        self._answers(painter, place, hovered)
        painter.restore()

    def _ground(self, painter: QPainter, place: RowLayout, on: bool, hovered: bool) -> None:
        t = theme()
        if not on and not hovered:
            return
        left, right = t.px(16), place.rect.right() - t.px(12)
        box = QRectF(left, place.top, right - left, place.rect.bottom() - place.top)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("accent_soft" if on else "hover"))
        if on and (self._view.hasFocus() or t.tokens.flat):
            painter.setPen(QPen(t.colour("accent_line"), 2 if t.tokens.flat else 1))
            box.adjust(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, 5, 5)
        if on:
            painter.fillRect(QRectF(left, box.top(), 3, box.height()), t.colour("accent"))

    def _guides(self, painter: QPainter, place: RowLayout) -> None:
        t = theme()
        row, rect = place.row, place.rect
        painter.setPen(QPen(t.colour("line2"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for depth, goes_on in enumerate(self._view.lines_through(row.factor.id)):
            x = round(guide_x(depth)) + 0.5
            own = depth == row.depth - 1
            if own:
                curve = QPainterPath(QPointF(x, rect.top()))
                bend = t.px(6)
                curve.lineTo(x, place.cy - bend)
                curve.quadTo(x, place.cy, x + bend, place.cy)
                curve.lineTo(place.cx - t.px(11), place.cy)
                painter.drawPath(curve)
            if goes_on:
                painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        if place.has_whys and not self._view.folds.is_folded(row.factor.id):
            x = round(place.cx) + 0.5
            painter.drawLine(QPointF(x, place.cy + t.px(9)), QPointF(x, rect.bottom()))

    def _node(self, painter: QPainter, place: RowLayout) -> None:
        t = theme()
        row = place.row
        if place.has_whys:
            folded = self._view.folds.is_folded(row.factor.id)
            name, side = "chevron-right" if folded else "chevron-down", t.px(15)
            draw(painter, name, "ink2", place.cx - side / 2 + 0.5, place.cy - side / 2, side)
        if not place.sign.isEmpty():
            draw_sign(painter, row, place.sign_x, place.cy, t.px(16))
        if self._view.is_typed(row.factor.id):
            return
        self._nudge(painter, place)
        role = text_role(row)
        text = row.factor.text or "Not written yet"
        box = place.text
        words(painter, box, text, role, "ink1" if row.factor.text else "ink3")
        if place.tag_words:
            metrics = t.fonts.metrics(role, t.scale)
            end = min(box.right(), box.left() + metrics.horizontalAdvance(text))
            fill = "ok_soft" if place.tag_words == "Mitigating" else "hover"
            ink = "ok" if place.tag_words == "Mitigating" else "ink2"
            draw_tag(painter, place.tag_words, end + t.px(8), place.cy, ink, fill)

    @staticmethod
    def _nudge(painter: QPainter, place: RowLayout) -> None:
        box, side = place.nudge, theme().px(14)
        if not box.isEmpty():
            draw(painter, NUDGE_ICON, "warn", box.center().x() - side / 2,
                 box.center().y() - side / 2, side)  # fmt: skip

    def _category(self, painter: QPainter, place: RowLayout, hovered: bool) -> None:
        t = theme()
        word = place.row.factor.category
        usable = hovered and not self._view.read_only and not place.row.is_draft
        if not word and not usable:
            return
        icon, token = (category_icon(word), "ink2") if word else ("tag", "ink3")
        box, side = place.category, t.px(14)
        draw(painter, icon, token, box.left() + 1, place.cy - side / 2, side)
        if place.columns.wide:
            room = box.adjusted(t.px(22), 0, 0, 0)
            words(painter, room, shown(word) or "Category", "meta", token)

    def _answers(self, painter: QPainter, place: RowLayout, hovered: bool) -> None:
        t = theme()
        row = place.row
        if self._view.is_action_typed(row.factor.id):
            return
        for number, action in enumerate(row.actions):
            draw_action(painter, place.answer(number), action)
        if row.actions or row.is_draft:
            return
        reason = stop_words(row)
        if row.is_open:
            draw_add(painter, place.add, missing=True)
        elif reason:
            words(painter, place.answer(), reason, "ui", "ink2")
        elif hovered and not self._view.read_only:
            draw_add(painter, place.add.translated(-t.px(8), 0), missing=False)


def draw_heads(painter: QPainter, rect: QRectF) -> None:
    """The names over the columns, and the line under them."""
    t = theme()
    c = columns_of(rect.width())
    for x, end, text in (
        (guide_x(0) + t.px(17), c.category, "Factor, then why"),
        (c.category, c.answers - 8, "Category" if c.wide else ""),
        (c.answers, c.right, "Answered by"),
    ):
        box = QRectF(x, rect.top(), end - x, rect.height())
        words(painter, box, text, "meta", "ink2")
    y = rect.bottom() - 0.5
    painter.setPen(QPen(t.colour("line2"), 1))
    painter.drawLine(QPointF(c.left, y), QPointF(c.right, y))
