"""Where a factor came up before, what became of its actions, and whether they would have helped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pmdesk.document.document import Document
from pmdesk.domain.analysis import Factor
from pmdesk.domain.factors.past import Caught, PastAction, PastFactor, caught_by
from pmdesk.domain.terms import name_of
from pmdesk.edits.factor_learning import forget_origin, judge_past_action
from pmdesk.views.controls.buttons import Button, Segments
from pmdesk.views.controls.labels import PlainLabel, WrappedLabel
from pmdesk.views.factors.links import LinkCard
from pmdesk.views.factors.past import PastFactors, place_of
from pmdesk.views.theme.glyphs import draw_status
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

_QUESTION = "Would that action have caught this one?"
_SHORT = {Caught.PREVENTED: "Prevented", Caught.SOFTENED: "Softened", Caught.MISSED: "Missed"}
_GONE = "It was taken from an earlier postmortem that is no longer in this library."


def _history_sign(painter: QPainter, cx: float, cy: float) -> None:
    side = theme().px(14)
    draw(painter, "history", "ink2", cx - side / 2, cy - side / 2, side)


def _status_sign(action: PastAction, painter: QPainter, cx: float, cy: float) -> None:
    draw_status(painter, action.status, cx, cy, theme().px(13))


class PastActionRow(QWidget):
    """An action of an earlier factor and the question about it."""

    def __init__(self, document: Document, factor: Factor, action: PastAction) -> None:
        super().__init__()
        self._document, self._factor_id, self._action = document, factor.id, action
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 0, 0, 6)
        column.setSpacing(4)
        words = f"{action.text or 'Not written yet'} ({name_of(action.status).lower()})"
        line = LinkCard(action.key, words, partial(_status_sign, action), quiet=True)
        # It says what it is; its postmortem is opened by the line above.
        line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line.setCursor(Qt.CursorShape.ArrowCursor)
        line.setAccessibleName(f"{action.key} {words}")
        column.addWidget(line)
        self.caught = Segments([(c, _SHORT[c], "") for c in Caught])
        self.caught.setAccessibleName(f"{_QUESTION} {action.key}")
        self.caught.setEnabled(not document.read_only)
        self.caught.choose(caught_by(factor, action.id))
        self.caught.chosen.connect(self._on_chosen)
        column.addWidget(self.caught, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_chosen(self, value: object) -> None:
        factor = self._document.snapshot.get(Factor, self._factor_id)
        if factor is None:
            return
        wanted = value if isinstance(value, Caught) else None
        # A click on the one that holds takes it off again.
        wanted = None if caught_by(factor, self._action.id) is wanted else wanted
        self._document.attempt(
            lambda s: judge_past_action(s, factor.id, self._action.id, wanted)
        )


class SeenBefore(QWidget):
    """A part of the inspector; hidden while a factor came up nowhere else.

    ``postmortem_requested`` carries the id of another postmortem that is to be opened.
    """

    postmortem_requested = Signal(str)

    def __init__(self, document: Document, past: PastFactors | None) -> None:
        super().__init__()
        self._document, self._past = document, past
        self._asked: tuple[str, str | None, str] | None = None
        self._found: Sequence[PastFactor] = ()
        self._known = False
        self._shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        self.name = PlainLabel("Seen before", "ui_semibold")
        head.addWidget(self.name)
        head.addStretch(1)
        column.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column.addLayout(self._rows)
        self.rows: list[QWidget] = []
        self.hide()

    def show_factor(self, factor: Factor) -> None:
        """Look through the library for a factor, and show what was found."""
        asked = (factor.id, factor.reused_from, factor.text)
        if asked != self._asked:
            self._asked, self._found, self._known = asked, (), False
            if self._past is not None:
                done = partial(self._on_found, asked)
                self._past.seen_before(self, factor, done, self._on_failed)
        self._show(factor)

    def _on_found(
        self, asked: tuple[str, str | None, str], found: Sequence[PastFactor]
    ) -> None:
        factor = self._document.snapshot.get(Factor, asked[0])
        if asked == self._asked and factor is not None:
            self._found, self._known = found, True
            self._show(factor)

    def _on_failed(self, _problem: str) -> None:
        # What came up before is help, not work: without it the factor is edited all the same.
        self._asked = None

    def _show(self, factor: Factor) -> None:
        key = (factor.id, factor.waived, factor.reused_from, self._document.read_only,
               tuple(self._found), self._known)  # fmt: skip
        if key == self._shown:
            return
        self._shown = key
        for old in self.rows:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = self._made(factor)
        for row in self.rows:
            self._rows.addWidget(row)
        self.setVisible(bool(self.rows))

    def _made(self, factor: Factor) -> list[QWidget]:
        rows: list[QWidget] = []
        asks = False
        for past in self._found:
            card = LinkCard("", place_of(past), _history_sign)
            card.setAccessibleName(f"Open {place_of(past)}")
            card.clicked.connect(
                lambda _on=False, i=past.pm_id: self.postmortem_requested.emit(i)
            )
            rows.append(card)
            if past.text != factor.text:
                rows.append(WrappedLabel(f"There: {past.text}", "meta_regular", "ink2"))
            if not past.actions:
                rows.append(PlainLabel("No action answered it there.", "meta", "ink2"))
            elif not asks:
                asks = True
                rows.append(WrappedLabel(_QUESTION, "meta", "ink2"))
            rows += [PastActionRow(self._document, factor, action) for action in past.actions]
        origin = factor.reused_from
        missing = all(past.id != origin for past in self._found)
        if self._known and origin is not None and missing:
            rows.append(WrappedLabel(_GONE, "meta_regular", "ink2"))
            unlink = Button("Unlink it", "ghost", size="small", on_click=self._forget)
            unlink.setEnabled(not self._document.read_only)
            rows.append(unlink)
        return rows

    def _forget(self) -> None:
        factor_id = self._asked[0] if self._asked is not None else ""
        if factor_id in self._document.snapshot.factors:
            self._document.attempt(lambda s: forget_origin(s, factor_id))
