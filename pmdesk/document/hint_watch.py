"""The wording hints of a document: looked for between the events of the window, never in a key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from itertools import islice
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from pmdesk.document.document import Document
from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.postmortem import HintWaiver, ImpactFigure, Lesson, Person, Postmortem
from pmdesk.domain.record import Record
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.timescale import zone_of
from pmdesk.domain.wording.context import Context, KnownEvent, context_of, known_event, told_events
from pmdesk.domain.wording.hint import Hint
from pmdesk.domain.wording.pieces import hints_by_piece
from pmdesk.domain.wording.review import (
    ONCE,
    PlacedHint,
    ProseField,
    fits,
    prose_fields,
    short_fields,
    waiver_key,
    waivers_of,
)

# So many seconds are worked at a time; a frame has 16 milliseconds.
SLICE = 0.003
# Between two slices keys and pictures have their turn.
REST_MS = 2
# With more events than this only starred ones are quoted, and events are not read for hints.
MANY_EVENTS = 5000
# Every paragraph that was ever typed would be remembered.
MANY_PIECES = 20_000
_READ: frozenset[type[Record]] = frozenset(
    {Postmortem, Lesson, Factor, TimelineEvent, ActionItem, Person, ImpactFigure, HintWaiver}
)


class HintWatch(QObject):
    """Knows the hints that nobody has answered; ``changed`` follows each look that found others.

    One for each document, see ``of``. In a text that can't be edited nothing is pointed out.
    """

    changed = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._off: frozenset[str] = frozenset()
        self.on = True
        self._known: dict[str, tuple[Hint, ...]] = {}
        self._events: dict[str, tuple[TimelineEvent, KnownEvent | None, tzinfo]] = {}
        self._context: Context | None = None
        self._found: dict[tuple[str, str], tuple[PlacedHint, ...]] = {}
        self._work: Iterator[None] = iter(())
        self._timer = QTimer(self, interval=REST_MS)
        self._timer.timeout.connect(self._on_free)
        document.changed.connect(self._on_document_changed)
        self.look_again()

    @staticmethod
    def of(document: Document) -> HintWatch:
        """The watch of a document, made when it is first asked for."""
        found = [child for child in document.children() if isinstance(child, HintWatch)]
        return found[0] if found else HintWatch(document)

    @property
    def busy(self) -> bool:
        """Whether it is still looking."""
        return self._timer.isActive()

    @property
    def placed(self) -> list[PlacedHint]:
        """All hints: those of the report and the factors first, then events and actions."""
        return [placed for field in self._found.values() for placed in field]

    def on_field(self, record_id: str, field: str) -> tuple[PlacedHint, ...]:
        """The hints on one field of a record."""
        return self._found.get((record_id, field), ())

    def switch(self, on: bool, off: tuple[str, ...] = ()) -> None:
        """Switch hints on or off as a whole, and single patterns off by their values."""
        if (on, frozenset(off)) != (self.on, self._off):
            self.on, self._off = on, frozenset(off)
            self.look_again()

    def look_again(self) -> None:
        """Begin to look through everything; what has not changed is known already."""
        self._work = self._look(self._document.snapshot)
        self._timer.start()

    # -- looking

    def _on_document_changed(self, edit: Edit) -> None:
        if any(change.kind in _READ for change in edit.changes):
            self.look_again()

    def _on_free(self) -> None:
        end = perf_counter() + SLICE
        for _step in self._work:
            if perf_counter() >= end:
                return
        self._timer.stop()

    def _look(self, snapshot: Snapshot) -> Iterator[None]:
        found: dict[tuple[str, str], tuple[PlacedHint, ...]] = {}
        if self.on and not self._document.read_only:
            events: list[KnownEvent] = []
            yield from self._read_events(snapshot, events)
            context = context_of(snapshot, tuple(events))
            if context != self._context or len(self._known) > MANY_PIECES:
                self._context = context
                self._known.clear()
            yield
            yield from self._read_fields(snapshot, context, found)
        if found != self._found:
            self._found = found
            self.changed.emit()

    def _read_events(self, snapshot: Snapshot, into: list[KnownEvent]) -> Iterator[None]:
        zone = zone_of(snapshot.postmortem.zone)
        for number, event in enumerate(_quotable(snapshot)):
            old = self._events.get(event.id)
            if old is None or old[0] is not event or old[2] is not zone:
                old = self._events[event.id] = (event, known_event(event, zone), zone)
            if old[1] is not None:
                into.append(old[1])
            if number % 40 == 39:
                yield

    def _read_fields(
        self,
        snapshot: Snapshot,
        context: Context,
        into: dict[tuple[str, str], tuple[PlacedHint, ...]],
    ) -> Iterator[None]:
        kept = waivers_of(snapshot)
        said: set[tuple[str, str]] = set()
        fields = list(prose_fields(snapshot))
        if len(snapshot.events) <= MANY_EVENTS:
            fields += short_fields(snapshot)
        for place in fields:
            found: list[Hint] = []
            for so_far in hints_by_piece(place.text, context, self._known):
                found = so_far
                yield
            if open_here := tuple(self._open(place, found, kept, said)):
                into[place.record_id, place.field] = open_here

    def _open(
        self,
        place: ProseField,
        hints: list[Hint],
        kept: set[tuple[str, str]],
        said: set[tuple[str, str]],
    ) -> Iterator[PlacedHint]:
        for hint in hints:
            words = (hint.rule.value, place.text[hint.start : hint.end])
            if hint.rule.value in self._off or not fits(hint, place):
                continue
            if waiver_key(hint.rule, hint.sentence) in kept:
                continue
            if hint.rule in ONCE and words in said:
                continue
            said.add(words)
            yield PlacedHint(hint, place)


def _quotable(snapshot: Snapshot) -> list[TimelineEvent]:
    if len(snapshot.events) <= MANY_EVENTS:
        return told_events(snapshot)
    starred = (e for e in snapshot.events.values() if e.star and e.at is not None and not e.hidden)
    return list(islice(starred, MANY_EVENTS))
