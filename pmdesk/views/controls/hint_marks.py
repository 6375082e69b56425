"""The dotted lines under the words of a field that a wording hint is about, and the way to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
    QTextBlock,
    QTextCursor,
    QTextLine,
)
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.wording.review import PlacedHint
from pmdesk.views.controls.hint_state import HintState
from pmdesk.views.controls.text_units import units_of
from pmdesk.views.theme.theme import theme

# Larger than any field: what lies outside of the field is cut off.
_WIDE, _HIGH = 8_000, 1_000_000


@dataclass(slots=True)
class _Mark:
    placed: PlacedHint
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    words: str


class HintMarks(QWidget):
    """Lies over a field of prose and lets the mouse through; typing moves the marks along.

    Ctrl+. opens the card of the hint at the caret, or of the next one; Alt+Up and Alt+Down walk.
    ``quiet`` marks have no card in the right column; ``asked`` follows Ctrl+. on them.
    """

    asked = Signal()

    def __init__(
        self,
        field: QTextEdit | QPlainTextEdit,
        document: Document,
        name: str,
        record_id: str = "",
        quiet: bool = False,
    ) -> None:
        super().__init__(field.viewport())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(0, 0, _WIDE, _HIGH)
        self._field, self._document, self._name = field, document, name
        self._record_id, self._quiet = "", quiet
        # The caret moves with what is typed, a moment after the text: that opens nothing.
        self._typing = QTimer(self, singleShot=True, interval=0)
        self.marks: list[_Mark] = []
        self.state = HintState.of(document)
        self.state.watch.changed.connect(self.take)
        self.state.changed.connect(self.update)
        theme().changed.connect(self.update)
        field.document().contentsChange.connect(self._on_contents_changed)
        field.cursorPositionChanged.connect(self._on_caret_moved)
        for keys, slot in (
            ("Ctrl+.", self._on_open), ("Alt+Down", self._on_next), ("Alt+Up", self._on_previous)
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), field)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        self.follow(record_id)

    def follow(self, record_id: str) -> None:
        """Show the hints on this record from now on."""
        self._record_id = record_id
        self.take()

    def take(self) -> None:
        """Show what was found, if it was found in the text that stands here."""
        found = self.state.watch.on_field(self._record_id, self._name)
        if not found and not self.marks:
            return
        text = self._field.toPlainText()
        if found and found[0].place.text != text:
            return
        units = units_of(text)
        self.marks = [
            _Mark(
                placed, units(h.start), units(h.end), units(h.sentence_start),
                units(h.sentence_end), text[h.start : h.end],
            )
            for placed in found
            for h in (placed.hint,)
        ]  # fmt: skip
        self.update()

    # -- what the card asks for

    def holds(self, placed: PlacedHint) -> bool:
        """Whether this field shows a hint."""
        return (placed.place.record_id, placed.place.field) == (self._record_id, self._name)

    def go_to(self, placed: PlacedHint) -> bool:
        """Put the caret on a hint; false where the field does not show it."""
        for mark in self.marks:
            if mark.placed == placed:
                self._field.setFocus(Qt.FocusReason.OtherFocusReason)
                cursor = self._field.textCursor()
                cursor.setPosition(mark.start)
                self._field.setTextCursor(cursor)
                if not self._quiet:
                    self.state.enter(placed, self)
                return True
        return False

    def focus_field(self) -> None:
        """Give the focus back to the field."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_sentence(self, placed: PlacedHint) -> None:
        """Select the hint's sentence, to write it anew."""
        self.focus_field()
        for mark in self.marks:
            if mark.placed == placed:
                cursor = self._field.textCursor()
                cursor.setPosition(mark.sentence_start)
                cursor.setPosition(mark.sentence_end, QTextCursor.MoveMode.KeepAnchor)
                self._field.setTextCursor(cursor)

    # -- keeping up with typing

    def _on_contents_changed(self, place: int, removed: int, added: int) -> None:
        self._typing.start()
        if not self.marks:
            return
        by = added - removed
        left: list[_Mark] = []
        for mark in self.marks:
            if mark.start >= place + removed:
                mark.start, mark.end = mark.start + by, mark.end + by
            if mark.sentence_start >= place + removed:
                mark.sentence_start += by
            if mark.sentence_end >= place + removed:
                mark.sentence_end += by
            if self._stands(mark):
                left.append(mark)
        # What is typed is painted anew by the field itself, and with it the marks on it.
        if len(left) != len(self.marks):
            self.update()
        self.marks = left

    def _stands(self, mark: _Mark) -> bool:
        """Whether the words of a mark are still at their place."""
        cursor = QTextCursor(self._field.document())
        if mark.end >= self._field.document().characterCount():
            return False
        cursor.setPosition(mark.start)
        cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n") == mark.words

    def _at_caret(self) -> _Mark | None:
        place = self._field.textCursor().position()
        return next((m for m in self.marks if m.start <= place <= m.end), None)

    def _on_caret_moved(self) -> None:
        if self._quiet or not self._field.hasFocus():
            return
        typed = self._typing.isActive()
        mark = None if typed or self._field.textCursor().hasSelection() else self._at_caret()
        if mark is None:
            self.state.leave()
        else:
            pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
            self.state.enter(mark.placed, self, asked=pressed)

    def _on_open(self) -> None:
        mark = self._at_caret()
        if self._quiet:
            self.asked.emit()
        elif mark is not None:
            self.state.enter(mark.placed, self, asked=True)
            self.state.open()
        else:
            self._walk(1)
            self.state.open()

    def _on_next(self) -> None:
        self._walk(1)

    def _on_previous(self) -> None:
        self._walk(-1)

    def _walk(self, by: int) -> None:
        """To the next hint here, or on to that of another field."""
        place, at = self._field.textCursor().position(), self._at_caret()
        ahead = [m for m in self.marks if (m.start > place if by > 0 else m.end < place)]
        if ahead:
            self.go_to(min(ahead, key=lambda m: by * m.start).placed)
        elif self._quiet:
            return
        elif self.marks:
            self.state.step(by, (at or self.marks[-1 if by > 0 else 0]).placed)
        else:
            self.state.step(by)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.marks:
            return
        painter = QPainter(self)
        seen = QRectF(event.rect())
        current = self.state.current if self.state.place is self else None
        for mark in self.marks:
            if mark.placed == current and not theme().tokens.flat:
                self._tint(painter, mark)
        for mark in self.marks:
            painter.setPen(_dots(theme().tokens.flat and mark.placed == current))
            for rect in self._stretches(mark.start, mark.end):
                if rect.intersects(seen):
                    y = round(rect.bottom()) + 1
                    painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        painter.end()

    def _tint(self, painter: QPainter, mark: _Mark) -> None:
        """Lay the soft accent under the sentence: mixed so that the letters keep their colour."""
        modes = QPainter.CompositionMode
        dark = theme().colour("surface").lightness() < 128
        painter.setCompositionMode(
            modes.CompositionMode_Lighten if dark else modes.CompositionMode_Multiply
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("accent_soft"))
        for rect in self._stretches(mark.sentence_start, mark.sentence_end):
            painter.drawRect(rect.adjusted(-2, -theme().px(2), 2, theme().px(3)))
        painter.setCompositionMode(modes.CompositionMode_SourceOver)

    def _stretches(self, start: int, end: int) -> Iterator[QRectF]:
        """The rectangles of the words between two places, line by line, in the viewport."""
        block = self._field.document().findBlock(start)
        while block.isValid() and block.position() < end:
            corner, layout = self._corner(block), block.layout()
            first, last = max(0, start - block.position()), end - block.position()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                left, right = line.textStart(), line.textStart() + line.textLength()
                if right <= first or left >= last:
                    continue
                if right < last:  # the space at which a line breaks is no word
                    right = left + len(block.text()[left:right].rstrip())
                x1, x2 = _x(line, max(first, left)), _x(line, min(last, right))
                top, bottom = self._height_of(line)
                yield QRectF(corner.x() + x1, corner.y() + top, x2 - x1, bottom - top)
            block = block.next()

    def _corner(self, block: QTextBlock) -> QPointF:
        field = self._field
        if isinstance(field, QPlainTextEdit):
            return field.blockBoundingGeometry(block).translated(field.contentOffset()).topLeft()
        return field.document().documentLayout().blockBoundingRect(block).topLeft()

    def _height_of(self, line: QTextLine) -> tuple[float, float]:
        """From the top of the letters of a line to just below them."""
        if isinstance(self._field, QPlainTextEdit):
            return line.y(), line.y() + line.ascent() + theme().px(3)
        # Lines of a fixed height have their letters at four fifths of it.
        base = line.y() + line.height() * 0.8
        return base - theme().px(14), base + theme().px(3)


def _dots(solid: bool) -> QPen:
    pen = QPen(theme().colour("accent"), 2)
    if solid:
        return pen
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1, 1])
    return pen


def _x(line: QTextLine, place: int) -> float:
    found = line.cursorToX(place)
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
