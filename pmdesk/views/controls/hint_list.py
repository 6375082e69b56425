"""The wording hints on a record, quietly below its fields in an inspector: a line, then cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.wording.review import PlacedHint
from pmdesk.edits.hints import keep_wording, use_rewording
from pmdesk.views.controls.buttons import PaintedButton
from pmdesk.views.controls.hint_card import HintCard
from pmdesk.views.controls.hint_marks import HintMarks
from pmdesk.views.controls.hint_state import HintState
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme


class _Head(PaintedButton):
    """Says how many hints there are; checked they are shown."""

    def __init__(self, on_toggled: Callable[[bool], object]) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(on_toggled)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, middle = t.px(14), self.height() / 2
        sign = "chevron-down" if self.isChecked() else "chevron-right"
        draw(painter, sign, "accent", 0, middle - size / 2, size)
        painter.setFont(t.font("ui_medium"))
        painter.setPen(t.colour("accent"))
        room = QRectF(size + t.px(4), 0, self.width() - size - t.px(4), self.height())
        words = t.elided(self.text(), "ui_medium", room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        self.draw_focus_ring(painter, QRectF(self.rect()), 5)


class HintList(QWidget):
    """Hidden while there are no hints on the fields named; opened it has a card for each.

    ``marked`` is the field whose words are underlined, with the name of what it holds.
    """

    def __init__(
        self,
        document: Document,
        names: Sequence[str],
        marked: tuple[QPlainTextEdit, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._names = document, names
        self._record_id = ""
        self._shown: list[PlacedHint] = []
        self._watch = HintState.of(document).watch
        self._field = marked[0]
        self.marks = HintMarks(marked[0], document, marked[1], quiet=True)
        self.marks.asked.connect(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.head = _Head(self._on_toggled)
        column.addWidget(self.head)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        column.addLayout(self._cards)
        self.cards: list[HintCard] = []
        self._watch.changed.connect(self.refresh)
        self.hide()

    def follow(self, record_id: str) -> None:
        """Show the hints on this record from now on."""
        if record_id != self._record_id:
            self._record_id = record_id
            self.head.setChecked(False)
        self.marks.follow(record_id)
        self.refresh()

    def open(self) -> None:
        """Show the cards, the focus on the first."""
        if self._shown:
            self.head.setChecked(True)
            self.cards[0].setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self) -> None:
        """Show the hints as they are now."""
        found = [p for name in self._names for p in self._watch.on_field(self._record_id, name)]
        if found == self._shown:
            return
        self._shown = found
        names = ", ".join(dict.fromkeys(placed.hint.name.lower() for placed in found))
        count = "1 wording hint" if len(found) == 1 else f"{len(found)} wording hints"
        self.head.setText(f"{count}: {names}")
        self.head.setAccessibleName(self.head.text())
        self._on_toggled(self.head.isChecked())
        self.setVisible(bool(found))

    def _on_toggled(self, on: bool) -> None:
        for card in self.cards:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for number, placed in enumerate(self._shown if on else []):
            card = HintCard()
            count = f"{number + 1} of {len(self._shown)}" if len(self._shown) > 1 else ""
            card.show_hint(placed.hint, count)
            card.used.connect(partial(self._use, placed))
            card.kept.connect(partial(self._keep, placed))
            card.written.connect(partial(self._write, placed))
            card.left.connect(self._on_left)
            self.cards.append(card)
            self._cards.addWidget(card)
        self.head.update()

    def _use(self, placed: PlacedHint, rewording: str) -> None:
        self._document.attempt(lambda s: use_rewording(s, placed, rewording))

    def _keep(self, placed: PlacedHint, reason: str) -> None:
        self._document.attempt(lambda s: keep_wording(s, [placed.hint], reason))

    def _write(self, placed: PlacedHint) -> None:
        if self.marks.holds(placed):
            self.marks.choose_sentence(placed)
        else:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left(self) -> None:
        self.head.setChecked(False)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
