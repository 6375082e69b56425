"""Which events of a timeline are shown: what is asked for, what passes, and how many there are."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from pmdesk.domain.change import Change, Edit, born
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import Audience, EventKind
from pmdesk.domain.timeline import Evidence, Lane, TimelineEvent
from pmdesk.domain.timeline_index import TimelineIndex


def words_of(event: TimelineEvent) -> str:
    """All that is written on an event itself, for looking things up in it."""
    return "\n".join((event.title, event.text, event.actor, event.source)).casefold()


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """What events must be like to be shown.

    Several lanes, or several kinds, mean any of them; all else must hold together. ``evidence``
    is True for events with evidence, False for those without; each word of ``text`` must be found.
    """

    lanes: frozenset[str] = frozenset()
    kinds: frozenset[EventKind] = frozenset()
    evidence: bool | None = None
    starred: bool = False
    audience: Audience | None = None
    text: str = ""

    def __bool__(self) -> bool:
        return self != TimelineFilter()

    def passes(self, event: TimelineEvent, evidence: int) -> bool:
        """Whether an event with so many pieces of evidence is shown."""
        if self.lanes and event.lane_id not in self.lanes:
            return False
        if self.kinds and event.kind not in self.kinds:
            return False
        if self.evidence is not None and bool(evidence) is not self.evidence:
            return False
        if self.starred and not event.star:
            return False
        if self.audience is not None and event.audience is not self.audience:
            return False
        if not self.text:
            return True
        held = words_of(event)
        return all(word in held for word in self.text.casefold().split())


class Sieve:
    """The events that a filter lets through, as an index, and those that it holds back.

    What is held back comes into sight when it begins to pass, is selected or is new; what is in
    sight stays there until the filter is set anew, so that nothing vanishes while it is edited.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.wanted = TimelineFilter()
        self._snapshot = snapshot
        self.index = TimelineIndex(snapshot)
        self.hidden: dict[str, TimelineEvent] = {}
        self._starts: dict[str, list[float]] = {}

    @property
    def shown(self) -> int:
        """How many events are in sight."""
        return len(self.index.by_id)

    @property
    def total(self) -> int:
        """How many events there are."""
        return len(self.index.by_id) + len(self.hidden)

    def bounds(self) -> tuple[float, float] | None:
        """First start and last start or end in seconds, of the events held back by their starts;
        None where nothing has a time."""
        seen = self.index.bounds()
        firsts = [starts[0] for starts in self._starts.values() if starts]
        lasts = [starts[-1] for starts in self._starts.values() if starts]
        if seen is not None:
            firsts.append(seen[0])
            lasts.append(seen[1])
        return (min(firsts), max(lasts)) if firsts else None

    def starts_held_back(self, lane_id: str) -> list[float]:
        """The times (seconds since 1970, sorted) of a lane's events that are held back."""
        return self._starts.get(lane_id, [])

    def set(self, wanted: TimelineFilter, snapshot: Snapshot) -> None:
        """Show what a filter lets through."""
        if not wanted and not self.wanted:
            return
        self.wanted, self._snapshot = wanted, snapshot
        count = self.index.evidence
        self.hidden = {
            event.id: event
            for event in snapshot.events.values()
            if wanted and not wanted.passes(event, count.get(event.id, 0))
        }
        measured = self.index.measured
        self.index = TimelineIndex(self._without_hidden(snapshot))
        self.index.measured = measured
        self._starts = {}
        for event in self.hidden.values():
            if event.at is not None:
                self._starts.setdefault(event.lane_id, []).append(event.at.timestamp())
        for starts in self._starts.values():
            starts.sort()

    def _without_hidden(self, snapshot: Snapshot) -> Snapshot:
        if not self.hidden:
            return snapshot
        held = {i: event for i, event in snapshot.events.items() if i not in self.hidden}
        return Snapshot(snapshot.pm_id, {**snapshot.tables, TimelineEvent: held})

    def update(self, edit: Edit, snapshot: Snapshot) -> None:
        """Follow one edit that led to ``snapshot``; only what it touched is looked at."""
        self._snapshot = snapshot
        if not self.hidden:
            self.index.update(edit, snapshot)
            return
        changes: list[Change] = []
        for change in edit.changes:
            if change.kind is not TimelineEvent or change.record.id not in self.hidden:
                changes.append(change)
                continue
            self._let_go(change.record.id)
            if isinstance(change.after, TimelineEvent):
                changes.extend(self._sorted_in(change.after))
        lanes_change = any(change.kind is Lane for change in changes)
        base = self._without_hidden(snapshot) if lanes_change else snapshot
        self.index.update(Edit(edit.label, tuple(changes)), base)
        self.let_in(
            row.event_id
            for change in edit.changes
            for row in (change.before, change.after)
            if isinstance(row, Evidence) and self._passes_now(row.event_id)
        )

    def let_in(self, ids: Iterable[str]) -> bool:
        """Bring events into sight whatever the filter says; whether any was held back."""
        events = [self.hidden[i] for i in dict.fromkeys(ids) if i in self.hidden]
        for event in events:
            self._let_go(event.id)
        if events:
            births = tuple(born(event) for event in events)
            self.index.update(Edit("", births), self._snapshot)
        return bool(events)

    def _passes_now(self, event_id: str) -> bool:
        event = self.hidden.get(event_id)
        count = self.index.evidence.get(event_id, 0)
        return event is not None and self.wanted.passes(event, count)

    def _sorted_in(self, event: TimelineEvent) -> list[Change]:
        """An event that was held back and changed: into sight, or back again."""
        if self.wanted.passes(event, self.index.evidence.get(event.id, 0)):
            return [born(event)]
        self.hidden[event.id] = event
        if event.at is not None:
            insort(self._starts.setdefault(event.lane_id, []), event.at.timestamp())
        return []

    def _let_go(self, event_id: str) -> None:
        event = self.hidden.pop(event_id)
        if event.at is not None:
            starts = self._starts[event.lane_id]
            del starts[bisect_left(starts, event.at.timestamp())]


def facets(event: TimelineEvent, evidence: int) -> tuple[Hashable, ...]:
    """What an event counts for: its lane's id, kind and audience, and whether it has evidence
    (``("evidence", True)``) and a star (``"star"``)."""
    found: tuple[Hashable, ...] = (
        event.lane_id, event.kind, event.audience, ("evidence", evidence > 0),
    )  # fmt: skip
    return (*found, "star") if event.star else found


class Tally:
    """How many of all events each facet holds for; follows edits without counting anew."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._evidence: Counter[str] = Counter(
            row.event_id for row in snapshot.of(Evidence).values()
        )
        self._counted: dict[str, tuple[Hashable, ...]] = {}
        self.of: Counter[Hashable] = Counter()
        for event in snapshot.events.values():
            self._count(event.id, event)

    def update(self, edit: Edit, snapshot: Snapshot) -> None:
        """Follow one edit that led to ``snapshot``."""
        touched: set[str] = set()
        for change in edit.changes:
            if change.kind is TimelineEvent:
                touched.add(change.record.id)
            for row, by in ((change.before, -1), (change.after, 1)):
                if isinstance(row, Evidence):
                    self._evidence[row.event_id] += by
                    touched.add(row.event_id)
        for event_id in touched:
            self._count(event_id, snapshot.events.get(event_id))

    def _count(self, event_id: str, event: TimelineEvent | None) -> None:
        for facet in self._counted.pop(event_id, ()):
            self.of[facet] -= 1
        if event is not None:
            self._counted[event_id] = facets(event, self._evidence[event_id])
            self.of.update(self._counted[event_id])
