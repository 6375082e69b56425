"""A running meeting: moved from item to item, and what is typed while people talk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pmdesk.document.meeting_place import MeetingPlace
from pmdesk.domain.analysis import ActionItem, Factor
from pmdesk.domain.capture.line import CaptureContext, Captured, CaptureKind
from pmdesk.domain.capture.parse import as_kind, parse_capture
from pmdesk.domain.change import Edit
from pmdesk.domain.factor_tree import FactorTree
from pmdesk.domain.meeting import ParkedIdea
from pmdesk.domain.record import Record
from pmdesk.domain.sitting.agenda import Step, step_named
from pmdesk.domain.sitting.asides import Aside, completed, read_aside
from pmdesk.domain.snapshot import Snapshot
from pmdesk.edits.captures import Focus, capture, carry_out
from pmdesk.edits.meetings import agree_timeline, park_idea

_USUAL = {
    Step.FACTORS: CaptureKind.FACTOR,
    Step.LESSONS: CaptureKind.WELL,
    Step.IDEAS: CaptureKind.ACTION,
    Step.ACTIONS: CaptureKind.ACTION,
    Step.OPEN: CaptureKind.QUESTION,
    Step.READ: CaptureKind.QUESTION,
    Step.CLOSE: CaptureKind.QUESTION,
}


class MeetingSession(MeetingPlace):
    """Moves a meeting along and takes down what is said; both windows show what it says."""

    def items(self) -> Sequence[Record]:
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
                self._go(event_id=walk.event.id, evidence=False, prompt="")
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

    def down(self, by: int = 1) -> None:
        """Open what belongs to the item in focus, or close it: evidence, or the next why."""
        if self.step is Step.WALK:
            self._go(evidence=by > 0)
        elif self.step is Step.FACTORS and self.factor is not None:
            tree = FactorTree(self.snapshot)
            root = tree.path(self.factor.id)[0]
            ids = [root.id, *(why.id for why in tree.below(root.id))]
            at = ids.index(self.factor.id) + by
            self._go(factor_id=ids[max(0, min(at, len(ids) - 1))])

    def show(self, **values: object) -> None:
        """Change how the wall looks: zoomed, parking, blank, prompt."""
        self._go(**values)

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

    def aside(self, line: str) -> Aside | None:
        """What a line does to the event or the idea in focus, if it is such a line."""
        on_event = self.step in (Step.WALK, Step.AGREE) and self.walk.event is not None
        on_idea = self.step is Step.IDEAS and self.idea is not None
        return read_aside(line, self.context(), on_event=on_event, on_idea=on_idea)

    def add(self, kind: CaptureKind | None = None) -> bool:
        """Make the line what it says; it stays where that can't be."""
        line = self.place.line
        aside = self.aside(line)
        if aside is not None:
            return self._made(line, lambda s: carry_out(s, aside, self._focus()))
        captured = self.read(line, kind)
        return self._made(line, lambda s: capture(s, captured, self._focus()))

    def idea_read(self, idea: ParkedIdea) -> Captured:
        """What a parked idea says as the action it may become: words, owner, date, factor."""
        return completed(idea.text, self.context())

    def _focus(self) -> Focus:
        return Focus(
            self.document.clock.now(),
            self._event_id(),
            self.factor.id if self.factor else None,
            self.is_agreed,
            self.idea.id if self.idea else None,
            self.context(),
            self.step in (Step.WALK, Step.AGREE),
        )

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
        self.line_changed.emit("")
        record = made[-1].changes[0].record
        self.added.emit(type(record), record.id, made[-1].label)
        # The room sees it first; that the line is empty again is stored right after.
        self._after.start()
        return True
