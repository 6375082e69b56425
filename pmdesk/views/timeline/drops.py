"""Files, pictures and words that are dropped on the canvas or pasted into it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from pmdesk.domain.time_text import clock_text
from pmdesk.domain.timescale import moment
from pmdesk.views.theme.icons import icon
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline.drops_door import Aim, EvidenceDoor, load_of, may_hold

if TYPE_CHECKING:
    from pmdesk.views.timeline.canvas import TimelineCanvas


class CanvasDrops(QObject):
    """Takes what is dropped on the canvas, or pasted: for the event under the pointer (the
    selected one), or for the lane and time there."""

    def __init__(
        self, canvas: TimelineCanvas, door: EvidenceDoor, is_walking: Callable[[], bool]
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._door, self._is_walking = canvas, door, is_walking
        self.hint = DropHint(canvas.viewport())
        canvas.viewport().setAcceptDrops(True)
        canvas.viewport().installEventFilter(self)
        canvas.installEventFilter(self)
        canvas.menus.more = self.fill_menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._canvas:
            return self._on_key(event) if kind == QEvent.Type.KeyPress else False
        if isinstance(event, QDropEvent) and kind in (
            QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop,
        ):  # fmt: skip
            return self._on_drag(event)
        if kind == QEvent.Type.DragLeave:
            self.hint.hide()
        return False

    def _on_drag(self, event: QDropEvent) -> bool:
        locked = bool(self._canvas.scene.document.read_only)
        if locked or not may_hold(event.mimeData()):
            return False
        aim = self.aim_at(event.position())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if isinstance(event, (QDragEnterEvent, QDragMoveEvent)):
            self._show_hint(aim)
            return True
        self.hint.hide()
        load = load_of(event.mimeData())
        if load:
            self._door.brought.emit(aim, load)
        return True

    def aim_at(self, at: QPointF) -> Aim:
        """What a point of the viewport stands for: an event, a lane at a time, or nothing."""
        scene = self._canvas.scene
        hit = self._canvas.hit(at)
        if hit.event is not None:
            return Aim(event_id=hit.event.id)
        lanes = self._canvas.to_lanes(at)
        band = scene.layout.band_at(lanes.y()) if at.y() >= scene.ruler else None
        if band is None or at.x() < scene.head:
            return Aim()
        return Aim(lane_id=band.index.lane.id, at=moment(round(scene.scale.time(lanes.x()))))

    def _show_hint(self, aim: Aim) -> None:
        scene = self._canvas.scene
        origin = self._canvas.origin()
        if aim.event_id:
            event, rect = scene.index.by_id.get(aim.event_id), scene.rect_of(aim.event_id)
            if event is not None and rect is not None:
                title = event.title or "Untitled event"
                self.hint.tell(rect.translated(origin), f"Evidence of “{title}”", True)
                return
        band = next((b for b in scene.layout.bands if b.index.lane.id == aim.lane_id), None)
        if band is None or aim.at is None:
            self.hint.hide()
            return
        x = origin.x() + scene.scale.x(aim.at.timestamp())
        words = f"New event at {clock_text(aim.at, scene.zone)} in {band.index.lane.name}"
        self.hint.tell(QRectF(x, origin.y() + band.top, 0, band.height), words, False)

    def fill_menu(self, menu: QMenu, event_id: str) -> None:
        """Add to the menu of an event what can be done with its evidence."""
        look = menu.addAction(icon("image"), "Look at the evidence\tO")
        look.setEnabled(bool(self._door.first_of(event_id)))
        look.triggered.connect(lambda _checked=False: self._door.peek(event_id))
        attach = menu.addAction(icon("paperclip"), "Attach files…")
        attach.setEnabled(not self._canvas.scene.document.read_only)
        attach.triggered.connect(lambda _checked=False: self._door.files_wanted.emit(event_id))

    def _on_key(self, event: QEvent) -> bool:
        assert isinstance(event, QKeyEvent)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return True
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        # While one walks through the events, Space goes on to the next.
        peeks = event.key() == Qt.Key.Key_O or (
            event.key() == Qt.Key.Key_Space and not self._is_walking()
        )
        if plain and peeks:
            ids = self._canvas.scene.selected_events()
            return bool(ids) and self._canvas.gesture is None and self._door.peek(ids[-1])
        return False

    def paste(self) -> None:
        """Paste into the selected event, or as events where none is selected."""
        ids = self._canvas.scene.selected_events()
        load = load_of(QApplication.clipboard().mimeData())
        self._door.brought.emit(Aim(event_id=ids[-1]) if len(ids) == 1 else self._usual(), load)

    def _usual(self) -> Aim:
        """The middle of the first lane in view, for a picture pasted with nothing selected."""
        scene = self._canvas.scene
        lanes = scene.lanes()
        if not lanes:
            return Aim()
        return Aim(lane_id=lanes[0].id, at=moment(round(scene.scale.time(scene.width / 2))))


class DropHint(QWidget):
    """Shows over the canvas where something dropped would go."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._place, self.words, self._is_event = QRectF(), "", False
        self.hide()

    def tell(self, place: QRectF, words: str, is_event: bool) -> None:
        """Mark a place of the view: the card of an event, or a time in a lane."""
        self._place, self.words, self._is_event = place, words, is_event
        view = self.parentWidget()
        if view is not None:
            self.setGeometry(view.rect())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(t.colour("accent"), 2)
        if self._is_event:
            painter.setPen(pen)
            painter.drawRoundedRect(self._place.adjusted(-3, -3, 3, 3), 8, 8)
        else:
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.drawLine(self._place.topLeft(), self._place.bottomLeft())
        wide = self.width() - 24
        words = t.elided(self.words, "meta_semibold", wide - 20)
        width = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(words) + 20
        high = t.px(26)
        left = min(max(8.0, self._place.left() + 4), self.width() - width - 8)
        top = self._place.bottom() + 8 if self._is_event else self._place.top() + 6
        if top + high > self.height() - 4:
            top = self._place.top() - high - 8
        box = QRectF(left, top, width, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("primary"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setFont(t.font("meta_semibold"))
        painter.setPen(t.colour("onprimary"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
