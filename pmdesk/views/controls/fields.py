"""Fields that save themselves: they commit after a second of rest and when focus leaves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from pmdesk.views.controls.labels import WrappedLabel, tooltip_of
from pmdesk.views.theme.icons import icon
from pmdesk.views.theme.theme import theme

# A second of rest is one step of undo and one write; tests set it to 0.
REST_MS = 1000


class LineField(QLineEdit):
    """One line. ``committed`` carries the text when it differs from what was shown last.

    Esc puts the shown text back. While it has focus, news from outside does not overwrite it.
    ``check`` may refuse a text with a sentence; it is then shown as wrong and not committed.
    """

    committed = Signal(str)
    left = Signal()
    problem_changed = Signal(str)

    def __init__(
        self,
        role: str = "ui",
        placeholder: str = "",
        bare: bool = False,
        check: Callable[[str], str] | None = None,
        rest: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._shown = ""
        self._check = check
        self._sign: QAction | None = None
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setProperty("bare", "true" if bare else "false")
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self.commit)
        if rest:
            self.textEdited.connect(lambda _text: self._timer.start())
        self.editingFinished.connect(self.commit)
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_text(self, text: str) -> None:
        """Show what the record holds now; typing in progress is left alone."""
        untouched = self.text() == self._shown
        self._shown = text
        if (untouched or not self.hasFocus()) and self.text() != text:
            cursor = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(min(cursor, len(text)) if self.hasFocus() else 0)
            self._mark_wrong("")

    def commit(self) -> None:
        """Tell of the text if it is new and right."""
        self._timer.stop()
        text = self.text()
        if text == self._shown:
            self._mark_wrong("")
            return
        problem = self._check(text) if self._check is not None else ""
        self._mark_wrong(problem)
        if not problem:
            self._shown = text
            self.committed.emit(text)

    def revert(self) -> None:
        """Put back what was shown last."""
        self._timer.stop()
        self.setText(self._shown)
        self._mark_wrong("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text() != self._shown:
                self.revert()
            else:
                self.left.emit()
            return
        super().keyPressEvent(event)

    def _mark_wrong(self, problem: str) -> None:
        if self.property("wrong") != ("true" if problem else "false"):
            self.setProperty("wrong", "true" if problem else "false")
            self.style().polish(self)
        if problem and self._sign is None:
            trailing = QLineEdit.ActionPosition.TrailingPosition
            self._sign = self.addAction(icon("circle-alert", "danger"), trailing)
        if self._sign is not None:
            self._sign.setVisible(bool(problem))
        self.setToolTip(tooltip_of(problem))
        self.setAccessibleDescription(problem)
        self.problem_changed.emit(problem)

    def _restyle(self) -> None:
        self.setFont(theme().font(self._role))


class GrowingText(QPlainTextEdit):
    """Several lines of plain text, as high as what they hold; saves itself as LineField does."""

    committed = Signal(str)
    left = Signal()

    def __init__(
        self,
        role: str = "body",
        placeholder: str = "",
        bare: bool = True,
        lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._shown = ""
        self._lines = lines
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setProperty("bare" if bare else "field", "true")
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(3)
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self.commit)
        self.textChanged.connect(self._on_text_changed)
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_text(self, text: str) -> None:
        """Show what the record holds now; typing in progress is left alone."""
        untouched = self.toPlainText() == self._shown
        self._shown = text
        if (untouched or not self.hasFocus()) and self.toPlainText() != text:
            cursor = self.textCursor().position()
            self.setPlainText(text)
            if self.hasFocus():
                held = self.textCursor()
                held.setPosition(min(cursor, len(text)))
                self.setTextCursor(held)

    def commit(self) -> None:
        """Tell of the text if it is new."""
        self._timer.stop()
        text = self.toPlainText()
        if text != self._shown:
            self._shown = text
            self.committed.emit(text)

    def revert(self) -> None:
        """Put back what was shown last."""
        self._timer.stop()
        self.setPlainText(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.toPlainText() != self._shown:
                self.revert()
            else:
                self.left.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commit()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _on_text_changed(self) -> None:
        if self.hasFocus() and self.toPlainText() != self._shown:
            self._timer.start()
        self._grow()

    def _grow(self) -> None:
        # A plain document counts its height in lines.
        lines = max(self._lines, round(self.document().size().height()))
        high = lines * self.fontMetrics().lineSpacing() + 2 * 3 + 4
        if not self.property("bare"):
            high += 12
        if high != self.height() or high != self.minimumHeight():
            self.setFixedHeight(high)

    def _restyle(self) -> None:
        self.setFont(theme().font(self._role))
        # The words of an empty field are drawn in the font of the viewport, which keeps its own.
        self.viewport().setFont(theme().font(self._role))
        self._grow()


class Problem(WrappedLabel):
    """The sentence under a field that says what is wrong with it; takes no room else."""

    def __init__(self, field: LineField, parent: QWidget | None = None) -> None:
        super().__init__(field.accessibleDescription(), "meta", "danger", parent)
        self.setVisible(bool(self.text()))
        field.problem_changed.connect(self._on_problem_changed)

    def _on_problem_changed(self, problem: str) -> None:
        self.setText(problem)
        self.setVisible(bool(problem))
