"""A field for prose: as high as its text, with the line height of a page and times as chips."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from pmdesk.domain.prose import EventClocks, TypedClock, clocks_in, link_at
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.views.controls.fields import REST_MS
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.controls.text_units import units_of
from pmdesk.views.report.prose_looks import CHIP_PAD, LONGEST_STYLED, ProseLooks
from pmdesk.views.theme.fonts import line_height
from pmdesk.views.theme.theme import theme

MARGIN = 3
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
Control = Qt.KeyboardModifier.ControlModifier


class ProseField(QTextEdit):
    """Plain text that saves itself after a rest and when focus leaves.

    ``committed`` carries the text when it differs from what was shown last; ``left`` follows Esc
    in an untouched field. ``event_requested`` carries the id of the event whose time was clicked,
    ``link_requested`` an address clicked with Ctrl; ``caret_moved`` the caret's place in here.
    Nothing is ever loaded from the text.
    """

    committed = Signal(str)
    left = Signal()
    event_requested = Signal(str)
    link_requested = Signal(str)
    caret_moved = Signal(object)

    def __init__(
        self,
        name: str,
        placeholder: str,
        clocks: EventClocks | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shown = ""
        self._clocks = clocks
        self._pressed: QPointF | None = None
        self.setAccessibleName(name)
        self.setAccessibleDescription(placeholder)
        self._hint = placeholder
        self.setProperty("bare", "true")
        self.setAcceptRichText(False)
        self.setAutoFormatting(QTextEdit.AutoFormattingFlag.AutoNone)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.viewport().setMouseTracking(True)
        self.document().setDocumentMargin(MARGIN)
        self.looks = ProseLooks(self.document(), clocks)
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self.commit)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        theme().changed.connect(self._restyle)
        self._restyle()

    # -- what it holds

    def show_text(self, text: str) -> None:
        """Show what the record holds now; typing in progress is left alone."""
        untouched = not self.document().isModified()
        self._shown = text
        if (untouched or not self.hasFocus()) and self.toPlainText() != text:
            self._put(text)

    def commit(self) -> None:
        """Tell of the text if it is new."""
        self._timer.stop()
        if not self.document().isModified():
            return
        self.document().setModified(False)
        text = self.toPlainText()
        if text != self._shown:
            self._shown = text
            self.committed.emit(text)

    def revert(self) -> None:
        """Put back what was shown last."""
        self._timer.stop()
        self._put(self._shown)

    def _put(self, text: str) -> None:
        place = self.textCursor().position()
        self._timer.stop()
        self.setPlainText(text)
        self._space_lines()
        if self.hasFocus():
            cursor = self.textCursor()
            cursor.setPosition(min(place, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
        self._timer.stop()

    def _space_lines(self) -> None:
        """Give all lines the height of the role; the field's own undo begins anew."""
        held = self.document()
        held.setUndoRedoEnabled(False)
        look = QTextBlockFormat()
        look.setLineHeight(theme().px(line_height("prose")), _FIXED)
        cursor = QTextCursor(held)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(look)
        held.setUndoRedoEnabled(True)
        held.setModified(False)

    # -- keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # With nothing of its own to take back, the field leaves Ctrl+Z to the document.
            undo = event.matches(QKeySequence.StandardKey.Undo)
            redo = event.matches(QKeySequence.StandardKey.Redo)
            held = self.document()
            if (undo and not held.isUndoAvailable()) or (redo and not held.isRedoAvailable()):
                event.ignore()
                return False
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.document().isModified() and self.toPlainText() != self._shown:
                self.revert()
            else:
                self.left.emit()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Control:
            self._go_from_caret()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commit()
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The page scrolls, not the field.
        event.ignore()

    # -- chips

    def event_at(self, place: QPointF) -> TimelineEvent | None:
        """The event whose time is shown at a point of the viewport."""
        if self._clocks is None:
            return None
        cursor = self.cursorForPosition(place.toPoint())
        for chip, event in self._chips(cursor.block()):
            if any(rect.contains(place) for rect in self._rects(cursor.block(), chip)):
                return event
        return None

    def chip_rect(self, event_id: str) -> QRectF:
        """Where the first chip of an event stands in the viewport; empty where there is none."""
        block = self.document().begin()
        while block.isValid():
            for chip, event in self._chips(block):
                if event.id == event_id:
                    return self._rects(block, chip)[0]
            block = block.next()
        return QRectF()

    def _chips(self, block: QTextBlock) -> list[tuple[TypedClock, TimelineEvent]]:
        if self._clocks is None or block.length() > LONGEST_STYLED:
            return []
        found = [(clock, self._clocks.event(clock.clock)) for clock in clocks_in(block.text())]
        return [(clock, event) for clock, event in found if event is not None]

    def _rects(self, block: QTextBlock, chip: TypedClock) -> list[QRectF]:
        units = units_of(block.text())
        start, end = units(chip.start), units(chip.end)
        layout = block.layout()
        top = self.document().documentLayout().blockBoundingRect(block).topLeft()
        line = layout.lineForTextPosition(start)
        if not line.isValid():
            return [QRectF()]
        left, right = (_x(line.cursorToX(place)) for place in (start, end))
        high = theme().px(22)
        middle = line.y() + line.height() * 0.8 - theme().px(5)
        pad = theme().px(CHIP_PAD)
        return [
            QRectF(top.x() + left - pad, top.y() + middle - high / 2, right - left + pad, high)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.document().isEmpty():
            self._paint_hint()
        elif self._clocks is not None:
            self._paint_chips(event)
        super().paintEvent(event)

    def _paint_hint(self) -> None:
        # Qt's own placeholder is cut after one line.
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        painter.setPen(theme().colour("ink3"))
        room = self.viewport().rect().adjusted(MARGIN, MARGIN + theme().px(4), -MARGIN, 0)
        painter.drawText(room, Qt.TextFlag.TextWordWrap.value, self._hint)
        painter.end()

    def _paint_chips(self, event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = QRectF(event.rect())
        layout = self.document().documentLayout()
        block = self.cursorForPosition(event.rect().topLeft()).block()
        while block.isValid() and layout.blockBoundingRect(block).top() <= seen.bottom():
            for chip, found in self._chips(block):
                colour = self._clocks.colour(found) if self._clocks is not None else ""
                edge = QColor(t.tokens.lane(colour))
                painter.setPen(QPen(edge, 1) if t.tokens.flat else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.tokens.lane(colour, "soft")))
                for rect in self._rects(block, chip):
                    painter.drawRoundedRect(rect, 5, 5)
            block = block.next()
        painter.end()

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position() if left else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.event_at(event.position()) is not None
        over = over or bool(event.modifiers() & Control and self._link_at(event.position()))
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None or (event.position() - pressed).manhattanLength() > 4:
            return
        found = self.event_at(event.position())
        if found is not None:
            self.event_requested.emit(found.id)
        elif event.modifiers() & Control and (link := self._link_at(event.position())):
            self.link_requested.emit(link)

    def _link_at(self, place: QPointF) -> str:
        cursor = self.cursorForPosition(place.toPoint())
        return link_at(cursor.block().text(), cursor.positionInBlock())

    def _go_from_caret(self) -> None:
        cursor = self.textCursor()
        column = cursor.positionInBlock()
        units = units_of(cursor.block().text())
        for chip, event in self._chips(cursor.block()):
            if units(chip.start) <= column <= units(chip.end):
                self.event_requested.emit(event.id)
                return
        if link := link_at(cursor.block().text(), column):
            self.link_requested.emit(link)

    def _show_tip(self, event: QHelpEvent) -> None:
        found = self.event_at(QPointF(event.pos()))
        text = f"{found.title or 'An event'} (Ctrl+Enter goes there)" if found else ""
        QToolTip.showText(event.globalPos(), tooltip_of(text), self)

    # -- size and looks

    def _on_text_changed(self) -> None:
        if self.hasFocus() and self.document().isModified():
            self._timer.start()

    def _on_cursor_moved(self) -> None:
        if self.hasFocus():
            self.caret_moved.emit(self.cursorRect())

    def _on_size_changed(self, size: QSizeF) -> None:
        lowest = theme().px(line_height("prose"))
        if self.document().isEmpty():
            room = QRect(0, 0, max(1, self.viewport().width() - 2 * MARGIN - 2), 10_000)
            wraps = Qt.TextFlag.TextWordWrap.value
            words = self.fontMetrics().boundingRect(room, wraps, self._hint)
            lowest = max(lowest, words.height())
        high = max(lowest + 2 * MARGIN, math.ceil(size.height())) + 2
        if high != self.minimumHeight() or high != self.maximumHeight():
            self.setFixedHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_size_changed(self.document().documentLayout().documentSize())

    def _restyle(self) -> None:
        self.setFont(theme().font("prose"))
        self.document().setDefaultFont(theme().font("prose"))
        touched = self.document().isModified()
        self._space_lines()
        self.document().setModified(touched)


def _x(found: object) -> float:
    """The pixel that ``cursorToX`` gives, which comes with the place or alone."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
