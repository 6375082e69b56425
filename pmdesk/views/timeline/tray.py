"""The tray of events that have no time yet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from pmdesk.domain.timeline import TimelineEvent
from pmdesk.edits.timeline import delete_events
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.glyphs import draw_lane
from pmdesk.views.theme.icons import draw as draw_icon
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.accessible import name_of_event
from pmdesk.views.timeline.scene import TimelineScene

_CARD, _GAP, _LIFT_PX = 240, 12, 4


class Tray(QWidget):
    """Cards of undated events; a drag onto a lane or a typed time places one.

    ``moved`` carries the id of a card on its way, the global point of the mouse and the keys held;
    ``dropped`` and ``put_back`` end that. ``time_wanted`` carries the id of a card whose time is to
    be typed, ``menu_wanted`` asks for the menu of the selected event, ``left`` says that Esc leads
    out.
    """

    moved = Signal(str, QPointF, object)
    dropped = Signal()
    put_back = Signal()
    time_wanted = Signal(str)
    menu_wanted = Signal()
    left = Signal()

    def __init__(self, scene: TimelineScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._press: tuple[str, QPointF] | None = None
        self._dragging = False
        self._offset = 0
        self._allowed = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Events without a time")
        scene.changed.connect(self._on_scene_changed)
        self._on_scene_changed()

    def sizeHint(self) -> QSize:
        return QSize(300, theme().px(112))

    def allow(self, allowed: bool) -> None:
        """Whether it may be in sight: the table has undated events among its rows."""
        self._allowed = allowed
        self._on_scene_changed()

    def ids(self) -> list[str]:
        """The undated events in their order."""
        return [event_id for _, event_id in self._scene.index.undated]

    def _on_scene_changed(self) -> None:
        count = len(self.ids())
        self._describe(count)
        self.setVisible(count > 0 and self._scene.mode == "full" and self._allowed)
        self.update()

    def _describe(self, count: int) -> None:
        """How many there are, and the one that keys act on."""
        words = "1 event" if count == 1 else f"{count} events"
        current = self._scene.index.by_id.get(
            self._scene.selection.current_of(TimelineEvent) or ""
        )
        if current is not None and current.at is None:
            words += f". {name_of_event(self._scene, current)}"
        self.setAccessibleDescription(words)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        if by_keyboard or self._at(QPointF(event.pos())):
            self.menu_wanted.emit()

    def _rect(self, place: int) -> QRectF:
        t = theme()
        x = t.px(24) + place * (t.px(_CARD) + _GAP) - self._offset
        return QRectF(x, t.px(40), t.px(_CARD), t.px(56))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), t.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, t.colour("line2"))
        painter.setFont(t.font("ui_semibold"))
        painter.setPen(t.colour("ink1"))
        painter.drawText(QPointF(t.px(24), t.px(26)), "No time yet")
        wide = t.fonts.metrics("ui_semibold", t.scale).horizontalAdvance("No time yet")
        painter.setFont(t.font("meta_regular"))
        painter.setPen(t.colour("ink2"))
        painter.drawText(QPointF(t.px(24) + wide + 14, t.px(26)), str(len(self.ids())))
        words = "Drag onto a lane, or select and press T to type a time"
        right = QRectF(0, t.px(12), self.width() - t.px(24), t.px(20))
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        if self.hasFocus():
            painter.fillRect(0, 0, self.width(), 2, t.colour("accent"))
        selected = self._scene.selected_events()
        for place, event_id in enumerate(self.ids()):
            rect = self._rect(place)
            if rect.left() > self.width():
                break
            self._paint_card(painter, rect, self._scene.index.by_id[event_id], event_id in selected)

    def _paint_card(self, painter: QPainter, rect: QRectF, event: TimelineEvent, on: bool) -> None:
        t = theme()
        lane = self._scene.index.lane(event.lane_id)
        painter.setPen(QPen(t.colour("accent" if on else "line2"), 2 if on else 1))
        painter.setBrush(t.colour("surface"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        side = t.px(16)
        left = rect.left() + t.px(7)
        draw_icon(painter, "grip-vertical", "ink3", left, rect.center().y() - side / 2, side)
        if lane is not None:
            fill = QColor(t.tokens.lane(lane.lane.colour, "fill"))
            x, y = rect.left() + t.px(36), rect.top() + t.px(20)
            draw_lane(painter, lane.lane.shape, fill, x, y, t.px(12))
        room = rect.width() - t.px(62)
        for text, role, token, y in (
            (event.title or "Untitled event", "ui_semibold", "ink1", 24),
            (
                event.source or event.actor or event.written or "Waiting for a time",
                "meta",
                "ink3",
                42,
            ),
        ):
            painter.setFont(t.font(role))
            painter.setPen(t.colour(token))
            metrics = t.fonts.metrics(role, t.scale)
            line = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(rect.left() + t.px(50), rect.top() + t.px(y)), line)

    def _at(self, at: QPointF) -> str:
        for place, event_id in enumerate(self.ids()):
            if self._rect(place).contains(at):
                return event_id
        return ""

    def reveal(self, event_id: str) -> None:
        """Scroll to a card; an event that is not here does nothing."""
        ids = self.ids()
        if event_id in ids:
            rect = self._rect(ids.index(event_id))
            self._offset = max(0, self._offset + int(min(0.0, rect.left() - theme().px(24))))
            self._offset += int(max(0.0, rect.right() - self.width() + theme().px(24)))
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        if self._press is not None:
            self._let_go()
            return
        event_id = self._at(event.position())
        if not event_id:
            self._scene.selection.clear()
            return
        self._scene.selection.select(TimelineEvent, event_id)
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = (event_id, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            over = bool(self._at(event.position())) and not self._scene.document.read_only
            shape = Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        event_id, start = self._press
        if not event.buttons():
            # The release went elsewhere.
            self._let_go()
            return
        if self._dragging or (event.position() - start).manhattanLength() >= _LIFT_PX:
            self._dragging = not self._scene.document.read_only
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.moved.emit(event_id, event.globalPosition(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        window = self.window()
        place = window.mapFromGlobal(event.globalPosition()).toPoint()
        if self._dragging and not window.rect().contains(place):
            self._let_go()
            return
        dragged, self._dragging, self._press = self._dragging, False, None
        self.unsetCursor()
        if dragged:
            self.dropped.emit()

    def _let_go(self) -> None:
        self._press, self._dragging = None, False
        self.unsetCursor()
        self.put_back.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._scene.index.by_id.get(self._at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), tooltip_of(found.title if found else ""), self)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._dragging:
            self._let_go()
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        count = len(self.ids())
        whole = theme().px(48) + count * (theme().px(_CARD) + _GAP) - _GAP
        delta = event.angleDelta().x() or event.angleDelta().y()
        self._offset = max(0, min(self._offset - delta, whole - self.width()))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event_id = self._at(event.position())
        if event_id:
            self.time_wanted.emit(event_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        ids = self.ids()
        if ids and self._scene.selection.current_of(TimelineEvent) not in ids:
            self._scene.selection.select(TimelineEvent, ids[0])
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ids = self.ids()
        current = self._scene.selection.current_of(TimelineEvent)
        at = ids.index(current) if current in ids else -1
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self._press is not None:
                self._let_go()
            else:
                self.left.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and ids:
            at = max(0, min(len(ids) - 1, at + (1 if key == Qt.Key.Key_Right else -1)))
            self._scene.selection.select(TimelineEvent, ids[at])
            self.reveal(ids[at])
        elif key in (Qt.Key.Key_T, Qt.Key.Key_Return, Qt.Key.Key_Enter) and at >= 0:
            self.time_wanted.emit(ids[at])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and at >= 0:
            self._delete(ids[at])
        elif key == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.menu_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _delete(self, event_id: str) -> None:
        if not self._scene.document.read_only:
            self._scene.document.attempt(lambda s: delete_events(s, [event_id]))
