"""Where a running meeting stands: its agenda, what is in focus, and its clock, kept on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from pmdesk.document.document import Document
from pmdesk.domain.analysis import Factor
from pmdesk.domain.change import Edit
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.meeting import AgendaBlock, Meeting, ParkedIdea
from pmdesk.domain.sitting.added import Added, added_by
from pmdesk.domain.sitting.agenda import Step, step_named
from pmdesk.domain.sitting.gate import latest_gate
from pmdesk.domain.sitting.place import Place, read_place
from pmdesk.domain.sitting.tempo import Tempo, beat_seconds, end_of, tempo_of
from pmdesk.domain.snapshot import Snapshot
from pmdesk.domain.terms import IdeaState
from pmdesk.domain.walk import Walk
from pmdesk.edits.meetings import (
    blocks_of,
    end_meeting,
    extend_block,
    keep_place,
)

# How long a rest in typing the half-typed line waits for the disk, and how often the clock is
# stored while nothing else happens; milliseconds.
REST, TICK, KEEP_EVERY = 150, 500, 15.0


class MeetingPlace(QObject):
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
        self._kept_ideas: set[str] = set()  # by this sitting: they have their answer for now
        self._running: dict[str, float] = {}
        self._walked: tuple[int, str, Snapshot, Walk] | None = None
        # Time between the last beat and now went by without the meeting.
        self._beat = self._kept_at = document.clock.now()
        self.recalled: list[str] = []
        if self.block is None or self.block.id != self.place.block_id:
            self.place = replace(self.place, block_id=self.blocks[0].id if self.blocks else "")
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(self.keep)
        self._after = QTimer(self, interval=0, singleShot=True)
        self._after.timeout.connect(self.keep)
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
        snapshot, event_id = self.snapshot, self.place.event_id
        if self._walked is None or self._walked[:2] != (id(snapshot), event_id):
            # The snapshot is kept beside its walk, so that its number stays its own.
            self._walked = (id(snapshot), event_id, snapshot, Walk.begun(snapshot, event_id))
        return self._walked[3]

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
        found = [i for i in self.snapshot.of(ParkedIdea).values() if self._waits(i)]
        return sorted(found, key=lambda idea: (idea.position, idea.id))

    def _waits(self, idea: ParkedIdea) -> bool:
        """Parked ones wait; a kept one does once its day has come, and where a sitting that has
        no timeline to walk comes back to it."""
        if idea.state is not IdeaState.KEPT or idea.id in self._kept_ideas:
            return idea.state is IdeaState.PARKED
        due = idea.soak_until is not None and idea.soak_until <= self.document.clock.now()
        return due or all(step_named(block.step) is not Step.WALK for block in self.blocks)

    @property
    def idea(self) -> ParkedIdea | None:
        """The idea in focus, else the first one."""
        ideas = self.ideas
        found = [idea for idea in ideas if idea.id == self.place.idea_id]
        return found[0] if found else next(iter(ideas), None)

    def added_so_far(self) -> Added:
        """What this meeting added to the postmortem."""
        began = self.meeting.started_at
        if began is None:
            return Added()
        edits = list(self._edits_since(began))
        starts = [
            at
            for at, edit in enumerate(edits)
            if any(c.before is None and c.record.id == self.meeting_id for c in edit.changes)
        ]
        return added_by(edits[starts[0] + 1 if starts else 0 :])

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
        self._count(now)
        if (now - self._kept_at).total_seconds() >= KEEP_EVERY:
            self.keep()
        self.ticked.emit()

    def _count(self, now: datetime) -> None:
        passed = beat_seconds(self._beat, now)
        gap = (now - self._beat).total_seconds()
        self._beat = now
        if not self.place.paused and self.place.block_id:
            self._running[self.place.block_id] = (
                self._running.get(self.place.block_id, 0.0) + passed
            )
        if gap > passed:
            self.told.emit(f"The clock stood still for {round(gap / 60)} min: nobody was here.")

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

    # -- kept and ended

    def keep(self) -> None:
        """Store the place, the line and the time used."""
        self._rest.stop()
        self._after.stop()
        now = self.document.clock.now()
        self._count(now)
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
        else:
            self.told.emit("Not ended: the library can't be written. It is tried again by itself.")
        return done

    def stop(self) -> None:
        """Leave the meeting as it is, to be resumed: nothing ticks or is written any more."""
        for timer in (self._timer, self._rest, self._after):
            timer.stop()
        self.document.changed.disconnect(self._on_changed)

    def _go(self, **values: object) -> None:
        self.place = replace(self.place, **values)  # type: ignore[arg-type]
        self.moved.emit()
        # The room sees it first; it is stored right after.
        self._after.start()

    def _on_changed(self, edit: Edit) -> None:
        for change in edit.changes:
            if isinstance(change.after, ParkedIdea):
                kept = change.after.state is IdeaState.KEPT
                (self._kept_ideas.add if kept else self._kept_ideas.discard)(change.after.id)
        if any(change.kind in (Meeting, AgendaBlock) for change in edit.changes):
            return
        self.moved.emit()
