"""Which wording hint is looked at, shared by the fields that show hints and the card about them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from pmdesk.document.document import Document
from pmdesk.document.hint_watch import HintWatch
from pmdesk.domain.wording.review import PlacedHint


class HintPlace(Protocol):
    """A field that shows hints, as far as the card needs it."""

    def go_to(self, placed: PlacedHint) -> bool:
        """Put the caret on a hint; false where the field does not show it."""

    def focus_field(self) -> None:
        """Give the focus back to the field."""

    def choose_sentence(self, placed: PlacedHint) -> None:
        """Select the hint's sentence, to write it anew."""


class HintState(QObject):
    """``current`` is the hint the caret is on, ``asked`` whether somebody asked for its card.

    ``changed`` follows each other hint, ``opened`` the wish to have the focus on the card, and
    ``wanted`` carries a hint whose place is to be shown. ``switched`` carries the wish to have
    hints at all.
    """

    changed = Signal()
    opened = Signal()
    wanted = Signal(object)
    switched = Signal(bool)

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.document = document
        self.watch = HintWatch.of(document)
        self.current: PlacedHint | None = None
        self.asked = False
        self.place: HintPlace | None = None
        # The fields of the report, in which Alt+Up and Alt+Down walk.
        self.walked: Callable[[], list[PlacedHint]] = lambda: self.watch.placed
        self.watch.changed.connect(self._on_found)

    @staticmethod
    def of(document: Document) -> HintState:
        """The state of a document, made when it is first asked for."""
        found = [child for child in document.children() if isinstance(child, HintState)]
        return found[0] if found else HintState(document)

    def enter(self, placed: PlacedHint, place: HintPlace, asked: bool = False) -> None:
        """The caret of a field has come to a hint."""
        asked = asked or (self.asked and self.current is not None)
        if placed == self.current and asked == self.asked:
            return
        self.current, self.place, self.asked = placed, place, asked
        self.changed.emit()

    def leave(self) -> None:
        """No hint is looked at any more."""
        if self.current is not None or self.asked:
            self.current, self.asked = None, False
            self.changed.emit()

    def open(self) -> None:
        """Show the card of the current hint, with the focus on it."""
        if self.current is not None:
            self.asked = True
            self.changed.emit()
            self.opened.emit()

    def step(self, by: int, start: PlacedHint | None = None) -> None:
        """Go to the next or previous hint of the report, seen from one of them."""
        listed = self.walked()
        if not listed:
            return
        start = start or self.current
        at = listed.index(start) + by if start in listed else (0 if by > 0 else -1)
        self.wanted.emit(listed[at % len(listed)])

    def _on_found(self) -> None:
        current = self.current
        if current is None:
            return
        place = current.place
        here = self.watch.on_field(place.record_id, place.field)
        same = [p for p in here if (p.hint.rule, p.hint.sentence) == _words(current)]
        if not same:
            self.leave()
        elif current not in same:
            self.current = same[0]
            self.changed.emit()


def _words(placed: PlacedHint) -> tuple[object, str]:
    return placed.hint.rule, placed.hint.sentence
