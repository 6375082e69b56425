"""The line under the table: type what will change, with @ owner, ! date and ^ factor."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from pmdesk.domain.action_line import ActionLine, parse_action_line
from pmdesk.domain.analysis import Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.date_text import day_text
from pmdesk.domain.postmortem import Person
from pmdesk.exporters.people import Roles
from pmdesk.views.action_items.columns import MARGIN
from pmdesk.views.action_items.commands import ActionCommands
from pmdesk.views.action_items.pickers import FACTOR_LIST, factor_choices
from pmdesk.views.action_items.rows import ROW
from pmdesk.views.controls.buttons import draw_keycap
from pmdesk.views.controls.picker import Picker
from pmdesk.views.theme.glyphs import draw_avatar, draw_target
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

_HINTS = (("@", "owner"), ("!", "date"), ("^", "factor"))
_WIDEST_CHIP = 220
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class _Line(QLineEdit):
    """The line itself; its row draws the ground, the chips and the hints."""

    def __init__(self, row: NewActionRow) -> None:
        super().__init__(row)
        self._row = row
        self.setProperty("frameless", "true")
        self.setPlaceholderText("What will change?")
        self.setAccessibleName("New action: what will change?")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._row.press(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._row.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._row.update()


class NewActionRow(QWidget):
    """Reads what is typed live and shows what it understood; Enter adds the action.

    ``added`` carries the new action's id; ``left`` says that Esc, and ``left_up`` that Up, leads
    out of the empty line. What is not understood stays among the words.
    """

    added = Signal(str)
    left = Signal()
    left_up = Signal()

    def __init__(self, commands: ActionCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self.linked: list[str] = []
        self.read = ActionLine("")
        self.picker: Picker | None = None
        self.parted = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line = _Line(self)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._on_text_changed)
        self.line.textEdited.connect(self._on_text_edited)
        commands.document.changed.connect(self._on_document_changed)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.show_writable()

    def sizeHint(self) -> QSize:
        return QSize(600, theme().px(ROW))

    def show_writable(self) -> None:
        """Take part only where actions may be added."""
        self.setVisible(self._commands.editable)

    def part(self, parted: bool) -> None:
        """Draw a line above, where the row above is cut by scrolling."""
        if parted != self.parted:
            self.parted = parted
            self.update()

    def begin(self, factor_id: str = "") -> None:
        """Type a new action, for a factor where one is given."""
        if not self._commands.editable:
            self._commands.tell_locked()
            return
        if factor_id and factor_id not in self.linked:
            self.linked.append(factor_id)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._on_text_changed()

    def clear(self) -> None:
        """Empty the line and forget its chips."""
        self.linked = []
        self.line.clear()
        self._on_text_changed()

    def store_draft(self) -> None:
        """Add what stands in the line: the place closes, and nothing typed is lost."""
        if self._commands.editable and self.read.text:
            self._add()

    def press(self, event: QKeyEvent) -> bool:
        """The keys of the line that are not typing."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
        elif key == Qt.Key.Key_Escape:
            if self.line.text() or self.linked:
                self.clear()
            else:
                self.left.emit()
        elif key == Qt.Key.Key_Up:
            self.left_up.emit()
        elif key == Qt.Key.Key_Backspace and self.linked and not self.line.text():
            self.linked.pop()
            self._on_text_changed()
        else:
            return False
        return True

    def factor_ids(self) -> tuple[str, ...]:
        """The factors that the new action will answer."""
        held = self._commands.document.snapshot.factors
        wanted = (*self.linked, *self.read.factor_ids)
        return tuple(i for i in dict.fromkeys(wanted) if i in held)

    def _add(self) -> None:
        read = self.read
        if not read.text:
            return
        made = self._commands.add(
            read.text, owner_id=read.owner_id, due=read.due, factor_ids=self.factor_ids()
        )
        if made:
            self.clear()
            self.added.emit(made)

    def _on_text_edited(self, text: str) -> None:
        at = self.line.cursorPosition()
        # A hat at the start of a word opens the list of factors; Esc there leaves it a hat.
        if text[at - 1 : at] == "^" and (at == 1 or text[at - 2] == " "):
            self._pick_factor(at - 1)

    def _pick_factor(self, at: int) -> None:
        choices = factor_choices(self._commands.document.snapshot, ())
        if not choices:
            return
        self.picker = Picker(choices, self, "Find a factor")

        def picked(value: object) -> None:
            text = self.line.text()
            if text[at : at + 1] == "^":
                self.line.setText(text[:at] + text[at + 1 :])
                self.line.setCursorPosition(at)
            self.begin(str(value))

        self.picker.picked.connect(picked)
        left = self.line.x() + self.line.cursorRect().left()
        self.picker.open_under(self, QRect(left, 0, theme().px(FACTOR_LIST), self.height() - 6))

    def _on_document_changed(self, edit: Edit) -> None:
        named = any(change.kind in (Person, Factor) for change in edit.changes)
        if named and (self.line.text() or self.linked):
            self._on_text_changed()

    def _on_text_changed(self) -> None:
        snapshot = self._commands.document.snapshot
        roles = Roles(snapshot)
        self.read = parse_action_line(
            self.line.text(),
            self._commands.today(),
            [(i, roles.of(i)) for i in snapshot.people],
            [(f.id, f.text) for f in snapshot.factors.values()],
        )
        said = [words for _, words in self.chips()]
        self.line.setAccessibleDescription(", ".join(said))
        self._lay_out()
        self.update()

    def chips(self) -> list[tuple[str, str]]:
        """What was understood, as (sort, words): owner, date and factors."""
        snapshot = self._commands.document.snapshot
        found = []
        if self.read.owner_id:
            found.append(("owner", Roles(snapshot).of(self.read.owner_id)))
        if self.read.due is not None:
            found.append(("date", day_text(self.read.due, self._commands.today())))
        found += [("factor", snapshot.factors[i].text) for i in self.factor_ids()]
        return found

    # -- painting

    def _chip_width(self, words: str) -> float:
        t = theme()
        wide = t.fonts.metrics("meta_semibold", t.scale).horizontalAdvance(words)
        return min(t.px(_WIDEST_CHIP), wide + t.px(36))

    def _lay_out(self) -> None:
        t = theme()
        left = MARGIN + t.px(32)
        chips = sum(self._chip_width(words) + t.px(6) for _, words in self.chips())
        room = self.width() - left - MARGIN - chips - t.px(8)
        self.line.setGeometry(left - 2, 0, max(t.px(160), round(room)), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _restyle(self) -> None:
        self.line.setFont(theme().font("body"))
        self.updateGeometry()
        self._lay_out()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.line.hasFocus()
        if focused:
            painter.fillRect(self.rect(), t.colour("accent_soft"))
            painter.fillRect(QRectF(0, 0, 3, self.height()), t.colour("accent"))
        if self.parted:
            painter.setPen(QPen(t.colour("line"), 1))
            painter.drawLine(QPointF(MARGIN, 0.5), QPointF(self.width() - MARGIN, 0.5))
        token = "accent" if focused else "ink2"
        draw(painter, "plus", token, MARGIN, self.height() / 2 - t.px(8), t.px(16))
        chips = self.chips()
        if not self.line.text() and not chips:
            self._paint_hints(painter)
        x = float(self.width() - MARGIN)
        for sort, words in reversed(chips):
            x -= self._chip_width(words)
            self._paint_chip(painter, x, sort, words)
            x -= t.px(6)

    def _paint_hints(self, painter: QPainter) -> None:
        t = theme()
        wide = t.fonts.metrics("body", t.scale).horizontalAdvance(self.line.placeholderText())
        metrics = t.fonts.metrics("meta", t.scale)
        x = self.line.x() + wide + t.px(24)
        for key, words in _HINTS:
            x += draw_keycap(painter, key, x, self.height() / 2) + t.px(6)
            painter.setFont(t.font("meta"))
            painter.setPen(t.colour("ink2"))
            room = metrics.horizontalAdvance(words)
            painter.drawText(QRectF(x, 0, room + 4, self.height()), _MIDDLE, words)
            x += room + t.px(18)

    def _paint_chip(self, painter: QPainter, x: float, sort: str, words: str) -> None:
        t = theme()
        high = t.px(26)
        cy = self.height() / 2
        rect = QRectF(x, cy - high / 2, self._chip_width(words), high)
        rect.adjust(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(t.colour("line2"), 1))
        painter.setBrush(t.colour("surface"))
        painter.drawRoundedRect(rect, 6, 6)
        if sort == "owner":
            draw_avatar(painter, words, rect.left() + t.px(14), cy, t.px(18))
        elif sort == "date":
            draw(painter, "calendar", "ink2", rect.left() + t.px(8), cy - t.px(7), t.px(14))
        else:
            draw_target(painter, True, rect.left() + t.px(14), cy, t.px(14))
        painter.setFont(t.font("meta_semibold"))
        painter.setPen(t.colour("ink1"))
        text = rect.adjusted(t.px(27), 0, -t.px(6), 0)
        painter.drawText(text, _MIDDLE, theme().elided(words, "meta_semibold", text.width()))
