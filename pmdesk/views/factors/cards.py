"""How the cards of the tree are painted: the incident, factors with their state, and the lines."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from pmdesk.domain.factors.branches import branch_of
from pmdesk.domain.terms import FactorKind, name_of
from pmdesk.itemmodels.factors import FactorRow, RowAction
from pmdesk.views.factors.rows import words
from pmdesk.views.factors.signs import NUDGE_ICON, draw_sign, has_sign, shown, stop_words
from pmdesk.views.factors.tree_layout import Box, Sizes
from pmdesk.views.theme.glyphs import draw_status
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

_MOST_LINES = 5
_PAD = 10
_WRAP = Qt.TextFlag.TextWordWrap


def sizes() -> Sizes:
    """The lengths of the tree at the text size in use."""
    t = theme()
    return Sizes(t.px(140), t.px(208), t.px(30), t.px(8), t.px(14))


def _title_role(row: FactorRow) -> str:
    return "ui_semibold" if row.depth == 0 else "ui_medium" if has_sign(row) else "ui"


def _fitting(text: str, role: str, width: float) -> tuple[str, float]:
    """A text that fits into a few lines of a width, cut where it does not, and its height."""
    return _fitted(text, role, width, theme().scale)


@lru_cache(maxsize=4096)
def _fitted(text: str, role: str, width: float, _scale: float) -> tuple[str, float]:
    """Measuring takes longer than painting: a card asks for its height, its cut and its text."""
    t = theme()
    metrics = t.fonts.metrics(role, t.scale)
    most = metrics.lineSpacing() * _MOST_LINES + 1

    def height(part: str) -> float:
        return metrics.boundingRect(QRectF(0, 0, width, 10_000), int(_WRAP), part).height()

    line = " ".join(text.split()) or "Not written yet"
    if height(line) <= most:
        return line, height(line)
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if height(line[:middle] + "…") <= most else (low, middle - 1)
    return line[:low].rstrip() + "…", height(line[:low] + "…")


def _text_room(row: FactorRow) -> float:
    t = theme()
    taken = (t.px(24) if has_sign(row) else 0) + (t.px(20) if row.nudges else 0)
    return t.px(208) - 2 * t.px(_PAD) - taken


def nudge_box(box: Box) -> QRectF:
    """Where the sign of a nudge lies on a card, with room for the pointer."""
    side = theme().px(24)
    return QRectF(box.x + box.width - side - theme().px(4), box.y + theme().px(4), side, side)


def _notes(row: FactorRow) -> list[RowAction | str]:
    """What stands under the words of a factor: its actions, what is missing, or its category."""
    if row.actions:
        return list(row.actions)
    if row.is_open:
        return ["No action yet"]
    found: list[RowAction | str] = []
    kind = row.factor.kind
    told = [name_of(kind)] if kind in (FactorKind.TRIGGER, FactorKind.MITIGATING) else []
    branch = branch_of(row.factor.branch)
    if branch is not None and row.depth == 0:
        told.append(branch.name)
    if row.factor.category and row.depth == 0:
        told.append(shown(row.factor.category))
    if told:
        found.append(" · ".join(told))
    reason = stop_words(row)
    return [*found, reason] if reason else found


def card_height(row: FactorRow) -> float:
    """The height of a factor's card."""
    t = theme()
    _, text = _fitting(row.factor.text, _title_role(row), _text_room(row))
    return text + 2 * t.px(_PAD) + len(_notes(row)) * t.px(20) - (t.px(4) if _notes(row) else 0)


def is_cut(row: FactorRow) -> bool:
    """Whether a card does not show all words of its factor."""
    return _fitting(row.factor.text, _title_role(row), _text_room(row))[0].endswith("…")


def incident_height(title: str) -> float:
    """The height of the card that says what happened."""
    t = theme()
    _, text = _fitting(title, "ui_semibold", t.px(140) - 2 * t.px(_PAD))
    return text + 2 * t.px(_PAD) + t.px(18)


