"""The head of the section: its name and figures, the filter, outline or tree, and the question."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pmdesk.itemmodels.factors import FactorModel
from pmdesk.views.controls.buttons import IconButton, Pill, Segments
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel
from pmdesk.views.factors.rows import draw_heads, words
from pmdesk.views.theme.icons import draw
from pmdesk.views.theme.theme import theme

OUTLINE, TREE, COVERAGE = "outline", "tree", "coverage"
_QUESTION = "What had to be true for this to happen?"
_HELP = "Collect every answer you find, then ask of each how it came to be. One is rarely enough."


def figures_text(model: FactorModel) -> str:
    """How many factors there are, and how far they are answered."""
    if not model.roots:
        return ""
    noun = "factor" if model.roots == 1 else "factors"
    parts = [f"{model.roots} {noun}"]
    if model.actionable:
        parts.append(f"{model.actionable} actionable")
    parts.append(f"{model.open} without an action" if model.open else "all answered")
    return ", ".join(parts)


class _Figures(ElidedLabel):
    """The figures, or nothing where only a scrap of them would fit."""

    def paintEvent(self, event: QPaintEvent) -> None:
        wide = self.fontMetrics().horizontalAdvance(self.text())
        if wide <= self.width() or self.width() >= theme().px(110):
            super().paintEvent(event)


class Header(QWidget):
    """The first row of the section. ``filtered`` carries whether only what is unaddressed is to
    be shown, ``form_chosen`` "outline", "tree" or "coverage"."""

    filtered = Signal(bool)
    form_chosen = Signal(object)

    def __init__(self, model: FactorModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        row = self._row = QHBoxLayout(self)
        row.setSpacing(10)
        self.title = PlainLabel("Contributing factors", "heading")
        self.figures = _Figures("", "ui", "ink2")
        self.pill = Pill("Unaddressed", 0, alarming=True)
        self.pill.setToolTip("Show only what has neither an action nor a reason")
        self.pill.toggled.connect(self.filtered)
        self.reuse = IconButton("history", "Reuse a factor of an earlier postmortem (R)")
        self.forms = Segments([(OUTLINE, "Outline", "list-tree"), (TREE, "Tree", "network"),
                               (COVERAGE, "Coverage", "table")])  # fmt: skip
        self.forms.chosen.connect(self.form_chosen)
        self.forms.choose(OUTLINE)
        row.addWidget(self.title)
        row.addWidget(self.figures, 1)
        row.addWidget(self.reuse)
        row.addWidget(self.pill)
        row.addWidget(self.forms, 0, Qt.AlignmentFlag.AlignVCenter)
        model.refreshed.connect(self.refresh)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.refresh()

    def refresh(self) -> None:
        """Show the figures as they are now."""
        self.figures.setText(figures_text(self._model))
        self.pill.set_count(self._model.open)

    def _restyle(self) -> None:
        self._row.setContentsMargins(theme().px(24), 0, theme().px(24), 0)
        self.setFixedHeight(theme().px(56))


class QuestionStrip(QWidget):
    """The question that every contributing factor answers, with a sentence of help."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{_QUESTION} {_HELP}")
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(44))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(t.px(24), 0, -t.px(24), 0)
        painter.setPen(t.colour("line2") if t.tokens.flat else t.colour("sunken"))
        painter.setBrush(t.colour("sunken"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        side = t.px(17)
        draw(painter, "message-circle-question-mark", "accent", box.left() + t.px(14),
             box.center().y() - side / 2, side)  # fmt: skip
        metrics = t.fonts.metrics("body_semibold", t.scale)
        wide = metrics.horizontalAdvance(_QUESTION)
        left = box.left() + t.px(40)
        room = max(0.0, box.right() - left - t.px(12))
        words(painter, QRectF(left, box.top(), min(room, wide + 2), box.height()), _QUESTION,
              "body_semibold", "ink1")  # fmt: skip
        rest = QRectF(left + wide + t.px(14), box.top(), room - wide - t.px(14), box.height())
        # Half a sentence helps nobody: it is there whole or not at all.
        if t.fonts.metrics("ui", t.scale).horizontalAdvance(_HELP) <= rest.width():
            words(painter, rest, _HELP, "ui", "ink2")
            self.setToolTip("")
        else:
            self.setToolTip(_HELP)


class ColumnHeads(QWidget):
    """The names over the columns of the outline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme().changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(400, theme().px(40))

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(40))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_heads(QPainter(self), QRectF(self.rect()))
