"""What the table of events can do, as one undo step each, for one row or all that are chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer

from pmdesk.domain.change import Edit
from pmdesk.domain.snapshot import RuleBroken, Snapshot
from pmdesk.domain.terms import Audience, EventKind, EvidenceKind, MarkKind, Precision
from pmdesk.domain.time_text import TypedTime, parse_time
from pmdesk.domain.timeline import TimelineEvent
from pmdesk.domain.tracker_link import tracker_address
from pmdesk.edits import timeline as verbs
from pmdesk.edits.timeline_rows import edit_events, set_times, toggle_mark
from pmdesk.views.timeline.inline import context_for
from pmdesk.views.timeline.scene import TimelineScene


class EventCommands:
    """Edits a scene's events; ids that are gone are left out, read-only does nothing."""

    def __init__(self, scene: TimelineScene) -> None:
        self.scene = scene
        self.document, self.selection = scene.document, scene.selection

    @property
    def writable(self) -> bool:
        """Whether anything may be changed."""
        return not self.document.read_only

    def selected(self) -> tuple[str, ...]:
        """The ids of the selected events, the current one last."""
        return self.selection.ids_of(TimelineEvent)

    def event(self, event_id: str) -> TimelineEvent | None:
        """An event, or None where it is gone."""
        return self.document.snapshot.events.get(event_id)

    def _do(self, ids: Sequence[str], make: Callable[[Snapshot, list[str]], Edit]) -> bool:
        if self.document.is_announcing:
            # News can take a field away that is being typed in: its words are saved right after.
            QTimer.singleShot(0, self.document, lambda: self._do(ids, make))
            return False
        held = self.document.snapshot.events
        kept = [i for i in ids if i in held]
        if not kept or not self.writable:
            return False
        return self.document.attempt(lambda s: make(s, kept))

    def refuse(self, sentence: str) -> None:
        """Tell why what was typed is not taken; nothing happens."""

        def stop(_snapshot: Snapshot) -> Edit:
            raise RuleBroken(sentence)

        self.document.attempt(stop)

    # -- time

    def times(self, ids: Sequence[str], text: str) -> dict[str, TypedTime] | str:
        """What a typed time means for each event ("+4m" counts from its own), or what is wrong."""
        found: dict[str, TypedTime] = {}
        for event_id in ids:
            typed = parse_time(text, context_for(self.scene, event_id))
            if isinstance(typed, str):
                return typed
            found[event_id] = typed
        return found

    def set_time(self, ids: Sequence[str], text: str) -> bool:
        """Give events the typed time, or none for an empty text."""
        times = self.times([i for i in ids if self.event(i)], text)
        if isinstance(times, str):
            self.refuse(times)
            return False
        return self._do(ids, lambda s, kept: set_times(s, {i: times[i] for i in kept}, text))

    # -- the rest

    def set_field(self, ids: Sequence[str], label: str, **values: object) -> bool:
        """Give plain fields of events new values."""
        return self._do(ids, lambda s, kept: edit_events(s, kept, label, **values))

    def set_lane(self, ids: Sequence[str], lane_id: str) -> bool:
        """Move events to a lane."""
        return self._do(ids, lambda s, kept: verbs.move_events(s, kept, lane_id=lane_id))

    def set_kind(self, ids: Sequence[str], kind: EventKind) -> bool:
        """Say what sort of thing events are."""
        return self.set_field(ids, "Set kind", kind=kind)

    def set_audience(self, ids: Sequence[str], audience: Audience) -> bool:
        """Say who may read events."""
        return self.set_field(ids, "Set audience", audience=audience)

    def toggle_star(self, ids: Sequence[str]) -> bool:
        """Star events; where all have one already, take it off."""
        held = [event for event in map(self.event, ids) if event is not None]
        star = not all(event.star for event in held)
        return self.set_field(ids, "Star event" if star else "Take the star off", star=star)

    def toggle_mark(self, event_id: str, kind: MarkKind) -> bool:
        """Let an event mark a moment, or no longer."""
        return self._do([event_id], lambda s, kept: toggle_mark(s, kind, kept[0]))

    def add_evidence(self, event_id: str, text: str) -> bool:
        """Add a link, or what was said as a quote."""
        words = text.strip()
        if not words:
            return False
        if tracker_address(words):
            values, kind = {"link": words}, EvidenceKind.LINK
        else:
            values, kind = {"text": words}, EvidenceKind.QUOTE
        return self._do([event_id], lambda s, kept: verbs.add_evidence(s, kept[0], kind, **values))

    # -- whole events

    def add(self, text: str) -> str:
        """Add an event from a line such as "14:32 Alert fired" and select it; gives its id.

        A line that begins with no time makes an event that waits for one. The lane is that of the
        current event, else the first. An empty text where nothing was added.
        """
        lanes = self.scene.lanes()
        if not self.writable or not lanes:
            return ""
        current = self.event(self.selection.current_of(TimelineEvent) or "")
        parted = self._parted(text, current.id if current else None)
        if isinstance(parted, str):
            self.refuse(parted)
            return ""
        typed, title = parted
        lane_id = current.lane_id if current is not None else lanes[0].id
        values: dict[str, object] = {}
        if typed.at is not None:
            values = {"end": typed.end, "precision": typed.precision}
        made = verbs.add_event(self.document.snapshot, lane_id, typed.at, title, **values)
        if not self.document.push(made):
            return ""
        event_id = made.changes[0].record.id
        self.selection.select(TimelineEvent, event_id)
        return event_id

    def line_problem(self, text: str) -> str:
        """What is wrong with a line for ``add``: it begins with a clock time that never was, or
        that came twice. An empty text where nothing is."""
        parted = self._parted(text, self.selection.current_of(TimelineEvent))
        return parted if isinstance(parted, str) else ""

    def _parted(self, text: str, reference: str | None) -> tuple[TypedTime, str] | str:
        """The time that a line begins with, as long as it can be, and the words after it; or the
        sentence that asks which time is meant, where clocks were changed just then."""
        words = text.split()
        context = context_for(self.scene, reference)
        # There no clock is ever changed: what is a time there is one here, if one to ask about.
        plain = replace(context, zone=ZoneInfo("UTC"))
        for count in range(min(4, len(words)), 0, -1):
            first = " ".join(words[:count])
            typed = parse_time(first, context)
            if isinstance(typed, str):
                if isinstance(parse_time(first, plain), TypedTime):
                    return typed
            elif typed.at is not None:
                return typed, " ".join(words[count:])
        return TypedTime(None, None, Precision.UNKNOWN), " ".join(words)

    def duplicate(self, ids: Sequence[str]) -> bool:
        """Copy events and select the copies."""
        kept = [i for i in ids if self.event(i)]
        if not kept or not self.writable:
            return False
        made = verbs.duplicate_events(self.document.snapshot, kept)
        if not self.document.push(made):
            return False
        copies = [c.record.id for c in made.changes if c.kind is TimelineEvent]
        self.selection.select(TimelineEvent, *copies)
        return True

    def delete(self, ids: Sequence[str]) -> bool:
        """Delete events."""
        return self._do(ids, verbs.delete_events)
