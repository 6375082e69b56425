"""A few words as tags that are added by typing and taken away by key or click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from pmdesk.views.controls.buttons import PaintedButton
from pmdesk.views.controls.fields import LineField
from pmdesk.views.controls.flow import FlowLayout
from pmdesk.views.controls.labels import tooltip_of
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

LONGEST = 80
WIDEST = 220
# Left of the tag, so that it stands as the other facts do.
EDGE = 4


class WordTag(PaintedButton):
    """One word with a cross; Delete, Backspace and the cross take it away."""

    removed = Signal(str)

    def __init__(self, word: str, kind: str) -> None:
        super().__init__()
        self.word = word
        self.can_go = True
        self.setAccessibleName(f"{kind}: {word}")
        self.setAccessibleDescription("Delete takes it away")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setMouseTracking(True)

    def _text_width(self) -> float:
        return theme().fonts.metrics("meta_semibold", theme().scale).horizontalAdvance(self.word)

    def sizeHint(self) -> QSize:
        cross = theme().px(18) if self.can_go else 4
        wide = EDGE + round(self._text_width()) + theme().px(8) + cross
        return QSize(min(theme().px(WIDEST), wide), theme().px(26))

    def _cross(self) -> QRectF:
        side = theme().px(18)
        return QRectF(self.width() - side, 0, side, self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.can_go and self._cross().contains(event.position()):
            self.removed.emit(self.word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.can_go:
            self.removed.emit(self.word)
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(EDGE, (self.height() - t.px(20)) / 2, self.width() - EDGE, t.px(20))
        painter.setPen(QPen(t.colour("ink2"), 1) if t.tokens.flat else Qt.PenStyle.NoPen)
        painter.setBrush(t.colour("hover"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        left = EDGE + t.px(6)
        room = (self._cross().left() if self.can_go else self.width() - 2.0) - left
        metrics = t.fonts.metrics("meta_semibold", t.scale)
        words = metrics.elidedText(self.word, Qt.TextElideMode.ElideRight, room + 1)
        self.setToolTip(tooltip_of(self.word) if words != self.word else "")
        painter.setFont(t.font("meta_semibold"))
        painter.setPen(t.colour("ink2"))
        text = QRectF(left, 0, room + 2, self.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, words)
        if self.can_go:
            size = t.px(11)
            cross = self._cross().center()
            token = "ink1" if self.hovered else "ink3"
            draw(painter, "x", token, cross.x() - size / 2 - 1, cross.y() - size / 2, size)
        self.draw_focus_ring(painter, box.adjusted(-1, -1, 1, 1), 5)


class WordSet(QObject):
    """The words of one field as tags in ``flow``, with a field to add one behind them.

    ``changed`` carries all words when one is added or removed; Backspace in the empty field
    removes the last one.
    """

    changed = Signal(object)
    left = Signal()
    stops_changed = Signal()

    def __init__(self, flow: FlowLayout, kind: str, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._flow = flow
        self._kind = kind
        self._hint = hint
        self.tags: list[WordTag] = []
        self._writable = True
        self.field = LineField("meta", hint, bare=True, rest=False)
        self.field.setMaxLength(LONGEST)
        self.field.installEventFilter(self)
        self.field.committed.connect(self._on_typed)
        self.field.left.connect(self.left)
        self.field.textChanged.connect(self._fit)
        flow.addWidget(self.field)
        theme().changed.connect(self._fit)
        self._fit()

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are shown."""
        return tuple(tag.word for tag in self.tags)

    def show_words(self, words: Sequence[str], writable: bool) -> None:
        """Show other words; those that stay keep their tag and its focus."""
        self._writable = writable
        self.field.setVisible(writable)
        if tuple(words) != self.words:
            self._rebuild(words)
        for tag in self.tags:
            tag.can_go = writable
            tag.updateGeometry()

    def stops(self) -> list[QWidget]:
        """What Tab walks through."""
        return [*self.tags, self.field]

    def _rebuild(self, words: Sequence[str]) -> None:
        held = {tag.word: tag for tag in self.tags}
        lost = [tag for word, tag in held.items() if word not in words]
        had_focus = any(tag.hasFocus() for tag in lost)
        for tag in lost:
            self._flow.removeWidget(tag)
            tag.hide()
            tag.deleteLater()
        self.tags = [held.get(word) or self._made(word) for word in words]
        place = self._flow.indexOf(self.field) - len([t for t in self.tags if t in held.values()])
        for index, tag in enumerate(self.tags):
            self._flow.put(place + index, tag)
            tag.show()
        if had_focus:
            (self.tags[-1] if self.tags else self.field).setFocus(Qt.FocusReason.TabFocusReason)
        self.stops_changed.emit()

    def _made(self, word: str) -> WordTag:
        tag = WordTag(word, self._kind)
        tag.removed.connect(self._remove)
        return tag

    def _remove(self, word: str) -> None:
        if self._writable:
            self.changed.emit(tuple(w for w in self.words if w != word))

    def _on_typed(self, text: str) -> None:
        self.field.show_text("")
        self.field.clear()
        self.field.commit()
        known = {word.casefold() for word in self.words}
        added: list[str] = []
        for part in text.split(","):
            word = " ".join(part.split())
            if word and word.casefold() not in known:
                known.add(word.casefold())
                added.append(word)
        if added:
            self.changed.emit((*self.words, *added))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.text() == "," and self.field.text().strip():
            self.field.commit()
            return True
        empty = not self.field.text()
        if event.key() == Qt.Key.Key_Backspace and empty and self.tags and self._writable:
            self._remove(self.words[-1])
            return True
        return False

    def _fit(self) -> None:
        t = theme()
        words = self.field.text() or self._hint
        wide = t.fonts.metrics("meta", t.scale).horizontalAdvance(words) + t.px(18)
        self.field.setFixedSize(min(t.px(WIDEST), round(wide)), t.px(26))
