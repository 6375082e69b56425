"""The tray of events that have no time yet."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.glyphs import draw_lane
from pmdesk.views.theme.icons import draw as draw_icon
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.scene import TimelineScene

_CARD, _GAP = 240, 12


class Tray(QWidget):
    """Cards of undated events; a drag onto a lane or a typed time places one.

    ``dragged`` carries the id and the global point where a card was let go, ``time_wanted`` the
    id of a card whose time is to be typed.
    """

    dragged = Signal(str, QPointF)
    time_wanted = Signal(str)

    def __init__(self, scene: TimelineScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._press: tuple[str, QPointF] | None = None
        self._offset = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Events without a time")
        scene.changed.connect(self._on_scene_changed)
        self._on_scene_changed()

    def sizeHint(self) -> QSize:
        return QSize(300, theme().px(112))

    def ids(self) -> list[str]:
        """The undated events in their order."""
        return [event_id for _, event_id in self._scene.index.undated]

    def _on_scene_changed(self) -> None:
        count = len(self.ids())
        self.setAccessibleDescription(f"{count} events")
        self.setVisible(count > 0 and self._scene.mode == "full")
        self.update()

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
        draw_icon(painter, "grip-vertical", "ink3", rect.left() + 6, rect.center().y() - 8, 16)
        if lane is not None:
            fill = QColor(t.tokens.lane(lane.lane.colour, "fill"))
            draw_lane(painter, lane.lane.shape, fill, rect.left() + 36, rect.top() + t.px(20), 12)
        room = rect.width() - 62
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
            painter.drawText(QPointF(rect.left() + 50, rect.top() + t.px(y)), line)

    def _at(self, at: QPointF) -> str:
        for place, event_id in enumerate(self.ids()):
            if self._rect(place).contains(at):
                return event_id
        return ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        event_id = self._at(event.position())
        if event_id:
            self._scene.selection.select(TimelineEvent, event_id)
            self._press = (event_id, event.position())
        else:
            self._scene.selection.clear()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is not None:
            if (event.position() - self._press[1]).manhattanLength() >= 4:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        title = (
            self._scene.index.by_id[found].title if (found := self._at(event.position())) else ""
        )
        QToolTip.showText(event.globalPosition().toPoint(), tooltip_of(title), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.unsetCursor()
        press, self._press = self._press, None
        if press is not None and (event.position() - press[1]).manhattanLength() >= 4:
            self.dragged.emit(press[0], event.globalPosition())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event_id = self._at(event.position())
        if event_id:
            self.time_wanted.emit(event_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ids = self.ids()
        current = self._scene.selection.current_of(TimelineEvent)
        at = ids.index(current) if current in ids else -1
        if event.key() == Qt.Key.Key_Escape and self._press is not None:
            self._press = None
            self.unsetCursor()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and ids:
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            at = max(0, min(len(ids) - 1, at + step))
            self._scene.selection.select(TimelineEvent, ids[at])
            rect = self._rect(at)
            self._offset = max(0, self._offset + int(min(0.0, rect.left() - 24)))
            self._offset += int(max(0.0, rect.right() - self.width() + 24))
            self.update()
        elif event.key() in (Qt.Key.Key_T, Qt.Key.Key_Return) and at >= 0:
            self.time_wanted.emit(ids[at])
        else:
            super().keyPressEvent(event)
