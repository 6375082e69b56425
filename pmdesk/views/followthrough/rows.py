"""Paints an open action with its postmortem, owner and date, and the headings between."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from pmdesk.domain.day_names import date_text
from pmdesk.domain.library import OpenAction
from pmdesk.domain.metrics import DueGroup, due_group
from pmdesk.itemmodels.followthrough import (
    FollowThroughModel,
    Heading,
    More,
    lateness,
    slips_text,
)
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.glyphs import draw_avatar, draw_status
from pmdesk.views.theme.theme import theme

ROW, HEADING, MORE = 48, 56, 40
# Narrower rows have icons for buttons, at scale 1.
WIDE = 860
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges in pixels; ``right`` ends the row."""

    status: float
    key: float
    text: float
    source: float
    owner: float
    due: float
    right: float


def columns_of(width: float) -> Columns:
    """The columns in a width: the text and its postmortem share what the others leave; where that
    is little the text takes all of it, and at last of an owner only the round sign is left."""
    t = theme()
    right, left = width - t.px(24), float(t.px(24))
    # Where there is little room the buttons on the row are icons.
    due = right - t.px(330 if width >= t.px(WIDE) else 240)
    owner = due - t.px(172)
    text = left + t.px(80)
    if owner - text < t.px(150):
        owner = due - t.px(52)
    roomy = owner - text >= t.px(330)
    source = text + (owner - text) * 0.59 if roomy else owner
    return Columns(left, left + t.px(30), text, source, owner, due, right)


class ColumnHeads(QWidget):
    """The names of the columns."""

    def __init__(self, rows: QAbstractScrollArea) -> None:
        super().__init__()
        # A scroll bar narrows the rows, and the names must stay above their columns.
        self._viewport = rows.viewport()
        self._viewport.installEventFilter(self)
        theme().changed.connect(self._restyle)
        self._restyle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._viewport and event.type() == QEvent.Type.Resize:
            self.update()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setFont(t.font("meta"))
        painter.setPen(t.colour("ink2"))
        c = columns_of(self._viewport.width())
        names = [(c.text, "What will change"), (c.owner, "Owner"), (c.due, "Due")]
        if c.source < c.owner:
            names.append((c.source, "From"))
        for x, name in names:
            painter.drawText(QRectF(x, 0, 200, self.height()), _MIDDLE, name)
        painter.setPen(QPen(t.colour("line2"), 1))
        painter.drawLine(round(c.status), self.height() - 1, round(c.right), self.height() - 1)

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(34))
        self.update()


