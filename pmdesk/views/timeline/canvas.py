"""The painted timeline: a scroll area that draws the scene and hands mouse and keys on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from pmdesk.domain.marks import misplaced
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timescale import moment
from pmdesk.edits.timeline import add_event
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.theme import theme
from pmdesk.views.timeline import accessible
from pmdesk.views.timeline.accessible import name_of_event
from pmdesk.views.timeline.gestures import Gesture
from pmdesk.views.timeline.hits import Hit
from pmdesk.views.timeline.inline import TitleEditor
from pmdesk.views.timeline.keys import KeyCommands
from pmdesk.views.timeline.lane_paint import MENU_SIGN, LanePainter
from pmdesk.views.timeline.layer import Layer
from pmdesk.views.timeline.menus import Menus
from pmdesk.views.timeline.moves import FlagGesture
from pmdesk.views.timeline.pixmaps import Pixmaps
from pmdesk.views.timeline.pointer import Pointer
from pmdesk.views.timeline.ruler_paint import RulerPainter, place_flags
from pmdesk.views.timeline.scene import FLAGS, TimelineScene
from pmdesk.views.timeline.second_zone import event_tip, mark_tip


class TimelineCanvas(QAbstractScrollArea):
    """Paints lanes and ruler; ``opened`` asks for the inspector of the current event, and
    ``left`` says that Esc leads out."""

    opened = Signal()
    left = Signal()
    walk_wanted = Signal()
    accounts_wanted = Signal()
    filter_wanted = Signal()

    def __init__(self, scene: TimelineScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = scene
        self.pixmaps = Pixmaps()
        self.lane_painter = LanePainter(scene, self.pixmaps)
        self.ruler_painter = RulerPainter(scene, self.pixmaps)
        self.layer = Layer(self._paint_all)
        self._hover_lane = ""
        self.pointer = Pointer(self)
        accessible.install()
        self.editor = TitleEditor(self)
        self.menus = Menus(self)
        self.keys = KeyCommands(self)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Timeline")
        # What asks for keys before all others do: a walk, and what is open below.
        self.step_keys: Callable[[QKeyEvent], bool] = lambda _event: False
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        scene.changed.connect(self._on_scene_changed)
        scene.panned.connect(self._on_panned)
        scene.heights_changed.connect(self._set_scroll_range)
        scene.selection.changed.connect(self._describe)

    # -- geometry

    def origin(self) -> QPointF:
        """Where the lanes' own 0, 0 lies in the viewport."""
        return QPointF(self.scene.head, self.scene.ruler - self.verticalScrollBar().value())

    def to_lanes(self, at: QPointF) -> QPointF:
        """A point of the viewport in pixels of the lanes."""
        return at - self.origin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pointer.cancel()
        self._take_size()

    def _take_size(self) -> None:
        view = self.viewport()
        self.scene.set_size(view.width() - self.scene.head, view.height() - self.scene.ruler)
        self._set_scroll_range()

    def _set_scroll_range(self) -> None:
        room = self.viewport().height() - self.scene.ruler
        bar = self.verticalScrollBar()
        beyond = round(self.scene.layout.height) - room
        # Lanes that fill the room are whole pixels high: what that adds is no reason to scroll.
        bar.setRange(0, beyond if beyond > len(self.scene.layout.bands) else 0)
        bar.setPageStep(max(1, room))
        bar.setSingleStep(28)

    def _on_scrolled(self, value: int) -> None:
        self.scene.scroll = float(value)
        self.repaint_layer()

    def _on_scene_changed(self) -> None:
        if self.viewport().height() - self.scene.ruler != self.scene.lanes_height:
            # The ruler has got another height: there is a second zone now, or none any more.
            self._take_size()
        self.repaint_layer()
        self.editor.follow()

    def _on_panned(self, pixels: int) -> None:
        """Shift what is painted already; only the strip that comes into view is painted."""
        view, scene = self.viewport(), self.scene
        lanes = self._lanes_area()
        still = self.gesture is None or not self.gesture.static
        if not still or self.editor.line.isVisible() or abs(pixels) >= lanes.width():
            self._on_scene_changed()
            return
        view.scroll(-pixels, 0, lanes)
        view.update(0, 0, view.width(), scene.ruler)

    def _lanes_area(self) -> QRect:
        view, scene = self.viewport(), self.scene
        return QRect(scene.head, scene.ruler, view.width() - scene.head, view.height())

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, view, gesture = QPainter(self.viewport()), self.viewport(), self.gesture
        dragged = gesture is not None and gesture.static
        # What is pressed may be dragged next: then all that stays is a picture already.
        if not dragged and (gesture is not None or not self.pointer.may_lift):
            self._paint_all(painter, event.region())
            return
        self.layer.make(view.size(), view.devicePixelRatioF())
        if gesture is None or not dragged:
            self.layer.draw(painter, QPoint())
            return
        pieces, origin, room = gesture.pieces(), self.origin().toPoint(), self._drag_room()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(origin)
        for part in self.layer.parts(event.region().translated(-origin)):
            painter.setClipRect(part)
            self.layer.draw(painter, -origin)
            if not room.contains(part):
                painter.setClipRect(part & room)
            for piece in pieces:
                if piece.rect.intersects(part):
                    piece.paint(painter)
        self.layer.shown(pieces, room)

    def _drag_room(self) -> QRect:
        """Where drags show themselves: ruler and lanes in sight, in pixels of the lanes."""
        view = self.viewport()
        room = QRect(self.scene.head, 0, view.width() - self.scene.head, view.height())
        return room.translated(-self.origin().toPoint())

    def show_gesture(self) -> None:
        """Paint what the drag shows now, and what lay under what it showed before."""
        gesture = self.gesture
        if gesture is not None and gesture.static:
            region = self.layer.follow(gesture.pieces(), self._drag_room())
            if not region.isEmpty():
                self.viewport().update(region.translated(self.origin().toPoint()))

    def _paint_all(self, painter: QPainter, region: QRegion) -> None:
        scene, view = self.scene, self.viewport()
        self.pixmaps.begin_frame()
        origin = self.origin().toPoint()
        room = max(float(view.height() - scene.ruler), scene.layout.height)
        self.lane_painter.unfinished = False
        lanes = region.intersected(self._lanes_area())
        if not lanes.isEmpty():
            painter.save()
            rect = lanes.boundingRect()
            painter.setClipRect(rect)
            painter.translate(origin)
            self.lane_painter.paint(painter, room, rect.translated(-origin))
            painter.restore()
        if region.intersects(QRect(0, scene.ruler, scene.head, view.height())):
            painter.save()
            painter.setClipRect(QRect(0, scene.ruler, scene.head, view.height()))
            painter.translate(0, origin.y())
            self.lane_painter.paint_names(painter, room, self._hover_lane)
            painter.restore()
        if region.intersects(QRect(0, 0, view.width(), scene.ruler)):
            self._paint_ruler(painter)
        if self.gesture is not None and self.gesture.static:
            painter.save()
            self._enter_lanes(painter, region)
            self.gesture.paint_under(painter)
            painter.restore()
        if self.lane_painter.unfinished:
            QTimer.singleShot(0, self, self.repaint_layer)

    def _paint_ruler(self, painter: QPainter) -> None:
        scene, view = self.scene, self.viewport()
        painter.save()
        painter.fillRect(0, 0, view.width(), scene.ruler, theme().colour("canvas"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(scene.head, 0)
        hidden = self.gesture.mark if isinstance(self.gesture, FlagGesture) else None
        self.ruler_painter.paint(painter, hidden)
        painter.restore()
        if self.hasFocus():
            painter.setPen(QPen(theme().colour("accent"), 2))
            painter.drawLine(0, 1, view.width(), 1)

    def _enter_lanes(self, painter: QPainter, region: QRegion) -> None:
        origin = self.origin().toPoint()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(origin)
        painter.setClipRect(self._drag_room() & region.boundingRect().translated(-origin))

    # -- the mouse

    @property
    def gesture(self) -> Gesture | None:
        """The drag under way."""
        return self.pointer.gesture

    def repaint_layer(self) -> None:
        """Paint all anew, also what is kept while dragging."""
        self.layer.stale = True
        self.viewport().update()

    def begin_drag(self, lifted: Sequence[QRect]) -> None:
        """Take what a drag lifts, in pixels of the lanes, out of what is kept; show the drag."""
        gesture, view = self.gesture, self.viewport()
        self.layer.begin()
        if gesture is None or not gesture.static:
            self.layer.stale = True
            view.update()
            return
        origin = self.origin().toPoint()
        rects = [rect.translated(origin) & view.rect() for rect in lifted]
        self.layer.patch(rects)
        for rect in rects:
            view.update(rect)
        self.show_gesture()

    def hover_lane(self, at: QPointF) -> None:
        """Show the sign of the lane's menu on the lane under the pointer."""
        band = None
        if at.x() < self.scene.head and at.y() > self.scene.ruler:
            band = self.scene.layout.band_at(self.to_lanes(at).y())
        lane = band.index.lane.id if band is not None else ""
        if lane != self._hover_lane:
            self._hover_lane = lane
            self.viewport().update(0, 0, self.scene.head, self.viewport().height())

    def click_names(self, at: QPointF) -> bool:
        """Open the menu of a lane by its sign; whether the names were clicked at all."""
        if at.x() >= self.scene.head:
            return False
        if self._hover_lane and at.x() >= self.scene.head - theme().px(MENU_SIGN):
            self.menus.open_at(at, Hit())
        return True

    def hit(self, at: QPointF) -> Hit:
        """What lies at a point of the viewport: a flag on the ruler, an item in a lane."""
        lanes = self.to_lanes(at)
        if at.y() < self.scene.ruler:
            x = at.x() - self.scene.head
            for flag in reversed(place_flags(self.scene)):
                over = flag.left - 4 <= x <= flag.right + 4 and at.y() <= theme().px(FLAGS)
                if over or abs(x - flag.x) <= 4:
                    return Hit(mark=flag.mark)
            return Hit()
        return Hit() if at.x() < self.scene.head else self.scene.hit(lanes)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.editor.finish()
        self.pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.pointer.double_click(event)

    def cancel_gesture(self) -> None:
        """Put everything back."""
        self.pointer.cancel()

    def create_event(self, lane_id: str, seconds: float, end: float | None = None) -> None:
        """A new event in a lane at a time, or up to an end, with its title ready to be typed."""
        if self.scene.document.read_only:
            return
        until = None if end is None else moment(end)
        made = add_event(self.scene.document.snapshot, lane_id, moment(seconds), end=until)
        if self.scene.document.push(made):
            self.begin_title(made.changes[0].record.id)

    def begin_title(self, event_id: str) -> None:
        """Type the title of an event that has just been added; Esc takes the event away again."""
        self.scene.selection.select(TimelineEvent, event_id)
        self.scene.reveal(event_id)
        self.editor.edit_new(event_id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.gesture is not None:
            return
        delta = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(delta.x()) > abs(delta.y()):
            self.scene.pan(-(delta.x() or delta.y()))
        elif event.position().x() < self.scene.head:
            super().wheelEvent(event)
        else:
            x = event.position().x() - self.scene.head
            self.scene.zoom(1.0015 ** delta.y(), x)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.pointer.put_back:
            # The button that put a drag back opens nothing besides.
            self.pointer.put_back = False
        elif event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menus.open_for_selection()
        else:
            self.menus.open_at(QPointF(event.pos()), self.hit(QPointF(event.pos())))

    # -- the keyboard and the rest

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.gesture is not None:
            if event.key() == Qt.Key.Key_Escape:
                self.cancel_gesture()
            return
        if event.key() == Qt.Key.Key_Escape and self.scene.put_back is not None:
            self.scene.put_back()
            return
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        return False if self.keys.step(following) else super().focusNextPrevChild(following)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Another window or a menu has taken the mouse too; no release will come.
        self.pointer.cancel()
        self.viewport().update()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.pointer.cancel()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UngrabMouse:
            self.pointer.cancel()
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return self._tell(event.pos(), event.globalPos())
        return super().viewportEvent(event)

    def _tell(self, at: QPoint, place: QPoint) -> bool:
        hit = self.hit(QPointF(at))
        text = ""
        if hit.mark is not None:
            fault = misplaced(self.scene.marks).get(hit.mark.kind, "")
            text = mark_tip(self.scene, hit.mark, fault)
        elif hit.event is not None:
            text = event_tip(self.scene, hit.event)
        elif hit.item is not None:
            text = f"{hit.item.count} events in {hit.band.index.lane.name}" if hit.band else ""
        elif at.x() < self.scene.head and at.y() > self.scene.ruler:
            band = self.scene.layout.band_at(self.to_lanes(QPointF(at)).y())
            text = band.index.lane.name if band is not None else ""
        QToolTip.showText(place, tooltip_of(text), self)
        return True

    def _describe(self) -> None:
        ids = self.scene.selected_events()
        event = self.scene.index.by_id.get(ids[-1]) if ids else None
        if event is None:
            self.setAccessibleDescription("")
            return
        self.setAccessibleDescription(name_of_event(self.scene, event))
