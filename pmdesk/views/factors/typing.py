"""The one line in which a factor, or an action that answers it, is typed in place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pmdesk.itemmodels.factors import FactorRow
from pmdesk.views.factors.commands import CHILD, SIBLING, STAY, UP, FactorCommands
from pmdesk.views.theme.theme import theme

FACTOR, ACTION = "factor", "action"
_Key = Qt.Key
_THEN = {_Key.Key_Tab: CHILD, _Key.Key_Backtab: UP}


class RowEditor(QLineEdit):
    """Lies over a view of factors while something is typed.

    Enter takes the text over and goes on with the next sibling, Tab with a why, Shift+Tab one
    level up; Ctrl+Enter and leaving only take it over; Esc puts back. ``placed`` asks the view
    to say by ``setGeometry`` where the line lies; ``closed`` tells that typing is over.
    """

    placed = Signal()
    closed = Signal()

    def __init__(
        self, commands: FactorCommands, home: QWidget, view: QWidget, framed: bool = False
    ) -> None:
        super().__init__(home)
        self._commands, self._view = commands, view
        self.what, self.factor_id, self.role = "", "", "ui"
        self._shown = ""
        if not framed:
            self.setProperty("frameless", "true")
            self.setFrame(False)
        self.hide()
        theme().changed.connect(self._restyle)

    @property
    def is_open(self) -> bool:
        """Whether something is being typed."""
        return bool(self.what)

    def open(self, what: str, factor_id: str, text: str, role: str, placeholder: str) -> None:
        """Begin to type; what was typed before is taken over first."""
        if (self.what, self.factor_id) == (what, factor_id):
            return
        if self.is_open:
            self.finish(STAY)
        self.what, self.factor_id, self.role = what, factor_id, role
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._restyle()
        self._shown = text
        self.setText(text)
        self.placed.emit()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCursorPosition(len(text))

    def finish(self, then: str, back: bool = True) -> None:
        """Take the text over and go on with ``then``; with ``back`` the view has focus again."""
        if not self.is_open:
            return
        what, factor_id, text = self.what, self.factor_id, self.text()
        self._close(back)
        if what == ACTION:
            self._commands.write_action(factor_id, text)
        else:
            self._commands.write(factor_id, text, then)

    def commit(self) -> None:
        """Store what is typed and let typing go on, for when the window is left or closed."""
        text = self.text().strip()
        if not self.is_open or not text or text == self._shown:
            return
        if self.what == ACTION:
            self.finish(STAY)
        else:
            self._shown = text
            self._commands.write(self.factor_id, text, STAY)

    def follow(self, row: FactorRow | None) -> None:
        """Hear what became of the factor: undo may have changed or taken what was stored."""
        if not self.is_open:
            return
        if row is None:
            self._close(self.hasFocus())
            return
        untouched = self.what == FACTOR and self.text().strip() == self._shown
        if untouched and not row.is_draft and row.factor.text != self._shown:
            self._shown = row.factor.text
            self.setText(self._shown)

    def cancel(self) -> None:
        """Put back what was there; a node that was not written disappears."""
        what = self.what
        self._close(True)
        if what == FACTOR:
            self._commands.drop_draft()

    def _close(self, back: bool) -> None:
        self.what = ""
        # Before hiding: a hidden field hands focus on to whatever comes next.
        if back:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.closed.emit()

    def _restyle(self) -> None:
        self.setFont(theme().font(self.role))
        if self.is_open:
            self.placed.emit()

    def lie(self, box: QRect) -> None:
        """Lie in a box, so that the letters stand where they are painted."""
        # A line edit keeps two pixels before its text.
        self.setGeometry(box.adjusted(-2, 0, 0, 0))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = _Key(event.key())
            held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if key in _THEN and not held:
                self.finish(_THEN[key] if self.what == FACTOR else STAY)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _Key.Key_Escape:
            self.cancel()
        elif event.key() in (_Key.Key_Return, _Key.Key_Enter):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            self.finish(SIBLING if plain and self.what == FACTOR else STAY)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A menu of the line itself, or another window in front, is no leaving.
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing:
            self.finish(STAY, back=False)