def draw_incident(painter: QPainter, box: Box, title: str, aimed: bool) -> None:
    """The card at the left: what happened."""
    t = theme()
    rect = QRectF(box.x, box.y, box.width, box.height)
    painter.setPen(QPen(t.colour("accent"), 3) if aimed else Qt.PenStyle.NoPen)
    painter.setBrush(t.colour("primary"))
    painter.drawRoundedRect(rect, 8, 8)
    inner = rect.adjusted(t.px(_PAD), t.px(_PAD), -t.px(_PAD), -t.px(_PAD))
    soft = t.colour("onprimary")
    soft.setAlphaF(0.8)
    painter.setFont(t.font("meta"))
    painter.setPen(soft)
    painter.drawText(QPointF(inner.left(), inner.top() + t.px(11)), "What happened")
    text, _ = _fitting(title, "ui_semibold", inner.width())
    painter.setFont(t.font("ui_semibold"))
    painter.setPen(t.colour("onprimary"))
    painter.drawText(inner.adjusted(0, t.px(18), 0, 0), int(_WRAP), text)


def is_card_in(seen: QRectF, box: Box) -> bool:
    """Whether a card, with its edge and button, can be seen."""
    room = theme().px(12)
    across = box.x - room < seen.right() and box.x + box.width + room > seen.left()
    return across and box.y - room < seen.bottom() and box.y + box.height + room > seen.top()


def draw_card(painter: QPainter, box: Box, row: FactorRow, on: bool, aimed: bool) -> None:
    """The card of a factor; ``aimed`` while something is held over it."""
    t = theme()
    rect = QRectF(box.x, box.y, box.width, box.height)
    pen = QPen(t.colour("line3" if row.depth == 0 else "line2"), 1.2)
    if row.is_open:
        pen = QPen(t.colour("danger"), 1.4)
        pen.setDashPattern([3.4, 2.6])
    elif row.is_actionable:
        pen = QPen(t.colour("ok_line"), 1.5)
    if on or aimed:
        pen = QPen(t.colour("accent"), 2)
    painter.setPen(pen)
    painter.setBrush(t.colour("danger_soft" if row.is_open else "surface"))
    painter.drawRoundedRect(rect, 8, 8)
    inner = rect.adjusted(t.px(_PAD), t.px(_PAD), -t.px(_PAD), -t.px(_PAD))
    if has_sign(row):
        draw_sign(painter, row, inner.left() + t.px(8), inner.top() + t.px(9), t.px(16))
        inner.setLeft(inner.left() + t.px(24))
    if row.nudges:
        side, at = t.px(14), nudge_box(box).center()
        draw(painter, NUDGE_ICON, "warn", at.x() - side / 2, at.y() - side / 2, side)
    role = _title_role(row)
    text, height = _fitting(row.factor.text, role, _text_room(row))
    painter.setFont(t.font(role))
    painter.setPen(t.colour("ink1" if row.factor.text else "ink3"))
    room = QRectF(inner.left(), inner.top(), _text_room(row), inner.height())
    painter.drawText(room, int(_WRAP), text)
    y = inner.top() + height
    for note in _notes(row):
        line = QRectF(inner.left(), y, inner.width(), t.px(22))
        if isinstance(note, str):
            missing = row.is_open
            words(painter, line, note, "meta_semibold" if missing else "meta",
                  "danger" if missing else "ink2")  # fmt: skip
        else:
            _draw_action(painter, line, note)
        y += t.px(20)


def _draw_action(painter: QPainter, line: QRectF, action: RowAction) -> None:
    t = theme()
    draw_status(painter, action.status, line.left() + t.px(7), line.center().y(), t.px(13))
    key = line.adjusted(t.px(20), 0, 0, 0)
    words(painter, key, action.key, "meta_semibold", "ink1")
    wide = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(action.key)
    owner = key.adjusted(wide + t.px(8), 0, 0, 0)
    if action.owner:
        words(painter, owner, action.owner, "meta", "ink2")
    else:
        words(painter, owner, "No owner", "meta_semibold", "danger")


def draw_knob(painter: QPainter, box: Box, hidden: int) -> None:
    """The round button at the right edge: how many whys are folded away, or one more why."""
    t = theme()
    centre = QPointF(box.x + box.width, box.middle)
    radius = t.px(10)
    painter.setPen(QPen(t.colour("line3"), 1.2) if hidden else Qt.PenStyle.NoPen)
    painter.setBrush(t.colour("surface" if hidden else "accent"))
    painter.drawEllipse(centre, radius, radius)
    if hidden:
        painter.setFont(t.font("tick"))
        painter.setPen(t.colour("ink1"))
        square = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(hidden))
    else:
        side = t.px(13)
        draw(painter, "plus", "onaccent", centre.x() - side / 2, centre.y() - side / 2, side)