class ActionDelegate(QStyledItemDelegate):
    """Reads the row from the model directly."""

    def __init__(self, model: FollowThroughModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option
        row = self._model.row(index.row())
        high = {Heading: HEADING, More: MORE}.get(type(row), ROW)
        return QSize(100, theme().px(high))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        row = self._model.row(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, OpenAction):
            self._ground(painter, rect, state)
            self._action(painter, rect, row, bool(state & QStyle.StateFlag.State_Selected))
        elif isinstance(row, More):
            self._ground(painter, rect, state)
            self._more(painter, rect, row)
        else:
            self._heading(painter, rect, row)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        row = self._model.row(index.row()) if index.isValid() else None
        if not isinstance(row, OpenAction):
            return False
        c = columns_of(QRectF(option.rect).width())
        rooms = (
            (row.text, "body_medium", c.source - c.text),
            (row.pm_title, "ui", c.owner - c.source),
            (row.owner, "ui", c.due - c.owner - theme().px(28)),
        )
        cut = [text for text, role, room in rooms if theme().elided(text, role, room - 16) != text]
        QToolTip.showText(event.globalPos(), tooltip_of("  ·  ".join(cut)), view)
        return True

    @staticmethod
    def _heading(painter: QPainter, rect: QRectF, heading: Heading) -> None:
        t = theme()
        c = columns_of(rect.width())
        box = rect.adjusted(c.status, t.px(14), 0, 0)
        words = t.elided(heading.words, "ui_semibold", c.right - c.status - t.px(60))
        painter.setFont(t.font("ui_semibold"))
        painter.setPen(t.colour(heading.token))
        painter.drawText(box, _MIDDLE, words)
        wide = t.fonts.metrics("ui_semibold", t.scale).horizontalAdvance(words)
        painter.setFont(t.font("meta"))
        painter.setPen(t.colour("ink2"))
        painter.drawText(box.adjusted(wide + t.px(12), 0, 0, 0), _MIDDLE, f"{heading.size:,}")

    @staticmethod
    def _more(painter: QPainter, rect: QRectF, more: More) -> None:
        t = theme()
        c = columns_of(rect.width())
        painter.setFont(t.font("ui_medium"))
        painter.setPen(t.colour("accent"))
        what = "" if more.group else " groups"
        painter.drawText(rect.adjusted(c.status, 0, 0, 0), _MIDDLE, f"{more.size:,} more{what}")

    @staticmethod
    def _ground(painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        t = theme()
        c = columns_of(rect.width())
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, t.colour("accent_soft" if selected else "hover"))
        if selected:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), t.colour("accent"))
        painter.setPen(QPen(t.colour("line"), 1))
        y = rect.bottom() - 0.5
        painter.drawLine(QPointF(c.status, y), QPointF(c.right, y))

    def _action(
        self, painter: QPainter, rect: QRectF, action: OpenAction, selected: bool
    ) -> None:
        t = theme()
        c = columns_of(rect.width())
        cy = rect.center().y()
        gap = t.px(16)
        draw_status(painter, action.status, c.status + t.px(8), cy, t.px(16))

        def words(x: float, end: float, text: str, role: str, token: str) -> None:
            painter.setFont(t.font(role))
            painter.setPen(t.colour(token))
            box = QRectF(x, rect.top(), end - x, rect.height())
            painter.drawText(box, _MIDDLE, theme().elided(text, role, end - x))

        words(c.key, c.text, action.key, "meta", "ink2")
        words(c.text, c.source - gap, action.text or "Untitled", "body_medium", "ink1")
        if c.source < c.owner:
            words(c.source, c.owner - gap, action.pm_title or "Untitled", "ui", "ink2")
        draw_avatar(painter, action.owner, c.owner + t.px(10), cy, t.px(20))
        token = "ink1" if action.owner else "danger"
        role = "ui" if action.owner else "ui_semibold"
        if c.due - c.owner >= t.px(100):
            words(c.owner + t.px(28), c.due - 8, action.owner or "No owner", role, token)
        group = due_group(action.due, self._model.today)
        if action.slips:
            # The date moves up and makes room for how often it was put off.
            rect = rect.adjusted(0, 0, 0, -t.px(15))
        if action.due is None:
            words(c.due, c.due + t.px(110), "No date", "ui_semibold", "danger")
        else:
            words(c.due, c.due + t.px(110), date_text(action.due), "ui", "ink1")
        self._slips(painter, QRectF(c.due, cy + t.px(3), t.px(130), t.px(16)), action.slips)
        if not selected:
            late = group is DueGroup.OVERDUE
            painter.setFont(t.font("ui_semibold" if late else "ui"))
            painter.setPen(t.colour("danger" if late else "ink2"))
            box = QRectF(c.right - t.px(140), cy - t.px(20), t.px(140), t.px(40))
            right = _MIDDLE | Qt.AlignmentFlag.AlignRight
            painter.drawText(box, right, lateness(action, self._model.today))

    @staticmethod
    def _slips(painter: QPainter, box: QRectF, count: int) -> None:
        if count:
            painter.setFont(theme().font("meta_regular"))
            painter.setPen(theme().colour("warn"))
            painter.drawText(box, _MIDDLE, slips_text(count).capitalize())
