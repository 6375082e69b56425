"""The end of a monthly review: what was decided, each of it to be undone, and what is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pmdesk.views.controls.buttons import Button
from pmdesk.views.controls.labels import ElidedLabel, PlainLabel, WrappedLabel
from pmdesk.views.controls.panels import Hairline, Surface
from pmdesk.views.followthrough.walk import Outcome, Step, Walk

_WORDS = {
    Outcome.DATE: ("got a new date", "got new dates"),
    Outcome.DONE: ("is done", "are done"),
    Outcome.WONT_DO: ("won't be done", "won't be done"),
    Outcome.KEPT: ("was kept as it is", "were kept as they are"),
    Outcome.SKIPPED: ("was skipped", "were skipped"),
}


def summary_text(walk: Walk) -> str:
    """What the review came to, in one sentence."""
    counts = walk.counts()
    parts = [f"{n} {_WORDS[o][n != 1]}" for o, n in counts.items() if n]
    left = len(walk.actions) - sum(counts.values())
    if left:
        parts.append(f"{left} {'was' if left == 1 else 'were'} not reached")
    return ", ".join(parts) + "." if parts else "Nothing was decided."


class ReviewSummary(QWidget):
    """The list of decisions; ``undo`` takes one back."""

    def __init__(
        self,
        undo: Callable[[Step], object],
        close: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._undo = undo
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.title = PlainLabel("Review finished", "title")
        column.addWidget(self.title)
        self.words = WrappedLabel("", "body", "ink2")
        column.addWidget(self.words)
        column.addSpacing(8)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.close_button = Button("Back to follow-through", "primary", on_click=close)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        self.undo_buttons: dict[str, Button] = {}
        self.setFocusProxy(self.close_button)

    def show_walk(self, walk: Walk) -> None:
        """Show what was decided on the way."""
        over = walk.current is None
        self.title.setText("Review finished" if over else "Review ended early")
        self.words.setText(summary_text(walk))
        body = Surface("surface", "line2", 10)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(18, 6, 12, 6)
        rows.setSpacing(0)
        self.undo_buttons = {}
        for n, step in enumerate(walk.steps.values()):
            if n:
                rows.addWidget(Hairline())
            rows.addWidget(self._row(step))
        holder = Surface("canvas")
        around = QVBoxLayout(holder)
        around.setContentsMargins(0, 0, 0, 0)
        if walk.steps:
            around.addWidget(body)
        else:
            body.deleteLater()
        around.addStretch(1)
        self._area.setWidget(holder)

    def _row(self, step: Step) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(14)
        row.addWidget(PlainLabel(step.action.key, "meta", "ink2"))
        row.addWidget(ElidedLabel(step.action.text or "Untitled", "ui_medium"), 3)
        token = "ink2" if step.outcome is Outcome.SKIPPED else "ink1"
        words = f"{step.outcome.value}: {step.detail}" if step.detail else step.outcome.value
        row.addWidget(ElidedLabel(words, "ui", token), 2)
        button = Button("Undo", "ghost", size="compact")
        if step.take_back is None:
            # It keeps its room, so that the columns stay in line.
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            button.setVisible(False)
        else:
            button.setAccessibleName(f"Undo {step.action.key}: {step.outcome.value}")
            button.clicked.connect(lambda _on=False: self._undo(step))
            self.undo_buttons[step.action.action_id] = button
        row.addWidget(button)
        return line
