"""A list of the factors of earlier postmortems that is looked up in the library as one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pmdesk.domain.factors.past import PastFactor
from pmdesk.views.controls.picker import Choice, Picker
from pmdesk.views.factors.past import PastFactors, fate_of, place_of

_LOOKING = "Looking through the library…"
_NOTHING = "No factor of another postmortem has these words. Fewer words find more."
_EMPTY = "No other postmortem in this library has a factor yet."


class PastPicker(Picker):
    """``chosen`` carries the PastFactor that was picked."""

    chosen = Signal(object)

    def __init__(self, past: PastFactors, own: str, parent: QWidget) -> None:
        self._past, self._own = past, own
        self._told = _LOOKING
        super().__init__([], parent, "Find a factor of an earlier postmortem", explain=self._say)
        self.setAccessibleName("Factors of earlier postmortems")
        self.field.textChanged.connect(self._look)
        self.picked.connect(self.chosen)
        self._look("")

    def _say(self, _typed: str) -> str:
        return "" if self._choices else self._told

    def _look(self, text: str) -> None:
        self._past.search(self, text, self._own, self._on_found, self._on_failed)

    def _on_found(self, found: Sequence[PastFactor]) -> None:
        text = self.field.text()
        self._choices = [
            Choice(past, past.text, f"{place_of(past)} · {fate_of(past.actions)}", "history")
            for past in found
        ]
        self._told = _NOTHING if text.strip() else _EMPTY
        self._fill(text)

    def _on_failed(self, problem: str) -> None:
        self._choices, self._told = [], problem
        self._fill(self.field.text())
