"""A running meeting: where the room is, its clock, and the line that is being typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from pmdesk.document.document import Document
from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.capture.line import CaptureContext, Captured, CaptureKind
from pmdesk.domain.capture.parse import as_kind, parse_capture
from pmdesk.domain.change import Edit
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.meeting import AgendaBlock, Meeting, ParkedIdea
from pmdesk.domain.record import Record
from pmdesk.domain.sitting.added import Added, added_by
from pmdesk.domain.sitting.agenda import Step, step_named
from pmdesk.domain.sitting.gate import latest_gate
from pmdesk.domain.sitting.place import Place, read_place
from pmdesk.domain.sitting.tempo import Tempo, beat_seconds, end_of, tempo_of
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import IdeaState
from pmdesk.domain.walk import Walk
from pmdesk.edits.captures import Focus, capture
from pmdesk.edits.meetings import (
    agree_timeline,
    blocks_of,
    end_meeting,
    extend_block,
    keep_place,
    park_idea,
)

# How long a rest in typing the half-typed line waits for the disk, and how often the clock is
# stored while nothing else happens; milliseconds.
REST, TICK, KEEP_EVERY = 150, 500, 15.0
_USUAL = {
    Step.FACTORS: CaptureKind.FACTOR,
    Step.LESSONS: CaptureKind.WELL,
    Step.IDEAS: CaptureKind.ACTION,
    Step.ACTIONS: CaptureKind.ACTION,
    Step.OPEN: CaptureKind.QUESTION,
    Step.READ: CaptureKind.QUESTION,
    Step.CLOSE: CaptureKind.QUESTION,
}
# What can be shown on the way through a step: an event, a factor, an idea, an action.
Item = Record


class MeetingSession(QObject):
    """Moves a meeting through its agenda; both windows show what it says.

    ``moved`` says that the block or what is in focus is another one, ``ticked`` that time has
    passed, ``line_changed`` what the capture line holds, ``added`` which record (class, id) a
    line became with a sentence on it, ``told`` a sentence for the facilitator, ``ended`` that the
    meeting is over. All times are UTC; the document's clock is the only one.
    """

    moved = Signal()
    ticked = Signal()
    line_changed = Signal(str)
    added = Signal(object, str, str)
    told = Signal(str)
    ended = Signal()

    def __init__(
        self,
        document: Document,
        meeting_id: str,
        edits_since: Callable[[datetime], Iterable[Edit]] = lambda _at: (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.document, self.meeting_id = document, meeting_id
        self._edits_since = edits_since
        self.place: Place = read_place(self.meeting.state)
        self._running: dict[str, float] = {}
        # Time between the last beat and now went by without the meeting.
        self._beat = self._kept_at = document.clock.now()
        self.recalled: list[str] = []
        if self.block is None or self.block.id != self.place.block_id:
            self.place = replace(self.place, block_id=self.blocks[0].id if self.blocks else "")
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(self.keep)
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self.tick)
        document.changed.connect(self._on_changed)
        self._timer.start()

    # -- what there is

    @property
    def snapshot(self) -> Snapshot:
        """The postmortem as it is now."""
        return self.document.snapshot

    @property
    def meeting(self) -> Meeting:
        """The meeting's own record."""
        return self.snapshot.need(Meeting, self.meeting_id)

    @property
    def blocks(self) -> list[AgendaBlock]:
        """The agenda in its order."""
        return blocks_of(self.snapshot, self.meeting_id)

    @property
    def block(self) -> AgendaBlock | None:
        """The block that runs."""
        blocks = self.blocks
        found = [block for block in blocks if block.id == self.place.block_id]
        return found[0] if found else (blocks[0] if blocks else None)

    @property
    def step(self) -> Step:
        """What the room does now; on the lessons after the last factor that is the lessons."""
        step = step_named(self.block.step) if self.block else Step.OPEN
        return Step.LESSONS if step is Step.FACTORS and self.place.lessons else step

    @property
    def is_agreed(self) -> bool:
        """Whether a room has agreed on the timeline."""
        return latest_gate(self.snapshot) is not None

    @property
    def walk(self) -> Walk:
        """The walk through the events, at the one in focus."""
        return Walk.begun(self.snapshot, self.place.event_id)

    @property
    def roots(self) -> list[Factor]:
        """The contributing factors in their order."""
        return list(FactorTree(self.snapshot).roots)

    @property
    def factor(self) -> Factor | None:
        """The factor or why in focus, else the first contributing factor."""
        found = self.snapshot.get(Factor, self.place.factor_id)
        return found or next(iter(self.roots), None)

    @property
    def ideas(self) -> list[ParkedIdea]:
        """The ideas still to be decided, in the order in which they were parked."""
        found = [i for i in self.snapshot.of(ParkedIdea).values() if i.state is IdeaState.PARKED]
        return sorted(found, key=lambda idea: (idea.position, idea.id))

    @property
    def idea(self) -> ParkedIdea | None:
        """The idea in focus, else the first one."""
        ideas = self.ideas
        found = [idea for idea in ideas if idea.id == self.place.idea_id]
        return found[0] if found else next(iter(ideas), None)

    def added_so_far(self) -> Added:
        """What this meeting added to the postmortem."""
        began = self.meeting.started_at
        return added_by(self._edits_since(began)) if began else Added()

    # -- the clock

    @property
    def tempo(self) -> Tempo:
        """How the running block stands."""
        return self.tempo_of(self.block) if self.block else Tempo(0, 0)

    def tempo_of(self, block: AgendaBlock) -> Tempo:
        """How a block stands."""
        return tempo_of(block, self._running.get(block.id, 0.0))

    @property
    def ends_at(self) -> datetime:
        """When the meeting ends (UTC) by what is left of its blocks."""
        now = self.document.clock.now()
        running = self._running.get(self.place.block_id, 0.0)
        return end_of(self.blocks, self.place.block_id, now, running)

    def tick(self) -> None:
        """Count the time that passed, and store it now and then."""
        now = self.document.clock.now()
        passed = beat_seconds(self._beat, now)
        gap = (now - self._beat).total_seconds()
        self._beat = now
        if not self.place.paused and self.place.block_id:
            self._running[self.place.block_id] = (
                self._running.get(self.place.block_id, 0.0) + passed
            )
        if gap > passed:
            self.told.emit(f"The clock stood still for {round(gap / 60)} min: nobody was here.")
        if (now - self._kept_at).total_seconds() >= KEEP_EVERY:
            self.keep()
        self.ticked.emit()

    def pause(self, paused: bool | None = None) -> None:
        """Hold the clock, or let it run on; None turns it over."""
        self.tick()
        self._go(paused=(not self.place.paused) if paused is None else paused)

    def extend(self, minutes: int) -> None:
        """Give the running block more minutes; what follows moves on."""
        if self.block is not None:
            self.document.note(extend_block(self.snapshot, self.block.id, minutes))
            self.moved.emit()

    # -- through the agenda

    def go_to_step(self, by: int) -> None:
        """So many blocks on or back, as far as there are any."""
        blocks = self.blocks
        at = next((i for i, b in enumerate(blocks) if b.id == self.place.block_id), 0)
        self.go_to_block(blocks[max(0, min(at + by, len(blocks) - 1))].id)

    def go_to_block(self, block_id: str) -> None:
        """Let another block run."""
        self.tick()
        if block_id != self.place.block_id:
            self._go(block_id=block_id, lessons=False)

    def items(self) -> Sequence[Item]:
        """What the current step goes through one by one."""
        if self.step is Step.WALK:
            return self.walk.order
        if self.step in (Step.FACTORS, Step.LESSONS):
            return self.roots
        if self.step is Step.IDEAS:
            return self.ideas
        return self.snapshot.actions if self.step is Step.ACTIONS else ()

    def next_item(self, by: int = 1) -> None:
        """The next event, factor or idea; after the last factor the lessons."""
        if self.step is Step.WALK:
            walk = self.walk.stepped(by)
            if walk.event is not None:
                self._go(event_id=walk.event.id)
        elif self.step in (Step.FACTORS, Step.LESSONS):
            self._next_factor(by)
        elif self.step is Step.IDEAS and self.ideas:
            ideas = self.ideas
            at = ideas.index(self.idea) if self.idea in ideas else 0
            self._go(idea_id=ideas[max(0, min(at + by, len(ideas) - 1))].id)

    def _next_factor(self, by: int) -> None:
        if self.block is None or step_named(self.block.step) is not Step.FACTORS:
            return
        roots = self.roots
        if self.place.lessons:
            self._go(lessons=by > 0 or not roots)
            return
        top = FactorTree(self.snapshot).path(self.factor.id)[0] if self.factor else None
        at = next((i for i, root in enumerate(roots) if top and root.id == top.id), 0)
        if by > 0 and at + by >= len(roots):
            self._go(lessons=True)
        elif roots:
            self._go(factor_id=roots[max(0, at + by)].id)

    def look_at(self, kind: type[Record], record_id: str) -> None:
        """Put an event, a factor or an idea in focus."""
        if kind is Factor:
            self._go(factor_id=record_id, lessons=False)
        elif kind is ParkedIdea:
            self._go(idea_id=record_id)
        elif kind is not ActionItem:
            self._go(event_id=record_id)

    def agree(self, disputed: str = "", name: str = "") -> bool:
        """The room agrees on the timeline as it is."""
        now = self.document.clock.now()
        return self.document.attempt(
            lambda s: agree_timeline(s, self.meeting_id, now=now, disputed=disputed, name=name)
        )

    # -- the capture line

    def context(self) -> CaptureContext:
        """What a typed line is read against."""
        from pmdesk.domain.sitting.reading import context_for

        return context_for(
            self.snapshot,
            self.document.clock.now(),
            _USUAL.get(self.step, CaptureKind.EVENT),
            self._event_id(),
        )

    def _event_id(self) -> str | None:
        event = self.walk.event if self.step in (Step.WALK, Step.AGREE) else None
        return event.id if event else (self.place.event_id or None)

    def read(self, line: str, kind: CaptureKind | None = None) -> Captured:
        """What a line says, as another kind where one was chosen."""
        captured = parse_capture(line, self.context())
        return captured if kind is None else as_kind(captured, kind)

    def set_line(self, line: str) -> None:
        """Take over what is typed; it is on disk after a short rest."""
        if line != self.place.line:
            self.place = replace(self.place, line=line)
            self.line_changed.emit(line)
            self._rest.start()

    def add(self, kind: CaptureKind | None = None) -> bool:
        """Make the line what it says; it stays where that can't be."""
        line = self.place.line
        captured = self.read(line, kind)
        focus = Focus(
            self.document.clock.now(),
            self._event_id(),
            self.factor.id if self.factor else None,
            self.is_agreed,
        )
        return self._made(line, lambda s: capture(s, captured, focus))

    def park(self) -> bool:
        """Park the line as it was typed."""
        line = self.place.line
        now, event_id = self.document.clock.now(), self._event_id()
        if not line.strip():
            return False
        return self._made(line, lambda s: park_idea(s, line.strip(), now=now, event_id=event_id))

    def _made(self, line: str, make: Callable[[Snapshot], Edit]) -> bool:
        made: list[Edit] = []

        def remembered(snapshot: Snapshot) -> Edit:
            made.append(make(snapshot))
            return made[-1]

        if not self.document.attempt(remembered):
            return False
        self.recalled.append(line)
        self.place = replace(self.place, line="")
        self.keep()
        self.line_changed.emit("")
        record = made[-1].changes[0].record
        self.added.emit(type(record), record.id, made[-1].label)
        return True

    # -- kept and ended

    def keep(self) -> None:
        """Store the place, the line and the time used."""
        self._rest.stop()
        now = self.document.clock.now()
        self.place = replace(self.place, beat=now)
        if self.document.note(keep_place(self.snapshot, self.meeting_id, self.place, self._used())):
            self._running.clear()
            self._kept_at = now

    def _used(self) -> dict[str, float]:
        return {b.id: self.tempo_of(b).used for b in self.blocks if b.id in self._running}

    def end(self, minutes: str = "") -> bool:
        """End the meeting with its minutes (Markdown)."""
        self.tick()
        now = self.document.clock.now()
        done = self.document.note(
            end_meeting(
                self.snapshot,
                self.meeting_id,
                now=now,
                minutes=minutes,
                used=self._used(),
                place=self.place,
            )
        )
        if done:
            self.stop()
            self.ended.emit()
        return done

    def stop(self) -> None:
        """Leave the meeting as it is, to be resumed: nothing ticks or is written any more."""
        self._timer.stop()
        self._rest.stop()
        self.document.changed.disconnect(self._on_changed)

    def _go(self, **values: object) -> None:
        self.place = replace(self.place, **values)  # type: ignore[arg-type]
        self.keep()
        self.moved.emit()

    def _on_changed(self, edit: Edit) -> None:
        if any(change.kind in (Meeting, AgendaBlock) for change in edit.changes):
            return
        self.moved.emit()
